"""A quotation as a whole, on the worked example of the trade rules, section 2, test A."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.price.consignment_costs import Basis, landed_cost, landed_unknown
from app.trade.price.quoting import Terms, judged, landed_line, quote
from app.trade.refusal import RateUnknown, RuleBroken

D = Decimal
BASIS = Basis(
    service="sea_lcl", mode="sea", containers=0, cartons=80, volume_m3=D("9.6"), gross_kg=D(920),
    purchase_price_rmb=D("28.25"), vat_rate=D("0.13"), refund_rate=D("0.13"), rmb_per_usd=D("6.65"),
    rmb_on="2026-09-01", export_haulage_rmb=D(6000), export_clearance_rmb=D(1000),
    origin_terminal_rmb=D(5000),
    inspection_rmb=D(0), bank_fee_rmb=D(0), freight_usd=D(432), premium_rate=D("0.0045"),
    destination_terminal_usd=D(280), on_carriage_usd=D(350), unloading_usd=D(120), import_clearance_usd=D(0),
    duty_rate=D("0.12"), duty_unknown="", is_duty_on_fob=False, import_vat_rate=D("0.19"), least_days=D(30),
    most_days=D(40), place_kind="shipment_port",
)  # fmt: skip
TERMS = Terms(4000, "FOB", "Ningbo", date(2026, 12, 1), 25, margin_rate=D("0.10"))


def test_the_worked_example_gives_its_prices() -> None:
    assert quote(TERMS, BASIS).price.unit == D("4.68")
    cif = replace(TERMS, incoterm="CIF", named_place="Hamburg")
    assert quote(cif, replace(BASIS, place_kind="destination_port")).price.unit == D("4.82")


def test_an_own_price_gives_its_margin_back() -> None:
    at_price = quote(replace(TERMS, unit_price_usd=D("4.68")), BASIS)
    assert at_price.price.unit == D("4.68") and at_price.price.margin_rate.quantize(D("0.001")) == D("0.100")


def test_a_wrong_place_is_an_error_and_is_counted() -> None:
    assert quote(TERMS, replace(BASIS, place_kind="destination_port")).errors == 1
    assert quote(TERMS, BASIS).errors == 0


def test_a_narrow_cover_under_cip_is_an_error() -> None:
    cip = replace(TERMS, incoterm="CIP", cover="ICC (C)")
    codes = [finding.code for finding in quote(cip, replace(BASIS, place_kind="destination_port")).findings]
    assert codes == ["incoterms.cover_too_narrow"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"payment_terms": "cash"}, "quotation.payment_terms_unknown"),
        ({"cover": "all"}, "quotation.cover_unknown"),
    ],
)
def test_unknown_choices_are_refused(changes: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        quote(replace(TERMS, **changes), BASIS)
    assert refused.value.code == code


def test_duty_paid_is_refused_where_the_duty_is_not_settled() -> None:
    with pytest.raises(RateUnknown):
        quote(replace(TERMS, incoterm="DDP"), replace(BASIS, duty_unknown="duty.line_decides"))


def test_the_cost_at_the_door_is_not_known_where_a_duty_is_not() -> None:
    unknown = replace(
        BASIS, duty_rate=D(0), duty_unknown="duty.not_held", missing_kind="duty", missing_key="IN/610910"
    )
    assert quote(TERMS, unknown).landed is None and quote(TERMS, unknown).price.unit == D("4.68")
    with pytest.raises(RateUnknown) as refused:
        landed_cost(unknown, "FOB", D(18720), 4000)
    assert refused.value.figures["missing_key"] == "IN/610910"
    assert landed_unknown(BASIS, "FOB") is None  # it is held
    assert landed_unknown(unknown, "DDP") is None  # the price holds it, so that no price was quoted


def test_the_buyer_pays_at_the_door_about_the_same_under_every_term() -> None:
    """The same goods at the same margin: what the term leaves out of the price the buyer adds."""
    landed = {term: quote(replace(TERMS, incoterm=term), BASIS).landed for term in INCOTERMS if term != "EXW"}
    assert max(landed.values()) - min(landed.values()) < D("0.20")


def test_a_landed_cost_grows_evenly_with_the_price() -> None:
    line = landed_line(TERMS, BASIS, D("4.68"))
    exact, _ = landed_cost(BASIS, "FOB", D("5.00") * 4000, 4000)
    assert abs(line.at(D("5.00")) - exact) < D("0.001")


def test_the_judgement_finds_no_price_better_than_the_best() -> None:
    for cents in (450, 480, 520, 600, 700):
        terms = replace(TERMS, unit_price_usd=D(cents) / 100)
        expected = judged(terms, BASIS, quote(terms, BASIS), D("0.15"), D("0.45"))
        assert expected.regret >= 0 and 0 <= expected.chance <= 1
