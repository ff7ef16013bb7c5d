"""`python -m tools.reading [--half development|test] [--misses]`: how well letters are read, label by label.

Scores app/trade/letters/letter_reading.py on the labelled replies of seed/replies: precision (how much of
what it says is right) and recall (how much of what is there it finds). Tuned on the development half alone.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import LetterReading, read_letter
from tools.replies import HALVES, Reply, cases, replies

_NEAR = Decimal("0.015")  # inches and pounds are rounded
_INCH_CM, _LB_KG = Decimal("2.54"), Decimal("0.45359237")
Item = tuple[str, str, str]  # ask or topic, field, value


@dataclass(slots=True)
class Count:
    """Hits, false alarms and misses of one label."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float | None:
        """Right among those said; None where nothing is said."""
        said = self.hits + self.alarms
        return self.hits / said if said else None

    @property
    def recall(self) -> float | None:
        """Found among those that are there; None where there is none."""
        there = self.hits + self.misses
        return self.hits / there if there else None


def facts_of(case: str) -> ProductFacts:
    """The facts of a case."""
    row: dict[str, Any] = {name: value for name, value in cases()[case].items() if name != "buyer"}
    for name, value in row.items():
        if isinstance(value, list):
            row[name] = tuple(map(Decimal, value)) if name.endswith("_cm") else tuple(value)
        elif name.endswith("_kg") or name == "price":
            row[name] = Decimal(value)
    return ProductFacts(**row)


def read(reply: Reply) -> LetterReading:
    """What the reader makes of a labelled reply."""
    return read_letter(reply.text, reply.asks, facts_of(reply.case), cases()[reply.case]["buyer"])


def labelled(reply: Reply) -> tuple[set[Item], set[Item]]:
    """The values of a reply's labels: figures, and words."""
    figures: set[Item] = set()
    words: set[Item] = set()
    for ask, value in reply.answers.items():
        for field, said in _fields(ask, value):
            (figures if _is_figure(said) else words).add((ask, field, said))
    return figures, words


