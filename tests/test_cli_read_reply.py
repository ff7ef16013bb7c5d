"""`five-truths read-reply`: JSON in, labels with confidence out; what cannot be read is named."""

import io
import json
import sys
from typing import Any

import pytest

from app.cli import main

PRODUCT = {
    "name": "Stoneware mug",
    "certificates": ["FDA", "LFGB"],
    "lead_time_days": 25,
    "carton_pieces": 36,
}


def read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: Any
) -> tuple[int, str, str]:
    """Exit code, output and errors of the command with this on standard input."""
    words = given if isinstance(given, str) else json.dumps(given)
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))
    code = main(["read-reply", "--json"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_labels_come_with_their_confidence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = (
        "Dear Anna, the price is USD 3.15 FOB Ningbo. Lead time 7 days. It holds CE. We have samples. Regards"
    )
    given = {
        "asks": ["unit_price", "samples", "packing"],
        "product": PRODUCT,
        "buyer": "Anna Fischer",
        "reply": reply,
    }
    code, said, errors = read(monkeypatch, capsys, given)
    told = json.loads(said)
    states = {each["ask"]: each["state"] for each in told["asks"]}
    assert code == 0 and errors == ""
    assert states == {
        "unit_price": "answered", "samples": "unclear", "packing": "open", "delivery_term": "answered",
    }  # fmt: skip
    assert told["asks"][0]["values"] == {
        "amount": "3.15", "currency": "USD", "term": "FOB", "place": "Ningbo",
    }  # fmt: skip
    assert float(told["asks"][0]["confidence"]) > float(told["least_confidence"])
    assert told["asks_back"] == {"samples": "no_terms"}
    verdicts = {(claim["topic"], claim["key"]): claim["verdict"] for claim in told["claims"]}
    assert verdicts == {("certificate", "ce"): "unsupported", ("lead_time", "7"): "contradicted"}
    assert told["language"]["code"] == "en" and told["tone"] == "polite" and told["flags"] == []


def test_what_is_asked_is_read_from_the_buyers_letter_where_no_asks_are_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {
        "inquiry": "What is your lead time? Which certificates do you hold?",
        "reply": "Lead time 20 days.",
    }
    code, said, _ = read(monkeypatch, capsys, given)
    assert code == 0
    assert {each["ask"]: each["state"] for each in json.loads(said)["asks"]} == {
        "lead_time": "answered", "certificates": "open",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", "no JSON"),
        ("[", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "input"),
        ({}, "reply"),
        ({"reply": "x", "asks": ["weather"]}, "weather"),
        ({"reply": "x", "product": {"moq": -1}}, "product.moq"),
        ({"reply": "x", "secret": 1}, "secret"),
        ('{"reply": "x", "quotation": {"price": NaN}}', "quotation.price"),
        ({"reply": "x" * 4001}, "reply"),
    ],
)
def test_what_cannot_be_read_is_named_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: Any, named: str
) -> None:
    code, said, errors = read(monkeypatch, capsys, given)
    assert code == 2 and said == "" and named in errors and "Traceback" not in errors


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reply": "x", "foo": 1}, "foo: there is no such field. There are: reply, asks"),
        ({"reply": "x", "product": {"weight": 1}}, "product.weight: there is no such field. There are: name"),
        ({"reply": "x", "quotation": {"currency": "usd"}}, "quotation.currency: give three capital letters"),
        ({"reply": "x", "asks": "unit_price"}, "asks: give a list"),
        ([], "input: give an object"),
        ({}, "reply: this is needed"),
    ],
)
def test_what_is_wrong_is_said_with_what_stands_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: Any, words: str
) -> None:
    code, said, errors = read(monkeypatch, capsys, given)
    assert code == 2 and said == "" and words in errors


def test_a_letter_that_nothing_was_asked_of_is_not_off_topic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"asks": [], "reply": "Dear Anna, our price is USD 3 FOB Ningbo. Regards, Li"}
    code, said, _ = read(monkeypatch, capsys, "\ufeff" + json.dumps(given))
    assert code == 0 and json.loads(said)["flags"] == []
