"""The verbs of an insurance claim: filed, taken up, asked about, accepted or refused, paid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from app.actions.act import Act
from app.actions.given import Day, Line, Usd
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_date, home_time
from app.core.parameters import parameters
from app.models.document import Document
from app.models.insurance_claim import InsuranceClaim
from app.models.order import Order
from app.models.shipment import InsurancePolicy, Shipment
from app.trade.books.ledger_entries import claim_received
from app.trade.carriage.claim_settlement import LETTER, PAPERS, last_day, risk_is_sellers
from app.trade.lifecycles import INSURANCE_CLAIM
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RuleBroken

_HOURS = timedelta(hours=10)


class ClaimPapers(Given):
    """Which papers go to the insurer."""

    policy: bool = False
    invoice: bool = False
    transport_document: bool = False
    survey_report: bool = False
    letter_to_carrier: bool = False

    def names(self) -> list[str]:
        """Those that are handed in, by name."""
        return [name for name in (*PAPERS, LETTER) if getattr(self, name)]


class FileClaim(ClaimPapers):
    """For what the insurer shall pay, and how much in USD."""

    loss: Literal["damage", "delay"] = "damage"
    claimed_usd: Usd


@action("insurance_claim.file", Shipment, FileClaim, allow=shop_duty("logistics"))
def file(act: Act, shipment: Shipment, given: FileClaim) -> Facts:
    """Claim under the policy of a shipment that came damaged or late.

    Raises: NotOpenNow("insurance_claim.not_arrived"), RuleBroken("insurance_claim.not_insured" |
        "insurance_claim.filed_already" | "insurance_claim.risk_is_buyers" | "insurance_claim.nothing_found" |
        "insurance_claim.not_late" | "insurance_claim.above_insured" | "insurance_claim.no_invoice").
    """
    policy = _policy(act, shipment)
    order = act.find(Order, shipment.order_id)
    if not risk_is_sellers(order.incoterm):
        raise RuleBroken("insurance_claim.risk_is_buyers", incoterm=order.incoterm)
    if given.loss == "damage" and not shipment.damage:
        raise RuleBroken("insurance_claim.nothing_found", "loss")
    if given.loss == "delay" and all(each["code"] != "delayed" for each in shipment.events):
        raise RuleBroken("insurance_claim.not_late", "loss")
    if not 0 < given.claimed_usd <= policy.insured_usd:
        raise RuleBroken("insurance_claim.above_insured", "claimed_usd", most=policy.insured_usd)
    _check_invoice(act, shipment, given)
    peril = shipment.damage["kind"] if given.loss == "damage" else "delay"
    claim = act.add(
        InsuranceClaim(
            team_id=shipment.team_id, order_id=order.id, shipment_id=shipment.id, policy_id=policy.id,
            peril=peril, papers=given.names(), claimed_usd=given.claimed_usd, filed_at=act.now,
            letter_in_time=_in_time(act, shipment, given),
        )
    )  # fmt: skip
    _send(act, claim, shipment)
    assert shipment.arrived_at is not None  # noqa: S101 checked with the policy
    return {
        "peril": peril, "claimed_usd": given.claimed_usd, "papers": claim.papers,
        "letter_in_time": claim.letter_in_time,
        "notice_after_days": (act.today - home_date(shipment.arrived_at)).days,
    }  # fmt: skip


def _policy(act: Act, shipment: Shipment) -> InsurancePolicy:
    held = act.rows(InsurancePolicy, shipment_id=shipment.id)
    if not held:
        raise RuleBroken("insurance_claim.not_insured")
    if act.rows(InsuranceClaim, shipment_id=shipment.id):
        raise RuleBroken("insurance_claim.filed_already")
    if shipment.arrived_at is None:
        raise NotOpenNow("insurance_claim.not_arrived", state=shipment.state)
    return held[0]


def _check_invoice(act: Act, shipment: Shipment, given: ClaimPapers) -> None:
    issued = act.rows(Document, order_id=shipment.order_id, kind="commercial_invoice", state="issued")
    if given.invoice and not issued:
        raise RuleBroken("insurance_claim.no_invoice", "invoice")


def _in_time(act: Act, shipment: Shipment, given: ClaimPapers) -> bool:
    """Whether the letter holds the carrier liable within the days that the carrier's law gives."""
    told = parameters("insurance")["policy"]
    days = told["sea_carrier_days" if shipment.mode == "sea" else "air_carrier_days"]
    if shipment.arrived_at is None:
        raise NotOpenNow("insurance_claim.not_arrived", state=shipment.state)
    return given.letter_to_carrier and act.today <= last_day(home_date(shipment.arrived_at), days)


def _send(act: Act, claim: InsuranceClaim, shipment: Shipment) -> None:
    act.later(act.now, "insurance_claim.arrive", claim.id, _named(claim, shipment))


def _named(claim: InsuranceClaim, shipment: Shipment) -> dict[str, str]:
    return {"stable_name": f"{shipment.stable_name}:claim:{claim.times_filed}"}


