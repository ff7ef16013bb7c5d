"""Rows of a data pack read to products, what they lack, and how two versions differ."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.trade.catalogue.product import PackReading, ProductRow, read_rows
from app.trade.catalogue.product_cells import READERS, read_cell
from app.trade.catalogue.product_columns import COLUMNS, map_headers, template_header
from app.trade.catalogue.product_differences import differences
from app.trade.catalogue.product_gaps import gap_report
from app.trade.catalogue.product_rules import PriceTier
from app.trade.catalogue.product_template import template_sheets
from app.trade.refusal import RuleBroken

GOOD = {
    "sku": "MUG-01", "name_en": "Stoneware mug", "name_zh": "炻器杯", "category": "Kitchen > Mugs",
    "brand": "Examplia", "brand_type": "1", "hs_code": "6912001000",
    "declaration_elements": "品牌类型:1; 出口享惠情况:0; 材质:炻器; 品牌:Examplia", "price_rmb": "12.80",
    "tier_2_from_pieces": "1000", "tier_2_price_rmb": "11.90", "floor_price_rmb": "10.50", "vat_rate": "13",
    "moq_pieces": "200", "lead_time_days": "20", "carton_pieces": "36", "carton_length_cm": "46",
    "carton_width_cm": "35", "carton_height_cm": "33", "carton_gross_kg": "15.2", "carton_net_kg": "13.7",
    "unit_gross_kg": "0.45", "dangerous_goods": "none",
}  # fmt: skip


def read(*rows: dict[str, str], pictures: tuple[str, ...] = ()) -> PackReading:
    headers = [column.en for column in COLUMNS]
    lines = [(number, [row.get(column.key, "") for column in COLUMNS]) for number, row in enumerate(rows, 2)]
    return read_rows("Products", headers, lines, pictures=pictures)


def product(**changes: str) -> ProductRow:
    (accepted,) = read({**GOOD, **changes}).accepted
    return accepted


def refused(**changes: str) -> list[tuple[str, str]]:
    return [(finding.column, finding.code) for finding in read({**GOOD, **changes}).refused]


def test_a_good_row_becomes_a_product_with_exact_figures() -> None:
    mug = product()
    assert mug.tiers == (PriceTier(200, Decimal("12.80")), PriceTier(1000, Decimal("11.90")))
    assert (mug.vat_rate, mug.carton_net_kg, mug.dangerous_goods) == (Decimal("0.13"), Decimal("13.7"), ())
    assert mug.declaration_elements[0] == ("品牌类型", "1")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_are_found_in_either_language_and_any_order(language: str) -> None:
    headers = [getattr(column, language) for column in reversed(COLUMNS)]
    assert map_headers(headers).at == {column.key: place for place, column in enumerate(reversed(COLUMNS))}


def test_every_column_is_found_by_every_name_that_it_has() -> None:
    for column in COLUMNS:
        for name in (column.key, f" {column.en.upper()} * ", template_header(column), *column.other_names):
            assert list(map_headers([name]).at) == [column.key], name


def test_a_missing_a_doubled_and_an_unknown_header_are_one_message_each_not_one_for_each_row() -> None:
    headers = ["SKU", "货号", "Name (EN)", "Horoscope"]
    reading = read_rows("Products", headers, [(2, ["a", "b", "c", "d"])] * 500)
    assert reading.rows == ()
    assert reading.headers.twice == ("sku",)
    assert reading.headers.unknown == ("Horoscope",)
    assert "price_rmb" in reading.headers.missing and "brand" not in reading.headers.missing


@pytest.mark.parametrize("key", [column.key for column in COLUMNS if column.needed])
@pytest.mark.parametrize("text", ["", "   ", "N/A", "-", "无"])
def test_a_needed_cell_without_content_is_refused(key: str, text: str) -> None:
    if key == "dangerous_goods" and text.strip():
        assert read({**GOOD, key: text}).accepted[0].dangerous_goods == ()
        return
    assert (key, "cell.needed") in refused(**{key: text})


@pytest.mark.parametrize(
    ("format_name", "text", "value", "mended"),
    [
        ("code", "007", "007", ""),
        ("code", " 6940000000000 ", "6940000000000", ""),
        ("amount", "1,234.50", Decimal("1234.50"), "mended.grouping_removed"),
        ("amount", "¥12", Decimal(12), "mended.currency_sign_removed"),
        ("amount", "12元", Decimal(12), "mended.currency_sign_removed"),
        ("amount", "9999999999.99", Decimal("9999999999.99"), ""),
        ("amount", "0.01", Decimal("0.01"), ""),
        ("count", "1,000", 1000, "mended.grouping_removed"),
        ("count", "1000000", 1_000_000, ""),
        ("days", "365", 365, ""),
        ("kg", "0.385", Decimal("0.385"), ""),
        ("percent", "13%", Decimal("0.13"), "mended.percent_sign_removed"),
        ("hs_code", "9405.21.00.10", "9405210010", "mended.hs_dots_removed"),
        ("brand_type", "3 境外品牌(贴牌生产)", "3", "mended.choice_recognised"),
        ("marks", "锂电池, magnet", ("lithium_battery", "magnet"), "mended.choice_recognised"),
        ("list", "CE; RoHS\nFCC", ("CE", "RoHS", "FCC"), ""),
        ("name", "Two\nlines", "Two lines", "mended.spaces_joined"),
        ("name", "e\u0301tui 𠮷 <script>", "étui 𠮷 <script>", ""),
        ("name", "كوب شاي", "كوب شاي", ""),
        ("amount", "N/A", None, "mended.read_as_empty"),
    ],
)
def test_a_cell_is_taken_or_mended_and_said_so(
    format_name: str, text: str, value: object, mended: str
) -> None:
    reading = read_cell(format_name, text)
    assert (reading.value, reading.mended) == (value, mended)


@pytest.mark.parametrize(
    ("format_name", "text", "code"),
    [
        ("code", "6.94E+12", "cell.code_rounded"),
        ("hs_code", "9.40521E+09", "cell.code_rounded"),
        ("hs_code", "940521", "cell.hs_not_ten_digits"),
        ("hs_code", "９４０５２１００１０", "cell.hs_not_ten_digits"),
        *[("amount", text, "cell.not_an_amount") for text in (
            "12,50", "１２", "1_000", "NaN", "sNaN", "Infinity", "-12", "-0", "1e400", "1e-400", "9" * 5000,
            "true",
            "1,23,4", "12.5 USD", "=1+1",
        )],
        ("amount", "0", "cell.amount_out_of_bounds"),
        ("amount", "10000000000", "cell.amount_out_of_bounds"),
        ("amount", "0.001", "cell.too_many_decimals"),
        *[("count", text, "cell.not_a_count") for text in (
            "3.0", "1_000", "１２", "-1", "9223372036854775808", "1e3",
        )],
        ("count", "0", "cell.count_out_of_bounds"),
        ("count", "1000001", "cell.count_out_of_bounds"),
        ("days", "366", "cell.count_out_of_bounds"),
        ("kg", "12,5", "cell.not_a_number"),
        ("kg", "0.5 kg", "cell.not_a_number"),
        ("kg", "0", "cell.measure_out_of_bounds"),
        ("percent", "0.13", "cell.vat_rate_unknown"),
        ("percent", "17", "cell.vat_rate_unknown"),
        ("brand_type", "5", "cell.brand_type_unknown"),
        ("brand_type", "0 境内自主品牌", "cell.brand_type_unknown"),
        ("marks", "explosive", "cell.mark_unknown"),
        ("elements", "no colon", "cell.element_not_named"),
        ("elements", "品牌类型:", "cell.element_empty"),
        ("elements", "a:1;a:2", "cell.element_twice"),
        ("attributes", "Colour", "cell.attribute_not_named"),
        ("attributes", "a:1;a:2", "cell.attribute_twice"),
        ("amount", "#REF!", "cell.spreadsheet_error"),
        ("amount", "#DIV/0!", "cell.spreadsheet_error"),
        ("long_text", "a\x00b", "cell.control_character"),
        ("long_text", "a\ud800b", "cell.control_character"),
        ("name", "abc\u202edef", "cell.hidden_character"),
        ("code", "A\u200bB", "cell.hidden_character"),
        ("name", "\u0430dmin", "cell.look_alike_letters"),
        ("list", ";".join(["x"] * 21), "cell.too_many_items"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_meant_in_one_way_is_refused(format_name: str, text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        read_cell(format_name, text)
    assert caught.value.code == code


@pytest.mark.parametrize(("format_name", "limit"), [("code", 64), ("name", 120), ("long_text", 4000)])
def test_texts_are_bounded_in_characters(format_name: str, limit: int) -> None:
    for length in (limit - 1, limit):
        assert read_cell(format_name, "𠮷" * length).value == "𠮷" * length
    with pytest.raises(RuleBroken) as caught:
        read_cell(format_name, "𠮷" * (limit + 1))
    assert caught.value.figures == {"characters": limit + 1, "limit": limit}


def test_every_column_has_a_reader_and_a_hint() -> None:
    for column in COLUMNS:
        assert column.format in READERS
        assert all(column.hint)


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"carton_net_kg": "15.3"}, ("carton_net_kg", "product.net_above_gross")),
        ({"unit_gross_kg": "0.38"}, ("unit_gross_kg", "product.unit_lighter_than_net")),
        ({"floor_price_rmb": "11.91"}, ("floor_price_rmb", "product.floor_above_price")),
        ({"tier_2_price_rmb": "12.80"}, ("tier_2_price_rmb", "product.tier_price_not_falling")),
        ({"tier_2_from_pieces": "200"}, ("tier_2_from_pieces", "product.tier_pieces_not_rising")),
        ({"tier_2_price_rmb": ""}, ("tier_2_price_rmb", "product.tier_half_given")),
        ({"tier_4_from_pieces": "9000", "tier_4_price_rmb": "11"},
         ("tier_4_from_pieces", "product.tier_gap")),
        ({"brand": ""}, ("brand", "product.brand_needed")),
        ({"declaration_elements": "出口享惠情况:0;品牌类型:1"},
         ("declaration_elements", "product.elements_begin_wrong")),
        ({"declaration_elements": "品牌类型:2;出口享惠情况:0"},
         ("declaration_elements", "product.element_brand_type_differs")),
        ({"brand_type": "0", "declaration_elements": "品牌类型:0;出口享惠情况:0"},
         ("brand", "product.brand_excluded")),
        ({"brand_type": "0", "brand": "", "declaration_elements": "品牌类型:0;出口享惠情况:0;品牌:Examplia"},
         ("declaration_elements", "product.brand_excluded")),
        ({"attributes": "Battery: 1200 mAh lithium-ion"},
         ("dangerous_goods", "product.battery_mark_missing")),
        ({"hs_code": "8507600090"}, ("dangerous_goods", "product.battery_mark_missing")),
    ],
)  # fmt: skip
def test_a_rule_across_cells_names_the_cell_to_look_at(
    changes: dict[str, str], finding: tuple[str, str]
) -> None:
    assert refused(**changes) == [finding]


def test_equal_figures_stand_on_the_right_side_of_each_rule() -> None:
    assert product(carton_net_kg="15.2", floor_price_rmb="11.90").floor_price_rmb == Decimal("11.90")
    unbranded = "品牌类型:0;出口享惠情况:0;品牌:无品牌"
    assert product(brand_type="0", brand="", declaration_elements=unbranded).brand is None


def test_one_sku_twice_refuses_the_second_also_by_case_and_width() -> None:
    reading = read(GOOD, {**GOOD, "sku": "mug-01"}, {**GOOD, "sku": "ＭＵＧ-01"})
    assert [row.product is not None for row in reading.rows] == [True, False, False]
    assert {finding.code for finding in reading.refused} == {"product.sku_twice"}


def test_a_bad_row_leaves_the_good_ones_and_is_named_by_sheet_row_column_and_value() -> None:
    reading = read(
        GOOD, {**GOOD, "sku": "B", "price_rmb": "12,50", "moq_pieces": "many"}, {**GOOD, "sku": "C"}
    )
    assert [one.sku for one in reading.accepted] == ["MUG-01", "C"]
    places = [(one.sheet, one.row, one.column, one.value) for one in reading.refused]
    assert places == [("Products", 3, "price_rmb", "12,50"), ("Products", 3, "moq_pieces", "many")]


def test_a_fault_of_the_file_is_the_row_s_refusal_and_not_said_twice() -> None:
    headers = [column.en for column in COLUMNS]
    place = headers.index("Price incl. VAT (RMB)")
    faults = {(2, place): ("spreadsheet.formula_without_value", "=A1*2")}
    row = (2, [GOOD.get(column.key, "") if at != place else "" for at, column in enumerate(COLUMNS)])
    reading = read_rows("Products", headers, [row], faults=faults)
    assert [(f.column, f.value, f.code) for f in reading.refused] == [
        ("price_rmb", "=A1*2", "spreadsheet.formula_without_value")
    ]


def test_pictures_go_to_their_sku_in_the_order_of_their_numbers() -> None:
    names = ("mug-01-10.jpg", "MUG-01-2.png", "MUG-01-1.webp", "MUG-1-1.jpg", "group.jpg")
    reading = read(GOOD, pictures=names)
    assert reading.accepted[0].pictures == ("MUG-01-1.webp", "MUG-01-2.png", "mug-01-10.jpg")
    assert reading.pictures_unclaimed == ("MUG-1-1.jpg", "group.jpg")


def test_markup_in_any_text_is_kept_as_it_is() -> None:
    hostile = '"><img onerror=alert(1)> {{7*7}} =HYPERLINK(1)'
    assert product(name_en=hostile, description_en=hostile).description_en == hostile


def gaps(one: ProductRow) -> set[str]:
    return {gap.code for gap in gap_report(one)}


def test_a_full_product_has_no_gap() -> None:
    full = product(
        selling_points_en="a;b;c", description_en="x", materials="Stoneware", attributes="Colour: oat",
        certificates="FDA; LFGB", daily_capacity_pieces="100", unit_length_cm="13", unit_width_cm="10",
        unit_height_cm="11",
    )  # fmt: skip
    assert gaps(replace(full, pictures=("1", "2", "3"))) == set()
    assert gaps(replace(full, pictures=("1", "2"))) == {"gap.pictures_few"}


@pytest.mark.parametrize(
    ("hs_code", "certificates", "expected"),
    [
        ("8518210000", "RoHS; FCC", {"gap.ce_missing", "gap.ukca_missing"}),
        ("8518210000", "CE; RoHS", {"gap.fcc_missing"}),
        ("8516799000", "CE; RoHS; FCC; FDA; LFGB", {"gap.pse_missing", "gap.plug_missing"}),
        ("9503002900", "CE", {"gap.cpc_missing"}),
        ("6912001000", "LFGB", {"gap.food_contact_us_missing"}),
        ("6109100010", "", {"gap.fibre_content_missing", "gap.size_chart_missing"}),
        ("8544421100", "", set()),
    ],
)
def test_a_missing_certificate_names_the_markets_that_it_costs(
    hs_code: str, certificates: str, expected: set[str]
) -> None:
    one = product(hs_code=hs_code, certificates=certificates)
    of_goods = {"pictures_few", "description_en_missing", "selling_points_few", "materials_missing",
                "attributes_missing", "parcel_size_missing", "daily_capacity_missing"}  # fmt: skip
    assert gaps(one) - {f"gap.{name}" for name in of_goods} == expected


def test_a_battery_without_its_reports_is_a_barrier_everywhere_and_barriers_come_first() -> None:
    found = gap_report(product(dangerous_goods="lithium_battery", certificates="FDA; LFGB"))
    assert [gap.code for gap in found[:2]] == ["gap.un38_3_missing", "gap.msds_missing"]
    assert all(gap.markets == ("ALL",) and gap.is_barrier for gap in found[:2])
    without_net = gap_report(product(carton_net_kg="", certificates="FDA; LFGB"))
    assert (without_net[0].code, without_net[1].is_barrier) == ("gap.net_weight_missing", False)


def test_two_versions_differ_by_sku_and_field() -> None:
    old = [product(), product(sku="OLD"), product(sku="SAME")]
    new = [product(sku="mug-01", price_rmb="13.00", name_en="Mug"), product(sku="NEW"), product(sku="SAME")]
    found = differences(old, new)
    assert [one.sku for one in found.added] == ["NEW"]
    assert [one.sku for one in found.removed] == ["OLD"]
    assert [(change.field, change.old, change.new) for change in found.changed[:2]] == [
        ("sku", "MUG-01", "mug-01"), ("name_en", "Stoneware mug", "Mug"),
    ]  # fmt: skip
    assert found.unchanged == ("SAME",)
    assert differences(old, old).is_empty


def test_the_template_s_examples_are_read_without_a_refusal() -> None:
    products, _, examples = template_sheets()
    assert map_headers(products.headers).is_complete
    rows = [(number, row) for number, row in enumerate(examples.rows, 2)]
    reading = read_rows(examples.name, examples.headers, rows)
    assert (len(reading.accepted), reading.refused) == (2, ())
