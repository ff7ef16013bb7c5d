"""Source of the examples: trade rules, section 2, tests A and B (`worked_examples.json`)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.price import costing
from app.trade.price.price_build_up import DestinationCosts, DomesticCosts, ImportCharges, PriceBuildUp
from app.trade.refusal import RuleBroken
from tests.trade.examples import EXAMPLES, decimals

A_IN, A = decimals(EXAMPLES["cost_a_b2b"]["in"]), decimals(EXAMPLES["cost_a_b2b"]["out"])
B_IN, B = decimals(EXAMPLES["cost_b_b2c"]["in"]), decimals(EXAMPLES["cost_b_b2c"]["out"])

SHIRTS = PriceBuildUp(
    term="FOB",
    quantity=4000,
    purchase_price_rmb=A_IN["P"],
    vat_rate=A_IN["vat"],
    refund_rate=A_IN["refund"],
    rmb_per_unit=A_IN["fx"],
    margin_rate=A_IN["margin_on_fob"],
    freight=A["freight"],
    premium_rate=A_IN["ins_rate"],
    domestic=DomesticCosts(export_haulage=Decimal(9000), origin_terminal=Decimal(3000)),
    destination=DestinationCosts(A_IN["dest_terminal"], A_IN["on_carriage"]),
    import_charges=ImportCharges(duty_rate=A_IN["duty"], vat_rate=A_IN["vat_dest"]),
)

PARCEL = PriceBuildUp(
    term="DAP",
    quantity=1,
    purchase_price_rmb=B_IN["P"],
    vat_rate=B_IN["vat"],
    refund_rate=B_IN["refund"],
    rmb_per_unit=B_IN["fx"],
    margin_rate=B_IN["margin"],
    margin_base="price",
    bank_rate=B_IN["platform"] + B_IN["pay_pct"],
    fixed_fee=B_IN["pay_fix"],
    freight=B_IN["freight"],
    domestic=DomesticCosts(other=B_IN["domestic"]),
)


def _term(term: str, build: PriceBuildUp = SHIRTS) -> PriceBuildUp:
    return replace(build, term=term)


def test_the_export_cost_is_purchase_less_refund_plus_domestic_costs() -> None:
    cost, workings = costing.export_cost(SHIRTS)
    assert cost == A["ec_total"]
    assert workings.amount("costing.vat_refund") == A["refund_piece"]
    assert workings.amount("costing.vat_refund_total") == A["refund_total"]
    assert workings.amount("costing.export_cost") == A["ec_piece"]


def test_the_fob_price_of_test_a_with_its_exchange_figures() -> None:
    price = costing.price(SHIRTS)
    assert price.exact.quantize(Decimal("0.000001")) == A["fob_exact"]
    assert price.unit == A["fob"]
    assert price.total.amount == A["fob_total"]
    assert price.exchange_cost.quantize(Decimal("0.0001")) == A["exchange_cost"]
    assert price.profit_rate.quantize(Decimal("0.0001")) == A["profit_rate"]
    assert price.profit_rmb / SHIRTS.quantity == A["profit_piece_rmb"]
    assert price.cost_rmb == A["ec_total"]


def test_the_cfr_and_cif_prices_of_test_a() -> None:
    cfr, cif = costing.price(_term("CFR")), costing.price(_term("CIF"))
    assert (cfr.exact, cfr.unit) == (A["cfr_exact"], A["cfr"])
    assert (cif.exact.quantize(Decimal("0.000001")), cif.unit) == (A["cif_exact"], A["cif"])
    assert cif.total.amount == A["cif_total"]
    assert cif.workings.amount("costing.insured_amount") == A["insured"]
    assert cif.workings.amount("costing.premium") == A["premium"]


def test_a_fob_price_with_five_percent_commission() -> None:
    assert costing.price(replace(SHIRTS, commission_rate=Decimal("0.05"))).unit == A["fobc5"]


def test_the_delivered_values_of_test_a() -> None:
    dap, ddp = costing.price(_term("DAP")), costing.price(_term("DDP"))
    assert dap.workings.amount("costing.delivered_value") == A["dap_total"]
    assert ddp.workings.amount("costing.duty") == A["duty"]
    assert ddp.workings.amount("costing.delivered_value") == A["ddp_ex_vat"] == A["vat_base"]
    borne = replace(SHIRTS.import_charges, is_vat_borne=True)
    with_vat = costing.price(replace(SHIRTS, term="DDP", import_charges=borne))
    assert with_vat.workings.amount("costing.import_vat") == A["vat"]
    assert with_vat.workings.amount("costing.delivered_value") == A["ddp_incl_vat"]


def test_a_given_duty_amount_goes_before_the_rate() -> None:
    charges = ImportCharges(duty_rate=Decimal("0.12"), duty_amount=Decimal("4581.05"))
    ddp = costing.price(replace(SHIRTS, term="DDP", import_charges=charges))
    assert ddp.workings.amount("costing.duty") == Decimal("4581.05")
    assert ddp.workings.amount("costing.delivered_value") == A["dap_total"] + Decimal("4581.05")


def test_a_destination_that_values_on_fob_takes_freight_and_premium_out_of_the_duty_base() -> None:
    charges = ImportCharges(duty_rate=Decimal("0.12"), is_duty_on_fob=True)
    ddp = costing.price(replace(SHIRTS, term="DDP", import_charges=charges))
    fob = A["cif_total"] * (1 - Decimal("1.1") * A_IN["ins_rate"]) - A["freight"]
    assert ddp.workings.amount("costing.duty") == (fob * Decimal("0.12")).quantize(Decimal("0.01"))


def test_the_parcel_price_of_test_b() -> None:
    price = costing.price(PARCEL)
    assert price.workings.amount("costing.vat_refund") == B["refund"]
    assert price.cost_rmb == B["ec"]
    assert price.workings.amount("costing.cost_in_currency").quantize(Decimal("0.0001")) == B["ec_usd"]
    assert price.exact.quantize(Decimal("0.000001")) == B["price_exact"]
    assert price.unit == B["price"]
    assert price.profit == B["profit_exact"]
    taken = price.workings.amount("costing.bank_fee") + B_IN["pay_fix"]
    assert taken.quantize(Decimal("0.01")) == B["platform_fee"] + B["pay_fee"]


def test_the_parcel_price_of_test_b_with_a_duty_that_the_seller_bears() -> None:
    charges = ImportCharges(duty_rate=Decimal("0.10"))
    price = costing.price(replace(PARCEL, term="DDP", import_charges=charges))
    assert price.unit == B["price_with_10pct_duty"]


def test_under_exw_the_buyer_pays_haulage_and_the_refund_is_lost() -> None:
    price = costing.price(_term("EXW"))
    assert price.workings.amount("costing.vat_refund") == 0
    assert price.workings.amount("costing.domestic") == 0
    assert price.cost_rmb == A_IN["P"] * 4000


def test_profit_on_cost_is_added_to_cost() -> None:
    price = costing.price(replace(SHIRTS, margin_base="cost", margin_rate=Decimal("0.2")))
    assert price.exact.quantize(Decimal("0.0001")) == Decimal("5.0526")  # 28.00 * 1.2 / 6.65


def test_shares_that_reach_the_whole_price_are_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        costing.price(replace(SHIRTS, margin_rate=Decimal("0.9"), bank_rate=Decimal("0.1")))
    assert refused.value.code == "costing.shares_reach_whole"


def test_a_price_that_does_not_even_cover_the_charges_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        costing.price_at(_term("CIF"), Decimal("0.05"))
    assert refused.value.code == "costing.price_below_charges"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": 0}, "costing.quantity_not_positive"),
        ({"purchase_price_rmb": Decimal(0)}, "costing.purchase_price_not_positive"),
        ({"rmb_per_unit": Decimal(0)}, "costing.rate_not_positive"),
        ({"margin_base": "sky"}, "costing.margin_base_unknown"),
        ({"refund_rate": Decimal("0.17")}, "costing.refund_above_vat"),
        ({"insured_share": Decimal(0)}, "costing.share_out_of_range"),
        ({"commission_rate": Decimal(1)}, "costing.share_out_of_range"),
        ({"term": "FOR"}, "incoterms.unknown"),
    ],
)
def test_an_input_out_of_range_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        replace(SHIRTS, **change)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_lowest_price_of_fob_is_the_break_even_rounded_up() -> None:
    assert costing.break_even_fob(SHIRTS).quantize(Decimal("0.0001")) == Decimal("4.2105")
    lowest = costing.lowest_price(SHIRTS)
    assert lowest.unit == Decimal("4.22")
    assert lowest.profit >= 0
    assert lowest.exchange_cost < SHIRTS.rmb_per_unit


def test_a_price_at_which_exchange_cost_exceeds_the_rate_loses_money() -> None:
    price = costing.price_at(SHIRTS, Decimal("4.20"))
    assert price.exchange_cost > SHIRTS.rmb_per_unit
    assert price.profit_rmb < 0
    assert price.margin_rate < 0


def _cents(low: str, high: str, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places)


BUILDS = st.builds(
    PriceBuildUp,
    term=st.sampled_from(sorted(INCOTERMS)),
    quantity=st.integers(1, 20_000),
    purchase_price_rmb=_cents("1", "900"),
    vat_rate=st.just(Decimal("0.13")),
    refund_rate=st.sampled_from([Decimal(0), Decimal("0.06"), Decimal("0.09"), Decimal("0.13")]),
    rmb_per_unit=_cents("6", "8", 4),
    margin_rate=_cents("0", "0.4", 3),
    margin_base=st.sampled_from(["fob", "price", "cost"]),
    commission_rate=_cents("0", "0.1", 3),
    bank_rate=_cents("0", "0.15", 3),
    fixed_fee=_cents("0", "40"),
    freight=_cents("0", "6000"),
    premium_rate=_cents("0", "0.01", 4),
    domestic=st.builds(DomesticCosts, export_haulage=_cents("0", "9000"), other=_cents("0", "900")),
    destination=st.builds(DestinationCosts, *[_cents("0", "900")] * 4),
    import_charges=st.builds(
        ImportCharges,
        duty_rate=_cents("0", "0.2", 3),
        duty_amount=st.none() | _cents("0", "500"),
        is_duty_on_fob=st.booleans(),
        vat_rate=_cents("0", "0.2", 3),
        vat_amount=st.none() | _cents("0", "500"),
        is_vat_borne=st.booleans(),
    ),
)


@given(BUILDS)
def test_the_way_back_from_a_price_finds_its_margin(build: PriceBuildUp) -> None:
    try:
        price = costing.price(build)
    except RuleBroken as refused:
        assert refused.code == "costing.shares_reach_whole"
        assume(False)
        raise
    margin = costing.margin_at(build, price.unit)
    assert margin == price.margin_rate
    # Prices are rounded up, so the margin is kept but for the fourth decimal and the cents of the taxes.
    base = min(costing.proceeds(build, price.total.amount).fob, price.cost_rmb / build.rmb_per_unit)
    assert margin >= build.margin_rate - (Decimal("0.001") * build.quantity + Decimal("0.05")) / base
    again = costing.price(replace(build, margin_rate=margin))
    is_one_step = build.margin_base == "price" or build.term in {"EXW", "FCA", "FAS", "FOB"}
    if is_one_step and not build.commission_rate:
        assert again.unit == price.unit
    else:  # each step of the build-up is quoted, so rounded up, once more
        assert price.unit <= again.unit + Decimal("0.01")
        assert again.unit <= price.unit + Decimal("0.05")


def _price_by_formula(build: PriceBuildUp, margin_rate: Decimal) -> Decimal:
    """Section 2 of the trade rules written out once more, no step rounded: per piece."""
    cost = costing.export_cost(build)[0] / build.rmb_per_unit
    freight = build.freight if build.is_carriage_included else Decimal(0)
    premium = build.premium_share if build.is_insured else Decimal(0)
    delivery = sum((amount for _, amount in build.delivery_costs()), Decimal(0))
    if build.margin_base == "price":
        fixed = cost + build.fixed_fee + freight + delivery + sum(costing.tax_amounts(build))
        shares = margin_rate + build.commission_rate + build.bank_rate + premium
        return fixed / (1 - shares - sum(costing.tax_shares(build))) / build.quantity
    if build.margin_base == "cost":
        fob = (cost * (1 + margin_rate) + build.fixed_fee) / (1 - build.bank_rate)
    else:
        fob = (cost + build.fixed_fee) / (1 - margin_rate - build.bank_rate)
    cif = (fob + freight) / (1 - premium)
    total = cif + delivery + sum(costing.import_taxes(build, cif))
    return total / (1 - build.commission_rate) / build.quantity


@given(BUILDS, _cents("0.7", "1.6"))
def test_for_any_term_a_target_price_and_the_price_of_its_margin_agree_within_a_cent(
    build: PriceBuildUp, part: Decimal
) -> None:
    try:
        target = costing.quoted_unit(costing.price(build).unit * part, build.currency)
        margin = costing.margin_at(build, target)
    except RuleBroken as refused:
        assert refused.code in {"costing.shares_reach_whole", "costing.price_below_charges"}
        assume(False)
        raise
    assert abs(_price_by_formula(build, margin) - target) < Decimal("0.01")


@given(BUILDS)
def test_what_is_taken_out_of_a_price_and_what_is_left_are_the_whole(build: PriceBuildUp) -> None:
    total = Decimal(1_000_000_000)
    taken = costing.proceeds(build, total)
    assert abs(sum((amount for _, amount in taken.taken_out), taken.net_fob) - total) < Decimal("0.0001")


@given(_cents("0.01", "500"), _cents("0", "0.5", 3))
def test_commission_is_a_share_of_the_price_that_contains_it(net: Decimal, rate: Decimal) -> None:
    gross = costing.with_commission(net, rate)
    assert abs(gross * (1 - rate) - net) < Decimal("0.0001")


def test_terms_cost_more_the_further_the_seller_goes() -> None:
    terms = ("FCA", "FAS", "FOB", "CFR", "CIF", "DAP", "DPU", "DDP")
    units = [costing.price(_term(term)).unit for term in terms]
    assert units == sorted(units)


def test_a_live_page_finds_the_lines_in_the_order_of_the_build_up() -> None:
    codes = [line.code for line in costing.price(_term("DDP")).workings.lines]
    order = [
        "costing.purchase", "costing.vat_refund", "costing.domestic", "costing.export_cost", "costing.fob",
        "costing.freight", "costing.cfr", "costing.premium", "costing.cif", "costing.destination_terminal",
        "costing.on_carriage", "costing.duty", "costing.delivered_value", "costing.unit_price",
        "costing.total", "costing.profit", "costing.margin_rate",
    ]  # fmt: skip
    assert [code for code in codes if code in order] == order
    assert len(codes) == len(set(codes))
