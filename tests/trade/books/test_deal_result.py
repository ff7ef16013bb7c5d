"""The result of a deal against its quotation: worked by hand, in RMB at the quotation's rate."""

from decimal import Decimal as D

from app.trade.books.deal_result import deal_result

WORKINGS = [
    {"code": "costing.purchase", "unit": "CNY/piece", "amount": D("28.25")},
    {"code": "costing.vat_refund_total", "unit": "CNY", "amount": D("13000.00")},
    {"code": "costing.domestic", "unit": "CNY/piece", "amount": D("3.0000")},
    {"code": "costing.freight", "unit": "USD", "amount": D("432.00")},
    {"code": "costing.margin_rate", "unit": "share", "amount": D("0.1")},
]
BOOKS = {
    "sales": {"USD": D("-19280.00")},
    "cost_of_goods": {"CNY": D("100000.00")},
    "local_charges": {"CNY": D("11500.00")},
    "inspection": {"CNY": D("900.00")},
    "freight": {"USD": D("450.00")},
    "exchange_gain": {"CNY": D("-200.00")},
}


def test_quotation_and_books_stand_side_by_side() -> None:
    """Test A of the trade rules: 4,000 pieces at 4.82 USD, rate 6.65."""
    found = deal_result(WORKINGS, 4000, D("19280.00"), D("6.65"), BOOKS)
    lines = {line.code: (line.quoted, line.realised) for line in found.lines}
    assert lines == {
        "result.sales": (D("128212.00"), D("128212.00")),
        "result.goods": (D("-100000.00"), D("-100000.00")),
        "result.charges": (D("-12000.00"), D("-12400.00")),
        "result.freight": (D("-2872.80"), D("-2992.50")),
        "result.exchange": (D(0), D("200.00")),
        "result.profit": (D("13339.20"), D("13019.50")),
    }
    assert found.lines[-1].difference == D("-319.70")


def test_exchange_cost_and_profit_rate_follow_section_2() -> None:
    """112,000 RMB / (19,280 - 432) USD = 5.9423; (18,848 * 6.65 - 112,000) / 112,000 = 11.91 %."""
    found = deal_result(WORKINGS, 4000, D("19280.00"), D("6.65"), BOOKS)
    assert found.quoted.exchange_cost == D("5.9423") and found.quoted.profit_rate == D("0.1191")
    assert found.quoted.margin_rate == D("0.1040")


def test_before_the_sale_there_is_nothing_to_divide_by() -> None:
    found = deal_result(WORKINGS, 4000, D("19280.00"), D("6.65"), {})
    assert found.realised.margin_rate is None and found.realised.exchange_cost is None
    assert found.realised.profit_rate is None and found.lines[-1].realised == 0
