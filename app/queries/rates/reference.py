"""The small reference tables that are read straight from their files, once per process.

Market facts, containers, weight rules, freight zones and transit times; `seed/reference/README.md` names
sources.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from app.core.reference_table import table
from app.trade.carriage.packing import Container, WeightRule
from app.trade.refusal import RateUnknown


def row(name: str, column: str, value: str) -> Mapping[str, str]:
    """The row of a file whose column has that value. Raises: RateUnknown("rate.not_held")."""
    for cells in table(name):
        if cells[column] == value:
            return cells
    raise RateUnknown("rate.not_held", kind=name, key=value)


def decimal_of(text: str) -> Decimal | None:
    """A cell as a number; empty is not known."""
    return Decimal(text) if text else None


@dataclass(frozen=True, slots=True)
class Market:
    """One country as a market. gdp_per_head in USD; vat_rate a ratio, None if not known."""

    country: str
    name_en: str
    name_zh: str
    currency: str
    languages: tuple[str, ...]
    dial: str
    population: int
    gdp_per_head: Decimal | None
    vat_rate: Decimal | None


@cache
def markets() -> dict[str, Market]:
    """Every market of the reference, by ISO country code."""
    return {cells["iso2"]: _market(cells) for cells in table("market")}


def _market(cells: Mapping[str, str]) -> Market:
    vat = decimal_of(cells["vat_pct"])
    return Market(
        country=cells["iso2"],
        name_en=cells["name_en"],
        name_zh=cells["name_zh"],
        currency=cells["currency"],
        languages=tuple(cells["languages"].split()),
        dial=cells["dial"],
        population=int(cells["population"] or 0),
        gdp_per_head=decimal_of(cells["gdp_per_capita_usd"]),
        vat_rate=None if vat is None else vat.scaleb(-2),
    )


def market(country: str) -> Market:
    """One market. Raises: RateUnknown("rate.not_held")."""
    if country not in markets():
        raise RateUnknown("rate.not_held", kind="market", key=country)
    return markets()[country]


@cache
def containers() -> dict[str, Container]:
    """Container types with a planning load, by code (20GP, 40GP, 40HQ); sizes in cm."""
    hundred = Decimal(100)
    return {
        cells["type"]: Container(
            cells["type"],
            Decimal(cells["inner_l_m"]) * hundred,
            Decimal(cells["inner_w_m"]) * hundred,
            Decimal(cells["inner_h_m"]) * hundred,
            Decimal(cells["max_payload_kg"] or cells["plan_payload_kg"]),
            Decimal(cells["plan_volume_m3"]),
        )
        for cells in table("container")
        if cells["plan_volume_m3"]
    }


def road_payload_kg(container: str) -> Decimal | None:
    """What roads of the United States and Canada let one container weigh inside, None if not known."""
    return decimal_of(row("container", "type", container)["road_payload_kg"])


@cache
def weight_rule(code: str) -> WeightRule:
    """How a service turns size into weight: courier, air, parcel_a to parcel_c, parcel_heavy, ems_large."""
    cells = row("volumetric_rule", "code", code)
    return WeightRule(
        cm3_per_kg=Decimal(cells["divisor_cm3_per_kg"]),
        step_kg=Decimal(cells["step_kg"]),
        coarse_above_kg=decimal_of(cells["coarse_above_kg"]),
        coarse_step_kg=Decimal(cells["coarse_step_kg"]),
        minimum_kg=Decimal(cells["minimum_kg"]),
        volume_from=Decimal(cells["volume_from"]),
    )


def freight_zone(country: str) -> Mapping[str, str]:
    """Lanes and insurance regions of a country. Raises: RateUnknown("rate.not_held")."""
    return row("freight_zone", "country", country)


@cache
def teaching_codes() -> dict[str, str]:
    """6-digit codes of the teaching set and their shop label."""
    return {cells["hs6"]: cells["label"] for cells in table("hs_teaching_set")}