@action("insurance_claim.add_papers", InsuranceClaim, ClaimPapers, allow=shop_duty("logistics"))
def add_papers(act: Act, claim: InsuranceClaim, given: ClaimPapers) -> Facts:
    """Hand in what the insurer asked for; this can be done once.

    Raises: NotOpenNow("insurance_claim.not_open" | "insurance_claim.not_arrived"),
        RuleBroken("insurance_claim.no_paper" | "insurance_claim.no_invoice").
    """
    claim.state = INSURANCE_CLAIM.after(claim.state, "add_papers")
    shipment = act.find(Shipment, claim.shipment_id)
    new = [name for name in given.names() if name not in claim.papers]
    if not new:
        raise RuleBroken("insurance_claim.no_paper")
    _check_invoice(act, shipment, given)
    claim.letter_in_time = claim.letter_in_time or _in_time(act, shipment, given)
    claim.papers, claim.times_filed, claim.answer_due_at = [*claim.papers, *new], claim.times_filed + 1, None
    act.never("insurance_claim.decide", claim.id)
    _send(act, claim, shipment)
    return {"papers": claim.papers, "times_filed": claim.times_filed}


class TakeUp(Given):
    """The day on which the insurer will have decided."""

    decision_on: Day


@action("insurance_claim.take_up", InsuranceClaim, TakeUp, allow=party("insurer"))
def take_up(act: Act, claim: InsuranceClaim, given: TakeUp) -> Facts:
    """Take a claim up and name the day of the decision."""
    claim.decision_on = given.decision_on
    named = _named(claim, act.find(Shipment, claim.shipment_id))
    act.later(home_time(given.decision_on) + _HOURS, "insurance_claim.decide", claim.id, named)
    return {"decision_on": given.decision_on}


class Answer(Given):
    """Why: a code, the clause of the ICC that it stands in ("" for the policy's own terms), papers that are
    missing, and the reckoning.
    """

    reason: Line
    clause: Line = ""
    missing: list[str] = []
    workings: list[Any] = []

    def kept(self) -> dict[str, Any]:
        """As the claim keeps it."""
        return self.model_dump(include={"reason", "clause", "missing", "workings"})


class Query(Answer):
    """The last day for the papers."""

    answer_by: Day


@action("insurance_claim.query", InsuranceClaim, Query, allow=party("insurer"))
def query(act: Act, claim: InsuranceClaim, given: Query) -> Facts:
    """Ask for papers that are missing.

    Raises: NotOpenNow("insurance_claim.not_open").
    """
    claim.state, claim.answer = INSURANCE_CLAIM.after(claim.state, "query"), given.kept()
    claim.answer_due_at = home_time(given.answer_by) + timedelta(hours=18)
    named = _named(claim, act.find(Shipment, claim.shipment_id))
    act.later(claim.answer_due_at, "insurance_claim.decide", claim.id, named)
    return {"missing": given.missing}


class Accept(Answer):
    """What is paid, in USD, and when."""

    settled_usd: Usd
    payment_on: Day


@action("insurance_claim.accept", InsuranceClaim, Accept, allow=party("insurer"))
def accept(act: Act, claim: InsuranceClaim, given: Accept) -> Facts:
    """Accept a claim with an amount; rights against the carrier go over to the insurer.

    Raises: NotOpenNow("insurance_claim.not_open").
    """
    claim.state, claim.answer = INSURANCE_CLAIM.after(claim.state, "accept"), given.kept()
    claim.settled_usd, claim.payment_on, claim.answered_at = given.settled_usd, given.payment_on, act.now
    named = _named(claim, act.find(Shipment, claim.shipment_id))
    act.later(home_time(given.payment_on) + _HOURS, "insurance_claim.pay", claim.id, named)
    return {"settled_usd": given.settled_usd, "claimed_usd": claim.claimed_usd, "reason": given.reason}


@action("insurance_claim.refuse", InsuranceClaim, Answer, allow=party("insurer"))
def refuse(act: Act, claim: InsuranceClaim, given: Answer) -> Facts:
    """Refuse a claim with the clause or term as its reason.

    Raises: NotOpenNow("insurance_claim.not_open").
    """
    claim.state, claim.answer = INSURANCE_CLAIM.after(claim.state, "refuse"), given.kept()
    claim.answered_at, claim.answer_due_at = act.now, None
    return {"reason": given.reason, "clause": given.clause}


@action("insurance_claim.pay", InsuranceClaim, Nothing, allow=party("insurer"))
def pay(act: Act, claim: InsuranceClaim, given: Nothing) -> Facts:
    """Pay an accepted claim to the team's account.

    Raises: NotOpenNow("insurance_claim.not_open").
    """
    claim.state, claim.paid_at = INSURANCE_CLAIM.after(claim.state, "pay"), act.now
    settled = claim.settled_usd or Decimal(0)
    act.post(claim.team_id, claim_received(Money(settled, "USD")), order_id=claim.order_id)
    return {"settled_usd": settled}
