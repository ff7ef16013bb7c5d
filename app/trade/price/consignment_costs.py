"""What one consignment costs from the factory to the buyer's door, item by item, and what each side bears.

One set of figures serves both sides of a quotation: the seller's price under a term, and the buyer's landed
cost when the term leaves the rest to the buyer. Source: trade rules, sections 1, 2 and 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.trade.bounds import above_zero, not_negative, positive
from app.trade.carriage.incoterms import ITEMS, NOBODY, SELLER, pays
from app.trade.carriage.insurance import INSURED_SHARE
from app.trade.clearance.customs import ContractPrice, border_values
from app.trade.money import Money, rounded
from app.trade.price.price_build_up import DestinationCosts, DomesticCosts, ImportCharges, PriceBuildUp
from app.trade.rates.course_rates import RateUsed
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_SECTION_1 = "trade rules, section 1"
_ZERO = Decimal(0)
_STEP = Decimal("0.00000001")
_NOT_NEGATIVE = (
    "containers", "cartons", "volume_m3", "gross_kg", "vat_rate", "refund_rate", "export_haulage_rmb",
    "export_clearance_rmb", "origin_terminal_rmb", "inspection_rmb", "bank_fee_rmb", "freight_usd",
    "premium_rate", "destination_terminal_usd", "on_carriage_usd", "unloading_usd", "import_clearance_usd",
    "duty_rate", "import_vat_rate", "least_days", "most_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Basis:
    """Dated figures for one quantity of one product to one market by one service.

    purchase_price_rmb: per piece incl. VAT; *_rmb and *_usd: totals of the consignment; *_rate: ratios;
    rmb_per_usd: the bank's buying rate of `rmb_on`; duty_unknown: code of the refusal where the duty is not
    held, "" else; place_kind: what the named place is, of incoterms.PLACE_KINDS, "" if it is not known;
    days: from port or door to port or door; missing_kind and missing_key: the rate that would make the duty
    known; rates: the figures as they were looked up, each with source, day and version.
    """

    service: str
    mode: str
    containers: int
    cartons: int
    volume_m3: Decimal
    gross_kg: Decimal
    purchase_price_rmb: Decimal
    vat_rate: Decimal
    refund_rate: Decimal
    rmb_per_usd: Decimal
    rmb_on: str
    export_haulage_rmb: Decimal
    export_clearance_rmb: Decimal
    origin_terminal_rmb: Decimal
    inspection_rmb: Decimal
    bank_fee_rmb: Decimal
    freight_usd: Decimal
    premium_rate: Decimal
    destination_terminal_usd: Decimal
    on_carriage_usd: Decimal
    unloading_usd: Decimal
    import_clearance_usd: Decimal
    duty_rate: Decimal
    duty_unknown: str
    is_duty_on_fob: bool
    import_vat_rate: Decimal
    least_days: Decimal
    most_days: Decimal
    place_kind: str
    missing_kind: str = ""
    missing_key: str = ""
    rates: tuple[RateUsed, ...] = ()

    def __post_init__(self) -> None:
        above_zero(self, "purchase_price_rmb", "rmb_per_usd")
        not_negative(self, *_NOT_NEGATIVE)

    def as_plain(self) -> dict[str, Any]:
        """Plain values for evidence and JSON, decimals as text."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["rates"] = [rate.as_plain() for rate in self.rates]
        return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in values.items()}

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> "Basis":
        """The figures that `as_plain` wrote down."""
        kinds = {each.name: each.type for each in fields(Basis)}
        read: dict[str, Any] = {
            name: Decimal(str(value)) if kinds[name] in (Decimal, "Decimal") else value
            for name, value in plain.items()
        }
        read["rates"] = tuple(RateUsed.from_plain(rate) for rate in read.get("rates", ()))
        return Basis(**read)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the seller decides: the quantity, the term, and the shares that go into the price.

    other_costs_rmb: more costs in China, in total; is_vat_borne: import VAT cannot be recovered (DDP).
    """

    quantity: int
    term: str
    margin_rate: Decimal
    margin_base: str = "fob"
    commission_rate: Decimal = _ZERO
    other_costs_rmb: Decimal = _ZERO
    is_vat_borne: bool = False


def build_up(basis: Basis, offer: Offer) -> PriceBuildUp:
    """All that the price of this offer is built from: purchase, refund, freight, premium, fees and taxes.

    Raises: RateUnknown with the reason where duty is part of the price and the reference does not hold it;
        RuleBroken("costing.quantity_not_positive"), RuleBroken("costing.share_out_of_range"),
        RuleBroken("costing.purchase_price_not_positive").
    Source: trade rules, section 2.
    """
    if basis.duty_unknown and pays(offer.term, "import_duty_tax") == SELLER:
        raise RateUnknown(
            "quotation.duty_unknown", "incoterm", reason=basis.duty_unknown,
            missing_kind=basis.missing_kind, missing_key=basis.missing_key,
        )  # fmt: skip
    return PriceBuildUp(
        term=offer.term,
        quantity=offer.quantity,
        purchase_price_rmb=basis.purchase_price_rmb,
        vat_rate=basis.vat_rate,
        refund_rate=basis.refund_rate,
        rmb_per_unit=basis.rmb_per_usd,
        margin_rate=offer.margin_rate,
        margin_base=offer.margin_base,
        commission_rate=offer.commission_rate,
        fixed_fee=rounded(basis.bank_fee_rmb / basis.rmb_per_usd, "USD"),
        freight=basis.freight_usd,
        premium_rate=basis.premium_rate,
        domestic=_domestic(basis, offer.other_costs_rmb),
        destination=DestinationCosts(
            basis.destination_terminal_usd,
            basis.on_carriage_usd,
            basis.unloading_usd,
            basis.import_clearance_usd,
        ),
        import_charges=ImportCharges(
            duty_rate=basis.duty_rate,
            is_duty_on_fob=basis.is_duty_on_fob,
            vat_rate=basis.import_vat_rate,
            is_vat_borne=offer.is_vat_borne,
        ),
    )


def _domestic(basis: Basis, other_rmb: Decimal) -> DomesticCosts:
    return DomesticCosts(
        export_haulage=basis.export_haulage_rmb,
        export_clearance=basis.export_clearance_rmb,
        origin_terminal=basis.origin_terminal_rmb,
        other=basis.inspection_rmb + other_rmb,
    )


def landed_cost(basis: Basis, term: str, total: Decimal, quantity: int) -> tuple[Decimal, Workings]:
    """What a piece costs the buyer at the door: the price and everything that the term leaves to the buyer.

    Args: total, the quoted total in USD; quantity > 0 pieces.
    Returns: USD per piece, four decimals, and the workings. VAT that a business buyer gets back is left out.
    Raises: RateUnknown("quotation.landed_unknown") where the buyer bears a duty that is not known;
        RuleBroken("costing.price_not_positive"), RuleBroken("customs.value_not_positive").
    Source: trade rules, sections 1 and 4.
    """
    unknown = landed_unknown(basis, term)
    if unknown is not None:
        raise unknown
    return landed_estimate(basis, term, total, quantity)


def landed_unknown(basis: Basis, term: str) -> RateUnknown | None:
    """Why nobody can say what the goods cost at the buyer's door, with the missing rate; None if one can."""
    if not basis.duty_unknown or pays(term, "import_duty_tax") == SELLER:
        return None
    return RateUnknown(
        "quotation.landed_unknown", reason=basis.duty_unknown,
        missing_kind=basis.missing_kind, missing_key=basis.missing_key,
    )  # fmt: skip


