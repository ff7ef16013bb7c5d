"""A soft clause is one that the applicant alone can fulfil."""

import pytest

from app.trade.credits.soft_clause import clauses, soft_clauses
from tests.trade.sample_credit import LETTER_OF_CREDIT

SOFT = {
    "INSPECTION CERTIFICATE ISSUED AND SIGNED BY THE APPLICANT": "applicant_certificate",
    "SIGNATURE ON IT MUST MATCH THE SPECIMEN ON FILE AT THE ISSUING BANK": "matching_signature",
    "CARGO RECEIPT ISSUED BY THE APPLICANT AFTER ARRIVAL IS TO BE PRESENTED": "goods_receipt",
    "SHIPMENT ONLY AFTER AN AMENDMENT NAMING THE VESSEL HAS BEEN ISSUED": "later_amendment",
    "PAYMENT WILL BE MADE AFTER THE APPLICANT HAS SOLD THE GOODS": "after_sale",
    "THIS CREDIT BECOMES OPERATIVE ONLY UPON OUR FURTHER NOTICE": "notice_operative",
}


@pytest.mark.parametrize("text", SOFT)
def test_each_kind_is_found_where_it_stands(text: str) -> None:
    credit = LETTER_OF_CREDIT | {"conditions": f"ALL DOCUMENTS MUST BE IN ENGLISH.\n{text}."}
    assert [(each.place, each.code) for each in soft_clauses(credit)] == [("47A.2", SOFT[text])]


@pytest.mark.parametrize(
    "text",
    [
        "INSPECTION CERTIFICATE ISSUED BY AN INDEPENDENT INSPECTION COMPANY",
        "PAYMENT AT SIGHT ON RECEIPT OF COMPLYING DOCUMENTS",
        "SHIPMENT BY VESSEL OF A CONFERENCE LINE",
    ],
)
def test_a_usual_clause_is_none(text: str) -> None:
    assert soft_clauses(LETTER_OF_CREDIT | {"conditions": text}) == ()


def test_a_clean_credit_has_numbered_clauses_and_no_soft_one() -> None:
    assert soft_clauses(LETTER_OF_CREDIT) == ()
    assert [each.place for each in clauses(LETTER_OF_CREDIT)][-3:] == ["46A.6", "47A.1", "47A.2"]
