"""A deal whose deposit has come, with the reference loaded, as far as goods and transport need it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from app.actions.actor import Actor
from app.actions.perform import Outcome, perform
from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.declaration import Declaration
from app.models.enterprise import EnterpriseMember
from app.models.inspection import Inspection
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.shipment import Shipment
from app.queries.goods.shipping_options import ShippingWish, shipping_option
from app.trade.books import ledger_entries
from app.trade.money import Money
from app.world.agenda import advance
from tests.builders import World, a_course, a_person
from tests.builders_money import Deal, a_deal, a_product, a_team_with_company
from tests.reference import with_reference

D = Decimal


@dataclass(frozen=True)
class Goods:
    """An order that may be bought for and shipped, its team's lead, and a product manager."""

    deal: Deal
    lead: Actor
    maker: Actor

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.deal.session

    @property
    def world(self) -> World:
        """The course."""
        return self.deal.world

    @property
    def order(self) -> Order:
        """The order as it stands, also after what was done over HTTP."""
        self.session.rollback()
        return self.session.get_one(Order, self.deal.order.id)

    @property
    def product(self) -> Product:
        """The product of the order."""
        return self.session.get_one(Product, self.deal.order.product_id)

    @property
    def today(self) -> date:
        """The simulated day where the sellers are."""
        return home_date(self.deal.now())

    def act(self, action: str, subject_id: UUID, /, **given: object) -> Outcome:
        """Perform as the lead and insist that it was not refused."""
        return self.world.act(self.lead, action, subject_id, **given)

    def asked(self, action: str, subject_id: UUID, actor: Actor | None = None, /, **given: object) -> Outcome:
        """Perform, refused or not."""
        return perform(self.session, actor or self.lead, action, subject_id, given)

    def purchase(self) -> Purchase:
        """The latest purchase of the order."""
        query = select(Purchase).where(Purchase.order_id == self.order.id)
        return self.session.exec(query.order_by(col(Purchase.number).desc())).first()

    def shipment(self) -> Shipment:
        """The latest shipment of the order."""
        query = select(Shipment).where(Shipment.order_id == self.order.id)
        return self.session.exec(query.order_by(col(Shipment.number).desc())).first()

    def inspection(self) -> Inspection:
        """The latest inspection."""
        query = select(Inspection).where(Inspection.order_id == self.order.id)
        return self.session.exec(query.order_by(col(Inspection.number).desc())).first()

    def agenda(self, kind: str) -> AgendaEntry | None:
        """The entry of that kind that is still to come."""
        query = select(AgendaEntry).where(AgendaEntry.kind == kind, col(AgendaEntry.is_done).is_(False))
        return self.session.exec(query).first()

    def pass_time(self, **span: float) -> None:
        """Let everything fall due within a span."""
        until = self.deal.now() + timedelta(**span)
        advance(self.session, self.world.course_id, until)
        self.deal.change(self.session.get_one(Course, self.world.course_id), clock_at=until)

    def pass_until(self, kind: str) -> datetime:
        """Let time pass until the next entry of this kind has been performed."""
        self.session.rollback()
        entry = self.agenda(kind)
        assert entry is not None, kind
        due_at = entry.due_at
        self.pass_time(seconds=(due_at - self.deal.now()).total_seconds())
        return due_at

    def place(self, **changes: object) -> Purchase:
        """Place the usual purchase order."""
        wish = {
            "quantity": 1000, "unit_price_rmb": "28.00", "wanted_on": self.today + timedelta(days=14),
            "specification": "Navy, sizes M and L",
        }  # fmt: skip
        self.act("purchase.place", self.order.id, **{**wish, **changes})
        return self.purchase()

    def make(self, **changes: object) -> Purchase:
        """A purchase whose lot stands ready."""
        self.place(**changes)
        self.pass_until("purchase.consider")
        while self.purchase().state == "in_production":
            self.pass_until("purchase.progress")
        assert self.purchase().state == "ready", self.purchase().reason
        return self.purchase()

    def collect(self) -> Purchase:
        """A lot that is paid, invoiced and with the forwarder."""
        purchase = self.make()
        self.act("purchase.pay", purchase.id, amount_rmb="28000.00")
        self.pass_until("purchase.bill")
        self.act("purchase.collect", purchase.id)
        return self.purchase()

    def book(self, service: str = "sea_lcl", ready_on: date | None = None) -> Shipment:
        """Book a service as the page does."""
        wish = ShippingWish(self.deal.now(), ready_on=ready_on)
        offer = shipping_option(self.session, self.order, service, wish).as_plain()
        self.act("shipment.book", self.order.id, marks="NL-4711", offer=offer)
        return self.shipment()

    def release(self) -> None:
        """Customs has released the export declaration."""
        self.deal.put(
            Declaration(
                team_id=self.deal.team_id, order_id=self.order.id, state="released", number="31042026000001"
            )
        )  # fmt: skip


def goods(session: Session, *, state: str = "deposit_received", **terms: object) -> Goods:
    """A team with money, and an order of 1,000 T-shirts with its deposit; terms change the order."""
    world = a_course(session)
    with_reference(session)
    session.commit()
    team_id, lead = a_team_with_company(world)
    deal = a_deal(world, team_id, lead, product=a_product(world))
    product = session.get_one(Product, deal.order.product_id)
    deal.change(
        product, tiers=[[100, "30.00"], [1000, "28.00"]], floor_price_rmb=D("25.00"), daily_capacity=500,
        category="Apparel > Tops",
    )  # fmt: skip
    deal.change(deal.order, state=state, **{"ship_by": date(2026, 10, 20), **terms})
    if state == "deposit_received":
        deal.book(ledger_entries.deposit_received(Money(D(3000), "USD"), Money(D(0), "CNY")), 701)
    return Goods(deal, lead, _maker(deal))


def _maker(deal: Deal) -> Actor:
    person_id = a_person(deal.session, "maker")
    enterprise_id = deal.order.enterprise_id
    deal.put(EnterpriseMember(enterprise_id=enterprise_id, person_id=person_id, role="product_manager"))
    return Actor(
        "person", str(person_id), deal.world.course_id, person_id=person_id, enterprise_id=enterprise_id,
        enterprise_role="product_manager",
    )  # fmt: skip
