"""The 9610 list: each planted fault yields exactly its finding."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.trade.clearance.parcel_list import ParcelList, ParcelTruth, parcel_list_findings

TRUTH = ParcelTruth("6912001000", Decimal("24.90"), Decimal("0.420"), Decimal("7.10"))
CLEAN = ParcelList("6912001000", "Stoneware mug", Decimal("24.90"), Decimal("0.360"), is_simplified=False)


def test_a_true_list_has_no_finding() -> None:
    assert parcel_list_findings(CLEAN, TRUTH) == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"hs_code": "6911101900"}, "parcel_list.hs_code_differs"),
        ({"declared_usd": Decimal("9.90")}, "parcel_list.value_differs"),
        ({"net_kg": Decimal("0.500")}, "parcel_list.net_above_gross"),
        ({"goods_name": "mug"}, "parcel_list.name_too_vague"),
    ],
)
def test_each_fault_yields_its_own_finding(fault: dict[str, object], code: str) -> None:
    assert [finding.code for finding in parcel_list_findings(replace(CLEAN, **fault), TRUTH)] == [code]


def test_the_simplified_list_ends_at_five_thousand_yuan() -> None:
    dear = replace(TRUTH, goods_usd=Decimal("704.23"))
    entered = replace(CLEAN, declared_usd=Decimal("704.23"), is_simplified=True)
    assert [finding.code for finding in parcel_list_findings(entered, dear)] == ["D07"]
    assert parcel_list_findings(replace(entered, is_simplified=False), dear) == []
