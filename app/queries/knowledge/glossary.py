"""The trade's terms with their explanations: one file, read once, for the glossary and for every "?".

`app/locale/glossary.toml` is the one source: the page `/glossary` and the "?" beside labels read it here, and
`tools/glossary.py` writes the same words into the trade's sections of `docs/glossary.md`. What stands in that
page above them (words of the code, the house) is the code's own and has no entry for students.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.core.words import FOLDER, N_, current

GROUPS = {
    "sale": N_("Sale"), "terms": N_("Delivery terms"), "price": N_("Price and cost"),
    "payment": N_("Payment and money"), "goods": N_("Goods"), "transport": N_("Transport"),
    "insurance": N_("Insurance"), "papers": N_("Papers"), "customs": N_("Customs"),
    "refund": N_("VAT refund"), "market": N_("Market"), "learning": N_("Learning"),
}  # fmt: skip


# Box of a paper -> the term that its "?" explains.
PAPER_TERMS = {
    "incoterm": "Incoterm", "term": "Incoterm", "named_place": "named place", "marks": "shipping marks",
    "port_of_loading": "port of loading", "port_of_discharge": "port of discharge", "hs_code": "HS code",
    "supervision_mode": "supervision mode", "payment_terms": "payment terms", "payment": "payment terms",
    "insured_amount": "insured amount", "clauses": "ICC (A)", "gross_weight_kg": "gross weight",
    "net_weight_kg": "net weight", "vat_invoice_number": "VAT invoice", "premium": "premium",
    "refund_rate_percent": "refund rate", "valid_until": "validity", "insurance": "cargo insurance",
    "origin": "origin", "tenor": "bill of exchange", "latest_shipment_on": "letter of credit",
    "elements": "declaration elements", "first_legal_unit": "legal units", "exchange_rate": "exchange rate",
    "chargeable_weight_kg": "chargeable weight", "bill_of_lading_number": "bill of lading",
    "waybill_number": "air waybill", "discrepancy": "discrepancy", "cover": "ICC (A)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. anchor: its place on the page; each text in English and Chinese."""

    term: str
    anchor: str
    group: str
    zh: str
    what: Mapping[str, str]
    why: Mapping[str, str]
    example: Mapping[str, str]
    rule: Mapping[str, str]
    code: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One entry in the reader's language; `other` is its name in the other one."""

    term: str
    other: str
    anchor: str
    what: str
    why: str
    example: str
    rule: str


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one group, by name."""

    code: str
    name: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary: all of it, or what was searched for."""

    query: str
    groups: tuple[Group, ...]
    found: int
    terms: int


@cache
def terms() -> Mapping[str, Term]:
    """Every entry by its English term, in the order of the file."""
    held = tomllib.loads((FOLDER / "glossary.toml").read_text("utf-8"))
    return MappingProxyType({term: _term(term, cells) for term, cells in held.items()})


def _term(term: str, cells: Mapping[str, str]) -> Term:
    texts = {
        name: {"en": cells[f"{name}_en"], "zh_Hans": cells[f"{name}_zh"]}
        for name in ("what", "why", "example", "rule")
    }
    anchor = "".join(sign if sign.isalnum() else "-" for sign in term.lower()).strip("-")
    return Term(term, anchor, cells["group"], cells["zh"], code=cells.get("code", ""), **texts)


def term_row(term: str) -> TermRow:
    """One entry in the reader's language. Raises: KeyError, which a test keeps from happening."""
    return _row(terms()[term], current.get())


def _row(entry: Term, locale: str) -> TermRow:
    names = (entry.zh, entry.term) if locale == "zh_Hans" else (entry.term, entry.zh)
    texts = (each[locale] for each in (entry.what, entry.why, entry.example, entry.rule))
    return TermRow(*names, entry.anchor, *texts)


def glossary_page(query: str) -> GlossaryPage:
    """The entries in whose names or explanations, in either language, the words stand; all without words."""
    wanted = query.casefold().split()
    groups = []
    for code, name in GROUPS.items():
        found = [each for each in terms().values() if each.group == code and _has(each, wanted)]
        rows = sorted((_row(each, current.get()) for each in found), key=lambda row: row.term.casefold())
        if rows:
            groups.append(Group(code, name, tuple(rows)))
    return GlossaryPage(query, tuple(groups), sum(len(group.terms) for group in groups), len(terms()))


def _has(entry: Term, wanted: list[str]) -> bool:
    texts = [entry.term, entry.zh, *entry.what.values(), *entry.why.values(), *entry.example.values()]
    whole = " ".join(texts).casefold()
    return all(word in whole for word in wanted)
