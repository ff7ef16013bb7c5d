"""The insurance document against invoice, contract and transport document."""

from collections.abc import Iterator
from decimal import Decimal

from app.trade.carriage.incoterms import INCOTERMS, LEAST_INSURED_SHARE
from app.trade.examining.wording import same_place, same_wording
from app.trade.finding import Finding
from app.trade.papers.paper import COVERS
from app.trade.papers.paper_set import CONTRACT, TRANSPORT, PaperSet, disagreement

_POLICY = "insurance_certificate"


def cover_findings(papers: PaperSet) -> Iterator[Finding]:
    """L12: kind, date, currency, amount, risks, voyage and endorsement of the insurance document.

    A shipped set without any, where the term asks the seller for insurance, is a finding of its own.
    """
    term = papers.text(CONTRACT, "term")
    owed = term in INCOTERMS and bool(INCOTERMS[term].icc_clause)
    if not papers.has(_POLICY):
        if owed and papers.has(TRANSPORT) and not papers.is_under_credit:
            place = (papers.place(CONTRACT, "term"), _POLICY)
            yield disagreement("L12", "insurance", place, expected=term, found="-", article="UCP 600 art. 28")
        return
    if not papers.is_examined(_POLICY):
        return
    yield from _document(papers)
    yield from _voyage(papers)
    if owed or papers.is_under_credit:
        yield from _amount(papers)
        yield from _risks(papers, term)


def _finding(what: str, places: tuple[str, ...], expected: object, found: object, paragraph: str) -> Finding:
    article = f"UCP 600 art. 28({paragraph})"
    return disagreement("L12", what, places, expected=expected, found=found, article=article)


def _document(papers: PaperSet) -> Iterator[Finding]:
    kind = papers.text(_POLICY, "kind_of_paper")
    if kind == "cover note":
        yield _finding(
            "kind_of_paper", papers.ruled(f"{_POLICY}.kind_of_paper"), "policy or certificate", kind, "c"
        )
    issued, shipped = papers.day(_POLICY, "issued_on"), papers.day(TRANSPORT, "on_board_on")
    if issued and shipped and issued > shipped:
        places = (papers.place(TRANSPORT, "on_board_on"), f"{_POLICY}.issued_on")
        yield _finding("issued_on", places, shipped, issued, "e")
    ruling = CONTRACT if papers.text(CONTRACT, "currency") else "commercial_invoice"
    currency, insured_in = papers.text(ruling, "currency"), papers.text(_POLICY, "currency")
    if currency and insured_in and currency != insured_in:
        places = (papers.place(ruling, "currency"), f"{_POLICY}.currency")
        yield _finding("currency", places, currency, insured_in, "f(i)")
    insured, seller = papers.text(_POLICY, "insured"), papers.text(CONTRACT, "seller.name")
    endorsed = papers.text(_POLICY, "endorsement")
    if endorsed == "none" and insured and same_wording(insured, seller):
        yield _finding("endorsement", papers.ruled(f"{_POLICY}.endorsement"), "endorsed", endorsed, "d")


def _voyage(papers: PaperSet) -> Iterator[Finding]:
    for field in ("port_of_loading", "port_of_discharge"):
        expected, found = papers.text(CONTRACT, field), papers.text(_POLICY, field)
        if expected and found and not same_place(expected, found):
            yield _finding(
                field, (papers.place(CONTRACT, field), f"{_POLICY}.{field}"), expected, found, "f(iii)"
            )


def _amount(papers: PaperSet) -> Iterator[Finding]:
    invoiced, insured = papers.number("commercial_invoice", "total"), papers.number(_POLICY, "insured_amount")
    same = papers.text("commercial_invoice", "currency") == papers.text(_POLICY, "currency")
    if invoiced is None or insured is None or not same:
        return
    demand = papers.demands.get(_POLICY)
    share = (demand.insured_share if demand else None) or LEAST_INSURED_SHARE
    least = (invoiced * share).quantize(Decimal("0.01"))
    if insured < least:
        places = ("commercial_invoice.total", f"{_POLICY}.insured_amount")
        yield _finding("insured_amount", places, least, insured, "f(ii)")


def _risks(papers: PaperSet, term: str) -> Iterator[Finding]:
    demand = papers.demands.get(_POLICY)
    agreed = demand.cover if demand else papers.text(CONTRACT, "insurance_cover")
    clause = INCOTERMS[term].icc_clause if term in INCOTERMS else ""
    least = agreed if agreed in COVERS else f"ICC ({clause})"
    cover = papers.text(_POLICY, "cover")
    if cover in COVERS and least in COVERS and COVERS.index(cover) > COVERS.index(least):
        places = (papers.place(CONTRACT, "documents" if demand else "insurance_cover"), f"{_POLICY}.cover")
        yield _finding("cover", places, least, cover, "g")
    wording = papers.text(CONTRACT, "insurance").casefold()
    asked = demand.risks if demand else ("war",) if "war" in wording else ()
    further = papers.text(_POLICY, "further_risks")
    for risk in asked:
        if risk not in further.casefold():
            places = (
                papers.place(CONTRACT, "documents" if demand else "insurance"),
                f"{_POLICY}.further_risks",
            )
            yield _finding("further_risks", places, f"{risk.capitalize()} Clauses", further or "-", "g")
