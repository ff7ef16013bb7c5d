"""How a destination values and taxes imports, as dated facts: the shapes of the reference tables.

The rules that reckon with them are `customs`, `import_tax`, `united_states` and `low_value`.
Source: `seed/reference/import_regime.csv`, `import_tax.csv`, `low_value_scheme.csv`; trade rules, sections
4, 5.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.trade.bounds import above_zero, among, not_negative
from app.trade.refusal import RateUnknown

Valuation = Literal["FOB", "CIF"]
FORMAL, INFORMAL, EXPRESS = "formal", "informal", "express"


def in_force(on: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether a day lies in a span whose ends are included; None is an open end."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


@dataclass(frozen=True, slots=True)
class DutyRate:
    """One layer of duty. code: "duty", "section_301"...; rate, a ratio; of: the tariff code that it stands
    on.

    kind: "mfn", "preference", "fallback", "surcharge" or "event"; trust: see seed/reference/README.md;
    version: 0 for the site's own figure, else the number of the course's override, or of its event.
    """

    code: str
    rate: Decimal
    of: str
    kind: str
    source: str
    trust: str = "medium"
    valid_from: date | None = None
    version: int = 0

    def __post_init__(self) -> None:
        not_negative(self, "rate")


@dataclass(frozen=True, slots=True)
class ImportTax:
    """One tax or fee besides duty.

    rate: ratio of the base, or None when `amount` (of the destination's currency) is charged per entry; base:
    names of earlier amounts that are added up, or ("inside",) where the tax is part of its own base;
    transport, entry: "" for all; is_payable: False for an uplift that only widens a base; goes_on: the
    last known figure is used after valid_to, and said so; version: as of DutyRate.
    """

    code: str
    rate: Decimal | None
    amount: Decimal | None
    base: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    is_payable: bool
    transport: str
    entry: str
    valid_from: date | None
    valid_to: date | None
    goes_on: bool
    source: str
    trust: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class LowValueScheme:
    """Relief or flat duty for parcels up to `threshold` of `currency` (None: no upper end).

    above: the value must exceed it; basis: intrinsic, fob, cif or goods_freight; value_share: of the goods
    that counts as their value; duty: free, rate, per_hs6, all_in or excess; vat: none, import, checkout,
    registered, inside or covered; joined: "day" where a person's parcels of one day count together.
    """

    destination: str
    currency: str
    threshold: Decimal | None
    basis: str
    duty: str
    vat: str
    consumer_only: bool
    source: str
    above: Decimal | None = None
    value_share: Decimal = Decimal(1)
    duty_value: Decimal = Decimal(0)
    deduct: Decimal = Decimal(0)
    free_to: Decimal = Decimal(0)
    per_kg: Decimal = Decimal(0)
    free_kg: Decimal = Decimal(0)
    transport: str = ""
    joined: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    trust: str = "medium"
    note: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        among("basis", self.basis, ("intrinsic", "fob", "cif", "goods_freight"))
        among("duty", self.duty, ("free", "rate", "per_hs6", "all_in", "excess"))
        among("vat", self.vat, ("none", "import", "checkout", "registered", "inside", "covered"))
        not_negative(self, "threshold", "above", "duty_value", "deduct", "free_to", "per_kg", "free_kg")
        above_zero(self, "value_share")


@dataclass(frozen=True, slots=True)
class ImportRegime:
    """One destination. missing: what the reference lacks for a formal entry, "" if nothing.

    rules_on: the day by which a course reads law, whatever the day of the deed; None: the day of the deed.
    """

    destination: str
    duty_table: str
    currency: str
    valuation: Valuation
    agreements: tuple[str, ...]
    preference_rate: Decimal | None
    formal_entry_from: Decimal | None
    missing: str
    taxes: tuple[ImportTax, ...]
    schemes: tuple[LowValueScheme, ...]
    source: str
    trust: str
    note: str = ""
    rules_on: date | None = None

    def law_on(self, on: date) -> date:
        """The day by which law is read for a deed of this day."""
        return self.rules_on or on

    def taxes_on(self, on: date) -> list[ImportTax]:
        """Taxes of the day in their order; of a row that goes on, the last known one after its end."""
        day = self.law_on(on)
        return [
            tax for tax in self.taxes if in_force(day, tax.valid_from, None if tax.goes_on else tax.valid_to)
        ]

    def tax_on(self, code: str, on: date) -> ImportTax:
        """The tax of that code on the day. Raises: RateUnknown("customs.tax_unknown")."""
        for tax in self.taxes_on(on):
            if tax.code == code:
                return tax
        raise RateUnknown("customs.tax_unknown", destination=self.destination, tax=code, on=on)

    def vat_rate(self, on: date) -> Decimal:
        """VAT, GST or ICMS as a ratio; 0 where the destination has none at import."""
        for tax in self.taxes_on(on):
            if tax.code in ("vat", "icms") and tax.rate is not None:
                return tax.rate
        return Decimal(0)
