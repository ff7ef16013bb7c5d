"""A scenario: all that makes the world of a course but its people, as one TOML file.

    format = "five-truths scenario 1"
    title = "Peak season"
    starts_on = 2026-09-01          # optional, as are days, seed, about and
    draws_events = false            # whether the seed brings events too: true where it is not said
    [house]                         # settings of the course, by name
    buyers_per_day = "2"
    [world.bank]                    # figures laid over `seed/world/bank.toml`, by dotted key
    "way.least_days" = 4
    [[events]]                      # an event of the world, see `actions/laid_event.py`; percent as text
    kind = "port_strike"
    starts_on = 2026-10-01
    days = 9
    port = "CNNGB"

Nothing else may stand in it. Whatever is wrong is told with its line.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.figures import FigureRefused, crossed, figure, figures

FORMAT = "five-truths scenario 1"
MOST_BYTES = 64 * 1024
_WORDS = {"format": 60, "title": 120, "about": 2000, "seed": 64}
_DAYS = (1, 400)
_MOST_EVENTS, _LONGEST = 100, 200
_OF_EVENT: dict[str, type] = {"starts_on": date, "days": int, "lead_days": int}  # the others are text
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,8})?\Z")
_PLACE = re.compile(r"\(at line (\d+)")


class ScenarioRefused(ValueError):
    """A file that is no scenario. code: of the refusal; told: what its sentence names, its line among it."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code, self.told = code, told


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a file says. world: subject -> dotted key -> value; None and {}: it says nothing of it.

    events: by the names of an event's fields; draws_events: whether the seed brings others beside them.
    """

    title: str = ""
    about: str = ""
    seed: str | None = None
    starts_on: date | None = None
    days: int | None = None
    house: Mapping[str, str] = field(default_factory=dict)
    world: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    events: tuple[Mapping[str, Any], ...] = ()
    draws_events: bool = True


def read_scenario(text: str, settings: Iterable[str], event_fields: Iterable[str] = ()) -> Scenario:
    """The scenario that a file tells. settings: names of the course's house settings; event_fields: of an
    event's.

    Raises: ScenarioRefused("scenario.too_large" | "scenario.not_toml" | "scenario.not_a_scenario" |
    "scenario.unknown" | "scenario.wrong_value" | "scenario.no_such_figure" | "scenario.figure" |
    "scenario.figure_out_of_range" | "scenario.figures_crossed").
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ScenarioRefused("scenario.too_large", kilobytes=MOST_BYTES // 1024)
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        place = _PLACE.search(str(fault))
        line = int(place[1]) if place else text.count("\n") + 1
        raise ScenarioRefused("scenario.not_toml", line=line) from fault
    if told.get("format") != FORMAT:
        raise ScenarioRefused("scenario.not_a_scenario", format=FORMAT)
    known = {*_WORDS, "starts_on", "days", "house", "world", "events", "draws_events"}
    for name in told:
        if name not in known:
            raise ScenarioRefused("scenario.unknown", name=name[:80], line=_line(text, "", name))
    return Scenario(
        house=_house(text, told.get("house", {}), set(settings)),
        world=_world(text, told.get("world", {})),
        events=_events(text, told.get("events", []), set(event_fields)),
        **_head(text, told),
    )


def scenario_text(scenario: Scenario) -> str:
    """The scenario as a file: the same text for the same scenario."""
    lines = [f"format = {_toml(FORMAT)}", f"title = {_toml(scenario.title)}"]
    for name in ("about", "seed", "starts_on", "days"):
        if getattr(scenario, name) not in (None, ""):
            lines.append(f"{name} = {_toml(getattr(scenario, name))}")
    if not scenario.draws_events:
        lines.append("draws_events = false")
    tables = {
        "house": scenario.house,
        **{f"world.{name}": own for name, own in sorted(scenario.world.items())},
    }
    for table, own in tables.items():
        if own:
            lines += ["", f"[{table}]", *(f"{_key(name)} = {_toml(own[name])}" for name in sorted(own))]
    for event in scenario.events:
        lines += ["", "[[events]]", *(f"{name} = {_toml(value)}" for name, value in event.items())]
    return "\n".join(lines) + "\n"


def event_line(text: str, place: int, key: str = "") -> int:
    """The line on which a field of an event stands, else that of the event. place: counted from 0."""
    found, seen = _line(text, "", "events"), -1
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            seen += stripped.replace(" ", "").startswith("[[events]]")
            if seen == place and stripped.replace(" ", "").startswith("[[events]]"):
                found = number
        elif seen == place and key and stripped.partition("=")[0].strip().strip('"') == key:
            return number
    return found


def _head(text: str, told: Mapping[str, Any]) -> dict[str, Any]:
    head: dict[str, Any] = {}
    for name, longest in _WORDS.items():
        value = told.get(name)
        if value is not None and not (isinstance(value, str) and 0 < len(value.strip()) <= longest):
            raise ScenarioRefused("scenario.wrong_value", name=name, line=_line(text, "", name))
        if value is not None and name != "format":
            head[name] = value.strip()
    day, days = told.get("starts_on"), told.get("days")
    if day is not None and (type(day) is not date or not 2000 <= day.year <= 2100):
        raise ScenarioRefused("scenario.wrong_value", name="starts_on", line=_line(text, "", "starts_on"))
    if days is not None and (type(days) is not int or not _DAYS[0] <= days <= _DAYS[1]):
        raise ScenarioRefused("scenario.wrong_value", name="days", line=_line(text, "", "days"))
    draws = told.get("draws_events", True)
    if type(draws) is not bool:
        line = _line(text, "", "draws_events")
        raise ScenarioRefused("scenario.wrong_value", name="draws_events", line=line)
    return head | {"starts_on": day, "days": days, "draws_events": draws}


def _events(text: str, told: object, fields: set[str]) -> tuple[dict[str, Any], ...]:
    listed: list[Any] = told if isinstance(told, list) else [None]
    if len(listed) > _MOST_EVENTS or not all(isinstance(each, dict) for each in listed):
        raise ScenarioRefused("scenario.wrong_value", name="events", line=_line(text, "", "events"))
    for place, event in enumerate(listed):
        for name, value in event.items():
            line, shape = event_line(text, place, name), _OF_EVENT.get(name, str)
            if name not in fields:
                raise ScenarioRefused("scenario.unknown", name=f"events.{name}"[:80], line=line)
            if type(value) is not shape or len(str(value)) > _LONGEST:
                raise ScenarioRefused("scenario.wrong_value", name=f"events.{name}", line=line)
    return tuple(listed)


def _house(text: str, told: object, settings: set[str]) -> dict[str, str]:
    if not isinstance(told, dict):
        raise ScenarioRefused("scenario.wrong_value", name="house", line=_line(text, "", "house"))
    for name, value in told.items():
        line = _line(text, "house", name)
        if name not in settings:
            raise ScenarioRefused("scenario.unknown", name=f"house.{name}"[:80], line=line)
        if not (isinstance(value, str) and _NUMBER.match(value)):
            raise ScenarioRefused("scenario.wrong_value", name=f"house.{name}", line=line)
    return dict(told)


def _world(text: str, told: object) -> dict[str, dict[str, Any]]:
    if not isinstance(told, dict) or not all(isinstance(own, dict) for own in told.values()):
        raise ScenarioRefused("scenario.wrong_value", name="world", line=_line(text, "", "world"))
    world: dict[str, dict[str, Any]] = {}
    for subject, own in told.items():
        for key, value in own.items():
            try:
                world.setdefault(subject, {})[key] = figure(subject, key).read(value)
            except FigureRefused as fault:
                held = figures().get((subject, key))
                line = _line(text, f"world.{subject}", key)
                raise _of_figure(fault, line, held and held.stated) from fault
        fault_between = crossed(subject, world.get(subject, {}))
        if fault_between is not None:
            raise _of_figure(fault_between, _line(text, f"world.{subject}", ""))
    return world


_OF_FIGURE = {
    "course.no_such_figure": "scenario.no_such_figure",
    "course.figure_out_of_range": "scenario.figure_out_of_range",
    "course.figures_crossed": "scenario.figures_crossed",
}


def _of_figure(fault: FigureRefused, line: int, stated: object = None) -> ScenarioRefused:
    code = _OF_FIGURE.get(fault.code, "scenario.figure")
    told = {"stated": _toml(stated)} if code == "scenario.figure" else {}
    return ScenarioRefused(code, line=line, **fault.told, **told)


def _line(text: str, table: str, key: str) -> int:
    """The line on which a key of a table stands, else that of the table, else 1."""
    found, now = 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            now = stripped.strip("[] ").replace('"', "")
            if now == table or (not table and now.partition(".")[0] == key):
                found = number
        elif now == table and stripped.partition("=")[0].strip().strip('"') == key:
            return number
    return found


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Decimal):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    plain = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'
