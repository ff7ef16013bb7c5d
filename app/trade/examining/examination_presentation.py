"""The presentation itself: in time, shipped in time, complete, and refused in time if it is refused.

Source: trade rules, section 8: L01 to L04, L15 and L16; UCP 600 articles 3, 6, 14, 16, 17, 20 and 29.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from app.trade.credits.credit_faults import GREATEST_DAYS
from app.trade.credits.letter_of_credit import (
    PRESENTATION_DAYS,
    last_day,
    matures_on,
    notice_limit,
    presentation_limits,
    shipment_window,
)
from app.trade.examining.presentation import Presentation, shipped_on
from app.trade.finding import Finding
from app.trade.papers.documents import PAPERS
from app.trade.papers.paper_set import CREDIT, TRANSPORT, PaperSet, disagreement

_NOTICE = "discrepancy_notice"


def presentation_findings(read: Presentation) -> Iterator[Finding]:
    """L01, L02, L03, L15 and L16."""
    yield from _presented_in_time(read)
    yield from _shipped_in_time(read)
    yield from _shipped_in_period(read.papers)
    yield from _complete(read.papers)
    yield from _due(read.papers)


def notice_findings(read: Presentation, found: Iterable[Finding]) -> Iterator[Finding]:
    """L04: a notice of discrepancies that comes too late, or leaves some of them out.

    Args: found, all that the examination has found. A bank that errs here must pay.
    """
    papers = read.papers
    if not papers.has(_NOTICE):
        return
    presented, given = (
        read.presented_on or papers.day(_NOTICE, "presented_on"),
        papers.day(_NOTICE, "issued_on"),
    )
    if presented and given and given > (limit := notice_limit(presented, read.holidays)):
        yield disagreement(
            "L04", "notice_on", ("presentation.presented_on", f"{_NOTICE}.issued_on"),
            expected=limit, found=given, article="UCP 600 art. 16(d)",
        )  # fmt: skip
    listed = {str(row.get("code", "")).strip().upper() for row in papers.rows(_NOTICE)}
    refused = {each.code for each in found if each.severity == "error"}
    if refused - listed:
        yield disagreement(
            "L04", "discrepancies", (f"{_NOTICE}.lines",),
            expected=", ".join(sorted(refused)), found=", ".join(sorted(listed)) or "-",
            article="UCP 600 art. 16(c)",
        )  # fmt: skip


def _presented_in_time(read: Presentation) -> Iterator[Finding]:
    papers = read.papers
    if read.presented_on is None:
        return
    days = min(int(papers.number(CREDIT, "presentation_days") or PRESENTATION_DAYS), GREATEST_DAYS)
    limits = presentation_limits(papers.day(CREDIT, "expires_on"), shipped_on(papers), days, read.holidays)
    received = last_day(read.presented_on, read.holidays)
    if limits and received > min(limits.values()):
        box = min(limits, key=lambda name: limits[name])
        article = {"expires_on": "UCP 600 art. 6(d), 29(a)", "presentation_days": "UCP 600 art. 14(c)"}[box]
        yield disagreement(
            "L01", box, (f"{CREDIT}.{box}", "presentation.presented_on"),
            expected=limits[box], found=read.presented_on, article=article,
        )  # fmt: skip


def _shipped_in_time(read: Presentation) -> Iterator[Finding]:
    """L03, or L02 where the seller counted on a bank holiday: the latest date of shipment is never moved."""
    papers = read.papers
    latest, shipped = papers.day(CREDIT, "latest_shipment_on"), shipped_on(papers)
    if not latest or not shipped or shipped <= latest:
        return
    places = (f"{CREDIT}.latest_shipment_on", papers.place(TRANSPORT, _dated_by(papers)))
    is_moved = shipped <= last_day(latest, read.holidays)
    article = "UCP 600 art. 29(c)" if is_moved else "UCP 600 art. 20(a)(ii), 23(a)(iii)"
    yield disagreement(
        "L02" if is_moved else "L03",
        "latest_shipment_on",
        places,
        expected=latest,
        found=shipped,
        article=article,
    )


def _shipped_in_period(papers: PaperSet) -> Iterator[Finding]:
    """L16: outside every period of field 44D."""
    shipped, windows, words = shipped_on(papers), [], []
    for row in papers.rows(CREDIT, "shipment_periods"):
        try:
            first, last = (date.fromisoformat(row[each]) if row.get(each) else None for each in _ENDS)
        except ValueError:
            continue
        if first:
            said = str(row.get("words", ""))
            windows.append(shipment_window(said, first, last))
            words.append(" ".join(filter(None, (said, str(first), str(last or "")))))
    if not shipped or not windows or any(_is_within(shipped, *window) for window in windows):
        return
    places = (f"{CREDIT}.shipment_periods", papers.place(TRANSPORT, _dated_by(papers)))
    yield disagreement(
        "L16", "shipment_periods", places, expected="; ".join(words), found=shipped, article="UCP 600 art. 3"
    )


_ENDS = ("first_on", "last_on")


def _complete(papers: PaperSet) -> Iterator[Finding]:
    """L15: each document that the credit asks for is there, in as many originals."""
    asked = list(papers.demands)
    if papers.text(CREDIT, "drafts_at"):
        asked.append("draft")
    for kind in asked:
        if not papers.has(kind):
            title = PAPERS[kind].title_en
            yield disagreement(
                "L15", "document", (f"{CREDIT}.documents", kind), expected=title, found="-",
                article="UCP 600 art. 17(a)",
            )  # fmt: skip
    for kind, demand in papers.demands.items():
        shown = papers.number(kind, "originals")
        if kind == "bill_of_lading" or shown is None or shown >= demand.originals:
            continue
        code, article = ("L12", "28(b)") if kind == "insurance_certificate" else ("L15", "17")
        yield disagreement(
            code, "originals", (f"{CREDIT}.documents", f"{kind}.originals"),
            expected=demand.originals, found=shown, article=f"UCP 600 art. {article}",
        )  # fmt: skip


def _due(papers: PaperSet) -> Iterator[Finding]:
    """L16: the due date of a draft, reckoned from the event that its credit names."""
    stated = papers.day("draft", "due_on")
    dates = {
        "shipped": shipped_on(papers),
        "invoiced": papers.day("commercial_invoice", "issued_on"),
        "drawn": papers.day("draft", "issued_on"),
    }
    due = matures_on(papers.text(CREDIT, "drafts_at") or papers.text("draft", "tenor"), dates)
    if stated and due and stated != due:
        places = (f"{CREDIT}.drafts_at", "draft.due_on")
        yield disagreement("L16", "due_on", places, expected=due, found=stated, article="UCP 600 art. 3")


def _dated_by(papers: PaperSet) -> str:
    return "on_board_on" if papers.text(TRANSPORT, "on_board_on") else "issued_on"


def _is_within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)
