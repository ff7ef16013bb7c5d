"""The calculator: a price under all eleven Incoterms, landed cost, and the way back, without a deal.

It reckons by the parts of a quotation: `consignment_basis`, `costing`, `landed_cost`, `border_charges`. What
the reader sets instead of a figure of the reference ("what if") is put into that basis; nothing is written.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.queries.goods.consignment import Wanted, consignment_basis, transport_choices
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_bill import Border, border_charges
from app.queries.goods.port import port
from app.queries.rates.rate import cross_rate
from app.trade.carriage.incoterms import (
    DESTINATION_PLACE,
    DESTINATION_PORT,
    INCOTERMS,
    ORIGIN_PLACE,
    SELLER_PREMISES,
    SHIPMENT_PORT,
    checks,
)
from app.trade.carriage.transport_options import TransportOption
from app.trade.clearance.import_regime import DutyRate
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.payments.exchange import convert
from app.trade.price.consignment_costs import (
    Basis,
    Offer,
    build_up,
    contract_price,
    landed_cost,
    landed_unknown,
)
from app.trade.price.costing import lowest_price, margin_at, price, price_at
from app.trade.price.price_build_up import Price
from app.trade.refusal import RateUnknown, Refusal, RuleBroken
from app.trade.workings import Line

_CENT, _FOUR = Decimal("0.01"), Decimal("0.0001")
# Where each rule naturally names its place.
_PLACES = {
    "EXW": SELLER_PREMISES, "FCA": SHIPMENT_PORT, "FAS": SHIPMENT_PORT, "FOB": SHIPMENT_PORT,
    "CFR": DESTINATION_PORT, "CIF": DESTINATION_PORT, "CPT": DESTINATION_PORT, "CIP": DESTINATION_PORT,
    "DAP": DESTINATION_PLACE, "DPU": DESTINATION_PLACE, "DDP": DESTINATION_PLACE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FreeGoods:
    """Goods that nobody lists: what a consignment asks of a product, entered by hand."""

    tiers: list[list[Any]]
    vat_rate: Decimal
    hs_code: str
    carton_pieces: int
    carton_length_cm: Decimal
    carton_width_cm: Decimal
    carton_height_cm: Decimal
    carton_gross_kg: Decimal
    carton_net_kg: Decimal
    dangerous: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Figures that the reader puts in the place of the day's. freight_share: 1 for the tariff as it is."""

    rmb_per_usd: Decimal | None = None
    freight_share: Decimal = Decimal(1)
    duty_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be reckoned. target_usd: a buyer's target price per piece under the term, if any."""

    wanted: Wanted
    offer: Offer
    currency: str = "USD"
    named_place: str = ""
    target_usd: Decimal | None = None
    what_if: WhatIf = field(default_factory=WhatIf)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a figure is not there: code and figures of the refusal, for its sentence."""

    code: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One Incoterm. own: the unit price in the reader's currency; *unknown: why there is no price or cost."""

    code: str
    place: str
    unit_usd: Decimal | None
    own: Decimal | None
    total_usd: Decimal | None
    landed_usd: Decimal | None
    lowest_usd: Decimal | None
    findings: tuple[Finding, ...]
    unknown: Unknown | None
    landed_unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen term, line by line; margin and profit at its own price. landed_usd: None if not known."""

    code: str
    place: str
    unit_usd: Decimal
    total_usd: Decimal
    lowest_usd: Decimal
    landed_usd: Decimal | None
    landed_unknown: Unknown | None
    margin_rate: Decimal
    profit_usd: Decimal
    profit_rmb: Decimal
    exchange_cost: Decimal
    lines: tuple[Line, ...]
    landed_lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The way back: what a buyer's target price would leave."""

    unit_usd: Decimal
    margin_rate: Decimal
    profit_usd: Decimal
    profit_rmb: Decimal
    is_below_lowest: bool


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to ship the goods; unknown: why it is closed."""

    service: str
    price_usd: Decimal | None
    least_days: Decimal
    most_days: Decimal
    unknown: Unknown | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that the calculator shows. border: customs' charges on the chosen term's price."""

    basis: Basis
    day_rate: Decimal
    rate_on: date
    own_rate: Decimal
    own_rate_on: date
    rows: tuple[TermRow, ...]
    chosen: Chosen | None
    target: Target | None
    target_unknown: Unknown | None
    border: dict[str, Any] | None
    border_unknown: Unknown | None
    options: tuple[OptionRow, ...]


def reckoned(session: Session, goods: Any, asked: Asked) -> Reckoned:
    """The price of goods under every Incoterm, with the buyer's landed cost, on the day of `asked.wanted`.

    Args: goods, a product or FreeGoods.
    Raises: RateUnknown and RuleBroken of the consignment, which name what is missing or wrong.
    """
    day = consignment_basis(session, goods, asked.wanted)
    basis = _with_own_figures(day, asked.what_if)
    own = cross_rate(session, "USD", asked.currency, asked.wanted.on)
    rows = tuple(_row(session, basis, asked, own, code) for code in INCOTERMS)
    chosen, border, border_unknown = None, None, None
    try:
        chosen = _chosen(session, basis, asked)
        border = _border(session, goods, basis, asked, chosen.total_usd)
    except (RateUnknown, RuleBroken) as unknown:
        border_unknown = _unknown(unknown)
    target, target_unknown = _target(basis, asked)
    return Reckoned(
        basis, day.rmb_per_usd, date.fromisoformat(day.rmb_on), own.rate, own.on, rows, chosen, target,
        target_unknown, border, border_unknown,
        tuple(_option(each) for each in transport_choices(session, goods, asked.wanted)),
    )  # fmt: skip


