"""The price of an export quotation under any Incoterm, from cost to price and from a target price back to
margin.

Source: trade rules, sections 0 and 2. Line codes are stable: the live quotation page, the
evidence and the mark read the same workings.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from app.trade.books.proceeds import import_taxes, margin_rate, proceeds, tax_amounts, tax_shares
from app.trade.bounds import positive
from app.trade.money import Money, quoted, rounded
from app.trade.payments import exchange
from app.trade.price.price_build_up import ON_COST, ON_PRICE, ZERO, Price, PriceBuildUp
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_2 = "trade rules, section 2"
_FOUR_DECIMALS = Decimal("0.0001")


def _four(amount: Decimal) -> Decimal:
    return amount.quantize(_FOUR_DECIMALS, rounding=ROUND_HALF_UP)


@one_line("exact, rounded up", "{currency}/piece", exact="{currency}/piece")
def quoted_unit(exact: Decimal, currency: str) -> Decimal:
    """A unit price as quoted: kept to 4 decimals while computing, then rounded up to the currency's own.

    Source: trade rules, section 0.
    """
    return quoted(_four(exact), currency)


def export_cost(build: PriceBuildUp) -> tuple[Decimal, Workings]:
    """What the goods cost at the border in RMB, in total, unrounded: purchase - VAT refund + domestic costs.

    Source: trade rules, section 2.
    """
    quantity, workings = build.quantity, Workings()
    per_piece = "CNY/piece"
    refund = build.purchase_price_rmb / (1 + build.vat_rate) * build.refund_rate_earned
    domestic = build.domestic.borne(build.term)
    workings.add(
        "costing.purchase", build.purchase_price_rmb, per_piece, quantity=(Decimal(quantity), "pieces")
    )
    workings.add(
        "costing.vat_refund", _four(refund), per_piece, "purchase_price / (1 + vat_rate) * refund_rate",
        _SECTION_2, purchase_price=(build.purchase_price_rmb, per_piece), vat_rate=(build.vat_rate, "share"),
        refund_rate=(build.refund_rate_earned, "share"),
    )
    workings.add(
        "costing.vat_refund_total", rounded(refund * quantity, "CNY"), "CNY", "vat_refund * quantity"
    )
    workings.add(
        "costing.domestic", _four(domestic / quantity), per_piece, "domestic_costs / quantity",
        domestic_costs=(domestic, "CNY"), quantity=(Decimal(quantity), "pieces"),
    )
    cost = (build.purchase_price_rmb - refund) * quantity + domestic
    if cost <= 0:
        raise RuleBroken("costing.cost_not_positive", field="purchase_price_rmb")
    workings.add(
        "costing.export_cost", _four(cost / quantity), per_piece, "purchase_price - vat_refund + domestic",
        _SECTION_2,
    )
    workings.add("costing.export_cost_total", rounded(cost, "CNY"), "CNY", "export_cost * quantity")
    return cost, workings


def price(build: PriceBuildUp) -> Price:
    """The price that gives the margin asked for.

    Returns: exact and quoted unit price, total, profit and the workings in the order of the build-up.
    Raises: RuleBroken("costing.shares_reach_whole") when margin and fees leave nothing of the price.
    Source: trade rules, section 2.
    """
    cost_rmb, workings = export_cost(build)
    if build.margin_base == ON_PRICE:
        exact = _all_shares_at_once(build, cost_rmb, workings)
    else:
        exact = _step_by_step(build, cost_rmb, workings)
    return _priced(build, cost_rmb, exact, workings)


def price_at(build: PriceBuildUp, unit_price: Decimal) -> Price:
    """What a given unit price leaves: the way back from a target to profit and margin.

    The build-up's own margin rate is not used.
    Args: unit_price > 0, in the build-up's currency.
    Raises: RuleBroken("costing.price_not_positive"), RuleBroken("costing.price_below_charges").
    Source: trade rules, section 2.
    """
    cost_rmb, workings = export_cost(build)
    return _priced(build, cost_rmb, unit_price, workings)


def margin_at(build: PriceBuildUp, unit_price: Decimal) -> Decimal:
    """The margin that a target unit price leaves, as a share of the build-up's own margin base, unrounded.

    Raises: as `price_at`. Source: trade rules, section 2.
    """
    cost_rmb, _ = export_cost(build)
    taken = proceeds(build, unit_price * build.quantity)
    return margin_rate(build, taken, cost_rmb / build.rmb_per_unit)


def lowest_price(build: PriceBuildUp) -> Price:
    """The lowest price acceptable in a negotiation: no margin at all.

    Raises: as `price`. Source: trade rules, section 2 ("m = 0").
    """
    return price(replace(build, margin_rate=ZERO))


def break_even_fob(build: PriceBuildUp) -> Decimal:
    """FOB per piece at which the exporter neither gains nor loses: export cost / rate, unrounded.

    Source: trade rules, section 2.
    """
    cost_rmb, _ = export_cost(build)
    return cost_rmb / build.rmb_per_unit / build.quantity


@one_line("net / (1 - commission_rate)", "amount", net="amount", commission_rate="share")
def with_commission(net: Decimal, commission_rate: Decimal) -> Decimal:
    """A price that includes commission: net / (1 - commission rate), unrounded.

    Raises: RuleBroken("costing.share_out_of_range"). Source: trade rules, section 2.
    """
    if not 0 <= commission_rate < 1:
        raise RuleBroken("costing.share_out_of_range", field="commission_rate")
    positive("net", net)
    return net / (1 - commission_rate)


def _step_by_step(build: PriceBuildUp, cost_rmb: Decimal, workings: Workings) -> Decimal:
    """FOB first, margin on FOB or on cost; then freight, premium, delivery, duty. Exact unit price."""
    unit, quantity = f"{build.currency}/piece", build.quantity
    exact = _fob(build, cost_rmb, workings)
    if build.is_carriage_included:
        fob = quoted_unit(exact, build.currency)
        workings.add("costing.freight", rounded(build.freight, build.currency), build.currency)
        exact = fob + build.freight / quantity
        workings.add(
            "costing.cfr", _four(exact), unit, "fob + freight / quantity", _SECTION_2,
            fob=(fob, unit), freight=(build.freight, build.currency), quantity=(Decimal(quantity), "pieces"),
        )
    if build.is_insured:
        exact = _insured(build, exact, workings)
    if build.is_delivered:
        exact = _delivered(build, quoted_unit(exact, build.currency) * quantity, workings) / quantity
    if build.commission_rate:
        net = quoted_unit(exact, build.currency)
        exact = with_commission(net, build.commission_rate)
        workings.add(
            "costing.with_commission", _four(exact), unit, "net_price / (1 - commission_rate)", _SECTION_2,
            net_price=(net, unit), commission_rate=(build.commission_rate, "share"),
        )
    return exact


def _fob(build: PriceBuildUp, cost_rmb: Decimal, workings: Workings) -> Decimal:
    cost = cost_rmb / build.rmb_per_unit
    fixed = build.fixed_fee
    if build.margin_base == ON_COST:
        total = (cost * (1 + build.margin_rate) + fixed) / _left_of_whole(build.bank_rate)
        formula = "(export_cost * (1 + margin_rate) / exchange_rate + fixed_fee) / (1 - bank_rate)"
    else:
        total = (cost + fixed) / _left_of_whole(build.margin_rate + build.bank_rate)
        formula = "(export_cost / exchange_rate + fixed_fee) / (1 - margin_rate - bank_rate)"
    exact = total / build.quantity
    code = f"costing.{build.term.lower()}" if build.term in {"EXW", "FCA", "FAS"} else "costing.fob"
    workings.add(
        code, _four(exact), f"{build.currency}/piece", formula, _SECTION_2,
        export_cost=(_four(cost_rmb / build.quantity), "CNY/piece"),
        exchange_rate=(build.rmb_per_unit, f"CNY/{build.currency}"),
        margin_rate=(build.margin_rate, "share"), bank_rate=(build.bank_rate, "share"),
        fixed_fee=(_four(fixed / build.quantity), f"{build.currency}/piece"),
    )
    return exact


def _insured(build: PriceBuildUp, cfr: Decimal, workings: Workings) -> Decimal:
    currency = build.currency
    exact = cfr / _left_of_whole(build.premium_share)
    total = quoted_unit(exact, currency) * build.quantity
    insured = workings.add(
        "costing.insured_amount", rounded(total * build.insured_share, currency), currency,
        "cif_total * insured_share", _SECTION_2,
        cif_total=(total, currency), insured_share=(build.insured_share, "share"),
    )
    workings.add(
        "costing.premium", rounded(insured * build.premium_rate, currency), currency,
        "insured_amount * premium_rate", _SECTION_2, premium_rate=(build.premium_rate, "share"),
    )
    workings.add(
        "costing.cif", _four(exact), f"{currency}/piece",
        "cfr / (1 - insured_share * premium_rate)", _SECTION_2,
        cfr=(_four(cfr), f"{currency}/piece"), insured_share=(build.insured_share, "share"),
        premium_rate=(build.premium_rate, "share"),
    )
    return exact


def _delivered(build: PriceBuildUp, cif: Decimal, workings: Workings) -> Decimal:
    """The total of a D rule from the quoted CIF-like total, in the price's currency."""
    currency = build.currency
    total = cif
    for code, amount in build.delivery_costs():
        total += workings.add(code, rounded(amount, currency), currency)
    if build.is_duty_paid:
        formula = "fob_value * duty_rate" if build.import_charges.is_duty_on_fob else "cif_total * duty_rate"
        duty = rounded(import_taxes(build, cif)[0], currency)
        workings.add(
            "costing.duty", duty, currency, "" if build.import_charges.duty_amount is not None else formula,
            "trade rules, section 4", cif_total=(cif, currency),
            duty_rate=(build.import_charges.duty_rate, "share"),
        )
        vat = rounded(import_taxes(build, cif)[1], currency)
        if build.import_charges.is_vat_borne:
            workings.add(
                "costing.import_vat", vat, currency,
                "(cif_total + duty + destination_terminal + on_carriage) * vat_rate",
                "trade rules, section 4", vat_rate=(build.import_charges.vat_rate, "share"),
            )
        total += duty + vat
    return workings.add("costing.delivered_value", total, currency, "cif_total + costs to the named place")


