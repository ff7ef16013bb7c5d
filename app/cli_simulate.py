"""A world let run at the command line: `five-truths simulate` makes a course of rule-based players in a fresh
database, lets its days pass, and prints what happened, what it cost, and the fingerprint of the whole world.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core.canonical import plain
from app.core.settings import Settings

_MOST_TEAMS, _MOST_DAYS, _MOST_WORKERS, _LONGEST_SEED = 500, 400, 16, 120


def simulate(asked: argparse.Namespace, settings: Settings) -> int:
    """Let a course of rule-based players run in a fresh database, and print what happened in it."""
    from seed.simulate import SKILLS, plan_of
    from seed.simulation_run import run

    skills = [each.strip() for each in asked.skills.split(",")]
    if unknown := [each for each in skills if each not in SKILLS]:
        named = ", ".join(repr(each) for each in unknown)
        raise ValueError(f"--skills: {named} is none. There are: {', '.join(SKILLS)}")
    plan = plan_of(asked.seed, asked.days, asked.teams, skills)
    kept = Path(asked.keep) if asked.keep else None
    if kept and (kept / "five-truths.sqlite3").exists():
        raise ValueError(f"{kept} holds a database already: name a folder that does not")
    with nullcontext(kept) if kept else TemporaryDirectory(prefix="five-truths-simulate-") as folder:
        report = run(
            Path(folder), plan, workers=asked.workers, with_parts=asked.fingerprint, told=Told(asked.days)
        )
    if asked.json:
        print(json.dumps(plain(report), ensure_ascii=False))
    else:
        print("\n".join(_words(report)))
    return 0


def add_simulate(command: Callable[[str, Callable[..., int]], argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    made = command("simulate", simulate)
    made.add_argument("--seed", required=True, type=_seed, help="of all chance: any line of text")
    numbers = (("--days", 30, _MOST_DAYS), ("--teams", 6, _MOST_TEAMS), ("--workers", 1, _MOST_WORKERS))
    for name, usual, most in numbers:
        made.add_argument(
            name, type=_between(most), default=usual, metavar="N",
            help=f"1 to {most}, {usual} if not named",
        )  # fmt: skip
    made.add_argument("--skills", default="strong,middling,weak", help="of the teams, by turns")
    made.add_argument("--fingerprint", action="store_true", help="also the hash of each table and team")
    made.add_argument("--keep", metavar="FOLDER", help="keep the database there, to be served")


def _between(most: int) -> Callable[[str], int]:
    """Reads a whole number from 1 to the most that is possible."""

    def read(words: str) -> int:
        if not (words.isascii() and words.isdigit() and 1 <= int(words[:9]) <= most):
            raise argparse.ArgumentTypeError(f"give a whole number from 1 to {most}")
        return int(words)

    return read


def _seed(words: str) -> str:
    """Any text of one line, a number among them."""
    if not words.strip() or not words.isprintable() or len(words) > _LONGEST_SEED:
        raise argparse.ArgumentTypeError(f"give one line of 1 to {_LONGEST_SEED} characters")
    return words


class Told:
    """Says on the error output how far a long run has come: at first and then every few seconds."""

    def __init__(self, days: int, every: float = 10) -> None:
        self._days, self._every, self._began = days, every, time.monotonic()
        self._last = self._began

    def __call__(self, day: int) -> None:
        """A day is over."""
        now = time.monotonic()
        if now - self._last >= self._every and day < self._days:
            left = (now - self._began) / day * (self._days - day)
            print(f"day {day} of {self._days}, about {left:.0f} s to go", file=sys.stderr, flush=True)
            self._last = now


def _words(report: dict[str, Any]) -> list[str]:
    lines = []
    for chapter in ("world", "counts", "deeds", "refusals", "money_rmb", "times"):
        lines += [chapter.replace("_", " "), *_listed(report[chapter]), ""]
    if "tables" in report:
        for chapter in ("tables", "teams"):
            lines += [f"fingerprint of {chapter}", *_listed(report[chapter]), ""]
    return [*lines, f"as stored    {report['stored']}", f"fingerprint  {report['fingerprint']}"]


_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing


def _listed(table: dict[str, Any]) -> list[str]:
    table = {name: value for name, value in table.items() if value != _EMPTY}
    width = max((len(name) for name in table), default=0)
    return [f"  {name.ljust(width)}  {plain(value)}" for name, value in table.items()]
