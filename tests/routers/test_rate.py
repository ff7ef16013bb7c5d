"""The reference desk over HTTP: every subject in both languages, one rate with its form, the rule date."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from app.queries.rates.rate_desk import SUBJECTS
from tests.builders_world import Site
from tests.clients import Client
from tests.house_of_site import House


@pytest.fixture(scope="module")
def house(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(site_template, tmp_path_factory.mktemp("rates"))
    yield built
    built.engine.dispose()


def client(house: House, role: str) -> Client:
    found = Client(house.app)
    found.http.cookies.set("session", house.site.seats[role].token)
    return found


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.text)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_is_read_in_both_languages(house: House, subject: str) -> None:
    teacher = client(house, "instructor")
    english = text(teacher.page(f"/rates?subject={subject}&lang=en"))
    chinese = text(teacher.page(f"/rates?subject={subject}&lang=zh_Hans"))
    assert "Source and trust" in english and "出处与可信度" in chinese
    rows = teacher.json(f"/rates?subject={subject}").json()["rows"]
    assert rows and all(row["label"] and (row["source"] or not row["text"]) for row in rows)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_note_is_english_on_a_chinese_page(house: House, subject: str) -> None:
    teacher = client(house, "instructor")
    rows = teacher.json(f"/rates?subject={subject}&lang=zh_Hans").json()["rows"]
    told = [row["note"] for row in rows if subject != "duty"]  # there it is the goods, in the tariff's words
    assert [note for note in told if note and not re.search("[\u4e00-\u9fff]", note)] == []
    assert any(told) or subject not in ("fee", "freight_tariff", "low_value_scheme", "insurance_rate")


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        ("BR", "lacks IPI, PIS and COFINS of a formal entry; the TEC table", "缺少：正式报关应缴的 IPI"),
        ("ZA", "no duty table was found", "未找到关税税率表"),
    ],
)
def test_what_a_destination_lacks_is_said_in_the_readers_language(
    house: House, place: str, english: str, chinese: str
) -> None:
    teacher, address = client(house, "instructor"), f"/rates?subject=import_tax&place={place}"
    assert english in text(teacher.page(f"{address}&lang=en"))
    assert chinese in text(teacher.page(f"{address}&lang=zh_Hans"))
    assert teacher.json("/rates?subject=import_tax&place=GB").json()["gaps"] == ""


def test_every_exchange_rate_that_is_listed_opens(house: House) -> None:
    teacher = client(house, "instructor")
    listed = set(
        re.findall(r"kind=exchange_rate&key=([A-Z]{3})", text(teacher.page("/rates?subject=exchange_rate")))
    )
    assert {"CHF", "CNY", "EUR"} <= listed  # also a currency of no market
    for currency in sorted(listed):
        assert f"{currency} per USD" in text(
            teacher.page(f"/rates/one?kind=exchange_rate&key={currency}&lang=en")
        )


def test_a_place_a_search_and_a_gap(house: House) -> None:
    teacher = client(house, "instructor")
    found = teacher.json("/rates?subject=duty&place=ZA&q=9503").json()["rows"]
    assert found and not any(row["text"] for row in found)  # South Africa has no table: nothing is invented
    assert "Not known" in text(teacher.page("/rates?subject=duty&place=ZA&q=9503&lang=en"))
    words = teacher.json("/rates?subject=duty&place=DE&q=ceramic tableware").json()["rows"]
    assert [row["key"] for row in words] == ["EU/691200"]
    flat = teacher.json("/rates?subject=duty&place=KR&q=691200").json()["rows"][0]
    assert flat["text"] == "8%, flat" and flat["trust"] == "low"
    lanes = teacher.json("/rates?subject=freight_tariff&place=north_europe").json()["rows"]
    assert lanes and all("/north_europe/" in row["key"] for row in lanes)
    assert "Nothing found" in text(teacher.page("/rates?subject=fee&q=nobody has this&lang=en"))


def test_students_read_the_same_desk_and_set_nothing(house: House) -> None:
    student, address = client(house, "sales"), "/rates/one?kind=duty&key=IN/691200&lang=en"
    page = text(student.page(address))
    assert "Override 1" in page and "The reference has no Indian tariff." in page  # its reason, to be read
    assert 'name="value"' not in page and "Withdraw" not in page
    assert "Ask your instructor" in text(student.page("/rates/one?kind=duty&key=IN/950300&lang=en"))
    assert 'name="value"' in text(client(house, "instructor").page(address))
    assert text(student.page("/rates/rule-date?day=2026-03-01&lang=en")).count("Read law by this day") == 0


@pytest.mark.parametrize(
    "address",
    ["/rates/one?kind=duty&key=XX/950300", "/rates/one?kind=nothing&key=x", "/rates/one?kind=fee&key=no.such",
     "/rates/one?kind=duty&key=IN/950300&part=least"],
)  # fmt: skip
def test_a_rate_that_does_not_exist_is_not_there(house: House, address: str) -> None:
    assert client(house, "instructor").page(address).status_code == 404


def test_a_wrong_value_comes_back_beside_its_field_with_what_was_typed(house: House) -> None:
    teacher = client(house, "instructor")
    page = "/rates/one?kind=fee&key=bank.remittance_in&part=value&lang=en"
    action = re.search(r'action="(/courses/[^"]+/rates/override)"', teacher.page(page).text)
    typed = {"kind": "fee", "key": "bank.remittance_in", "part": "value", "unit": "percent", "value": "150",
             "valid_from": "2026-09-01", "source": "The bank's tariff", "reason": ""}  # fmt: skip
    assert action
    refused = teacher.form(action.group(1), page, **typed)
    shown = unescape(refused.text)
    assert refused.status_code == 422 and 'value="150"' in shown and "The bank's tariff" in shown
    refused = teacher.form(action.group(1), page, **typed | {"reason": "For the exercise"})
    assert refused.status_code == 422 and "between 0 and 99" in unescape(refused.text)


def test_the_rule_date_is_seen_before_it_is_moved(house: House) -> None:
    teacher = client(house, "instructor")
    assert "Nothing is changed by looking" in text(teacher.page("/rates/rule-date?lang=en"))
    preview = text(teacher.page("/rates/rule-date?day=2026-06-30&lang=en"))
    assert "Published listings" in preview and "3 EUR for each HS6" in preview
    assert "and 8 more" in preview  # what changes for the other markets that the parcel goes to
    assert teacher.page("/rates/rule-date?day=1999-01-01").status_code == 422
    assert teacher.page("/rates/rule-date?day=someday").status_code == 422
    action = re.search(r'action="(/courses/[^"]+/set-rule-date)"', preview)
    assert action and teacher.form(action.group(1), rules_on="2026-06-30").status_code == 303
    assert "Law of Jun 30, 2026: the course's rule date." in text(teacher.page("/rates?lang=en"))
    schemes = teacher.json("/rates?subject=low_value_scheme&place=DE").json()["rows"]
    assert [row["text"] for row in schemes] == ["150 EUR"]
    assert teacher.form(action.group(1), rules_on="").status_code == 303
    house.put_back()