def _all_shares_at_once(build: PriceBuildUp, cost_rmb: Decimal, workings: Workings) -> Decimal:
    """All shares on the full price: (cost + fixed amounts) / (1 - shares). Exact unit price."""
    currency = build.currency
    cost = workings.add("costing.cost_in_currency", cost_rmb / build.rmb_per_unit, currency,
                        "export_cost_total / exchange_rate", _SECTION_2,
                        exchange_rate=(build.rmb_per_unit, f"CNY/{currency}"))
    amounts = [("costing.fixed_fee", build.fixed_fee), *build.delivery_costs()]
    if build.is_carriage_included:
        amounts.insert(0, ("costing.freight", build.freight))
    fixed = sum((workings.add(code, amount, currency) for code, amount in amounts), ZERO)
    fixed += sum(tax_amounts(build), ZERO)
    premium = build.premium_share if build.is_insured else ZERO
    duty, vat = tax_shares(build)
    shares = {
        "margin_rate": build.margin_rate, "commission_rate": build.commission_rate,
        "bank_rate": build.bank_rate, "duty_share": duty, "vat_share": vat, "premium_share": premium,
    }
    whole = sum(shares.values(), ZERO)
    workings.add(
        "costing.shares", whole, "share", " + ".join(shares), _SECTION_2,
        **{name: (share, "share") for name, share in shares.items()},
    )
    return (cost + fixed) / _left_of_whole(whole) / build.quantity