def landed_estimate(basis: Basis, term: str, total: Decimal, quantity: int) -> tuple[Decimal, Workings]:
    """As `landed_cost`, where a duty that is not known counts as `basis.duty_rate`: for setting offers of the
    same goods beside each other, in all of which the same duty is left out; never a figure to show.

    Raises: RuleBroken("costing.price_not_positive"), RuleBroken("customs.value_not_positive").
    """
    if total <= 0:
        raise RuleBroken("costing.price_not_positive", field="unit_price_usd")
    positive("quantity", quantity)
    workings = Workings()
    landed = workings.add("landed.price", total, "USD", source=_SECTION_1)
    amounts = _items(basis, total)
    for item in ITEMS:
        if item in amounts and pays(term, item) not in (SELLER, NOBODY):
            landed += workings.add(f"landed.{item}", rounded(amounts[item], "USD"), "USD", source=_SECTION_1)
    # Nobody owes insurance under most terms: a careful buyer insures at the seller's rate.
    if pays(term, "cargo_insurance") != SELLER and pays(term, "destination_terminal") != SELLER:
        landed += workings.add("landed.insurance", rounded(amounts["cargo_insurance"], "USD"), "USD")
    if pays(term, "import_duty_tax") != SELLER:
        value, lines = _customs_value(basis, term, total, amounts)
        workings.lines += lines.lines
        landed += workings.add(
            "landed.duty", rounded(value * basis.duty_rate, "USD"), "USD", "customs_value * duty_rate",
            "trade rules, section 4", customs_value=(value, "USD"), duty_rate=(basis.duty_rate, "share"),
        )  # fmt: skip
    each = (landed / quantity).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
    workings.add(
        "landed.per_piece",
        each,
        "USD/piece",
        "landed total / quantity",
        quantity=(Decimal(quantity), "pieces"),
    )
    return each, workings


