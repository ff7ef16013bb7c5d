"""The ways to ship an order: prices from the reference, ports from the term, reasons where one is closed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from app.queries.goods.shipping_options import ShippingWish, shipping_option, shipping_options
from app.trade.refusal import RuleBroken
from tests.builders_goods import goods

D = Decimal


def test_open_services_stand_by_price_and_closed_ones_say_why(sqlite_session: Session) -> None:
    found = goods(sqlite_session, incoterm="FOB", named_place="Qingdao")
    options = shipping_options(sqlite_session, found.order, ShippingWish(found.deal.now()))
    prices = [each.price_usd for each in options if each.price_usd is not None]
    assert prices == sorted(prices) and len(prices) == 4
    assert {each.closed_code for each in options if each.mode != "sea"} == {"shipment.term_needs_sea"}
    assert {each.origin for each in options if each.mode == "sea"} == {"CNTAO"}
    assert {each.paid_by for each in options} == {"buyer"}


def test_the_named_port_of_destination_is_taken(sqlite_session: Session) -> None:
    found = goods(sqlite_session, incoterm="CIF", named_place="Rotterdam, Netherlands")
    option = shipping_option(sqlite_session, found.order, "sea_lcl", ShippingWish(found.deal.now(), "CNSHA"))
    assert (option.origin, option.destination, option.paid_by) == ("CNSHA", "NLRTM", "seller")
    assert option.price_usd == D("57.60") and option.packages == 20
    assert option.origin_rmb["export_haulage"] > 0 and option.destination_usd["on_carriage"] == D("180.00")


def test_batteries_without_their_test_do_not_fly(sqlite_session: Session) -> None:
    found = goods(sqlite_session, incoterm="DAP", named_place="Hamburg")
    found.deal.change(found.product, dangerous=["lithium_battery"], certificates=["MSDS"])
    option = shipping_option(sqlite_session, found.order, "air", ShippingWish(found.deal.now()))
    assert (option.price_usd, option.closed_code) == (None, "freight.battery_untested")


def test_a_later_ready_day_gives_a_later_sailing(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    now, later = found.deal.now(), found.today + timedelta(days=30)
    early = shipping_option(sqlite_session, found.order, "sea_lcl", ShippingWish(now))
    late = shipping_option(sqlite_session, found.order, "sea_lcl", ShippingWish(now, ready_on=later))
    assert late.departs_on > later > early.departs_on
    with pytest.raises(RuleBroken, match=r"shipment\.service_unknown"):
        shipping_option(sqlite_session, found.order, "balloon", ShippingWish(now))
