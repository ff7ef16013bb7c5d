"""Letters that the world itself writes are read as they are meant: players' replies."""

import csv
from pathlib import Path

import pytest

from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import ASKS, read_letter
from app.world.parameters import parameters

PACKS = sorted((Path(__file__).resolve().parents[2] / "seed/packs").glob("*/products.csv"))
ROWS = [row for path in PACKS for row in csv.DictReader(path.open(encoding="utf-8-sig"))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sku"])
def test_a_players_letter_about_any_product_answers_all_and_claims_nothing_false(row: dict[str, str]) -> None:
    words = parameters("player_words")
    certificates = tuple(name.strip() for name in row["certificates"].split(";") if name.strip())
    price = words["price"].format(quantity="1,200", unit="4.20", term="FOB", place="Ningbo")
    size = [row[f"carton_{side}_cm"] for side in ("length", "width", "height")]
    listed = ", ".join(certificates)
    body = words["letter"].format(
        buyer="Anna Fischer", product=row["name_en"], price=price, lead=int(row["lead_time_days"]) + 5,
        carton=row["carton_pieces"], size=" x ".join(size), team="Harbour",
        certificates=words["certificates"].format(listed=listed) if listed else words["no_certificates"],
    )  # fmt: skip
    facts = ProductFacts(
        name=row["name_en"], certificates=certificates, lead_time_days=int(row["lead_time_days"]),
        materials=tuple(row["materials"].split("; ")), statements=tuple(row["attributes"].split("; ")),
        carton_pieces=int(row["carton_pieces"]),
    )  # fmt: skip
    read = read_letter(body, ASKS, facts, "Anna Fischer")
    assert read.open == () and read.flags == frozenset()
    assert read.claimed("contradicted") == () and read.unsupported == ()


def test_a_poor_letter_answers_nothing() -> None:
    read = read_letter(parameters("player_words")["poor_letter"], ASKS, ProductFacts(), "Anna Fischer")
    assert read.found == {} and read.claims == ()
