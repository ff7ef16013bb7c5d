"""Whether an applicant waives discrepancies: standing, the market, and how grave they are."""

from decimal import Decimal

import pytest

from app.trade.credits.waiver import WaiverTerms, waiver
from app.trade.refusal import RuleBroken

D = Decimal
TERMS = WaiverTerms(D("0.30"), D("0.06"), D("0.20"), D(2))


@pytest.mark.parametrize(
    ("faults", "standing", "market", "is_granted"),
    [
        (["L09"], "0.5", "10.00", True),  # a trifle, from a stranger, in a calm market
        (["L03"], "0.5", "10.00", True),  # needed 0.50, inclination 0.50
        (["L03", "L09"], "0.5", "10.00", False),
        (["L03", "L09"], "0.5", "10.50", True),  # elsewhere it costs 5 % more: 0.60
        (["L09"], "0.5", "9.00", False),  # elsewhere 10 % less: the faults are welcome
        (["L09"], "0.2", "10.00", False),  # a seller who is thought little of
        (["L03", "L05", "L15.document"], "0.9", "13.00", True),  # 0.9 and a quarter at the most, twice
    ],
)
def test_it_waives_what_the_seller_and_the_market_are_worth(
    faults: list[str], standing: str, market: str, is_granted: bool
) -> None:
    found = waiver(faults, D(standing), D(market), D("10.00"), TERMS)
    assert found.is_granted is is_granted
    assert (found.inclination >= found.needed) is is_granted


def test_a_market_far_off_weighs_no_more_than_a_quarter_off() -> None:
    far, near = (waiver(["L09"], D("0.5"), D(price), D(10), TERMS) for price in ("30", "12.5"))
    assert far.market == near.market == D("0.5000")


def test_a_figure_below_nought_is_refused() -> None:
    with pytest.raises(RuleBroken):
        WaiverTerms(D("-0.1"), D(0), D(0), D(0))
