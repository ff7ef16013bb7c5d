"""The verbs of a VAT refund: claimed with three papers, taken up, granted or refused, paid."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlmodel import col, func, select

from app.actions.act import Act
from app.actions.given import Count, Day, Name, Rmb, Usd
from app.actions.policies import party, shop_duty
from app.actions.refund_papers import on_file
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_date, home_time
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.order import Order
from app.models.refund import RefundClaim
from app.trade.books.bookkeeping import reversed_entry
from app.trade.books.ledger_entries import vat_refund_claimed, vat_refund_received
from app.trade.books.refund_file import Entered, OnFile, claim_findings, refund_due
from app.trade.books.vat_refund import refund_deadline
from app.trade.lifecycles import REFUND_CLAIM
from app.trade.money import Money
from app.trade.refusal import RuleBroken


class Claim(Given):
    """Numbers and figures of declaration, VAT special invoice and receipt, and the amount claimed.

    net_rmb: the invoice's amount without tax; received_usd: credited by the bank, all instalments.
    """

    declaration_number: Name
    vat_invoice_number: Name
    net_rmb: Rmb
    quantity: Count
    received_usd: Usd
    claimed_rmb: Rmb


@action("refund.claim", Order, Claim, allow=shop_duty("finance"))
def claim(act: Act, order: Order, given: Claim) -> Facts:
    """Claim the VAT refund of an exported order.

    Raises: RuleBroken("refund.claimed_already"), ("refund.not_exported"), ("refund.no_declaration"),
    ("refund.no_vat_invoice"), ("refund.above_input_vat"); RateUnknown.
    """
    if act.rows(RefundClaim, order_id=order.id):
        raise RuleBroken("refund.claimed_already")
    papers = on_file(act.session, order)
    row = act.add(
        RefundClaim(
            team_id=order.team_id,
            order_id=order.id,
            papers=asdict(_entered(given)),
            claimed_rmb=given.claimed_rmb,
            refund_rate=papers.refund_rate,
            claimed_at=act.now,
        )
    )
    return _hand_in(act, row, papers, given)


@action("refund.claim_again", RefundClaim, Claim, allow=shop_duty("finance"))
def claim_again(act: Act, row: RefundClaim, given: Claim) -> Facts:
    """Mend a refused claim and hand it in again.

    Raises: NotOpenNow; as `claim`.
    """
    row.state = REFUND_CLAIM.after(row.state, "claim_again")
    papers = on_file(act.session, act.find(Order, row.order_id))
    row.papers, row.claimed_rmb = asdict(_entered(given)), given.claimed_rmb
    row.refund_rate, row.claimed_at, row.times_claimed = papers.refund_rate, act.now, row.times_claimed + 1
    row.findings, row.answered_at, row.decision_on = [], None, None
    return _hand_in(act, row, papers, given)


class TakeUp(Given):
    """The day on which the tax office will have decided."""

    decision_on: Day


@action("refund.take_up", RefundClaim, TakeUp, allow=party("tax_office"))
def take_up(act: Act, row: RefundClaim, given: TakeUp) -> Facts:
    """Take a claim up for examination and name the day of the decision."""
    row.decision_on = given.decision_on
    act.later(home_time(given.decision_on), "refund.review", row.id)
    return {"decision_on": given.decision_on}


class Grant(Given):
    """The amount by rule with its workings, and the day of payment."""

    granted_rmb: Rmb
    payment_on: Day
    workings: list[Any] = []


@action("refund.grant", RefundClaim, Grant, allow=party("tax_office"))
def grant(act: Act, row: RefundClaim, given: Grant) -> Facts:
    """Grant a claim whose papers agree.

    Raises: NotOpenNow; RuleBroken("refund.above_claim").
    """
    row.state = REFUND_CLAIM.after(row.state, "grant")
    if given.granted_rmb > row.claimed_rmb:
        raise RuleBroken("refund.above_claim", "granted_rmb", claimed=row.claimed_rmb)
    row.granted_rmb, row.workings, row.answered_at = given.granted_rmb, given.workings, act.now
    row.payment_on = given.payment_on
    act.later(home_time(given.payment_on), "refund.pay", row.id)
    return {"granted_rmb": given.granted_rmb, "times_claimed": row.times_claimed}


class Refuse(Given):
    """What the examination found."""

    findings: list[Any]


@action("refund.refuse", RefundClaim, Refuse, allow=party("tax_office"))
def refuse(act: Act, row: RefundClaim, given: Refuse) -> Facts:
    """Refuse a claim, with the reasons.

    Raises: NotOpenNow.
    """
    row.state = REFUND_CLAIM.after(row.state, "refuse")
    row.findings, row.answered_at = given.findings, act.now
    booked = vat_refund_claimed(_rmb(Decimal(row.papers["input_vat_rmb"])), _rmb(row.claimed_rmb))
    act.post(row.team_id, reversed_entry(booked), order_id=row.order_id)
    return {"codes": [finding["code"] for finding in given.findings]}


@action("refund.pay", RefundClaim, Nothing, allow=party("tax_office"))
def pay(act: Act, row: RefundClaim, given: Nothing) -> Facts:
    """Pay a granted refund to the team's account.

    Raises: NotOpenNow.
    """
    row.state, row.paid_at = REFUND_CLAIM.after(row.state, "pay"), act.now
    granted = _rmb(row.granted_rmb or Decimal(0))
    act.post(row.team_id, vat_refund_received(granted), order_id=row.order_id)
    return {"granted_rmb": granted.amount, "days": (act.today - home_date(row.claimed_at)).days}


def _rmb(amount: Decimal) -> Money:
    return Money(amount, "CNY")


def _entered(given: Claim) -> Entered:
    return Entered(
        declaration_number=given.declaration_number,
        vat_invoice_number=given.vat_invoice_number,
        net_rmb=given.net_rmb,
        quantity=Decimal(given.quantity),
        received_usd=given.received_usd,
        claimed_rmb=given.claimed_rmb,
    )


def _hand_in(act: Act, row: RefundClaim, papers: OnFile, given: Claim) -> Facts:
    """Book the claim and send it to the tax office; gives what the grader sees."""
    vat = _input_vat(act, row)
    if given.claimed_rmb > vat:
        raise RuleBroken("refund.above_input_vat", "claimed_rmb", vat=vat)
    act.post(row.team_id, vat_refund_claimed(_rmb(vat), _rmb(given.claimed_rmb)), order_id=row.order_id)
    row.papers = {**row.papers, "input_vat_rmb": vat}
    act.later(act.now, "refund.arrive", row.id)
    due, _ = refund_due(papers)
    found = claim_findings(papers, _entered(given), act.today)
    return {
        "due_rmb": due,
        "claimed_rmb": given.claimed_rmb,
        "findings": len(found),
        "codes": [finding.code for finding in found],
        "days_to_deadline": (refund_deadline(papers.export_on) - act.today).days,
        "times_claimed": row.times_claimed,
    }


def _input_vat(act: Act, row: RefundClaim) -> Decimal:
    """Input VAT of the order that is still in the books."""
    total = select(func.sum(LedgerPosting.amount)).where(
        col(LedgerPosting.course_id) == act.course.id,
        col(LedgerPosting.account) == "input_vat",
        col(LedgerPosting.entry_id).in_(
            select(col(LedgerEntry.id)).where(col(LedgerEntry.order_id) == row.order_id)
        ),
    )
    return act.session.exec(total).one() or Decimal(0)
