"""The days on which law changes, as the reference has them: where a rule date is worth moving to."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, select

from app.models.rate import SINCE_ALWAYS, ReferenceRate
from app.queries.goods.import_regime import destinations, import_regime
from app.queries.rates.rate_words import rate_label
from app.trade.rates.course_rates import scheme_key, tax_key

_FROM = date(2024, 1, 1)


def rule_days(session: Session) -> Iterator[tuple[date, str]]:
    """Each day from 2024 on with the first thing that begins or has ended on it, in order."""
    found: dict[date, str] = {}
    for destination in destinations():
        regime = import_regime(destination)
        for tax in regime.taxes:
            _note(found, tax.valid_from, tax.valid_to, rate_label("import_tax", tax_key(destination, tax)))
        for scheme in regime.schemes:
            label = rate_label("low_value_scheme", scheme_key(scheme))
            _note(found, scheme.valid_from, scheme.valid_to, label)
    rows = select(ReferenceRate).where(
        ReferenceRate.kind == "refund_rate", col(ReferenceRate.valid_from) > SINCE_ALWAYS
    )
    for row in session.exec(rows.order_by(col(ReferenceRate.key))):
        _note(found, row.valid_from, row.valid_to, rate_label("refund_rate", row.key))
    yield from sorted((day, label) for day, label in found.items() if day >= _FROM)


def _note(found: dict[date, str], first: date | None, last: date | None, label: str) -> None:
    """The first day of a rule, and the day after its last."""
    for day in (first, last + timedelta(days=1) if last else None):
        if day is not None:
            found.setdefault(day, label)
