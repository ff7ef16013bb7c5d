"""The books of the team: one page, and the journal as a file."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.core import words
from app.core.clock import home_date
from app.core.sheet_out import Cell, csv_bytes
from app.core.words import N_
from app.queries.money.ledger import JournalEntry, books_page, journal_of
from app.routers.answer import Answer, course_clock
from app.routers.deps import InTeam
from app.routers.one_thread import OneThread
from app.trade.refusal import Absent
from app.trade.words.labels import ACCOUNT_LABELS

router = APIRouter(tags=["money"], route_class=OneThread)
_COLUMNS = (
    N_("Number"), N_("Date"), N_("Entry"), N_("Order"), N_("Account"), N_("Currency"), N_("Debit"),
    N_("Credit"),
)  # fmt: skip


def now_of(request: Request) -> datetime:
    """The open course's time. Raises: Absent for somebody who has no course open."""
    clock = course_clock(request)
    if clock is None:
        raise Absent
    now: datetime = clock["now"]
    return now


@router.get("/books")
def books(
    request: Request, reading: InTeam, answer: Answer, order: UUID | None = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:  # fmt: skip
    """The team's books: balances, journal (of one order if asked), trial balance, profit statement."""
    shown = books_page(reading.session, reading.actor, now_of(request), order, page)
    return answer.page(shown, "ledger/page.html", accounts=ACCOUNT_LABELS)


@router.get("/books/journal.csv", response_class=Response)
def journal_file(reading: InTeam, order: UUID | None = None) -> Response:
    """The journal, one posting a line, as a spreadsheet file."""
    _, entries = journal_of(reading.session, reading.actor, order, None)
    rows = [row for entry in entries for row in _rows(entry)]
    return Response(
        csv_bytes([words.gettext(title) for title in _COLUMNS], rows),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="journal.csv"', "cache-control": "no-store"},
    )


def _rows(entry: JournalEntry) -> list[list[Cell]]:
    return [
        [
            entry.number, home_date(entry.at), words.gettext(entry.label), entry.order_number,
            words.gettext(account), currency, max(amount, 0 * amount), max(-amount, 0 * amount),
        ]
        for account, currency, amount in entry.postings
    ]  # fmt: skip
