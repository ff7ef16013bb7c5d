"""What changes when law is read by another day: two readings of the same rates, compared.

Source: the dated rows of the reference; which rates are law says `rate_kind`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.trade.rates.course_rates import RateUsed


@dataclass(frozen=True, slots=True)
class RateChange:
    """One rate that reads otherwise. old, new: as kept, None where that day knows none or it is not in force.

    source: of the new figure, or of the old one where there is no new one.
    """

    kind: str
    key: str
    unit: str
    old: Decimal | None
    new: Decimal | None
    source: str


def changed_rates(before: Iterable[RateUsed], after: Iterable[RateUsed]) -> tuple[RateChange, ...]:
    """The rates that differ between two readings, in the order of the first, then those that are new.

    Args: before, after: the same reckoning's rates by two days of law.
    Returns: one change for each kind and key whose value differs, or that only one reading has.
    """
    old = {(rate.kind, rate.key): rate for rate in before}
    new = {(rate.kind, rate.key): rate for rate in after}
    changes = []
    for name in [*old, *(name for name in new if name not in old)]:
        was, becomes = old.get(name), new.get(name)
        shown = becomes or was
        if shown is None or (was and becomes and was.value == becomes.value):
            continue
        changes.append(
            RateChange(
                shown.kind, shown.key, shown.unit, was.value if was else None,
                becomes.value if becomes else None, shown.source,
            )
        )  # fmt: skip
    return tuple(changes)
