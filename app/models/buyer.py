"""A simulated overseas buyer: who they are, and what only the world knows of them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlmodel import Field, UniqueConstraint

from app.models.base import CourseRow, Plain, marked
from app.trade.working_time import Office, next_working_moment


def office_of(time_zone: str, persona: Mapping[str, Any]) -> Office:
    """When a buyer reads and writes. persona: weekend [ISO weekdays], holidays {ISO date: name}."""
    return _office(time_zone, tuple(persona.get("weekend", (6, 7))), tuple(persona.get("holidays", ())))


@lru_cache(1000)
def _office(time_zone: str, weekend: tuple[int, ...], holidays: tuple[str, ...]) -> Office:
    """Buyers of one country and day have one calendar."""
    return Office(time_zone, frozenset(weekend), frozenset(map(date.fromisoformat, holidays)))


class Buyer(CourseRow, table=True):
    """A buyer of the course. `truth` (limits, weights, patience) is hidden until the deal is over.

    `stable_name` names the buyer for the dice, so that chance never depends on the order of execution.
    """

    __table_args__ = (UniqueConstraint("course_id", "stable_name"),)

    stable_name: str = Field(max_length=120)
    kind: str = Field(default="business", max_length=20)
    name: str = Field(max_length=120)
    company_name: str = Field(default="", max_length=120)
    country: str = Field(max_length=2, index=True)
    city: str = Field(default="", max_length=120)
    address: str = Field(default="", max_length=400)
    language: str = Field(default="en", max_length=10)
    language_register: str = Field(default="neutral", max_length=20)
    time_zone: str = Field(default="UTC", max_length=60)
    persona: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    truth: dict[str, Any] = marked("hidden", default_factory=dict, sa_type=Plain)

    @property
    def office(self) -> Office:
        """When this buyer reads and writes."""
        return office_of(self.time_zone, self.persona)

    def answers_at(self, now: datetime) -> datetime:
        """When this buyer answers what came now: after their usual hours, in their office hours."""
        return next_working_moment(self.office, now + timedelta(hours=int(self.truth.get("answer_hours", 8))))
