"""Every figure of every worked example, to the cent: a case or a figure that nobody reckons fails here.

Source: trade rules, sections 2 to 5. Each `out` is compared as a whole, so that none of its figures is left.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.queries.goods.import_regime import import_regime
from app.queries.rates.reference import containers
from app.trade.carriage.freight import GroupageTariff, groupage_freight
from app.trade.carriage.insurance import insured_amount, premium
from app.trade.carriage.packing import Carton, WeightRule, chargeable_weight_kg, loading, pack, revenue_tons
from app.trade.clearance.customs import BorderValues
from app.trade.clearance.import_regime import DutyRate
from app.trade.clearance.import_tax import Entry, ImportCharges, import_charges
from app.trade.clearance.low_value import Parcel, ParcelCharges, parcel_charges, scheme_for
from app.trade.clearance.united_states import UsLine, us_duties
from app.trade.money import Money
from app.trade.payments.platform_fees import PlatformFees, sale_fees
from app.trade.price import costing
from tests.trade.examples import EXAMPLES, decimals
from tests.trade.price.test_costing import PARCEL, SHIRTS

D = Decimal
ON = date(2026, 9, 15)
KNOWN = {"note", "cost_a_b2b", "cost_b_b2c", "duty", "weight", "lcl", "cartons_geometric"}


def test_every_section_of_the_examples_is_reckoned_here() -> None:
    assert set(EXAMPLES) == KNOWN


def same(found: Mapping[str, D], wanted: Mapping[str, Any]) -> None:
    """Equal figure by figure, none left out, each to the decimals that are written down."""
    assert set(found) == set(wanted)
    for name, text in wanted.items():
        assert found[name].quantize(D(str(text))) == D(str(text)), name


def test_test_a_whole() -> None:
    given, out = EXAMPLES["cost_a_b2b"]["in"], EXAMPLES["cost_a_b2b"]["out"]
    figures = decimals(given)
    length, width, height = map(D, given["carton_cm"])
    kg = figures["carton_kg"]
    packed = pack(given["pieces"], Carton(50, length, width, height, kg, kg))
    assert packed.cartons == given["cartons"]
    freight, tons = groupage_freight(packed, GroupageTariff("USD", figures["lcl_usd_per_rt"]))
    fob, cfr, cif, dap = (costing.price(replace(SHIRTS, term=term)) for term in ("FOB", "CFR", "CIF", "DAP"))
    fobc5 = costing.price(replace(SHIRTS, commission_rate=D("0.05")))
    charges = replace(SHIRTS.import_charges, is_vat_borne=True)
    ddp = costing.price(replace(SHIRTS, term="DDP"))
    with_vat = costing.price(replace(SHIRTS, term="DDP", import_charges=charges))
    cost, lines = costing.export_cost(SHIRTS)
    taxed = import_taxes_of_germany(cif.total.amount, figures)
    same(
        {
            "refund_piece": lines.amount("costing.vat_refund"),
            "refund_total": lines.amount("costing.vat_refund_total"),
            "ec_piece": lines.amount("costing.export_cost"), "ec_total": cost,
            "fob_exact": fob.exact, "fob": fob.unit, "exchange_cost": fob.exchange_cost,
            "profit_piece_rmb": fob.profit_rmb / SHIRTS.quantity, "profit_rate": fob.profit_rate,
            "m3": packed.volume_m3, "gross_kg": packed.gross_kg,
            "revenue_tons": tons.amount("packing.revenue_tons"), "freight": freight.amount,
            "cfr_exact": cfr.exact, "cfr": cfr.unit, "cif_exact": cif.exact, "cif": cif.unit,
            "fob_total": fob.total.amount, "cif_total": cif.total.amount,
            "insured": insured_amount(cif.total)[0].amount,
            "premium": premium(cif.total, figures["ins_rate"])[0].amount,
            "fobc5": fobc5.unit, "dap_total": dap.workings.amount("costing.delivered_value"),
            "duty": taxed.duty, "vat": taxed.tax,
            "vat_base": cif.total.amount + taxed.duty + figures["dest_terminal"] + figures["on_carriage"],
            "ddp_ex_vat": ddp.workings.amount("costing.delivered_value"),
            "ddp_incl_vat": with_vat.workings.amount("costing.delivered_value"),
        },
        out,
    )  # fmt: skip


def import_taxes_of_germany(cif: D, figures: Mapping[str, D]) -> ImportCharges:
    values = BorderValues(cif, D(0), D(0), "EUR")  # the exercise takes one currency throughout
    inland = figures["dest_terminal"] + figures["on_carriage"]
    return import_charges(import_regime("DE"), Entry(values, layer(figures["duty"]), ON, "sea", inland))


def layer(rate: D) -> tuple[DutyRate, ...]:
    return (DutyRate("duty", rate, "610910", "mfn", "example"),)


def test_test_b_whole() -> None:
    figures, out = decimals(EXAMPLES["cost_b_b2c"]["in"]), EXAMPLES["cost_b_b2c"]["out"]
    price = costing.price(PARCEL)
    cost, lines = costing.export_cost(PARCEL)
    fees = PlatformFees(figures["platform"], D(0), figures["pay_pct"], figures["pay_fix"])
    left = sale_fees(Money(price.unit, "USD"), fees)
    duty = replace(PARCEL.import_charges, duty_rate=D("0.10"))
    with_duty = costing.price(replace(PARCEL, term="DDP", import_charges=duty))
    same(
        {
            "refund": lines.amount("costing.vat_refund"), "ec": cost, "ec_usd": cost / figures["fx"],
            "price_exact": price.exact, "price": price.unit, "platform_fee": left.commission.amount,
            "pay_fee": left.payment_fee.amount, "profit_exact": price.profit,
            "price_with_10pct_duty": with_duty.unit,
        },
        out,
    )  # fmt: skip


def normal(destination: str, given: Mapping[str, Any]) -> ImportCharges:
    figures = decimals({name: value for name, value in given.items() if value is not True})
    value = next(figures[name] for name in ("fob", "cif", "cif_jpy", "av") if name in figures)
    parts = [figures.get(name, D(0)) for name in ("freight", "insurance")]
    regime = import_regime(destination)
    duty = figures.get("duty", figures.get("bcd", D(0)))
    values = BorderValues(value, *parts, regime.currency)
    return import_charges(regime, Entry(values, layer(duty), ON, "sea", figures.get("inland", D(0))))


def parcel(destination: str, goods: D, currency: str, on: date = ON, **more: Any) -> ParcelCharges:
    one = Parcel(
        goods, more.get("freight", D(0)), D(0), currency, on, more.get("codes", 1), D("0.5")
    )
    regime = import_regime(destination)
    scheme = scheme_for(regime, one)
    assert scheme is not None
    return parcel_charges(regime, scheme, one)


def united_states(given: Mapping[str, Any]) -> dict[str, D]:
    figures = decimals({name: value for name, value in given.items() if name != "mode"})
    line = UsLine("61091000", "T-shirts", figures["mfn"], "", figures["s301"], False, "", False, "example")
    regime, values = import_regime("US"), BorderValues(figures["fob"], D(0), D(0), "USD")

    def due(on: date) -> ImportCharges:
        return import_charges(regime, Entry(values, us_duties(line, regime, on), on, given["mode"]))

    now, then = due(ON), due(date(2026, 7, 1))
    amount = now.workings.amount
    return {
        "mfn": amount("import.duty"), "s301": amount("import.section_301"), "mpf": amount("import.mpf"),
        "hmf": amount("import.hmf"), "total": now.total,
        "s122_if_active": then.workings.amount("import.section_122"),
    }  # fmt: skip


def reckoned(case: Mapping[str, Any]) -> dict[str, D]:
    """All figures that a case of duty asks for. A case of a kind that is not known here fails."""
    destination, given = case["dest"], case["in"]
    if destination == "US":
        return united_states(given)
    if destination == "FR":
        on, codes = date.fromisoformat(given["date"]), given["distinct_hs6"]
        found = parcel("FR", D(given["goods_eur"]), "EUR", on, freight=D(given["shipping_eur"]), codes=codes)
        return {"duty": found.duty, "vat": found.import_tax}
    if destination == "GB" and given.get("scheme") == "under_135":
        found = parcel("GB", D(given["goods"]), "GBP")
        return {"duty": found.duty, "checkout_vat": found.checkout_tax}
    if destination == "BR":
        found, value = parcel("BR", D(given["cif"]), "USD"), D(given["cif"])
        assert import_regime("BR").vat_rate(ON) == D(given["icms"])
        return {"ii": found.duty, "icms": found.import_tax, "total": value + found.total}
    if destination == "MX":
        return {"total_tax": parcel("MX", D(given["value"]), "USD").total}
    due = normal(destination, given)
    amount = due.workings.amount
    if destination == "NG":
        fees = {name: amount(f"import.{name}") for name in ("surcharge", "etls", "ciss")}
        return {"cif": due.customs_value, "duty": due.duty, **fees, "vat": due.tax, "total": due.total}
    if destination == "IN":
        return {"bcd": due.duty, "sws": amount("import.sws"), "igst": due.tax}
    tax = {"AU": "gst", "JP": "tax"}.get(destination, "vat")
    assert destination in ("GB", "AU", "JP", "ZA")
    return {"duty": due.duty, tax: due.tax}


@pytest.mark.parametrize("case", EXAMPLES["duty"], ids=lambda case: case["dest"])
def test_every_case_of_duty(case: Mapping[str, Any]) -> None:
    same(reckoned(case), case["out"])


@pytest.mark.parametrize("case", EXAMPLES["weight"])
def test_every_case_of_weight(case: Mapping[str, Any]) -> None:
    assert set(case) == {"cm", "kg", "divisor", "step", "out"}
    length, width, height = map(D, case["cm"])
    rule = WeightRule(D(case["divisor"]), D(case["step"]))
    assert chargeable_weight_kg(D(case["kg"]), length * width * height, rule)[0] == D(case["out"])


@pytest.mark.parametrize("case", EXAMPLES["lcl"])
def test_every_case_of_groupage(case: Mapping[str, Any]) -> None:
    assert revenue_tons(D(case["m3"]), D(case["kg"]))[0] == D(case["out"])


@pytest.mark.parametrize("case", EXAMPLES["cartons_geometric"])
def test_every_case_of_loading(case: Mapping[str, Any]) -> None:
    length, width, height = map(D, case["cm"])
    carton = Carton(1, length, width, height, D(1), D(1))
    boxes = {code: replace(box, planning_m3=None) for code, box in containers().items()}
    found = {code: loading(carton, boxes[code]).cartons for code in case if code != "cm"}
    assert found == {code: count for code, count in case.items() if code != "cm"}
