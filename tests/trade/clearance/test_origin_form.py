"""Each form of origin has its criteria, days and words; a wrong one gives no preference and says so."""

from datetime import date
from typing import Any

import pytest

from app.trade.clearance.origin_form import (
    FORMS,
    criterion_code,
    forms_of,
    last_plain_issue_on,
    origin_standing,
    proof_of_form,
)
from app.trade.examining.examination import examine
from app.trade.papers.paper_goods import ORIGIN_FORMS
from tests.trade.sample_papers_settled import clean_set

SHIPPED = date(2026, 4, 30)  # a Thursday


def certified(**values: Any) -> list[tuple[str, str]]:
    """Codes and matters of what is found when the clean set's certificate is another one, to Korea."""
    papers = clean_set()
    paper = papers["certificate_of_origin"]
    criterion, buyer = values.pop("criterion", "WP"), values.pop("country", "KR")
    paper.update({"form": "CHINA-KOREA", "buyer": paper["buyer"] | {"country": buyer}} | values)
    paper["lines"] = [line | {"criterion": criterion} for line in paper["lines"]]
    return [(each.code, each.figures["what"]) for each in examine(papers)]


def test_every_form_of_the_paper_is_held() -> None:
    assert tuple(FORMS) == ORIGIN_FORMS


@pytest.mark.parametrize(
    ("destination", "forms"),
    [
        ("JP", ("RCEP", "CO")),
        ("KR", ("CHINA-KOREA", "RCEP", "FORM B", "CO")),
        ("AU", ("CHINA-AUSTRALIA", "RCEP", "FORM A", "CO")),
        ("TH", ("RCEP", "FORM E", "CO")),
        ("DE", ("CO",)),
        ("US", ("CO",)),
    ],
)
def test_the_forms_follow_the_destination(destination: str, forms: tuple[str, ...]) -> None:
    assert forms_of(destination) == forms


@pytest.mark.parametrize(
    ("destination", "form", "standing"),
    [
        ("AU", "CHINA-AUSTRALIA", "preference"),
        ("AU", "FORM E", "other_agreement"),
        ("DE", "RCEP", "no_agreement"),
        ("DE", "CO", "not_preferential"),
        ("AU", "", "none"),
    ],
)
def test_a_wrong_proof_gives_no_preference_and_says_why(destination: str, form: str, standing: str) -> None:
    assert origin_standing(destination, proof_of_form(form)) == standing


@pytest.mark.parametrize(
    ("written", "code"), [("RVC 45 %", "RVC"), ("wp", "WP"), ('"PE"', "PE"), ("B60%", "B"), ("", "")]
)
def test_a_criterion_is_read_by_its_code(written: str, code: str) -> None:
    assert criterion_code(written) == code


@pytest.mark.parametrize(
    ("form", "last"),
    [
        ("RCEP", date(2026, 4, 30)),
        ("FORM E", date(2026, 5, 3)),
        ("CHINA-KOREA", date(2026, 5, 11)),
        ("FORM B", date(2026, 5, 5)),
        ("FORM F", None),
    ],
)
def test_the_days_after_shipment_are_those_of_the_agreement(form: str, last: date | None) -> None:
    assert last_plain_issue_on(FORMS[form], SHIPPED) == last


def test_a_right_certificate_has_no_finding() -> None:
    assert certified() == []
    assert certified(issued_on="2026-05-11") == []
    assert certified(issued_on="2026-05-12", issued_retroactively="yes") == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"country": "DE"}, ("O01", "form")),
        ({"form": "FORM E", "criterion": "PE"}, ("O01", "form")),
        ({"criterion": "CTH"}, ("O02", "criterion")),
        ({"criterion": ""}, ("O02", "criterion")),
        ({"issued_on": "2026-05-12"}, ("O03", "issued_on")),
        ({"issued_retroactively": "yes"}, ("O03", "issued_retroactively")),
        ({"issued_on": "2027-05-01", "issued_retroactively": "yes"}, ("O03", "issued_on")),
        ({"form": "FORM B", "criterion": "A", "issued_on": "2026-05-06", "issued_retroactively": "yes"},
         ("O03", "issued_on")),
    ],
)  # fmt: skip
def test_a_wrong_certificate_yields_exactly_its_finding(
    values: dict[str, Any], found: tuple[str, str]
) -> None:
    assert certified(**values) == [found]


def test_goods_that_arrive_after_a_year_have_no_valid_certificate() -> None:
    papers = clean_set()
    paper = papers["certificate_of_origin"]
    paper.update({"form": "RCEP", "buyer": paper["buyer"] | {"country": "JP"}})
    paper["lines"] = [line | {"criterion": "PE"} for line in paper["lines"]]
    papers["shipping_advice"]["expected_on"] = "2027-04-28"
    assert [each.code for each in examine(papers)] == ["O04"]


def test_the_code_on_the_certificate_is_that_of_the_declaration() -> None:
    papers = clean_set()
    papers["certificate_of_origin"]["lines"][1]["hs_code"] = "6105.10"
    (found,) = examine(papers)
    assert (found.code, found.figures["expected"], found.figures["found"]) == ("O05", "610910", "610510")
