"""What the grader sees of one record: plain facts and where they belong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Where the content of a deed came from, if not from the student's own head and hands.
AIDED = frozenset({"pasted", "template", "bulk", "assisted"})


@dataclass(frozen=True, slots=True)
class Observation:
    """One record as evidence. `deal` names the inquiry or the parcel that it belongs to, "" if none."""

    number: int
    action: str
    outcome: str  # done or refused
    facts: Mapping[str, Any]
    at: str
    actor_kind: str
    actor: str
    team: str
    subject: str
    deal: str = ""
    market: str = ""
    product: str = ""
    refusal: str = ""

    @property
    def is_own(self) -> bool:
        """Whether a person did it. What a rule-based player does, for a whole team or in one member's place,
        is nobody's evidence.
        """
        return self.actor_kind == "person"

    @property
    def is_simulated(self) -> bool:
        """Whether the player that runs a whole team did it: shown beside the class, never among its marks."""
        return self.actor_kind == "player" and self.actor.count(":") == 1

    @property
    def is_aided(self) -> bool:
        """Whether its words were not the student's own: no fault, but no sign of transfer either."""
        return str(self.facts.get("origin", "typed")) in AIDED

    @property
    def place(self) -> tuple[str, str]:
        """Market and product: a level needs more than one."""
        return self.market, self.product


def observation(
    body: Mapping[str, Any], *, deal: str = "", market: str = "", product: str = ""
) -> Observation:
    """The observation in a record's body; deal, market and product as the deal says, else as the facts do."""
    facts = body.get("facts") or {}
    return Observation(
        number=body["number"],
        action=body["action"],
        outcome=body["outcome"],
        facts=facts,
        at=body["at"],
        actor_kind=body["actor"]["kind"],
        actor=body["actor"]["name"],
        team=(body.get("team") or {}).get("id", ""),
        subject=body["subject"]["id"],
        deal=deal,
        market=market or str(facts.get("market") or ""),
        product=product or str(facts.get("product") or facts.get("sku") or ""),
        refusal=(body.get("refusal") or {}).get("code", ""),
    )
