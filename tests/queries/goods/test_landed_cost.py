"""One consignment to each destination, by the rates that are held, worked by hand beside each row.

The goods are cotton T-shirts (HS 610910): FOB 10,000, freight 800, insurance 50, so CIF 10,850, and 200 for
the way from the border to the buyer, in the destination's currency (yen and won: a hundred times as much),
by sea, entered on 15 September 2026. Sources: trade rules, section 4; the rate of each row stands in
`seed/reference/duty_rate.csv`, `duty_line.csv`, `duty_fallback.csv`, `us_tariff_line.csv`, `import_tax.csv`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, create_engine

import app.models  # noqa: F401  (every table)
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_regime import destinations, regime_of
from app.trade.clearance.customs import BorderValues
from app.trade.clearance.import_regime import DutyRate
from app.trade.clearance.import_tax import Entry, ImportCharges, import_charges
from app.trade.clearance.low_value import Parcel, parcel_charges, scheme_for
from app.trade.refusal import RateUnknown
from seed.reference.load import load_reference

D = Decimal
ON = date(2026, 9, 15)
SHIRTS = Goods("610910")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One loaded reference for all these tests, which only read."""
    path: Path = tmp_path_factory.mktemp("landed") / "reference.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    with engine.begin() as connection:
        load_reference(connection)
    with Session(engine) as found:
        yield found
    engine.dispose()


def charged(session: Session, destination: str, layers: tuple[DutyRate, ...], on: date = ON) -> ImportCharges:
    regime = regime_of(session, destination, on)
    scale = 100 if regime.currency in ("JPY", "KRW") else 1
    values = BorderValues(D(10_000) * scale, D(800) * scale, D(50) * scale, regime.currency)
    return import_charges(regime, Entry(values, layers, on, "sea", D(200) * scale))


def exercise(rate: str) -> tuple[DutyRate, ...]:
    """A duty that the reference does not hold for these goods, as an exercise gives it."""
    return (DutyRate("duty", D(rate), "610910", "mfn", "an exercise figure"),)


HELD = [
    # FOB 10,000 * (16.5 % + Section 301 7.5 %) = 1,650 + 750; processing 0.3464 % = 34.64 (least 33.58);
    # harbor 0.125 % = 12.50; no tax at import. Section 122 ended on 2026-07-23.
    ("US", SHIRTS, "2400.00", "47.14", "0"),
    # CIF 10,850 * 12 % = 1,302; VAT on 10,850 + 1,302 + 200 = 12,352 at each member's rate.
    ("DE", SHIRTS, "1302.00", "0", "2346.88"),  # 19 %
    ("FR", SHIRTS, "1302.00", "0", "2470.40"),  # 20 %
    ("ES", SHIRTS, "1302.00", "0", "2593.92"),  # 21 %
    ("NL", SHIRTS, "1302.00", "0", "2593.92"),  # 21 %
    ("IT", SHIRTS, "1302.00", "0", "2717.44"),  # 22 %
    ("PL", SHIRTS, "1302.00", "0", "2840.96"),  # 23 %
    # CIF 10,850 * 12 % = 1,302; 20 % of 12,352 = 2,470.40.
    ("GB", SHIRTS, "1302.00", "0", "2470.40"),
    # FOB 10,000 * 18 % = 1,800; GST 5 % of 11,800 = 590.
    ("CA", SHIRTS, "1800.00", "0", "590.00"),
    # FOB 10,000 * 5 % = 500; GST 10 % of 10,000 + 500 + 800 + 50 = 1,135; processing by sea 102.60.
    ("AU", SHIRTS, "500.00", "102.60", "1135.00"),
    # With the form of ChAFTA no duty: GST 10 % of 10,850 = 1,085.
    ("AU", Goods("610910", proof="chafta_co"), "0.00", "102.60", "1085.00"),
    # The line of plain shirts: CIF 1,085,000 * 7.4 % = 80,290; 10 % of 1,165,290 = 116,529.
    ("JP", Goods("610910", "610910020"), "80290", "0", "116529"),
    # The same line with RCEP: 4.6 % = 49,910; 10 % of 1,134,910 = 113,491.
    ("JP", Goods("610910", "610910020", "rcep_co"), "49910", "0", "113491"),
    # Chapter 61: CIF 1,085,000 * 13 % = 141,050; 10 % of 1,226,050 = 122,605.
    ("KR", SHIRTS, "141050", "0", "122605"),
    # CIF 10,850 * 12 % = 1,302; VAT 22 % (since 2026) of 12,152 = 2,673.44.
    ("RU", SHIRTS, "1302.00", "0", "2673.44"),
    # CIF 10,850 * 5 % = 542.50; VAT 5 % of 11,392.50 = 569.625, half up.
    ("AE", SHIRTS, "542.50", "0", "569.63"),
    # CIF 10,850 * 5 % = 542.50; VAT 15 % of 11,392.50 = 1,708.875, half up.
    ("SA", SHIRTS, "542.50", "0", "1708.88"),
    # No duty; GST 9 % of 10,850 = 976.50.
    ("SG", SHIRTS, "0.00", "0", "976.50"),
]
# The reference holds no duty for these goods there: it is refused by name, and given by the exercise.
GIVEN = [
    # CIF 10,850 * 20 % = 2,170; DTA 0.8 % of CIF = 86.80; IVA 16 % of 13,106.80 = 2,097.088.
    ("MX", "0.20", "2170.00", "86.80", "2097.09"),
    # CIF 10,850 * 20 % = 2,170; SWS 10 % of the duty = 217; IGST 18 % of 13,237 = 2,382.66.
    ("IN", "0.20", "2170.00", "217.00", "2382.66"),
    # FOB 10,000 * 45 % = 4,500; VAT 15 % of 10,000 * 1.10 + 4,500 = 15,500: 2,325.
    ("ZA", "0.45", "4500.00", "0", "2325.00"),
    # CIF 10,850 * 20 % = 2,170; surcharge 7 % of it 151.90; ETLS 0.5 % of CIF 54.25; CISS 1 % of FOB 100;
    # VAT 7.5 % of 10,850 + 2,170 + 151.90 + 54.25 + 100 = 13,326.15: 999.46125.
    ("NG", "0.20", "2170.00", "306.15", "999.46"),
]


