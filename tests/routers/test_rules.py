"""The rules of trade over HTTP: the list, one rule's page, its form and its JSON."""

import json
from collections.abc import Iterator

import pytest

from app.core.db import make_engine
from app.queries.knowledge.rule import described, examples
from app.queries.knowledge.rule_page import flat, from_form, readable
from app.routers.given import nested
from app.trade.rulebook.rules import rules
from tests.builders_world import Site
from tests.clients import Client, application

GIVEN = {"purchase_with_vat": "28.25", "vat_rate": "0.13", "refund_rate": "0.13"}
PATH = "/rules/vat_refund.vat_refund"


@pytest.fixture(scope="module")
def running(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("rules")
    site = site_template.copied_to(folder / "site.sqlite3")
    engine = make_engine(f"sqlite+pysqlite:///{site.path}")
    yield application(engine, folder)
    engine.dispose()


@pytest.fixture
def client(running: object, site_template: Site) -> Client:
    """A member of a team, in a browser of their own."""
    reader = Client(running)
    reader.http.cookies.set("session", site_template.seats["other_team"].token)
    return reader


def test_the_list_names_every_rule_in_both_languages(client: Client) -> None:
    text = client.page("/rules").text
    assert all(f'href="/rules/{name}"' in text for name in rules())
    listed = client.json("/rules").json()
    assert [one["name"] for one in listed] == list(rules())


def test_the_search_finds_a_rule_by_the_words_of_the_readers_language(client: Client) -> None:
    weight = 'href="/rules/packing.chargeable_weight_kg"'
    client.http.cookies.set("lang", "zh_Hans")
    text = client.page("/rules?q=计费重量").text
    assert weight in text and 'href="/rules/vat_refund.vat_refund"' not in text
    assert "计费重量</b>" in text and "毛重与体积重量取大者" in text
    client.http.cookies.set("lang", "en")
    assert weight in client.page("/rules?q=CHARGEABLE+weight").text
    nothing = client.page("/rules?q=elephant").text
    assert "No rule has these words" in nothing and 'href="/rules"' in nothing
    assert client.page("/rules?q=" + "x" * 121).status_code == 422


def test_a_chinese_page_of_a_rule_says_all_in_chinese(client: Client) -> None:
    client.http.cookies.set("lang", "zh_Hans")
    text = client.page("/rules/packing.chargeable_weight_kg").text
    main = text[text.index("<main") : text.index("</main>")]
    for said in ("计费重量", "毛重", "贸易规则第 3 节", "packing.size_not_positive"):
        assert said in main
    assert 'lang="en"' not in main and "greater of gross" not in main
    told = client.json(PATH).json()
    assert told["title"] == "出口退税" and told["source"] == "贸易规则第 2、6 节"


def test_a_rules_page_shows_source_fields_and_its_worked_example(client: Client) -> None:
    text = client.page(PATH).text
    assert "trade rules, sections 2 and 6" in text and "Test A" in text
    assert 'name="purchase_with_vat"' in text and 'value="28.25"' in text
    told = client.json(PATH).json()
    assert told["example"]["given"] == GIVEN and told["source"] == "trade rules, sections 2 and 6"


def test_a_form_and_a_program_get_the_same_value_and_workings(client: Client) -> None:
    answer = client.post(PATH, GIVEN).json()
    assert answer["value"] == "3.25"
    assert [line["code"] for line in answer["workings"]] == ["refund.purchase_without_vat", "refund.amount"]
    page = client.form(PATH, page=PATH, **GIVEN)
    assert page.status_code == 200 and ">3.25<" in page.text and "VAT refund" in page.text


def test_what_a_check_found_reads_as_a_sentence_and_stays_a_code_for_programs(client: Client) -> None:
    path = "/rules/exchange_choice.receipt_findings"
    given = examples()["exchange_choice.receipt_findings"]["given"]
    assert [one["code"] for one in client.post(path, given).json()["value"]] == ["M01", "M02"]
    typed = {"receipt.amount": "17000", "receipt.currency": "USD", "declared.amount": "18720",
             "declared.currency": "USD", "payer": given["payer"], "buyer": given["buyer"]}  # fmt: skip
    page = client.form(path, page=path, **typed)
    assert "Received 17000 USD; 18720 were declared" in page.text
    assert "Third Party Ltd paid in the place of Hansa Textil GmbH" in page.text


def test_every_finding_of_the_examples_has_its_sentence() -> None:
    for one in examples().values():
        assert '"severity"' not in json.dumps(readable(one["value"]))


def test_a_wrong_field_is_named_beside_it_with_what_was_typed(client: Client) -> None:
    page = client.form(PATH, page=PATH, **{**GIVEN, "vat_rate": "much"})
    assert page.status_code == 422
    assert 'value="much"' in page.text and "vat_rate is not a decimal number" in page.text
    refused = client.post(PATH, {**GIVEN, "purchase_with_vat": 28.25})
    assert refused.status_code == 422
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [
        ("purchase_with_vat", "rule.not_a_decimal")
    ]


def test_a_refusal_of_the_rule_has_its_code(client: Client) -> None:
    refused = client.post(PATH, {**GIVEN, "purchase_with_vat": "0"})
    assert (refused.status_code, refused.json()["code"]) == (422, "refund.purchase_not_positive")


def test_a_rule_that_is_not_there_is_missing(client: Client) -> None:
    assert client.page("/rules/vat_refund.nothing").status_code == 404
    assert client.post("/rules/os.system", {}).status_code == 404


@pytest.mark.parametrize("name", sorted(set(examples()) & set(rules())))
def test_a_form_sends_its_example_back_as_it_was_given(name: str) -> None:
    arguments, given = described(rules()[name])["arguments"], examples()[name]["given"]
    sent = from_form(arguments, nested(flat(arguments, given)))
    shown = flat(arguments, sent)
    assert shown == flat(arguments, given)
    assert json.loads(json.dumps(sent)) == sent
