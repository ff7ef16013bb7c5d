"""The value of goods at the border, from the price and term of the contract.

Source: WTO Customs Valuation Agreement, articles 1 and 8.2; trade rules, sections 4 and 6 (D05).
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import not_negative
from app.trade.clearance.import_regime import Valuation
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_4 = "trade rules, section 4"
_BEFORE_SHIPMENT = frozenset({"EXW", "FCA", "FAS"})
_FREIGHT_INSIDE = frozenset({"CFR", "CPT"})
_INSURANCE_INSIDE = frozenset({"CIF", "CIP", "DAP", "DPU", "DDP"})
_PAST_THE_BORDER = frozenset({"DAP", "DPU", "DDP"})
TERMS = _BEFORE_SHIPMENT | {"FOB"} | _FREIGHT_INSIDE | _INSURANCE_INSIDE


@dataclass(frozen=True, slots=True)
class ContractPrice:
    """What the contract says, with the parts needed to move the price to the border, all in its currency.

    to_port: from the named place to on board, where the buyer pays it (EXW, FCA, FAS); freight, insurance:
    of the main carriage, whoever pays; after_border: costs at destination that the price includes (DAP,
    DPU, DDP); duty_and_tax: of a DDP price, if shown separately.
    """

    term: str
    price: Money
    to_port: Decimal = Decimal(0)
    freight: Decimal = Decimal(0)
    insurance: Decimal = Decimal(0)
    after_border: Decimal = Decimal(0)
    duty_and_tax: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        not_negative(self, "to_port", "freight", "insurance", "after_border", "duty_and_tax")


@dataclass(frozen=True, slots=True)
class BorderValues:
    """FOB value with freight and insurance to the border, in one currency; CIF is their sum."""

    fob: Decimal
    freight: Decimal
    insurance: Decimal
    currency: str

    def __post_init__(self) -> None:
        not_negative(self, "fob", "freight", "insurance")

    @property
    def cif(self) -> Decimal:
        """FOB + freight + insurance."""
        return self.fob + self.freight + self.insurance


def border_values(contract: ContractPrice) -> tuple[BorderValues, Workings]:
    """FOB and CIF value from a price under any Incoterm.

    EXW, FCA, FAS + costs to on board = FOB; CFR, CPT - freight = FOB; CIF, CIP - freight - insurance =
    FOB; the D terms first lose the costs after the border and, for DDP, duty and tax if shown separately.
    Returns: the values rounded to the currency, and the workings.
    Raises: RuleBroken("customs.term_unknown"), RuleBroken("customs.value_not_positive").
    Source: trade rules, section 4.
    """
    term, price, currency = contract.term, contract.price.amount, contract.price.currency
    if term not in TERMS:
        raise RuleBroken("customs.term_unknown", field="term", term=term)
    fob = price
    if term in _BEFORE_SHIPMENT:
        fob += contract.to_port
    if term in _PAST_THE_BORDER:
        fob -= contract.after_border
    if term == "DDP":
        fob -= contract.duty_and_tax
    if term in _FREIGHT_INSIDE | _INSURANCE_INSIDE:
        fob -= contract.freight
    if term in _INSURANCE_INSIDE:
        fob -= contract.insurance
    if fob <= 0:
        raise RuleBroken("customs.value_not_positive", term=term, value=fob)
    values = BorderValues(
        rounded(fob, currency),
        rounded(contract.freight, currency),
        rounded(contract.insurance, currency),
        currency,
    )
    return values, _border_workings(contract, values)


def _border_workings(contract: ContractPrice, values: BorderValues) -> Workings:
    workings, unit = Workings(), values.currency
    workings.add(
        "customs.fob_value", values.fob, unit, "price moved to on board at the port of shipment", _SECTION_4,
        price=(contract.price.amount, unit), term=(contract.term, ""), to_port=(contract.to_port, unit),
        after_border=(contract.after_border, unit), duty_and_tax=(contract.duty_and_tax, unit),
    )  # fmt: skip
    workings.add(
        "customs.cif_value", values.cif, unit, "fob + freight + insurance", _SECTION_4,
        fob=(values.fob, unit), freight=(values.freight, unit), insurance=(values.insurance, unit),
    )  # fmt: skip
    return workings


@one_line(
    "fob or cif, as the destination values", "{values.currency}", valuation="code",
    fob=("values.fob", "{values.currency}"), cif=("values.cif", "{values.currency}"),
)  # fmt: skip
def customs_value(values: BorderValues, valuation: Valuation) -> Decimal:
    """The value on which duty is charged: without (FOB) or with (CIF) international freight and insurance."""
    return values.fob if valuation == "FOB" else values.cif


def declared_term(term: str) -> str:
    """The term that the Chinese export form takes for a contract term: FOB, C&F or CIF.

    Raises: RuleBroken("customs.term_unknown"). Source: trade rules, section 6 (D05).
    """
    if term not in TERMS:
        raise RuleBroken("customs.term_unknown", field="term", term=term)
    if term in _FREIGHT_INSIDE:
        return "C&F"
    return "CIF" if term in _INSURANCE_INSIDE else "FOB"
