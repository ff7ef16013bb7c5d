"""Each kind of paper is checked by itself; a contract holds the minimum terms."""

from typing import Any

import pytest

from app.trade.papers.documents import GREATEST_LINES, PAPERS, checked, missing, paper
from app.trade.papers.paper import Paper, PaperField
from app.trade.papers.paper_print import printed
from app.trade.refusal import RuleBroken, SeveralRefusals
from tests.trade.sample_papers_settled import sample

KINDS = sorted(PAPERS)
# Trade rules, section 7, "Contract minimum", term by term.
MINIMUM = {
    "parties": ("seller", "buyer"),
    "goods, quantity, unit price": ("lines",),
    "tolerance": ("tolerance_percent",),
    "term with named place": ("term", "named_place"),
    "total in figures and words": ("currency", "total", "total_words"),
    "packing": ("packing",),
    "shipment time": ("latest_shipment_on",),
    "ports": ("port_of_loading", "port_of_discharge"),
    "payment": ("payment",),
    "insurance": ("insurance_cover", "insurance"),
    "documents": ("documents",),
    "inspection": ("inspection",),
    "claims": ("claims",),
    "force majeure": ("force_majeure",),
    "law": ("law",),
    "arbitration": ("arbitration",),
}


def refused(kind: str, values: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Codes and fields that a paper is refused with."""
    with pytest.raises(SeveralRefusals) as refusal:
        checked(kind, values)
    return [(each.code, each.field) for each in refusal.value.refusals]


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_paper_is_taken_as_it_is(kind: str) -> None:
    assert checked(kind, sample(kind)) == sample(kind)
    assert missing(kind, sample(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_paper_names_every_required_field_and_no_other(kind: str) -> None:
    required = [each.name for each in paper(kind).fields if each.required]
    assert refused(kind, {}) == [("document.field_missing", name) for name in required]
    assert missing(kind, {}) == required


@pytest.mark.parametrize("kind", ["sales_contract", "proforma_invoice"])
@pytest.mark.parametrize("term", MINIMUM)
def test_a_contract_without_a_minimum_term_is_refused(kind: str, term: str) -> None:
    for field in MINIMUM[term]:
        assert refused(kind, sample(kind) | {field: ""}) == [("document.field_missing", field)]


@pytest.mark.parametrize("column", ["description", "specification", "quantity", "unit", "unit_price"])
def test_a_contract_line_without_goods_quantity_or_price_is_refused(column: str) -> None:
    values = sample("sales_contract")
    del values["lines"][1][column]
    assert refused("sales_contract", values) == [("document.field_missing", f"lines.1.{column}")]


WRONG = [
    ("total", "12.505", "too_many_decimals"),
    ("total", "-5", "not_a_number"),
    ("total", "1e3", "not_a_number"),
    ("total", "NaN", "not_a_number"),
    ("total", "1,000.00", "not_a_number"),
    ("total", "１２", "not_a_number"),
    ("total", "1_000", "not_a_number"),
    ("total", "0", "out_of_range"),
    ("total", "99999999999", "not_a_number"),
    ("packages", "2.5", "not_a_number"),
    ("packages", "1000001", "out_of_range"),
    ("packages", "0", "out_of_range"),
    ("gross_weight_kg", "920.001", "too_many_decimals"),
    ("issued_on", "2026-02-30", "not_a_date"),
    ("issued_on", "20260401", "not_a_date"),
    ("issued_on", "0001-01-01", "not_a_date"),
    ("term", "FOC", "not_a_choice"),
    ("number", "A\u202eB", "hidden_character"),
    ("number", "A\nB", "hidden_character"),
    ("number", "A\x00B", "hidden_character"),
    ("number", "A" * 201, "too_long"),
    ("marks", "M" * 4001, "too_long"),
    ("number", 7, "not_text"),
    ("number", True, "not_text"),
    ("seller", "Ningbo Haichuan", "not_a_party"),
    ("lines", "one line", "not_a_list"),
    ("lines", ["one line"], "not_a_list"),
    ("lines", [{}] * (GREATEST_LINES + 1), "too_many_lines"),
    ("is_admin", "yes", "field_unknown"),
]


@pytest.mark.parametrize(("field", "value", "reason"), WRONG)
def test_a_wrong_value_is_refused_at_its_field(field: str, value: Any, reason: str) -> None:
    assert refused("commercial_invoice", sample("commercial_invoice") | {field: value}) == [
        (f"document.{reason}", field)
    ]


def test_wrong_rows_and_parties_are_named_by_their_path() -> None:
    values = sample("commercial_invoice")
    values["buyer"] = values["buyer"] | {"address": " ", "country": "Germany", "fax": "1"}
    values["lines"][1]["quantity"] = "many"
    assert refused("commercial_invoice", values) == [
        ("document.field_unknown", "buyer.fax"),
        ("document.field_missing", "buyer.address"),
        ("document.not_a_country", "buyer.country"),
        ("document.not_a_number", "lines.1.quantity"),
    ]


def test_yen_have_no_decimals() -> None:
    values = sample("commercial_invoice") | {"currency": "JPY"}
    assert ("document.too_many_decimals", "total") not in refused(
        "commercial_invoice", values | {"total": "x"}
    )
    assert refused("commercial_invoice", values | {"total": "100.5"}) == [
        ("document.too_many_decimals", "total")
    ]


def test_spaces_around_a_value_are_trimmed_and_empty_optional_fields_left_out() -> None:
    values = checked(
        "commercial_invoice", sample("commercial_invoice") | {"number": " X-1 ", "remarks": "  "}
    )
    assert values["number"] == "X-1"
    assert "remarks" not in values


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"document\.kind_unknown"):
        checked("passport", {})


def _fields(described: Paper) -> list[PaperField]:
    return [each for field in described.fields for each in (field, *field.columns)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_description_is_whole_and_its_names_are_single(kind: str) -> None:
    described = paper(kind)
    names = [each.name for each in described.fields]
    assert len(names) == len(set(names))
    for each in _fields(described):
        assert bool(each.choices) == (each.type == "choice"), each.name
        assert bool(each.columns) == (each.type == "lines"), each.name
        assert each.label_en and each.label_en[0].isupper(), each.name


def test_figures_and_dates_are_printed_as_on_paper() -> None:
    shown = printed("commercial_invoice", sample("commercial_invoice"))
    assert (shown["total"], shown["issued_on"], shown["net_weight_kg"]) == (
        "19,280.00",
        "24 Apr 2026",
        "840.00",
    )
    assert shown["lines"][0]["quantity"] == "2,000"
    assert printed("vat_invoice", sample("vat_invoice"))["issued_on"] == "2026年04月22日"


def test_an_unfinished_paper_prints_its_empty_boxes() -> None:
    shown = printed("packing_list", {"total": "x", "issued_on": "soon", "packages": "NaN", "lines": [1, {}]})
    assert (shown["issued_on"], shown["packages"], shown["seller"]["name"]) == ("soon", "NaN", "")
    assert len(shown["lines"]) == 1
