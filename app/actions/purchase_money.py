"""The verbs of a purchase's money and handing over: paid, invoiced, collected."""

from decimal import Decimal
from typing import Any

from app.actions.act import Act
from app.actions.given import Rmb
from app.actions.policies import party, shop_duty, staff
from app.actions.purchase import LIVE, working_moment
from app.actions.registry import Facts, Given, Nothing, action
from app.models.document import Document
from app.models.enterprise import Enterprise
from app.models.inspection import Inspection
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.team import Team
from app.trade.books.ledger_entries import goods_shipped, purchase_invoiced, purchase_paid
from app.trade.lifecycles import PURCHASE
from app.trade.money import Money, rounded
from app.trade.papers.words_of_amount import amount_in_capitals
from app.trade.refusal import NotOpenNow, RuleBroken

_SHIPPED = ("shipped", "delivered", "perished", "completed")


class Pay(Given):
    """An amount in RMB: a deposit, a part, or the rest."""

    amount_rmb: Rmb


@action("purchase.pay", Purchase, Pay, allow=shop_duty("finance"))
def pay(act: Act, purchase: Purchase, given: Pay) -> Facts:
    """Pay the supplier, in parts or at once.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.paid_too_much" |
        "purchase.not_enough_money").
    """
    if purchase.state not in LIVE[1:]:
        raise NotOpenNow("purchase.not_open", state=purchase.state, verb="pay", open=[])
    due = purchase.total_rmb - purchase.paid_rmb
    if given.amount_rmb > due:
        raise RuleBroken("purchase.paid_too_much", "amount_rmb", due=rounded(due, "CNY"))
    balance = act.bank_balance(purchase.team_id, "CNY")
    if given.amount_rmb > balance:
        raise RuleBroken("purchase.not_enough_money", "amount_rmb", balance=rounded(balance, "CNY"))
    purchase.paid_rmb += given.amount_rmb
    act.post(purchase.team_id, purchase_paid(Money(given.amount_rmb, "CNY")), order_id=purchase.order_id)
    is_paid = purchase.paid_rmb == purchase.total_rmb
    if is_paid:
        act.later(working_moment(act), "purchase.bill", purchase.id, {"stable_name": purchase.stable_name})
    return {
        "amount_rmb": given.amount_rmb,
        "is_paid": is_paid,
        "is_before_ready": purchase.state == "in_production",
    }


@action("purchase.invoice", Purchase, Nothing, allow=staff("product_manager", "liaison") | party("supplier"))
def invoice(act: Act, purchase: Purchase, given: Nothing) -> Facts:
    """Issue the VAT special invoice of a purchase that is paid in full.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.not_paid" | "purchase.already_invoiced").
    """
    if purchase.state not in LIVE[1:]:
        raise NotOpenNow("purchase.not_open", state=purchase.state, verb="invoice", open=[])
    if purchase.vat_invoice:
        raise RuleBroken("purchase.already_invoiced")
    if purchase.paid_rmb < purchase.total_rmb:
        due = rounded(purchase.total_rmb - purchase.paid_rmb, "CNY")
        raise RuleBroken("purchase.not_paid", due=due)
    net = rounded(purchase.total_rmb / (1 + purchase.vat_rate), "CNY")
    vat = rounded(purchase.total_rmb, "CNY") - net
    purchase.vat_invoice = _fields(act, purchase, net, vat)
    _document(act, purchase)
    post = {"order_id": purchase.order_id}
    act.post(purchase.team_id, purchase_invoiced(Money(net, "CNY"), Money(vat, "CNY")), **post)
    if act.find(Order, purchase.order_id).state in _SHIPPED:
        act.post(purchase.team_id, goods_shipped(Money(net, "CNY")), **post)
    return {"net_rmb": net, "vat_rmb": vat, "unit": purchase.unit}


def _fields(act: Act, purchase: Purchase, net: Decimal, vat: Decimal) -> dict[str, Any]:
    """The values of the paper "vat_invoice"."""
    team, maker = act.find(Team, purchase.team_id), act.find(Enterprise, purchase.enterprise_id)
    product = act.find(Product, purchase.product_id)
    unit_price = (net / purchase.quantity).quantize(Decimal("0.00000001"))
    percent = f"{(purchase.vat_rate * 100).normalize():f}"
    line = {
        "name": f"*{product.category.split('>')[0].strip()}*{product.name_zh}", "model": product.sku,
        "unit": purchase.unit, "quantity": str(purchase.quantity), "unit_price": f"{unit_price:f}",
        "amount": f"{net:.2f}", "tax_rate_percent": percent, "tax": f"{vat:.2f}",
    }  # fmt: skip
    return {
        "number": f"{act.today:%y}{act.next_number('vat_invoice'):018d}",
        "issued_on": act.today.isoformat(),
        "buyer": _party(team.company_name_zh or team.company_name or team.name, team.address, team.uscc),
        "seller": _party(maker.name_zh or maker.name, maker.address_zh or maker.address, maker.uscc),
        "lines": [{name: value for name, value in line.items() if value}],
        "amount_total": f"{net:.2f}",
        "tax_total": f"{vat:.2f}",
        "total": f"{net + vat:.2f}",
        "total_words": amount_in_capitals(Money(net + vat, "CNY")),
        "issued_by": maker.name_zh or maker.name,
    }


def _party(name: str, address: str, uscc: str) -> dict[str, str]:
    fields = {"name": name, "address": address or "中国", "country": "CN", "tax_id": uscc}
    return {key: value for key, value in fields.items() if value}


def _document(act: Act, purchase: Purchase) -> None:
    """The invoice as a paper of the order, in place of an earlier draft."""
    held = act.rows(Document, order_id=purchase.order_id, kind="vat_invoice")
    paper = held[0] if held else Document(
        team_id=purchase.team_id, order_id=purchase.order_id, kind="vat_invoice"
    )  # fmt: skip
    paper.number, paper.fields = purchase.vat_invoice["number"], purchase.vat_invoice
    paper.state, paper.issuer, paper.issued_at = "issued", "enterprise", act.now
    act.add(paper)


@action("purchase.collect", Purchase, Nothing, allow=shop_duty("logistics"))
def collect(act: Act, purchase: Purchase, given: Nothing) -> Facts:
    """Take the finished lot from the factory to the forwarder.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.unpaid" | "purchase.inspection_open").
    """
    purchase.state = PURCHASE.after(purchase.state, "collect")
    rule = act.find(Enterprise, purchase.enterprise_id).house_rule
    needed = rounded(purchase.total_rmb * Decimal(str(rule.get("collect_paid_rate", "1"))), "CNY")
    if purchase.paid_rmb < needed:
        due = needed - rounded(purchase.paid_rmb, "CNY")
        raise RuleBroken("purchase.unpaid", due=due)
    inspections = sorted(act.rows(Inspection, purchase_id=purchase.id), key=lambda each: each.number)
    last = inspections[-1].state if inspections else ""
    if last == "ordered":
        raise RuleBroken("purchase.inspection_open")
    purchase.collected_at = act.now
    order = act.find(Order, purchase.order_id)
    return {
        "inspections": len(inspections),
        "is_inspected": bool(inspections),
        "is_failed_lot": last == "failed",
        "days_to_ship_by": (order.ship_by - act.today).days if order.ship_by else None,
    }