def _left_of_whole(shares: Decimal) -> Decimal:
    if shares >= 1:
        raise RuleBroken("costing.shares_reach_whole", field="margin_rate", shares=shares * 100)
    return 1 - shares


def _priced(build: PriceBuildUp, cost_rmb: Decimal, exact: Decimal, workings: Workings) -> Price:
    """Quote a unit price, take its total apart, and note what it leaves."""
    currency, fx = build.currency, build.rmb_per_unit
    unit = workings.add("costing.unit_price", quoted_unit(exact, currency), f"{currency}/piece",
                        "exact price, rounded up", "trade rules, section 0",
                        exact=(_four(exact), f"{currency}/piece"))
    total = workings.add("costing.total", unit * build.quantity, currency, "unit_price * quantity",
                         "trade rules, section 0", quantity=(Decimal(build.quantity), "pieces"))
    taken = proceeds(build, total)
    if taken.net_fob <= 0:
        raise RuleBroken("costing.price_below_charges", field="unit_price")
    rate = margin_rate(build, taken, cost_rmb / fx)
    said = {line.code for line in workings.lines}
    for code, amount in taken.taken_out:
        if code not in said and amount:
            workings.add(code, _four(amount), currency, "part of the total")
    workings.add("costing.net_fob", _four(taken.net_fob), currency, "total - everything beyond FOB - fees",
                 _SECTION_2)
    profit_rmb = workings.add("costing.profit", rounded(taken.net_fob * fx - cost_rmb, "CNY"), "CNY",
                              "net_fob * exchange_rate - export_cost_total", _SECTION_2)
    workings.add("costing.margin_rate", _four(rate), "share", f"profit / {build.margin_base}")
    per_unit = exchange.exchange_cost(cost_rmb, taken.net_fob)
    workings.add("costing.exchange_cost", _four(per_unit), f"CNY/{currency}", "export_cost_total / net_fob",
                 _SECTION_2)
    profit_rate = exchange.profit_rate(taken.net_fob, fx, cost_rmb)
    workings.add("costing.profit_rate", _four(profit_rate), "share", "profit / export_cost_total", _SECTION_2)
    return Price(
        build.term, exact, unit, Money(total, currency), rounded(cost_rmb, "CNY"),
        _four(taken.net_fob - cost_rmb / fx), profit_rmb, rate, per_unit, profit_rate, workings,
    )
