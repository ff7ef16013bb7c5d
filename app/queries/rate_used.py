"""The figures that a reckoning looked up, as it notes them: value, source, first day and version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.queries.import_regime import tariffs
from app.trade.course_rates import BY_INSTRUCTOR, RateUsed, tax_key
from app.trade.exchange import ExchangeRate
from app.trade.import_regime import DutyRate, ImportRegime
from app.trade.import_tax import RECOVERABLE
from app.trade.rate_kind import PERCENT
from app.trade.refusal import RateUnknown

_KIND_OF_LAYER = {"mfn": "duty", "fallback": "duty", "preference": "duty_preference"}


@dataclass(frozen=True, slots=True)
class DutyPlanned:
    """The duty that a price is planned with, as a ratio, its layers, and why it is not certain."""

    rate: Decimal
    layers: tuple[DutyRate, ...]
    unknown: RateUnknown | None = None

    def used(self, destination: str) -> Iterator[RateUsed]:
        """Each layer as a figure that was looked up."""
        for layer in self.layers:
            kind = _KIND_OF_LAYER.get(layer.kind) or _kind_of_surcharge(layer)
            key = f"{tariffs()[destination]}/{layer.of}"
            if kind == "import_tax":
                key = f"{destination}/{layer.code}"
            yield RateUsed(
                kind, key, layer.rate, PERCENT, layer.source, layer.trust, layer.valid_from, layer.version
            )


def _kind_of_surcharge(layer: DutyRate) -> str:
    return "section_301" if layer.code == "section_301" else "import_tax"


def exchange_used(rate: ExchangeRate) -> RateUsed:
    """An exchange rate as a figure that was looked up."""
    trust = BY_INSTRUCTOR if rate.version else "high"
    unit = f"{rate.quote} per {rate.base}"
    return RateUsed("exchange_rate", rate.quote, rate.rate, unit, rate.source, trust, rate.on, rate.version)


def taxes_used(regime: ImportRegime, on: date) -> Iterator[RateUsed]:
    """Import VAT and the like as figures that were looked up."""
    for tax in regime.taxes_on(on):
        if tax.code in RECOVERABLE:
            key = tax_key(regime.destination, tax)
            yield RateUsed(
                "import_tax", key, tax.rate, PERCENT, tax.source, tax.trust, tax.valid_from, tax.version
            )
