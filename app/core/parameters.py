"""Assumed parameters of the simulated world, one TOML in `seed/world/` for each subject, read once.

A course may lay figures of its own over them (docs/decisions/0011). They are in force wherever a session
reads for that course, so no caller names the course; a caller that reckons something from them keeps it with
the figures themselves (`Figures.once`), never in a cache of its own.
"""

import copy
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from app.core.course_session import course_of, keep, kept, kept_as, reading_session

FOLDER = Path(__file__).resolve().parents[2] / "seed" / "world"
T = TypeVar("T")
_KEPT = "figures"
_settings_of: list[Executable] = []


class Figures(dict[str, Any]):
    """The parameters of one subject as they hold in one course. Read only: it is shared."""

    __slots__ = ("_made",)

    def once(self, make: Callable[..., T], *others: "Figures") -> T:
        """What `make` reckons from these figures and others beside them, reckoned once for them all.

        make: one function of a module, called with these figures and the others.
        """
        if not hasattr(self, "_made"):
            self._made: dict[tuple[Any, ...], tuple[tuple[Figures, ...], Any]] = {}
        key = (make, *map(id, others))
        if key not in self._made:
            self._made[key] = others, make(self, *others)  # the others are held, so that no id comes again
        made: T = self._made[key][1]
        return made


def parameters(name: str) -> Figures:
    """The parameters of one subject, such as "marketplace", as the course reads them for which this thread
    acts or reads; as they are stated where there is none. Numbers with decimals stand there as text.
    """
    session = reading_session()
    if session is None or course_of(session) is None:
        return stated(name)
    laid: Mapping[str, Figures] = kept(session, _KEPT, lambda: _read(session))
    return laid[name] if name in laid else stated(name)


@cache
def stated(name: str) -> Figures:
    """The parameters of one subject as its file states them."""
    return Figures(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))


def settings_read_by(statement: Executable) -> None:
    """How the settings of a course are read, of its id as `course`; the model of the course says it once."""
    _settings_of[:] = [statement]


def lay_over(session: Session, settings: Mapping[str, Any]) -> None:
    """For this transaction the course's settings are known: `parameters` need not read them."""
    keep(session, _KEPT, _laid(settings))


@contextmanager
def supposed(session: Session, settings: Mapping[str, Any]) -> Iterator[None]:
    """For a while the session's course has these settings: to see what would be."""
    with kept_as(session, _KEPT, _laid(settings)):
        yield


def _read(session: Session) -> Mapping[str, Figures]:
    asked = {"course": course_of(session)}
    return _laid(session.connection().execute(_settings_of[0], asked).scalar() if _settings_of else None)


def _laid(settings: Mapping[str, Any] | None) -> Mapping[str, Figures]:
    world = (settings or {}).get("world")
    return _laid_over(json.dumps(world, sort_keys=True)) if world else {}


@lru_cache(64)
def _laid_over(world: str) -> Mapping[str, Figures]:
    """The subjects of which something is laid over, by name. world: JSON, subject -> dotted key -> value."""
    return {name: _over(name, own) for name, own in json.loads(world).items()}


def _over(name: str, own: Mapping[str, Any]) -> Figures:
    figures = Figures(copy.deepcopy(dict(stated(name))))
    for key, value in own.items():
        *tables, last = key.split(".")
        inner: Any = figures
        for each in tables:
            inner = inner.get(each, {})
        if last in inner:  # a figure that a later edition of the file no longer has is passed over
            inner[last] = value
    return figures
