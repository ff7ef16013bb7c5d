"""The verbs of a sample: the buyer asks and answers, the team names its terms and sends it."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import BuyersLetter, Count, Note, Rmb, Usd, UsdOrNothing, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, action
from app.actions.sample_talk import go_on, say
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.models.sample import Sample
from app.trade.books import ledger_entries as books
from app.trade.lifecycles import INQUIRY, SAMPLE
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

_HOUR = Decimal(3600)


class Ask(BuyersLetter):
    """How many pieces the buyer wants to see, and until when an answer is awaited; is_offered: by the
    quotation, free of charge, so that it only has to be sent.
    """

    stable_name: str
    pieces: Count
    answer_due_at: datetime
    is_offered: bool = False


@action("sample.ask", Inquiry, Ask, allow=party("buyer"))
def ask(act: Act, inquiry: Inquiry, given: Ask) -> Facts:
    """Ask for a sample before ordering.

    Raises: NotOpenNow("sample.talk_over"), RuleBroken("sample.asked_already").
    """
    _must_be_open(inquiry)
    product = act.find(Product, inquiry.product_id)
    if act.rows(Sample, inquiry_id=inquiry.id):
        raise RuleBroken("sample.asked_already")
    sample = act.add(
        Sample(
            team_id=inquiry.team_id, inquiry_id=inquiry.id, buyer_id=inquiry.buyer_id,
            product_id=product.id, stable_name=given.stable_name, pieces=given.pieces,
            asked_at=act.now, answer_due_at=given.answer_due_at,
        )
    )  # fmt: skip
    act.made_id = sample.id
    if given.is_offered:  # the quotation has named the terms: the goods and the way are the team's
        sample.state = SAMPLE.after(SAMPLE.after(sample.state, "offer"), "accept")
        sample.freight_by = "team"
    say(act, inquiry, "buyer", given.body)
    _wait(act, sample, given.answer_due_at)
    days = (act.now - inquiry.opened_at).days
    return {"pieces": given.pieces, "days_from_inquiry": days, "is_offered": given.is_offered}


def _must_be_open(inquiry: Inquiry) -> None:
    if not INQUIRY.open(inquiry.state):
        raise NotOpenNow("sample.talk_over", state=inquiry.state)


def _wait(act: Act, sample: Sample, due_at: datetime) -> None:
    sample.answer_due_at = due_at
    act.never("sample.overdue", sample.id)
    name = f"{sample.stable_name}:{sample.state}"
    act.later(due_at, "sample.overdue", sample.id, {"stable_name": name})


class Offer(Given):
    """On what terms: a price for the pieces (nought is free) and who pays the courier, whose price and days
    `queries/deals/sample.py` reckoned.
    """

    price_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    freight_by: Literal["team", "buyer"]
    freight_usd: Usd
    body: Note = words(default="")


@action("sample.offer", Sample, Offer, allow=shop_duty("sales"))
def offer(act: Act, sample: Sample, given: Offer) -> Facts:
    """Tell the buyer on what terms the sample goes out.

    Raises: NotOpenNow("sample.not_open"), NotOpenNow("sample.talk_over").
    """
    state = SAMPLE.after(sample.state, "offer")
    inquiry, buyer = act.find(Inquiry, sample.inquiry_id), act.find(Buyer, sample.buyer_id)
    _must_be_open(inquiry)
    due_at = sample.answer_due_at
    sample.state, sample.price_usd, sample.freight_by = state, given.price_usd, given.freight_by
    sample.freight_usd, sample.answer_due_at = given.freight_usd, None
    say(act, inquiry, "team", given.body)
    act.never("sample.overdue", sample.id)
    name = f"{sample.stable_name}:terms"
    act.later(buyer.answers_at(act.now), "sample.weigh", sample.id, {"stable_name": name})
    return {
        "price_usd": given.price_usd, "freight_by": given.freight_by, "owed_usd": sample.owed_usd,
        "answer_hours": _hours(sample, act.now), "is_in_time": due_at is None or act.now <= due_at,
    }  # fmt: skip


def _hours(sample: Sample, now: datetime) -> Decimal:
    seconds = Decimal(int((now - sample.asked_at).total_seconds()))
    return (seconds / _HOUR).quantize(Decimal("0.1"))


class Decline(Given):
    """Why no sample goes out, as a letter."""

    body: Note = words(default="")


@action("sample.decline", Sample, Decline, allow=shop_duty("sales"))
def decline(act: Act, sample: Sample, given: Decline) -> Facts:
    """Tell the buyer that no sample goes out; the talk about the order goes on.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state = SAMPLE.after(sample.state, "decline")
    say(act, act.find(Inquiry, sample.inquiry_id), "team", given.body)
    go_on(act, sample)
    return {"answer_hours": _hours(sample, act.now), "gives_reason": bool(given.body.strip())}