def _items(basis: Basis, total: Decimal) -> dict[str, Decimal]:
    """Each item of the Incoterms in USD, without duty."""
    return {
        "export_haulage": basis.export_haulage_rmb / basis.rmb_per_usd,
        "export_clearance": basis.export_clearance_rmb / basis.rmb_per_usd,
        "origin_terminal": basis.origin_terminal_rmb / basis.rmb_per_usd,
        "main_carriage": basis.freight_usd,
        "cargo_insurance": (total + basis.freight_usd) * INSURED_SHARE * basis.premium_rate,
        "destination_terminal": basis.destination_terminal_usd,
        "import_clearance": basis.import_clearance_usd,
        "on_carriage": basis.on_carriage_usd,
        "unloading_at_buyer": basis.unloading_usd,
    }


def contract_price(basis: Basis, term: str, total: Decimal) -> ContractPrice:
    """The price under a term with all that customs adds to it or takes out of it, in USD.

    Args: basis, of one consignment; term, an Incoterm; total, the quoted total in USD.
    Raises: RuleBroken("incoterms.unknown").
    Source: trade rules, sections 1 and 4.
    """
    positive("total", total)
    return _contract_price(basis, term, total, _items(basis, total))


def _contract_price(
    basis: Basis, term: str, total: Decimal, amounts: Mapping[str, Decimal]
) -> ContractPrice:
    to_port = sum(
        (
            amounts[item]
            for item in ("export_haulage", "export_clearance", "origin_terminal")
            if pays(term, item) != SELLER
        ),
        _ZERO,
    )
    after = basis.destination_terminal_usd + basis.on_carriage_usd
    if pays(term, "unloading_at_buyer") == SELLER:
        after += basis.unloading_usd
    insurance = amounts["cargo_insurance"]
    return ContractPrice(term, Money(total, "USD"), to_port, basis.freight_usd, insurance, after)


def _customs_value(
    basis: Basis, term: str, total: Decimal, amounts: Mapping[str, Decimal]
) -> tuple[Decimal, Workings]:
    values, workings = border_values(_contract_price(basis, term, total, amounts))
    return values.fob if basis.is_duty_on_fob else values.cif, workings
