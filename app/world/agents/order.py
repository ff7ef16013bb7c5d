"""How a buyer answers a proforma invoice, and what they say when the deal is over."""

from typing import Any

from app.trade.market.satisfaction import Experience, Reason, stars
from app.trade.papers.contract_check import differences
from app.world.agent import agent
from app.world.deal_letters import closing_of, letter_facts, reply_share_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import change, framed, letter, phrase, review, voice_in
from app.world.views.order import DealView, ProformaView, deal_view, proforma_view


@agent("order.consider", view=proforma_view)
def consider(view: ProformaView, dice: Dice) -> list[Intent]:
    """Confirm what was agreed; send back what departs from it, point by point."""
    if view.state != "issued":
        return []
    found = differences(view.terms, view.agreed)
    if not found:
        return [Intent("buyer", "order.confirm", view.order_id)]
    facts = letter_facts(view.talk)
    points = [change(finding.code, {**finding.figures, "voice": facts["voice"]}) for finding in found]
    changes = [
        {"code": finding.code, "field": finding.places[0], "figures": finding.figures} for finding in found
    ]
    body = letter("changes", view.talk.buyer.register, facts, dice, points)
    return [Intent("buyer", "order.ask_changes", view.order_id, {"body": body, "changes": changes})]


_SEEN = ("promise", "quality")  # of goods that never came
_CONTENT = 4  # stars from which a buyer says thanks and hopes to come back
_NOTED = ("rivals", "decided", "landed", "utility", "wanted_utility")


def _stood(view: DealView, given_stars: int) -> dict[str, Any]:
    """What the buyer will remember of the deal."""
    return {
        "stars": given_stars, "days_late": view.days_late, "excused_days": view.excused_days,
        "defect_rate": view.defect_rate,
        "contradicted": list(view.talk.untrue), "standing": view.standing,
    }  # fmt: skip


def _is_unsaid(view: DealView, reason: Reason) -> bool:
    """What would be untrue: how goods are that never came, and that all was in time where it was not."""
    if view.is_lost and reason.code in _SEEN:
        return True
    return reason.code == "promise" and reason.has_pleased and view.excused_days > 0


def _farewell(view: DealView, given_stars: int, facts: dict[str, Any], dice: Dice) -> str:
    """The last letter: what was hidden; and thanks, from who is content. Lost goods are not spoken of as
    there.
    """
    register = view.talk.buyer.register
    won = phrase("won_lost" if view.is_lost else "won", register, facts, dice)
    parts = [won]
    if given_stars >= _CONTENT:
        parts.append(phrase("farewell", register, facts, dice.under("farewell")))
    return framed(parts, voice_in(facts, register), facts, dice)


@agent("order.review", view=deal_view)
def judge(view: DealView, dice: Dice) -> list[Intent]:
    """Review the deal by its facts, then show what was hidden."""
    if view.state not in ("delivered", "perished", "completed") or view.is_complaint_open:
        return []  # the review follows the complaint
    left = 1 - view.made_good  # what was made good counts no more
    experience = Experience(
        int((view.days_late - view.excused_days) * left), view.defect_rate * left, reply_share_of(view.talk),
        int(view.document_faults * left), view.is_unsettled,
    )  # fmt: skip
    given_stars, reasons, _ = stars(experience)
    facts = letter_facts(view.talk) | {"days_late": view.days_late}
    intents = []
    if not view.is_reviewed:
        told = [each for each in reasons if not _is_unsaid(view, each)]
        words = review([(each.code, each.has_pleased) for each in told], facts, dice.under("review"))
        listed = [{"code": each.code, "score": each.score, "weight": each.weight} for each in reasons]
        given = {"stars": given_stars, "body": words, "reasons": listed}
        intents.append(Intent("buyer", "review.write", view.order_id, given))
    if not view.is_closed:
        body = _farewell(view, given_stars, facts, dice.under("closing"))
        noted = {name: view.talk.noted[name] for name in _NOTED if name in view.talk.noted}
        closing = closing_of(view.talk, reason="won", stood=_stood(view, given_stars), **noted)
        given = {"body": body, "closing": closing, "reason": "won"}
        intents.append(Intent("buyer", "inquiry.close", view.talk.inquiry_id, given))
    return intents
