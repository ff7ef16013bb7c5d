from dataclasses import replace
from decimal import Decimal

from app.trade.price import costing
from app.trade.price.consumer_price import MarketFees, ParcelSale, build_up, lowest_price, margin_at

D = Decimal
# Test B of the trade rules, section 2.
SALE = ParcelSale(
    purchase_price_rmb=D("67.80"),
    vat_rate=D("0.13"),
    refund_rate=D("0.13"),
    packing_rmb=D("2.65"),
    rmb_per_usd=D("6.65"),
    fees=MarketFees(D("0.15"), D("0.029"), D("0.30")),
    freight_usd=D("3.20"),
)


def test_the_build_up_gives_the_price_of_test_b() -> None:
    assert costing.price(build_up(SALE, D("0.20"))).unit == D("20.81")


def test_the_way_back_gives_the_margin_of_test_b() -> None:
    assert margin_at(SALE, D("20.81")) == D("0.2001")  # 4.1640 of 20.81


def test_at_the_lowest_price_nothing_is_lost_and_a_cent_below_something_is() -> None:
    lowest = lowest_price(SALE)
    assert margin_at(SALE, lowest) >= 0 > margin_at(SALE, lowest - D("0.01"))


def test_dearer_carriage_leaves_less() -> None:
    assert margin_at(replace(SALE, freight_usd=D("5")), D("20.81")) < margin_at(SALE, D("20.81"))
