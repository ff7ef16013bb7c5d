"""The verbs of a partnership: a team applies to sell an enterprise's products; accepted, declined, ended."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Letter, Note, words
from app.actions.policies import has_duty, party, shop_duty, staff, teaches
from app.actions.registry import Facts, Given, action
from app.core.parameters import parameters
from app.models.enterprise import Enterprise
from app.models.partnership import Partnership
from app.models.product import Product
from app.models.team import Team
from app.trade.lifecycles import PARTNERSHIP
from app.trade.refusal import RuleBroken

_SECONDS_OF_AN_HOUR = 3600


class Apply(Given):
    """The application: why this team, for which markets, with which products."""

    pitch: Letter = words()


class Accept(Given):
    """The enterprise's yes, with words if it likes."""

    answer: Note = words(default="")


class Reason(Given):
    """What the house rule found lacking: a code and the figures of its sentence."""

    code: str = Field(max_length=60)
    figures: dict[str, int] = {}


class Decline(Given):
    """The enterprise's no. A person writes why; the house rule gives its reasons."""

    answer: Note = words(default="")
    reasons: list[Reason] = []


class End(Given):
    """Why the partnership ends."""

    answer: Letter = words()


@action("partnership.apply", Enterprise, Apply, allow=has_duty("product"))
def apply(act: Act, enterprise: Enterprise, given: Apply) -> Facts:
    """Apply to sell an enterprise's products.

    Raises: RuleBroken("partnership.waiting" | "partnership.is_partner" | "partnership.nothing_offered").
    """
    team = act.find(Team, act.actor.team_id)
    earlier = act.rows(Partnership, team_id=team.id, enterprise_id=enterprise.id)
    if any(each.state == "applied" for each in earlier):
        raise RuleBroken("partnership.waiting")
    if any(each.state == "accepted" for each in earlier):
        raise RuleBroken("partnership.is_partner")
    offered = act.rows(Product, enterprise_id=enterprise.id, is_offered=True)
    if not offered:
        raise RuleBroken("partnership.nothing_offered")
    stable_name = f"{enterprise.slug}:{team.name_key}:{len(earlier) + 1}"[:200]
    partnership = act.add(
        Partnership(
            team_id=team.id,
            enterprise_id=enterprise.id,
            pitch=given.pitch,
            applied_at=act.now,
            stable_name=stable_name,
        )
    )
    hours = parameters("partnership")["answer"]["hours"]
    told = {"stable_name": stable_name}
    act.later(act.now + timedelta(hours=hours), "partnership.decide", partnership.id, told)
    return {
        "pitch_characters": len(given.pitch),
        "products_named": _named(given.pitch, offered),
        "has_company": bool(team.company_name),
        "attempt": len(earlier) + 1,
    }


@action("partnership.accept", Partnership, Accept, allow=staff() | party("supplier"))
def accept(act: Act, partnership: Partnership, given: Accept) -> Facts:
    """Take the team on: it may sell the enterprise's products.

    Raises: NotOpenNow("partnership.not_open").
    """
    partnership.state = PARTNERSHIP.after(partnership.state, "accept")
    return _answered(act, partnership, given.answer)


@action("partnership.decline", Partnership, Decline, allow=staff() | party("supplier"))
def decline(act: Act, partnership: Partnership, given: Decline) -> Facts:
    """Turn the application down, with a reason.

    Raises: NotOpenNow("partnership.not_open"), RuleBroken("partnership.reason_needed").
    """
    partnership.state = PARTNERSHIP.after(partnership.state, "decline")
    by_rule = act.actor.kind == "party"
    if not by_rule and not given.answer.strip():
        raise RuleBroken("partnership.reason_needed", "answer")
    partnership.reasons = [reason.model_dump() for reason in given.reasons] if by_rule else []
    facts = _answered(act, partnership, given.answer)
    return facts | {"reasons": [reason["code"] for reason in partnership.reasons]}


@action("partnership.end", Partnership, End, allow=staff() | shop_duty("product") | teaches())
def end(act: Act, partnership: Partnership, given: End) -> Facts:
    """End a partnership: what is ordered stays ordered, nothing new may be listed.

    Raises: NotOpenNow("partnership.not_open").
    """
    partnership.state = PARTNERSHIP.after(partnership.state, "end")
    partnership.answer, partnership.ended_at = given.answer, act.now
    asked = act.actor.team_id is not None
    return {"by_team": asked, "days": (act.now - (partnership.answered_at or act.now)).days}


def _answered(act: Act, partnership: Partnership, answer: str) -> dict[str, Any]:
    partnership.answer, partnership.answered_at = answer, act.now
    partnership.decided_by_rule = act.actor.kind == "party"
    if not partnership.decided_by_rule:
        act.never("partnership.decide", partnership.id)
    waited = act.now - partnership.applied_at
    return {
        "decided_by_rule": partnership.decided_by_rule,
        "answer_hours": int(waited.total_seconds()) // _SECONDS_OF_AN_HOUR,
        "pitch_characters": len(partnership.pitch),
    }


def _named(pitch: str, offered: Iterable[Product]) -> int:
    """How many of the offered products the application names by SKU or by name."""
    said = unicodedata.normalize("NFKC", pitch).casefold()
    names = [(product.sku, product.name_en, product.name_zh) for product in offered]
    return sum(
        any(name and unicodedata.normalize("NFKC", name).casefold() in said for name in each)
        for each in names
    )
