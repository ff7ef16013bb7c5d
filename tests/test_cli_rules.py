"""The rules of trade at the command line."""

import io
import json
from typing import Any

import pytest

from app.cli import main
from app.trade.rulebook.rules import rules


def ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, given: Any
) -> tuple[int, Any, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(given if isinstance(given, str) else json.dumps(given)))
    code = main(["rule", name])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_every_rule_is_listed_with_its_arguments_units_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules"]) == 0
    words = capsys.readouterr().out
    assert main(["rules", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in listed] == list(rules())
    assert all(one["name"] in words and one["source"] for one in listed)
    chargeable = next(one for one in listed if one["name"] == "packing.chargeable_weight_kg")
    units = {each["name"]: each["unit"] for each in chargeable["arguments"]}
    assert units == {"gross_kg": "kg", "volume_cm3": "cm3", "rule": ""}


def test_one_rule_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "vat_refund.vat_refund"]) == 0
    said = capsys.readouterr().out
    assert "Source: trade rules, sections 2 and 6" in said and "refund_rate: decimal, ratio, needed" in said


def test_rules_are_told_in_chinese_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "packing.chargeable_weight_kg", "--language", "zh_Hans"]) == 0
    said = capsys.readouterr().out
    assert "计费重量" in said and "贸易规则第 3 节" in said and "gross_kg: decimal, kg, needed - 毛重" in said


def test_a_rule_answers_with_value_and_workings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"purchase_with_vat": "28.25", "vat_rate": "0.13", "refund_rate": "0.13"}
    code, found, said = ask(monkeypatch, capsys, "vat_refund.vat_refund", given)
    assert (code, said, found["value"]) == (0, "", "3.25")
    assert [line["code"] for line in found["workings"]] == ["refund.purchase_without_vat", "refund.amount"]


def test_a_destination_is_given_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    values = {"fob": "2000", "freight": "0", "insurance": "0", "currency": "GBP"}
    layer = {"code": "duty", "rate": "0.12", "of": "610910", "kind": "mfn", "source": "example"}
    entry = {"values": values, "duties": [layer], "on": "2026-09-15", "transport": "sea", "inland": "60"}
    _, found, _ = ask(monkeypatch, capsys, "import_tax.import_charges", {"regime": "GB", "entry": entry})
    assert (found["value"]["duty"], found["value"]["tax"], found["value"]["total"]) == (
        "240.00", "460.00", "700.00",
    )  # fmt: skip


def test_a_refusal_of_the_rule_ends_with_1_and_says_code_and_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"purchase_with_vat": "-1", "vat_rate": "0.13", "refund_rate": "0.13"}
    code, found, said = ask(monkeypatch, capsys, "vat_refund.vat_refund", given)
    assert code == 1
    assert found["refused"][0]["code"] == "refund.purchase_not_positive"
    assert found["refused"][0]["field"] == "purchase"
    assert "[refund.purchase_not_positive]" in said


@pytest.mark.parametrize(
    ("name", "given", "named"),
    [
        ("packing.fly", {}, "packing.fly"),
        ("vat_refund.vat_refund", "{", "JSON"),
        ("vat_refund.vat_refund", "[" * 100_000, "JSON"),
        ("vat_refund.vat_refund", {"purchase_with_vat": 28.25, "vat_rate": "0.13"}, "purchase_with_vat"),
        ("vat_refund.vat_refund", {"purchase_with_vat": "28.25", "vat_rate": "0.13"}, "refund_rate"),
        ("vat_refund.vat_refund", [1], "purchase_with_vat"),
        ("import_tax.entry_kind", {"regime": "GB", "entry": "?"}, "entry"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2_and_names_the_field(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, given: Any, named: str
) -> None:
    code, found, said = ask(monkeypatch, capsys, name, given)
    assert (code, found) == (2, None)
    assert named in said and said.startswith("five-truths: ")


def test_an_unknown_destination_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = {"values": {"fob": "1", "freight": "0", "insurance": "0", "currency": "GBP"}, "duties": [],
             "on": "2026-09-15", "transport": "sea"}  # fmt: skip
    code, found, _ = ask(monkeypatch, capsys, "import_tax.entry_kind", {"regime": "AQ", "entry": entry})
    assert (code, found["refused"][0]["code"]) == (1, "customs.destination_unknown")
    assert found["refused"][0]["field"] == "regime"
