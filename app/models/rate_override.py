"""A course's own value of a reference rate, in place of the site's, with its reason and source."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field, Index, UniqueConstraint

from app.models.base import RATE, CourseRow, Utc, marked
from app.trade.rates.course_rates import Override


class RateOverride(CourseRow, table=True):
    """One part of one rate (see `trade/rates/rate_kind.py`) for a span of days.

    number: its version, counted in the course; value: as the reference keeps it, a ratio where the unit is
    percent. Never changed, only withdrawn.
    """

    __tablename__ = "rate_override"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        Index("ix_rate_override_of_course", "course_id", "state"),
    )

    number: int
    kind: str = Field(max_length=40)
    key: str = Field(max_length=120)
    part: str = Field(default="value", max_length=20)
    value: Decimal = Field(sa_type=RATE)
    unit: str = Field(max_length=60)
    valid_from: date
    valid_to: date | None = None
    source: str = Field(max_length=200)
    reason: str = marked("words", max_length=4000)
    state: str = Field(default="in_force", max_length=20)
    given_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    given_at: datetime = Field(sa_type=Utc)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Utc)

    def as_override(self) -> Override:
        """The row as the rules take it."""
        return Override(
            self.number, self.kind, self.key, self.part, self.value, self.unit, self.valid_from,
            self.valid_to, self.source, self.reason,
        )  # fmt: skip
