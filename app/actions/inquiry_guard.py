"""The verbs of caution in a talk: screen the buyer, report a suspicion; and what comes of them."""

from decimal import Decimal
from typing import Any, Literal

from app.actions.act import Act
from app.actions.given import Letter, Note, Rmb, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import next_morning
from app.core.reference_table import table
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry, Message
from app.trade.books import ledger_entries as books
from app.trade.market.party_screening import DeniedParty, screening_matches
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

_NOTHING = Decimal(0)
Suspicion = Literal["sample_hunter", "overpayment", "denied_party", "other"]


@action("inquiry.screen", Inquiry, Nothing, allow=shop_duty("sales") | shop_duty("finance"))
def screen(act: Act, inquiry: Inquiry, given: Nothing) -> Facts:
    """Compare the buyer's firm and name with the list of denied parties."""
    buyer = act.find(Buyer, inquiry.buyer_id)
    listed = [DeniedParty(row["name"], row["also"], program=row["program"]) for row in table("denied_party")]
    asked = [name for name in (buyer.company_name, buyer.name) if name]
    found = [match for name in asked for match in screening_matches(name, listed)]
    inquiry.screened = {
        "at": act.now,
        "names": asked,
        "matches": [
            {"name": match.party.name, "program": match.party.program, "likeness": match.likeness,
             "strength": match.strength}
            for match in found
        ],
    }  # fmt: skip
    likest = max((match.likeness for match in found), default=_NOTHING)
    return {"matches": len(found), "likeness": likest, "was_quoted": inquiry.first_reply_at is not None}


class Report(Given):
    """What the team suspects, and the words to the market's fraud desk."""

    suspicion: Suspicion
    body: Note = words(default="")


@action("inquiry.report", Inquiry, Report, allow=shop_duty("sales"))
def report(act: Act, inquiry: Inquiry, given: Report) -> Facts:
    """Report the buyer on a suspicion of fraud, and end the talk; the desk answers the next morning.

    Raises: NotOpenNow("inquiry.not_open").
    """
    replied = inquiry.first_reply_at is not None
    inquiry.note_end("decline", act.now)
    inquiry.reported = {"suspicion": given.suspicion, "at": act.now}
    for kind in ("inquiry.overdue", "inquiry.consider"):
        act.never(kind, inquiry.id)
    name = f"{inquiry.stable_name}:report"
    act.later(next_morning(act.now), "inquiry.uncover", inquiry.id, {"stable_name": name})
    return {
        "suspicion": given.suspicion,
        "was_screened": bool(inquiry.screened),
        "was_quoted": replied,
    }


class Uncover(Given):
    """What the buyer was, with what was hidden."""

    closing: dict[str, Any]


@action("inquiry.uncover", Inquiry, Uncover, allow=party("market"))
def uncover(act: Act, inquiry: Inquiry, given: Uncover) -> Facts:
    """Tell a team that declined what the buyer was.

    Raises: NotOpenNow("inquiry.not_over"), RuleBroken("inquiry.closed_already").
    """
    if inquiry.state != "declined":
        raise NotOpenNow("inquiry.not_over", state=inquiry.state)
    if inquiry.closing:
        raise RuleBroken("inquiry.closed_already")
    inquiry.closing = given.closing
    kind = str(given.closing.get("bad_actor", "honest"))
    return {
        "bad_actor": kind,
        "was_reported": bool(inquiry.reported),
        "is_named_rightly": inquiry.reported.get("suspicion") == kind,
    }


class Block(Given):
    """What the bank writes, its fee, and the truth behind the buyer."""

    body: Letter = words()
    fee_rmb: Rmb
    closing: dict[str, Any]


@action("inquiry.block", Inquiry, Block, allow=party("bank"))
def block(act: Act, inquiry: Inquiry, given: Block) -> Facts:
    """Refuse to serve a deal with a listed party: the talk is over, and the look into it is charged.

    Raises: NotOpenNow("inquiry.not_open").
    """
    inquiry.note_end("lose", act.now)
    inquiry.closing = given.closing
    act.add(
        Message(
            team_id=inquiry.team_id, inquiry_id=inquiry.id, side="house", body=given.body, sent_at=act.now
        )
    )  # fmt: skip
    act.post(inquiry.team_id, books.charge_paid("bank_fees", Money(given.fee_rmb, "CNY")))
    return {"bad_actor": "denied_party", "was_screened": bool(inquiry.screened), "fee_rmb": given.fee_rmb}