@pytest.mark.parametrize(("destination", "goods", "duty", "fees", "tax"), HELD)
def test_the_held_rates_give_what_is_worked_by_hand(
    session: Session, destination: str, goods: Goods, duty: str, fees: str, tax: str
) -> None:
    found = charged(session, destination, duty_layers(session, destination, goods, ON))
    assert (found.duty, found.fees, found.tax) == (D(duty), D(fees), D(tax))
    assert found.total == D(duty) + D(fees) + D(tax)
    assert all(line.source for line in found.workings.lines)


@pytest.mark.parametrize(("destination", "rate", "duty", "fees", "tax"), GIVEN)
def test_where_no_duty_is_held_it_is_refused_by_name_and_reckoned_when_it_is_given(
    session: Session, destination: str, rate: str, duty: str, fees: str, tax: str
) -> None:
    with pytest.raises(RateUnknown) as refused:
        duty_layers(session, destination, SHIRTS, ON)
    assert refused.value.code == "duty.not_held"
    assert refused.value.figures["destination"] == destination
    found = charged(session, destination, exercise(rate))
    assert (found.duty, found.fees, found.tax) == (D(duty), D(fees), D(tax))


def test_a_formal_entry_into_brazil_names_the_taxes_that_are_missing(session: Session) -> None:
    layers = duty_layers(session, "BR", SHIRTS, ON)
    assert layers[0].rate == D("0.35")
    with pytest.raises(RateUnknown) as refused:
        charged(session, "BR", layers)
    assert refused.value.code == "customs.taxes_not_held"
    assert refused.value.figures["missing"] == "IPI, PIS and COFINS of a formal entry"


def test_lines_that_differ_are_refused_until_one_is_chosen(session: Session) -> None:
    with pytest.raises(RateUnknown) as refused:
        duty_layers(session, "JP", SHIRTS, ON)
    assert refused.value.code == "duty.line_decides"
    assert (refused.value.figures["lowest"], refused.value.figures["highest"]) == (D("0.074"), D("0.109"))


