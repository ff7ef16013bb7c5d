"""The verbs of a listing: created from a partner's product, edited, its pictures put in order, published."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlmodel import col, select

from app.actions.act import Act
from app.actions.listing_given import PICTURES_AT_MOST, Create, Edit, OrderPictures
from app.actions.policies import shop_duty
from app.actions.reference import held_rate, middle_rate
from app.actions.registry import Facts, Nothing, action
from app.core.parameters import parameters
from app.core.rich_text import characters, sanitised, without_tags
from app.core.search_words import kept_words
from app.models.laboratory_test import LaboratoryTest, certificates_held
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product, ProductPicture
from app.models.shop import ShippingTemplate, Shop
from app.trade.lifecycles import LISTING
from app.trade.market import listing_quality
from app.trade.payments.exchange import bank_buying
from app.trade.price import consumer_price
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals, Stale

TITLE_LEAST = 20  # characters of a title that may be published
DESCRIPTION_LEAST = 80  # characters of a description that may be published
_SEARCH_ROOM = 20_000
_SEARCH_KEY_BITS = 2**62 - 1
_may = shop_duty("product") | shop_duty("marketing")


@action("listing.create", Partnership, Create, allow=_may)
def create(act: Act, partnership: Partnership, given: Create) -> Facts:
    """Make a draft of a partner's product: words and pictures of the pack, to be written anew for buyers.

    Raises: RuleBroken("listing.not_a_partner" | "listing.no_shop" | "listing.product_unknown" |
        "listing.product_withdrawn" | "listing.exists").
    """
    if partnership.state != "accepted":
        raise RuleBroken("listing.not_a_partner")
    shops = act.rows(Shop, team_id=partnership.team_id)
    if not shops:
        raise RuleBroken("listing.no_shop")
    product = act.session.get(Product, given.product_id)
    if product is None or product.enterprise_id != partnership.enterprise_id:
        raise RuleBroken("listing.product_unknown", "product_id")
    if not product.is_offered:
        raise RuleBroken("listing.product_withdrawn", "product_id", sku=product.sku)
    if act.rows(Listing, team_id=partnership.team_id, product_id=product.id):
        raise RuleBroken("listing.exists", "product_id", sku=product.sku)
    listing = Listing(
        team_id=partnership.team_id, shop_id=shops[0].id, product_id=product.id, title=product.name_en,
        points=list(product.points_en)[:8], description=sanitised(product.description_en),
        category=product.category, price_usd=given.price_usd, pictures=_pictures(act,
        product)[:PICTURES_AT_MOST],
        version=0,
    )  # fmt: skip
    act.add(listing)
    return _weighed(act, listing, product)


@action("listing.edit", Listing, Edit, allow=_may)
def edit(act: Act, listing: Listing, given: Edit) -> Facts:
    """Change a listing's words, price, stock and shipping; a published one stays fit to be shown.

    Raises: Stale("listing.changed_meanwhile"), RuleBroken("listing.tiers_out_of_order" |
        "listing.shipping_template_unknown"), and as `publish` where the listing is published.
    """
    _check_version(listing, given.version)
    tiers = given.tiers()
    if any(one[0] >= next_one[0] or one[1] < next_one[1] for one, next_one in pairwise(tiers)):
        raise RuleBroken("listing.tiers_out_of_order", "wholesale.0.from_pieces")
    listing.title, listing.keywords, listing.points = given.title, list(given.keywords), list(given.points)
    listing.description = sanitised(given.description)
    listing.price_usd, listing.wholesale = given.price_usd, tiers
    listing.stock_pieces = given.stock_pieces
    listing.shipping_template_id, listing.ships_to = None, ""
    if given.shipping_template_id:
        template = act.session.get(ShippingTemplate, given.shipping_template_id)
        if template is None or template.team_id != listing.team_id:
            raise RuleBroken("listing.shipping_template_unknown", "shipping_template_id")
        listing.shipping_template_id = template.id
        listing.ships_to = f" {' '.join(line['market'] for line in template.lines)} "
    if listing.state == "published":
        _check_fit(act, listing)
    return _weighed(act, listing, act.find(Product, listing.product_id))


@action("listing.order_pictures", Listing, OrderPictures, allow=_may)
def order_pictures(act: Act, listing: Listing, given: OrderPictures) -> Facts:
    """Choose which of the product's pictures are shown, and in which order; the first stands on cards.

    Raises: Stale("listing.changed_meanwhile"), RuleBroken("listing.picture_unknown" | "listing.no_picture").
    """
    _check_version(listing, given.version)
    product = act.find(Product, listing.product_id)
    chosen, own = given.digests(), set(_pictures(act, product))
    if not own.issuperset(chosen) or len(set(chosen)) < len(chosen) or len(chosen) > PICTURES_AT_MOST:
        raise RuleBroken("listing.picture_unknown", "pictures.0.place")
    if not chosen and listing.state == "published":
        raise RuleBroken("listing.no_picture", "pictures.0.place")
    listing.pictures = chosen
    return _weighed(act, listing, product)


@action("listing.publish", Listing, Nothing, allow=_may)
def publish(act: Act, listing: Listing, given: Nothing) -> Facts:
    """Show a listing on the market.

    Raises: NotOpenNow; SeveralRefusals of RuleBroken("listing.shop_closed" | "listing.no_picture" |
        "listing.title_too_short" | "listing.description_too_short" | "listing.no_shipping").
    """
    listing.state = LISTING.after(listing.state, "publish")
    _check_fit(act, listing)
    listing.published_at = act.now
    return _weighed(act, listing, act.find(Product, listing.product_id))


@action("listing.withdraw", Listing, Nothing, allow=_may)
def withdraw(act: Act, listing: Listing, given: Nothing) -> Facts:
    """Take a listing from the market; what was ordered of it stays ordered.

    Raises: NotOpenNow.
    """
    listing.state = LISTING.after(listing.state, "withdraw")
    listing.version += 1
    return {"sold_pieces": listing.sold_pieces}


def _check_version(listing: Listing, version: int) -> None:
    if version != listing.version:
        raise Stale("listing.changed_meanwhile")


def _pictures(act: Act, product: Product) -> list[str]:
    picture = ProductPicture
    query = select(picture.digest).where(picture.product_id == product.id)
    return list(dict.fromkeys(act.session.exec(query.order_by(col(picture.position)))))


def _check_fit(act: Act, listing: Listing) -> None:
    """Refuse, all at once, what the market would not show."""
    missing: list[Refusal] = []
    if not act.find(Shop, listing.shop_id).is_open:
        missing.append(RuleBroken("listing.shop_closed"))
    if len(listing.title) < TITLE_LEAST:
        missing.append(RuleBroken("listing.title_too_short", "title", least=TITLE_LEAST))
    if characters(listing.description) < DESCRIPTION_LEAST:
        missing.append(RuleBroken("listing.description_too_short", "description", least=DESCRIPTION_LEAST))
    if listing.shipping_template_id is None:
        missing.append(RuleBroken("listing.no_shipping", "shipping_template_id"))
    if not listing.pictures:
        missing.append(RuleBroken("listing.no_picture", "pictures.0.place"))
    if missing:
        raise SeveralRefusals(missing)


def _weighed(act: Act, listing: Listing, product: Product) -> dict[str, Any]:
    """Note quality and search words on the row; give the facts that make the listing good or bad."""
    words = listing_quality.ListingWords(
        listing.title, tuple(listing.points), without_tags(listing.description), tuple(listing.keywords),
        len(listing.pictures),
    )  # fmt: skip
    weighed = listing_quality.quality(words, _facts_of(act, listing, product))
    listing.quality, listing.untrue_claims = weighed.score, len(weighed.untrue)
    listing.version += 1
    listing.search_key = listing.id.int & _SEARCH_KEY_BITS
    listing.search_title = kept_words(listing.title)[:2000]
    searched = (
        *listing.keywords, *listing.points, words.description, listing.category, product.name_en,
        product.name_zh, product.materials, product.sku,
    )  # fmt: skip
    listing.search_text = kept_words(" \n ".join(searched))[:_SEARCH_ROOM]
    parts = {part.code: part.points for part in weighed.parts}
    return {"quality": weighed.score, "quality_parts": parts, "untrue_claims": list(weighed.untrue),
            "pictures": len(listing.pictures), **_price_facts(act, listing, product)}  # fmt: skip


def _facts_of(act: Act, listing: Listing, product: Product) -> listing_quality.ProductFacts:
    texts = (product.name_en, product.materials, *product.points_en, product.description_en)
    passed = act.rows(LaboratoryTest, team_id=listing.team_id, product_id=product.id, state="passed")
    held = certificates_held(product.certificates, passed)
    return listing_quality.pack_facts(held, texts, product.attributes)


def _price_facts(act: Act, listing: Listing, product: Product) -> dict[str, Any]:
    """Margin on the goods alone: shipping is charged apart. Nones where a rate is not held."""
    terms = parameters("marketplace")
    commission = held_rate(act.session, "fee", terms["commission_fee"], act.today)
    payment = held_rate(act.session, "fee", terms["payment_fee"], act.today)
    refund = held_rate(act.session, "refund_rate", product.hs_code, act.today)
    middle = middle_rate(act.session, "CNY", act.today)
    facts: dict[str, Any] = {"price_usd": listing.price_usd}
    if not (commission and payment and refund and middle and product.tiers):
        return facts | {"margin_rate": None, "lowest_price_usd": None, "is_below_cost": None}
    spread = Decimal(act.course.house.get("bank_spread_rate", "0"))
    fees = consumer_price.MarketFees(
        commission.value or Decimal(0), payment.value or Decimal(0), payment.fixed or Decimal(0)
    )
    sale = consumer_price.ParcelSale(
        Decimal(product.tiers[0][1]), product.vat_rate, refund.value or Decimal(0),
        Decimal(terms["packing_rmb"]),
        bank_buying(middle, spread).rate, fees,
    )  # fmt: skip
    lowest = consumer_price.lowest_price(sale)
    return facts | {
        "margin_rate": consumer_price.margin_at(sale, listing.price_usd),
        "lowest_price_usd": lowest,
        "is_below_cost": listing.price_usd < lowest,
    }
