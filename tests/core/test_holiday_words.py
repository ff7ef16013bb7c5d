"""Holidays of the markets are named in the reader's language."""

import re
from collections.abc import Iterator

import holidays
import pytest

from app.core import words
from app.core.holiday_words import holiday_name
from app.world.parameters import market_habits


@pytest.fixture
def chinese() -> Iterator[None]:
    before = words.current.set("zh_Hans")
    yield
    words.current.reset(before)


@pytest.mark.usefixtures("chinese")
def test_every_holiday_of_a_market_has_a_chinese_name() -> None:
    years = range(2025, 2031)
    named = {
        name
        for market in {*market_habits(), "CN"}
        for name in holidays.country_holidays(market, years=years, language="en_US").values()
    }
    assert len(named) > 100
    assert [name for name in sorted(named) if re.search("[A-Za-z]", holiday_name(name))] == []


@pytest.mark.usefixtures("chinese")
def test_what_a_calendar_adds_to_a_name_is_told_in_words() -> None:
    assert holiday_name("Veterans Day (observed)") == "退伍军人节（补假）"
    assert holiday_name("Eid al-Fitr Holiday (observed, estimated)") == "开斋节（补假，按推算）"
    assert holiday_name("Alternative holiday for Chuseok") == "秋夕（韩国中秋）补假"
    assert holiday_name("Ascension Day; Labor Day") == "耶稣升天节；劳动节"
    assert holiday_name("Feast of a new law") == "Feast of a new law"


def test_in_english_no_date_of_one_country_stands_in_a_name() -> None:
    assert holiday_name("Day off (substituted from 01/04/2026)") == "day off in place of Jan 4, 2026"
    assert holiday_name("Columbus Day") == "Columbus Day"
    assert holiday_name("Eid al-Adha (estimated)") == "Eid al-Adha (by reckoning, the moon decides)"
