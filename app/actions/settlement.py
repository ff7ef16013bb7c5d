"""The verbs of a settlement: sell received USD to the bank, or decide to keep them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import col, func, select

from app.actions.act import Act
from app.actions.given import Usd
from app.actions.policies import shop_duty
from app.actions.reference import middle_rate
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date
from app.models.ledger import LedgerPosting
from app.models.order import Order
from app.models.payment import Payment
from app.models.quotation import Quotation
from app.models.rate import ExchangeRateDay
from app.models.settlement import Settlement
from app.trade.books import ledger_entries
from app.trade.money import Money
from app.trade.payments import exchange
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_ZERO = Decimal(0)
_STEP = Decimal("0.00000001")


class Settle(Given):
    """How much of the order's USD to sell."""

    amount_usd: Usd


class Keep(Given):
    """How much of the order's USD to hold for now."""

    amount_usd: Usd


@action("settlement.settle", Order, Settle, allow=shop_duty("finance"))
def settle(act: Act, order: Order, given: Settle) -> Facts:
    """Sell USD of an order to the bank at its buying rate of the day.

    Raises: RuleBroken("settlement.above_receipts"), RuleBroken("settlement.above_balance"), RateUnknown.
    """
    sight = _seen(act, order, given.amount_usd)
    entry = ledger_entries.settlement(sight.sold, sight.quoted, sight.today)
    _note(act, order, sight, "settled")
    act.post(order.team_id, entry, order_id=order.id)
    return sight.facts()


@action("settlement.keep", Order, Keep, allow=shop_duty("finance"))
def keep(act: Act, order: Order, given: Keep) -> Facts:
    """Decide to hold USD of an order, open to the rate, and say so.

    Raises: RuleBroken("settlement.above_receipts"), RuleBroken("settlement.above_balance"), RateUnknown.
    """
    sight = _seen(act, order, given.amount_usd)
    _note(act, order, sight, "kept")
    return {**sight.facts(), "exposure_usd": sight.balance_usd}


@dataclass(frozen=True, slots=True)
class _Sight:
    """What could be seen when the decision was taken. gain and proceeds in RMB."""

    sold: Money
    quoted: ExchangeRate
    today: ExchangeRate
    best_rate: Decimal
    balance_usd: Decimal
    proceeds: Money
    gain: Money
    workings: Workings

    def facts(self) -> dict[str, object]:
        """For the grader: the rate taken against the best one that was to be had since the receipt."""
        return {
            "amount_usd": self.sold.amount,
            "rate": self.today.rate,
            "rate_on": self.today.on,
            "gain_rmb": self.gain.amount,
            "best_rate_since_receipt": self.best_rate,
            "regret_rate": (1 - self.today.rate / self.best_rate).quantize(_STEP),
        }


def _seen(act: Act, order: Order, amount_usd: Decimal) -> _Sight:
    left, first_on = _unsettled(act, order)
    if amount_usd > left:
        raise RuleBroken("settlement.above_receipts", "amount_usd", left=left)
    balance = _bank_usd(act, order)
    if amount_usd > balance:
        raise RuleBroken("settlement.above_balance", "amount_usd", balance=balance)
    today, best = _rates(act, first_on)
    offer = act.find(Quotation, order.quotation_id)
    quoted = ExchangeRate("USD", "CNY", order.fx_rate, offer.fx_on, exchange.BANK_BUYING, "the quotation")
    sold = Money(amount_usd, "USD")
    proceeds, workings = exchange.convert(sold, today)
    gain, difference = exchange.exchange_difference(sold, quoted, today)
    workings.lines += difference.lines
    return _Sight(sold, quoted, today, best, balance, proceeds, gain, workings)


def _unsettled(act: Act, order: Order) -> tuple[Decimal, date]:
    """Received on the order and not yet sold; and the day of the first receipt (today without one)."""
    received = [each for each in act.rows(Payment, order_id=order.id) if each.received_at]
    sold = act.rows(Settlement, order_id=order.id, kind="settled")
    left = sum((each.received_usd or _ZERO for each in received), _ZERO)
    left -= sum((each.amount_usd for each in sold), _ZERO)
    days = [home_date(each.received_at) for each in received if each.received_at]
    return left, min(days, default=act.today)


def _bank_usd(act: Act, order: Order) -> Decimal:
    total = select(func.sum(LedgerPosting.amount)).where(
        col(LedgerPosting.team_id) == order.team_id,
        col(LedgerPosting.account) == "bank",
        col(LedgerPosting.currency) == "USD",
    )
    return act.session.exec(total).one() or _ZERO


def _rates(act: Act, since: date) -> tuple[ExchangeRate, Decimal]:
    """The bank's buying rate of the last day published, and the best one since a day."""
    last = middle_rate(act.session, "CNY", act.today)
    if last is None:
        raise RateUnknown("exchange.rate_unknown", currency="CNY", on=act.today)
    since_then = (
        select(func.max(ExchangeRateDay.per_usd))
        .where(col(ExchangeRateDay.currency) == "CNY", col(ExchangeRateDay.on) <= act.today)
        .where(col(ExchangeRateDay.on) >= since)
    )
    best = act.session.exec(since_then).one()
    spread = Decimal(act.course.house["bank_spread_rate"])

    def buying(per_usd: Decimal) -> ExchangeRate:
        middle = replace(last, rate=per_usd)
        offered = exchange.bank_buying(middle, spread)
        return replace(offered, rate=offered.rate.quantize(_STEP))

    today = buying(last.rate)
    return today, max(today.rate, buying(best).rate if best else today.rate)


def _note(act: Act, order: Order, sight: _Sight, kind: str) -> None:
    act.add(
        Settlement(
            team_id=order.team_id,
            order_id=order.id,
            kind=kind,
            amount_usd=sight.sold.amount,
            rate=sight.today.rate,
            rate_on=sight.today.on,
            amount_rmb=sight.proceeds.amount,
            gain_rmb=sight.gain.amount,
            workings=sight.workings.as_list(),
            settled_at=act.now,
        )
    )
