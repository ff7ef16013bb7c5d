"""The kinds of reference rates: the form of their keys, unit, limits, and by which date they are read.

A key names one rate within its kind, its parts joined by "/": see `KINDS`.
Source: `seed/reference/README.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.trade.refusal import RateUnknown, Refusal

PERCENT = "percent"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RateKind:
    """One kind. greatest: in the unit as people write it, a bound against slips of the pen, no law.

    key: names of the parts of a key; parts: what of the row may be overridden; is_law: read by the course's
    rule date, else by its clock; unit: of each new value, "" where the row itself has one.
    """

    code: str
    key: tuple[str, ...]
    greatest: Decimal
    is_law: bool
    unit: str = ""
    parts: tuple[str, ...] = ("value",)


KINDS: Mapping[str, RateKind] = {
    kind.code: kind
    for kind in (
        RateKind("duty", ("tariff", "code"), Decimal(1000), True, PERCENT),
        RateKind("duty_preference", ("tariff", "code"), Decimal(1000), True, PERCENT),
        RateKind("section_301", ("tariff", "code"), Decimal(1000), True, PERCENT),
        RateKind("duty_fallback", ("destination", "chapter"), Decimal(1000), True, PERCENT),
        RateKind("import_tax", ("destination", "tax"), Decimal(10000), True,
                 parts=("value", "least", "most")),
        RateKind("low_value_scheme", ("destination", "duty", "above", "valid_from"), Decimal(100_000_000),
                 True, parts=("threshold", "duty_value")),
        RateKind("refund_rate", ("hs10",), Decimal(17), True, PERCENT),
        RateKind("fee", ("code",), Decimal(100_000), True, parts=("value", "fixed", "least", "most")),
        RateKind("exchange_rate", ("currency",), Decimal(1_000_000), False),
        RateKind("port_charge", ("port", "charge", "size"), Decimal(1_000_000), False),
        RateKind("insurance_rate", ("transport", "region", "cover"), Decimal(100), False, PERCENT),
        RateKind("freight_tariff", ("service", "lane", "charge", "market"), Decimal(1_000_000), False),
    )
}  # fmt: skip
# Duty, preference and refund may be nothing; a price, a charge or an exchange rate of nothing is a slip.
MAY_BE_ZERO = frozenset(
    {"duty", "duty_preference", "section_301", "duty_fallback", "import_tax", "low_value_scheme",
     "refund_rate", "fee", "port_charge", "insurance_rate"}
)  # fmt: skip
# Ninety-nine hundredths: no rate of tax or premium reaches the whole by itself.
_MOST_PERCENT = {"import_tax": Decimal(99), "fee": Decimal(99)}


def limits(kind: RateKind, unit: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that may be entered, in the unit as people write it."""
    greatest = _MOST_PERCENT.get(kind.code, kind.greatest) if is_percent(unit) else kind.greatest
    return Decimal(0) if kind.code in MAY_BE_ZERO else Decimal("0.000001"), greatest


def is_percent(unit: str) -> bool:
    """Whether values of this unit are written as per cents and kept as ratios."""
    return unit.startswith(PERCENT)


def stored(value: Decimal, unit: str) -> Decimal:
    """The value as it is kept: 5 percent -> 0.05."""
    return value / _HUNDRED if is_percent(unit) else value


def written(value: Decimal, unit: str) -> Decimal:
    """The value as people write it: 0.05 -> 5 percent."""
    return value * _HUNDRED if is_percent(unit) else value


@dataclass(frozen=True, slots=True)
class MissingRate:
    """A rate that nobody has entered, by kind and key."""

    kind: str
    key: str


def missing_rate(refusal: Refusal | None, tariffs: Mapping[str, str]) -> MissingRate | None:
    """Which rate would lift a refusal, None without one and where no single rate would.

    Args: tariffs, destination -> its tariff ("DE" -> "EU").
    """
    if not isinstance(refusal, RateUnknown):
        return None
    return missing_of(refusal.code, refusal.figures, tariffs)


def missing_of(code: str, figures: Mapping[str, object], tariffs: Mapping[str, str]) -> MissingRate | None:
    """As `missing_rate`, from a refusal that was kept as its code and figures."""
    text = {name: str(value) for name, value in figures.items()}
    if {"missing_kind", "missing_key"} <= set(text):
        return MissingRate(text["missing_kind"], text["missing_key"]) if text["missing_key"] else None
    if code == "rate.not_held" and text.get("kind") in KINDS:
        return MissingRate(text["kind"], text["key"])
    if code == "exchange.rate_unknown" and "currency" in text:
        return MissingRate("exchange_rate", text["currency"])
    if code == "freight.tariff_not_held":
        market = text.get("market", "middle")
        key = "/".join((text["service"], text["lane"], text["charge"], market))
        return MissingRate("freight_tariff", key)
    if code == "customs.tax_unknown":
        return MissingRate("import_tax", f"{text['destination']}/{text['tax']}")
    if code in _DUTY_CODES and "destination" in text and "code" in text:
        tariff = tariffs.get(text["destination"], text["destination"])
        return MissingRate(_DUTY_CODES[code], f"{tariff}/{text['code']}")
    return None


_DUTY_CODES = {
    "duty.not_held": "duty",
    "duty.line_decides": "duty",
    "duty.line_unknown": "duty",
    "duty.not_by_value": "duty",
    "origin.rate_not_held": "duty_preference",
}
