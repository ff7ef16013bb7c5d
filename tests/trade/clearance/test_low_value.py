"""Low-value schemes by date: worked examples of section 5, limits, splitting, properties."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queries.goods.import_regime import destinations, import_regime
from app.trade.clearance.low_value import (
    Parcel,
    ParcelCharges,
    parcel_charges,
    scheme_for,
    splitting,
    threshold_value,
)
from app.trade.refusal import RuleBroken

D = Decimal
ON = date(2026, 9, 15)


def parcel(goods: str | D, currency: str, on: date = ON, **more: object) -> Parcel:
    plain = Parcel(D(goods), D(0), D(0), currency, on, 1, D("0.5"))
    return replace(plain, **more)  # type: ignore[arg-type]


def charged(destination: str, one: Parcel) -> ParcelCharges:
    regime = import_regime(destination)
    scheme = scheme_for(regime, one)
    assert scheme is not None
    return parcel_charges(regime, scheme, one)


def test_france_asks_three_euro_for_each_code_and_vat_on_all_of_it() -> None:
    found = charged("FR", parcel(60, "EUR", date(2026, 7, 2), freight=D(8), distinct_hs6=2))
    assert (found.duty, found.import_tax) == (D("6.00"), D("14.80"))


def test_before_july_2026_france_asks_no_duty_up_to_150_euro() -> None:
    found = charged("FR", parcel(60, "EUR", date(2026, 6, 30), freight=D(8), distinct_hs6=2))
    assert (found.duty, found.import_tax) == (D("0.00"), D("13.60"))


def test_britain_collects_vat_at_checkout() -> None:
    found = charged("GB", parcel(90, "GBP"))
    assert (found.duty, found.import_tax, found.checkout_tax) == (D("0.00"), D(0), D("18.00"))


@pytest.mark.parametrize(
    ("value", "duty", "tax", "landed"), [(40, "8.00", "9.83", "57.83"), (120, "52.00", "35.23", "207.23")]
)
def test_brazil_taxes_parcels_with_icms_inside(value: int, duty: str, tax: str, landed: str) -> None:
    found = charged("BR", parcel(value, "USD"))
    assert (found.duty, found.import_tax, value + found.total) == (D(duty), D(tax), D(landed))


def test_the_mexican_courier_rate_covers_duty_and_tax() -> None:
    assert charged("MX", parcel(100, "USD")).total == D("33.50")
    assert charged("MX", parcel(100, "USD", date(2025, 8, 14))).total == D("19.00")
    assert scheme_for(import_regime("MX"), parcel(100, "USD", transport="air")) is None


@pytest.mark.parametrize(
    ("destination", "currency", "limit"),
    [("DE", "EUR", "150"), ("GB", "GBP", "135"), ("CA", "CAD", "20"), ("AU", "AUD", "1000"),
     ("KR", "USD", "150"),
     ("SG", "SGD", "400"), ("AE", "AED", "1000"), ("SA", "SAR", "1000"), ("ZA", "ZAR", "500")],
)  # fmt: skip
def test_one_cent_over_the_limit_leaves_the_scheme(destination: str, currency: str, limit: str) -> None:
    regime = import_regime(destination)
    assert scheme_for(regime, parcel(limit, currency)) is not None
    assert scheme_for(regime, parcel(D(limit) + D("0.01"), currency)) is None


def test_the_european_limit_looks_at_the_goods_alone_and_the_saudi_one_at_freight_too() -> None:
    assert scheme_for(import_regime("DE"), parcel(150, "EUR", freight=D(40))) is not None
    assert scheme_for(import_regime("SA"), parcel(1000, "SAR", freight=D(1))) is None


def test_japan_values_a_personal_parcel_at_60_percent_of_its_price() -> None:
    regime = import_regime("JP")
    scheme = scheme_for(regime, parcel(16666, "JPY"))
    assert scheme is not None
    assert threshold_value(scheme, parcel(16666, "JPY")) == D("9999.6")
    assert scheme_for(regime, parcel(16667, "JPY")) is None


def test_russia_taxes_only_the_excess_and_at_least_by_weight() -> None:
    assert charged("RU", parcel(300, "EUR")).duty == D("15.00")
    assert charged("RU", parcel(210, "EUR", gross_kg=D(41))).duty == D("20.00")
    assert charged("RU", parcel(200, "EUR", gross_kg=D(31))).total == 0


def test_the_united_states_ended_their_relief_for_china() -> None:
    regime = import_regime("US")
    assert scheme_for(regime, parcel(800, "USD", date(2025, 5, 1))) is not None
    assert scheme_for(regime, parcel(1, "USD", date(2025, 5, 2))) is None


def test_a_vendor_who_is_not_registered_collects_no_gst_in_australia() -> None:
    assert charged("AU", parcel(100, "AUD")).checkout_tax == D("10.00")
    assert charged("AU", parcel(100, "AUD", vendor_is_registered=False)).total == 0


def test_a_company_gets_no_consumer_scheme() -> None:
    assert scheme_for(import_regime("DE"), parcel(60, "EUR", is_consumer=False)) is None


def test_a_parcel_in_another_currency_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"low_value\.currency_differs"):
        scheme_for(import_regime("DE"), parcel(60, "USD"))


def test_an_order_split_to_stay_under_the_limit_is_flagged() -> None:
    regime = import_regime("DE")
    flagged = splitting(regime, [parcel(100, "EUR"), parcel(90, "EUR")])
    assert flagged is not None
    assert (flagged.code, flagged.severity, flagged.figures["together"]) == ("V01", "warning", D(190))
    assert splitting(regime, [parcel(70, "EUR"), parcel(80, "EUR")]) is None
    assert splitting(regime, [parcel(190, "EUR")]) is None


CURRENCIES = {d: import_regime(d).schemes[-1].currency for d in destinations() if import_regime(d).schemes}


@given(
    st.sampled_from(sorted(CURRENCIES)),
    st.decimals(min_value=1, max_value=3000, places=2),
    st.decimals(min_value=1, max_value=3000, places=2),
)
def test_duty_never_falls_when_the_value_rises_within_one_scheme(destination: str, one: D, other: D) -> None:
    regime, currency = import_regime(destination), CURRENCIES[destination]
    low, high = (parcel(value, currency) for value in sorted((one, other)))
    scheme = scheme_for(regime, low)
    if scheme is None or scheme_for(regime, high) != scheme:
        return
    cheap, dear = parcel_charges(regime, scheme, low), parcel_charges(regime, scheme, high)
    assert cheap.duty <= dear.duty
    assert cheap.total <= dear.total
