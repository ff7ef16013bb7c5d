"""A deal as far as the money needs it, written as housekeeping: the words before it have their own tests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel

from app.actions.actor import Actor
from app.core.clock import home_time
from app.core.db import housekeeping
from app.core.ids import fresh_id
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.course import Course
from app.models.declaration import Declaration
from app.models.enterprise import Enterprise
from app.models.inquiry import Inquiry
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.order import Order
from app.models.pack import Pack
from app.models.payment import Payment
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.rate import ExchangeRateDay, ReferenceRate
from app.models.team import Team
from app.trade.books import ledger_entries
from app.trade.books.bookkeeping import Entry
from app.trade.money import Money
from tests.builders import FIRST_DAY, World
from tests.builders_people import a_member, a_team

D = Decimal
START = home_time(FIRST_DAY)
COMPANY_ZH = "宁波海川进出口有限公司"
HS_CODE = "6109100021"


def put(session: Session, row: SQLModel, course_id: UUID) -> Any:
    """Insert a row of the course."""
    with housekeeping(session):
        if hasattr(row, "id"):
            row.id = row.id or fresh_id()
        if hasattr(row, "course_id"):
            row.course_id = course_id
        _fill(row)
        session.add(row)
    return row


def _fill(row: SQLModel) -> None:
    """What the money does not look at stays empty: texts and counts that another word's row demands."""
    for column in type(row).__table__.columns:
        if not column.nullable and not column.foreign_keys and getattr(row, column.key) is None:
            setattr(row, column.key, {str: "", datetime: START}.get(column.type.python_type, 0))


@dataclass(frozen=True)
class Deal:
    """A team with one confirmed order and its two instalments."""

    world: World
    team_id: UUID
    finance: Actor
    order: Order
    deposit: Payment
    balance: Payment

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.world.session

    def put(self, row: SQLModel) -> Any:
        """Insert a row of the course."""
        return put(self.session, row, self.world.course_id)

    def now(self) -> datetime:
        """The simulated time."""
        return self.session.get_one(Course, self.world.course_id).clock_at

    def change(self, row: SQLModel, **values: object) -> None:
        """Set what another word's action would have set."""
        with housekeeping(self.session):
            for name, value in values.items():
                setattr(row, name, value)
            self.session.add(row)

    def book(self, entry: Entry, number: int) -> None:
        """Post an entry that another word's action would have posted."""
        row = self.put(
            LedgerEntry(
                team_id=self.team_id, number=number, code=entry.code, order_id=self.order.id, at=self.now()
            )
        )
        for posting in entry.postings:
            self.put(
                LedgerPosting(
                    team_id=self.team_id, entry_id=row.id, account=posting.account,
                    currency=posting.currency, amount=posting.amount,
                )
            )  # fmt: skip


def dated_rates(session: Session) -> None:
    """The few dated facts that money needs: exchange rates, two bank fees, one refund rate."""
    rates = {date(2026, 8, 31): "7.10", date(2026, 9, 1): "7.12", date(2026, 9, 4): "7.20",
             date(2026, 9, 18): "7.05"}  # fmt: skip
    fees = {"bank.remittance_in": ("0.0005", 50, 500), "bank.remittance_out": ("0.001", 100, 1000)}
    with housekeeping(session):
        for on, rate in rates.items():
            session.add(ExchangeRateDay(currency="CNY", on=on, per_usd=D(rate)))
        for code, (value, least, most) in fees.items():
            session.add(
                ReferenceRate(
                    kind="fee", key=code, valid_from=date(2020, 1, 1), value=D(value), unit="percent",
                    least=D(least), most=D(most), currency="CNY", source="trade rules, section 9",
                    trust="medium",
                )
            )  # fmt: skip
        session.add(
            ReferenceRate(
                kind="refund_rate", key=HS_CODE, valid_from=date(2020, 1, 1), value=D("0.13"), unit="percent",
                source="test", trust="high",
            )
        )  # fmt: skip


def a_team_with_company(world: World, name: str = "Harbour") -> tuple[UUID, Actor]:
    """A team with its company's names and one member, who leads."""
    team_id = a_team(world, name)
    lead = a_member(world, team_id, f"{name}-lead")
    with housekeeping(world.session):
        team = world.session.get_one(Team, team_id)
        team.company_name, team.company_name_zh = f"{name} Trading", COMPANY_ZH
    return team_id, lead


def a_product(world: World) -> Product:
    """An enterprise with a pack of one product."""
    session, course_id = world.session, world.course_id
    enterprise = Enterprise(slug="yunfan", name="Yunfan Knitting", name_zh="云帆针织")
    enterprise = put(session, enterprise, course_id)
    pack = put(
        session,
        Pack(enterprise_id=enterprise.id, number=1, file_name="pack.zip", digest="0" * 64, size_bytes=1),
        course_id,
    )
    sizes = {f"carton_{side}_cm": D(40) for side in ("length", "width", "height")}
    return put(
        session,
        Product(
            enterprise_id=enterprise.id, pack_id=pack.id, sku="T-1", name_en="Cotton T-shirt",
            name_zh="棉T恤",
            category="apparel", hs_code=HS_CODE, vat_rate=D("0.13"), moq=100, lead_time_days=10,
            carton_pieces=50, carton_gross_kg=D(11), carton_net_kg=D(10), **sizes,
        ),
        course_id,
    )  # fmt: skip


