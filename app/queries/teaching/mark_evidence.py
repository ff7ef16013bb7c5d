"""The evidence behind a level, in words: each deed, the checks that it met or not, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.grading.mark_sheet import Link
from app.grading.rubric import AGAINST, Judged
from app.queries.teaching.deed_words import title_of
from app.queries.words.fact_words import FORESIGHT
from app.queries.words.value_words import label, said

_MOST = 8  # deeds of one link on the page; the timeline holds them all


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One check: its words, the fact's value, and whether it holds (None: the record lacks the fact)."""

    words: str
    value: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class DeedShown:
    """One deed: its level (-1 counter-evidence, 0 mended later), why, and the record of what came of it.

    `foresight`: expected value and regret as they could be seen then, beside the realised result.
    """

    number: int
    title: str
    at: datetime
    level: int
    refusal: str
    reasons: tuple[ReasonShown, ...]
    foresight: tuple[ReasonShown, ...]
    proved_by: int | None


@dataclass(frozen=True, slots=True)
class LinkShown:
    """One link of a cell's chain. `more`: deeds that are not listed."""

    family: str
    level: int
    deeds: int
    against: int
    places: int
    listed: tuple[DeedShown, ...]
    more: int


def links_shown(links: Sequence[Link]) -> tuple[LinkShown, ...]:
    """The links with their deeds, the newest first, counter-evidence before the rest."""
    return tuple(_link(link) for link in links)


def _link(link: Link) -> LinkShown:
    ordered = sorted(link.evidence, key=lambda one: (one.level != AGAINST, -one.observation.number))
    listed = tuple(_deed(one) for one in ordered[:_MOST])
    more = len(ordered) - len(listed)
    return LinkShown(link.family, link.level, link.deeds, link.against, link.places, listed, more)


def _deed(judged: Judged) -> DeedShown:
    seen = judged.observation
    return DeedShown(
        number=seen.number,
        title=title_of(seen.action),
        at=datetime.fromisoformat(seen.at.replace("Z", "+00:00")),
        level=judged.level,
        refusal=seen.refusal,
        reasons=tuple(
            ReasonShown(reason.check.words, said(reason.check.fact, reason.value, {}), reason.holds)
            for reason in judged.reasons
        ),
        foresight=tuple(
            ReasonShown(label(name), said(name, seen.facts[name], {}), None)
            for name in sorted(FORESIGHT & seen.facts.keys())
        ),
        proved_by=judged.proved_by,
    )
