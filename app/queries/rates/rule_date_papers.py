"""Papers on their way: declarations not filed, refund claims not granted, papers not handed over."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.models.declaration import Declaration
from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.refund import RefundClaim
from app.models.team import Team
from app.queries.rates.law_reading import Sold
from app.queries.scope import Reader
from app.trade.carriage.incoterms import SELLER, pays

_NOT_FILED = ("draft", "queried", "refused")
_NOT_GRANTED = ("claimed", "refused")
_OF_PRICE = frozenset({"proforma_invoice", "sales_contract", "commercial_invoice", "export_declaration"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of an order. is_of_import: it states a price that holds duty and tax at destination."""

    kind: str
    label: str
    team: str
    state: str
    href: str
    sold: Sold
    is_of_import: bool


def papers(session: Session, reader: Reader) -> Iterator[Paper]:
    """The papers that a change of law may still touch, by kind and order."""
    yield from _rows(session, reader, Declaration, _NOT_FILED, "declaration")
    yield from _rows(session, reader, RefundClaim, _NOT_GRANTED, "refund")
    drafts = (
        select(Document, Order, Product.hs_code, Team.name)
        .join(Order, col(Order.id) == Document.order_id)
        .join(Product, col(Product.id) == Order.product_id)
        .join(Team, col(Team.id) == Order.team_id)
        .where(Document.course_id == reader.course_id, Document.state == "draft")
        .order_by(col(Team.name), col(Order.number), col(Document.kind))
    )
    for row, order, hs10, team in session.exec(drafts):
        if row.kind in _OF_PRICE and pays(order.incoterm, "import_duty_tax") == SELLER:
            href = f"/orders/{order.id}/documents/{row.kind}"
            yield Paper(row.kind, _label(order), team, row.state, href, Sold(hs10, order.market), True)


def _rows(
    session: Session,
    reader: Reader,
    model: type[Declaration] | type[RefundClaim],
    states: tuple[str, ...],
    word: str,
) -> Iterator[Paper]:
    query = (
        select(model.state, Order, Product.hs_code, Team.name)
        .join(Order, col(Order.id) == model.order_id)
        .join(Product, col(Product.id) == Order.product_id)
        .join(Team, col(Team.id) == Order.team_id)
        .where(model.course_id == reader.course_id, col(model.state).in_(states))
        .order_by(col(Team.name), col(Order.number))
    )
    for state, order, hs10, team in session.exec(query):
        href = f"/orders/{order.id}/{word}"
        yield Paper(word, _label(order), team, state, href, Sold(hs10, order.market), False)


def _label(order: Order) -> str:
    return f"S-{order.number} · {order.incoterm} {order.named_place}"
