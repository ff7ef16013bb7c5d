"""Lookups of dated rates on a loaded reference."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, create_engine

import app.models  # noqa: F401  (every table)
from app.queries.goods.duty import Goods, duty_choices, duty_layers, duty_rate, us_lines
from app.queries.goods.freight import Journey, destination_charges, freight_services, origin_charges
from app.queries.goods.import_regime import destinations
from app.queries.goods.port import airports, port_named, ports, sea_distance
from app.queries.goods.tariff import export_line, export_lines, export_lines_under
from app.queries.rates.rate import (
    cross_rate,
    exchange_rate,
    fee,
    insurance_rate,
    port_charges,
    refund_rate,
)
from app.queries.rates.reference import containers, freight_zone, market, road_payload_kg, weight_rule
from app.trade.payments.exchange import MIDDLE
from app.trade.refusal import RateUnknown
from seed.reference.load import load_reference

D = Decimal
ON = date(2026, 9, 15)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One loaded reference for all these tests, which only read."""
    path: Path = tmp_path_factory.mktemp("reference") / "reference.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    with engine.begin() as connection:
        load_reference(connection)
    with Session(engine) as found:
        yield found
    engine.dispose()


def test_the_exchange_rate_of_a_day(session: Session) -> None:
    found = exchange_rate(session, "CNY", date(2024, 1, 2))
    assert (found.base, found.quote, found.rate, found.kind) == ("USD", "CNY", D("7.14348"), MIDDLE)


@pytest.mark.parametrize(
    ("asked", "published"),
    [
        (date(2024, 1, 6), date(2024, 1, 5)),
        (date(2024, 1, 7), date(2024, 1, 5)),
        (date(2026, 10, 31), date(2026, 10, 30)),
        (date(2027, 2, 1), date(2026, 10, 30)),
    ],
)
def test_weekends_and_days_after_the_last_take_the_last_published_day(
    session: Session, asked: date, published: date
) -> None:
    assert exchange_rate(session, "CNY", asked).on == published


def test_the_pegs_and_the_dollar_itself(session: Session) -> None:
    assert exchange_rate(session, "AED", ON).rate == D("3.6725")
    assert exchange_rate(session, "SAR", ON).rate == D("3.75")
    assert exchange_rate(session, "USD", ON).rate == 1


@pytest.mark.parametrize(
    ("currency", "on"), [("RUB", ON), ("NGN", ON), ("XXX", ON), ("CNY", date(2024, 1, 1))]
)
def test_a_rate_that_is_not_held_is_unknown(session: Session, currency: str, on: date) -> None:
    with pytest.raises(RateUnknown) as refused:
        exchange_rate(session, currency, on)
    assert (refused.value.code, refused.value.figures["currency"]) == ("exchange.rate_unknown", currency)


def test_a_cross_rate_goes_through_the_dollar_and_back(session: Session) -> None:
    there, back = cross_rate(session, "EUR", "CNY", ON), cross_rate(session, "CNY", "EUR", ON)
    assert abs(there.rate * back.rate - 1) < D("0.0000001")
    assert cross_rate(session, "USD", "CNY", ON).rate == exchange_rate(session, "CNY", ON).rate


@pytest.mark.parametrize(
    ("export_on", "expected"),
    [
        (date(2024, 11, 30), "0.13"),
        (date(2024, 12, 1), "0.09"),
        (date(2026, 3, 31), "0.09"),
        (date(2026, 4, 1), "0.06"),
        (date(2026, 12, 31), "0.06"),
        (date(2027, 1, 1), "0"),
    ],
)
def test_the_refund_rate_of_batteries_follows_the_export_date(
    session: Session, export_on: date, expected: str
) -> None:
    assert refund_rate(session, "8507600090", export_on) == D(expected)
    assert export_line(session, "8507600090", export_on).refund_rate == D(expected)


def test_solar_modules_lost_their_refund_in_april_2026(session: Session) -> None:
    assert refund_rate(session, "8541430000", date(2026, 3, 31)) == D("0.09")
    assert refund_rate(session, "8541430000", date(2026, 4, 1)) == 0


