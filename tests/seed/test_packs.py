"""The four demo packs, as their enterprises would upload them."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from stdnum.cn import uscc

from app.core.pack_file import read_pack_file
from app.trade.catalogue.product import PackReading, read_rows
from app.trade.catalogue.product_gaps import gap_report
from seed.packs.build import SLUGS, build_pack, enterprise, product_rows, sources_hash


@cache
def built(slug: str) -> bytes:
    return build_pack(slug)


def reading_of(slug: str, folder: Path) -> PackReading:
    path = folder / "pack.zip"
    path.write_bytes(built(slug))
    raw = read_pack_file(path, folder / "kept")
    assert raw.refused_pictures == ()
    assert [note for note in raw.notes if note.code != "csv.read_as"] == []
    faults = {(fault.row, fault.column): (fault.code, fault.value) for fault in raw.sheet.faults}
    rows = [(row.number, row.cells) for row in raw.sheet.rows]
    return read_rows(raw.sheet.name, raw.sheet.headers, rows, pictures=list(raw.pictures), faults=faults)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_demo_pack_is_read_with_no_refused_and_no_mended_cell(slug: str, tmp_path: Path) -> None:
    reading = reading_of(slug, tmp_path)
    assert reading.refused == () and reading.mended == ()
    assert reading.pictures_unclaimed == ()
    assert len(reading.accepted) == 12
    assert all(len(product.pictures) >= 3 for product in reading.accepted)
    assert all(product.description_en and product.description_zh for product in reading.accepted)
    assert all(product.carton_net_kg for product in reading.accepted)
    assert sum(gap.is_barrier for product in reading.accepted for gap in gap_report(product)) <= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_an_enterprise_is_whole_and_its_uscc_passes_its_check_digit(slug: str) -> None:
    said = enterprise(slug)
    assert uscc.is_valid(said["uscc"])
    for key in (
        "name_en",
        "name_zh",
        "address_en",
        "address_zh",
        "contact_name_en",
        "contact_name_zh",
        "port",
    ):
        assert said[key]
    assert said["contact_email"].endswith(".example")
    assert set(said["pictures"]) == {row["sku"] for row in product_rows(slug)}


def test_no_sku_stands_in_two_packs() -> None:
    skus = [row["sku"] for slug in SLUGS for row in product_rows(slug)]
    assert len(skus) == len(set(skus)) == 48


def test_a_pack_is_the_same_each_time_and_its_key_is_too() -> None:
    slug = SLUGS[1]
    assert build_pack(slug) == built(slug)
    assert sources_hash(slug) == sources_hash(slug) != sources_hash(SLUGS[0])


def test_every_picture_is_eight_hundred_square_and_no_two_are_alike() -> None:
    drawn = [content for slug in SLUGS for content in pictures_in(built(slug))]
    assert len(set(drawn)) == len(drawn) == 144
    assert all(Image.open(io.BytesIO(content)).size == (800, 800) for content in drawn)


def pictures_in(pack: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        return [opened.read(name) for name in opened.namelist() if not name.endswith((".xlsx", ".csv"))]
