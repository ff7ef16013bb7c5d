"""Plain values become the arguments of a rule, or the fault is named by its place."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.trade.carriage.freight import ContainerTariff, GroupageTariff
from app.trade.carriage.packing import Carton, WeightRule
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals
from app.trade.rulebook.rule_reading import ArgumentWrong, read_arguments, rule_answer
from app.trade.rulebook.rules import rule

CARTON = {"pieces": 50, "length_cm": "60", "width_cm": "40", "height_cm": "50", "gross_kg": "11.5",
          "net_kg": "10"}  # fmt: skip
USD = {"amount": "18720.00", "currency": "USD"}


def read(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return read_arguments(rule(name).function, given)


def ask(name: str, given: Mapping[str, Any]) -> Any:
    return rule_answer(rule(name).function, read(name, given))


def wrong(name: str, given: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as refused:
        read(name, given)
    fault = refused.value
    listed = fault.refusals if isinstance(fault, SeveralRefusals) else [fault]
    assert all(isinstance(one, ArgumentWrong) for one in listed)
    return [(one.code.removeprefix("rule."), one.field) for one in listed]


def test_nested_values_decimals_and_dates_are_read_exactly() -> None:
    assert read("packing.pack", {"quantity": 4000, "carton": CARTON}) == {
        "quantity": 4000,
        "carton": Carton(50, Decimal(60), Decimal(40), Decimal(50), Decimal("11.5"), Decimal(10)),
    }
    assert read("vat_refund.refund_deadline", {"export_on": "2026-09-15"}) == {"export_on": date(2026, 9, 15)}


def test_value_and_workings_come_back_as_plain_values() -> None:
    found = ask("packing.pack", {"quantity": 4000, "carton": CARTON})
    assert found.value == {
        "pieces": 4000, "cartons": 80, "volume_m3": "9.600", "gross_kg": "920.00", "net_kg": "800.00",
    }  # fmt: skip
    assert [line["code"] for line in found.workings][:2] == ["packing.cartons", "packing.volume"]
    assert found.workings[0]["operands"]["quantity"] == ["4000", "pieces"]


def test_money_tables_unions_and_listed_arguments_are_read() -> None:
    assert ask("insurance.insured_amount", {"value": USD}).value == {"amount": "20592.00", "currency": "USD"}
    rates = {"2026-09-11": "7.10", "2026-09-10": "7.09"}
    found = ask("exchange.published_rate", {"rates": rates, "on": "2026-09-13"})
    assert found.value == ["2026-09-11", "7.10"]
    services = [
        {"name": "lcl", "mode": "sea", "least_days": "30", "most_days": "36",
         "tariff": {"currency": "USD", "per_revenue_ton": "45"}},
        {"name": "20GP", "mode": "sea", "least_days": "28", "most_days": "34",
         "tariff": {"currency": "USD", "container": "20GP", "per_container": "1800"}},
    ]  # fmt: skip
    consignment = {"quantity": 4000, "carton": CARTON}
    given = read("transport_options.transport_options", {"consignment": consignment, "services": services})
    assert [type(each.tariff) for each in given["services"]] == [GroupageTariff, ContainerTariff]
    postings = [{"account": "bank", "currency": "USD", "amount": "5"},
                {"account": "capital", "currency": "USD", "amount": "-5"}]  # fmt: skip
    assert ask("bookkeeping.entry", {"code": "opening", "postings": postings}).value["code"] == "opening"


def test_a_named_kind_may_be_given_by_its_name() -> None:
    function = rule("packing.chargeable_weight_kg").function
    given = {"gross_kg": "4.2", "volume_cm3": "30000", "rule": "courier"}
    read_ = read_arguments(function, given, {WeightRule: lambda name: WeightRule(Decimal(5000))})
    assert rule_answer(function, read_).value == "6.0"


@pytest.mark.parametrize(
    ("name", "given", "faults"),
    [
        ("packing.pack", {"quantity": 5}, [("argument_missing", "carton")]),
        ("packing.pack", {"quantity": "five", "carton": CARTON}, [("not_an_integer", "quantity")]),
        ("packing.pack", {"quantity": True, "carton": CARTON}, [("not_an_integer", "quantity")]),
        ("packing.pack", {"quantity": 10**10, "carton": CARTON}, [("not_an_integer", "quantity")]),
        ("packing.pack", {"quantity": 5, "carton": CARTON, "size": 1}, [("argument_unknown", "size")]),
        ("packing.pack", {"quantity": 5, "carton": CARTON | {"colour": "red"}},
         [("argument_unknown", "carton.colour")]),
        ("packing.pack", {"quantity": 5, "carton": CARTON | {"net_kg": 1.5, "width_cm": "NaN"}},
         [("not_a_decimal", "carton.width_cm"), ("not_a_decimal", "carton.net_kg")]),
        ("packing.pack", {"quantity": 5, "carton": "big"}, [("not_an_object", "carton")]),
        ("packing.pack", [], [("not_an_object", "-")]),
        ("costing.with_commission", {"net": "1e5", "commission_rate": "0.05"}, [("not_a_decimal", "net")]),
        ("costing.with_commission", {"net": "9" * 13, "commission_rate": "0"}, [("not_a_decimal", "net")]),
        ("vat_refund.refund_deadline", {"export_on": "15.9.2026"}, [("not_a_date", "export_on")]),
        ("vat_refund.refund_deadline", {"export_on": 20260915}, [("not_a_date", "export_on")]),
        ("export_mode.modes_for", {"buyer": "friend"}, [("not_a_choice", "buyer")]),
        ("export_mode.gives_refund", {"code": 9610}, [("not_a_text", "code")]),
        ("export_mode.gives_refund", {"code": "9610", "simplified": "yes"}, [("not_yes_no", "simplified")]),
        ("money.split", {"total": "1", "shares": "1", "currency": "USD"}, [("not_a_list", "shares")]),
        ("exchange.published_rate", {"rates": [], "on": "2026-09-13"}, [("not_a_table", "rates")]),
        ("transport_options.transport_options",
         {"consignment": {"quantity": 1, "carton": CARTON},
          "services": [{"name": "x", "mode": "sea", "least_days": "1", "most_days": "2",
                        "tariff": {"currency": "USD"}}]}, [("not_one_of", "services.0.tariff")]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_place(
    name: str, given: Any, faults: list[tuple[str, str]]
) -> None:
    assert wrong(name, given) == faults


def test_a_value_that_refuses_itself_names_its_field_by_its_place() -> None:
    with pytest.raises(RuleBroken) as refused:
        read("packing.pack", {"quantity": 5, "carton": CARTON | {"pieces": 0}})
    assert (refused.value.code, refused.value.field) == ("packing.pieces_not_positive", "carton.pieces")
    assert not isinstance(refused.value, ArgumentWrong)


def test_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"rule\.unknown"):
        rule("packing.nothing")
