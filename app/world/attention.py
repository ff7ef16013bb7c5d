"""A seller's attention as its buyer feels it: which questions are open, whether it has bought elsewhere."""

from datetime import datetime
from decimal import Decimal

from app.trade.market.open_questions import hours_looking, open_share
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


def looked(talk: Talk) -> Decimal:
    """The hours that the buyer has looked elsewhere, its days off not counted."""
    first = talk.first_reply_at or talk.at
    idle = Decimal(talk.need["reply_hours"]) * Decimal(parameters("buyer")["attention"]["idle_share"])
    waited, since = _hours(talk, talk.opened_at, first), _hours(talk, first, talk.at)
    return hours_looking(waited, idle, since, 1 - answered_share(talk))


def _hours(talk: Talk, since: datetime, until: datetime) -> Decimal:
    return Decimal(int(working_hours(talk.buyer.office, since, until).total_seconds())) / _HOUR
