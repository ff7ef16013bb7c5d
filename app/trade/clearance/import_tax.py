"""Duty and tax of a normal entry, for every destination of the reference: one reckoning driven by its
dated rows.

Source: trade rules, section 4; each line of the workings names the source of its rate.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.trade.bounds import among, not_negative
from app.trade.carriage.incoterms import MODES
from app.trade.clearance.customs import BorderValues, customs_value
from app.trade.clearance.import_regime import EXPRESS, FORMAL, INFORMAL, DutyRate, ImportRegime, ImportTax
from app.trade.money import rounded
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

# What a taxed business buyer gets back; everything else is a cost.
RECOVERABLE = frozenset({"vat", "icms"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Goods of one code at the border, in the destination's currency.

    duties: one layer, or the stacked ones of the United States; inland: transport from the border to the
    first destination; transport: sea, air, rail, road, courier or post.
    """

    values: BorderValues
    duties: tuple[DutyRate, ...]
    on: date
    transport: str
    inland: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        not_negative(self, "inland")
        among("transport", self.transport, MODES)


@dataclass(frozen=True, slots=True)
class ImportCharges:
    """What is due at import, each rounded to the currency. total = duty + fees + tax."""

    currency: str
    customs_value: Decimal
    duty: Decimal
    fees: Decimal
    tax: Decimal
    workings: Workings

    @property
    def total(self) -> Decimal:
        """All that is due."""
        return self.duty + self.fees + self.tax


def import_charges(regime: ImportRegime, entry: Entry) -> ImportCharges:
    """Duty, fees and tax of an entry.

    Raises: RuleBroken("customs.currency_differs") unless the values are in the destination's currency;
        RateUnknown("customs.taxes_not_held") naming the taxes that the reference lacks.
    Source: trade rules, section 4.
    """
    currency = regime.currency
    if entry.values.currency != currency:
        raise RuleBroken("customs.currency_differs", found=entry.values.currency, expected=currency)
    if regime.missing:
        raise RateUnknown("customs.taxes_not_held", destination=regime.destination, missing=regime.missing)
    workings = Workings()
    value = customs_value(entry.values, regime.valuation)
    workings.add("import.customs_value", value, currency, regime.valuation, regime.source)
    duty = Decimal(0)
    for layer in entry.duties:
        duty += workings.add(
            f"import.{layer.code}", rounded(value * layer.rate, currency), currency, "customs_value * rate",
            layer.source, customs_value=(value, currency), rate=(layer.rate, "ratio"),
            of=(layer.of, layer.kind),
        )  # fmt: skip
    amounts = {
        "fob": entry.values.fob, "freight": entry.values.freight, "insurance": entry.values.insurance,
        "cif": entry.values.cif, "inland": entry.inland, "duty": duty,
    }  # fmt: skip
    fees, tax = _taxes(regime, entry, amounts, workings)
    return ImportCharges(currency, value, duty, fees, tax, workings)


def _taxes(
    regime: ImportRegime, entry: Entry, amounts: dict[str, Decimal], workings: Workings
) -> tuple[Decimal, Decimal]:
    """Add each tax to the amounts, since a later one may stand on it. Gives fees and recoverable tax."""
    fees = tax = Decimal(0)
    kind = entry_kind(regime, entry)
    for each in regime.taxes_on(entry.on):
        if each.code.startswith("section_") or each.entry not in ("", kind):
            continue
        if each.transport and each.transport != _carried(entry.transport):
            continue
        amount = _tax(each, amounts, regime.currency, regime.law_on(entry.on), workings)
        amounts[each.code] = amount
        if each.is_payable and each.code in RECOVERABLE:
            tax += amount
        elif each.is_payable:
            fees += amount
    return fees, tax


def _carried(transport: str) -> str:
    """Courier and post fly, as far as a charge by transport is concerned."""
    return "air" if transport in ("courier", "post") else transport


def _tax(tax: ImportTax, amounts: dict[str, Decimal], currency: str, on: date, workings: Workings) -> Decimal:
    operands: dict[str, tuple[Decimal | str, str]] = {}
    if tax.goes_on and tax.valid_to and on > tax.valid_to:
        operands["last_known_to"] = (tax.valid_to.isoformat(), "")
    if tax.rate is None:
        amount = tax.amount or Decimal(0)
        return workings.add(f"import.{tax.code}", amount, currency, "per entry", tax.source, **operands)
    if tax.base == ("inside",):
        base, formula = (
            (amounts["cif"] + amounts["duty"]) / (1 - tax.rate),
            "(cif + duty) / (1 - rate) * rate",
        )
    else:
        base, formula = (
            sum((amounts[name] for name in tax.base), Decimal(0)),
            f"({' + '.join(tax.base)}) * rate",
        )
    amount = rounded(base * tax.rate, currency)
    if tax.least is not None:
        amount = max(amount, tax.least)
    if tax.most is not None:
        amount = min(amount, tax.most)
    operands |= {name: (amounts[name], currency) for name in tax.base if name in amounts}
    operands["rate"] = (tax.rate, "ratio")
    return workings.add(f"import.{tax.code}", amount, currency, formula, tax.source, **operands)


def entry_kind(regime: ImportRegime, entry: Entry) -> str:
    """formal, informal or express: above the limit formal; below it express by courier, otherwise
    informal."""
    limit = regime.formal_entry_from
    if limit is None or entry.values.fob > limit:
        return FORMAL
    return EXPRESS if entry.transport in ("courier", "post") else INFORMAL
