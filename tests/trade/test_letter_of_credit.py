"""Last days, tolerances, shipment windows and maturity under a letter of credit (UCP 600)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.trade import letter_of_credit as rules
from app.trade.credit_demand import demands
from tests.trade.sample_credit import credit

SAT, SUN, MON = date(2026, 5, 30), date(2026, 5, 31), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "holidays", "moved"),
    [
        (SUN, set(), MON),
        (SAT, set(), MON),
        (SUN, {MON}, date(2026, 6, 2)),
        (date(2026, 5, 29), set(), date(2026, 5, 29)),
        (date(2026, 10, 1), {date(2026, 10, day) for day in range(1, 8)}, date(2026, 10, 8)),
    ],
)
def test_a_last_day_on_which_banks_are_closed_moves_to_the_next_banking_day(
    day: date, holidays: set[date], moved: date
) -> None:
    assert rules.last_day(day, holidays) == moved


def test_papers_are_presented_within_both_limits() -> None:
    # 30 April + 21 days = 21 May, a Thursday; 31 May is a Sunday and moves (articles 14(c), 29(a)).
    assert rules.presentation_limits(SUN, date(2026, 4, 30)) == {
        "expires_on": MON,
        "presentation_days": date(2026, 5, 21),
    }
    assert rules.presentation_limits(SUN, None) == {"expires_on": MON}
    assert rules.presentation_limits(None, date(2026, 4, 30), 9) == {"presentation_days": date(2026, 5, 11)}


@pytest.mark.parametrize(
    ("presented", "holidays", "limit"),
    [
        (date(2026, 5, 8), set(), date(2026, 5, 15)),  # Friday: the fifth banking day is the next Friday
        (date(2026, 5, 9), set(), date(2026, 5, 18)),  # Saturday counts as Monday, 11 May (article 33)
        (date(2026, 5, 8), {date(2026, 5, 14)}, date(2026, 5, 18)),  # Ascension Day in Germany
    ],
)
def test_a_bank_refuses_within_five_banking_days(presented: date, holidays: set[date], limit: date) -> None:
    assert rules.notice_limit(presented, holidays) == limit


@pytest.mark.parametrize(
    ("change", "least", "greatest"),
    [
        ({}, "18316", "19280"),
        ({"amount_tolerance": "05/05"}, "18316", "20244"),
        ({"amount_tolerance": "10/00"}, "19280", "21208"),
        ({"conditions": "THE AMOUNT OF THIS CREDIT IS ABOUT USD 19,280.00."}, "17352", "21208"),
        ({"conditions": "APPROXIMATELY USD19280 IN ALL"}, "17352", "21208"),
        ({"conditions": "FREIGHT ABOUT USD 432.00"}, "18316", "19280"),
    ],
)
def test_the_amount_that_may_be_drawn(change: dict[str, Any], least: str, greatest: str) -> None:
    assert rules.amount_bounds(credit(**change)) == rules.Bounds(Decimal(least), Decimal(greatest))


@pytest.mark.parametrize(
    ("row", "least", "greatest"),
    [
        ({"quantity": "1000", "unit": "PIECES"}, "1000", "1000"),
        ({"quantity": "1000", "unit": "CARTONS"}, "1000", "1000"),
        ({"quantity": "1000", "unit": "KG"}, "950", "1050"),
        ({"quantity": "1000", "unit": "Metric tons"}, "950", "1050"),
        ({"quantity": "1000", "unit": "PIECES", "about": "quantity"}, "900", "1100"),
        ({"quantity": "1000", "unit": "PIECES", "about": "unit price"}, "1000", "1000"),
        ({"quantity": "1000", "unit": "KG", "about": "quantity and unit price"}, "900", "1100"),
        ({"quantity": "1000", "unit": "PIECES", "tolerance_percent": "3"}, "970", "1030"),
        ({"quantity": "1000", "unit": "KG", "tolerance_percent": "0.5"}, "995", "1005"),
    ],
)
def test_the_quantity_that_may_be_shipped(row: dict[str, str], least: str, greatest: str) -> None:
    assert rules.quantity_bounds(row) == rules.Bounds(Decimal(least), Decimal(greatest))


def test_a_credit_without_a_quantity_bounds_none() -> None:
    assert rules.quantity_bounds({"description": "SPARE PARTS"}) is None


TENTH, TWENTIETH = date(2026, 4, 10), date(2026, 4, 20)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on or about", date(2026, 4, 5), date(2026, 4, 15)),
        ("from", TENTH, TWENTIETH),
        ("between", TENTH, TWENTIETH),
        ("until", None, TENTH),
        ("before", None, date(2026, 4, 9)),
        ("after", date(2026, 4, 11), TWENTIETH),
    ],
)
def test_the_words_of_a_shipment_period(words: str, first: date | None, last: date | None) -> None:
    assert rules.shipment_window(words, TENTH, TWENTIETH) == (first, last)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("SIGHT", None),
        ("at sight", None),
        ("30 DAYS AFTER SIGHT", None),
        ("60 DAYS AFTER B/L DATE", date(2026, 6, 29)),
        ("60 days from the date of shipment", date(2026, 6, 29)),
        ("90 DAYS AFTER DATE OF INVOICE", date(2026, 7, 23)),
        ("30 days after date", date(2026, 6, 5)),
        ("30 DAYS AFTER B/L DATE 30 APRIL 2026", date(2026, 5, 30)),
        ("IN DUE COURSE", None),
    ],
)
def test_maturity_leaves_out_the_date_it_runs_from(words: str, due: date | None) -> None:
    dates = {"shipped": date(2026, 4, 30), "invoiced": date(2026, 4, 24), "drawn": date(2026, 5, 6)}
    assert rules.matures_on(words, dates) == due


def test_the_demands_are_read_from_the_words_of_the_credit() -> None:
    read = demands(credit())
    bill, policy = read["bill_of_lading"], read["insurance_certificate"]
    assert (bill.originals, bill.consignee, bill.notify, bill.freight) == (3, "ORDER", "APPLICANT", "prepaid")
    assert (policy.insured_share, policy.cover, policy.risks) == (Decimal("1.1"), "ICC (A)", ("war",))
    assert read["commercial_invoice"].is_signed
    assert read["beneficiary_certificate"].statement.startswith("ONE SET OF NON-NEGOTIABLE DOCUMENTS")


def test_a_demand_to_the_order_of_a_bank_ends_where_the_next_one_begins() -> None:
    wording = "MADE OUT TO THE ORDER OF ISSUING BANK AND NOTIFY PARTY: ELBE SPEDITION GMBH, FREIGHT COLLECT"
    (bill,) = demands(
        {"documents": [{"paper": "Bill of lading", "originals": "3", "wording": wording}]}
    ).values()
    assert (bill.consignee, bill.notify, bill.freight) == (
        "ORDER OF ISSUING BANK",
        "ELBE SPEDITION GMBH",
        "collect",
    )


@pytest.mark.parametrize("row", [{}, {"paper": "Passport"}, {"paper": "Packing list", "originals": "many"}])
def test_a_row_that_cannot_be_read_asks_for_nothing_more(row: dict[str, str]) -> None:
    assert [each.originals for each in demands({"documents": [row]}).values()] in ([], [1])
