"""The figures that a reckoning looked up, as it notes them: value, source, first day and version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from app.queries.goods.import_regime import tariffs
from app.queries.goods.port import port
from app.queries.rates.rate import held_rates, known_rate
from app.queries.rates.reference import freight_zone
from app.trade.clearance.import_regime import DutyRate, ImportRegime
from app.trade.clearance.import_tax import RECOVERABLE
from app.trade.market.world_event import BY_EVENT, WorldEvent
from app.trade.payments.exchange import ExchangeRate
from app.trade.rates.course_rates import BY_INSTRUCTOR, RateUsed, tax_key
from app.trade.rates.rate_kind import PERCENT
from app.trade.refusal import RateUnknown

OF_EVENT = "world_event"  # kind of a figure that an event of the course's world sets
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
            if kind == OF_EVENT:
                key = f"{layer.version}/duty_change"
            if kind == "import_tax":
                key = f"{destination}/{layer.code}"
            version = 0 if kind == OF_EVENT else layer.version
            yield RateUsed(
                kind, key, layer.rate, PERCENT, layer.source, layer.trust, layer.valid_from, version
            )


def _kind_of_surcharge(layer: DutyRate) -> str:
    known = {"section_301": "section_301", "event_duty": OF_EVENT}
    return known.get(layer.code, "import_tax")


def event_used(event: WorldEvent, factor: Decimal) -> RateUsed:
    """What an event of the world does to a figure, as a ratio more or less, beside the figures looked up."""
    return RateUsed(
        OF_EVENT, f"{event.number}/{event.kind}", factor - 1, PERCENT, event.cited, BY_EVENT, event.starts_on
    )


# Service -> the part of the freight tariff that prices it, and in which column of the zones its lane stands.
_LANES = {
    "air": ("air", "air_lane"),
    "courier": ("courier", "courier_lane"),
    "parcel_line": ("parcel_line", "parcel_lane"),
}


def freight_used(
    session: Session, market: str, destination_port: str, service: str, on: date
) -> Iterator[RateUsed]:
    """The prices of the freight tariff behind one service, as figures that were looked up."""
    name, _, box = service.partition("_fcl_")
    if service in _LANES:
        tariff, column = _LANES[service]
        start, wanted = f"{tariff}/{freight_zone(market)[column]}/", ""
    elif box:
        start = f"{name}_fcl/{_lane(session, name, destination_port)}/"
        wanted = f"{start}{box.upper()}/middle"
    else:
        start, wanted = f"{service}/{_lane(session, service.partition('_')[0], destination_port)}/", ""
    for held in held_rates(session, "freight_tariff", start, on):
        if wanted in ("", held.key):
            yield held.used()


def _lane(session: Session, mode: str, destination_port: str) -> str:
    return port(session, destination_port).lane if mode == "sea" else "europe"


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


def refund_planned(
    session: Session, hs10: str, on: date, own: Decimal | None
) -> tuple[Decimal, tuple[RateUsed, ...]]:
    """The refund rate to plan with, and the reference's row that it rests on; a figure of one's own has none.

    Raises: RateUnknown("rate.not_held").
    """
    if own is not None:
        return own, ()
    held = known_rate(session, "refund_rate", hs10, on)
    return held.value or Decimal(0), (held.used(),)
