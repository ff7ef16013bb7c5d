"""The pages of trade knowledge over HTTP: open to everybody in a course, without a deal."""

from collections.abc import Iterator

import pytest

from app.core.db import make_engine
from tests.builders_world import Site
from tests.clients import Client, application


@pytest.fixture(scope="module")
def knowing(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("knowledge")
    site = site_template.copied_to(folder / "site.sqlite3")
    engine = make_engine(f"sqlite+pysqlite:///{site.path}")
    yield application(engine, folder)
    engine.dispose()


@pytest.fixture
def reader(knowing: object, site_template: Site) -> Client:
    """A member of a team that has no deal, in a browser of their own."""
    client = Client(knowing)
    client.http.cookies.set("session", site_template.seats["other_team"].token)
    return client


def test_the_index_links_only_what_this_program_has(reader: Client) -> None:
    text = reader.page("/knowledge").text
    linked = [card["href"] for card in reader.json("/knowledge").json()["cards"]]
    assert "/hs" in linked
    for href in linked:
        assert f'href="{href}"' in text
        assert reader.page(href).status_code == 200, href


@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
def test_the_finder_argues_in_both_languages(reader: Client, lang: str) -> None:
    page = reader.page(f"/hs?q=cotton+T-shirt&lang={lang}")
    assert page.status_code == 200
    assert "6109.10" in page.text
    assert {"en": "Questions that decide", "zh_Hans": "决定归类的问题"}[lang] in page.text
    assert {"en": "its text leaves this out", "zh_Hans": "条文将其排除"}[lang] in page.text


def test_typing_brings_the_candidates_alone(reader: Client) -> None:
    asked = {"accept": "text/html", "hx-request": "true"}
    fragment = reader.http.get("/hs?q=%E9%A9%AC%E5%85%8B%E6%9D%AF", headers=asked).text
    assert "6912.00" in fragment and "<html" not in fragment


def test_a_hostile_query_is_shown_as_text(reader: Client) -> None:
    text = reader.page('/hs?q="><script>alert(1)</script>').text
    assert "<script>alert" not in text
    assert reader.page(f"/hs?q={'x' * 201}").status_code == 422


def test_the_tree_leads_from_chapter_to_subheading(reader: Client) -> None:
    assert 'href="/hs/6109"' in reader.page("/hs/61").text
    assert 'href="/hs/610910"' in reader.page("/hs/6109").text
    page = reader.page("/hs/610910").text
    assert "United States" in page and "6109.10.0021" in page and "of cotton" in page
    assert reader.page("/hs/123456").status_code == 404


def test_programs_read_the_same_as_people(reader: Client) -> None:
    found = reader.json("/hs?q=cotton+T-shirt").json()
    assert found["groups"][0]["rows"][0]["met"]
    assert reader.json("/hs/610910").json()["export_lines"][0]["refund_rate"] == "0.13000000"


def test_knowledge_stands_in_the_menu_and_is_marked_as_the_place(reader: Client) -> None:
    assert '<a class="nav-link active" href="/knowledge" aria-current="page">' in reader.page("/hs").text


@pytest.mark.parametrize(
    ("code", "before"), [("EXW", 1), ("FCA", 2), ("FAS", 5), ("FOB", 6), ("CIP", 2), ("DAP", 12), ("DPU", 13)]
)
def test_the_map_draws_the_point_of_risk_once_for_each_rule(reader: Client, code: str, before: int) -> None:
    page = reader.json(f"/incoterms?rule={code}&second=&third=").json()
    (rule,) = page["rules"]
    assert (rule["risk_after"], len(rule["stages"])) == (before, 13)
    text = reader.page(f"/incoterms?rule={code}&second=&third=").text
    assert text.count('class="riskpoint"') == 3  # lying, standing and the key
    assert text.count("<td>") == 13


def test_the_map_compares_three_rules_and_says_who_pays_in_words(reader: Client) -> None:
    text = reader.page("/incoterms?rule=FOB&second=CIF&third=DDP").text
    assert text.count('role="img"') == 2
    assert text.count("the seller, if it is in the contract of carriage") == 2
    assert "at least ICC (C), 110 % of the price" in text


def test_the_map_warns_of_containers_under_fob_and_of_exw_from_china(reader: Client) -> None:
    text = reader.page("/incoterms?rule=FOB&second=EXW&third=&place=Ningbo&container=1").text
    assert "FCA fits better than FOB" in text and "you lose the VAT refund" in text


def test_the_map_refuses_a_place_at_the_wrong_end_and_a_mode_that_does_not_fit(reader: Client) -> None:
    text = reader.page("/incoterms?rule=CIF&second=&third=&place=Ningbo&mode=air").text
    assert "CIF names the port of destination; Ningbo is not one" in text
    assert "CIF is for sea transport only" in text
    fits = reader.page("/incoterms?rule=CIF&second=&third=&place=Hamburg&lang=zh_Hans").text
    assert "运输方式与指定地点均符合该术语" in fits


def test_an_unknown_rule_is_refused_with_those_that_there_are(reader: Client) -> None:
    answer = reader.http.get("/incoterms?rule=XYZ", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "incoterms.unknown")


def test_the_glossary_is_searched_in_either_language(reader: Client) -> None:
    whole = reader.json("/glossary").json()
    assert whole["found"] == whole["terms"] >= 80
    english = reader.page("/glossary?q=lading").text
    assert "bill of lading" in english and "提单" in english and "certificate of origin" not in english
    chinese = reader.page("/glossary?q=%E6%8F%90%E5%8D%95&lang=zh_Hans").text
    assert 'id="bill-of-lading"' in chinese and "物权凭证" in chinese
    assert "see all terms" in reader.page("/glossary?q=zzzz&lang=en").text


def test_a_question_mark_is_a_link_to_its_entry_and_carries_the_entry(reader: Client) -> None:
    text = reader.page("/hs/610910").text
    assert 'class="help" href="/glossary#refund-rate"' in text
    assert 'aria-label="What is this: refund rate"' in text and 'data-what="The share of VAT' in text
    assert "term.js" in text
