"""A quotation as a whole: what the seller enters and the day's figures give price, findings, judgement.

Source: trade rules, sections 1 and 2.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.trade.bounds import not_negative
from app.trade.carriage.incoterms import checks, insurance_checks
from app.trade.carriage.insurance import INSURED_SHARE
from app.trade.finding import Finding
from app.trade.market.negotiation import Line
from app.trade.market.price_expectation import Expectation, expectation
from app.trade.payments.payment_terms import TT_30_70, TT_BEFORE, Instalment
from app.trade.price.consignment_costs import (
    Basis,
    Offer,
    build_up,
    landed_cost,
    landed_estimate,
    landed_unknown,
)
from app.trade.price.costing import lowest_price, price, price_at
from app.trade.price.price_build_up import Price
from app.trade.refusal import RuleBroken

# The payment terms that can be agreed on so far: code -> instalments.
PAYMENT_TERMS: dict[str, tuple[Instalment, ...]] = {"tt_30_70": TT_30_70, "tt_before": TT_BEFORE}
COVERS = ("ICC (A)", "ICC (B)", "ICC (C)")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the seller enters. unit_price_usd: a price of their own, not one by margin; rates are ratios.

    service: of the transport options, "" for the cheapest; ports are UN/LOCODEs; national_code: the
    destination's tariff line if it is known; lead_time_days: until the goods are ready.
    """

    quantity: int
    incoterm: str
    named_place: str
    valid_until: date
    lead_time_days: int
    margin_rate: Decimal = _ZERO
    unit_price_usd: Decimal | None = None
    margin_base: str = "fob"
    commission_rate: Decimal = _ZERO
    other_costs_rmb: Decimal = _ZERO
    service: str = ""
    origin_port: str = "CNNGB"
    destination_port: str = ""
    cover: str = "ICC (A)"
    payment_terms: str = "tt_30_70"
    national_code: str = ""
    is_vat_borne: bool = False
    with_inspection: bool = False

    def __post_init__(self) -> None:
        not_negative(self, "lead_time_days", "other_costs_rmb")

    @property
    def offer(self) -> Offer:
        """The part of it that costing asks for."""
        return Offer(
            self.quantity, self.incoterm, self.margin_rate, self.margin_base, self.commission_rate,
            self.other_costs_rmb, self.is_vat_borne,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reckoned quotation. lowest: unit price without margin.

    landed: USD per piece at the buyer's door, None where the duty there is not known.
    """

    price: Price
    landed: Decimal | None
    lowest: Decimal
    findings: tuple[Finding, ...]

    @property
    def over_lowest(self) -> Decimal:
        """How far the unit price stands above the lowest acceptable one, as a ratio."""
        return (self.price.unit / self.lowest - 1).quantize(Decimal("0.0001"))

    @property
    def errors(self) -> int:
        """How many findings stop the quotation."""
        return sum(finding.severity == "error" for finding in self.findings)


def quote(terms: Terms, basis: Basis) -> Quoted:
    """Price, landed cost, lowest price and findings of a quotation.

    Raises: RuleBroken("quotation.payment_terms_unknown"), RuleBroken("quotation.cover_unknown"), and those
        of costing.
    Source: trade rules, sections 1 and 2.
    """
    if terms.payment_terms not in PAYMENT_TERMS:
        raise RuleBroken("quotation.payment_terms_unknown", "payment_terms")
    if terms.cover not in COVERS:
        raise RuleBroken("quotation.cover_unknown", "cover")
    build = build_up(basis, terms.offer)
    reckoned = price(build) if terms.unit_price_usd is None else price_at(build, terms.unit_price_usd)
    landed = None
    if landed_unknown(basis, terms.incoterm) is None:
        landed, _ = landed_cost(basis, terms.incoterm, reckoned.total.amount, terms.quantity)
    return Quoted(reckoned, landed, lowest_price(build).unit, tuple(term_findings(terms, basis)))


def term_findings(terms: Terms, basis: Basis) -> list[Finding]:
    """What is wrong or unwise in term, place, mode and cover.

    Source: trade rules, section 1, "Checks" and "Insurance duty".
    """
    found = checks(
        terms.incoterm, basis.mode, terms.named_place, basis.place_kind, is_container=basis.containers > 0
    )
    return found + insurance_checks(terms.incoterm, terms.cover[5:6], INSURED_SHARE)


def landed_line(terms: Terms, basis: Basis, unit_price: Decimal) -> Line:
    """The buyer's landed cost per piece as it grows with the unit price, around a price above zero.

    A duty that is not known is left out, as it is left out of every offer that a buyer compares.
    """
    higher = unit_price * 2
    points = [
        (unit, landed_estimate(basis, terms.incoterm, unit * terms.quantity, terms.quantity)[0])
        for unit in (unit_price, higher)
    ]
    return Line.through(points[0], points[1])


def judged(terms: Terms, basis: Basis, quoted: Quoted, surely: Decimal, never: Decimal) -> Expectation:
    """The price against the best feasible one on what could be seen: a limit between two landed costs.

    Args: surely, never: markups over the seller's own landed cost without margin, as ratios; surely < never.
    """
    build, unit = build_up(basis, terms.offer), quoted.price.unit
    profit = Line.through((unit, quoted.price.profit), (unit * 2, price_at(build, unit * 2).profit))
    landed = landed_line(terms, basis, unit)
    own = landed.at(quoted.lowest)
    return expectation(unit, profit, landed, own * (1 + surely), own * (1 + never))
