"""Which papers a seller owes the buyer for one deal, and which of them a student fills in.

Source: trade rules, section 7; Incoterms 2020, A6 (proof of delivery) and A5 (insurance) of each rule.
"""

from collections.abc import Iterable
from typing import Any

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.finding import Finding
from app.trade.papers.documents import Values, readable

# In the order in which they are usually made out. Carrier and insurer issue theirs.
STUDENT_PAPERS = ("commercial_invoice", "packing_list", "certificate_of_origin", "shipping_advice")
TRANSPORT_PAPERS = ("bill_of_lading", "air_waybill", "courier_label")
# What the seller keeps or gives to customs and bank: the buyer never sees it.
OWN_PAPERS = ("export_declaration", "vat_invoice", "exchange_settlement_slip")
CHAMBER = "China Council for the Promotion of International Trade"

_TRANSPORT_BY_MODE = {"air": "air_waybill", "courier": "courier_label", "post": "courier_label"}
# How contracts ask for a paper, in small letters.
_ASKED = {
    "certificate_of_origin": ("certificate of origin", "certificate of chinese origin", "origin certificate",
                              "form e", "原产地证"),
    "shipping_advice": ("shipping advice", "advice of shipment", "shipment advice", "装运通知"),
}  # fmt: skip


def transport_paper(mode: str) -> str:
    """The kind of transport document of a mode of carriage ("sea_lcl" counts as sea)."""
    return _TRANSPORT_BY_MODE.get(mode.partition("_")[0], "bill_of_lading")


def required_papers(
    term: str, mode: str, *, is_insured: bool = False, contract_documents: str = ""
) -> tuple[str, ...]:
    """The kinds of paper that the buyer must get, in the order of the set.

    Args: term, an Incoterm; mode of carriage; is_insured, whether the seller took out cover;
        contract_documents, the clause "Documents" of the contract in its own words.
    Source: trade rules, section 7.
    """
    clause = contract_documents.casefold()
    owes_cover = term in INCOTERMS and bool(INCOTERMS[term].icc_clause)
    needed = ["commercial_invoice", "packing_list", transport_paper(mode)]
    if owes_cover or is_insured:
        needed.append("insurance_certificate")
    needed += [kind for kind, words in _ASKED.items() if any(word in clause for word in words)]
    return tuple(needed)


def gathered(
    contract: Values,
    documents: Iterable[tuple[str, Values]],
    declaration: Values | None = None,
    vat_invoice: Values | None = None,
) -> dict[str, Values]:
    """All papers of one deal by kind, ready to be examined; what is empty or cannot be read is left out."""
    papers = {"proforma_invoice": contract} | dict(documents)
    own = {"export_declaration": declaration or {}, "vat_invoice": vat_invoice or {}}
    papers |= {kind: values for kind, values in own.items() if values}
    read = {kind: readable(kind, values) for kind, values in papers.items()}
    return {kind: values for kind, values in read.items() if values}


def kinds_of(finding: Finding) -> tuple[str, ...]:
    """The kinds of paper that a finding concerns, each once."""
    return tuple(dict.fromkeys(place.partition(".")[0] for place in finding.places))


def to_correct(findings: Iterable[Finding]) -> list[Finding]:
    """The errors that the seller can mend on a paper of their own."""
    return [
        finding
        for finding in findings
        if finding.severity == "error" and set(kinds_of(finding)) & set(STUDENT_PAPERS)
    ]


def counted(findings: Iterable[Finding], severity: str) -> dict[str, int]:
    """How many findings of a severity there are, by code, in the order of the codes."""
    codes = sorted(finding.code for finding in findings if finding.severity == severity)
    return {code: codes.count(code) for code in codes}


def certified(values: Values, number: str, issued_on: str) -> dict[str, Any]:
    """A certificate of origin as the chamber gives it back: numbered, dated and signed for.

    The chamber sits where the goods are shipped. Source: trade rules, section 7 (CO, non-preferential).
    """
    place = str(values.get("port_of_loading", "")).partition(",")[0]
    chamber = {"number": number, "issued_on": issued_on, "certified_by": CHAMBER, "certified_at": place}
    return dict(values) | chamber
