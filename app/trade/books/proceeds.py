"""What of a total price is left for the goods, once everything that the term puts into it is taken out.

Source: trade rules, section 2: net FOB, and the way back from CIF or a D rule to FOB.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import zero_or_more
from app.trade.price.price_build_up import ON_COST, ON_PRICE, ZERO, PriceBuildUp
from app.trade.refusal import RuleBroken


@dataclass(frozen=True, slots=True)
class Proceeds:
    """A total price taken apart, unrounded, in the price's currency.

    taken_out: (line code, amount) from the outside in; fob: what remains at the ship's rail; net_fob: fob
    less bank or platform share and fixed fee.
    """

    total: Decimal
    taken_out: tuple[tuple[str, Decimal], ...]
    fob: Decimal
    net_fob: Decimal


def import_taxes(build: PriceBuildUp, cif: Decimal) -> tuple[Decimal, Decimal]:
    """Duty and VAT that the seller bears on a CIF value, unrounded; nought when the buyer bears them.

    Source: trade rules, sections 2 and 4: duty on CIF or FOB; VAT on CIF + duty + transport to the
    destination.
    """
    if not build.is_duty_paid:
        return ZERO, ZERO
    zero_or_more("cif", cif)
    charges = build.import_charges
    duty = charges.duty_amount
    if duty is None:
        fob = cif * (1 - build.premium_share) - build.freight
        duty = charges.duty_rate * (fob if charges.is_duty_on_fob else cif)
    if not charges.is_vat_borne:
        return duty, ZERO
    vat = charges.vat_amount
    if vat is None:
        inland = build.destination.destination_terminal + build.destination.on_carriage
        vat = charges.vat_rate * (cif + duty + inland)
    return duty, vat


def tax_shares(build: PriceBuildUp) -> tuple[Decimal, Decimal]:
    """Duty and VAT as shares of a duty-paid price; 0 where an amount is given or the buyer bears them.

    Source: trade rules, section 2: "k = seller-paid duty rate if it is a share of the price".
    """
    if not build.is_duty_paid:
        return ZERO, ZERO
    charges = build.import_charges
    duty = charges.duty_rate if charges.duty_amount is None else ZERO
    is_rate = charges.is_vat_borne and charges.vat_amount is None
    return duty, charges.vat_rate * (1 + duty) if is_rate else ZERO


def tax_amounts(build: PriceBuildUp) -> tuple[Decimal, Decimal]:
    """Duty and VAT that were given as amounts and that the seller bears."""
    if not build.is_duty_paid:
        return ZERO, ZERO
    charges = build.import_charges
    vat = charges.vat_amount if charges.is_vat_borne else None
    return charges.duty_amount or ZERO, vat or ZERO


def proceeds(build: PriceBuildUp, total: Decimal) -> Proceeds:
    """A total price taken apart: charges, freight, premium and taxes off, down to the net FOB value.

    Args: total > 0, in the price's currency, over the whole quantity.
    Raises: RuleBroken("costing.price_not_positive").
    Source: trade rules, section 2.
    """
    if total <= 0:
        raise RuleBroken("costing.price_not_positive", field="unit_price")
    outside = [("costing.commission", build.commission_rate * total)]
    if build.margin_base == ON_PRICE:
        duty_share, vat_share = tax_shares(build)
        duty_amount, vat_amount = tax_amounts(build)
        duty, vat = duty_share * total + duty_amount, vat_share * total + vat_amount
        premium = build.premium_share * total if build.is_insured else ZERO
    else:
        cif = _insured_value(build, total - outside[0][1])
        duty, vat = import_taxes(build, cif)
        premium = build.premium_share * cif if build.is_insured else ZERO
    if build.is_duty_paid:
        outside += [("costing.import_vat", vat), ("costing.duty", duty)]
    outside += reversed(build.delivery_costs())
    if build.is_insured:
        outside.append(("costing.premium", premium))
    if build.is_carriage_included:
        outside.append(("costing.freight", build.freight))
    fob = total - sum((amount for _, amount in outside), ZERO)
    bank_fee = build.bank_rate * (total if build.margin_base == ON_PRICE else fob)
    outside += [("costing.bank_fee", bank_fee), ("costing.fixed_fee", build.fixed_fee)]
    return Proceeds(total, tuple(outside), fob, fob - bank_fee - build.fixed_fee)


def _insured_value(build: PriceBuildUp, net: Decimal) -> Decimal:
    """The CIF-like value inside a price net of commission."""
    # A D price is a straight line in that value, so two points of it give the way back.
    if not build.is_delivered:
        return net
    delivery = sum((amount for _, amount in build.delivery_costs()), ZERO)
    at_nought = sum(import_taxes(build, ZERO), delivery)
    at_one = sum(import_taxes(build, Decimal(1)), delivery + 1)
    return (net - at_nought) / (at_one - at_nought)


def margin_rate(build: PriceBuildUp, taken: Proceeds, cost: Decimal) -> Decimal:
    """Profit as a share of the build-up's own base: FOB, full price or cost.

    Args: cost, the export cost in the price's currency, over the same quantity.
    Raises: RuleBroken("costing.price_below_charges") when nothing is left at FOB.
    """
    zero_or_more("cost", cost)
    profit = taken.net_fob - cost
    base = {ON_PRICE: taken.total, ON_COST: cost}.get(build.margin_base, taken.fob)
    if base <= 0:
        raise RuleBroken("costing.price_below_charges", field="unit_price")
    return profit / base
