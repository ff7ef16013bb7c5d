"""A team with a shop, a partner's product with pictures, and listings of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.actions.actor import Actor
from app.core.clock import home_time
from app.core.db import writing
from app.core.guard import doing
from app.core.ids import named_id
from app.models.enterprise import Enterprise
from app.models.pack import Pack
from app.models.partnership import Partnership
from app.models.product import Product, ProductPicture
from app.models.team import DUTIES, Team, TeamMember
from tests.builders import FIRST_DAY, World, a_course, a_person
from tests.reference import with_reference as with_reference

DESCRIPTION = (
    "<p>Stoneware mug of 350 ml, glazed by hand in Jingdezhen. It keeps coffee warm, stacks in the cupboard "
    "and goes into the dishwasher.</p>"
)
LINES = [
    {"market": "DE", "service": "parcel_line", "first_usd": "4.90", "next_usd": "2.10", "days": "14"},
    {"market": "US", "service": "parcel_line", "first_usd": "5.60", "next_usd": "2.50", "days": "15"},
]
MUG: dict[str, Any] = {
    "sku": "MUG-01",
    "name_en": "Stoneware mug 350 ml, hand glazed",
    "name_zh": "手工釉陶瓷马克杯",
    "category": "Kitchen",
    "points_en": ["Holds 350 ml", "Dishwasher safe"],
    "description_en": DESCRIPTION,
    "hs_code": "6912001000",
    "vat_rate": Decimal("0.13"),
    "tiers": [[100, "21.50"], [500, "19.80"]],
    "floor_price_rmb": Decimal("18.77"),
    "moq": 100,
    "lead_time_days": 20,
    "carton_pieces": 24,
    "carton_length_cm": 48,
    "carton_width_cm": 36,
    "carton_height_cm": 26,
    "carton_gross_kg": Decimal("11.2"),
    "carton_net_kg": Decimal("10.1"),
    "unit_gross_kg": Decimal("0.42"),
    "unit_length_cm": 13,
    "unit_width_cm": 11,
    "unit_height_cm": 11,
    "materials": "stoneware",
    "attributes": {"Capacity": ["350 ml"], "Colour": ["oat", "moss"]},
    "certificates": ["LFGB", "FDA"],
}


@dataclass(frozen=True)
class Seller:
    """A team of one in its course, with a partnership and the partner's product."""

    world: World
    actor: Actor
    team_id: UUID
    partnership_id: UUID
    enterprise_id: UUID
    pack_id: UUID
    product_id: UUID

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.world.session

    def act(self, action: str, subject_id: UUID, /, **given: object) -> Any:
        """Perform as the team's lead and insist that it was not refused."""
        return self.world.act(self.actor, action, subject_id, **given)


def a_seller(
    session: Session, course: World | None = None, name: str = "Ningbo Linen", **changes: Any
) -> Seller:
    """A team with an accepted partnership; `changes` are columns of its product."""
    world = course or a_course(session)
    person_id = a_person(session, name.replace(" ", "-"))
    ids = {
        word: named_id(home_time(FIRST_DAY), world.course_id, name, word)
        for word in ("team", "enterprise", "pack", "partnership", "member")
    }
    team = Team(
        id=ids["team"],
        course_id=world.course_id,
        name=name,
        name_key=name.casefold(),
        company_name=f"{name} Co., Ltd.",
    )
    member = TeamMember(
        id=ids["member"], course_id=world.course_id, team_id=team.id, person_id=person_id, duties=["lead"]
    )
    enterprise = Enterprise(
        id=ids["enterprise"],
        course_id=world.course_id,
        slug=f"kiln-{name}".lower(),
        name="Kiln & Sons",
        name_zh="窑坊",
    )
    pack = Pack(
        id=ids["pack"],
        course_id=world.course_id,
        enterprise_id=enterprise.id,
        number=1,
        state="imported",
        file_name="pack.zip",
        digest=name,
        size_bytes=1,
    )
    partnership = Partnership(
        id=ids["partnership"],
        course_id=world.course_id,
        team_id=team.id,
        enterprise_id=enterprise.id,
        state="accepted",
        pitch="We sell mugs.",
        applied_at=home_time(FIRST_DAY),
    )
    with doing("housekeeping"), writing(session):
        for row in (team, member, enterprise, pack, partnership):
            session.add(row)
            session.flush()
    actor = Actor(
        "person",
        str(person_id),
        world.course_id,
        person_id=person_id,
        course_role="",
        team_id=team.id,
        duties=frozenset(DUTIES),
    )
    product_id = a_product(session, world.course_id, enterprise.id, pack.id, **changes)
    return Seller(world, actor, team.id, partnership.id, enterprise.id, pack.id, product_id)


def a_product(
    session: Session,
    course_id: UUID,
    enterprise_id: UUID,
    pack_id: UUID,
    digests: tuple[str, ...] = ("a" * 64, "b" * 64),
    **changes: Any,
) -> UUID:
    """A product of an imported pack, with pictures of these digests."""
    columns = MUG | changes
    at = home_time(FIRST_DAY) + timedelta(minutes=1)
    product = Product(
        id=named_id(at, enterprise_id, columns["sku"]),
        course_id=course_id,
        enterprise_id=enterprise_id,
        pack_id=pack_id,
        **columns,
    )
    with doing("housekeeping"), writing(session):
        session.add(product)
        session.flush()
        for position, digest in enumerate(digests):
            session.add(
                ProductPicture(
                    id=named_id(at, product.id, position),
                    course_id=course_id,
                    product_id=product.id,
                    enterprise_id=enterprise_id,
                    position=position,
                    digest=digest,
                    width=1200,
                    height=1200,
                )
            )
    return product.id


def with_shop(seller: Seller, slug: str = "ningbo-linen", **changes: object) -> UUID:
    """Open the team's shop."""
    given = {"slug": slug, "name": "Ningbo Linen & Clay", "about": "Table ware.", **changes}
    return seller.act("shop.open", seller.team_id, **given).made_id


def a_template(seller: Seller, **changes: object) -> UUID:
    """A shipping template to Germany and the United States."""
    given = {"name": "Parcels", "handling_days": "2", "lines": LINES, **changes}
    return seller.act("shipping_template.save", seller.team_id, **given).made_id


def a_draft(seller: Seller, product_id: UUID | None = None, price: str = "16.90") -> UUID:
    """A listing as it is created."""
    given = {"product_id": product_id or seller.product_id, "price_usd": price}
    return seller.act("listing.create", seller.partnership_id, **given).made_id


def edit_given(**changes: object) -> dict[str, object]:
    """What an edit form sends."""
    return {
        "version": 1,
        "title": "Hand-glazed stoneware mug 350 ml for coffee and tea",
        "keywords": "mug, coffee cup, gift",
        "points": ["Holds 350 ml", "Dishwasher safe"],
        "description": DESCRIPTION,
        "price_usd": "16.90",
        "stock_pieces": "200",
        **changes,
    }


def a_listing(seller: Seller, template_id: UUID, product_id: UUID | None = None, **changes: object) -> UUID:
    """A published listing."""
    listing_id = a_draft(seller, product_id)
    seller.act("listing.edit", listing_id, **edit_given(shipping_template_id=template_id, **changes))
    seller.act("listing.publish", listing_id)
    return listing_id
