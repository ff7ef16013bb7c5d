"""Last days, tolerances, shipment windows and maturity under a letter of credit (UCP 600)."""

from datetime import date
from decimal import Decimal

import pytest

from app.trade.credits import letter_of_credit as rules
from app.trade.credits.credit_demand import demands
from app.trade.refusal import RuleBroken
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
    ("tolerance", "is_about", "least", "greatest"),
    [
        ("", False, "18316", "19280"),
        ("05/05", False, "18316", "20244"),
        ("10/00", False, "19280", "21208"),
        ("10/00", True, "19280", "21208"),
        ("", True, "17352", "21208"),
    ],
)
def test_the_amount_that_may_be_drawn(tolerance: str, is_about: bool, least: str, greatest: str) -> None:
    found = rules.amount_bounds(Decimal(19280), tolerance, is_about=is_about)
    assert found == rules.Bounds(Decimal(least), Decimal(greatest))


@pytest.mark.parametrize(
    ("words", "is_about"),
    [
        ("THE AMOUNT OF THIS CREDIT IS ABOUT USD 19,280.00.", True),
        ("Approximately USD19280 in all", True),
        ("FREIGHT ABOUT USD 432.00", False),
        ("ABOUT EUR 19280.00", False),
        ("THE AMOUNT IS USD 19280.00", False),
        ("", False),
    ],
)
def test_about_stands_with_the_amount_or_it_does_not(words: str, is_about: bool) -> None:
    assert rules.is_about_amount(words, "USD", Decimal("19280.00")) == is_about


@pytest.mark.parametrize(
    ("unit", "tolerance", "is_about", "least", "greatest"),
    [
        ("PIECES", None, False, "1000", "1000"),
        ("CARTONS", None, False, "1000", "1000"),
        ("KG", None, False, "950", "1050"),
        ("Metric tons", None, False, "950", "1050"),
        ("PIECES", None, True, "900", "1100"),
        ("KG", None, True, "900", "1100"),
        ("PIECES", "3", False, "970", "1030"),
        ("KG", "0.5", False, "995", "1005"),
        ("KG", "0", False, "1000", "1000"),
    ],
)
def test_the_quantity_that_may_be_shipped(
    unit: str, tolerance: str | None, is_about: bool, least: str, greatest: str
) -> None:
    percent = None if tolerance is None else Decimal(tolerance)
    found = rules.quantity_bounds(Decimal(1000), unit, percent, is_about=is_about)
    assert found == rules.Bounds(Decimal(least), Decimal(greatest))


@pytest.mark.parametrize("days", [0, -1, 1000, 10**9])
def test_days_that_no_credit_allows_are_refused(days: int) -> None:
    with pytest.raises(RuleBroken, match=r"credit\.days_out_of_range"):
        rules.presentation_limits(SUN, SAT, days)


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
