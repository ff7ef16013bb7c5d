"""The books of a team: balances, journal, trial balance and profit, always from the postings themselves."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.order import Order
from app.queries.rates.rate import exchange_rate
from app.queries.scope import Reader, own
from app.trade.books.bookkeeping import ACCOUNTS, Posting, ProfitStatement, profit_in, profit_statements
from app.trade.money import Money
from app.trade.refusal import Absent, RateUnknown
from app.trade.words.labels import ACCOUNT_LABELS, ENTRY_LABELS, PREPAID
from app.trade.words.money_labels import REVERSED

PAGE = 30  # entries of the journal on one page
_ZERO = Decimal(0)
_TILES = ("bank", "escrow", "receivable", "payable", "capital")


@dataclass(frozen=True, slots=True)
class Balance:
    """One account of the trial balance in one currency; only one of debit and credit is not nought."""

    account: str
    label: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts of one currency; `difference` is nought in books that are in order."""

    currency: str
    balances: tuple[Balance, ...]
    debit: Decimal
    credit: Decimal

    @property
    def difference(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Tile:
    """What one account holds, by currency, as a positive figure of its own side."""

    account: str
    label: str
    amounts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry with its postings: (label of the account, currency, amount; debit positive)."""

    number: int
    at: datetime
    label: str
    order_id: UUID | None
    order_number: int | None
    postings: tuple[tuple[str, str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class BooksPage:
    """The whole page. profit_rmb: all currencies at the middle rate of `rate_on`; None without a rate."""

    tiles: tuple[Tile, ...]
    trial_balances: tuple[TrialBalance, ...]
    statements: tuple[ProfitStatement, ...]
    profit_rmb: Money | None
    rate: Decimal | None
    rate_on: Any
    journal: tuple[JournalEntry, ...]
    entries: int
    shown_page: int
    orders: tuple[tuple[UUID, int], ...]
    order_id: UUID | None

    @property
    def pages(self) -> int:
        """How many pages the journal has."""
        return max(1, -(-self.entries // PAGE))


def check_books(reader: Reader) -> None:
    """Books are a team's own: an enterprise, which sees the orders of its goods, has no look at them.

    Raises: Absent.
    """
    if reader.team_id is None and not reader.teaches:
        raise Absent


def postings_of(
    session: Session, reader: Reader, order_id: UUID | None = None, team_id: UUID | None = None
) -> list[Posting]:
    """Balances of accounts, each as one posting; of one order or one team where it is named."""
    query = select(LedgerPosting.account, LedgerPosting.currency, func.sum(LedgerPosting.amount)).where(
        own(LedgerPosting, reader)
    )
    if team_id is not None:
        query = query.where(LedgerPosting.team_id == team_id)
    if order_id is not None:
        entries = select(LedgerEntry.id).where(LedgerEntry.order_id == order_id)
        query = query.where(LedgerPosting.entry_id.in_(entries))
    query = query.group_by(LedgerPosting.account, LedgerPosting.currency)
    return [Posting(*row) for row in session.execute(query)]


def books_page(
    session: Session, reader: Reader, now: datetime, order_id: UUID | None = None, page: int = 1
) -> BooksPage:
    """Balances of all books; the journal of one order where one is named."""
    postings = postings_of(session, reader)
    statements = profit_statements(postings)
    rate = _dollar(session, now)
    orders = select(Order.id, Order.number).where(own(Order, reader)).order_by(Order.number.desc())
    entries, journal = journal_of(session, reader, order_id, page)
    return BooksPage(
        tiles=tuple(tile for account in _TILES for tile in _tiles(account, postings)),
        trial_balances=tuple(_trial(currency, postings) for currency in _currencies(postings)),
        statements=tuple(statements),
        profit_rmb=profit_in(statements, "CNY", {"USD": rate.rate})[0] if rate else None,
        rate=rate.rate if rate else None,
        rate_on=rate.on if rate else None,
        journal=journal,
        entries=entries,
        shown_page=page,
        orders=tuple((row.id, row.number) for row in session.execute(orders)),
        order_id=order_id,
    )


def journal_of(
    session: Session, reader: Reader, order_id: UUID | None, page: int | None
) -> tuple[int, tuple[JournalEntry, ...]]:
    """Number of entries, and one page of them, newest first; all of them in order where page is None."""
    where = [own(LedgerEntry, reader)]
    if order_id is not None:
        where.append(LedgerEntry.order_id == order_id)
    count = session.execute(select(func.count()).select_from(LedgerEntry).where(*where)).scalar_one()
    query = (
        select(LedgerEntry.id, LedgerEntry.number, LedgerEntry.at, LedgerEntry.code, LedgerEntry.order_id,
               Order.number.label("order_number"))
        .outerjoin(Order, Order.id == LedgerEntry.order_id)
        .where(*where)
    )  # fmt: skip
    if page is None:
        query = query.order_by(LedgerEntry.number)
    else:
        query = query.order_by(LedgerEntry.number.desc()).limit(PAGE).offset((page - 1) * PAGE)
    rows = session.execute(query).all()
    sides = _sides(session, [row.id for row in rows])
    return count, tuple(
        JournalEntry(
            row.number, row.at, entry_label(row.code), row.order_id, row.order_number, sides.get(row.id, ())
        )
        for row in rows
    )


def entry_label(code: str) -> str:
    """The label of an entry's code, to be translated."""
    return REVERSED.get(code) or ENTRY_LABELS.get(code, code)


def _sides(session: Session, entry_ids: list[UUID]) -> dict[UUID, tuple[tuple[str, str, Decimal], ...]]:
    query = (
        select(LedgerPosting.entry_id, LedgerPosting.account, LedgerPosting.currency, LedgerPosting.amount)
        .where(LedgerPosting.entry_id.in_(entry_ids))
        .order_by(LedgerPosting.id)
    )
    found: dict[UUID, list[tuple[str, str, Decimal]]] = {}
    for entry_id, account, currency, amount in session.execute(query):
        found.setdefault(entry_id, []).append((ACCOUNT_LABELS[account], currency, amount))
    # Debits stand before credits, as in every journal.
    return {key: tuple(sorted(sides, key=lambda side: side[2] < 0)) for key, sides in found.items()}


def _currencies(postings: list[Posting]) -> list[str]:
    return sorted({posting.currency for posting in postings}, reverse=True)


def _trial(currency: str, postings: list[Posting]) -> TrialBalance:
    held = {p.account: p.amount for p in postings if p.currency == currency and p.amount}
    balances = tuple(
        Balance(
            account, _label(account, held[account]), max(held[account], _ZERO), max(-held[account], _ZERO)
        )
        for account in ACCOUNTS
        if account in held
    )
    return TrialBalance(
        currency,
        balances,
        sum((balance.debit for balance in balances), _ZERO),
        sum((balance.credit for balance in balances), _ZERO),
    )


def _tiles(account: str, postings: list[Posting]) -> list[Tile]:
    """The account's tile; what is paid in advance to suppliers stands in one of its own, above nought."""
    tile = _tile(account, postings)
    ahead = tuple((currency, -amount) for currency, amount in tile.amounts if amount < 0)
    if account != "payable" or not ahead:
        return [tile]
    owed = tuple(each for each in tile.amounts if each[1] >= 0)
    prepaid = Tile("prepaid", PREPAID, ahead)
    return [Tile(account, tile.label, owed), prepaid] if owed else [prepaid]


def _label(account: str, debit: Decimal) -> str:
    """The label of an account with this balance; credit is negative."""
    return PREPAID if account == "payable" and debit > 0 else ACCOUNT_LABELS[account]


def _tile(account: str, postings: list[Posting]) -> Tile:
    sign = -1 if ACCOUNTS[account] in ("liability", "equity") else 1
    amounts = {p.currency: p.amount * sign for p in postings if p.account == account}
    shown = {currency: amount for currency, amount in amounts.items() if amount} or {"CNY": _ZERO}
    return Tile(account, ACCOUNT_LABELS[account], tuple(sorted(shown.items(), reverse=True)))


def _dollar(session: Session, now: datetime) -> Any:
    try:
        return exchange_rate(session, "CNY", now.date())
    except RateUnknown:
        return None