def _fields(ask: str, value: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The fields of one label as the reader names them."""
    first, *rest = value
    tiers = [word for word in value if word.startswith("t=")]
    for word in tiers:
        yield from (("tiers", tier) for tier in word.removeprefix("t=").split(","))
    value = tuple(word for word in value if word not in tiers)
    if ask in ("unit_price", "delivery_term"):
        names = ("amount", "currency", "term") if ask == "unit_price" else ("term",)
        yield from zip(names, value, strict=False)
        if value[len(names) :]:
            yield "place", " ".join(value[len(names) :])
    elif ask in ("lead_time", "delivery_time", "validity"):
        yield from _days(first)
        yield from (("from", event) for event in rest)
    elif ask in ("moq", "warranty", "port"):
        yield {"moq": "pieces", "warranty": "months", "port": "place"}[ask], first
    elif ask == "certificates":
        yield from (("codes", code) for code in first.split(","))
    else:
        yield from _marked(ask, value)


def _days(words: str) -> Iterator[tuple[str, str]]:
    least, _, most = words.partition("-")
    is_month_and_day = words.count("-") == 1 and len(most) == 2 and int(least) > int(most)
    if words.count("-") == 2 or is_month_and_day:
        yield "on", words
        return
    yield "days_least", least
    if most:
        yield "days_most", most


_MARKS = {"p": "pieces", "s": "size_cm", "g": "gross_kg", "n": "net_kg", "m": "methods"}


def _marked(ask: str, value: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Fields of packing, samples, payment and customisation: marks, and bare words in a fixed order."""
    bare = iter(("cost", "amount", "currency") if ask == "samples" else ("is_done",))
    for word in value:
        mark, is_marked, said = word.partition("=")
        if not is_marked:
            yield next(bare), word
        elif mark == "d" and ask == "samples":
            yield from _days(said)
        elif mark == "d":
            yield "deposit_percent", said
        elif mark == "moq":
            yield "moq", said
        elif mark == "m":
            yield from (("methods", method) for method in said.split(","))
        else:
            yield _MARKS[mark], said


def _is_figure(said: str) -> bool:
    return said[:1].isdigit()


def said_values(reading: LetterReading) -> tuple[set[Item], set[Item]]:
    """The values of the clear answers of a reading: figures, and words."""
    figures: set[Item] = set()
    words: set[Item] = set()
    for ask, answer in reading.answers.items():
        for field, value in answer.values.items() if answer.is_clear else ():
            for said in value.split(",") if field in ("codes", "methods", "tiers") else (value,):
                if said:
                    (figures if _is_figure(said) else words).add((ask, field, said))
    return figures, words


def is_same(first: str, second: str) -> bool:
    """Whether two values are the same: numbers by value, sizes and weights within their rounding."""
    if first == second:
        return True
    mine, yours = _measure(first), _measure(second)
    return (
        bool(mine)
        and len(mine) == len(yours)
        and all(abs(a - b) <= b * _NEAR for a, b in zip(mine, yours, strict=True))
    )


def _measure(words: str) -> tuple[Decimal, ...]:
    times = _INCH_CM if words.endswith("in") else _LB_KG if words.endswith("lb") else Decimal(1)
    try:
        return tuple(
            sorted(
                Decimal(part) * times
                for part in words.removesuffix("in").removesuffix("lb").replace(":", "x").split("x")
            )
        )
    except InvalidOperation:
        return ()


def _close(field: str) -> bool:
    return field in ("size_cm", "gross_kg", "net_kg", "size", "weight")


def matched(said: Iterable[Item], there: Iterable[Item]) -> tuple[list[Item], list[Item], list[Item]]:
    """Hits, false alarms and misses of two sets of values."""
    left, hits, alarms = list(there), [], []
    for item in sorted(said):
        same = next((o for o in left if o[:1] == item[:1] and _is_same_item(item, o)), None)
        if same is None:
            alarms.append(item)
        else:
            left.remove(same)
            hits.append(item)
    return hits, alarms, left


def _is_same_item(one: Item, other: Item) -> bool:
    if one[0] in ("size", "weight"):  # claims: topic, key, verdict
        return one[2] == other[2] and is_same(one[1], other[1])
    if one[1] != other[1]:
        return False
    if _close(one[1]):
        return is_same(one[2], other[2])
    if _is_figure(one[2]) and _is_figure(other[2]) and _measure(one[2]) and _measure(other[2]):
        return _measure(one[2]) == _measure(other[2])
    return one[2].lower() == other[2].lower()


Table = dict[str, Count]


def tally(table: Table, name: str, result: tuple[list[Item], list[Item], list[Item]]) -> None:
    """Add a result to the count of a label."""
    count = table.setdefault(name, Count())
    count.hits += len(result[0])
    count.alarms += len(result[1])
    count.misses += len(result[2])


def score(chosen: Iterable[Reply]) -> tuple[Table, list[str]]:
    """Counts of every label over some replies, and a line for each error."""
    table: Table = {}
    errors: list[str] = []
    for reply in chosen:
        reading = read(reply)
        group = "English" if reply.language == "en" else "others"
        for name, said, there in _labels(reply, reading):
            result = matched(said, there)
            tally(table, f"{group}: {name}", result)
            errors += [f"{reply.id} {name} + {' '.join(item)}" for item in result[1]]
            errors += [f"{reply.id} {name} - {' '.join(item)}" for item in result[2]]
            if name in ("asks", "claims", "flags"):
                for key in sorted({item[0] for item in (*said, *there)}):
                    part = matched([i for i in said if i[0] == key], [i for i in there if i[0] == key])
                    tally(table, f"{group}: {name}: {key}", part)
    return table, errors


def _labels(reply: Reply, reading: LetterReading) -> Iterator[tuple[str, set[Item], set[Item]]]:
    said_figures, said_words = said_values(reading)
    figures, words = labelled(reply)
    yield "asks", {(ask, "", "") for ask in reading.found}, {(ask, "", "") for ask in reply.answers}
    yield "numbers", said_figures, figures
    yield "words", said_words, words
    yield "unclear", {(ask, "", "") for ask in reading.unclear}, {(ask, "", "") for ask in reply.unclear}
    yield "claims", {(c.topic, c.key, c.verdict) for c in reading.claims}, set(reply.claims)
    yield "flags", {(flag, "", "") for flag in reading.flags}, {(flag, "", "") for flag in reply.flags}
    yield "language", {("language", "", reading.language)}, {("language", "", reply.language)}
    yield "register", {("register", "", reading.register)}, {("register", "", reply.register)}
    yield "tone", {("tone", "", reading.tone)}, {("tone", "", reply.tone)}


def printed(table: Mapping[str, Count]) -> Iterator[str]:
    """The counts as a table in Markdown."""
    yield "| label | precision | recall | found | false alarms | missed |"
    yield "|---|---|---|---|---|---|"
    for name, count in sorted(table.items()):
        shown = [f"{value:.2f}" if value is not None else "" for value in (count.precision, count.recall)]
        yield f"| {name} | {' | '.join(shown)} | {count.hits} | {count.alarms} | {count.misses} |"


def main(arguments: list[str]) -> int:
    """Print the score of one half, or of both."""
    parser = argparse.ArgumentParser(
        "python -m tools.reading", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--half", choices=HALVES, help="one half only (default: both, one table each)")
    parser.add_argument("--misses", action="store_true", help="name every error of the development half")
    asked = parser.parse_args(arguments)
    for half in (asked.half,) if asked.half else HALVES:
        chosen = [reply for reply in replies() if reply.half == half]
        table, errors = score(chosen)
        english = sum(reply.language == "en" for reply in chosen)
        print(f"\n{half} half: {len(chosen)} replies, {english} in English\n")
        print("\n".join(printed(table)))
        if asked.misses and half == "development":
            print("\n".join(("", *errors)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
