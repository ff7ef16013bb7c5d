"""How one course reads the reference: its overrides come first, and its rule date says which law is in force.

Pure: the rows are read elsewhere. An override stands for one part of one rate for a span of days; of several
that cover a day the newest counts. Source: the course's instructor, who gives reason and source of each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.clearance.import_regime import DutyRate, ImportRegime, ImportTax, LowValueScheme, in_force
from app.trade.market.world_event import WorldEvent
from app.trade.rates.rate_kind import KINDS

# The trust of a figure that the instructor entered: neither proved nor assumed by us.
BY_INSTRUCTOR = "course"


@dataclass(frozen=True, slots=True)
class Override:
    """One value of the course's own. number: its version, counted in the course from 1; value: as kept."""

    number: int
    kind: str
    key: str
    part: str
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    reason: str = ""

    @property
    def cited(self) -> str:
        """The source as workings and papers print it: they say which override it was."""
        return f"{self.source} (override {self.number})"


@dataclass(frozen=True, slots=True)
class RateUsed:
    """A figure as a reckoning took it: value, where it is from, and which version of it.

    value: None where it is not known; version: 0 for the site's own row, else the number of the override,
    whose reason is read from its row: free words stay out of evidence.
    """

    kind: str
    key: str
    value: Decimal | None
    unit: str
    source: str
    trust: str
    valid_from: date | None = None
    version: int = 0

    def as_plain(self) -> dict[str, Any]:
        """Plain values for evidence and JSON, decimals and days as text."""
        return {
            "kind": self.kind, "key": self.key, "value": None if self.value is None else f"{self.value:f}",
            "unit": self.unit, "source": self.source, "trust": self.trust,
            "valid_from": self.valid_from.isoformat() if self.valid_from else "", "version": self.version,
        }  # fmt: skip

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> "RateUsed":
        """The figure that `as_plain` wrote down."""
        value, start = plain["value"], plain["valid_from"]
        return RateUsed(
            plain["kind"], plain["key"], None if value is None else Decimal(str(value)), plain["unit"],
            plain["source"], plain["trust"], date.fromisoformat(start) if start else None, plain["version"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldRate:
    """One scalar rate as a course reads it. value: a ratio where unit is percent, None if it is not known.

    least, most, fixed: amounts of `currency`; version: 0 for the site's own row.
    """

    kind: str
    key: str
    value: Decimal | None
    unit: str
    source: str
    trust: str
    valid_from: date | None = None
    valid_to: date | None = None
    fixed: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = ""
    payer: str = ""
    note: str = ""
    version: int = 0

    def used(self) -> RateUsed:
        """The figure as a reckoning notes it."""
        return RateUsed(
            self.kind, self.key, self.value, self.unit, self.source, self.trust, self.valid_from, self.version
        )


@dataclass(frozen=True)
class CourseRates:
    """The overrides in force of one course, its rule date (None: the law follows the clock), its surcharge
    on goods that enter the United States, and the events of its world that are announced.
    """

    overrides: tuple[Override, ...] = ()
    rules_on: date | None = None
    surcharge_rate: Decimal = Decimal(0)
    events: tuple[WorldEvent, ...] = ()
    _by_key: Mapping[tuple[str, str], tuple[Override, ...]] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(
        overrides: Iterable[Override],
        rules_on: date | None,
        surcharge_rate: Decimal = Decimal(0),
        events: Iterable[WorldEvent] = (),
    ) -> "CourseRates":
        """The same, ordered: the newest override first."""
        newest = tuple(sorted(overrides, key=lambda each: -each.number))
        by_key: dict[tuple[str, str], tuple[Override, ...]] = {}
        for each in newest:
            by_key[each.kind, each.key] = (*by_key.get((each.kind, each.key), ()), each)
        known = tuple(sorted(events, key=lambda each: each.number))
        return CourseRates(newest, rules_on, surcharge_rate, known, by_key)

    def day_of(self, kind: str, on: date) -> date:
        """The day by which a rate of this kind is read: law by the rule date, all else by the clock."""
        is_law = kind in KINDS and KINDS[kind].is_law
        return self.rules_on if self.rules_on is not None and is_law else on

    def law_on(self, on: date) -> date:
        """The day by which law is read."""
        return self.rules_on or on

    def find(self, kind: str, key: str, on: date, part: str = "value") -> Override | None:
        """The override that counts on a day of the clock, None without one."""
        if not self._by_key:
            return None
        day = self.day_of(kind, on)
        for each in self._by_key.get((kind, key), ()):
            if each.part == part and in_force(day, each.valid_from, each.valid_to):
                return each
        return None

    def keys_of(self, kind: str, start: str = "") -> set[str]:
        """Keys of a kind that have an override, beginning with `start`."""
        return {key for of, key in self._by_key if of == kind and key.startswith(start)}

    def reason_of(self, version: int) -> str:
        """Why the override of this number was made; "" for the site's own."""
        return next((each.reason for each in self.overrides if each.number == version), "")


def held_of_course(
    rates: CourseRates, kind: str, key: str, on: date, held: HeldRate | None
) -> HeldRate | None:
    """The rate as the course reads it: its own parts in place of the site's.

    Args: held, the site's row, None without one.
    """
    if not rates.overrides or kind not in KINDS:
        return held
    found = {part: rates.find(kind, key, on, part) for part in KINDS[kind].parts}
    own = {part: each for part, each in found.items() if each is not None}
    if not own:
        return held
    first = max(own.values(), key=lambda each: each.number)
    base = held or HeldRate(kind, key, None, first.unit, first.source, BY_INSTRUCTOR)
    values: dict[str, Any] = {part: each.value for part, each in own.items()}
    return replace(
        base, **values,
        source=first.cited, trust=BY_INSTRUCTOR, valid_from=first.valid_from, valid_to=first.valid_to,
        version=first.number,
    )  # fmt: skip


def tax_key(destination: str, tax: ImportTax) -> str:
    """The key of a tax of a destination: its code, and transport or entry where it differs by them."""
    return "/".join(part for part in (destination, tax.code, tax.transport, tax.entry) if part)


def scheme_key(scheme: LowValueScheme) -> str:
    """The key of a low-value scheme: destination, kind of duty, lower limit, first day."""
    above = "0" if scheme.above is None else f"{scheme.above:f}"
    start = scheme.valid_from.isoformat() if scheme.valid_from else "always"
    return f"{scheme.destination}/{scheme.duty}/{above}/{start}"


_OF_REGIME = ("import_tax", "low_value_scheme")


def regime_of_course(regime: ImportRegime, rates: CourseRates, on: date) -> ImportRegime:
    """A destination's import rules as the course reads them on a day of its clock."""
    start = f"{regime.destination}/"
    if rates.rules_on is None and not any(rates.keys_of(kind, start) for kind in _OF_REGIME):
        return regime
    taxes = _taxes(regime, rates, on)
    schemes = tuple(_scheme(scheme, rates, on) for scheme in regime.schemes)
    return replace(regime, taxes=taxes, schemes=schemes, rules_on=rates.rules_on)


def _taxes(regime: ImportRegime, rates: CourseRates, on: date) -> tuple[ImportTax, ...]:
    """An overridden tax is in force as long as its override, also where the site's own row has ended."""
    found: list[ImportTax] = []
    done: set[str] = set()
    for tax in regime.taxes:
        key = tax_key(regime.destination, tax)
        parts = {part: rates.find("import_tax", key, on, part) for part in KINDS["import_tax"].parts}
        held = [each for each in parts.values() if each is not None]
        if not held:
            found.append(tax)
        elif key not in done:
            done.add(key)
            found.append(_overridden_tax(_last_of(regime, key), parts, held[0]))
    return tuple(found)


def _last_of(regime: ImportRegime, key: str) -> ImportTax:
    rows = [tax for tax in regime.taxes if tax_key(regime.destination, tax) == key]
    return max(rows, key=lambda tax: tax.valid_from or date.min)


def _overridden_tax(tax: ImportTax, parts: Mapping[str, Override | None], shown: Override) -> ImportTax:
    value, least, most = parts["value"], parts["least"], parts["most"]
    first = value or shown
    return replace(
        tax,
        rate=value.value if value and tax.rate is not None else tax.rate,
        amount=value.value if value and tax.rate is None else tax.amount,
        least=least.value if least else tax.least,
        most=most.value if most else tax.most,
        valid_from=first.valid_from, valid_to=first.valid_to, goes_on=False,
        source=first.cited, trust=BY_INSTRUCTOR, version=first.number,
    )  # fmt: skip


def _scheme(scheme: LowValueScheme, rates: CourseRates, on: date) -> LowValueScheme:
    key = scheme_key(scheme)
    threshold = rates.find("low_value_scheme", key, on, "threshold")
    duty = rates.find("low_value_scheme", key, on, "duty_value")
    shown = threshold or duty
    if shown is None:
        return scheme
    return replace(
        scheme,
        threshold=threshold.value if threshold else scheme.threshold,
        duty_value=duty.value if duty else scheme.duty_value,
        valid_from=shown.valid_from, valid_to=shown.valid_to,
        source=shown.cited, trust=BY_INSTRUCTOR, version=shown.number,
    )  # fmt: skip


def duty_of_course(
    rates: CourseRates, kind: str, tariff: str, codes: Iterable[str], on: date
) -> DutyRate | None:
    """The course's own layer of duty for the first of the codes (national line, then HS6) that has one.

    Args: kind, duty, duty_preference or section_301.
    """
    for code in codes:
        held = rates.find(kind, f"{tariff}/{code}", on) if code else None
        if held is not None:
            layer, of_kind = _LAYERS[kind]
            return DutyRate(
                layer, held.value, code, of_kind, held.cited, BY_INSTRUCTOR, held.valid_from, held.number
            )
    return None


_LAYERS = {
    "duty": ("duty", "mfn"),
    "duty_preference": ("duty", "preference"),
    "section_301": ("section_301", "surcharge"),
}
