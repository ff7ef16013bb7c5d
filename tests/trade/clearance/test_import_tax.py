"""Duty and tax of a normal entry: the worked examples of section 4 to the cent, then properties."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queries.goods.import_regime import destinations, import_regime
from app.trade.clearance.customs import BorderValues
from app.trade.clearance.import_regime import DutyRate
from app.trade.clearance.import_tax import Entry, ImportCharges, import_charges
from app.trade.refusal import RateUnknown, RuleBroken
from tests.trade.examples import EXAMPLES, decimals

ON = date(2026, 9, 15)
D = Decimal
# The others have their own reckonings and tests.
NORMAL = [
    case
    for case in EXAMPLES["duty"]
    if "scheme" not in case["in"] and case["dest"] not in ("FR", "MX", "BR", "US")
]
CASES = [
    (case["dest"], decimals({k: v for k, v in case["in"].items() if v is not True}), decimals(case["out"]))
    for case in NORMAL
]


def charges(
    destination: str, fob: D, duty: D, on: date = ON, transport: str = "sea", **more: D
) -> ImportCharges:
    regime = import_regime(destination)
    values = BorderValues(fob, more.get("freight", D(0)), more.get("insurance", D(0)), regime.currency)
    layers = (DutyRate("duty", duty, "610910", "mfn", "example"),)
    return import_charges(regime, Entry(values, layers, on, transport, more.get("inland", D(0))))


@pytest.mark.parametrize(("destination", "given_", "out"), CASES)
def test_the_worked_examples_come_out_to_the_cent(
    destination: str, given_: dict[str, D], out: dict[str, D]
) -> None:
    value = next(given_[name] for name in ("fob", "cif", "cif_jpy", "av") if name in given_)
    duty = given_.get("duty", given_.get("bcd", D(0)))
    parts = {name: given_[name] for name in ("freight", "insurance", "inland") if name in given_}
    found = charges(destination, value, duty, **parts)
    assert found.duty == out.get("duty", out.get("bcd"))
    assert found.tax == next(out[name] for name in ("vat", "gst", "tax", "igst") if name in out)
    for fee in ("surcharge", "etls", "ciss", "sws"):
        if fee in out:
            assert found.workings.amount(f"import.{fee}") == out[fee]
    if "total" in out:
        assert found.total == out["total"]


def test_germany_taxes_test_a_on_value_duty_and_the_way_to_the_buyer() -> None:
    out = EXAMPLES["cost_a_b2b"]["out"]
    found = charges("DE", D("19280"), D("0.12"), inland=D(280 + 350))
    assert (str(found.duty), str(found.tax)) == (out["duty"], out["vat"])


def test_an_uplift_widens_the_base_but_nobody_pays_it() -> None:
    found = charges("ZA", D(1000), D("0.45"))
    assert found.workings.amount("import.uplift") == 100
    assert found.total == D("682.50")


def test_australia_charges_processing_by_the_way_of_transport() -> None:
    by_sea, by_air = charges("AU", D(3000), D("0.05")), charges("AU", D(3000), D("0.05"), transport="air")
    assert (by_sea.fees, by_air.fees) == (D("102.60"), D("50"))


def test_russian_vat_rose_to_22_percent_with_2026() -> None:
    assert charges("RU", D(1000), D(0), date(2025, 12, 31)).tax == 200
    assert charges("RU", D(1000), D(0), date(2026, 1, 1)).tax == 220


def test_a_formal_entry_into_brazil_is_refused_by_the_taxes_that_are_missing() -> None:
    with pytest.raises(RateUnknown) as refused:
        charges("BR", D(1000), D("0.35"))
    assert refused.value.code == "customs.taxes_not_held"
    assert "PIS" in refused.value.figures["missing"]


def test_values_in_another_currency_are_refused() -> None:
    values = BorderValues(D(1000), D(0), D(0), "USD")
    with pytest.raises(RuleBroken, match=r"customs\.currency_differs"):
        import_charges(import_regime("DE"), Entry(values, (), ON, "sea"))


def test_a_destination_that_is_not_held_is_unknown() -> None:
    with pytest.raises(RateUnknown, match=r"customs\.destination_unknown"):
        import_regime("AQ")


AMOUNTS = st.decimals(min_value=1, max_value=1_000_000, places=2)
RATES = st.decimals(min_value=0, max_value=1, places=3)


@given(st.sampled_from([d for d in destinations() if d != "BR"]), AMOUNTS, AMOUNTS, RATES)
def test_what_is_due_never_falls_when_the_value_rises(destination: str, one: D, more: D, rate: D) -> None:
    low, high = charges(destination, one, rate), charges(destination, one + more, rate)
    assert low.duty <= high.duty
    assert low.tax <= high.tax
    assert high.total == high.duty + high.fees + high.tax >= 0
