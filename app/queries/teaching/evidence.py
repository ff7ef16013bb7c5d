"""The evidence timeline: who may see which records, filtered, newest first, each with its words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session

from app.core.clock import home_date, home_time
from app.grading.bearing import BEARS_ON
from app.grading.criteria import family_of
from app.models.evidence import Record
from app.models.person import Person
from app.models.team import Team, TeamMember
from app.queries.people.names import names_for
from app.queries.scope import Reader
from app.queries.teaching.deed_words import Shown, shown_of, title_of

PAGE = 40  # records on one page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader filters by; an empty value filters nothing. `before`: older than this number."""

    team: UUID | None = None
    member: str = ""
    family: str = ""
    criterion: str = ""
    outcome: str = ""
    on: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the timeline. `shown` are its important values; `refusal` the code with its figures."""

    number: int
    action: str
    title: str
    family: str
    at: datetime
    actor: str
    actor_kind: str
    team: str
    outcome: str
    shown: tuple[Shown, ...]
    refusal: dict[str, Any] | None
    criteria: tuple[str, ...]

    @property
    def home_day(self) -> date:
        """The sellers' calendar day that it stands under."""
        return home_date(self.at)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of records and what can be chosen; `older`: the number to go on before, if any."""

    wanted: Wanted
    rows: tuple[Row, ...]
    teams: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...]
    total: int
    older: int | None


def visible(reader: Reader) -> ColumnElement[bool]:
    """Records that the reader may see: an instructor the course's, a student their team's, others their own.

    Marks are read on the mark sheet: those of one member are nobody else's.
    """
    in_course = Record.course_id == reader.course_id
    if reader.teaches:
        return in_course
    own = Record.actor == str(reader.person_id)
    theirs = or_(Record.team_id == reader.team_id, own) if reader.team_id else own
    return and_(in_course, theirs, Record.action.not_like("mark.%"))


# Deeds of the market that are about every team: whoever is of the course may open their record and its proof.
COMMON = ("retail.pass_day",)


def openable(reader: Reader) -> ColumnElement[bool]:
    """Records that the reader may open by their number: those of their timeline, and the market's common
    ones.
    """
    return or_(visible(reader), and_(Record.course_id == reader.course_id, Record.action.in_(COMMON)))


def timeline(session: Session, reader: Reader, wanted: Wanted) -> Timeline:
    """The reader's records as they want them."""
    where = and_(visible(reader), *_conditions(wanted))
    older = Record.number < wanted.before if wanted.before is not None else True
    columns = (Record.body, Record.number, Record.at, Record.team_id)
    query = select(*columns).where(where, older).order_by(Record.number.desc()).limit(PAGE + 1)
    found = session.execute(query).all()
    total = session.execute(select(func.count()).select_from(Record).where(where)).scalar_one()
    bodies = [json.loads(row.body) for row in found[:PAGE]]
    names = names_for(session, reader.course_id, bodies)
    return Timeline(
        wanted=wanted,
        rows=tuple(_row(body, row.at, names) for body, row in zip(bodies, found[:PAGE], strict=True)),
        teams=_teams(session, reader),
        members=_members(session, reader, wanted.team),
        total=total,
        older=found[PAGE - 1].number if len(found) > PAGE else None,
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.team:
        found.append(Record.team_id == wanted.team)
    if wanted.member == "parties":
        found.append(Record.actor_kind == "party")
    elif wanted.member:
        found.append(Record.actor == wanted.member)
    if wanted.family:
        found.append(Record.action.in_([name for name in BEARS_ON if family_of(name) == wanted.family]))
    if wanted.criterion:
        found.append(
            Record.action.in_([name for name, codes in BEARS_ON.items() if wanted.criterion in codes])
        )
    if wanted.outcome:
        found.append(Record.outcome == wanted.outcome)
    if wanted.on:
        begins = home_time(wanted.on, time(0))
        found += [Record.at >= begins, Record.at < begins + timedelta(days=1)]
    return found


def _row(body: dict[str, Any], at: datetime, names: dict[str, str]) -> Row:
    action, actor = body["action"], body["actor"]
    return Row(
        number=body["number"],
        action=action,
        title=title_of(action),
        family=family_of(action),
        at=at,
        actor=names.get(actor["name"], actor["name"]),
        actor_kind=actor["kind"],
        team=names.get((body["team"] or {}).get("id", ""), ""),
        outcome=body["outcome"],
        shown=shown_of(body, names),
        refusal=body["refusal"],
        criteria=BEARS_ON.get(action, ()),
    )


def _teams(session: Session, reader: Reader) -> tuple[tuple[str, str], ...]:
    if not reader.teaches:
        return ()
    query = select(Team.id, Team.name).where(Team.course_id == reader.course_id).order_by(Team.name)
    return tuple((str(row.id), row.name) for row in session.execute(query))


def _members(session: Session, reader: Reader, team_id: UUID | None) -> tuple[tuple[str, str], ...]:
    team = team_id if reader.teaches else reader.team_id
    if team is None:
        return ()
    query = (
        select(Person.id, Person.name)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.course_id == reader.course_id, TeamMember.team_id == team)
    )
    return tuple((str(row.id), row.name) for row in session.execute(query.order_by(Person.name)))


def exported(session: Session, reader: Reader) -> Iterator[bytes]:
    """The reader's records as JSON lines: the sealed bytes as they are, with their leaf hash (hex) beside."""
    query = select(Record.body, Record.leaf).where(visible(reader)).order_by(Record.number)
    for row in session.execute(query, execution_options={"yield_per": 500}):
        yield b'{"leaf":"' + row.leaf.hex().encode() + b'","record":' + bytes(row.body) + b"}\n"
