"""How many days of a late shipment an event beyond control excuses, for a seller who gave notice of it.

Sources: ICC Force Majeure Clause 2020, long form: par. 1, an impediment beyond control, not to be foreseen
when the contract was made, whose effects could not be avoided; par. 5, relief from the time of the
impediment if notice is given without delay, else from the time at which the notice reaches the other side;
par. 6, for as long as the impediment lasts. CISG art. 79(1), (2) (a supplier's impediment), (4) (notice
within a reasonable time). How many days are "without delay" comes as an argument.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.trade.bounds import not_negative

# Kinds of event that keep goods from being shipped. A closed canal makes a voyage longer, and leaves the
# day of shipment, by which a buyer counts, as it is.
HINDERING = ("port_strike", "factory_stop")

Reason = Literal["not_late", "foreseen", "late_already", "not_hindered", "silent", "late_notice", "in_time"]


@dataclass(frozen=True, slots=True)
class LateShipment:
    """agreed_on: the day of the contract; ship_by: the day that it names; shipped_on: the day it became."""

    agreed_on: date
    ship_by: date
    shipped_on: date


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An event. known_on: the day of its news; days: by which it moved the shipment, and nothing else did."""

    known_on: date
    starts_on: date
    days: int

    def __post_init__(self) -> None:
        not_negative(self, "days")


@dataclass(frozen=True, slots=True)
class Excuse:
    """How many days are excused, and why no more."""

    days: int
    reason: Reason


def notice_by(known_on: date, notice_days: int) -> date:
    """The last day on which a notice is in time: so many days after the news.

    Source: ICC Force Majeure Clause 2020, par. 4 and 5, "without delay".
    """
    return known_on + timedelta(days=notice_days)


def excuse(
    shipment: LateShipment, hindrance: Hindrance, told_on: date | None, notice_days: int
) -> Excuse:
    """How many days of lateness an event excuses.

    Args: told_on: the day of the notice, None where the buyer was not told; notice_days: within which a
        notice is given without delay.
    Source: ICC Force Majeure Clause 2020, par. 1, 5, 6; CISG art. 79.
    """
    late = max((shipment.shipped_on - shipment.ship_by).days, 0)
    days = min(late, hindrance.days)
    if not late:
        return Excuse(0, "not_late")
    if hindrance.known_on <= shipment.agreed_on:
        return Excuse(0, "foreseen")
    if hindrance.starts_on > shipment.ship_by:
        return Excuse(0, "late_already")
    if not days:
        return Excuse(0, "not_hindered")
    if told_on is None:
        return Excuse(0, "silent")
    if told_on > notice_by(hindrance.known_on, notice_days):
        return Excuse(min(days, max((shipment.shipped_on - told_on).days, 0)), "late_notice")
    return Excuse(days, "in_time")
