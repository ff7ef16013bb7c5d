"""What moving a course's rule date would change: open quotations, published listings, papers on their way.

Nothing is changed: each is read by the present law and by the law of the day that is thought of.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.team import Team
from app.queries.rates.course_rates import as_if_rules_on
from app.queries.rates.law_reading import Reading, Sold, law_of_listing, law_of_sale
from app.queries.rates.rate_words import rate_label, rate_text
from app.queries.rates.rule_date_papers import Paper, papers
from app.queries.rates.rule_date_shop import shown_listings
from app.queries.rates.rule_days import rule_days
from app.queries.scope import Reader
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import Terms, quote
from app.trade.rates.rate_change import RateChange, changed_rates
from app.trade.refusal import Refusal

_OPEN = ("draft", "sent", "countered")
_HUNDRED, _FOUR = Decimal(100), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Change:
    """One rate that reads otherwise, in words. "" for a figure that the day does not know."""

    kind: str
    key: str
    label: str
    old: str
    new: str
    source: str


@dataclass(frozen=True, slots=True)
class Affected:
    """One quotation, listing or paper. before, after: the margin, where it can be told; broken: why not.

    word: quotation, listing, or the kind of the paper; state: of its row.
    """

    word: str
    label: str
    team: str
    state: str
    href: str
    changes: tuple[Change, ...]
    before: Decimal | None = None
    after: Decimal | None = None
    broken: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class RuleDatePage:
    """The course's rule date and what another would change. asked: False before a day has been thought of."""

    course_id: UUID
    on: date
    rules_on: date | None
    asked: bool
    thought_of: date | None
    affected: dict[str, tuple[Affected, ...]]
    days: tuple[tuple[date, str], ...]
    may_set: bool

    @property
    def count(self) -> int:
        """How many would change."""
        return sum(len(listed) for listed in self.affected.values())


def rule_date_page(
    session: Session, reader: Reader, on: date, asked: bool, thought_of: date | None
) -> RuleDatePage:
    """The preview. Args: on, the course's day; thought_of, the day of law, None to follow the clock."""
    course = session.get_one(Course, reader.course_id)
    compare = _Comparison(session, on, thought_of)
    affected = (
        {
            "quotations": tuple(_quotations(session, reader, compare)),
            "listings": tuple(_listings(session, reader, compare)),
            "papers": tuple(_papers(session, reader, compare)),
        }
        if asked and thought_of != course.rules_on
        else {}
    )
    days = tuple(rule_days(session))
    return RuleDatePage(course.id, on, course.rules_on, asked, thought_of, affected, days, reader.teaches)


class _Comparison:
    """Reads the same law by two days, each question once."""

    def __init__(self, session: Session, on: date, thought_of: date | None) -> None:
        self.session, self.on, self.thought_of = session, on, thought_of
        self._kept: dict[Any, tuple[Reading, Reading]] = {}

    def of(self, name: Any, read: Callable[[], Reading]) -> tuple[Reading, Reading]:
        """The present reading and that of the day thought of."""
        if name not in self._kept:
            before = read()
            with as_if_rules_on(self.session, self.thought_of):
                self._kept[name] = before, read()
        return self._kept[name]

    def sale(self, sold: Sold) -> tuple[Reading, Reading]:
        """Of a business deal."""
        return self.of(sold, lambda: law_of_sale(self.session, sold, self.on))


def _worded(changes: tuple[RateChange, ...]) -> tuple[Change, ...]:
    return tuple(
        Change(each.kind, each.key, rate_label(each.kind, each.key), rate_text(each.old, each.unit),
               rate_text(each.new, each.unit), each.source)
        for each in changes
    )  # fmt: skip


def _changes(before: Reading, after: Reading) -> tuple[Change, ...]:
    return _worded(changed_rates(before.rates, after.rates))


def _broken(before: Reading, after: Reading) -> tuple[str, dict[str, Any]] | None:
    """What the day's law does not say, where the present one does."""
    return after.unknown if after.unknown and not before.unknown else None


def _quotations(session: Session, reader: Reader, compare: _Comparison) -> Iterator[Affected]:
    query = (
        select(Quotation, Inquiry.market, Product.hs_code, Team.name)
        .join(Inquiry, col(Inquiry.id) == Quotation.inquiry_id)
        .join(Product, col(Product.id) == Quotation.product_id)
        .join(Team, col(Team.id) == Quotation.team_id)
        .where(Quotation.course_id == reader.course_id, col(Quotation.state).in_(_OPEN))
        .order_by(col(Team.name), col(Quotation.number))
    )
    for row, market, hs10, team in session.exec(query):
        before, after = compare.sale(Sold(hs10, market, row.build_up.get("national_code", "")))
        changes = _changes(before, after)
        if changes or _broken(before, after):
            yield Affected(
                "quotation", f"Q-{row.number} · {row.incoterm} {row.named_place}", team, row.state,
                f"/quotations/{row.id}", changes, _margin(row, before), _margin(row, after),
                _broken(before, after),
            )  # fmt: skip


def _margin(row: Quotation, law: Reading) -> Decimal | None:
    """The margin at the quoted price by this law; None where it cannot be reckoned."""
    if law.refund_rate is None or law.duty_rate is None:
        return None
    entered = row.build_up
    basis = replace(
        Basis.from_plain(entered["basis"]), refund_rate=law.refund_rate, duty_rate=law.duty_rate,
        import_vat_rate=law.vat_rate, duty_unknown="",
    )  # fmt: skip
    terms = Terms(
        quantity=row.quantity, incoterm=row.incoterm, named_place=row.named_place,
        valid_until=row.valid_until, lead_time_days=row.lead_time_days, unit_price_usd=row.unit_price_usd,
        commission_rate=Decimal(str(entered.get("commission_percent", "0"))) / _HUNDRED,
        other_costs_rmb=Decimal(str(entered.get("other_costs_rmb", "0"))),
        cover=entered.get("cover", "ICC (A)"), payment_terms=row.payment_terms,
        is_vat_borne=bool(entered.get("is_vat_borne", False)),
    )  # fmt: skip
    try:
        return quote(terms, basis).price.margin_rate.quantize(_FOUR)
    except Refusal:
        return None


def _listings(session: Session, reader: Reader, compare: _Comparison) -> Iterator[Affected]:
    for shown in shown_listings(session, reader):
        name = (shown.hs10, shown.markets)
        read = lambda shown=shown: law_of_listing(session, shown.hs10, shown.markets, compare.on)  # noqa: E731
        changes = _changes(*compare.of(name, read))
        if changes:
            href = f"/market/products/{shown.id}"
            yield Affected("listing", shown.title, shown.team, "published", href, changes)


def _papers(session: Session, reader: Reader, compare: _Comparison) -> Iterator[Affected]:
    for paper in papers(session, reader):
        before, after = compare.sale(paper.sold)
        changes = tuple(each for each in _changes(before, after) if _touches(paper, each))
        broken = _broken(before, after) if paper.is_of_import else None
        if changes or broken:
            yield Affected(
                paper.kind, paper.label, paper.team, paper.state, paper.href, changes, broken=broken
            )


def _touches(paper: Paper, change: Change) -> bool:
    """Export papers stand on the refund rate, papers of a delivered price on duty and tax."""
    return (change.kind == "refund_rate") != paper.is_of_import
