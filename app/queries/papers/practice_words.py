"""Words of the document workshop: its levels, and the rules by their codes."""

from app.core.words import N_, gettext

KIND_WORDS: dict[str, tuple[str, str]] = {
    "find": (
        N_("Find the faults"), N_("Mark each box that disagrees with another paper, and name the rule."),
    ),
    "make": (
        N_("Make it out"), N_("One paper is missing. Make it out from the others; the set is examined."),
    ),
}  # fmt: skip
# Columns of an attempt, for `field_words`.
PRACTICE_FIELDS: dict[str, str] = {
    "errors": N_("Errors"),
    "false_alarms": N_("False alarms"),
    "handed_in_at": N_("Handed in at"),
    "hits": N_("Faults found"),
    "misses": N_("Faults missed"),
    "missing": N_("Fields still empty"),
    "paper": N_("Paper"),
    "set_number": N_("Set"),
    "share_right": N_("Share right"),
    "tries_before": N_("Tries before"),
}
LEVEL_WORDS: dict[int, str] = {
    1: N_("Contract, plain slips"),
    2: N_("Contract, slips that are easily passed over"),
    3: N_("Letter of credit, plain slips"),
    4: N_("Letter of credit, as a bank sees it"),
}
# Code -> what the rule is about, for the student who names it.
_RULES: dict[str, str] = {
    "X01": N_("names, numbers, marks, ports or amounts differ"),
    "X02": N_("dates out of order"),
    "X03": N_("packages, weights or volume differ"),
    "X04": N_("container or seal number"),
    "L03": N_("shipped too late"),
    "L05": N_("amount beyond the credit"),
    "L08": N_("invoice against contract or credit"),
    "L09": N_("goods of another kind"),
    "L10": N_("another country"),
    "L11": N_("transport document"),
    "L12": N_("insurance document"),
    "L13": N_("partial shipment"),
    "L14": N_("dated after presentation"),
    "L15": N_("originals missing"),
    "L17": N_("totals do not add up"),
    "O05": N_("tariff code on the certificate of origin"),
}


def rule_options() -> tuple[tuple[str, str], ...]:
    """Code and words of each rule that may be named, in the order of the codes."""
    return tuple((code, f"{code} · {gettext(words)}") for code, words in sorted(_RULES.items()))
