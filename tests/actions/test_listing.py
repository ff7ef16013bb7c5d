import json

import pytest
from sqlmodel import Session, select

from app.actions.perform import perform
from app.models.evidence import Record
from app.models.listing import Listing
from app.trade.refusal import SeveralRefusals, Stale
from tests.builders_listing import (
    LINES,
    Seller,
    a_draft,
    a_listing,
    a_product,
    a_seller,
    a_template,
    edit_given,
    with_reference,
    with_shop,
)


def refused(seller: Seller, action: str, subject_id: object, **given: object) -> str:
    outcome = perform(seller.session, seller.actor, action, subject_id, given)
    assert outcome.refusal is not None, "it was not refused"
    return outcome.refusal.code


def facts(session: Session) -> dict:
    record = session.exec(select(Record).order_by(Record.course_id.desc(), Record.number.desc())).first()
    return json.loads(record.body)["facts"]


def test_a_listing_goes_from_draft_to_the_market_and_back(session: Session) -> None:
    seller = a_seller(session)
    with_reference(session)
    with_shop(seller)
    listing_id = a_listing(seller, a_template(seller))
    listing = session.get(Listing, listing_id)
    assert (listing.state, listing.ships_to) == ("published", " DE US ")
    assert listing.quality == facts(session)["quality"]
    assert facts(session)["is_below_cost"] is False
    seller.act("listing.withdraw", listing_id)
    session.refresh(listing)
    assert listing.state == "withdrawn"
    assert refused(seller, "listing.withdraw", listing_id) == "listing.not_open"


