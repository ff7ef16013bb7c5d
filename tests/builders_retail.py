"""A consumer's order, reached only by performing actions."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.actions.actor import party
from app.actions.perform import Outcome, perform
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.listing import Listing
from app.models.shop import ShippingTemplate
from app.world.worker import step_to
from tests.builders_listing import Seller, a_listing, a_seller, a_template, with_reference, with_shop

BASKET = {
    "stable_name": "consumer:2026-09-01:0", "name": "Jonas Weber", "city": "Köln",
    "address": "Hauptstraße 4, Köln",
    "market": "DE", "pieces": 2, "tax_usd": Decimal("7.25"), "charges": {"kind": "checkout"},
}  # fmt: skip
LIST = {"hs_code": "6912001000", "goods_name": "Stoneware mug", "declared_usd": "33.80", "net_kg": "0.780"}


@dataclass(frozen=True)
class Retail:
    """A shop with one order of two mugs from Germany."""

    seller: Seller
    listing_id: UUID
    order_id: UUID

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.seller.session

    def order(self) -> ConsumerOrder:
        """The order as it stands."""
        self.session.expire_all()
        return self.session.get_one(ConsumerOrder, self.order_id)

    def act(self, verb: str, /, **given: object) -> Outcome:
        """Perform as the team and insist that it was not refused."""
        return self.seller.act(f"consumer_order.{verb}", self.order_id, **given)

    def attempt(self, verb: str, /, **given: object) -> str:
        """The code of the refusal."""
        outcome = perform(self.session, self.seller.actor, f"consumer_order.{verb}", self.order_id, given)
        assert outcome.refusal is not None
        return outcome.refusal.code

    def days(self, days: int) -> None:
        """Let time pass."""
        course = self.session.get_one(Course, self.seller.world.course_id)
        step_to(self.session, course.id, course.clock_at + timedelta(days=days))


def a_shelf(session: Session, stock: str = "200") -> tuple[Seller, UUID]:
    """A seller with one published listing that ships to Germany and the United States."""
    seller = a_seller(session)
    with_reference(session)
    with_shop(seller)
    return seller, a_listing(seller, a_template(seller), stock_pieces=stock)


def place(seller: Seller, listing_id: UUID, **changes: Any) -> Outcome:
    """A day on which one consumer comes, and fills a basket."""
    listing = seller.session.get_one(Listing, listing_id)
    template = seller.session.get_one(ShippingTemplate, listing.shipping_template_id)
    basket: dict[str, Any] = BASKET | {"order_name": BASKET["stable_name"], "source": "search"} | changes
    line, pieces = template.lines[0], basket["pieces"]
    goods = listing.price_usd * pieces
    shipping = Decimal(line["first_usd"]) + Decimal(line["next_usd"]) * (pieces - 1)
    order = basket | {
        "listing_id": listing_id, "goods_usd": goods, "shipping_usd": shipping, "service": line["service"],
        "promised_days": template.handling_days + int(line["days"]), "ship_due_days": template.handling_days,
        "count": 0,
    }  # fmt: skip
    count = {
        "team_id": listing.team_id, "listing_id": listing_id, "market": basket["market"], "source": "search",
        "query": "mug", "impressions": 3, "clicks": 2, "baskets": 1, "orders": 1, "pieces": pieces,
        "paid_usd": goods + shipping,
    }  # fmt: skip
    course = seller.session.get_one(Course, seller.world.course_id)
    given = {
        "next_at": course.clock_at,
        "part": 0,
        "parts": 2,
        "visits": 3,
        "counts": [count],
        "orders": [order],
    }
    market = party("market", course.id)
    return perform(seller.session, market, "retail.pass_day", course.id, given)


def an_order(session: Session) -> Retail:
    """An order that is paid and waits to be packed."""
    seller, listing_id = a_shelf(session)
    order_id = place(seller, listing_id).must().made_id
    assert order_id
    return Retail(seller, listing_id, order_id)


def a_dispatched(session: Session) -> Retail:
    """An order with the carrier."""
    retail = an_order(session)
    retail.act("pack")
    retail.act("list_for_customs", **LIST)
    retail.days(1)
    way = {"service": "parcel_line", "carrier": "Silk", "cost_usd": "7.90", "least_days": 8, "most_days": 15}
    retail.act("dispatch", **way)
    return retail
