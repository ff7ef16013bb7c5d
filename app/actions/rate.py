"""The verbs of a course's own rates: one set in place of the site's, and taken back."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from app.actions.act import Act
from app.actions.given import Day, Letter, Line, Number, Title, words
from app.actions.policies import teaches
from app.actions.rate_key import expected_unit
from app.actions.registry import Facts, Given, Nothing, action
from app.models.course import Course
from app.models.rate_override import RateOverride
from app.trade.lifecycles import RATE
from app.trade.rates.rate_kind import KINDS, PERCENT, limits, stored
from app.trade.refusal import RuleBroken

_STEP = Decimal("0.00000001")
LastDay = Annotated[Day | None, BeforeValidator(lambda value: value or None)]


class Override(Given):
    """One value of the course's own, as people write it: 4.7 with the unit percent, not 0.047.

    kind, key, part: which rate (`trade/rates/rate_kind.py`); valid_to: empty for no end;
    source: where it stands.
    """

    kind: Line
    key: Line
    part: Line = "value"
    value: Number
    unit: Line
    valid_from: Day
    valid_to: LastDay = None
    source: Title
    reason: Letter = words()


@action("rate.override", Course, Override, allow=teaches())
def override(act: Act, course: Course, given: Override) -> Facts:
    """Set a rate of the course's own in place of the site's, with a reason and a source.

    Raises: RuleBroken("rate.unknown_key" | "rate.wrong_unit" | "rate.beyond_limits" | "rate.too_fine" |
        "rate.span_backwards").
    """
    unit = expected_unit(act.session, given.kind, given.key, given.part)
    if unit is None:
        raise RuleBroken("rate.unknown_key", "key", kind=given.kind, key=given.key)
    if given.unit != unit:
        raise RuleBroken("rate.wrong_unit", "unit", unit=_sign(given.unit) or "-", expected=_sign(unit))
    value = _value(given, unit)
    _check_span(given.valid_from, given.valid_to)
    row = act.add(
        RateOverride(
            number=act.next_number("rate_override"), kind=given.kind, key=given.key, part=given.part,
            value=value, unit=unit, valid_from=given.valid_from, valid_to=given.valid_to,
            source=given.source, reason=given.reason, given_by_id=act.actor.person_id, given_at=act.now,
        )
    )  # fmt: skip
    return {
        "rate_key": f"{row.kind}/{row.key}", "part": row.part, "value": given.value, "unit": unit,
        "number": row.number,
    }  # fmt: skip


def _value(given: Override, unit: str) -> Decimal:
    """The value as the reference keeps it. Raises: RuleBroken("rate.beyond_limits" | "rate.too_fine")."""
    least, greatest = limits(KINDS[given.kind], unit)
    if not least <= given.value <= greatest:
        raise RuleBroken("rate.beyond_limits", "value", least=least, greatest=greatest, unit=_sign(unit))
    value = stored(given.value, unit)
    if value != value.quantize(_STEP):
        raise RuleBroken("rate.too_fine", "value", decimals=6)
    return value


def _sign(unit: str) -> str:
    """A unit as a sentence says it."""
    return "%" if unit == PERCENT else unit


def _check_span(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise RuleBroken("rate.span_backwards", "valid_to", valid_from=first)


@action("rate.withdraw", RateOverride, Nothing, allow=teaches())
def withdraw(act: Act, row: RateOverride, given: Nothing) -> Facts:
    """Take an override back: the site's own rate, or an earlier override, counts again.

    Raises: NotOpenNow("rate.not_open").
    """
    row.state = RATE.after(row.state, "withdraw")
    row.withdrawn_at = act.now
    return {"rate_key": f"{row.kind}/{row.key}", "part": row.part, "number": row.number}
