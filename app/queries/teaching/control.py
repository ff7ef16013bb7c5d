"""The control room of a course: what its world follows now, figure by figure, and what a change would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.difficulty import degree_of, degrees, its_figures
from app.core.figure_notes import in_words, note
from app.core.figures import Figure, figures
from app.core.scenario import Scenario, scenario_text
from app.core.words import gettext
from app.models.course import Course
from app.models.evidence import LogHead
from app.models.world_event import TELLS_EVENTS, WorldEvent
from app.queries.scope import Reader, found
from app.queries.teaching.control_words import DEGREES, GROUPS, SUBJECTS, UNITS, label_of
from app.trade.market.world_event import WorldEvent as Event


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure. about: what the file says of it; label: beside it, or ""; values as a person types them."""

    key: str
    label: str
    about: str
    unit: str
    shape: str
    is_list: bool
    stated: str
    now: str
    is_laid: bool
    least: str
    greatest: str


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject of figures: how many it has, and how many the course lays over."""

    name: str
    title: str
    figures: int
    laid: int


@dataclass(frozen=True, slots=True)
class DegreeLine:
    """A degree of difficulty; figures: (words, value under it, value now)."""

    name: str
    title: str
    about: str
    is_now: bool
    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ControlRoom:
    """The instructor's view of the whole world of a course. is_untouched: its log holds no record yet."""

    id: UUID
    title: str
    seed: str
    starts_on: date
    days: int
    has_begun: bool
    is_untouched: bool
    degree: str
    degrees: tuple[DegreeLine, ...]
    subjects: tuple[SubjectLine, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures of one subject, by group; part: the group that is shown, of a subject with many."""

    id: UUID
    title: str
    subject: str
    subject_title: str
    part: str
    parts: tuple[str, ...]
    groups: tuple[tuple[str, tuple[FigureLine, ...]], ...]


def control_room(session: Session, reader: Reader) -> ControlRoom:
    """What the course's world follows. Raises Absent."""
    course = _course(session, reader)
    degree, world = degree_of(course.house), course.house.get("world", {})
    listed = [
        SubjectLine(name, SUBJECTS.get(name, name), len(own), len(world.get(name, {})))
        for name, own in _by_subject().items()
    ]
    places = list(SUBJECTS)
    listed.sort(key=lambda each: places.index(each.name) if each.name in places else len(places))
    levels = tuple(_degree(name, degree, course.house) for name in degrees())
    begun = bool(course.house.get("has_begun"))
    records = session.scalar(select(LogHead.size).where(LogHead.course_id == course.id)) or 0
    return ControlRoom(
        course.id,
        course.title,
        course.seed,
        course.starts_on,
        course.days,
        begun,
        records == 0,
        degree,
        levels,
        tuple(listed),
    )


def figures_page(session: Session, reader: Reader, subject: str, part: str = "") -> FiguresPage:
    """The figures of one subject. Raises Absent."""
    course = _course(session, reader)
    own = found(_by_subject().get(subject))
    laid = course.house.get("world", {}).get(subject, {})
    parts = tuple(dict.fromkeys(each.key.partition(".")[0] for each in own)) if subject == "markets" else ()
    part = part if part in parts else (parts[0] if parts else "")
    groups: dict[str, list[FigureLine]] = {}
    for each in own:
        first = each.key.partition(".")[0]
        if parts and first != part:
            continue
        group = each.key.rpartition(".")[0]
        groups.setdefault(group, []).append(_line(each, laid))
    told = tuple(
        (GROUPS.get(name.removeprefix(part).strip("."), ""), tuple(each)) for name, each in groups.items()
    )
    return FiguresPage(course.id, course.title, subject, SUBJECTS.get(subject, subject), part, parts, told)


def course_scenario(session: Session, reader: Reader, *, with_seed: bool, settings: Mapping[str, Any]) -> str:
    """The course's world as a scenario file. settings: the house settings there are."""
    course = _course(session, reader)
    house = {name: str(course.house[name]) for name in settings if name in course.house}
    return scenario_text(
        Scenario(
            title=course.title,
            seed=course.seed if with_seed else None,
            starts_on=course.starts_on,
            days=course.days,
            house=house,
            world=course.house.get("world", {}),
            events=tuple(_plain(row.as_event()) for row in _events(session, reader)),
            draws_events=not (course.house.get("has_begun") or course.house.get(TELLS_EVENTS)),
        )
    )


def _events(session: Session, reader: Reader) -> list[WorldEvent]:
    """All that were not called off: those that are over come again in a course that begins anew."""
    query = select(WorldEvent).where(WorldEvent.course_id == reader.course_id)  # type: ignore[arg-type]
    rows = [row for row in session.scalars(query) if row.state != "cancelled"]
    return sorted(rows, key=lambda row: (row.plan["starts_on"], row.plan["kind"]))


def _plain(event: Event) -> dict[str, Any]:
    """An event as a scenario tells it."""
    days = {"days": event.days, "lead_days": (event.starts_on - event.announced_on).days}
    figures = {
        name: " ".join(value) if isinstance(value, list) else value for name, value in event.figures.items()
    }
    return {"kind": event.kind, "starts_on": event.starts_on, **days, **figures}


def house_of(session: Session, reader: Reader) -> Mapping[str, Any]:
    """The course's own settings. Raises Absent."""
    house: Mapping[str, Any] = _course(session, reader).house
    return house


def _course(session: Session, reader: Reader) -> Any:
    columns = (Course.id, Course.title, Course.seed, Course.house, Course.starts_on, Course.days)
    return found(session.execute(select(*columns).where(Course.id == reader.course_id)).first())


def _by_subject() -> dict[str, list[Figure]]:
    listed: dict[str, list[Figure]] = {}
    for each in figures().values():
        listed.setdefault(each.subject, []).append(each)
    return listed


def _degree(name: str, now: str, house: Mapping[str, Any]) -> DegreeLine:
    world, own = house.get("world", {}), degrees()[name]
    told = [
        (
            gettext("Letters of buyers a day"),
            str(own["house"]["buyers_per_day"]),
            str(house.get("buyers_per_day", "")),
        )
    ]
    for subject, key in its_figures():
        stated = figures()[subject, key].stated
        to = own["world"].get(subject, {}).get(key, stated)
        told.append((in_words(note(subject, key)), str(to), str(world.get(subject, {}).get(key, stated))))
    title, about = DEGREES.get(name, (name, ""))
    return DegreeLine(name, title, about, name == now, tuple(told))


def _line(figure: Figure, laid: Mapping[str, Any]) -> FigureLine:
    parts, about = figure.key.rpartition(".")[2].split("_"), note(figure.subject, figure.key)
    shared = figure.key.rpartition(".")[0] in ("demand", "peaks") or not figure.is_list or not about
    return FigureLine(
        key=figure.key,
        label=label_of(figure.key) if shared else "",
        about=in_words(about),
        unit=next((UNITS[each] for each in reversed(parts) if each in UNITS), ""),
        shape=figure.shape,
        is_list=figure.is_list,
        stated=_typed(figure.stated),
        now=_typed(laid.get(figure.key, figure.stated)),
        is_laid=figure.key in laid,
        least=str(figure.least.normalize()) if figure.shape != "yes_no" else "",
        greatest=f"{figure.greatest.normalize():f}" if figure.shape != "yes_no" else "",
    )


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
