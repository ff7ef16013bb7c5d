"""The kinds of fields that forms share: each limit one below, at and one above; numbers as people write."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from app.actions.given import (
    Count,
    Day,
    FieldRefused,
    Letter,
    Line,
    Name,
    Note,
    Password,
    Rate,
    RichText,
    Rmb,
    Title,
    Usd,
)  # fmt: skip
from app.core import limits

TEXTS = [
    (Name, limits.NAME_CHARACTERS), (Title, limits.TITLE_CHARACTERS), (Line, limits.TITLE_CHARACTERS),
    (Note, limits.NOTE_CHARACTERS), (Letter, limits.NOTE_CHARACTERS),
    (RichText, limits.RICH_TEXT_CHARACTERS), (Password, limits.PASSWORD_MOST_CHARACTERS),
]  # fmt: skip


def code(kind: object, value: object) -> str:
    """The code of the refusal, or nothing when the value is taken."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as fault:
        refused = fault.errors()[0].get("ctx", {}).get("error")
        return refused.refusal.code if isinstance(refused, FieldRefused) else fault.errors()[0]["type"]
    return ""


@pytest.mark.parametrize(("kind", "limit"), TEXTS)
@pytest.mark.parametrize("sign", ["a", "é", "𠮷", "👍"])
def test_a_text_is_counted_in_characters_up_to_its_limit(kind: object, limit: int, sign: str) -> None:
    assert [code(kind, sign * (limit + over)) for over in (-1, 0)] == ["", ""]
    assert code(kind, sign * (limit + 1)) in ("text.too_long", "person.password_length")


def test_a_password_has_ten_characters_or_more_and_is_taken_as_typed() -> None:
    assert [code(Password, "x" * size) for size in (9, 10, 11)] == ["person.password_length", "", ""]
    typed = "  e\u0301 \u200b7 and more "
    assert TypeAdapter(Password).validate_python(typed) == typed


@pytest.mark.parametrize(
    ("kind", "below", "at", "above"),
    [
        (Usd, "9999999999.98", "9999999999.99", "10000000000.00"),
        (Rmb, "9999999999.98", "9999999999.99", "10000000000.00"),
        (Count, "999999", "1000000", "1000001"),
        (Rate, "0.1234567", "0.12345678", "0.123456789"),
    ],
)
def test_a_number_is_taken_up_to_its_limit(kind: object, below: str, at: str, above: str) -> None:
    assert (code(kind, below), code(kind, at), bool(code(kind, above))) == ("", "", True)


@pytest.mark.parametrize(
    "value",
    ["NaN", "sNaN", "Infinity", "-0", "0", "-1", "1e400", "1e-400", "9" * 5000, str(2**63), True, 12.5,
     "1_000", "１２", "12,50", "1,234.50", "¥12", "0.001", "", "N/A", None, [], {}],
)  # fmt: skip
def test_what_is_no_amount_is_refused_and_nothing_is_rounded(value: object) -> None:
    assert code(Usd, value)
    assert TypeAdapter(Usd).validate_python(" 12.50 ") == Decimal("12.50")


@pytest.mark.parametrize(
    "value", ["0", "-3", "3.0", 3.0, True, "1_000", "１２", str(2**63), 2**63, "9" * 5000, "", None]
)
def test_what_is_no_count_is_refused(value: object) -> None:
    assert code(Count, value)


@pytest.mark.parametrize(
    "value",
    ["2026-02-30", "2025-02-29", "0000-01-01", "9999-12-31", "20260901", "1/9/2026", "２０２６-01-01", ""],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(value: str) -> None:
    assert code(Day, value) and code(Day, "2028-02-29") == ""


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("a\x00b", "text.control_character"), ("\ud800", "text.control_character"),
        ("a\x9fb", "text.control_character"), ("two\nlines", "text.one_line"),
        ("turned \u202e name", "text.invisible_character"), ("zero\u200bwidth", "text.invisible_character"),
        ("\u0430dmin", "text.mixed_scripts"), ("   ", "text.blank"),
    ],
)  # fmt: skip
def test_a_name_that_deceives_is_refused(value: str, why: str) -> None:
    assert code(Name, value) == why


@pytest.mark.parametrize("value", ["شركة الميناء", "בית העץ", "Zoë Groß", "Мир", "👩\u200d👧 toys"])
def test_names_of_every_script_are_welcome(value: str) -> None:
    assert code(Name, value) == ""


def test_a_name_is_kept_in_one_form_of_its_letters() -> None:
    assert TypeAdapter(Name).validate_python(" Zoe\u0308 ") == "Zo\u00eb"
