"""An event of a course's world: a strike, a closed canal, a peak season; the same for all its teams."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, UniqueConstraint

from app.models.base import CourseRow, Plain, Utc, marked
from app.trade.market.world_event import WorldEvent as Event

# Mark in a course's house that an event was announced: who reads rates for an action need not ask before.
HAS_EVENTS = "has_events"
# Mark in a course's house that a scenario told all events: its seed brings no others.
TELLS_EVENTS = "tells_events"


class WorldEvent(CourseRow, table=True):
    """One event. plan: {"kind", "starts_on", "ends_on", "announced_on", "figures"}, hidden until it is
    announced; stable_name: for the dice and for a scenario; origin: seeded, or set (by the instructor).
    """

    __tablename__ = "world_event"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        Index("ix_world_event_of_course", "course_id", "state"),
    )

    number: int
    stable_name: str = marked("hidden", max_length=120)
    origin: str = Field(max_length=20)
    state: str = Field(default="planned", max_length=20)
    plan: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)
    set_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    announced_at: datetime | None = Field(default=None, sa_type=Utc)
    cancelled_at: datetime | None = Field(default=None, sa_type=Utc)

    def as_event(self) -> Event:
        """The row as the rules take it."""
        return Event.from_plain(self.number, self.plan)
