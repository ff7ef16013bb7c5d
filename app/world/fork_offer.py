"""An offer that is tried in practice, and what comes of one: really, or in practice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import Field, field_validator

from app.actions.given import Count, Day, Line, Usd, Whole
from app.actions.quotation_choices import Choices


class Tried(Choices):
    """Another offer for a turn. papers: certificates as if the goods held them; days_later: until the buyer
    looks at it, from the offer before; an offer in the place of the turn's own is looked at when that was.
    """

    unit_price_usd: Usd
    quantity: Count
    valid_until: Day = date(9999, 1, 1)
    papers: list[Line] = Field(default=[], max_length=20)
    days_later: Whole = Field(default=1, ge=0, le=60)

    @field_validator("papers", mode="before")
    @classmethod
    def _listed(cls, typed: Any) -> Any:
        return [typed] if isinstance(typed, str) else typed

    def plain(self) -> dict[str, Any]:
        """What the form shows, as it can be asked again."""
        return self.model_dump(mode="json", include=set(SHOWN))


SHOWN = (
    "unit_price_usd", "quantity", "incoterm", "named_place", "payment_terms", "lead_time_days", "sample",
    "papers", "days_later",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer with what came of it: really, or in practice. at: when the buyer looked at it; days: since the
    first letter; profit_usd: if the buyer takes it; expected_usd: on what could be seen, by the chance that
    it takes it; landed and wanted: USD per piece at the door.
    """

    place: int
    at: datetime
    days: Decimal
    offer: Mapping[str, Any]
    profit_usd: Decimal
    expected_usd: Decimal
    verdict: str
    reason: str
    landed: Decimal
    wanted_landed: Decimal | None
    worth: Decimal | None
    wanted: Decimal | None
    best_held: Decimal | None
    asked: tuple[Mapping[str, Any], ...]
    body: str = ""