def test_section_122_stood_on_the_us_duty_until_july_2026(session: Session) -> None:
    # 10 % of FOB 10,000 more.
    on = date(2026, 7, 23)
    found = charged(session, "US", duty_layers(session, "US", SHIRTS, on), on)
    assert found.duty == D("3400.00")


def test_every_destination_is_among_the_cases() -> None:
    assert {case[0] for case in (*HELD, *GIVEN)} | {"BR"} == set(destinations())


def _parcel(goods: str, currency: str, on: date = ON, **more: str) -> Parcel:
    parts = {name: D(value) for name, value in more.items()}
    return Parcel(
        D(goods), parts.get("freight", D(0)), D(0), currency, on, int(parts.get("codes", 1)), D("0.5")
    )


LOW_VALUE = [
    # Two codes at 3 EUR; VAT 20 % of 60 + 8 + 6 = 14.80. Before July 2026 no duty: 20 % of 68.
    ("FR", _parcel("60", "EUR", date(2026, 7, 2), freight="8", codes="2"), "6.00", "14.80", "0"),
    ("FR", _parcel("60", "EUR", date(2026, 6, 30), freight="8", codes="2"), "0.00", "13.60", "0"),
    ("DE", _parcel("100", "EUR"), "3.00", "19.57", "0"),  # 19 % of 103
    ("GB", _parcel("90", "GBP"), "0.00", "0", "18.00"),  # 20 % at checkout
    ("CA", _parcel("20", "CAD"), "0.00", "0", "0"),
    ("AU", _parcel("1000", "AUD"), "0.00", "0", "100.00"),  # 10 % by the registered vendor
    ("JP", _parcel("16000", "JPY"), "0", "0", "0"),  # 60 % of it is 9,600
    ("KR", _parcel("150", "USD"), "0.00", "0", "0"),
    ("BR", _parcel("40", "USD"), "8.00", "9.83", "0"),  # 20 %; (40 + 8) / 0.83 * 0.17
    ("BR", _parcel("120", "USD"), "52.00", "35.23", "0"),  # 60 % less 20; 172 / 0.83 * 0.17
    ("MX", _parcel("100", "USD"), "33.50", "0", "0"),  # 33.5 % covers all
    ("MX", _parcel("100", "USD", date(2025, 8, 14)), "19.00", "0", "0"),
    ("RU", _parcel("300", "EUR"), "15.00", "0", "0"),  # 15 % of the 100 above 200
    ("AE", _parcel("500", "AED"), "0.00", "25.00", "0"),  # VAT 5 %
    ("SA", _parcel("500", "SAR", freight="20"), "0.00", "78.00", "0"),  # 15 % of 520
    ("SG", _parcel("100", "SGD"), "0.00", "0", "9.00"),  # 9 % by the registered vendor
    ("ZA", _parcel("400", "ZAR"), "80.00", "72.00", "0"),  # 20 %; VAT 15 % of 480
]


@pytest.mark.parametrize(("destination", "parcel", "duty", "at_import", "at_checkout"), LOW_VALUE)
def test_parcels_of_low_value_owe_what_their_scheme_says(
    session: Session, destination: str, parcel: Parcel, duty: str, at_import: str, at_checkout: str
) -> None:
    regime = regime_of(session, destination, parcel.on)
    scheme = scheme_for(regime, parcel)
    assert scheme is not None
    found = parcel_charges(regime, scheme, parcel)
    assert (found.duty, found.import_tax, found.checkout_tax) == (D(duty), D(at_import), D(at_checkout))


def test_every_scheme_holds_from_its_first_to_its_last_day_and_not_beyond(session: Session) -> None:
    seen = 0
    for destination in destinations():
        regime = regime_of(session, destination, ON)
        for scheme in regime.schemes:
            value = scheme.above + 1 if scheme.above is not None else (scheme.threshold or D(100)) / 2
            for end, step in ((scheme.valid_from, -1), (scheme.valid_to, 1)):
                if end is None:
                    continue
                within = _parcel(str(value), scheme.currency, end)
                beyond = _parcel(str(value), scheme.currency, end + timedelta(days=step))
                assert scheme_for(regime, within) == scheme
                assert scheme_for(regime, beyond) != scheme
                seen += 1
    assert seen > 20
