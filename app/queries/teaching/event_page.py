"""The news of the world: events past, in force and to come, and a month with what is in it."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core import words
from app.core.days_off import days_off_within
from app.core.parameters import parameters
from app.core.words import N_
from app.models.course import Course
from app.models.world_event import WorldEvent
from app.queries.scope import Reader
from app.queries.teaching.event_effects import effects, event_title
from app.trade.market.world_event import WorldEvent as Event

HOME = "CN"
_MONTH, _MONTH_ZH = "LLLL y", "y年M月"
_FIRST, _LAST = N_("First day of the course"), N_("Last day of the course")


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. standing: now, coming, past, planned (not told yet) or cancelled; plain: its plain form."""

    id: UUID
    number: int
    kind: str
    title: str
    starts_on: date
    ends_on: date
    announced_on: date
    standing: str
    origin: str
    effects: tuple[str, ...]
    plain: dict[str, Any]
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventsPage:
    """What is known of the world. Only who teaches sees what is not announced yet."""

    course_id: UUID
    on: date
    events: tuple[EventRow, ...]
    teaches: bool


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a month. holidays: (country code, its name) of the home country and the markets."""

    on: date
    is_of_month: bool
    is_today: bool
    events: tuple[EventRow, ...]
    holidays: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]

    @property
    def is_busy(self) -> bool:
        """Whether anything is in it."""
        return bool(self.events or self.holidays or self.marks)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month in weeks from Monday on, and its neighbours as the first of each, None out of the course."""

    on: date
    title: str
    weeks: tuple[tuple[DayCell, ...], ...]
    before: date | None
    after: date | None


def events_page(session: Session, reader: Reader, on: date) -> EventsPage:
    """All events that the reader may know of: those in force, to come, past."""
    rows = tuple(_rows(session, reader, on))
    order = {"now": 0, "planned": 1, "coming": 1, "past": 2, "cancelled": 3}
    listed = sorted(rows, key=lambda row: (order[row.standing], _near(row, on), row.number))
    return EventsPage(reader.course_id, on, tuple(listed), reader.teaches)


def _near(row: EventRow, on: date) -> int:
    days = (row.starts_on - on).days
    return -days if row.standing == "past" else days


def news(session: Session, reader: Reader, on: date) -> tuple[EventRow, ...]:
    """What is in force or announced, for the desk."""
    listed = events_page(session, reader, on).events
    return tuple(row for row in listed if row.standing in ("now", "coming"))


def _rows(session: Session, reader: Reader, on: date) -> list[EventRow]:
    query = select(WorldEvent).where(WorldEvent.course_id == reader.course_id)
    if not reader.teaches:
        query = query.where(WorldEvent.state == "announced")
    return [_row(session, row, on, reader.teaches) for row in session.exec(query.order_by(WorldEvent.number))]


def _row(session: Session, row: WorldEvent, on: date, teaches: bool) -> EventRow:
    event = row.as_event()
    return EventRow(
        row.id, row.number, event.kind, event_title(session, event), event.starts_on, event.ends_on,
        event.announced_on, _standing(row, event, on), row.origin, tuple(effects(session, event)),
        event.as_plain(), _open(row, event, on) if teaches else frozenset(),
    )  # fmt: skip


def _standing(row: WorldEvent, event: Event, on: date) -> str:
    if row.state in ("planned", "cancelled"):
        return row.state
    if on < event.starts_on:
        return "coming"
    return "now" if event.covers(on) else "past"


def _open(row: WorldEvent, event: Event, on: date) -> frozenset[str]:
    if row.state != "cancelled" and on < event.starts_on:
        return frozenset({"cancel"})
    if row.state == "announced" and event.covers(on) and on < event.ends_on:
        return frozenset({"lift"})
    return frozenset()


def month_page(session: Session, reader: Reader, on: date, month: date) -> MonthPage:
    """The month of a day of the course. month: any day of it; one out of the course gives the nearest."""
    course = session.get_one(Course, reader.course_id)
    ends_on = course.starts_on + timedelta(days=course.days - 1)
    first = min(max(month, course.starts_on), ends_on).replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    events = [row for row in _rows(session, reader, on) if row.standing != "cancelled"]
    known = _holidays(weeks[0][0], weeks[-1][-1])
    ends = {course.starts_on: _FIRST, ends_on: _LAST}
    cells = tuple(
        tuple(
            DayCell(
                day, day.month == first.month, day == on,
                tuple(row for row in events if row.starts_on <= day <= row.ends_on),
                known.get(day, ()), (ends[day],) if day in ends else (),
            )
            for day in week
        )
        for week in weeks
    )  # fmt: skip
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return MonthPage(
        on,
        words.day(first, _MONTH_ZH if words.current.get().startswith("zh") else _MONTH),
        cells,
        before if first > course.starts_on else None,
        after if after <= ends_on else None,
    )


def _holidays(first: date, last: date) -> dict[date, tuple[tuple[str, str], ...]]:
    found: dict[date, list[tuple[str, str]]] = {}
    for country in (HOME, *sorted(set(parameters("markets")) - {HOME})):
        for day in days_off_within(country, first, last):
            found.setdefault(day, []).append((country, words.country(country)))
    return {day: tuple(listed) for day, listed in found.items()}
