"""Source: trade rules, section 1 (table, risk points, checks, insurance duty)."""

from decimal import Decimal

import pytest

from app.trade.carriage import incoterms
from app.trade.carriage.incoterms import INCOTERMS, ITEMS, RISK_POINTS, incoterm, items_before_risk
from app.trade.refusal import RuleBroken

# The table of section 1, column by column: pack, load, haul, clear, terminal, on board, carriage, insurance,
# destination terminal, import clearance, duty and tax, on-carriage, unloading.
TABLE = """
EXW S B B B B B B - B B B B B
FCA S S B S B B B - B B B B B
FAS S S S S S B B - B B B B B
FOB S S S S S S B - B B B B B
CFR S S S S S S S - C B B B B
CIF S S S S S S S S C B B B B
CPT S S S S S S S - C B B C B
CIP S S S S S S S S C B B C B
DAP S S S S S S S - S B B S B
DPU S S S S S S S - S B B S S
DDP S S S S S S S - S S S S B
"""


@pytest.mark.parametrize("row", TABLE.split("\n")[1:-1])
def test_each_rule_shares_the_costs_as_the_table_says(row: str) -> None:
    code, *letters = row.split()
    assert [incoterms.pays(code, item) for item in ITEMS] == letters


def test_there_are_eleven_rules_and_four_are_for_the_sea() -> None:
    assert len(INCOTERMS) == 11
    assert {code for code, rule in INCOTERMS.items() if rule.sea_only} == {"FAS", "FOB", "CFR", "CIF"}


@pytest.mark.parametrize("code", sorted(INCOTERMS))
def test_risk_passes_once_and_stays_with_the_buyer(code: str) -> None:
    borne = [incoterms.risk_is_buyers(code, point) for point in RISK_POINTS]
    assert borne == sorted(borne)
    assert borne[-1]
    assert RISK_POINTS[borne.index(True)] == INCOTERMS[code].risk_point


@pytest.mark.parametrize(
    ("code", "point"),
    [
        ("EXW", "at_seller_not_loaded"),
        ("FCA", "with_first_carrier"),
        ("CPT", "with_first_carrier"),
        ("CIP", "with_first_carrier"),
        ("FAS", "alongside_vessel"),
        ("FOB", "on_board"),
        ("CFR", "on_board"),
        ("CIF", "on_board"),
        ("DAP", "at_destination_ready_for_unloading"),
        ("DDP", "at_destination_ready_for_unloading"),
        ("DPU", "at_destination_unloaded"),
    ],
)
def test_risk_passes_where_the_rule_says(code: str, point: str) -> None:
    assert incoterms.incoterm(code).risk_point == point


def test_a_seller_who_pays_the_carriage_does_not_bear_its_risk_under_the_c_rules() -> None:
    for code in ("CFR", "CIF", "CPT", "CIP"):
        assert incoterms.pays(code, "main_carriage") == "S"
        assert incoterms.risk_is_buyers(code, "on_board")


@pytest.mark.parametrize(
    ("code", "mode", "place", "kind", "wanted"),
    [
        ("FOB", "sea", "Ningbo", "shipment_port", []),
        ("CIF", "sea", "Hamburg", "destination_port", []),
        ("CPT", "air", "Chicago", "destination_place", []),
        ("EXW", "road", "Turin", "seller_premises", ["incoterms.exw_from_china"]),
        ("FOB", "air", "Ningbo", "shipment_port", ["incoterms.sea_only"]),
        ("CIF", "courier", "Lyon", "destination_place",
         ["incoterms.sea_only", "incoterms.needs_destination_port"]),
        ("FOB", "sea", "Hamburg", "destination_port", ["incoterms.needs_shipment_port"]),
        ("FOB", "sea", "Yiwu", "seller_premises", ["incoterms.needs_shipment_port"]),
        ("FCA", "sea", "Hamburg", "destination_port", ["incoterms.needs_place_at_origin"]),
        ("DAP", "rail", "Yiwu", "origin_place", ["incoterms.needs_place_at_destination"]),
        ("FOB", "sea", " ", "shipment_port", ["incoterms.place_missing"]),
    ],
)  # fmt: skip
def test_the_checks_find_what_is_wrong_with_a_term(
    code: str, mode: str, place: str, kind: str, wanted: list[str]
) -> None:
    assert [finding.code for finding in incoterms.checks(code, mode, place, kind)] == wanted


def test_a_container_under_fob_is_warned_of_and_fca_is_named() -> None:
    (finding,) = incoterms.checks("FOB", "sea", "Ningbo", "shipment_port", is_container=True)
    assert (finding.severity, finding.code) == ("warning", "incoterms.container")
    assert finding.figures["better"] == "FCA"


def test_exw_from_another_country_is_not_warned_of() -> None:
    assert incoterms.checks("EXW", "road", "Turin", "seller_premises", origin_country="IT") == []


@pytest.mark.parametrize(
    ("code", "clause", "share", "wanted"),
    [
        ("CIF", "C", "1.10", []),
        ("CIF", "A", "1.30", []),
        ("CIP", "A", "1.10", []),
        ("CIP", "C", "1.10", ["incoterms.cover_too_narrow"]),
        ("CIF", "", "1.10", ["incoterms.cover_too_narrow"]),
        ("CIF", "C", "1.09", ["incoterms.cover_too_low"]),
        ("CIP", "B", "1.00", ["incoterms.cover_too_narrow", "incoterms.cover_too_low"]),
        ("FOB", "", "0", []),
        ("DAP", "", "0", []),
    ],
)
def test_the_cover_that_the_seller_owes(code: str, clause: str, share: str, wanted: list[str]) -> None:
    assert [finding.code for finding in incoterms.insurance_checks(code, clause, Decimal(share))] == wanted


def test_an_unknown_rule_or_item_or_point_is_refused() -> None:
    for ask, code in (
        (lambda: incoterms.incoterm("DAT"), "incoterms.unknown"),
        (lambda: incoterms.pays("FOB", "lunch"), "incoterms.item_unknown"),
        (lambda: incoterms.risk_is_buyers("FOB", "moon"), "incoterms.risk_point_unknown"),
    ):
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == code


def test_the_later_the_risk_point_the_more_stages_lie_behind_the_goods() -> None:
    behind = [items_before_risk(code) for code in sorted(INCOTERMS, key=_risk_order)]
    assert behind == sorted(behind)
    assert (items_before_risk("EXW"), items_before_risk("FOB"), items_before_risk("DPU")) == (1, 6, 13)


def _risk_order(code: str) -> int:
    return RISK_POINTS.index(incoterm(code).risk_point)
