"""The verbs of an inquiry: the buyer writes, asks again, leaves, closes; the team replies or declines."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from app.actions.act import Act
from app.actions.given import BuyersLetter, Letter, hidden, words
from app.actions.inquiry_facts import letter_facts, told, untrue
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, action
from app.core.clock import next_morning
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry, Message
from app.models.listing import Listing
from app.models.product import Product
from app.trade.letters.letter_reading import read_letter
from app.trade.refusal import NotOpenNow, RuleBroken

_HOUR = Decimal(3600)


class NewBuyer(Given):
    """A buyer whom this course has not met."""

    stable_name: str
    name: str
    company_name: str
    country: str
    city: str
    address: str
    language: str
    language_register: str
    time_zone: str
    persona: dict[str, Any]


class Write(BuyersLetter):
    """A buyer's first letter. Either a new buyer or one that is known; `truth` and `need` stay hidden.

    request: the stable name of a need that goes to several teams, whose buyer is one and the same.
    """

    stable_name: str
    request: str = ""
    buyer: NewBuyer | None = None
    buyer_id: UUID | None = None
    truth: dict[str, Any] = hidden(default_factory=dict)
    need: dict[str, Any] = hidden(default_factory=dict)
    subject: str
    quantity: int
    incoterm: str
    named_place: str
    destination_port: str = ""
    asks: list[str]
    reply_due_at: datetime


@action("inquiry.write", Listing, Write, allow=party("buyer"))
def write(act: Act, listing: Listing, given: Write) -> Facts:
    """Write a first letter to the shop about one of its listings.

    Raises: NotOpenNow("inquiry.listing_withdrawn").
    """
    if listing.state != "published":
        raise NotOpenNow("inquiry.listing_withdrawn", state=listing.state)
    buyer = act.find(Buyer, given.buyer_id) if given.buyer is None else _new_buyer(act, given)
    inquiry = Inquiry(
        team_id=listing.team_id,
        buyer_id=buyer.id,
        listing_id=listing.id,
        product_id=listing.product_id,
        stable_name=given.stable_name,
        number=act.next_number(f"inquiry:{listing.team_id}"),
        subject=given.subject,
        market=buyer.country,
        quantity=given.quantity,
        incoterm=given.incoterm,
        named_place=given.named_place,
        destination_port=given.destination_port,
        asks=[{"ask": ask, "found": ""} for ask in given.asks],
        need=given.need,
        request=given.request,
        opened_at=act.now,
        reply_due_at=given.reply_due_at,
    )
    act.add(inquiry)
    act.made_id = inquiry.id
    _say(act, inquiry, "buyer", given.body)
    act.later(given.reply_due_at, "inquiry.overdue", inquiry.id, {"stable_name": f"{given.stable_name}:due"})
    return {
        "market": buyer.country, "asks": len(given.asks), "is_returning": given.buyer is None,
        "is_request": bool(given.request),
    }  # fmt: skip


def _new_buyer(act: Act, given: Write) -> Buyer:
    """The buyer of the letter; of a request the one whose first letter has gone to another team already."""
    assert given.buyer is not None  # noqa: S101 the caller has looked
    if given.request:
        for met in act.rows(Buyer, stable_name=given.buyer.stable_name):
            return met
    return act.add(Buyer(kind="business", truth=given.truth, **given.buyer.model_dump()))


def _say(act: Act, inquiry: Inquiry, side: str, body: str, origin: str = "typed") -> None:
    act.add(
        Message(
            team_id=inquiry.team_id,
            inquiry_id=inquiry.id,
            side=side,
            person_id=act.actor.person_id,
            body=body,
            origin=origin,
            sent_at=act.now,
        )
    )


class Reply(Given):
    """A letter of the team. `origin` says whether it was typed, pasted or taken from a template."""

    body: Letter = words()
    origin: Literal["typed", "pasted", "template"] = "typed"


@action("inquiry.reply", Inquiry, Reply, allow=shop_duty("sales"))
def reply(act: Act, inquiry: Inquiry, given: Reply) -> Facts:
    """Answer the buyer's letter; it is read by rule for what it answers and what it claims.

    Raises: NotOpenNow("inquiry.not_open").
    """
    product, buyer = act.find(Product, inquiry.product_id), act.find(Buyer, inquiry.buyer_id)
    facts = letter_facts(act, inquiry, product)
    asked, due_at = inquiry.open_asks, inquiry.reply_due_at
    first = inquiry.first_reply_at is None
    inquiry.note_reply(act.now)
    reading = read_letter(given.body, asked, facts, buyer.name)
    inquiry.asks = [told(each, reading) for each in inquiry.asks]
    inquiry.untrue = untrue(inquiry.untrue, reading)
    _say(act, inquiry, "team", given.body, given.origin)
    act.never("inquiry.overdue", inquiry.id)
    act.never("inquiry.consider", inquiry.id)
    name = f"{inquiry.stable_name}:reply:{act.next_number(f'reply:{inquiry.id}')}"
    act.later(buyer.answers_at(act.now), "inquiry.consider", inquiry.id, {"stable_name": name})
    if first and inquiry.need.get("asks_sample"):
        wish = {"stable_name": f"{inquiry.stable_name}:sample"}
        act.later(buyer.answers_at(act.now), "sample.wish", inquiry.id, wish)
    return {
        "reply_hours": hours_between(inquiry.opened_at, act.now),
        "is_first_reply": first,
        "is_in_time": due_at is None or act.now <= due_at,
        "asks": len(asked),
        "asks_answered": sorted(reading.found),
        "asks_open": list(reading.open),
        "terms_named": list(reading.terms),
        "prices_named": list(reading.prices),
        "asks_unclear": sorted(reading.unclear),
        "unsupported_claims": list(reading.unsupported) + reading.topics_of("contradicted"),
        "supported_claims": list(reading.claimed("supported", "certificate")),
        "language": reading.language,
        "tone": reading.tone,
        "letter_flags": sorted(reading.flags),
        "has_greeting": reading.has_greeting,
        "has_sign_off": reading.has_sign_off,
        "origin": given.origin,
    }


def hours_between(first: datetime, last: datetime) -> Decimal:
    """Course time in hours, one decimal."""
    seconds = Decimal(int((last - first).total_seconds()))
    return (seconds / _HOUR).quantize(Decimal("0.1"))


class Decline(Given):
    """Why the team does not take the inquiry on."""

    body: Letter = words()


@action("inquiry.decline", Inquiry, Decline, allow=shop_duty("sales"))
def decline(act: Act, inquiry: Inquiry, given: Decline) -> Facts:
    """Decline an inquiry with a reason; the talk is over.

    Raises: NotOpenNow("inquiry.not_open").
    """
    inquiry.note_end("decline", act.now)
    _say(act, inquiry, "team", given.body)
    _forget(act, inquiry)
    name = f"{inquiry.stable_name}:declined"
    act.later(next_morning(act.now), "inquiry.uncover", inquiry.id, {"stable_name": name})
    return {"reply_hours": hours_between(inquiry.opened_at, act.now)}


class Ask(BuyersLetter):
    """A further letter of the buyer: thanks, open questions again, or a reminder."""

    kind: Literal["thanks", "again", "reminder"]
    reply_due_at: datetime


@action("inquiry.ask", Inquiry, Ask, allow=party("buyer"))
def ask(act: Act, inquiry: Inquiry, given: Ask) -> Facts:
    """Write again: the buyer thanks, asks what is still open, or reminds; the team is to move."""
    inquiry.note_ask(given.reply_due_at)
    inquiry.asked_again += given.kind == "again"
    inquiry.reminders += given.kind == "reminder"
    _say(act, inquiry, "buyer", given.body)
    act.never("inquiry.overdue", inquiry.id)
    name = f"{inquiry.stable_name}:due:{inquiry.asked_again}:{inquiry.reminders}:{given.kind}"
    act.later(given.reply_due_at, "inquiry.overdue", inquiry.id, {"stable_name": name})
    return {"kind": given.kind, "asks_open": inquiry.open_asks}


class Close(BuyersLetter):
    """The buyer's last letter, with the truth that was hidden: limit, weights, alternative."""

    closing: dict[str, Any]
    reason: str = ""


