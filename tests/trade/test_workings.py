from decimal import Decimal

import pytest

from app.trade.workings import Workings


def test_workings_give_amounts_back_and_keep_their_order() -> None:
    workings = Workings()
    fob = workings.add("costing.fob", Decimal("4.68"), "USD/piece")
    pieces = Decimal(4000)
    workings.add("costing.total", fob * pieces, "USD", "fob * pieces", "rules", pieces=(pieces, "pieces"))
    assert workings.amount("costing.total") == Decimal("18720.00")
    assert workings.as_list() == [
        {"code": "costing.fob", "formula": "", "operands": {}, "amount": Decimal("4.68"),
         "unit": "USD/piece", "source": ""},
        {"code": "costing.total", "formula": "fob * pieces",
         "operands": {"pieces": [pieces, "pieces"]}, "amount": Decimal("18720.00"), "unit": "USD",
         "source": "rules"},
    ]  # fmt: skip
    with pytest.raises(KeyError):
        workings.amount("costing.duty")
