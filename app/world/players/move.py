"""A move: one thing that is open for a team, prepared rightly and, if there is one, the usual wrong way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.actions.actor import Actor, player
from app.models.course import Course
from app.models.team import Team

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


@dataclass(frozen=True, slots=True)
class Move:
    """`action` on `subject_id` with `given`; `slip` replaces `given` when the player errs.

    name: what the dice know it by, so it is made of stable names alone; rate: the chance that it is done,
    None: that of the skill. A step that only sends off what was written is sure once its turn has come.
    Raises: ValueError when it holds an id, which is another one in another course of the same seed.
    """

    name: str
    action: str
    subject_id: UUID
    given: Mapping[str, Any] = field(default_factory=dict)
    slip: Mapping[str, Any] | None = None
    rate: Decimal | None = None

    def __post_init__(self) -> None:
        if _ID.search(self.name):
            raise ValueError(f"a move is named by an id: {self.name}")


SURE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Skill:
    """How a player of one skill behaves; see seed/world/player.toml."""

    act_rate: Decimal
    slip_rate: Decimal
    margin_percent: Decimal
    least_margin_percent: Decimal
    price_factor: Decimal
    slack_days: int
    listings: int
    partners: int
    inspects: bool
    inspects_from_rmb: Decimal
    attends_rate: Decimal
    grants: bool
    orders_tests: bool
    answer_seconds: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a player sits: the team, its course, and the time."""

    session: Session
    team: Team
    course: Course
    skill: Skill
    now: datetime
    on: date

    @property
    def reader(self) -> Actor:
        """The player as a reader of the team's pages."""
        return player(self.team.id, self.course.id)