def test_an_export_line_tells_units_elements_and_marks(session: Session) -> None:
    line = export_line(session, "6301400000", ON)
    assert (line.unit1, line.unit2, line.refund_rate, line.vat_rate) == ("条", "千克", D("0.13"), D("0.13"))
    assert line.required_elements[:2] == ("品牌类型", "出口享惠情况")
    assert not {"GTIN", "CAS", "其他"} & set(line.required_elements)
    with pytest.raises(RateUnknown, match=r"export_line\.not_held"):
        export_line(session, "0101210010", ON)
    assert set(export_lines(session, ["6301400000", "0101210010"], ON)) == {"6301400000"}
    assert [held.hs10 for held in export_lines_under(session, "950300")] == sorted(
        held.hs10 for held in export_lines_under(session, "9503")
    )


@pytest.mark.parametrize(
    ("destination", "goods", "expected", "kind"),
    [
        ("DE", Goods("610910"), "0.12", "mfn"),
        ("PL", Goods("610910"), "0.12", "mfn"),
        ("GB", Goods("392410"), "0.06", "mfn"),
        ("CA", Goods("610910"), "0.18", "mfn"),
        ("AU", Goods("392410"), "0.05", "mfn"),
        ("AU", Goods("392410", proof="chafta_co"), "0", "preference"),
        ("AU", Goods("610910"), "0.05", "fallback"),
        ("JP", Goods("392410"), "0.039", "mfn"),
        ("JP", Goods("392410", proof="rcep_co"), "0.018", "preference"),
        ("JP", Goods("610910", national_code="610910020"), "0.074", "mfn"),
        ("KR", Goods("610910"), "0.13", "fallback"),
        ("KR", Goods("851830"), "0.08", "fallback"),
        ("SG", Goods("610910"), "0", "fallback"),
    ],
)
def test_the_duty_of_each_market(
    session: Session, destination: str, goods: Goods, expected: str, kind: str
) -> None:
    found = duty_rate(session, destination, goods, ON)
    assert (found.rate, found.kind) == (D(expected), kind)
    assert found.source


@pytest.mark.parametrize(
    ("destination", "goods", "code"),
    [
        ("JP", Goods("610910"), "duty.line_decides"),
        ("JP", Goods("610910", national_code="392410000"), "duty.line_unknown"),
        ("IN", Goods("610910"), "duty.not_held"),
        ("ZA", Goods("610910"), "duty.not_held"),
        ("NG", Goods("610910"), "duty.not_held"),
        ("AQ", Goods("610910"), "customs.destination_unknown"),
        ("KR", Goods("610910", proof="rcep_co"), "origin.rate_not_held"),
        ("US", Goods("392410"), "duty.line_decides"),
        ("US", Goods("392410", national_code="61091000"), "duty.line_unknown"),
        ("JP", Goods("230910", national_code="230910010"), "duty.not_by_value"),
    ],
)
def test_a_duty_that_is_not_settled_names_what_is_missing(
    session: Session, destination: str, goods: Goods, code: str
) -> None:
    with pytest.raises(RateUnknown) as refused:
        duty_layers(session, destination, goods, ON)
    assert refused.value.code == code


def test_the_layers_of_the_united_states(session: Session) -> None:
    shirt = {x.code: x.rate for x in duty_layers(session, "US", Goods("610910"), ON)}
    assert shirt == {"duty": D("0.165"), "section_301": D("0.075")}
    plates = duty_layers(session, "US", Goods("392410", "39241020"), ON)
    assert plates[0].rate == D("0.065")
    assert next(line.hts8 for line in us_lines(session, "392410")) == "39241010"


def test_lines_to_choose_from(session: Session) -> None:
    assert [choice.rate for choice in duty_choices(session, "JP", "610910")] == [D("0.109"), D("0.074")]
    assert len(duty_choices(session, "US", "392410")) >= 4


