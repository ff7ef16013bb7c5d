"""What the files of `seed/world` say of each figure: the comments beside it, as the control room shows them.

A comment stands behind the value, above it, above its table, or in the list at the head of the file
("# name   what it means"); the nearest one counts.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from app.core import words
from app.core.figures import figures
from app.core.parameters import FOLDER

CHINESE = FOLDER.parents[1] / "app/locale/zh_Hans/figures.toml"
_TABLE = re.compile(r"\[\[?([\w.\"-]+)\]\]?\s*(?:#\s*(.*))?$")
_KEY = re.compile(r"\"?([\w.-]+)\"?\s*=\s*(.*)$")
_LISTED = re.compile(r"([\w/]+)(?: {2,}|: )(\S.*)")
_BEHIND = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|[^\"#])*#\s*(.*)$")
_MARK = re.compile(r" ?\((?:all )?assumption[^)]*\)")


@cache
def notes(subject: str) -> Mapping[str, str]:
    """Dotted key -> what its file says of it; keys without a comment are left out.

    Keys of a list at the head stand as "*.name", those of a table as "table.*".
    """
    found: dict[str, str] = {}
    table, above, listed = "", [], ""
    for line in (FOLDER / f"{subject}.toml").read_text("utf-8").splitlines():
        text = line.strip()
        if text.startswith("#"):
            said = text.lstrip("# ").strip()
            entry = _LISTED.match(text[1:].strip()) if not table else None
            if entry:
                listed = entry[1]
                found |= {f"*.{name}": entry[2] for name in listed.split("/")}
            elif listed and not table and line.startswith("#   "):
                found |= {f"*.{name}": f"{found[f'*.{name}']} {said}" for name in listed.split("/")}
            above.append(said)
            continue
        if match := _TABLE.match(text):
            table = match[1].strip('"')
            if match[2] or above:
                found[f"{table}.*"] = match[2] or " ".join(above)
        elif match := _KEY.match(text):
            key = f"{table}.{match[1]}" if table else match[1]
            behind = _BEHIND.match(match[2])
            if behind or above:
                found[key] = behind[1] if behind else " ".join(above)
        above, listed = [], ""
    return found


def note(subject: str, key: str) -> str:
    """What is said of one figure, "" for nothing.

    Where it has no comment of its own: what is said of its least, then of the first figure of its name.
    """
    told, (table, _, last) = notes(subject), key.rpartition(".")
    alike = (said for name, said in told.items() if name.rpartition(".")[2] == last)
    held = figures()
    beside = [told[name] for name in told if name.rpartition(".")[0] == table and (subject, name) in held]
    return _tidy(
        told.get(key)
        or told.get(f"*.{last}")
        or told.get(f"*.{table.rpartition('.')[2]}")
        or told.get(key.replace("most", "least"))
        or next(alike, "")
        or told.get(f"{table}.*", "")
        or (beside[0] if len(beside) == 1 else "")
    )


def in_words(said: str) -> str:
    """The comment in the reader's language; in English where no Chinese has been written yet."""
    return chinese().get(said, said) if words.current.get() == "zh_Hans" else said


@cache
def chinese() -> Mapping[str, str]:
    """Comment -> its Chinese."""
    return tomllib.loads(CHINESE.read_text("utf-8")) if CHINESE.exists() else {}


def all_notes() -> set[str]:
    """Everything that is said of a figure, for the catalogue of words."""
    return {said for subject, key in figures() if (said := note(subject, key))}


def _tidy(said: str) -> str:
    """The comment without the mark of an assumption, which all are; a capital to begin with."""
    plain = _MARK.sub("", said).strip().removeprefix("Assumption: ").removeprefix("assumption: ")
    return plain[:1].upper() + plain[1:]
