"""What the boxes of a letter of credit say against each other."""

from typing import Any

import pytest

from app.trade.papers.documents import checked
from app.trade.refusal import SeveralRefusals
from tests.trade.sample_credit import credit

# Trade rules, section 7: the fields of MT700, and what they exclude.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"sequence": "2/1"}, "sequence_form", "sequence"),
    ({"sequence": "one of one"}, "sequence_form", "sequence"),
    ({"amount_tolerance": "5/5"}, "tolerance_form", "amount_tolerance"),
    ({"issuing_bic": "HANSE"}, "bic_form", "issuing_bic"),
    ({"advising_bic": "bkchcnbj"}, "bic_form", "advising_bic"),
    ({"presentation_days": "1000"}, "days_out_of_range", "presentation_days"),
    ({"expires_on": "2026-05-09"}, "expires_before_shipment", "expires_on"),
    (
        {"shipment_periods": [{"words": "until", "first_on": "2026-05-01"}]},
        "two_shipment_dates",
        "shipment_periods",
    ),
    (
        {"latest_shipment_on": None, "shipment_periods": [{"words": "between", "first_on": "2026-05-01"}]},
        "period_end_missing",
        "shipment_periods.0.last_on",
    ),
    ({"drawee": None}, "drafts_incomplete", "drawee"),
    ({"drafts_at": None}, "drafts_incomplete", "drafts_at"),
    ({"deferred_payment": "60 DAYS AFTER B/L DATE"}, "drafts_and_deferred", "deferred_payment"),
    (
        {"available_by": "by deferred payment", "drafts_at": None, "drawee": None},
        "deferred_missing",
        "deferred_payment",
    ),
    ({"available_by": "by acceptance", "drafts_at": None, "drawee": None}, "drafts_missing", "drafts_at"),
]


@pytest.mark.parametrize(("change", "reason", "field"), WRONG)
def test_boxes_that_exclude_each_other_are_refused(change: dict[str, Any], reason: str, field: str) -> None:
    with pytest.raises(SeveralRefusals) as refusal:
        checked("letter_of_credit", credit(**change))
    assert [(each.code, each.field) for each in refusal.value.refusals] == [(f"credit.{reason}", field)]


ALLOWED: list[dict[str, Any]] = [
    {"expires_on": "2026-05-10"},
    {"amount_tolerance": "10/00"},
    {"presentation_days": None},
    {"drafts_at": None, "drawee": None},
    {"latest_shipment_on": None},
    {"latest_shipment_on": None, "shipment_periods": [{"words": "on or about", "first_on": "2026-05-01"}]},
]


@pytest.mark.parametrize("change", ALLOWED)
def test_a_credit_within_the_rules_is_taken(change: dict[str, Any]) -> None:
    assert checked("letter_of_credit", credit(**change)) == credit(**change)
