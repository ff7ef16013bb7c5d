"""What pages about evidence and marks show beside codes: names, short names, icons and tones."""

from collections.abc import Mapping
from typing import Any

from app.core.words import N_, gettext
from app.grading.criteria import ATTESTED_ONLY, COLUMNS, CRITERIA, FAMILIES, FIGURE_2, LEVELS
from app.queries.teaching.mark_export import kind_words, level_words

# Code of a cell of Table 1 -> (name, short name), in its order.
TABLE_1: dict[str, tuple[str, str]] = {code: (found.name, found.short) for code, found in CRITERIA.items()}

# Family of deeds -> (icon, tone of its bubble).
FAMILY_LOOKS: dict[str, tuple[str, str]] = {
    "catalogue": ("image", "purple"),
    "negotiation": ("message-square", "teal"),
    "contract": ("file-pen-line", "blue"),
    "goods": ("factory", "orange"),
    "transport": ("ship", "blue"),
    "papers": ("file-text", "info"),
    "customs": ("stamp", "orange"),
    "money": ("wallet", "teal"),
    "parcels": ("package", "purple"),
    "house": ("settings", ""),
}
# Table of a changed row -> what it is.
TABLE_WORDS: dict[str, str] = {
    "api_token": N_("Personal token"),
    "buyer": N_("Buyer"),
    "consumer_order": N_("Parcel order"),
    "parcel_return": N_("Return"),
    "course": N_("Course"),
    "course_member": N_("Member of the course"),
    "declaration": N_("Export declaration"),
    "document": N_("Paper"),
    "enterprise": N_("Enterprise"),
    "enterprise_member": N_("Member of the enterprise"),
    "inquiry": N_("Inquiry"),
    "inspection": N_("Inspection"),
    "insurance_policy": N_("Insurance policy"),
    "insurance_claim": N_("Insurance claim"),
    "invitation": N_("Invitation"),
    "laboratory_test": N_("Laboratory test"),
    "ledger_entry": N_("Entry in the books"),
    "ledger_posting": N_("Posting"),
    "listing": N_("Listing"),
    "login_session": N_("Browser session"),
    "mark_override": N_("Instructor's word"),
    "message": N_("Letter"),
    "order": N_("Order"),
    "pack": N_("Data pack"),
    "partnership": N_("Partnership"),
    "payment": N_("Payment"),
    "person": N_("Person"),
    "product": N_("Product"),
    "product_picture": N_("Product picture"),
    "purchase": N_("Purchase order"),
    "quotation": N_("Quotation"),
    "refund_claim": N_("Refund claim"),
    "review": N_("Review"),
    "settlement": N_("Exchange settlement"),
    "shipment": N_("Shipment"),
    "shipping_template": N_("Shipping template"),
    "shop": N_("Shop"),
    "team": N_("Team"),
    "team_member": N_("Member of the team"),
}
# Kind of a changed row -> its words.
ROW_KINDS: dict[str, str] = {"new": N_("made"), "changed": N_("changed"), "gone": N_("removed")}


def options(named: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code -> (name, ...) or name, as the choices of a form in the reader's language."""
    return [
        (code, gettext(names) if isinstance(names, str) else f"{code} {gettext(names[1])}")
        for code, names in named.items()
    ]


def table_words(table: str) -> str:
    """The name of a table's row in the trade's words."""
    return gettext(TABLE_WORDS.get(table, table.replace("_", " ").capitalize()))


__all__ = [
    "ATTESTED_ONLY",
    "COLUMNS",
    "FAMILIES",
    "FAMILY_LOOKS",
    "FIGURE_2",
    "LEVELS",
    "ROW_KINDS",
    "TABLE_1",
    "kind_words",
    "level_words",
    "options",
    "table_words",
]
