"""A seller's attention as its buyer feels it: which questions are open, whether it has bought elsewhere."""

from datetime import datetime
from decimal import Decimal

from app.trade.market.open_questions import (
    dear_share,
    hours_before_dear_prices,
    hours_looking,
    open_share,
)
from app.trade.working_time import working_hours
from app.world.parameters import parameters
from app.world.views.inquiry import Talk

_QUOTED = frozenset({"unit_price", "payment", "lead_time"})  # what a formal quotation answers by itself
_HOUR = Decimal(3600)


def left_open(talk: Talk) -> tuple[str, ...]:
    """The questions that neither letter nor quotation has answered."""
    return tuple(ask for ask in talk.open_asks if not (talk.is_quoted and ask in _QUOTED))


def answered_share(talk: Talk) -> Decimal:
    """The share of the questions that is answered; papers that the law asks for count for several."""
    musts = ("certificates",) if talk.need.get("papers") else ()
    weight = Decimal(parameters("buyer")["attention"]["must_weight"])
    return 1 - open_share(talk.asks, left_open(talk), musts, weight)


def has_bought_elsewhere(talk: Talk) -> bool:
    """Whether the buyer has found other goods while it waited and wondered.

    Whoever asked several compares on a day of its own, and buys nothing before; nor does one who waits for a
    sample.
    """
    most = talk.need.get("elsewhere_hours")
    if most is None or talk.request or talk.awaits_sample or talk.need.get("actor"):
        return False
    return looked(talk) > Decimal(most)


def why_elsewhere(talk: Talk) -> str:
    """What a buyer who has bought elsewhere says: "price" if it would have stayed but for prices beyond what
    it can pay, else "service".
    """
    return "service" if _unanswered(talk) > Decimal(talk.need["elsewhere_hours"]) else "price"


def looked(talk: Talk) -> Decimal:
    """The hours that the buyer has looked elsewhere, its days off not counted."""
    return _unanswered(talk) + hours_before_dear_prices(_dear(talk), 1 - answered_share(talk))


def _unanswered(talk: Talk) -> Decimal:
    """Those for want of answers."""
    first = talk.first_reply_at or talk.at
    idle = Decimal(talk.need["reply_hours"]) * Decimal(parameters("buyer")["attention"]["idle_share"])
    waited, since = _hours(talk, talk.opened_at, first), _hours(talk, first, talk.at)
    return hours_looking(waited, idle, since, 1 - answered_share(talk))


def _dear(talk: Talk) -> list[tuple[Decimal, Decimal]]:
    """(hours, share of them spent on looking) before each price that the buyer has answered."""
    limit, full = Decimal(talk.need["limit"]), Decimal(parameters("buyer")["attention"]["dear_full"])
    turns = [each for each in talk.noted.get("turns", ()) if "seen" in each]
    moments = [_moment(each["seen"]["at"]) for each in turns]
    return [
        (_hours(talk, since, until), dear_share(Decimal(each["landed"]) / limit - 1, full))
        for each, since, until in zip(turns, moments, [*moments, talk.at][1:], strict=True)
    ]


def _moment(kept: datetime | str) -> datetime:
    """A time that a turn keeps, as it was noted or as it was stored."""
    return datetime.fromisoformat(kept) if isinstance(kept, str) else kept


def _hours(talk: Talk, since: datetime, until: datetime) -> Decimal:
    return Decimal(int(working_hours(talk.buyer.office, since, until).total_seconds())) / _HOUR
