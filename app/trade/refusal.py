"""A refusal: what a person asked for breaks a rule, and the answer says which, where and with what figures.

A refusal carries a code `word.reason` and parameters; the words that a person reads are looked up from the
code in the locale catalogue (`refusal_words` in `app/routers/problems.py`), so trade code holds no prose.
"""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """Base of everything that the one door turns into evidence instead of a fault."""

    def __init__(self, code: str, /, field: str | None = None, **figures: Any) -> None:
        """code: `word.reason`; field: name of the input it is about; figures: plain values for the
        sentence.
        """
        super().__init__(code)
        self.code = code
        self.field = field
        self.figures: Mapping[str, Any] = figures


class RuleBroken(Refusal):
    """A rule of trade (or of a field) says no; answered with 422."""


class RateUnknown(Refusal):
    """A rate, duty or tariff that the reference data does not hold. Never guessed; answered with 422."""


class NotOpenNow(Refusal):
    """The step is not open in the present state; answered with 409. Figures: state, verb, open."""


class Stale(Refusal):
    """Somebody changed it since the form was opened; answered with 409."""


class SeveralRefusals(Refusal):
    """Several fields are wrong at once; `refusals` lists them in the order of the form."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals[0].code if refusals else "form.wrong")
        self.refusals = refusals


class Absent(Refusal):
    """Nothing there for this reader: missing, or another's. Answered with 404, and no hint which."""

    def __init__(self) -> None:
        super().__init__("door.missing")
