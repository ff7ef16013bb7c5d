"""The verbs of a complaint: the buyer lodges it, the team answers with a remedy, the buyer decides."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Letter, Rate, Usd, UsdOrNothing, Whole, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, action
from app.models.buyer import Buyer
from app.models.complaint import Complaint
from app.models.inquiry import Inquiry, Message
from app.models.order import Order
from app.trade.books import ledger_entries as books
from app.trade.letters.letter_text import normalised
from app.trade.letters.letter_tone import tone_of
from app.trade.lifecycles import COMPLAINT
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

_REVIEW_AFTER = timedelta(hours=20)


class Lodge(Given):
    """What is wrong, by the facts, and what the buyer asks for; the loss itself stays hidden."""

    stable_name: str
    reasons: list[dict[str, Any]]
    faulty_pieces: Whole = 0
    wanted_usd: Usd
    loss: dict[str, Any] = Field(json_schema_extra={"mark": "hidden"})
    body: Letter = words()
    answer_due_at: datetime


@action("complaint.lodge", Order, Lodge, allow=party("buyer"))
def lodge(act: Act, order: Order, given: Lodge) -> Facts:
    """Complain about delivered goods, with the reasons.

    Raises: NotOpenNow("complaint.not_delivered"), RuleBroken("complaint.lodged_already").
    """
    if order.state not in ("delivered", "perished", "completed"):
        raise NotOpenNow("complaint.not_delivered", state=order.state)
    if act.rows(Complaint, order_id=order.id):
        raise RuleBroken("complaint.lodged_already")
    complaint = act.add(
        Complaint(
            team_id=order.team_id, order_id=order.id, buyer_id=order.buyer_id,
            stable_name=given.stable_name, reasons=given.reasons, faulty_pieces=given.faulty_pieces,
            wanted_usd=given.wanted_usd, loss=given.loss, lodged_at=act.now,
        )
    )  # fmt: skip
    act.made_id = complaint.id
    _say(act, complaint, "buyer", given.body)
    _wait(act, complaint, given.answer_due_at)
    return {"reasons": [each["code"] for each in given.reasons], "wanted_usd": given.wanted_usd}


def _say(act: Act, complaint: Complaint, side: str, body: str) -> None:
    inquiry = act.find(Inquiry, act.find(Order, complaint.order_id).inquiry_id)
    act.add(
        Message(
            team_id=complaint.team_id, inquiry_id=inquiry.id, side=side, person_id=act.actor.person_id,
            body=body, sent_at=act.now,
        )
    )  # fmt: skip


def _wait(act: Act, complaint: Complaint, due_at: datetime) -> None:
    complaint.answer_due_at = due_at
    name = f"{complaint.stable_name}:due:{complaint.round_number}"
    act.later(due_at, "complaint.overdue", complaint.id, {"stable_name": name})


class AnswerIt(Given):
    """A remedy with words. For a replacement, `queries/deals/complaint.py` reckoned what it costs."""

    kind: Literal["credit", "replacement", "none"]
    amount_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    goods_rmb: Annotated[Decimal, Field(ge=0)] = Decimal(0)
    freight_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    body: Letter = words()


@action("complaint.answer", Complaint, AnswerIt, allow=shop_duty("sales"))
def answer(act: Act, complaint: Complaint, given: AnswerIt) -> Facts:
    """Answer a complaint: a credit note, a replacement, or nothing but words.

    Raises: NotOpenNow("complaint.not_open"), RuleBroken("complaint.credit_out_of_range"),
        RuleBroken("complaint.nothing_to_replace").
    """
    complaint.state = COMPLAINT.after(complaint.state, "answer")
    order, buyer = act.find(Order, complaint.order_id), act.find(Buyer, complaint.buyer_id)
    if given.kind == "credit" and not 0 < given.amount_usd <= order.total_usd:
        raise RuleBroken("complaint.credit_out_of_range", "amount_usd", most=order.total_usd)
    if given.kind == "replacement" and (not complaint.faulty_pieces or given.freight_usd <= 0):
        raise RuleBroken("complaint.nothing_to_replace", "kind")
    due_at, complaint.answer_due_at = complaint.answer_due_at, None
    tone = tone_of(normalised(given.body).lower())
    complaint.remedy = given.model_dump(exclude={"body"}) | {"tone": tone}
    _say(act, complaint, "team", given.body)
    act.never("complaint.overdue", complaint.id)
    name = f"{complaint.stable_name}:answer:{complaint.round_number}"
    act.later(buyer.answers_at(act.now), "complaint.weigh", complaint.id, {"stable_name": name})
    return {
        "kind": given.kind, "amount_usd": given.amount_usd, "wanted_usd": complaint.wanted_usd,
        "wanted_share": (given.amount_usd / complaint.wanted_usd).quantize(Decimal("0.0001")),
        "tone": tone, "round_number": complaint.round_number,
        "is_in_time": due_at is None or act.now <= due_at,
    }  # fmt: skip


class Settle(Given):
    """The buyer's last word, and how far the remedy made the loss good."""

    body: Letter = words()
    made_good: Rate
    outcome: dict[str, Any]


