"""Rates that an action needs for its facts, from the site's reference tables. None where one is not held.

Pages read the same tables through `app/queries/rate.py`, which refuses instead: an action must not fail for
want of a fact that only its grading needs.
"""

from datetime import date

from sqlmodel import Session, col, or_, select

from app.models.rate import ExchangeRateDay, ReferenceRate
from app.trade.exchange import MIDDLE, ExchangeRate

_ECB = "ECB euro reference rates, crossed"


def held_rate(session: Session, kind: str, key: str, on: date) -> ReferenceRate | None:
    """The row of that kind and key in force on the day."""
    rate = ReferenceRate
    in_force = or_(col(rate.valid_to).is_(None), col(rate.valid_to) >= on)
    query = select(rate).where(rate.kind == kind, rate.key == key, col(rate.valid_from) <= on, in_force)
    return session.exec(query.order_by(col(rate.valid_from).desc()).limit(1)).first()


def middle_rate(session: Session, currency: str, on: date) -> ExchangeRate | None:
    """Units of a currency for one USD on the day, or on the last published day before it."""
    day = ExchangeRateDay
    query = select(day).where(day.currency == currency, col(day.on) <= on)
    held = session.exec(query.order_by(col(day.on).desc()).limit(1)).first()
    if held is None:
        return None
    return ExchangeRate("USD", currency, held.per_usd, held.on, MIDDLE, _ECB)
