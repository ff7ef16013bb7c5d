"""Clean sets of papers, built from the deals of `clean_sets.json`, and faults planted in them.

A deal names what differs from deal to deal; the papers that follow from it are made here and agree with each
other. A path is dotted: "bill_of_lading.notify.name", "commercial_invoice.lines.0.quantity",
"letter_of_credit.documents.2.wording"; None takes the box, row or paper out.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.trade.examining.examination import examine
from app.trade.finding import Finding
from tests.trade.deal_papers import Papers, credit_of, papers_of

HERE = Path(__file__).resolve().parent
BUYERS: dict[str, dict[str, str]] = json.loads((HERE / "clean_sets.json").read_text("utf-8"))["buyers"]
DEALS: list[dict[str, Any]] = json.loads((HERE / "clean_sets.json").read_text("utf-8"))["deals"]
FAULTS: list[dict[str, Any]] = json.loads((HERE / "planted_faults.json").read_text("utf-8"))


@dataclass
class Presented:
    """A set as it is examined."""

    papers: Papers
    presented_on: date | None
    credit: dict[str, Any] | None
    holidays: frozenset[date]
    earlier: list[Papers] = field(default_factory=list)

    def found(self) -> list[Finding]:
        """What the examination finds."""
        return examine(
            self.papers,
            self.presented_on,
            credit=self.credit,
            banking_holidays=self.holidays,
            earlier=self.earlier,
        )

    def put(self, path: str, value: Any) -> None:
        """Overwrite one box; None takes it out."""
        head, *rest = path.split(".")
        if head == "presented_on":
            self.presented_on = date.fromisoformat(value)
        elif head == "letter_of_credit":
            assert self.credit is not None, path
            _put(self.credit, rest, value)
        else:
            _put(self.papers, [head, *rest], value)


def _put(where: Any, names: list[str], value: Any) -> None:
    for name in names[:-1]:
        where = where[int(name)] if isinstance(where, list) else where.setdefault(name, {})
    last: Any = int(names[-1]) if isinstance(where, list) else names[-1]
    if value is None:
        del where[last]
    elif isinstance(where, list) and last == len(where):
        where.append(value)
    else:
        where[last] = value


def deal(name: str) -> dict[str, Any]:
    """The deal of that name."""
    return next(each for each in DEALS if each["name"] == name)


def clean(name: str) -> Presented:
    """The clean set of a deal, free to be spoilt."""
    wanted = deepcopy(deal(name))
    papers = papers_of(wanted, BUYERS[wanted["buyer"]])
    credit = credit_of(wanted, BUYERS[wanted["buyer"]]) if "credit" in wanted else None
    presented = wanted["dates"].get("presented")
    made = Presented(
        papers,
        date.fromisoformat(presented) if presented else None,
        credit,
        frozenset(map(date.fromisoformat, wanted.get("holidays", ()))),
        [clean(each).papers for each in wanted.get("earlier", ())],
    )
    for path, value in wanted.get("put", {}).items():
        made.put(path, value)
    return made


def planted(fault: dict[str, Any]) -> Presented:
    """A set with one fault in it."""
    made = clean(fault["set"])
    for path, value in fault["put"].items():
        made.put(path, value)
    return made


def handed_in(name: str = "sea CIF at sight", **put: Any) -> dict[str, Any]:
    """The set of a deal as a program sends it; `bill_of_lading__freight="collect"` spoils a box."""
    made = clean(name)
    for path, value in put.items():
        made.put(path.replace("__", "."), value)
    papers = {
        kind: {box: value for box, value in values.items() if value not in ("", [])}
        for kind, values in made.papers.items()
    }
    sent: dict[str, Any] = {"papers": papers, "holidays": sorted(map(str, made.holidays))}
    if made.presented_on:
        sent["presented_on"] = str(made.presented_on)
    return sent | ({"credit": made.credit} if made.credit else {})
