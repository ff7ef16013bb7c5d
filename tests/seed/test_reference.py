"""The reference tables: loaded once, the same on both databases, every rate with its source."""

import csv
import re
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from app.core.guard import doing
from app.models import rate
from seed.reference.load import FOLDER, load_reference

TRUST = {"high", "medium", "low", "unverified", "assumption"}
FILES = sorted(FOLDER.glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_loading_fills_every_table_and_loading_again_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        first = load_reference(connection)
    assert all(first.values())
    with Session(engine) as session:
        assert set(load_reference(session).values()) == {0}
        counted = {
            model: session.scalar(select(func.count()).select_from(model))
            for model in (rate.DutyTariff, rate.UsTariffLine, rate.HsHeading, rate.ExchangeRateDay)
        }
    assert counted == {
        rate.DutyTariff: 37390,
        rate.UsTariffLine: 11414,
        rate.HsHeading: 6939,
        rate.ExchangeRateDay: 15204,
    }


def test_a_changed_file_is_loaded_again_and_only_that_one(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        load_reference(connection)
        loads = rate.ReferenceLoad.__table__
        with doing("housekeeping"):
            connection.execute(loads.update().where(loads.c.name == "fee").values(sha256="older"))
        again = load_reference(connection)
    assert {name for name, written in again.items() if written} == {"fee"}


def test_loading_takes_less_than_three_seconds_on_sqlite(sqlite_engine: Engine) -> None:
    start = time.perf_counter()
    with sqlite_engine.begin() as connection:
        load_reference(connection)
    assert time.perf_counter() - start < 3


DATA_PAGE = (FOLDER.parents[1] / "docs" / "data.md").read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_teachers_are_told_what_every_table_is(path: Path) -> None:
    assert f"`{path.name}`" in DATA_PAGE


@pytest.mark.parametrize(
    "name",
    ["duty_rate", "duty_line", "us_tariff_line", "export_tariff_line", "refund_rate", "exchange_rate_day",
     "hs_teaching_set", "port", "airport", "market"],
)  # fmt: skip
def test_the_sizes_that_teachers_are_told_are_true(name: str) -> None:
    paragraph = next(part for part in DATA_PAGE.split("\n\n") if f"`{name}.csv`" in part)
    assert re.search(rf"\b{len(rows(FOLDER / f'{name}.csv')):,}\b", paragraph), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_table_is_named_in_the_readme_and_has_square_rows(path: Path) -> None:
    assert f"`{path.name}`" in (FOLDER / "README.md").read_text("utf-8")
    assert all(None not in row and None not in row.values() for row in rows(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rate_has_a_source_and_a_known_trust(path: Path) -> None:
    for row in rows(path):
        if "trust" in row:
            assert row["trust"] in TRUST, row
            assert row["source"], row


def test_freight_prices_all_say_that_they_are_assumptions() -> None:
    for row in rows(FOLDER / "freight_tariff.csv"):
        assert row["trust"] == "assumption"
        assert row["comment"].startswith("Assumption for teaching.")


def test_every_export_line_stands_on_the_harmonized_system_and_has_a_refund_rate() -> None:
    known = {row["code"] for row in rows(FOLDER / "hs_heading.csv")}
    refunds = {row["hs10"] for row in rows(FOLDER / "refund_rate.csv")}
    without = {row["hs10"] for row in rows(FOLDER / "export_tariff_line.csv") if row["hs10"] not in refunds}
    assert all(row["hs10"][:6] in known for row in rows(FOLDER / "export_tariff_line.csv"))
    assert without == {"7013330000"}, "only this line was read without its rate"