def test_a_draft_takes_words_and_pictures_of_the_pack(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    listing = sqlite_session.get(Listing, a_draft(seller))
    assert (listing.title, listing.category) == ("Stoneware mug 350 ml, hand glazed", "Kitchen")
    assert listing.pictures == ["a" * 64, "b" * 64]


def test_a_price_below_cost_is_taken_and_noted(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_reference(sqlite_session)
    with_shop(seller)
    outcome = seller.act(
        "listing.create", seller.partnership_id, product_id=seller.product_id, price_usd="2.00"
    )
    assert outcome.facts["is_below_cost"] is True and outcome.facts["margin_rate"] < 0
    assert outcome.facts["lowest_price_usd"] > 2


def test_without_rates_the_margin_is_not_known(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    outcome = seller.act(
        "listing.create", seller.partnership_id, product_id=seller.product_id, price_usd="2.00"
    )
    assert outcome.facts["margin_rate"] is None and outcome.facts["is_below_cost"] is None


def test_claims_that_the_pack_does_not_hold_are_noted(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    title = "Bone china mug with CE mark, LFGB tested, 350 ml"
    outcome = seller.act("listing.edit", a_draft(seller), **edit_given(title=title))
    assert outcome.facts["untrue_claims"] == ["CE", "bone china"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_offered": False}, "listing.product_withdrawn"),
    ],
)
def test_a_product_that_is_no_longer_offered_is_not_listed(
    sqlite_session: Session, changes: dict, code: str
) -> None:
    seller = a_seller(sqlite_session, **changes)
    with_shop(seller)
    given = {"product_id": seller.product_id, "price_usd": "9"}
    assert refused(seller, "listing.create", seller.partnership_id, **given) == code


def test_a_listing_needs_a_shop_and_is_made_once(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    given = {"product_id": seller.product_id, "price_usd": "9"}
    assert refused(seller, "listing.create", seller.partnership_id, **given) == "listing.no_shop"
    with_shop(seller)
    a_draft(seller)
    assert refused(seller, "listing.create", seller.partnership_id, **given) == "listing.exists"


def test_only_the_partners_own_products_are_listed(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    other = a_seller(sqlite_session, seller.world, "Other Team")
    with_shop(seller)
    given = {"product_id": other.product_id, "price_usd": "9"}
    assert refused(seller, "listing.create", seller.partnership_id, **given) == "listing.product_unknown"


def test_publishing_names_all_that_is_missing_at_once(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session, name_en="Mug", description_en="", digests=())
    with_shop(seller)
    outcome = perform(sqlite_session, seller.actor, "listing.publish", a_draft(seller))
    assert isinstance(outcome.refusal, SeveralRefusals)
    assert [one.code for one in outcome.refusal.refusals] == [
        "listing.title_too_short",
        "listing.description_too_short",
        "listing.no_shipping",
        "listing.no_picture",
    ]


def test_a_closed_shop_publishes_nothing(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    shop_id, template_id = with_shop(seller), a_template(seller)
    seller.act("shop.edit", shop_id, name="Shop", version=1)
    listing_id = a_draft(seller)
    seller.act("listing.edit", listing_id, **edit_given(shipping_template_id=template_id))
    assert refused(seller, "listing.publish", listing_id) == "listing.shop_closed"


def test_a_published_listing_cannot_lose_what_the_market_needs(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    listing_id = a_listing(seller, a_template(seller))
    version = sqlite_session.get(Listing, listing_id).version
    assert refused(seller, "listing.edit", listing_id, **edit_given(version=version)) == "listing.no_shipping"
    given = {"version": version, "pictures": [{"digest": "a" * 64, "place": ""}]}
    assert refused(seller, "listing.order_pictures", listing_id, **given) == "listing.no_picture"


def test_two_who_edit_do_not_overwrite_each_other(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    listing_id = a_draft(seller)
    seller.act("listing.edit", listing_id, **edit_given())
    with pytest.raises(Stale):
        seller.act("listing.edit", listing_id, **edit_given())


def test_pictures_are_put_in_order_and_foreign_ones_refused(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    listing_id = a_draft(seller)
    turned = [{"digest": "a" * 64, "place": "2"}, {"digest": "b" * 64, "place": "1"}]
    seller.act("listing.order_pictures", listing_id, version=1, pictures=turned)
    assert sqlite_session.get(Listing, listing_id).pictures == ["b" * 64, "a" * 64]
    foreign = [{"digest": "c" * 64, "place": "1"}]
    code = refused(seller, "listing.order_pictures", listing_id, version=2, pictures=foreign)
    assert code == "listing.picture_unknown"


@pytest.mark.parametrize(
    "tiers",
    [
        [{"from_pieces": "500", "price_usd": "9"}, {"from_pieces": "100", "price_usd": "8"}],
        [{"from_pieces": "100", "price_usd": "9"}, {"from_pieces": "100", "price_usd": "8"}],
        [{"from_pieces": "100", "price_usd": "8"}, {"from_pieces": "500", "price_usd": "9"}],
    ],
)
def test_wholesale_tiers_rise_in_quantity_and_never_in_price(sqlite_session: Session, tiers: list) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    given = edit_given(wholesale=tiers)
    assert refused(seller, "listing.edit", a_draft(seller), **given) == "listing.tiers_out_of_order"


def test_another_teams_listing_is_not_there(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    other = a_seller(sqlite_session, seller.world, "Other Team")
    with_shop(seller)
    listing_id = a_draft(seller)
    with pytest.raises(Exception, match=r"door\.missing"):
        perform(sqlite_session, other.actor, "listing.publish", listing_id)


def test_a_shop_is_opened_once_and_its_address_is_its_own(session: Session) -> None:
    seller = a_seller(session)
    other = a_seller(session, seller.world, "Other Team")
    with_shop(seller)
    again = {"slug": "second", "name": "Second"}
    assert refused(seller, "shop.open", seller.team_id, **again) == "shop.is_open_already"
    taken = {"slug": "ningbo-linen", "name": "Other"}
    assert refused(other, "shop.open", other.team_id, **taken) == "shop.slug_taken"


def test_a_shop_is_edited_by_the_version_that_one_saw(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    shop_id = with_shop(seller)
    seller.act("shop.edit", shop_id, name="New name", version=1, is_open=True)
    assert refused(seller, "shop.edit", shop_id, name="Newer", version=1) == "shop.changed_meanwhile"


def test_changing_a_template_changes_where_its_listings_ship(session: Session) -> None:
    seller = a_seller(session)
    with_shop(seller)
    template_id = a_template(seller)
    listing_id = a_listing(seller, template_id)
    given = {"template_id": template_id, "version": 1, "name": "Parcels", "lines": LINES[:1]}
    seller.act("shipping_template.save", seller.team_id, **given)
    assert session.get(Listing, listing_id).ships_to == " DE "
    code = refused(seller, "shipping_template.save", seller.team_id, **given)
    assert code == "shipping_template.changed_meanwhile"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "shipping_template.no_line"),
        ([{"market": ""}], "shipping_template.no_line"),
        ([LINES[0], LINES[0]], "shipping_template.market_twice"),
    ],
)
def test_a_template_names_each_of_its_markets_once(sqlite_session: Session, lines: list, code: str) -> None:
    seller = a_seller(sqlite_session)
    assert refused(seller, "shipping_template.save", seller.team_id, name="P", lines=lines) == code


def test_another_teams_template_is_not_used(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    other = a_seller(sqlite_session, seller.world, "Other Team")
    template_id = a_template(other)
    with_shop(seller)
    given = edit_given(shipping_template_id=template_id)
    assert refused(seller, "listing.edit", a_draft(seller), **given) == "listing.shipping_template_unknown"
    saved = {"template_id": template_id, "version": 1, "name": "Mine", "lines": LINES}
    assert refused(seller, "shipping_template.save", seller.team_id, **saved) == "shipping_template.unknown"


def test_a_second_product_of_the_pack_is_a_second_listing(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    second = a_product(
        sqlite_session,
        seller.world.course_id,
        seller.enterprise_id,
        seller.pack_id,
        sku="MUG-02",
        digests=("c" * 64,),
    )
    assert {a_draft(seller), a_draft(seller, second)} == set(sqlite_session.exec(select(Listing.id)))


def test_a_price_of_nothing_is_refused_by_the_field(sqlite_session: Session) -> None:
    seller = a_seller(sqlite_session)
    with_shop(seller)
    with pytest.raises(ValueError, match=r"money\.not_above_zero"):
        a_draft(seller, price="0")
