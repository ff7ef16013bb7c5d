"""Dated reference facts of the whole site: rates, tariffs, ports, distances, exchange rates.

Loaded from `seed/reference/` by `seed.reference.load`, never written by an action, so the rows keep natural
keys and belong to no course. An empty cell is a fact that is not known; it is NULL here, never zero.
"""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, SQLModel

from app.models.base import AMOUNT, RATE
from app.trade.rates.course_rates import HeldRate

# Stands for "since always" where a source names no first day, since a key may not be empty.
SINCE_ALWAYS = date(1900, 1, 1)


class ReferenceLoad(SQLModel, table=True):
    """What each reference table was loaded from, so that loading again changes nothing."""

    __tablename__ = "reference_load"

    name: str = Field(primary_key=True)
    sha256: str
    rows: int


class ReferenceRate(SQLModel, table=True):
    """One scalar rate: a fee, a port charge, a premium, a freight price, a refund rate, an import tax.

    key: path within the kind, such as "sea_fcl/north_europe/40HQ/middle". value is a ratio where unit is
    "percent" in the source; least, most and fixed are amounts of `currency`.
    """

    __tablename__ = "reference_rate"

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    value: Decimal | None = Field(default=None, sa_type=RATE)
    unit: str
    fixed: Decimal | None = Field(default=None, sa_type=AMOUNT)
    least: Decimal | None = Field(default=None, sa_type=AMOUNT)
    most: Decimal | None = Field(default=None, sa_type=AMOUNT)
    currency: str = ""
    payer: str = ""
    source: str
    trust: str
    note: str = ""

    def as_held(self) -> HeldRate:
        """The row as the rules take it."""
        start = None if self.valid_from == SINCE_ALWAYS else self.valid_from
        return HeldRate(
            self.kind, self.key, self.value, self.unit, self.source, self.trust, start, self.valid_to,
            self.fixed, self.least, self.most, self.currency, self.payer, self.note,
        )  # fmt: skip


class HsHeading(SQLModel, table=True):
    """A chapter, heading or subheading of the HS 2022. level: digits of the code, 2, 4 or 6."""

    __tablename__ = "hs_heading"

    code: str = Field(primary_key=True)
    level: int
    parent: str = Field(index=True)
    section: str
    description: str


class DutyTariff(SQLModel, table=True):
    """Import duty of one tariff ("EU", "US") on one HS6: the span of its national lines, as ratios."""

    __tablename__ = "duty_tariff"

    destination: str = Field(primary_key=True)
    hs6: str = Field(primary_key=True)
    lowest_rate: Decimal | None = Field(default=None, sa_type=RATE)
    highest_rate: Decimal | None = Field(default=None, sa_type=RATE)
    usual_rate: Decimal | None = Field(default=None, sa_type=RATE)
    lines: int | None = None
    lines_not_by_value: int
    preference_rate: Decimal | None = Field(default=None, sa_type=RATE)
    source: str


class DutyTariffLine(SQLModel, table=True):
    """One national line behind an HS6. rate is NULL when the duty is not by value; rate_text tells it."""

    __tablename__ = "duty_tariff_line"

    destination: str = Field(primary_key=True)
    national_code: str = Field(primary_key=True)
    hs6: str = Field(index=True)
    rate_text: str
    rate: Decimal | None = Field(default=None, sa_type=RATE)
    preference_rate: Decimal | None = Field(default=None, sa_type=RATE)
    description: str
    source: str


class UsTariffLine(SQLModel, table=True):
    """One 8-digit line of the US tariff with the layers that fall on goods of China."""

    __tablename__ = "us_tariff_line"

    hts8: str = Field(primary_key=True)
    hs6: str = Field(index=True)
    description: str
    mfn_text: str
    mfn_rate: Decimal | None = Field(default=None, sa_type=RATE)
    section_301_rate: Decimal = Field(sa_type=RATE)
    section_301_headings: str
    is_section_122_exempt: bool
    section_232_annex: str
    section_232_metal: str
    is_section_232_partial: bool


class ExportTariffLine(SQLModel, table=True):
    """One 10-digit line of the Chinese tariff as an exporter needs it.

    elements: names in their order, parted by ";"; supervision_codes, inspection_codes: letters, "" if none.
    """

    __tablename__ = "export_tariff_line"

    hs10: str = Field(primary_key=True)
    name_zh: str
    vat_rate: Decimal = Field(sa_type=RATE)
    unit1: str
    unit2: str
    elements: str
    supervision_codes: str
    inspection_codes: str
    source: str
    trust: str
    note: str = ""


class ExchangeRateDay(SQLModel, table=True):
    """Units of a currency for one US dollar on one day of publication."""

    __tablename__ = "exchange_rate_day"

    currency: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    per_usd: Decimal = Field(sa_type=RATE)


class Port(SQLModel, table=True):
    """A container port. lane: of the freight tariff, "" at origin; role: origin or destination."""

    __tablename__ = "port"

    unlocode: str = Field(primary_key=True)
    name: str
    country: str = Field(index=True)
    latitude: Decimal = Field(sa_type=RATE)
    longitude: Decimal = Field(sa_type=RATE)
    role: str
    lane: str


class Airport(SQLModel, table=True):
    """A cargo airport."""

    __tablename__ = "airport"

    iata: str = Field(primary_key=True)
    name: str
    city: str
    country: str = Field(index=True)
    latitude: Decimal = Field(sa_type=RATE)
    longitude: Decimal = Field(sa_type=RATE)
    time_zone: str


class SeaDistance(SQLModel, table=True):
    """Nautical miles between two ports; nm_cape where the way round the Cape of Good Hope differs."""

    __tablename__ = "sea_distance"

    origin: str = Field(primary_key=True)
    destination: str = Field(primary_key=True)
    nm: int
    nm_cape: int | None = None
    passages: str
