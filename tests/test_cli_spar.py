"""`five-truths spar`: a buyer over lines of JSON; the same again from the same seed."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

ROOT = Path(__file__).resolve().parent.parent
BUYER = ["spar", "--seed", "a", "--market", "DE", "--product", "LM-THR-130", "--kind", "distributor"]
LETTER = {"body": "Dear Ms Bloch, it holds OEKO-TEX Standard 100. 12 pieces per carton. Best regards, Li"}
TALK: list[Any] = [
    LETTER, "no JSON", {"unit_price_usd": 3.2}, {"unit_price_usd": "19", "hours": 5},
    {"unit_price_usd": "13", "incoterm": "FOB", "named_place": "Köln"},
    {"unit_price_usd": "10", "incoterm": "DAP", "named_place": "Köln"},
]  # fmt: skip


def typed(lines: list[Any]) -> str:
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


def spar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: list[Any], *more: str
) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and the lines that the buyer said."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed(lines)))
    code = main([*BUYER, *more])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_program_talks_with_a_buyer_to_its_yes_and_hears_the_same_from_the_same_seed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "app.cli", *BUYER, "--rivals", "0"], input=typed(TALK), cwd=ROOT, text=True,
        capture_output=True, check=False, env={**os.environ, "FIVE_TRUTHS_DATA": str(tmp_path / "none")},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    said = [json.loads(line) for line in told.stdout.splitlines()]
    events = ["letter", "answer", "error", "error", "answer", "error", "answer", "end"]
    assert [line["event"] for line in said] == events
    answers = [line["verdict"] for line in said if line["event"] == "answer"]
    assert answers == ["again", "counter", "accept"] and said[-1]["is_won"]
    end = said[-1]["hindsight"]
    assert end["limit"] not in json.dumps(said[:-1])
    assert set(end) > {"weights", "decided", "profit_if_taken_usd"}
    assert said[2]["code"] == "spar.line_not_json" and said[3]["field"] == "unit_price_usd"
    assert said[1]["open_asks"] == ["unit_price"] and said[4]["asks"][0]["unit_price_usd"] < "19"
    assert not (tmp_path / "none").exists()
    assert spar(monkeypatch, capsys, TALK, "--rivals", "0") == (0, said)


def test_a_buyer_leaves_a_dear_seller_and_a_silent_one_and_the_end_of_input_is_no_deal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dear = [{"unit_price_usd": "60"}] * 12 + [{"hours": 2000}]
    code, said = spar(monkeypatch, capsys, dear, "--difficulty", "demanding", "--rivals", "2")
    assert code == 1 and said[-1]["reason"] not in ("won", "left", "") and said[-2]["verdict"] == "reject"
    assert len(said[-1]["hindsight"]["rivals"]) == 2 and said[0]["is_request_to_several"]
    code, said = spar(monkeypatch, capsys, [{"body": "Hello", "hours": 2000}], "--rivals", "0")
    assert code == 1 and said[-1]["reason"] == "silence" and said[-2]["reminders"]
    code, said = spar(monkeypatch, capsys, [], "--rivals", "0")
    assert code == 1 and [line["event"] for line in said] == ["letter", "end"]
    assert said[-1]["reason"] == "left"


def test_what_can_be_chosen_is_listed_and_what_is_unknown_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["spar", "--list"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert "DE" in listed["markets"] and "distributor" in listed["kinds"]
    assert "LM-THR-130" in [each["sku"] for each in listed["products"]]
    assert main(["spar", "--kind", "pirate"]) == 2
    told = capsys.readouterr().err
    assert "pirate is not known for --kind" in told and "distributor" in told
    assert main(["spar", "--rivals", "9"]) == 2 and "0, 1, 2, 3, 4, 5" in capsys.readouterr().err
    for figures in ('{"moq": "x"}', '{"moq": 1.5}', '{"price_rmb": "NaN"}', '{"price_rmb": "-3"}', "[]", "{"):
        assert main(["spar", "--figures", figures]) == 2 and "--figures" in capsys.readouterr().err


def test_a_line_that_is_refused_says_what_its_field_takes_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[Any] = [
        {"unit_price_usd": "-3"}, {"quantity": 10**20}, {"sample": 1}, {"payment": "lc"},
        {"certificates": "CE"}, {"price_eur": "3"}, '{"unit_price_usd": NaN}', "[]", "x" * 30_000,
        {"unit_price_usd": "19", "quantity": 7, "incoterm": "CIF", "named_place": "Atlantis",
         "certificates": ["X"]},
    ]  # fmt: skip
    fields = ["unit_price_usd", "quantity", "sample", "payment", "certificates", "price_eur",
              "unit_price_usd", "", "", "named_place"]  # fmt: skip
    code, said = spar(monkeypatch, capsys, [*wrong, "", {"unit_price_usd": "19"}], "--rivals", "0")
    errors, answer = said[1:-2], said[-2]
    assert code == 1 and [line["event"] for line in errors] == ["error"] * len(wrong)
    assert [line["field"] for line in errors] == fields
    assert "tt_30_70" in errors[3]["words"] and "unit_price_usd" in errors[5]["words"]
    assert answer["event"] == "answer" and answer["untrue"] == [] and answer["verdict"] == "counter"
    read = said[-1]["hindsight"]
    assert float(read["offer"]["quantity_share"]) == float(read["offer"]["term_share"]) == 1
    assert float(read["unit_price_at_limit_usd"]) < 19


def test_what_the_buyer_asks_for_can_be_sent_back_as_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = {"unit_price_usd": "16", "sample": "free"}
    _, said = spar(monkeypatch, capsys, [offer], "--rivals", "0")
    code, said = spar(monkeypatch, capsys, [offer, said[1]["asks"][0]], "--rivals", "0")
    assert code == 0 and said[-1]["is_won"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "No VAT refund rate is held for 0101210010"), ("zh_Hans", "没有 0101210010 的 出口退税率 资料")],
)
def test_a_rate_that_is_not_held_is_told_in_words_and_not_by_its_code(
    capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    assert main([*BUYER, "--figures", '{"hs_code": "0101210010"}', "--language", language]) == 3
    told = capsys.readouterr().err
    assert words in told and "refund_rate" not in told
