"""What a laboratory sees of a test: the goods as their data pack describes them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.laboratory_test import LaboratoryTest
from app.models.product import Product
from app.trade.clearance.laboratory import GoodsUnderTest, goods_of


@dataclass(frozen=True, slots=True)
class LaboratoryView:
    """One test that was asked for or ordered."""

    stable_name: str
    test_id: UUID
    state: str
    on: date
    certificate: str
    kind: str
    goods: GoodsUnderTest


_TEST = (
    select(
        col(LaboratoryTest.id), LaboratoryTest.state, LaboratoryTest.certificate, LaboratoryTest.kind,
        Product.hs_code, Product.materials, Product.attributes, Product.dangerous, Product.certificates,
    )
    .join(Product, col(Product.id) == LaboratoryTest.product_id)
    .where(col(LaboratoryTest.id) == bindparam("test"))
)  # fmt: skip


def laboratory_view(session: Session, entry: AgendaEntry) -> LaboratoryView:
    """The view for the entries of a test."""
    row: Any = session.connection().execute(_TEST, {"test": entry.subject_id}).one()
    name, on = entry.given["stable_name"], home_date(entry.due_at)
    return LaboratoryView(name, row.id, row.state, on, row.certificate, row.kind, goods_of(row))
