"""How texts are said to a reader."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.words import boxed, excerpt, span, there


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Good morning,\n\nwe buy cups.", "Good morning, we buy cups."),
        ("We thank you for these particulars - and look forward", "We thank you for these particulars…"),
        ("いつもお世話になっております。" * 3, "いつもお世話になっております。" * 2 + "いつもお世話にな…"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmütze hier", "Donaudampfschifffahrtsgesellschaftskap…"),
    ],
)  # fmt: skip
def test_a_text_is_cut_after_a_whole_word_where_its_script_has_words(text: str, shown: str) -> None:
    assert excerpt(text, 39) == shown


@pytest.mark.parametrize(
    ("left", "english", "chinese"),
    [
        (timedelta(seconds=59), "0 minutes", "0分钟"),
        (timedelta(minutes=119), "1 hour", "1小时"),
        (timedelta(hours=47, minutes=59), "47 hours", "47小时"),
        (timedelta(days=4, hours=23), "4 days", "4天"),
        (timedelta(days=-13), "13 days", "13天"),
        (timedelta(days=59), "8 weeks", "8周"),
        (timedelta(days=60), "2 months", "2个月"),
    ],
)
def test_what_is_left_is_never_rounded_up(left: timedelta, english: str, chinese: str) -> None:
    assert (span(left, "en"), span(left, "zh_Hans")) == (english, chinese)


def test_a_time_elsewhere_names_its_day_of_the_week() -> None:
    friday_in_china = datetime(2026, 10, 8, 18, 53, tzinfo=UTC)
    assert there(friday_in_china, "America/New_York", "en").split() == ["Thu", "2:53", "PM"]
    assert there(friday_in_china, "Asia/Tokyo", "zh_Hans") == "周五 03:53"


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("2026-09-10", "date", "Sep 10, 2026"), ("10.9.26", "date", "10.9.26"), ("0012", "text", "0012"),
        ("4602.00", "amount", "4,602.00"), ("four", "amount", "four"), ("NaN", "price", "NaN"),
    ],
)  # fmt: skip
def test_a_box_of_a_paper_is_shown_as_its_reader_writes(value: str, kind: str, shown: str) -> None:
    assert boxed(value, kind) == shown
