"""The verbs of an order up to the contract: terms saved and issued, confirmed or sent back, cancelled."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import field_validator

from app.actions.act import Act
from app.actions.given import Boxes, BuyersLetter, Name, Whole, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.parameters import parameters
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.payment import Payment
from app.trade.lifecycles import ORDER, PAYMENT
from app.trade.money import Money
from app.trade.papers.contract_check import Agreed, differences
from app.trade.papers.documents import checked, missing
from app.trade.payments.payment_terms import instalments
from app.trade.price.quoting import PAYMENT_TERMS
from app.trade.refusal import NotOpenNow, RuleBroken, SeveralRefusals, Stale

PROFORMA = "proforma_invoice"


class SaveTerms(Given):
    """The proforma invoice's fields as far as they are filled in, and the version that the form showed."""

    terms: Boxes
    version: Whole = 1

    @field_validator("terms")
    @classmethod
    def _drop_empty(cls, terms: dict[str, Any]) -> dict[str, Any]:
        """A box left empty in the form is a box not filled in."""
        kept = _filled(terms)
        return kept if isinstance(kept, dict) else {}


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {name: _filled(item) for name, item in value.items()}
        return {name: item for name, item in filled.items() if item not in ("", {}, [])}
    if isinstance(value, list):
        return [item for item in map(_filled, value) if item not in ("", {}, [])]
    return value.strip() if isinstance(value, str) else value


@action("order.save_terms", Order, SaveTerms, allow=shop_duty("sales") | shop_duty("documents"))
def save_terms(act: Act, order: Order, given: SaveTerms) -> Facts:
    """Save the proforma invoice as far as it is written; what is filled in must be well formed.

    Raises: NotOpenNow("order.not_open"), Stale("order.changed_meanwhile"), SeveralRefusals by field.
    """
    if order.state != "drafted":
        raise NotOpenNow("order.not_open", state=order.state, verb="save_terms", open=[])
    if order.version != given.version:
        raise Stale("order.changed_meanwhile")
    wrong = [each for each in _refusals(given.terms) if each.code != "document.field_missing"]
    if wrong:
        raise SeveralRefusals(wrong)
    order.terms, order.version = given.terms, order.version + 1
    return {"missing": len(missing(PROFORMA, given.terms))}


def _refusals(terms: dict[str, Any]) -> list[Any]:
    """What is wrong with each field, by the field's name in the form."""
    try:
        checked(PROFORMA, terms)
    except SeveralRefusals as refusals:
        return [RuleBroken(each.code, f"terms.{each.field}", **each.figures) for each in refusals.refusals]
    return []


class Issue(Given):
    """The version that is issued."""

    version: Whole = 1


@action("order.issue", Order, Issue, allow=shop_duty("sales") | shop_duty("documents"))
def issue(act: Act, order: Order, given: Issue) -> Facts:
    """Issue the proforma invoice to the buyer; it must have every term of a contract.

    Raises: NotOpenNow("order.not_open"), Stale("order.changed_meanwhile"), SeveralRefusals naming each term
        that is missing.
    """
    state = ORDER.after(order.state, "issue")
    if order.version != given.version:
        raise Stale("order.changed_meanwhile")
    wrong = _refusals(order.terms)
    if wrong:
        raise SeveralRefusals(wrong)
    buyer, inquiry = act.find(Buyer, order.buyer_id), act.find(Inquiry, order.inquiry_id)
    found = differences(checked(PROFORMA, order.terms), agreed(order, buyer))
    order.state, order.changes_asked = state, []
    name = f"{inquiry.stable_name}:proforma:{order.version}"
    act.later(buyer.answers_at(act.now), "order.consider", order.id, {"stable_name": name})
    return {"departures": len(found), "departs_in": [finding.code for finding in found]}


def agreed(order: Order, buyer: Buyer) -> Agreed:
    """What the accepted quotation says."""
    return Agreed(
        buyer_name=buyer.company_name or buyer.name,
        quantity=order.quantity,
        unit_price=order.unit_price_usd,
        total=order.total_usd,
        currency="USD",
        term=order.incoterm,
        named_place=order.named_place,
        payment_terms=order.payment_terms,
        ship_by=order.ship_by or date.max,
    )


class AskChanges(BuyersLetter):
    """What the buyer wants changed: the findings, and the words for it."""

    changes: list[dict[str, Any]]


@action("order.ask_changes", Order, AskChanges, allow=party("buyer"))
def ask_changes(act: Act, order: Order, given: AskChanges) -> Facts:
    """Send the proforma invoice back: it departs from what was agreed."""
    order.state = ORDER.after(order.state, "ask_changes")
    order.changes_asked = [*given.changes]
    order.version += 1
    return {"changes": [each["code"] for each in given.changes]}


@action("order.confirm", Order, Nothing, allow=party("buyer"))
def confirm(act: Act, order: Order, given: Nothing) -> Facts:
    """Confirm the proforma invoice: the contract stands, and its payments fall due by their terms."""
    order.state = ORDER.after(order.state, "confirm")
    order.confirmed_at = act.now
    buyer, inquiry = act.find(Buyer, order.buyer_id), act.find(Inquiry, order.inquiry_id)
    parts, _ = instalments(Money(order.total_usd, "USD"), PAYMENT_TERMS[order.payment_terms])
    for position, part in enumerate(parts):
        kind = "deposit" if position == 0 else "balance"
        payment = act.add(
            Payment(
                team_id=order.team_id,
                order_id=order.id,
                kind=kind,
                amount_usd=part.amount.amount,
                condition=part.milestone,
                remitter=buyer.company_name or buyer.name,
            )
        )
        if kind == "deposit":
            name = {"stable_name": f"{inquiry.stable_name}:deposit"}
            act.later(buyer.answers_at(act.now), "payment.remit", payment.id, name)
    if len(parts) > 1:
        after = timedelta(days=parameters("bad_actors")["credit"]["after_days"])
        act.later(
            act.now + after, "instruction.propose", order.id, {"stable_name": f"{inquiry.stable_name}:credit"}
        )
    days = Decimal((act.now - order.drafted_at).days)
    return {"total_usd": order.total_usd, "instalments": len(parts), "days_to_contract": days}


class Cancel(Given):
    """Why the order is given up."""

    reason: Name = words()


@action("order.cancel", Order, Cancel, allow=shop_duty("sales") | party("buyer"))
def cancel(act: Act, order: Order, given: Cancel) -> Facts:
    """Cancel an order before any money has come; payments that were expected are cancelled too.

    Raises: NotOpenNow("order.not_open"), RuleBroken("order.money_on_its_way").
    """
    order.state = ORDER.after(order.state, "cancel")
    for payment in act.rows(Payment, order_id=order.id):
        if payment.state != "expected":
            raise RuleBroken("order.money_on_its_way")
        payment.state = PAYMENT.after(payment.state, "cancel")
        act.never("payment.remit", payment.id)
    act.never("order.consider", order.id)
    return {"was_confirmed": order.confirmed_at is not None}
