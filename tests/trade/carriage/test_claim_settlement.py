"""What an insurer pays and with which clause it refuses: worked examples."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.trade.carriage.claim_settlement import (
    PAPERS,
    ClaimFile,
    ClaimTerms,
    claim_settlement,
    last_day,
    risk_is_sellers,
)

D = Decimal
TERMS = ClaimTerms(notice_days=10, deductible_share=D("0.005"), lost_recovery_share=D("0.20"))
# 1000 pieces of 10.00 USD CIF, insured for 110 %.
FILE = ClaimFile(
    clauses="ICC (A)", peril="wetting", insured=D(11000), claimed=D(11000), pieces=50, quantity=1000,
    notice_after_days=2, papers=PAPERS, letter_in_time=True,
)  # fmt: skip


def test_a_part_is_paid_by_the_share_of_its_pieces_less_the_deductible() -> None:
    found = claim_settlement(FILE, TERMS)
    assert (found.verdict, found.paid, found.clause) == ("accept", D("495.00"), "1.2.3")
    assert [(each.code, each.amount) for each in found.workings.lines] == [
        ("claim.loss", D("550.00")), ("claim.deductible", D("55.00")), ("claim.paid", D("495.00")),
    ]  # fmt: skip


def test_a_total_loss_is_paid_whole_and_never_more_than_is_claimed() -> None:
    whole = replace(FILE, peril="total_loss", pieces=1000, clauses="ICC (C)")
    assert claim_settlement(whole, TERMS).paid == D(11000)
    assert claim_settlement(replace(FILE, claimed=D(200)), TERMS).paid == D(200)


def test_a_carrier_who_was_not_held_liable_in_time_costs_a_fifth() -> None:
    found = claim_settlement(replace(FILE, letter_in_time=False), TERMS)
    assert (found.paid, found.reason, found.clause) == (D("396.00"), "recovery_lost", "16.2")


@pytest.mark.parametrize(
    ("changes", "reason", "clause"),
    [
        ({"pieces": 5}, "below_deductible", ""),  # 55 USD, and 55 are borne by the insured
        ({"clauses": "ICC (C)"}, "not_covered", "1"),
        ({"clauses": "ICC (B)", "peril": "breakage"}, "not_covered", "1"),
        ({"peril": "delay"}, "excluded", "4.5"),
        ({"peril": "insufficient_packing"}, "excluded", "4.3"),
        ({"peril": "inherent_vice"}, "excluded", "4.4"),
        ({"notice_after_days": 11}, "late_notice", ""),
        ({"papers": PAPERS[:3], "is_second": True}, "papers_missing", ""),
    ],
)
def test_what_is_not_covered_excluded_small_late_or_without_papers_is_refused(
    changes: dict[str, object], reason: str, clause: str
) -> None:
    found = claim_settlement(replace(FILE, **changes), TERMS)
    assert (found.verdict, found.reason, found.clause, found.paid) == ("refuse", reason, clause, D(0))


def test_the_narrower_clauses_cover_water_and_dropped_packages_but_not_both_all() -> None:
    paid = {
        (letter, peril): claim_settlement(
            replace(FILE, clauses=f"ICC ({letter})", peril=peril), TERMS
        ).verdict
        for letter in "ABC"
        for peril in ("wetting", "lost_package", "breakage", "total_loss")
    }
    accepted = {key for key, verdict in paid.items() if verdict == "accept"}
    assert accepted == {
        ("A", "wetting"), ("A", "lost_package"), ("A", "breakage"), ("A", "total_loss"),
        ("B", "wetting"), ("B", "lost_package"), ("B", "total_loss"), ("C", "total_loss"),
    }  # fmt: skip


def test_missing_papers_are_asked_for_once() -> None:
    found = claim_settlement(replace(FILE, papers=("policy", "invoice")), TERMS)
    assert (found.verdict, found.missing) == ("query", ("transport_document", "survey_report"))


def test_the_seller_bears_the_way_under_the_d_rules_alone() -> None:
    assert [term for term in ("EXW", "FCA", "FOB", "CFR", "CIF", "CIP", "DAP", "DPU", "DDP")
            if risk_is_sellers(term)] == ["DAP", "DPU", "DDP"]  # fmt: skip
    assert last_day(date(2026, 10, 30), 3) == date(2026, 11, 2)
