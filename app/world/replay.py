"""A talk played again from one of its turns: the buyer answers another offer as it would have answered then.

Practice: nothing is read and nothing is kept here. What a turn keeps of its moment: app/world/bargaining.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.models.quotation import Quotation
from app.trade.market.negotiation import Answer
from app.trade.market.negotiation_issues import Proposal, utility
from app.world.agents.quotation import reply_to
from app.world.bargaining import proposal_of, stance_of, turn_of
from app.world.dice import Dice
from app.world.views.inquiry import Talk
from app.world.views.quotation import QuotationView, view_of

_VERDICTS = {"quotation.accept": "accept", "quotation.counter": "counter", "quotation.reject": "reject"}
AGAIN = "again"  # the quantity is for another need: the buyer asks for a quotation of its own


@dataclass(frozen=True, slots=True)
class Stood:
    """A talk as it stood when the buyer looked at an offer. held: offers of others that it held, on this
    one's scale; papers_held: of those that market and goods ask for, papers_wanting: the others by name;
    is_taken: it took another's offer then.
    """

    talk: Talk
    held: tuple[Proposal, ...] = ()
    papers_held: tuple[int, int] = (0, 0)
    papers_wanting: tuple[str, ...] = ()
    carton_pieces: int = 1
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Replied:
    """The buyer's answer. verdict: accept, counter, reject or again; asks: ways in which it would agree;
    turn: what it keeps of the offer, empty where it did not weigh it.
    """

    verdict: str
    reason: str
    body: str
    asks: tuple[dict[str, Any], ...]
    turn: dict[str, Any]
    found: Answer | None

    @property
    def is_over(self) -> bool:
        """Whether the talk ends with it."""
        return self.verdict in ("accept", "reject")


def stood_at(talk: Talk, path: Sequence[Mapping[str, Any]], place: int) -> Stood:
    """The talk as it stood at a turn, from the whole talk and its path. Raises: KeyError for a turn that
    does not keep its moment.
    """
    seen = path[place]["seen"]
    still = tuple(seen["open_asks"])
    later = sum(turn["verdict"] == "counter" for turn in path[place:])
    told = "" if "samples" in still else talk.told_of_samples
    then = replace(
        talk, at=datetime.fromisoformat(seen["at"]), state="answered", open_asks=still,
        counters=max(talk.counters - later, place), noted={"turns": list(path[:place])},
        need={**talk.need, "annoyance": seen["annoyance"]}, awaits_sample=False, told_of_samples=told,
    )  # fmt: skip
    held = tuple(Proposal(**{name: Decimal(value) for name, value in each.items()}) for each in seen["held"])
    wanting = tuple(seen.get("papers_wanting", ()))
    return Stood(then, held, tuple(seen["papers_held"]), wanting, seen["carton_pieces"], seen["is_taken"])


def offered(stood: Stood, quotation: Quotation, more_papers: int = 0) -> QuotationView:
    """A quotation as it would have lain before the buyer. more_papers: as if the goods held so many more."""
    held, asked = stood.papers_held
    view = view_of(quotation, stood.talk, [], stood.carton_pieces)
    return replace(
        view, papers_held=(min(held + more_papers, asked), asked),
        papers_wanting=stood.papers_wanting[more_papers:],
    )  # fmt: skip


def replied(stood: Stood, view: QuotationView, dice: Dice) -> Replied:
    """The buyer's answer to an offer at that moment."""
    intent, found = reply_to(view, stood.held, dice, is_beaten=stood.is_taken and _is_beaten(stood, view))
    given = intent.given
    return Replied(
        verdict=_VERDICTS.get(intent.action, AGAIN),
        reason=str(given.get("reason", "")),
        body=given["body"],
        asks=tuple(given.get("asks", ())),
        turn=turn_of(view, found) if found else {},
        found=found,
    )


def _is_beaten(stood: Stood, view: QuotationView) -> bool:
    """Whether the offer that the buyer took then is still the better one: of two alike the cheaper."""
    stance, own = stance_of(stood.talk.need), proposal_of(view)
    ranked = [(utility(stance, each)[0], -each.landed) for each in stood.held]
    return max(ranked, default=(Decimal(-1), Decimal(0))) > (utility(stance, own)[0], -own.landed)


def gone_on(stood: Stood, answer: Replied, later: timedelta) -> Stood:
    """The talk after this answer, when the buyer looks at the next offer so much later."""
    talk = stood.talk
    turns = [*talk.noted.get("turns", ()), *([answer.turn] if answer.turn else [])]
    counters = talk.counters + (answer.verdict == "counter")
    return replace(
        stood, talk=replace(talk, at=talk.at + later, counters=counters, noted={"turns": turns}),
        is_taken=False,
    )  # fmt: skip