class Leave(Settle):
    """decides_at: when the marketplace decides, if the buyer turns to it."""

    decides_at: datetime | None = None


@action("complaint.accept", Complaint, Settle, allow=party("buyer"))
def accept(act: Act, complaint: Complaint, given: Settle) -> Facts:
    """Accept the remedy: the credit is paid, or the replacement sent.

    Raises: NotOpenNow("complaint.not_open").
    """
    complaint.state = COMPLAINT.after(complaint.state, "accept")
    remedy, order = complaint.remedy, act.find(Order, complaint.order_id)
    if remedy["kind"] == "credit":
        amount = Money(Decimal(str(remedy["amount_usd"])), "USD")
        act.post(complaint.team_id, books.sale_refunded(amount), order_id=order.id)
    elif remedy["kind"] == "replacement":
        freight = Money(Decimal(str(remedy["freight_usd"])), "USD")
        goods = Money(Decimal(str(remedy["goods_rmb"])), "CNY")
        act.post(complaint.team_id, books.charge_paid("freight", freight), order_id=order.id)
        act.post(complaint.team_id, books.replacement_bought(goods), order_id=order.id)
    return _over(act, complaint, given)


def _over(act: Act, complaint: Complaint, given: Settle) -> dict[str, Any]:
    complaint.made_good, complaint.outcome = given.made_good, given.outcome
    complaint.closed_at, complaint.answer_due_at = act.now, None
    _say(act, complaint, "buyer", given.body)
    act.never("complaint.overdue", complaint.id)
    name = f"{complaint.stable_name}:review"
    act.later(act.now + _REVIEW_AFTER, "order.review", complaint.order_id, {"stable_name": name})
    return {"made_good": given.made_good, "rounds": complaint.round_number}


class Insist(Given):
    """Why the remedy is not enough, until when a better one is awaited."""

    body: Letter = words()
    answer_due_at: datetime


@action("complaint.insist", Complaint, Insist, allow=party("buyer"))
def insist(act: Act, complaint: Complaint, given: Insist) -> Facts:
    """Ask once more for a better remedy.

    Raises: NotOpenNow("complaint.not_open").
    """
    complaint.state = COMPLAINT.after(complaint.state, "insist")
    complaint.round_number += 1
    _say(act, complaint, "buyer", given.body)
    _wait(act, complaint, given.answer_due_at)
    return {"round_number": complaint.round_number}


@action("complaint.leave", Complaint, Leave, allow=party("buyer"))
def leave(act: Act, complaint: Complaint, given: Leave) -> Facts:
    """Leave with the loss, and remember it; perhaps turn to the marketplace.

    Raises: NotOpenNow("complaint.not_open").
    """
    complaint.state = COMPLAINT.after(complaint.state, "leave")
    facts = _over(act, complaint, given)
    if given.decides_at is not None:
        complaint.outcome = {**given.outcome, "decides_at": given.decides_at}
        name = f"{complaint.stable_name}:market"
        act.later(given.decides_at, "complaint.decide", complaint.id, {"stable_name": name})
    return facts | {"is_taken_to_market": given.decides_at is not None}


class Award(Given):
    """What the marketplace takes from the seller's account, and how it came to it."""

    amount_usd: Usd
    workings: list[Any] = Field(default_factory=list)


@action("complaint.award", Complaint, Award, allow=party("market"))
def award(act: Act, complaint: Complaint, given: Award) -> Facts:
    """The marketplace decides for the buyer: its covered loss is paid back out of the team's account.

    Raises: NotOpenNow("complaint.not_open").
    """
    complaint.state = COMPLAINT.after(complaint.state, "award")
    complaint.outcome = {
        **complaint.outcome, "awarded_usd": given.amount_usd, "award_workings": given.workings,
    }  # fmt: skip
    amount = Money(given.amount_usd, "USD")
    act.post(complaint.team_id, books.sale_refunded(amount), order_id=complaint.order_id)
    return {"amount_usd": given.amount_usd, "wanted_usd": complaint.wanted_usd}