@action("inquiry.lose", Inquiry, Close, allow=party("buyer"))
def lose(act: Act, inquiry: Inquiry, given: Close) -> Facts:
    """Leave for another supplier, and say why: the letter shows the limit and the weights."""
    inquiry.note_end("lose", act.now)
    inquiry.closing = given.closing
    _say(act, inquiry, "buyer", given.body)
    _forget(act, inquiry)
    return {"reason": given.reason, "reply_hours": _first_reply_hours(inquiry)}


@action("inquiry.close", Inquiry, Close, allow=party("buyer"))
def close(act: Act, inquiry: Inquiry, given: Close) -> Facts:
    """After the deal, show what was hidden while it was open.

    Raises: NotOpenNow("inquiry.not_over"), RuleBroken("inquiry.closed_already").
    """
    if inquiry.state != "won":
        raise NotOpenNow("inquiry.not_over", state=inquiry.state)
    if inquiry.closing:
        raise RuleBroken("inquiry.closed_already")
    inquiry.closing = given.closing
    _say(act, inquiry, "buyer", given.body)
    return {"reason": given.reason, "reply_hours": _first_reply_hours(inquiry)}


def _first_reply_hours(inquiry: Inquiry) -> Decimal | None:
    first = inquiry.first_reply_at
    return hours_between(inquiry.opened_at, first) if first else None


def _forget(act: Act, inquiry: Inquiry) -> None:
    for kind in ("inquiry.overdue", "inquiry.consider"):
        act.never(kind, inquiry.id)
