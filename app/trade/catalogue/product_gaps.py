"""What a data pack does not say, and which buyers that will cost."""

from collections.abc import Callable
from dataclasses import dataclass

from app.trade.catalogue.product import ProductRow

EVERYBODY = "ALL"
LEAST_PICTURES = 3
LEAST_SELLING_POINTS = 3

_ELECTRIC_CHAPTERS = ("84", "85")
_ELECTRIC_HEADINGS = ("9405",)
_NOT_MAINS_OR_RADIO = ("8544", "8523", "8539")
_GARMENT_CHAPTERS = ("61", "62")
_TEXTILE_CHAPTERS = ("61", "62", "63")
_FOOD_CONTACT = ("392410", "4419", "6911", "6912", "7013", "732393", "7615", "8211", "8215", "9617", "851671",
                 "851672", "851679", "851660", "850940")  # fmt: skip
_TOYS = ("9503",)
_SIZE_NAMES = {"size chart", "sizes", "size", "尺码", "尺码表", "尺寸表"}
_PLUG_NAMES = {"plug", "plugs", "voltage", "插头", "电压"}
_MAINS_HEADINGS = ("8516", "8509", "8508", "850440", "8414", "8421")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: code `gap.reason`, the column to fill, and who is lost by it.

    markets: ISO codes, "EU" or "ALL"; is_barrier: goods may not be sold or carried there without it,
    else they only sell worse.
    """

    code: str
    column: str
    markets: tuple[str, ...]
    is_barrier: bool


def gap_report(product: ProductRow) -> tuple[Gap, ...]:
    """Missing fields of an accepted product that will cost buyers, barriers first.

    Source: CE marking: Regulation (EC) 765/2008 with Directives 2014/30/EU, 2014/35/EU, 2014/53/EU,
        2011/65/EU (RoHS), 2009/48/EC (toys); UKCA or CE: SI 2019/696; FCC: 47 CFR 15; PSE: Japan's
        Electrical Appliance and Material Safety Act; food contact: Regulation (EC) 1935/2004,
        21 CFR 174-186; fibre labels: Regulation (EU) 1007/2011, 16 CFR 303; children's products:
        16 CFR 1107; batteries: UN Manual of Tests and Criteria 38.3; net weight: check D03 of
        docs/trade-rules.md, section 6.
    """
    found = [gap for holds, gap in _CHECKS if holds(product)]
    return tuple(sorted(found, key=lambda gap: not gap.is_barrier))


def _has(product: ProductRow, *names: str) -> bool:
    held = [certificate.casefold() for certificate in product.certificates]
    return any(text == name or text.startswith(f"{name} ") for text in held for name in names)


def _is_electric(product: ProductRow) -> bool:
    code = product.hs_code
    return code.startswith(_ELECTRIC_CHAPTERS + _ELECTRIC_HEADINGS) and not code.startswith(
        _NOT_MAINS_OR_RADIO
    )


def _names(product: ProductRow) -> set[str]:
    return {name.casefold() for name, _ in product.attributes}


def _is_mains(product: ProductRow) -> bool:
    return product.hs_code.startswith(_MAINS_HEADINGS) and "lithium_battery" not in product.dangerous_goods


def _unsized(product: ProductRow) -> bool:
    return None in (product.unit_length_cm, product.unit_width_cm, product.unit_height_cm)


_Check = tuple[Callable[[ProductRow], bool], Gap]

_CHECKS: tuple[_Check, ...] = (
    (lambda p: _is_electric(p) and not _has(p, "ce"),
     Gap("gap.ce_missing", "certificates", ("EU",), True)),
    (lambda p: _is_electric(p) and not _has(p, "rohs"),
     Gap("gap.rohs_missing", "certificates", ("EU", "GB"), True)),
    (lambda p: _is_electric(p) and not _has(p, "ukca", "ce"),
     Gap("gap.ukca_missing", "certificates", ("GB",), True)),
    (lambda p: _is_electric(p) and not _has(p, "fcc"),
     Gap("gap.fcc_missing", "certificates", ("US",), True)),
    (lambda p: _is_mains(p) and not _has(p, "pse"),
     Gap("gap.pse_missing", "certificates", ("JP",), True)),
    (lambda p: _is_mains(p) and not _names(p) & _PLUG_NAMES,
     Gap("gap.plug_missing", "attributes", (EVERYBODY,), False)),
    (lambda p: p.hs_code.startswith(_TOYS) and not _has(p, "ce", "en71"),
     Gap("gap.toy_ce_missing", "certificates", ("EU", "GB"), True)),
    (lambda p: p.hs_code.startswith(_TOYS) and not _has(p, "cpc", "astm f963"),
     Gap("gap.cpc_missing", "certificates", ("US",), True)),
    (lambda p: p.hs_code.startswith(_FOOD_CONTACT) and not _has(p, "lfgb", "eu 1935/2004"),
     Gap("gap.food_contact_eu_missing", "certificates", ("EU", "GB"), True)),
    (lambda p: p.hs_code.startswith(_FOOD_CONTACT) and not _has(p, "fda"),
     Gap("gap.food_contact_us_missing", "certificates", ("US",), True)),
    (lambda p: "lithium_battery" in p.dangerous_goods and not _has(p, "un38.3"),
     Gap("gap.un38_3_missing", "certificates", (EVERYBODY,), True)),
    (lambda p: bool(p.dangerous_goods) and not _has(p, "msds", "sds"),
     Gap("gap.msds_missing", "certificates", (EVERYBODY,), True)),
    (lambda p: p.hs_code.startswith(_TEXTILE_CHAPTERS) and not any("%" in text for text in p.materials),
     Gap("gap.fibre_content_missing", "materials", ("EU", "GB", "US", "JP"), True)),
    (lambda p: p.hs_code.startswith(_GARMENT_CHAPTERS) and not _names(p) & _SIZE_NAMES,
     Gap("gap.size_chart_missing", "attributes", (EVERYBODY,), False)),
    (lambda p: p.carton_net_kg is None, Gap("gap.net_weight_missing", "carton_net_kg", (EVERYBODY,), True)),
    (lambda p: len(p.pictures) < LEAST_PICTURES, Gap("gap.pictures_few", "pictures", (EVERYBODY,), False)),
    (lambda p: not p.description_en,
     Gap("gap.description_en_missing", "description_en", (EVERYBODY,), False)),
    (lambda p: len(p.selling_points_en) < LEAST_SELLING_POINTS,
     Gap("gap.selling_points_few", "selling_points_en", (EVERYBODY,), False)),
    (lambda p: not p.materials, Gap("gap.materials_missing", "materials", (EVERYBODY,), False)),
    (lambda p: not p.attributes, Gap("gap.attributes_missing", "attributes", (EVERYBODY,), False)),
    (_unsized, Gap("gap.parcel_size_missing", "unit_length_cm", (EVERYBODY,), False)),
    (lambda p: p.daily_capacity_pieces is None,
     Gap("gap.daily_capacity_missing", "daily_capacity_pieces", (EVERYBODY,), False)),
)  # fmt: skip