def a_deal(world: World, team_id: UUID, finance: Actor, *, product: Product | None = None) -> Deal:
    """A confirmed order of 1,000 pieces at 10 USD, 30 % before production and 70 % against documents."""
    session, course_id = world.session, world.course_id
    product = product or a_product(world)
    buyer = put(
        session,
        Buyer(
            stable_name="nordlicht", name="Anke Petersen", company_name="Nordlicht GmbH", country="DE",
            persona={"payment_habit": "prompt"},
        ),
        course_id,
    )  # fmt: skip
    inquiry = put(
        session,
        Inquiry(
            team_id=team_id, buyer_id=buyer.id, product_id=product.id, stable_name="inquiry-1", number=1,
            state="won", subject="T-shirts", market="DE", quantity=1000, opened_at=START,
            first_reply_at=START + timedelta(hours=5),
        ),
        course_id,
    )  # fmt: skip
    shared = {
        "team_id": team_id, "inquiry_id": inquiry.id, "product_id": product.id, "quantity": 1000,
        "incoterm": "FOB", "named_place": "Ningbo", "mode": "sea", "unit_price_usd": D(10),
        "total_usd": D(10000), "fx_rate": D("7.08"),
    }  # fmt: skip
    offer = put(
        session,
        Quotation(
            **shared, number=1, state="accepted", cost_rmb=D(60000), margin_rate=D("0.15"),
            fx_on=date(2026, 8, 31), lead_time_days=20, valid_until=date(2026, 9, 30),
        ),
        course_id,
    )  # fmt: skip
    order = put(
        session,
        Order(
            **shared, quotation_id=offer.id, buyer_id=buyer.id, enterprise_id=product.enterprise_id, number=1,
            state="confirmed", market="DE", payment_terms="tt_30_70", drafted_at=START, confirmed_at=START,
        ),
        course_id,
    )  # fmt: skip
    deposit, balance = (
        put(
            session,
            Payment(team_id=team_id, order_id=order.id, kind=kind, amount_usd=D(amount), condition=condition),
            course_id,
        )
        for kind, amount, condition in (
            ("deposit", 3000, "before_production"),
            ("balance", 7000, "against_bill_of_lading_copy"),
        )
    )
    return Deal(world, team_id, finance, order, deposit, balance)


def schedule(deal: Deal, payment: Payment, at: datetime, kind: str = "payment.remit") -> None:
    """Put an entry for the payment on the agenda, as confirming or sending documents does."""
    deal.put(AgendaEntry(due_at=at, name=f"{kind}:{payment.kind}", kind=kind, subject_id=payment.id))


def ship(deal: Deal, at: datetime) -> None:
    """The goods leave, with the entries of the sale and of the stock."""
    paid = D(3000) if deal.deposit.received_at else D(0)
    deal.change(deal.order, state="shipped", shipped_at=at)
    deal.book(ledger_entries.goods_sold(Money(D(10000), "USD"), Money(paid, "USD")), 901)
    deal.book(ledger_entries.goods_shipped(Money(D(50000), "CNY")), 902)


def refund_papers(deal: Deal, **wrong: str) -> None:
    """A released declaration and a VAT invoice that agree, unless consignor, unit or quantity is wrong."""
    line = {
        "hs_code": HS_CODE, "name": "棉T恤", "quantity": wrong.get("quantity", "1000"),
        "unit": wrong.get("unit", "件"), "amount": "10000.00",
    }  # fmt: skip
    deal.put(
        Declaration(
            team_id=deal.team_id, order_id=deal.order.id, state="released", number="310420260911001188",
            header={
                "supervision_mode": "0110", "currency": "USD",
                "consignor": {"name": wrong.get("consignor", COMPANY_ZH)},
            },
            lines=[line],
        )
    )  # fmt: skip
    deal.put(
        Purchase(
            team_id=deal.team_id, enterprise_id=deal.order.enterprise_id, order_id=deal.order.id,
            product_id=deal.order.product_id, number=1, state="collected", quantity=1000,
            unit_price_rmb=D("56.50"), total_rmb=D(56500), vat_rate=D("0.13"), wanted_on=date(2026, 9, 20),
            placed_at=START,
            vat_invoice={
                "number": "26332000000118840412", "buyer": {"name": COMPANY_ZH}, "amount_total": "50000.00",
                "tax_total": "6500.00", "total": "56500.00",
                "lines": [{"name": "*服装*棉T恤", "unit": "件", "quantity": "1000", "amount": "50000.00"}],
            },
        )
    )  # fmt: skip
    deal.book(ledger_entries.purchase_invoiced(Money(D(50000), "CNY"), Money(D(6500), "CNY")), 801)


RIGHT_CLAIM = {
    "declaration_number": "310420260911001188",
    "vat_invoice_number": "26332000000118840412",
    "net_rmb": "50000.00",
    "quantity": 1000,
    "claimed_rmb": "6500.00",
}