class Accept(BuyersLetter):
    """The buyer's word, until when the sample should be on its way."""

    answer_due_at: datetime


@action("sample.accept", Sample, Accept, allow=party("buyer"))
def accept(act: Act, sample: Sample, given: Accept) -> Facts:
    """Agree to the terms, and pay what they ask.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state = SAMPLE.after(sample.state, "accept")
    say(act, act.find(Inquiry, sample.inquiry_id), "buyer", given.body)
    if sample.owed_usd > 0:
        act.post(sample.team_id, books.sample_sold(Money(sample.owed_usd, "USD")))
    _wait(act, sample, given.answer_due_at)
    return {"owed_usd": sample.owed_usd}


class Refuse(BuyersLetter):
    """Why the terms do not suit."""

    need: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"mark": "hidden"})


@action("sample.refuse", Sample, Refuse, allow=party("buyer"))
def refuse(act: Act, sample: Sample, given: Refuse) -> Facts:
    """Turn the terms down; the talk about the order goes on, cooler.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state = SAMPLE.after(sample.state, "refuse")
    inquiry = act.find(Inquiry, sample.inquiry_id)
    inquiry.need = given.need or inquiry.need
    say(act, inquiry, "buyer", given.body)
    go_on(act, sample)
    return {"owed_usd": sample.owed_usd}


class Send(Given):
    """The courier's price for the parcel and what the enterprise takes for the pieces, as
    `queries/deals/sample.py` reckoned them.
    """

    freight_usd: Usd
    goods_rmb: Rmb
    least_days: int = Field(ge=0, le=90)
    most_days: int = Field(ge=0, le=90)


@action("sample.send", Sample, Send, allow=shop_duty("sales") | shop_duty("logistics"))
def send(act: Act, sample: Sample, given: Send) -> Facts:
    """Hand the sample to the courier: carriage and goods are paid.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state, sample.sent_at = SAMPLE.after(sample.state, "send"), act.now
    due_at, sample.answer_due_at = sample.answer_due_at, None
    sample.freight_usd = given.freight_usd if sample.freight_by == "team" else sample.freight_usd
    sample.goods_rmb = given.goods_rmb
    sample.tracking_number = f"ME{act.next_number('sample tracking'):08d}CN"
    act.post(sample.team_id, books.charge_paid("freight", Money(given.freight_usd, "USD")))
    act.post(sample.team_id, books.charge_paid("samples", Money(given.goods_rmb, "CNY")))
    act.never("sample.overdue", sample.id)
    way = given.model_dump(include={"least_days", "most_days"})
    act.later(act.now, "sample.travel", sample.id, way | {"stable_name": f"{sample.stable_name}:way"})
    return {
        "freight_usd": given.freight_usd, "goods_rmb": given.goods_rmb,
        "days_from_asking": (act.now - sample.asked_at).days,
        "is_in_time": due_at is None or act.now <= due_at,
    }  # fmt: skip