def test_distances_ports_and_airports(session: Session) -> None:
    assert sea_distance(session, "CNSHA", "USLAX") == 5749
    assert sea_distance(session, "CNNGB", "DEHAM") == 10728
    assert sea_distance(session, "CNNGB", "DEHAM", by_cape=True) == 13814
    assert sea_distance(session, "CNSHA", "USLAX", by_cape=True) == 5749
    with pytest.raises(RateUnknown, match=r"freight\.distance_unknown"):
        sea_distance(session, "CNSHA", "CNNGB")
    assert {each.unlocode for each in ports(session, "DE")} == {"DEHAM", "DEBRV"}
    assert port_named(session, "hamburg").unlocode == "DEHAM"
    assert port_named(session, "Nhava Sheva") == port_named(session, "INNSA") is not None
    assert port_named(session, "Atlantis") is None
    assert "PVG" in {each.iata for each in airports(session, "CN")}


@pytest.mark.parametrize(
    ("country", "transport", "cover", "expected"),
    [
        ("DE", "sea", "ICC (A)", "0.0045"),
        ("DE", "sea", "ICC (C)", "0.0015"),
        ("JP", "sea", "all_risks", "0.0025"),
        ("US", "courier", "ICC (A)", "0.0045"),
        ("BR", "sea", "ICC (B)", "0.0025"),
    ],
)
def test_premium_rates_by_region_and_cover(
    session: Session, country: str, transport: str, cover: str, expected: str
) -> None:
    assert insurance_rate(session, country, transport, cover, ON).value == D(expected)


def test_fees_and_port_charges(session: Session) -> None:
    inward = fee(session, "bank.remittance_in", ON)
    assert (inward.rate, inward.least, inward.greatest, inward.currency) == (D("0.0005"), 50, 500, "CNY")
    assert fee(session, "paypal.payment", ON).fixed == D("0.30")
    with pytest.raises(RateUnknown, match=r"rate\.not_held"):
        fee(session, "aliexpress.commission", ON)
    assert {row.key.split("/")[0] for row in port_charges(session, "CNTXG", ON)} == {"CNTXG"}
    assert {row.key.split("/")[0] for row in port_charges(session, "CNSHA", ON)} == {"CNNGB"}


@pytest.mark.parametrize("country", destinations())
def test_every_destination_can_be_reached(session: Session, country: str) -> None:
    port = next((each.unlocode for each in ports(session, country)), "")
    services = freight_services(session, Journey(country, "CNNGB", port, ON))
    assert {"air", "courier", "parcel_line"} <= {each.name for each in services}
    assert all(0 < each.least_days <= each.most_days for each in services)
    assert ("sea_fcl_40hq" in {each.name for each in services}) is bool(port)


def test_container_prices_rise_with_the_market_and_days_agree_with_the_table(session: Session) -> None:
    prices = []
    for level in ("low", "middle", "high"):
        services = freight_services(session, Journey("US", "CNSHA", "USLAX", ON, level))
        box = next(each for each in services if each.name == "sea_fcl_40gp")
        prices.append(box.tariff.per_container)
        assert 15 <= box.least_days <= box.most_days <= 20
    assert prices == [D(1670), D(4300), D(6840)]
    by_cape = freight_services(session, Journey("DE", "CNNGB", "DEHAM", ON, by_cape=True))
    assert by_cape[0].least_days > 35


def test_local_charges_on_both_sides(session: Session) -> None:
    assert origin_charges(session, ON)["haulage_20"] == 1500
    assert destination_charges(session, ON)["terminal_40"] == 280


def test_small_tables_are_read_once_from_their_files() -> None:
    assert market("DE").currency == "EUR"
    assert containers()["20GP"].length_cm == D("589.6")
    assert "45HQ" not in containers()
    assert (road_payload_kg("20GP"), road_payload_kg("45HQ")) == (D(17000), None)
    assert weight_rule("courier").coarse_above_kg == D("20.5")
    with pytest.raises(RateUnknown, match=r"rate\.not_held"):
        freight_zone("AQ")
