"""A player's shop: partners, shop, shipping, listings."""

import re
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from app.core.parameters import parameters
from app.models.enterprise import Enterprise
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product
from app.models.shop import Shop
from app.queries.catalogue.laboratory_test import certificates_of
from app.queries.catalogue.listing_costs import Costs, listing_costs
from app.world.players.move import Move, Seat
from app.world.players.shipping import shipping_move, template_for

_STOCK, _LITTLE_STOCK = 120, 20
_TONES = ("teal", "indigo", "amber", "rose", "green", "slate")


def shop_moves(seat: Seat) -> list[Move]:
    """What is open around the shop."""
    shop = seat.session.exec(select(Shop).where(Shop.team_id == seat.team.id)).first()
    if shop is None:
        return [_open_shop(seat), *_partners(seat)]
    return [*_partners(seat), *_listings(seat)]


def _open_shop(seat: Seat) -> Move:
    words = parameters("player_words")
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in seat.team.name.lower()).strip("-")
    given = {
        "name": seat.team.company_name or seat.team.name,
        "slug": slug,
        "about": str(words["about"]).format(team=seat.team.name),
        "return_policy": words["return_policy"],
        "tone": _TONES[sum(map(ord, seat.team.name)) % len(_TONES)],
    }
    return Move("shop", "shop.open", seat.team.id, given)


def _partners(seat: Seat) -> list[Move]:
    held = seat.session.exec(select(Partnership).where(Partnership.team_id == seat.team.id)).all()
    live = [each for each in held if each.state in ("applied", "accepted")]
    if len(live) >= seat.skill.partners or any(each.state == "applied" for each in live):
        return []
    query = select(Enterprise).where(Enterprise.course_id == seat.course.id).order_by(col(Enterprise.slug))
    asked = Counter(each.enterprise_id for each in held if each.state == "declined")
    partners = {each.enterprise_id for each in live}
    free = [each for each in seat.session.exec(query) if each.id not in partners]
    if not free:
        return []
    # One that declined is asked again once all have been asked.
    least = min(asked[each.id] for each in free)
    free = [each for each in free if asked[each.id] == least]
    wanted = free[sum(map(ord, seat.team.name)) % len(free)]
    words = parameters("player_words")
    pitch = str(words["pitch"]).format(team=seat.team.name, industry=wanted.industry or "your field")
    name = f"partner:{wanted.slug}:{least}"
    return [Move(name, "partnership.apply", wanted.id, {"pitch": pitch}, {"pitch": words["poor_pitch"]})]


def _listings(seat: Seat) -> list[Move]:
    own = Listing.team_id == seat.team.id
    # By SKU: an id is another one in another course, and may decide nothing.
    held = select(Listing, Product).join(Product, col(Product.id) == Listing.product_id).order_by(Product.sku)
    open_ones = or_(Listing.state == "draft", col(Listing.stock_pieces) < _LITTLE_STOCK)
    moves = [move for row, product in seat.session.exec(held.where(own, open_ones)).all()
             for move in _listing(seat, row, product)]  # fmt: skip
    return moves or _next_listing(seat, set(seat.session.exec(select(Listing.product_id).where(own))))


def _listing(seat: Seat, row: Listing, product: Product) -> list[Move]:
    if row.state == "draft" and row.shipping_template_id is None:
        template = template_for(seat, product)
        if template is None:
            return [shipping_move(seat, product)]
        right = _words(seat, row, product, template.id)
        poor = right | {"title": product.name_en.split(",")[0], "keywords": "", "points": []}
        return [Move(f"words:{product.sku}", "listing.edit", row.id, right, poor)]
    if row.state == "draft":
        return [Move(f"publish:{product.sku}", "listing.publish", row.id)]
    if row.state == "published" and row.stock_pieces < _LITTLE_STOCK:
        given = _words(seat, row, product, row.shipping_template_id)
        return [Move(f"stock:{product.sku}", "listing.edit", row.id, given)]
    return []


def _words(seat: Seat, row: Listing, product: Product, template_id: UUID | None) -> dict[str, Any]:
    """Everything that the data pack says, in the listing's words."""
    paragraphs = [product.description_en or product.name_en]
    if product.materials:
        paragraphs.append(f"Material: {product.materials}.")
    held = certificates_of(seat.session, seat.team.id, product)
    if held:
        paragraphs.append(f"Certificates: {', '.join(held)}.")
    carton = product.carton_pieces
    paragraphs.append(f"Wholesale: {carton} pieces to a carton, from {product.moq} pieces.")
    return {
        "version": row.version,
        "title": title_of(product),
        "keywords": ", ".join(dict.fromkeys(product.name_en.lower().replace(",", "").split()[:6])),
        "points": product.points_en[:5],
        "description": "".join(f"<p>{text}</p>" for text in paragraphs),
        "price_usd": row.price_usd,
        "stock_pieces": _STOCK,
        "shipping_template_id": template_id,
    }


def title_of(product: Product) -> str:
    """The goods' name, and what they are made of where the name does not say it. An abbreviation of a plastic
    tells a buyer nothing.
    """
    material = _chief_material(product.materials)
    is_said = _words_of(material) <= _words_of(product.name_en)
    is_told = material and not material.isupper() and not is_said
    return f"{product.name_en}, {material}"[:140] if is_told else product.name_en[:140]


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d]+", text.lower()))


def _chief_material(materials: str) -> str:
    """The first of the materials that a pack lists, which may be parted by either sign."""
    return re.split("[;,]", materials)[0].strip()


def _next_listing(seat: Seat, listed: set[UUID]) -> list[Move]:
    if len(listed) >= seat.skill.listings:
        return []
    partnership = Partnership
    held = select(partnership).join(Enterprise, col(Enterprise.id) == partnership.enterprise_id)
    held = held.where(partnership.team_id == seat.team.id, partnership.state == "accepted")
    for each in seat.session.exec(held.order_by(col(Enterprise.slug))):
        offered = select(Product).where(
            Product.enterprise_id == each.enterprise_id, col(Product.is_offered).is_(True)
        )
        products = seat.session.exec(offered.order_by(col(Product.sku))).all()
        start = sum(map(ord, seat.team.name)) % max(1, len(products))
        for product in [*products[start:], *products[:start]]:
            if product.id in listed:
                continue
            price = _price(seat, product)
            if price is not None:
                given = {"product_id": product.id, "price_usd": price}
                slip = given | {"price_usd": (price / 2).quantize(Decimal("0.01"))}
                return [Move(f"list:{product.sku}", "listing.create", each.id, given, slip)]
    return []


def _price(seat: Seat, product: Product) -> Decimal | None:
    costs = listing_costs(seat.session, seat.reader, product, None, [])
    if not isinstance(costs, Costs):
        return None
    return (costs.lowest_usd * seat.skill.price_factor).quantize(Decimal("0.01"))
