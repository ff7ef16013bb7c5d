"""Findings of the examination and of customs in the words of a reader: places, what is expected and found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.words import N_, gettext, number
from app.trade.clearance import customs_labels, goods_inspection
from app.trade.examining import examination_labels
from app.trade.finding import Finding, read_noted
from app.trade.papers.documents import PAPERS
from app.trade.papers.paper import PARTY, PaperField

# Names that the checks use for a paper or an act of the deal.
_PAPER_NAMES = {"declaration": "export_declaration", "contract": "proforma_invoice"}
_OTHER_PLACES = {"booking": N_("Booking"), "presentation": N_("Presentation")}
# A figure that is a word of the trade -> label.
_FIGURE_WORDS = {"freight": N_("Freight"), "insurance": N_("Insurance"), "inspection": N_("Inspection")}
# Where a rule stands, if not in an article of the UCP or the ISBP.
_SOURCES = (N_("trade rules, section 6"), N_("trade rules, section 7"), N_("Customs Law, art. 24"))
# Matters whose figures are choices of a form or titles of papers, and have words of their own.
_CHOSEN = (
    *("document", "freight", "signed_as", "kind_of_paper", "endorsement", "partial_shipment", "transhipment"),
    "charter_party",
)
_LINE = N_("line %(n)s")
_SENTENCES = examination_labels.FINDINGS | goods_inspection.FINDINGS


@dataclass(frozen=True, slots=True)
class Place:
    """One box of one paper. box "" where the finding is about the whole paper."""

    kind: str
    paper: str
    box: str


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """One fault as a person reads it; `expected` and `found` where two statements stand side by side.

    cost: what a bank charges if this fault stands, once for the set; "" where nothing is known or charged.
    """

    code: str
    severity: str
    sentence: str
    places: tuple[Place, ...]
    expected: str
    found: str
    article: str
    cost: str = ""


def said(finding: Finding) -> SaidFinding:
    """A finding in the reader's language."""
    figures = {name: _figure(value) for name, value in finding.figures.items()}
    for name in ("name", "missing"):
        if figures.get(name) in _FIGURE_WORDS:
            figures[name] = gettext(_FIGURE_WORDS[figures[name]])
    if figures.get("what") in _CHOSEN:
        figures |= {name: gettext(figures[name]) for name in ("expected", "found") if name in figures}
    if "what" in figures:
        figures["what"] = gettext(examination_labels.MATTERS.get(figures["what"], figures["what"]))
    sentence = gettext(_template(finding)).format_map(figures)
    return SaidFinding(
        finding.code, finding.severity, sentence, tuple(map(_place, finding.places)),
        figures.get("expected", ""), figures.get("found", ""), gettext(finding.article),
        f"{finding.cost.currency} {number(finding.cost.amount)}" if finding.cost else "",
    )  # fmt: skip


def said_all(findings: Iterable[Finding]) -> tuple[SaidFinding, ...]:
    """Findings in the reader's language, in their order."""
    return tuple(map(said, findings))


def said_noted(kept: Iterable[Mapping[str, Any]]) -> tuple[SaidFinding, ...]:
    """Findings that were noted with a paper, in the reader's language."""
    return said_all(map(read_noted, kept))


def box_label(kind: str, path: str) -> str:
    """The label of a box by its dotted place: "lines.0.quantity" -> "Goods, line 1: Quantity"."""
    fields: tuple[PaperField, ...] = PAPERS[kind].fields if kind in PAPERS else ()
    labels: list[str] = []
    for part in path.split("."):
        if part.isdigit():
            labels[-1] += ", " + gettext(_LINE) % {"n": int(part) + 1}
            continue
        field = next((each for each in fields if each.name == part), None)
        if field is None:
            break
        labels.append(gettext(field.label_en))
        fields = PARTY if field.type == "party" else field.columns
    return ": ".join(labels)


def _template(finding: Finding) -> str:
    """The sentence of the matter, if it has one of its own, else of the rule."""
    for key in (f"{finding.code}.{finding.figures.get('what')}", finding.code):
        if key in _SENTENCES:
            return _SENTENCES[key]
    return customs_labels.finding_sentence(finding)


def _place(place: str) -> Place:
    name, _, path = place.partition(".")
    kind = _PAPER_NAMES.get(name, name)
    if kind not in PAPERS:
        return Place(kind, gettext(_OTHER_PLACES.get(kind, kind)), "")
    return Place(kind, gettext(PAPERS[kind].title_en), box_label(kind, path))


def _figure(value: Any) -> str:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
