"""Short ways to write observations for tests of the grader."""

from typing import Any

from app.grading.facts import Observation

GOOD_REPLY = {"is_in_time": True, "asks_open": [], "unsupported_claims": []}
LATE_REPLY = {**GOOD_REPLY, "is_in_time": False}
GOOD_PRICE = {
    "named_place_errors": 0,
    "margin_rate": "0.12",
    "regret_usd": "10.00",
    "best_expected_usd": "200.00",
}
PLACES = (("DE", "mug"), ("US", "mug"), ("DE", "lamp"), ("FR", "mat"), ("JP", "mug"))


def seen(number: int, action: str, facts: dict[str, Any] | None = None, **changes: Any) -> Observation:
    """A deed of the student Li in deal `deal`; the market and product go round with the deal's number."""
    deal = int(changes.pop("deal", number))
    market, product = changes.pop("place", PLACES[deal % len(PLACES)])
    fields: dict[str, Any] = {
        "outcome": "done",
        "facts": facts or {},
        "at": "2026-09-01T00:00:00Z",
        "actor_kind": "person",
        "actor": "li",
        "team": "t",
        "subject": f"{action.partition('.')[0]}-{deal}",
        "deal": f"deal-{deal}",
        "market": market,
        "product": product,
    }
    return Observation(number=number, action=action, **(fields | changes))


def replies(count: int, facts: dict[str, Any] = GOOD_REPLY, *, first: int = 0) -> list[Observation]:
    """As many replies, each in a deal of its own."""
    return [seen(first + n, "inquiry.reply", facts, deal=n) for n in range(count)]


def yes(number: int, deal: int) -> Observation:
    """The buyer of a deal accepts its quotation."""
    return seen(number, "quotation.accept", deal=deal, actor_kind="party", actor="buyer")
