"""Two readings of the same rates compared: what differs, what only one day knows, and nothing else."""

from datetime import date
from decimal import Decimal

from app.trade.rates.course_rates import CourseRates, Override, RateUsed
from app.trade.rates.rate_change import changed_rates

D = Decimal


def rate(key: str, value: str | None, source: str = "law") -> RateUsed:
    return RateUsed("import_tax", key, None if value is None else D(value), "percent", source, "high")


def test_what_reads_alike_is_no_change() -> None:
    assert changed_rates([rate("GB/vat", "0.2")], [rate("GB/vat", "0.20", "another source")]) == ()


def test_a_rate_that_differs_ends_or_begins_is_named_with_the_source_of_the_new_one() -> None:
    before = [rate("US/section_122", "0.1", "CSMS"), rate("RU/vat", "0.2", "old law"), rate("GB/vat", "0.2")]
    after = [rate("RU/vat", "0.22", "new law"), rate("GB/vat", "0.2"), rate("US/mpf", "0.003464", "CBP")]
    found = [(each.key, each.old, each.new, each.source) for each in changed_rates(before, after)]
    assert found == [
        ("US/section_122", D("0.1"), None, "CSMS"),
        ("RU/vat", D("0.2"), D("0.22"), "new law"),
        ("US/mpf", None, D("0.003464"), "CBP"),
    ]


def test_law_is_read_by_the_rule_date_and_prices_by_the_clock() -> None:
    today, law = date(2026, 9, 1), date(2026, 1, 15)
    span = date(2026, 1, 1), date(2026, 1, 31)
    rates = CourseRates.of(
        [
            Override(1, "refund_rate", "8507600010", "value", D("0.06"), "percent", *span, "MOF"),
            Override(2, "exchange_rate", "NGN", "value", D(1500), "NGN per USD", *span, "CBN"),
        ],
        law,
    )
    assert (rates.day_of("duty", today), rates.day_of("fee", today)) == (law, law)
    assert (rates.day_of("exchange_rate", today), rates.day_of("freight_tariff", today)) == (today, today)
    assert rates.find("refund_rate", "8507600010", today) is not None
    assert rates.find("exchange_rate", "NGN", today) is None


def test_a_figure_written_down_reads_back_the_same() -> None:
    used = RateUsed("duty", "IN/950300", D("0.2"), "percent", "CBIC", "course", date(2026, 1, 1), 3)
    assert RateUsed.from_plain(used.as_plain()) == used
    unknown = RateUsed("fee", "aliexpress.commission", None, "percent", "", "low")
    assert RateUsed.from_plain(unknown.as_plain()) == unknown
