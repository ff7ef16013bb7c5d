"""Laboratory tests of a team's goods: which papers markets ask for, which are held, how each test stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.models.laboratory_test import LaboratoryTest, reported, with_reported
from app.models.listing import Listing
from app.models.product import Product
from app.queries.people.names import own_name
from app.queries.rates.reference import markets
from app.queries.scope import Reader, found, has_duty, own
from app.trade.clearance.laboratory import WantedPaper, failings, goods_of, wanted_papers
from app.trade.letters.letter_certificates import code_of
from app.trade.lifecycles import LABORATORY_TEST

_UNDER_WAY = ("asked", "quoted", "ordered")


@dataclass(frozen=True, slots=True)
class LaboratoryReport:
    """One test. findings: codes of `laboratory_words.FINDINGS`; open: what may be done now."""

    id: UUID
    certificate: str
    kind: str
    state: str
    fee_rmb: Decimal | None
    days: int | None
    valid_until: date | None
    report_on: date | None
    report_number: str
    findings: tuple[str, ...]
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class LaboratoryPage:
    """The tests of one listing's product. held: by the pack, then by the team's own reports; wanted: papers
    that markets ask for, without those held; to_ask: those that may be asked for now.
    """

    listing_id: UUID
    team_id: UUID
    title: str
    sku: str
    product_name: str
    held: tuple[str, ...]
    wanted: tuple[WantedPaper, ...]
    to_ask: tuple[str, ...]
    tests: tuple[LaboratoryReport, ...]
    may_order: bool


def certificates_of(session: Session, team_id: UUID, product: Product) -> list[str]:
    """The certificates that a team may show for a product: the pack's, then its own reports'."""
    names = session.connection().execute(select(reported(team_id, product.id))).scalar()
    return with_reported(product.certificates, names)


def laboratory_page(session: Session, reader: Reader, listing_id: UUID) -> LaboratoryPage:
    """The tests of a listing's product, for its team and for instructors. Raises: Absent."""
    query = (
        select(Listing, Product)
        .join(Product, Product.id == Listing.product_id)
        .where(Listing.id == listing_id, own(Listing, reader))
    )
    listing, product = found(session.execute(query).first())
    test = LaboratoryTest
    of_goods = select(test).where(test.team_id == listing.team_id, test.product_id == product.id)
    rows = session.execute(of_goods.order_by(test.asked_at, test.id)).scalars().all()
    held = [*product.certificates, *sorted(row.certificate for row in rows if row.state == "passed")]
    wanted = wanted_papers(product.hs_code, held, markets())
    return LaboratoryPage(
        listing.id, listing.team_id, listing.title, product.sku,
        own_name(product.name_en, product.name_zh), tuple(held), wanted, _to_ask(product, wanted, rows),
        tuple(_test(row) for row in reversed(rows)), listing.team_id == reader.team_id and may_order(reader),
    )  # fmt: skip


def may_order(reader: Reader) -> bool:
    """Whether the reader may ask for tests and order them in their own team."""
    return has_duty(reader, "product") or has_duty(reader, "sales")


def _to_ask(product: Product, wanted: tuple[WantedPaper, ...], rows: Any) -> tuple[str, ...]:
    goods = goods_of(product)
    closed = {
        code_of(row.certificate) for row in rows
        if row.state in _UNDER_WAY or (row.state == "failed" and failings(row.certificate, goods))
    }  # fmt: skip
    return tuple(each.name for each in wanted if code_of(each.name) not in closed)


def _test(row: LaboratoryTest) -> LaboratoryReport:
    return LaboratoryReport(
        row.id, row.certificate, row.kind, row.state, row.fee_rmb, row.days, row.valid_until, row.report_on,
        row.report_number, tuple(row.findings), LABORATORY_TEST.open(row.state),
    )  # fmt: skip


def listing_of_test(session: Session, reader: Reader, test_id: UUID) -> UUID:
    """The listing on whose page a test stands. Raises: Absent."""
    query = select(LaboratoryTest.listing_id)
    found_id: UUID = found(
        session.execute(query.where(LaboratoryTest.id == test_id, own(LaboratoryTest, reader))).scalar()
    )
    return found_id
