"""Preferences only with the right proof, and only where their rate is held."""

from decimal import Decimal

import pytest

from app.queries.goods.import_regime import import_regime
from app.trade.clearance.import_regime import DutyRate
from app.trade.clearance.origin import proofs_of, rate_of_origin
from app.trade.refusal import RateUnknown

D = Decimal
MFN = DutyRate("duty", D("0.05"), "392410", "mfn", "example")


@pytest.mark.parametrize(
    ("destination", "held", "proof", "rate"),
    [
        ("AU", None, "chafta_co", D(0)),
        ("AU", None, "chafta_declaration", D(0)),
        ("AU", None, "co", D("0.05")),
        ("AU", None, None, D("0.05")),
        ("AU", None, "form_e", D("0.05")),
        ("JP", D("0.018"), "rcep_co", D("0.018")),
        ("JP", D("0.018"), None, D("0.05")),
        ("JP", D("0.06"), "rcep_co", D("0.05")),
        ("US", D(0), "form_a", D("0.05")),
        ("DE", D(0), "rcep_co", D("0.05")),
    ],
)
def test_the_rate_follows_the_proof(destination: str, held: D | None, proof: str | None, rate: D) -> None:
    assert rate_of_origin(MFN, held, import_regime(destination), proof).rate == rate


def test_a_proof_whose_rate_is_not_held_is_refused_not_guessed() -> None:
    with pytest.raises(RateUnknown, match=r"origin\.rate_not_held"):
        rate_of_origin(MFN, None, import_regime("KR"), "chkfta_co")


def test_every_market_takes_the_plain_certificate_and_few_take_more() -> None:
    assert proofs_of("US") == proofs_of("DE") == proofs_of("GB") == ("co",)
    assert proofs_of("JP") == ("rcep_co", "rcep_declaration", "co")
    assert "form_e" in proofs_of("TH")
