"""Names of public holidays in the reader's language; the world's calendars name them in English."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from app.core import words
from app.core.words import N_

_SWAPPED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
_STANDS_IN = "Alternative holiday for "
_MORE = re.compile(r" Holiday\b(?!s)")  # the further days of a feast
_HOW = re.compile(r" \((observed|estimated|observed, estimated)\)$")
_MARKS = {
    "observed": N_("day off in its place"),
    "estimated": N_("by reckoning, the moon decides"),
    "observed, estimated": N_("day off in its place, by reckoning"),
}


def holiday_name(name: str) -> str:
    """A holiday's name for the reader; more than one on a day stand with semicolons between them.

    What no word is held for stands in English as it is.
    """
    return words.join_notes(_one(part) for part in name.split("; "))


@cache
def _chinese() -> Mapping[str, str]:
    return tomllib.loads((words.FOLDER / "zh_Hans" / "holidays.toml").read_text("utf-8"))


def _one(name: str) -> str:
    """One holiday, with what its calendar adds to the name told in words."""
    if swapped := _SWAPPED.fullmatch(name):
        month, day, year = map(int, swapped.groups())
        return words.gettext("day off in place of %(day)s") % {"day": words.day(date(year, month, day))}
    how = _HOW.search(name)
    base = _own(name.removesuffix(how[0]) if how else name)
    if not how:
        return base
    return words.gettext("%(name)s (%(how)s)") % {"name": base, "how": words.gettext(_MARKS[how[1]])}


def _own(name: str) -> str:
    """The name in Chinese where the reader wants that and it is held."""
    if name.startswith(_STANDS_IN):
        of = _own(name.removeprefix(_STANDS_IN))
        return words.gettext("day off for %(name)s") % {"name": of}
    if words.current.get() != "zh_Hans":
        return name
    known = _chinese()
    return known.get(name) or known.get(_MORE.sub("", name), name)
