"""What goes into a price: the inputs of costing, and which of them a term of delivery includes.

Amounts are totals over the whole quantity unless a name says otherwise. Source: trade rules,
section 2.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from app.trade.bounds import not_negative
from app.trade.carriage import incoterms
from app.trade.carriage.insurance import INSURED_SHARE
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

ZERO = Decimal(0)

# On what the margin is a share: of the FOB price, of the full price, or of the export cost.
ON_FOB, ON_PRICE, ON_COST = "fob", "price", "cost"
MARGIN_BASES = (ON_FOB, ON_PRICE, ON_COST)


@dataclass(frozen=True, slots=True)
class DomesticCosts:
    """Costs in China, RMB in total, by the items of the Incoterms; `other` (inspection, interest) always."""

    export_packing: Decimal = ZERO
    loading_at_seller: Decimal = ZERO
    export_haulage: Decimal = ZERO
    export_clearance: Decimal = ZERO
    origin_terminal: Decimal = ZERO
    loading_on_vessel: Decimal = ZERO
    other: Decimal = ZERO

    def __post_init__(self) -> None:
        not_negative(self, *incoterms.ITEMS[: incoterms.ITEMS.index("main_carriage")], "other")

    def borne(self, term: str) -> Decimal:
        """RMB that the seller bears under a term: what the buyer pays drops out."""
        items = incoterms.ITEMS[: incoterms.ITEMS.index("main_carriage")]
        return self.other + sum(
            (getattr(self, item) for item in items if incoterms.pays(term, item) == incoterms.SELLER), ZERO
        )


@dataclass(frozen=True, slots=True)
class DestinationCosts:
    """Costs at the destination, in the currency of the price, in total."""

    destination_terminal: Decimal = ZERO
    on_carriage: Decimal = ZERO
    unloading: Decimal = ZERO
    clearance_fee: Decimal = ZERO

    def __post_init__(self) -> None:
        not_negative(self, "destination_terminal", "on_carriage", "unloading", "clearance_fee")


@dataclass(frozen=True, slots=True)
class ImportCharges:
    """Duty and VAT at the destination: an amount where it is known, else a rate.

    is_duty_on_fob: the destination values without freight and insurance; is_vat_borne: the seller cannot
    recover the VAT and bears it. Source: trade rules, sections 2 and 4.
    """

    duty_rate: Decimal = ZERO
    duty_amount: Decimal | None = None
    is_duty_on_fob: bool = False
    vat_rate: Decimal = ZERO
    vat_amount: Decimal | None = None
    is_vat_borne: bool = False

    def __post_init__(self) -> None:
        not_negative(self, "duty_rate", "duty_amount", "vat_rate", "vat_amount")


@dataclass(frozen=True, slots=True)
class PriceBuildUp:
    """All that a price is built from.

    quantity: pieces; purchase_price_rmb: per piece incl. VAT; rmb_per_unit: bank buying rate of the
    price's currency; margin_rate: share of the margin_base; commission_rate: share of the price;
    bank_rate: bank or platform share (of the full price when margin_base is "price", else of FOB);
    fixed_fee and freight: totals in the price's currency.
    """

    term: str
    quantity: int
    purchase_price_rmb: Decimal
    vat_rate: Decimal
    refund_rate: Decimal
    rmb_per_unit: Decimal
    margin_rate: Decimal
    margin_base: str = ON_FOB
    commission_rate: Decimal = ZERO
    bank_rate: Decimal = ZERO
    fixed_fee: Decimal = ZERO
    freight: Decimal = ZERO
    premium_rate: Decimal = ZERO
    insured_share: Decimal = INSURED_SHARE
    domestic: DomesticCosts = field(default_factory=DomesticCosts)
    destination: DestinationCosts = field(default_factory=DestinationCosts)
    import_charges: ImportCharges = field(default_factory=ImportCharges)
    currency: str = "USD"

    def __post_init__(self) -> None:
        incoterms.incoterm(self.term)
        if self.quantity < 1:
            raise RuleBroken("costing.quantity_not_positive", field="quantity")
        if self.purchase_price_rmb <= 0:
            raise RuleBroken("costing.purchase_price_not_positive", field="purchase_price_rmb")
        if self.rmb_per_unit <= 0:
            raise RuleBroken("costing.rate_not_positive", field="rmb_per_unit")
        if self.margin_base not in MARGIN_BASES:
            raise RuleBroken("costing.margin_base_unknown", field="margin_base", base=self.margin_base)
        for name in ("vat_rate", "refund_rate", "commission_rate", "bank_rate", "premium_rate"):
            if not 0 <= getattr(self, name) < 1:
                raise RuleBroken("costing.share_out_of_range", field=name)
        not_negative(self, "fixed_fee", "freight")
        if self.margin_rate <= -1:
            raise RuleBroken("costing.share_out_of_range", field="margin_rate")
        if self.premium_share >= 1 or self.insured_share <= 0:
            raise RuleBroken("costing.share_out_of_range", field="insured_share")
        if self.refund_rate > self.vat_rate:
            raise RuleBroken("costing.refund_above_vat", field="refund_rate")

    def _seller_pays(self, item: str) -> bool:
        return incoterms.pays(self.term, item) == incoterms.SELLER

    @property
    def is_carriage_included(self) -> bool:
        """Whether main freight is in the price: C and D rules."""
        return self._seller_pays("main_carriage")

    @property
    def is_delivered(self) -> bool:
        """Whether the seller delivers at the destination: D rules."""
        return self._seller_pays("destination_terminal")

    @property
    def is_insured(self) -> bool:
        """Whether a premium is in the price: owed under CIF and CIP, for the seller's sake under D rules."""
        return self._seller_pays("cargo_insurance") or self.is_delivered

    @property
    def is_duty_paid(self) -> bool:
        """Whether duty and import clearance are in the price: DDP."""
        return self._seller_pays("import_duty_tax")

    @property
    def premium_share(self) -> Decimal:
        """Premium as a share of the insured value: insured share * premium rate."""
        return self.insured_share * self.premium_rate

    @property
    def refund_rate_earned(self) -> Decimal:
        """The refund rate that the seller can claim: none under EXW, where the buyer is to clear the export.

        Source: trade rules, section 1, "Checks".
        """
        return ZERO if self.term == "EXW" else self.refund_rate

    def delivery_costs(self) -> list[tuple[str, Decimal]]:
        """Costs beyond the main carriage that are in the price, without duty: (line code, total)."""
        if not self.is_delivered:
            return []
        costs = [
            ("costing.destination_terminal", self.destination.destination_terminal),
            ("costing.on_carriage", self.destination.on_carriage),
        ]
        if self._seller_pays("unloading_at_buyer"):
            costs.append(("costing.unloading", self.destination.unloading))
        if self.is_duty_paid:
            costs.append(("costing.clearance_fee", self.destination.clearance_fee))
        return costs


@dataclass(frozen=True, slots=True)
class Price:
    """A price and what it leaves.

    exact: unit price unrounded; unit: as quoted; total: unit * quantity; cost_rmb: export cost, total;
    profit and profit_rmb: totals in the price's currency (4 decimals) and in RMB; margin_rate: profit as a
    share of the build-up's margin base; exchange_cost: RMB per unit of currency; profit_rate: profit on
    export cost.
    """

    term: str
    exact: Decimal
    unit: Decimal
    total: Money
    cost_rmb: Decimal
    profit: Decimal
    profit_rmb: Decimal
    margin_rate: Decimal
    exchange_cost: Decimal
    profit_rate: Decimal
    workings: Workings