def _with_own_figures(basis: Basis, own: WhatIf) -> Basis:
    freight = (basis.freight_usd * own.freight_share).quantize(_CENT)
    changed: dict[str, Any] = {"freight_usd": freight}
    if own.rmb_per_usd is not None:
        changed["rmb_per_usd"] = own.rmb_per_usd
    if own.duty_rate is not None:
        changed |= {"duty_rate": own.duty_rate, "duty_unknown": ""}
    return replace(basis, **changed)


def _option(option: TransportOption) -> OptionRow:
    closed = _unknown(option.closed_by) if option.closed_by else None
    amount = option.price.amount if option.price else None
    return OptionRow(option.service, amount, option.least_days, option.most_days, closed)


def _unknown(refusal: Refusal) -> Unknown:
    return Unknown(refusal.code, dict(refusal.figures))


def place_of(session: Session, code: str, wanted: Wanted) -> str:
    """The place that a rule naturally names on this way, "" where none is known."""
    kind = _PLACES[code]
    if kind == SHIPMENT_PORT:
        return port(session, wanted.origin_port).name
    if kind == DESTINATION_PORT and wanted.destination_port:
        return port(session, wanted.destination_port).name
    return ""


def _kind(code: str, mode: str) -> str:
    """What the place is: without a ship there is no port to name."""
    kind = _PLACES[code]
    if mode != "sea" and kind == SHIPMENT_PORT:
        return ORIGIN_PLACE if code == "FCA" else kind
    is_any_mode = code in ("CPT", "CIP")
    return DESTINATION_PLACE if mode != "sea" and is_any_mode else kind


def _row(session: Session, basis: Basis, asked: Asked, own: Any, code: str) -> TermRow:
    place = place_of(session, code, asked.wanted)
    kind, is_full = _kind(code, basis.mode), basis.containers > 0
    found = checks(code, basis.mode, place or code, kind, is_container=is_full)
    try:
        build = build_up(basis, replace(asked.offer, term=code))
        quoted = price(build)
        landed, _, landed_why = _landed(basis, code, quoted, asked)
        lowest = lowest_price(build).unit
    except (RateUnknown, RuleBroken) as unknown:
        return TermRow(code, place, None, None, None, None, None, tuple(found), _unknown(unknown))
    in_own = quoted.unit if own.quote == "USD" else convert(Money(quoted.unit, "USD"), own)[0].amount
    return TermRow(
        code, place, quoted.unit, in_own, quoted.total.amount, landed, lowest, tuple(found), None, landed_why
    )


def _landed(
    basis: Basis, code: str, quoted: Price, asked: Asked
) -> tuple[Decimal | None, tuple[Line, ...], Unknown | None]:
    """The landed cost of a piece with its workings, or why it is not known."""
    unknown = landed_unknown(basis, code)
    if unknown is not None:
        return None, (), _unknown(unknown)
    landed, workings = landed_cost(basis, code, quoted.total.amount, asked.offer.quantity)
    return landed, tuple(workings.lines), None


def _chosen(session: Session, basis: Basis, asked: Asked) -> Chosen:
    code = asked.offer.term
    build = build_up(basis, asked.offer)
    quoted: Price = price(build)
    landed, lines, landed_why = _landed(basis, code, quoted, asked)
    return Chosen(
        code, asked.named_place or place_of(session, code, asked.wanted), quoted.unit, quoted.total.amount,
        lowest_price(build).unit, landed, landed_why, quoted.margin_rate.quantize(_FOUR),
        quoted.profit.quantize(_FOUR), quoted.profit_rmb, quoted.exchange_cost.quantize(_FOUR),
        tuple(quoted.workings.lines), lines,
    )  # fmt: skip


def _target(basis: Basis, asked: Asked) -> tuple[Target | None, Unknown | None]:
    if asked.target_usd is None:
        return None, None
    try:
        build = build_up(basis, asked.offer)
        margin, left = margin_at(build, asked.target_usd), price_at(build, asked.target_usd)
        is_below = asked.target_usd < lowest_price(build).unit
    except (RateUnknown, RuleBroken) as unknown:
        return None, _unknown(unknown)
    profit = left.profit.quantize(_FOUR)
    return Target(asked.target_usd, margin.quantize(_FOUR), profit, left.profit_rmb, is_below), None


def _border(session: Session, goods: Any, basis: Basis, asked: Asked, total: Decimal) -> dict[str, Any]:
    wanted, hs6 = asked.wanted, goods.hs_code[:6]
    if asked.what_if.duty_rate is None:
        duties = duty_layers(session, wanted.market, Goods(hs6, wanted.national_code), wanted.on)
    else:
        duties = (DutyRate("duty", asked.what_if.duty_rate, hs6, "mfn", "own figure", "assumption"),)
    border = Border(wanted.market, wanted.on, basis.mode, basis.on_carriage_usd)
    return border_charges(session, border, contract_price(basis, asked.offer.term, total), duties)
