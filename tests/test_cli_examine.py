"""A set of papers examined at the command line."""

import io
import json
from typing import Any

import pytest

from app.cli import main
from app.trade.credits.mt700 import mt700
from app.trade.papers.documents import PAPERS
from tests.trade.deals import handed_in


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: Any, *options: str
) -> tuple[int, str, str]:
    text = given if isinstance(given, str) else json.dumps(given)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    code = main(["examine", *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_clean_set_ends_with_0(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, err = run(monkeypatch, capsys, handed_in())
    assert (code, err) == (0, "")
    assert json.loads(said) == {
        "is_clean": True,
        "findings": [],
        "discrepancy_fee": "",
        "refuse_by": "2026-05-15",
        "notice": None,
    }


def test_a_discrepancy_is_told_with_its_places_article_words_and_cost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(monkeypatch, capsys, handed_in(bill_of_lading__freight="collect"), "--json")
    (found,) = json.loads(said)["findings"]
    assert code == 1
    assert (found["code"], found["severity"], found["what"]) == ("L11", "error", "freight")
    assert found["places"] == ["letter_of_credit.documents", "bill_of_lading.freight"]
    assert [each["paper"] for each in found["at"]] == ["Letter of credit", "Bill of lading"]
    assert (found["expected"], found["found"], found["cost"]) == ("prepaid", "collect", "USD 50")
    assert found["sentence"] == "Freight: the transport document should show prepaid, but shows collect."


def test_warnings_alone_leave_the_set_clean(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(monkeypatch, capsys, handed_in(draft__issued_on="2026-04-27"))
    told = json.loads(said)
    assert (code, told["is_clean"], [each["code"] for each in told["findings"]]) == (0, True, ["X02"])


def test_the_credit_may_come_as_its_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = handed_in(insurance_certificate__cover="ICC (C)")
    sent["mt700"] = mt700(sent.pop("credit"))
    code, said, err = run(monkeypatch, capsys, sent)
    assert (code, err) == (1, "")
    assert [each["code"] for each in json.loads(said)["findings"]] == ["L12"]


def test_earlier_sets_and_holidays_are_taken_into_account(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    second = handed_in("second partial drawing")
    second["credit"]["amount"] = "8000.00"
    second["earlier"] = [handed_in("first partial drawing")["papers"]]
    code, said, _ = run(monkeypatch, capsys, second)
    assert (code, [each["code"] for each in json.loads(said)["findings"]]) == (1, ["L05"])
    golden_week = handed_in("expiry in the Golden Week")
    assert run(monkeypatch, capsys, golden_week)[0] == 0
    assert run(monkeypatch, capsys, golden_week | {"holidays": []})[0] == 1


def test_findings_are_told_in_chinese_and_briefly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = handed_in(bill_of_lading__freight="collect")
    code, said, _ = run(monkeypatch, capsys, spoilt, "--brief", "--language", "zh_Hans")
    assert code == 1
    assert said.startswith("L11 error: 运费：运输单据应显示 ") and said.count("\n") == 1
    assert said.endswith("[信用证 / 单据要求（46A）, 提单 / 运费]\n") and "collect" not in said


def test_the_kinds_of_paper_and_their_boxes_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(monkeypatch, capsys, "", "--boxes")
    assert code == 0 and [line.partition(":")[0] for line in said.splitlines()] == list(PAPERS)
    code, said, _ = run(monkeypatch, capsys, "", "--boxes", "draft")
    assert code == 0 and "  total: amount, required (Total amount)" in said.splitlines()
    code, said, _ = run(monkeypatch, capsys, "", "--boxes", "letter_of_credit", "--json")
    (told,) = json.loads(said)
    assert [box["name"] for box in told["boxes"]] == [each.name for each in PAPERS[told["kind"]].fields]
    assert run(monkeypatch, capsys, "", "--boxes", "passport")[0] == 2


WRONG: list[tuple[Any, str, str]] = [
    ("", "papers", "form.field_missing"),
    ("[]", "", "examination.not_json"),
    ('{"papers":', "", "examination.not_json"),
    ("[" * 100_000, "", "examination.not_json"),
    ({"papers": {}}, "papers", "examination.no_papers"),
    ({"papers": {"passport": {}}}, "papers.passport", "document.kind_unknown"),
    ({"papers": {"draft": "x"}}, "papers.draft", "examination.not_a_paper"),
    ({"papers": {"draft": {"total": "1,000.00"}}}, "papers.draft.total", "document.not_a_number"),
    ({"papers": {"draft": {"total": 1000}}}, "papers.draft.total", "document.not_text"),
    ({"papers": {"draft": {"colour": "red"}}}, "papers.draft.colour", "document.field_unknown"),
    ({"papers": {"draft": {}}, "presented_on": "2026-02-30"}, "presented_on", "date.not_a_date"),
    ({"papers": {"draft": {}}, "is_admin": "yes"}, "is_admin", "form.field_unknown"),
    ({"papers": {"draft": {}}, "credit": {"amount": "x"}}, "credit.amount", "document.not_a_number"),
    ({"papers": {"draft": {}}, "mt700": "hello"}, "message", "credit.not_mt700"),
    ({"papers": {"letter_of_credit": {}}, "credit": {}}, "credit", "examination.two_credits"),
    ({"papers": {"draft": {}}, "earlier": [{}] * 21}, "earlier", "examination.too_many_sets"),
    ({"papers": {"draft": {}}, "holidays": ["2026-01-01"] * 401}, "", ""),
    ('{"papers": {"draft": {"total": 1.5}}}', "papers", "money.not_an_amount"),
    ("x" * 1_000_001, "", "examination.too_long"),
]


@pytest.mark.parametrize(("given", "field", "reason"), WRONG, ids=range(len(WRONG)))
def test_what_is_asked_wrongly_is_named_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: Any,
    field: str,
    reason: str,
) -> None:
    code, said, err = run(monkeypatch, capsys, given)
    if not reason:  # a holiday said often is one holiday
        assert code == 0
        return
    assert (code, said) == (2, "")
    assert err.startswith(f"five-truths: {field}: " if field else "five-truths: ")
    assert f"[{reason}]" in err
