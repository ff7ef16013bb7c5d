"""How many things wait for a reader, by the area of their menu: the badges. One select, read again
when the course's log has grown."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, exists, func, literal, or_, select
from sqlmodel import Session

from app.core.standing import while_log_stands
from app.models.consumer_order import ConsumerOrder
from app.models.declaration import Declaration
from app.models.document import DocumentSet
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.models.parcel_return import ParcelReturn
from app.models.partnership import Partnership
from app.models.payment import Payment
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.refund import RefundClaim
from app.models.settlement import Settlement
from app.models.shipment import Shipment

_COURSE, _TEAM, _ENTERPRISE = bindparam("course_id"), bindparam("team_id"), bindparam("enterprise_id")


def _has(model: Any, *conditions: Any) -> Any:
    return exists().where(model.order_id == Order.id, *conditions)


def _sum(column: Any, model: Any) -> Any:
    total = select(func.coalesce(func.sum(column), literal(0))).where(model.order_id == Order.id)
    return total.scalar_subquery()


def _order_waits() -> Any:
    """The same conditions as the tasks of `desk_tasks.py`, in the database; a test holds them equal."""
    booked = _has(Shipment, Shipment.state != "cancelled")
    in_preparation = or_(
        ~_has(Purchase, Purchase.state.in_(("placed", "in_production", "ready", "collected"))),
        _has(Purchase, Purchase.state == "ready"),
        and_(_has(Purchase, Purchase.state.in_(("in_production", "ready", "collected"))), ~booked),
        and_(booked, ~_has(Declaration, Declaration.state != "draft")),
    )
    all_paid = and_(_has(Payment), ~_has(Payment, Payment.state != "received"))
    shipped = Order.shipped_at.is_not(None)
    return or_(
        Order.state == "drafted",
        and_(Order.state == "deposit_received", in_preparation),
        _has(Declaration, Declaration.state.in_(("queried", "refused"))),
        and_(shipped, ~_has(DocumentSet, DocumentSet.state.not_in(("open", "queried")))),
        _sum(Payment.received_usd, Payment) > _sum(Settlement.amount_usd, Settlement),
        and_(shipped, all_paid, ~_has(RefundClaim, RefundClaim.state != "refused")),
    )


def _count(model: Any, *conditions: Any) -> Any:
    query = select(func.count()).select_from(model).where(model.course_id == _COURSE, *conditions)
    return query.scalar_subquery()


def _of_team() -> Select:
    countered = exists().where(Quotation.inquiry_id == Inquiry.id, Quotation.state == "countered")
    unsent = ConsumerOrder.state.in_(("paid", "packed", "listed"))
    return select(
        _count(Inquiry, Inquiry.team_id == _TEAM, or_(Inquiry.state == "waiting", countered)),
        _count(Order, Order.team_id == _TEAM, Order.state != "cancelled", _order_waits()),
        _count(ConsumerOrder, ConsumerOrder.team_id == _TEAM, unsent)
        + _count(ParcelReturn, ParcelReturn.team_id == _TEAM, ParcelReturn.state == "asked"),
    )


def _of_enterprise() -> Select:
    return select(
        _count(Partnership, Partnership.enterprise_id == _ENTERPRISE, Partnership.state == "applied"),
        _count(Purchase, Purchase.enterprise_id == _ENTERPRISE, Purchase.state == "placed"),
    )


_TEAM_AREAS, _BY_TEAM = ("inquiries", "orders", "consumer-orders"), _of_team()
_ENTERPRISE_AREAS, _BY_ENTERPRISE = ("partnerships", "purchases"), _of_enterprise()


def waiting_of_team(session: Session, course_id: UUID, team_id: UUID) -> dict[str, int]:
    """Area of the team's menu -> how many inquiries, orders or parcels are the team's turn."""
    asked = {"course_id": course_id, "team_id": team_id}
    return _counted(session, _BY_TEAM, asked, _TEAM_AREAS)


def waiting_of_enterprise(session: Session, course_id: UUID, enterprise_id: UUID) -> dict[str, int]:
    """Area of the enterprise's menu -> how many applications or purchase orders wait for its answer."""
    asked = {"course_id": course_id, "enterprise_id": enterprise_id}
    return _counted(session, _BY_ENTERPRISE, asked, _ENTERPRISE_AREAS)


def _counted(
    session: Session, query: Select, asked: dict[str, UUID], areas: tuple[str, ...]
) -> dict[str, int]:
    """The counts of one team or enterprise, named by its id: nobody else is shown them."""

    def read() -> tuple[int, ...]:
        return tuple(session.connection().execute(query, asked).one())

    counts = while_log_stands(session, asked["course_id"], ("waiting", areas, *asked.values()), read)
    return dict(zip(areas, counts, strict=True))
