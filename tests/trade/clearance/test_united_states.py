"""The layers of United States duty: worked example, dates, and what stacks on what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.queries.goods.import_regime import import_regime
from app.trade.clearance.customs import BorderValues
from app.trade.clearance.import_tax import Entry, ImportCharges, import_charges
from app.trade.clearance.united_states import UsLine, us_duties
from app.trade.refusal import RateUnknown
from tests.trade.examples import EXAMPLES, decimals

D = Decimal
REGIME = import_regime("US")
SHIRT = UsLine("61091000", "Of cotton", D("0.165"), "16.5%", D("0.075"), False, "", False, "us-hts8-china")
STEEL = replace(SHIRT, hts8="73239300", mfn_rate=D("0.02"), section_301_rate=D(0), section_232_annex="1b")


def layers(line: UsLine, on: date, **more: object) -> dict[str, D]:
    return {duty.code: duty.rate for duty in us_duties(line, REGIME, on, **more)}  # type: ignore[arg-type]


def enter(fob: D, on: date, transport: str = "sea") -> ImportCharges:
    values = BorderValues(fob, D(900), D(50), "USD")
    return import_charges(REGIME, Entry(values, us_duties(SHIRT, REGIME, on), on, transport))


def test_the_worked_example_comes_out_to_the_cent() -> None:
    case = next(case for case in EXAMPLES["duty"] if case["dest"] == "US")
    out = decimals(case["out"])
    found = enter(D(case["in"]["fob"]), date(2026, 9, 15))
    for code, name in (("duty", "mfn"), ("section_301", "s301"), ("mpf", "mpf"), ("hmf", "hmf")):
        assert found.workings.amount(f"import.{code}") == out[name]
    assert found.total == out["total"]
    active = enter(D(case["in"]["fob"]), date(2026, 7, 23))
    assert active.total - found.total == out["s122_if_active"]


@pytest.mark.parametrize(
    ("on", "active"),
    [(date(2026, 2, 24), True), (date(2026, 7, 23), True), (date(2026, 7, 24), False)],
)
def test_section_122_falls_within_its_dates(on: date, active: bool) -> None:
    assert ("section_122" in layers(SHIRT, on)) is active


def test_an_exempt_line_and_metal_goods_escape_section_122() -> None:
    on = date(2026, 5, 1)
    assert "section_122" not in layers(replace(SHIRT, is_section_122_exempt=True), on)
    assert layers(STEEL, on) == {"duty": D("0.02"), "section_232": D("0.25")}


def test_annex_3_raises_the_duty_to_its_floor_and_not_above() -> None:
    on = date(2026, 5, 1)
    assert layers(replace(STEEL, section_232_annex="3"), on)["section_232"] == D("0.13")
    dear = replace(STEEL, section_232_annex="3", mfn_rate=D("0.20"))
    assert "section_232" not in layers(dear, on)


def test_a_line_partly_under_section_232_asks_what_the_goods_are() -> None:
    partial, on = replace(STEEL, is_section_232_partial=True), date(2026, 9, 1)
    with pytest.raises(RateUnknown, match=r"duty\.section_232_undecided"):
        us_duties(partial, REGIME, on)
    assert "section_232" in layers(partial, on, is_metal_article=True)
    assert "section_232" not in layers(partial, on, is_metal_article=False)


@pytest.mark.parametrize(
    ("line", "on", "code"),
    [
        (SHIRT, date(2025, 6, 1), "duty.ieepa_not_held"),
        (STEEL, date(2026, 4, 5), "duty.section_232_not_held"),
        (replace(SHIRT, mfn_rate=None, mfn_text="1.5c/kg"), date(2026, 9, 1), "duty.not_by_value"),
    ],
)
def test_what_is_not_held_is_refused_by_name(line: UsLine, on: date, code: str) -> None:
    with pytest.raises(RateUnknown) as refused:
        us_duties(line, REGIME, on)
    assert refused.value.code == code


def test_the_teachers_surcharge_stacks_after_section_122() -> None:
    assert layers(SHIRT, date(2026, 9, 1), surcharge_rate=D("0.10"))["section_later"] == D("0.10")


@pytest.mark.parametrize(
    ("fob", "transport", "fee"),
    [
        (D(3000), "sea", D("33.58")),
        (D(500_000), "sea", D("651.50")),
        (D(2500), "sea", D("2.69")),
        (D(2500), "courier", D("1.34")),
    ],
)
def test_the_processing_fee_has_a_floor_a_cap_and_a_small_form(fob: D, transport: str, fee: D) -> None:
    assert enter(fob, date(2026, 9, 15), transport).workings.amount("import.mpf") == fee


def test_the_processing_fee_goes_on_after_its_year_and_says_so() -> None:
    line = next(x for x in enter(D(18720), date(2026, 11, 1)).workings.lines if x.code == "import.mpf")
    assert line.amount == D("64.85")
    assert line.operands["last_known_to"] == ("2026-09-30", "")
