"""The calculator over HTTP: a price without a deal, what if, and the way back; nothing is written."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlmodel import Session, func, select

from app.core.db import make_engine
from app.models.evidence import Record
from tests.builders_world import Site
from tests.clients import Client, application

# Test A of the trade rules as far as it goes without figures of one's own: cotton T-shirts to Germany.
SHIRTS = {
    "purchase_rmb": "28.25", "code": "610910", "refund_percent": "13", "quantity": "4000", "market": "DE",
}  # fmt: skip


@pytest.fixture(scope="module")
def engine_of_site(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("calculator")
    engine = make_engine(f"sqlite+pysqlite:///{site_template.copied_to(folder / 'site.sqlite3').path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def program(engine_of_site: object, tmp_path_factory: pytest.TempPathFactory) -> object:
    return application(engine_of_site, tmp_path_factory.mktemp("pictures"))


def reader(program: object, site: Site, seat: str = "other_team") -> Client:
    client = Client(program)
    client.http.cookies.set("session", site.seats[seat].token)
    return client


def address(**more: str) -> str:
    return "/calculator?" + "&".join(f"{name}={value}" for name, value in (SHIRTS | more).items())


def rows(result: dict) -> dict[str, dict]:
    return {row["code"]: row for row in result["rows"]}


def test_one_asking_prices_all_eleven_incoterms(program: object, site_template: Site) -> None:
    result = reader(program, site_template).json(address()).json()["result"]
    found = rows(result)
    assert len(found) == 11
    units = [Decimal(found[code]["unit_usd"]) for code in ("FCA", "FOB", "CFR", "CIF", "DAP", "DDP")]
    assert units == sorted(units) and units[0] < units[-1]
    # Whatever the term, what it leaves to the buyer brings the goods to nearly the same cost at the door.
    landed = [Decimal(found[code]["landed_usd"]) for code in ("FOB", "CFR", "CIF", "DAP")]
    assert max(landed) - min(landed) < Decimal("0.05")
    assert result["chosen"]["code"] == "FOB" and result["chosen"]["lines"]


def test_the_unit_price_and_its_way_back_agree(program: object, site_template: Site) -> None:
    client = reader(program, site_template)
    quoted = client.json(address(incoterm="CIF")).json()["result"]["chosen"]["unit_usd"]
    back = client.json(address(incoterm="CIF", target_usd=quoted)).json()["result"]["target"]
    assert abs(Decimal(back["margin_rate"]) - Decimal("0.10")) < Decimal("0.005")
    low = client.json(address(incoterm="CIF", target_usd="2.00")).json()["result"]["target"]
    assert low["is_below_lowest"] and Decimal(low["profit_rmb"]) < 0


def test_what_if_moves_the_figures_the_right_way(program: object, site_template: Site) -> None:
    client = reader(program, site_template)

    def unit(**more: str) -> Decimal:
        return Decimal(client.json(address(incoterm="DDP", **more)).json()["result"]["chosen"]["unit_usd"])

    plain = unit()
    assert unit(margin_percent="20") > plain
    assert unit(freight_percent="200") > plain
    assert unit(duty_percent="30") > plain
    assert unit(rate="7.50") < plain


def test_customs_at_the_destination_are_reckoned_line_by_line(program: object, site_template: Site) -> None:
    border = reader(program, site_template).json(address(incoterm="CIF")).json()["result"]["border"]
    assert border["currency"] == "EUR"
    value, duty = Decimal(border["customs_value"]), Decimal(border["duty"])
    assert duty == (value * Decimal("0.12")).quantize(Decimal("0.01"))
    assert border["workings"]


def test_what_is_not_held_is_named_and_nothing_is_guessed(program: object, site_template: Site) -> None:
    client = reader(program, site_template)
    india = client.json(address(market="IN")).json()["result"]
    assert india["border"] is None and india["border_unknown"]["code"] == "duty.not_held"
    assert rows(india)["DDP"]["unit_usd"] is None and rows(india)["DDP"]["unknown"]
    assert rows(india)["FOB"]["unit_usd"]
    refund = client.json("/calculator?purchase_rmb=28.25&code=610910")
    assert (refund.status_code, refund.json()["code"]) == (422, "calculator.refund_needed")


@pytest.mark.parametrize("market", ["IN", "ZA", "NG"])
def test_the_door_has_no_price_where_the_duty_is_not_known(
    program: object, site_template: Site, market: str
) -> None:
    client = reader(program, site_template)
    found = client.json(address(market=market, incoterm="CIF")).json()["result"]
    assert {row["landed_usd"] for row in found["rows"]} == {None} and rows(found)["CIF"]["unit_usd"]
    assert found["chosen"]["landed_usd"] is None and found["chosen"]["landed_lines"] == []
    why = found["chosen"]["landed_unknown"]
    assert (why["code"], why["figures"]["missing_key"]) == ("quotation.landed_unknown", f"{market}/610910")
    page = client.page(address(market=market, incoterm="CIF", lang="zh_Hans")).text
    assert "未知不等于零" in page and f"key={market}%2F610910" in page


def test_a_duty_of_ones_own_makes_the_door_known(program: object, site_template: Site) -> None:
    client = reader(program, site_template)
    at = {
        duty: Decimal(client.json(address(market="IN", incoterm="CIF", duty_percent=duty)).json()
                      ["result"]["chosen"]["landed_usd"])
        for duty in ("0", "20")
    }  # fmt: skip
    assert at["20"] > at["0"] * Decimal("1.15")  # nought counts when somebody has said nought


def test_another_currency_is_shown_at_the_rate_of_the_day(program: object, site_template: Site) -> None:
    result = reader(program, site_template).json(address(currency="EUR")).json()["result"]
    row, rate = rows(result)["FOB"], Decimal(result["own_rate"])
    assert abs(Decimal(row["own"]) - Decimal(row["unit_usd"]) * rate) < Decimal("0.01")


def test_a_team_reckons_with_its_partners_products_alone(program: object, site_template: Site) -> None:
    mine = reader(program, site_template, "lead").json("/calculator").json()["choices"]["products"]
    assert mine
    result = reader(program, site_template, "lead").json(f"/calculator?product={mine[0][0]}&quantity=500")
    assert result.json()["result"]["chosen"]["unit_usd"]
    stranger = reader(program, site_template, "lead_two")
    assert stranger.http.get(
        f"/calculator?product={mine[0][0]}", headers={"accept": "application/json"}
    ).status_code in (404, 422)


@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
def test_the_page_keeps_what_was_entered_in_its_address(
    program: object, site_template: Site, lang: str
) -> None:
    page = reader(program, site_template).page(address(incoterm="CIF", target_usd="4.60", lang=lang))
    assert page.status_code == 200
    assert 'value="28.25"' in page.text and 'value="4.60"' in page.text
    assert {"en": "All eleven Incoterms", "zh_Hans": "十一种贸易术语"}[lang] in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [("quantity", "0"), ("quantity", "1e5"), ("purchase_rmb", "NaN"), ("margin_percent", "100"),
     ("length_cm", "-1"), ("code", "abc"), ("code", "77"), ("market", "XX"), ("incoterm", "ABC"),
     ("origin_port", "NOWHERE"), ("rate", "0"), ("product", "not-an-id"), ("service", "teleport"),
     ("currency", "XXX"), ("cover", "ICC (Z)"), ("margin_base", "moon")],
)  # fmt: skip
def test_bad_input_is_answered_in_words_and_the_page_stays(
    program: object, site_template: Site, name: str, value: str
) -> None:
    client = reader(program, site_template)
    assert client.page(address(**{name: value})).status_code == 200
    answer = client.http.get(address(**{name: value}), headers={"accept": "application/json"})
    assert answer.status_code in (404, 422) and answer.json()["detail"]


def test_reckoning_leaves_no_trace(program: object, site_template: Site, engine_of_site: object) -> None:
    def records() -> int:
        with Session(engine_of_site) as session:
            return session.exec(select(func.count()).select_from(Record)).one()

    before = records()
    reader(program, site_template).page(address())
    assert records() == before
