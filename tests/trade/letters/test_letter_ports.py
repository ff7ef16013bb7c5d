"""Ports of loading as sellers write them."""

import pytest

from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_ports import full_name
from app.trade.letters.letter_reading import read_letter


def test_a_place_is_named_in_full() -> None:
    assert [full_name(place) for place in ("NB", "sz", "ningbo", "Hamburg")] == [
        "Ningbo", "Shenzhen", "Ningbo", "Hamburg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "port"),
    [
        ("We ship out of Ningbo, 30 to 33 days to Genoa.", "Ningbo"),
        ("ship from ningbo to dammam about 26 days", "Ningbo"),
        ("Port of loading ningbo.", "Ningbo"),
        ("Departure: Shenzhen (Yantian).", "Shenzhen"),
        ("Price 3.2 USD FOB NB.", "Ningbo"),
        ("Hola, salimos desde Shanghai.", "Shanghai"),
        ("Bonjour, départ de Ningbo.", "Ningbo"),
        ("Добрый день, порт отгрузки Шэньчжэнь.", "Shenzhen"),
        ("上海港から出荷します。", "Shanghai"),
        ("مرحبا، الشحن من ميناء نينغبو.", "Ningbo"),
    ],
)
def test_the_port_is_read_from_what_the_goods_leave(body: str, port: str) -> None:
    assert read_letter(body, ["port"], ProductFacts()).answers["port"].values == {"place": port}


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("It takes 30 to 33 days to Genoa.", ("30", "33")),
        ("Produktion 25 Tage, dann 32 Tage nach Hamburg.", ("32", None)),
        ("大阪まで船で4日です。", ("4", None)),
        ("الشحن يستغرق 24 يوماً إلى جدة", ("24", None)),
    ],
)
def test_days_to_a_place_are_days_on_the_way(body: str, days: tuple[str, str | None]) -> None:
    found = read_letter(body, ["delivery_time"], ProductFacts()).answers["delivery_time"].values
    assert (found["days_least"], found.get("days_most")) == days
