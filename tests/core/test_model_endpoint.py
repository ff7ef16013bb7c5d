"""A model's endpoint: asked as OpenAI's interface says, within bounds, and left alone while it is broken."""

import time
from dataclasses import replace

import pytest

from app.core.model_endpoint import Model, ModelFailed, endpoint_of
from app.core.settings import Settings
from tests.stand_in_model import a_stand_in

ASKED = [{"role": "user", "content": "Good day"}]


def failure(model: Model) -> str:
    with pytest.raises(ModelFailed) as failed:
        model.answer(ASKED)
    return failed.value.code


def test_without_an_address_there_is_no_model() -> None:
    assert endpoint_of(Settings()) is None
    named = endpoint_of(Settings(model_url="http://host/v1/", model_key="secret", model_name="m"))
    assert named is not None and named.url == "http://host/v1" and "secret" not in repr(named)
    assert "secret" not in repr(Settings(model_key="secret"))


def test_the_model_is_asked_with_key_name_and_bounds() -> None:
    with a_stand_in(lambda letter: f" {letter}! ") as there:
        assert Model(there.endpoint).answer(ASKED) == "Good day!"
    (asked,) = there.asked
    assert (asked["path"], asked["model"], asked["max_tokens"]) == ("/v1/chat/completions", "a model", 300)
    assert there.keys == ["Bearer a key"] and asked["stream"] is False


@pytest.mark.parametrize(
    ("status", "raw", "code"),
    [
        (500, b"oops", "status"),
        (302, b"", "status"),
        (200, b"<html>", "garbage"),
        (200, b'{"choices": []}', "garbage"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "garbage"),
        (200, b'{"choices": [{"message": {"content": "cut"}, "finish_reason": "length"}]}', "too_long"),
        (200, b"x" * 70_000, "too_long"),
        (200, b"[" * 60_000, "garbage"),
        (200, b'{"choices": [{"message": {"content": [{"type": "text"}]}}]}', "garbage"),
    ],
)
def test_what_is_no_answer_is_told_by_a_code(status: int, raw: bytes, code: str) -> None:
    with a_stand_in() as there:
        there.status, there.raw = status, raw
        assert failure(Model(there.endpoint)) == code


def test_silence_and_an_answer_that_drips_end_after_the_seconds_of_the_settings() -> None:
    with a_stand_in(seconds=1) as there:
        there.drips = 12
        assert failure(Model(there.endpoint)) == "timeout"
        there.drips, there.wait = 0, 1.5
        assert failure(Model(there.endpoint)) == "timeout"


def test_headers_that_drip_end_after_the_seconds_too_and_the_next_question_is_asked_anew() -> None:
    with a_stand_in(seconds=1) as there:
        there.head_drips = 20
        model, begun = Model(there.endpoint), time.monotonic()
        assert failure(model) == "timeout" and time.monotonic() - begun < 3
        there.head_drips = 0
        assert model.answer(ASKED) == "Good day"


def test_an_address_where_nobody_is_cannot_be_reached() -> None:
    with a_stand_in() as there:
        nowhere = there.endpoint
    assert failure(Model(nowhere)) == "unreachable"
    assert failure(Model(replace(nowhere, url="no address"))) == "unreachable"


def test_after_three_failures_in_a_row_nothing_is_asked_for_five_minutes() -> None:
    now = [0.0]
    with a_stand_in() as there:
        there.status = 500
        model = Model(there.endpoint, lambda: now[0])
        assert [failure(model) for _ in range(4)] == ["status"] * 3 + ["resting"]
        there.status, now[0] = 200, 299.0
        assert failure(model) == "resting" and len(there.asked) == 3
        now[0] = 300.0
        assert model.answer(ASKED) == "Good day"
