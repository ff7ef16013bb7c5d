"""The papers behind a refund claim, gathered from the rows of its order; the tax office looks at the same."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from app.actions.reference import held_rate
from app.core.clock import home_date
from app.models.declaration import Declaration
from app.models.order import Order
from app.models.payment import Payment
from app.models.purchase import Purchase
from app.models.team import Team
from app.trade.books.refund_file import OnFile
from app.trade.refusal import RateUnknown, RuleBroken

M = TypeVar("M", bound=SQLModel)
_ZERO = Decimal(0)


def on_file(session: Session, order: Order) -> OnFile:
    """What the papers of an order say.

    Raises: RuleBroken("refund.not_exported"), RuleBroken("refund.no_declaration"),
    RuleBroken("refund.no_vat_invoice"), RateUnknown("rate.not_held").
    """
    if order.shipped_at is None:
        raise RuleBroken("refund.not_exported")
    declaration = next((d for d in _of(session, Declaration, order) if d.state == "released"), None)
    if declaration is None or not declaration.lines:
        raise RuleBroken("refund.no_declaration", "declaration_number")
    invoiced = [each for each in _of(session, Purchase, order) if each.vat_invoice.get("lines")]
    if not invoiced:
        raise RuleBroken("refund.no_vat_invoice", "vat_invoice_number")
    received = [each for each in _of(session, Payment, order) if each.received_at]
    team = session.get_one(Team, order.team_id)
    export_on = home_date(order.shipped_at)
    return OnFile(
        names=tuple(name for name in (team.company_name_zh, team.company_name, team.name) if name),
        declaration_number=declaration.number,
        header=declaration.header,
        lines=declaration.lines,
        vat_invoice=invoiced[-1].vat_invoice,
        incoterm=order.incoterm,
        contract_usd=order.total_usd,
        paid_usd=sum((each.amount_usd for each in received), _ZERO),
        credited_usd=sum((each.received_usd or _ZERO for each in received), _ZERO),
        export_on=export_on,
        vat_rate=invoiced[-1].vat_rate,
        refund_rate=_refund_rate(session, str(declaration.lines[0].get("hs_code", "")), export_on),
    )


def _of(session: Session, model: type[M], order: Order) -> list[M]:
    query = select(model).where(
        model.course_id == order.course_id,  # type: ignore[attr-defined]
        model.order_id == order.id,  # type: ignore[attr-defined]
    )
    return list(session.exec(query.order_by(col(model.id))))  # type: ignore[attr-defined]


def _refund_rate(session: Session, hs_code: str, export_on: date) -> Decimal:
    """The refund rate of a 10-digit line on the export date. Raises: RateUnknown("rate.not_held")."""
    held = held_rate(session, "refund_rate", hs_code, export_on)
    if held is None or held.value is None:
        raise RateUnknown("rate.not_held", kind="refund_rate", key=hs_code, on=export_on)
    return held.value
