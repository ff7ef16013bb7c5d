"""The transport document by itself and against the contract."""

from collections.abc import Iterator

from app.trade.examining.wording import same_place, same_wording
from app.trade.finding import Finding
from app.trade.papers.paper_set import CONTRACT, CREDIT, TRANSPORT, PaperSet, disagreement

_BILL = "bill_of_lading"
_PREPAID = ("CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
_FULL_SET = 3


def carriage_findings(papers: PaperSet) -> Iterator[Finding]:
    """L11 for bills of lading, L03 and the freight and ports of L11 for every transport document."""
    if not papers.has(TRANSPORT):
        return
    if not papers.is_under_credit:
        yield from _shipped_in_time(papers)
    yield from _route(papers)
    yield from _freight(papers)
    if papers.has(_BILL):
        yield from _bill(papers)


def _shipped_in_time(papers: PaperSet) -> Iterator[Finding]:
    latest, shipped = papers.day(CONTRACT, "latest_shipment_on"), papers.day(TRANSPORT, "on_board_on")
    if latest and shipped and shipped > latest:
        places = (papers.place(CONTRACT, "latest_shipment_on"), papers.place(TRANSPORT, "on_board_on"))
        yield disagreement(
            "L03",
            "latest_shipment_on",
            places,
            expected=latest,
            found=shipped,
            article="UCP 600 art. 20(a)(ii)",
        )


def _route(papers: PaperSet) -> Iterator[Finding]:
    for field in ("port_of_loading", "port_of_discharge"):
        ruling = CONTRACT if papers.text(CONTRACT, field) else "commercial_invoice"
        expected, found = papers.text(ruling, field), papers.text(TRANSPORT, field)
        named_for_air = papers.has("air_waybill") and found.casefold().startswith(
            expected.split(",")[0].casefold()
        )
        if expected and found and not named_for_air and not same_place(expected, found):
            places = (papers.place(ruling, field), papers.place(TRANSPORT, field))
            yield disagreement(
                "L11", field, places, expected=expected, found=found, article="UCP 600 art. 20(a)(iii)"
            )


def _freight(papers: PaperSet) -> Iterator[Finding]:
    term, freight = papers.text(CONTRACT, "term"), papers.text(TRANSPORT, "freight")
    demand = papers.demands.get(papers.kind(TRANSPORT))
    asked = demand.freight if demand else ""
    if not freight or not (asked or term):
        return
    expected = asked or ("prepaid" if term in _PREPAID else "collect")
    if freight != expected:
        ruling = papers.place(CREDIT, "documents") if asked else papers.place(CONTRACT, "term")
        places = (ruling, papers.place(TRANSPORT, "freight"))
        yield disagreement(
            "L11",
            "freight",
            places,
            expected=expected,
            found=freight,
            article="UCP 600 art. 14(d)" if asked else "Incoterms 2020",
        )


def _bill(papers: PaperSet) -> Iterator[Finding]:
    """On board, signed for the carrier, clean, no charter party, full set, notify the buyer."""
    demand = papers.demands.get(_BILL)
    full_set = demand.originals if demand else _FULL_SET
    for field, holds, expected, article in (
        ("on_board_on", bool(papers.text(_BILL, "on_board_on")), "shipped on board", "20(a)(ii)"),
        ("carrier", bool(papers.text(_BILL, "carrier")), "name of the carrier", "20(a)(i)"),
        (
            "signed_as",
            papers.text(_BILL, "signed_as") != "as freight forwarder",
            "carrier or master",
            "20(a)(i)",
        ),
        ("clauses", not papers.text(_BILL, "clauses"), "clean", "27"),
        ("charter_party", papers.text(_BILL, "charter_party") != "yes", "no charter party", "20(a)(vi)"),
        ("originals", (papers.number(_BILL, "originals") or full_set) >= full_set, "full set", "20(a)(iv)"),
    ):
        if not holds:
            found = papers.text(_BILL, field) or "-"
            place = papers.ruled(f"{_BILL}.{field}")
            yield disagreement(
                "L11", field, place, expected=expected, found=found, article=f"UCP 600 art. {article}"
            )
    if papers.is_under_credit:  # which says itself who is to be notified
        return
    buyer, notified = papers.text(CONTRACT, "buyer.name"), papers.text(_BILL, "notify.name")
    if buyer and notified and not same_wording(buyer, notified):
        places = (papers.place(CONTRACT, "buyer"), f"{_BILL}.notify")
        yield disagreement(
            "L11", "notify", places, expected=buyer, found=notified, article="UCP 600 art. 14(j)"
        )
