"""An intent: a wish of an agent, not a deed. The agenda performs it through the one door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Intent:
    """`party` does `action` to `subject_id` with `given`; a player (`party` is "player") does it for
    `team_id`, within one `duty` where it stands in for somebody.
    """

    party: str
    action: str
    subject_id: UUID
    given: Mapping[str, Any] = field(default_factory=dict)
    team_id: UUID | None = None
    duty: str = ""
