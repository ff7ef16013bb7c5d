"""When a buyer complains of a delivery, and how they answer the remedy that is offered."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.market.complaint import RemedyOffered, award, buyers_loss, complaint_answer
from app.trade.working_time import answer_due
from app.trade.workings import Workings
from app.world.agent import agent
from app.world.deal_letters import letter_facts
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import complaint_letter, situation
from app.world.parameters import parameters
from app.world.views.complaint import ComplaintView, DeliveryView, complaint_view, delivery_view
from app.world.views.inquiry import Talk

_CENT = Decimal("0.01")


@agent("complaint.consider", view=delivery_view)
def consider(view: DeliveryView, dice: Dice) -> list[Intent]:
    """Complain when the loss is worth a letter; the reasons are the facts of the deal, nothing else."""
    if not view.is_delivered or view.is_complained:
        return []
    loss, _ = buyers_loss(view.goods)
    whole, rules = sum(loss.values(), Decimal(0)), parameters("complaint")["lodge"]
    least = max(Decimal(rules["least_usd"]), view.goods.total * Decimal(rules["least_share"]))
    if whole < least:
        return []
    figures = _figures(view)
    asked = dice.under("asks").between(*map(Decimal, rules["asks"]))
    wanted = (whole * asked).quantize(_CENT)
    facts = letter_facts(view.talk) | {"number": view.number, "wanted": wanted}
    reasons = [{"code": code, "figures": figures[code]} for code in loss]
    given = {
        "stable_name": view.stable_name + ":complaint",
        "reasons": reasons,
        "faulty_pieces": max((figures[code].get("pieces", 0) for code in loss), default=0),
        "wanted_usd": wanted,
        "loss": loss,
        "body": complaint_letter(reasons, view.talk.buyer.register, facts, dice.under("letter")),
        "answer_due_at": _until(view.talk),
    }
    return [Intent("buyer", "complaint.lodge", view.order_id, given)]


def _until(talk: Talk) -> Any:
    return answer_due(talk.buyer.office, talk.at, parameters("complaint")["lodge"]["answer_hours"])


def _figures(view: DeliveryView) -> dict[str, dict[str, Any]]:
    """The facts of each reason, as the letter and the page name them."""
    faulty = int((view.goods.defect_rate * view.quantity).to_integral_value())
    return {
        "defects": {
            "pieces": faulty, "quantity": view.quantity,
            "percent": f"{view.goods.defect_rate * 100:.1f}",
            "allowed_percent": f"{view.goods.agreed_defect_rate * 100:.1f}",
        },
        "lost": {"pieces": faulty, "quantity": view.quantity},
        "late": {"days": view.days_late},
        "documents": {"faults": view.goods.document_faults},
        "claims": {"claims": ", ".join(view.untrue[:3])},
    }  # fmt: skip


@agent("complaint.weigh", view=complaint_view)
def weigh(view: ComplaintView, dice: Dice) -> list[Intent]:
    """Accept, insist or leave, as the loss and the worth of the remedy say."""
    if view.state != "answered":
        return []
    offered = RemedyOffered(
        view.remedy["kind"], Decimal(str(view.remedy["amount_usd"])), view.remedy["tone"]
    )  # fmt: skip
    found = complaint_answer(view.loss, offered, view.round_number)
    facts = letter_facts(view.talk) | {"wanted": view.wanted_usd.quantize(_CENT)}
    body = situation("complaint", found.verdict, view.talk.buyer.register, facts, dice)
    if found.verdict == "insist":
        given = {"body": body, "answer_due_at": _until(view.talk)}
        return [Intent("buyer", "complaint.insist", view.complaint_id, given)]
    shown = {"loss": view.loss, "worth": found.worth, "workings": found.workings.as_list()}
    if found.verdict == "leave":
        return [_left(view, body, shown, dice)]
    given = {"body": body, "made_good": found.made_good, "outcome": shown}
    return [Intent("buyer", "complaint.accept", view.complaint_id, given)]


def _left(view: ComplaintView, body: str, shown: dict[str, Any], dice: Dice) -> Intent:
    """The buyer leaves with its loss; most take it to the marketplace, where its cover reaches."""
    rules = parameters("complaint")["market"]
    given: dict[str, Any] = {"body": body, "made_good": Decimal(0), "outcome": shown}
    if _award(view, view.on)[0] > 0 and dice.under("market").chance(Decimal(rules["persists"])):
        given["decides_at"] = view.talk.at + timedelta(days=int(rules["decides_days"]))
    return Intent("buyer", "complaint.leave", view.complaint_id, given)


@agent("complaint.overdue", view=complaint_view)
def overdue(view: ComplaintView, dice: Dice) -> list[Intent]:
    """Leave when nobody answered in time."""
    if view.state != "lodged" or not view.is_due:
        return []
    facts = letter_facts(view.talk) | {"wanted": view.wanted_usd.quantize(_CENT)}
    body = situation("complaint", "silence", view.talk.buyer.register, facts, dice)
    return [_left(view, body, {"loss": view.loss, "worth": "0"}, dice)]


def _award(view: ComplaintView, opened_on: date) -> tuple[Decimal, Workings]:
    survey = Decimal(parameters("complaint")["market"]["survey_usd"])
    return award(view.loss, view.received_on, opened_on, survey)


@agent("complaint.decide", view=complaint_view)
def decide(view: ComplaintView, dice: Dice) -> list[Intent]:
    """The marketplace decides by the facts: what they bear out was not settled, so the buyer wins."""
    if view.state != "unsettled":
        return []
    left_on = view.on - timedelta(days=int(parameters("complaint")["market"]["decides_days"]))
    owed, workings = _award(view, left_on)
    if owed <= 0:
        return []
    given = {"amount_usd": owed, "workings": workings.as_list()}
    return [Intent("market", "complaint.award", view.complaint_id, given)]
