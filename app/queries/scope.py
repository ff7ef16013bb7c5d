"""Which rows a reader may see. Every query starts from here: first the course, then what is one's own."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true

from app.trade.refusal import Absent


class Reader(Protocol):
    """Who reads: the same value that acts, seen from the readers' side."""

    @property
    def course_id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def team_id(self) -> UUID | None: ...
    @property
    def enterprise_id(self) -> UUID | None: ...
    @property
    def enterprise_role(self) -> str: ...
    @property
    def duties(self) -> frozenset[str]: ...
    @property
    def teaches(self) -> bool: ...


def own(model: Any, reader: Reader) -> ColumnElement[bool]:
    """The condition for rows of the reader's course that are theirs: an instructor's are all of the
    course's.
    """
    in_course = model.course_id == reader.course_id
    if reader.teaches:
        return in_course
    owners = []
    if hasattr(model, "team_id"):
        owners.append(model.team_id == reader.team_id if reader.team_id else false())
    if hasattr(model, "enterprise_id"):
        owners.append(model.enterprise_id == reader.enterprise_id if reader.enterprise_id else false())
    return and_(in_course, or_(*owners) if owners else true())


def found(row: Any) -> Any:
    """The row. Raises Absent if there is none for this reader."""
    if row is None:
        raise Absent
    return row


def has_duty(reader: Reader, duty: str) -> bool:
    """Whether the reader has this duty in their team, or leads it."""
    return bool(reader.duties & {duty, "lead"})
