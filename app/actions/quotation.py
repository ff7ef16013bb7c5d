"""The team's verbs of a quotation: draft, edit, send, withdraw."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.actions.given import Note, Whole, words
from app.actions.policies import shop_duty
from app.actions.quotation_choices import Draft, Edit
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_time
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry, Message
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.sample import Sample
from app.trade.lifecycles import QUOTATION, SAMPLE
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import Quoted, Terms, judged, quote
from app.trade.refusal import NotOpenNow, RuleBroken, Stale

_HOUR = Decimal(3600)
_EIGHT = Decimal("0.00000001")
_GREATEST_TOTAL = Decimal("9999999.99")


@action("quotation.draft", Inquiry, Draft, allow=shop_duty("sales"))
def draft(act: Act, inquiry: Inquiry, given: Draft) -> Facts:
    """Draft a quotation for an inquiry; the server reckons the price from what was entered.

    Raises: NotOpenNow("inquiry.not_open"), RuleBroken("quotation.validity_past"), RuleBroken and RateUnknown
        of costing.
    """
    _check_talk(inquiry)
    product = act.find(Product, inquiry.product_id)
    columns, facts = _reckoned(act, inquiry, given)
    act.add(
        Quotation(
            team_id=inquiry.team_id,
            inquiry_id=inquiry.id,
            product_id=product.id,
            number=act.next_number(f"quotation:{inquiry.team_id}"),
            revision=1 + len(act.rows(Quotation, inquiry_id=inquiry.id)),
            **columns,
        )
    )
    return facts


@action("quotation.edit", Quotation, Edit, allow=shop_duty("sales"))
def edit(act: Act, quotation: Quotation, given: Edit) -> Facts:
    """Change a draft; the price is reckoned anew.

    Raises: NotOpenNow("quotation.not_open"), Stale("quotation.changed_meanwhile"), and as draft.
    """
    if quotation.state != "draft":
        raise NotOpenNow("quotation.not_open", state=quotation.state, verb="edit", open=[])
    _check_version(quotation, given.version)
    inquiry = act.find(Inquiry, quotation.inquiry_id)
    _check_talk(inquiry)
    columns, facts = _reckoned(act, inquiry, given)
    for name, value in columns.items():
        setattr(quotation, name, value)
    quotation.version += 1
    return facts


def _check_talk(inquiry: Inquiry) -> None:
    if inquiry.state not in ("waiting", "answered"):
        raise NotOpenNow("inquiry.not_open", state=inquiry.state, verb="reply", open=[])


def _check_version(quotation: Quotation, version: int) -> None:
    if quotation.version != version:
        raise Stale("quotation.changed_meanwhile")


def _reckoned(act: Act, inquiry: Inquiry, given: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of the quotation's row, and the facts that judge it."""
    if given.valid_until <= act.today:
        raise RuleBroken("quotation.validity_past", "valid_until", valid_until=given.valid_until)
    terms, basis = given.terms(), Basis.from_plain(given.basis)
    quoted = quote(terms, basis)
    price = quoted.price
    if price.total.amount > _GREATEST_TOTAL:
        raise RuleBroken("quotation.total_too_great", "quantity", limit=_GREATEST_TOTAL)
    columns = {
        "quantity": terms.quantity,
        "incoterm": terms.incoterm,
        "named_place": terms.named_place,
        "mode": basis.mode,
        "unit_price_usd": price.unit,
        "total_usd": price.total.amount,
        "cost_rmb": price.cost_rmb,
        "margin_rate": price.margin_rate.quantize(_EIGHT),
        "fx_rate": basis.rmb_per_usd.quantize(_EIGHT),
        "fx_on": date.fromisoformat(basis.rmb_on),
        "payment_terms": terms.payment_terms,
        "lead_time_days": terms.lead_time_days,
        "valid_until": terms.valid_until,
        "remark": given.remark,
        "build_up": given.entered() | {"basis": basis.as_plain()},
        "workings": price.workings.as_list(),
    }
    return columns, _facts(act, inquiry, terms, basis, quoted)


def _facts(act: Act, inquiry: Inquiry, terms: Terms, basis: Basis, quoted: Quoted) -> dict[str, Any]:
    """What makes a quotation good or bad on what could be seen: the span of limits, not the buyer's own."""
    least, most = (Decimal(str(each)) for each in inquiry.need["tolerance"])
    expected = judged(terms, basis, quoted, least, most)
    hours = Decimal(int((act.now - inquiry.opened_at).total_seconds())) / _HOUR
    return {
        "margin_rate": quoted.price.margin_rate.quantize(Decimal("0.0001")),
        "price_over_lowest": quoted.over_lowest,
        "named_place_errors": quoted.errors,
        "warnings": len(quoted.findings) - quoted.errors,
        "findings": [finding.code for finding in quoted.findings],
        "inquiry_hours": hours.quantize(Decimal("0.1")),
        "landed_usd": quoted.landed,
        "chance": expected.chance,
        "expected_usd": expected.expected,
        "best_expected_usd": expected.best_expected,
        "best_price_usd": expected.best_price,
        "regret_usd": expected.regret,
    }


