"""What the customs office sees: a declaration with the faults its checks found, and the opened packages."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, select

from app.actions.declaration_deal import only_shipment, tariff_of
from app.core.clock import home_date
from app.core.days_off import days_off
from app.models.agenda import AgendaEntry
from app.models.declaration import Declaration
from app.models.order import Order
from app.models.product import Product
from app.queries.teaching.world_event import events_of
from app.trade.clearance.customs_risk import Risk
from app.trade.clearance.declaration import declaration_from
from app.trade.clearance.goods_inspection import GoodsTruth, inspection_findings
from app.trade.finding import Finding, read_noted
from app.trade.market.world_event import inspection_added
from app.trade.working_time import Office
from app.world.parameters import Figures, parameters


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A filed declaration on the desk of the office at `now`. campaign_share: opened besides by campaigns."""

    declaration_id: UUID
    stable_name: str
    state: str
    now: datetime
    office: Office
    findings: tuple[Finding, ...]
    risk: Risk
    campaign_share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class InspectedView:
    """The opened packages beside the declaration: where they differ."""

    declaration_id: UUID
    stable_name: str
    state: str
    differences: tuple[Finding, ...]


def declaration_view(session: Session, entry: AgendaEntry) -> DeclarationView:
    """The declaration of an entry."""
    row = session.get_one(Declaration, entry.subject_id)
    findings = tuple(read_noted(each) for each in row.findings)
    tariff = tariff_of(session, row.values)
    released = session.exec(
        select(Declaration.id).where(
            Declaration.course_id == row.course_id,
            Declaration.team_id == row.team_id,
            Declaration.state == "released",
        )
    ).first()
    risk = Risk(
        has_marks=any(line.supervision_codes or line.inspection_codes for line in tariff.values()),
        is_first=released is None,
        warnings=sum(finding.severity == "warning" for finding in findings),
        times_filed=row.times_filed,
    )
    return DeclarationView(
        row.id, entry.given["stable_name"], row.state, entry.due_at, customs_office(),
        findings, risk, inspection_added(events_of(session), tariff, home_date(entry.due_at)),
    )  # fmt: skip


def inspected_view(session: Session, entry: AgendaEntry) -> InspectedView:
    """The goods of an entry's declaration as they are."""
    row = session.get_one(Declaration, entry.subject_id)
    order = session.get_one(Order, row.order_id)
    product, shipment = session.get_one(Product, order.product_id), only_shipment(session, order)
    if shipment is None:  # called off while the packages were being opened: nothing left to compare
        return InspectedView(row.id, entry.given["stable_name"], row.state, ())
    goods = GoodsTruth(
        hs10=product.hs_code,
        pieces=order.quantity,
        packages=shipment.packages,
        gross_weight_kg=shipment.gross_kg,
        brand=product.brand if product.brand_type else "",
    )
    declared = declaration_from(row.values, tariff_of(session, row.values))
    tolerance = Decimal(parameters("customs_office")["inspection"]["weight_tolerance_rate"])
    differences = tuple(inspection_findings(declared, goods, tolerance))
    return InspectedView(row.id, entry.given["stable_name"], row.state, differences)


def customs_office() -> Office:
    """Hours and days off of Chinese customs."""
    return parameters("customs_office").once(_office)


def _office(figures: Figures) -> Office:
    hours = figures["office"]
    opens, closes = (time.fromisoformat(hours[name]) for name in ("opens", "closes"))
    return Office("Asia/Shanghai", holidays=days_off("CN"), opens=opens, closes=closes)