class Send(Given):
    """The version that was read before it was sent, and a covering letter if there is one."""

    version: Whole = 1
    body: Note = words(default="")


@action("quotation.send", Quotation, Send, allow=shop_duty("sales"))
def send(act: Act, quotation: Quotation, given: Send) -> Facts:
    """Send a priced quotation to the buyer who asked; an earlier one of the same talk is replaced.

    Raises: NotOpenNow("quotation.not_open"), Stale("quotation.changed_meanwhile"),
        RuleBroken("quotation.validity_past"), RuleBroken of the term that is wrong.
    """
    state = QUOTATION.after(quotation.state, "send")
    _check_version(quotation, given.version)
    inquiry = act.find(Inquiry, quotation.inquiry_id)
    buyer = act.find(Buyer, inquiry.buyer_id)
    if quotation.valid_until <= act.today:
        raise RuleBroken("quotation.validity_past", "valid_until", valid_until=quotation.valid_until)
    terms = Draft.model_validate(quotation.build_up).terms()
    basis = Basis.from_plain(quotation.build_up["basis"])
    quoted = quote(terms, basis)
    _check_term(quoted)
    replaced = _replace_earlier(act, quotation)
    in_time = inquiry.reply_due_at is None or act.now <= inquiry.reply_due_at
    inquiry.note_reply(act.now)
    quotation.state, quotation.sent_at = state, act.now
    _show(act, inquiry, quotation, "team", given.body)
    _schedule(act, inquiry, quotation, buyer)
    return _facts(act, inquiry, terms, basis, quoted) | {"replaced": replaced, "is_in_time": in_time}


def _schedule(act: Act, inquiry: Inquiry, quotation: Quotation, buyer: Buyer) -> None:
    """The buyer will read it, once it has seen a sample that is under way; it ends with its validity."""
    for kind in ("inquiry.overdue", "inquiry.consider"):
        act.never(kind, inquiry.id)
    name = f"{inquiry.stable_name}:v{quotation.revision}"
    if not any(SAMPLE.open(each.state) for each in act.rows(Sample, inquiry_id=inquiry.id)):
        reads_at = inquiry.looks_at(buyer.answers_at(act.now))
        act.later(reads_at, "quotation.consider", quotation.id, {"stable_name": name})
    ends = home_time(quotation.valid_until + timedelta(days=1)) - timedelta(hours=8)
    act.later(ends, "quotation.lapse", quotation.id, {"stable_name": f"{name}:end"})


def _check_term(quoted: Quoted) -> None:
    """Raises the first finding that would make the term void."""
    for finding in quoted.findings:
        if finding.severity == "error":
            raise RuleBroken(finding.code, finding.places[0], **finding.figures)


def _replace_earlier(act: Act, quotation: Quotation) -> int:
    replaced = 0
    for earlier in act.rows(Quotation, inquiry_id=quotation.inquiry_id):
        if earlier.id != quotation.id and earlier.state in ("sent", "countered"):
            earlier.state = QUOTATION.after(earlier.state, "replace")
            _stop(act, earlier)
            replaced += 1
    return replaced


def _stop(act: Act, quotation: Quotation) -> None:
    for kind in ("quotation.consider", "quotation.lapse"):
        act.never(kind, quotation.id)


def _show(act: Act, inquiry: Inquiry, quotation: Quotation, side: str, body: str) -> None:
    """A letter that shows the quotation in the conversation."""
    act.add(
        Message(
            team_id=inquiry.team_id,
            inquiry_id=inquiry.id,
            side=side,
            person_id=act.actor.person_id,
            body=body,
            shows={"quotation": str(quotation.id)},
            sent_at=act.now,
        )
    )


@action("quotation.withdraw", Quotation, Nothing, allow=shop_duty("sales"))
def withdraw(act: Act, quotation: Quotation, given: Nothing) -> Facts:
    """Withdraw a quotation that is not yet accepted.

    Raises: NotOpenNow("quotation.not_open").
    """
    quotation.state = QUOTATION.after(quotation.state, "withdraw")
    _stop(act, quotation)
    return {"was_sent": quotation.sent_at is not None}
