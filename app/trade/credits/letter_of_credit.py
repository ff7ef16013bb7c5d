"""What a letter of credit allows: last days, tolerances of amount and quantity, shipment periods, maturity.

Source: UCP 600 articles 3, 6, 14, 16, 29, 30 and 33; trade rules, section 8, L01 to L07 and L16.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.trade.bounds import zero_or_more
from app.trade.credits.credit_faults import GREATEST_DAYS
from app.trade.payments.payment_terms import banking_days_later
from app.trade.refusal import RuleBroken
from app.trade.workings import one_line

PRESENTATION_DAYS = 21  # UCP 600 article 14(c), where field 48 says nothing else
EXAMINATION_DAYS = 5  # banking days, article 14(b)
ON_OR_ABOUT_DAYS = 5  # article 3
ABOUT = Decimal("0.10")  # article 30(a)
MEASURED = Decimal("0.05")  # article 30(b), (c)
_TOLERANCE = re.compile(r"([0-9]{2})/([0-9]{2})")
_ABOUT_AMOUNT = re.compile(
    r"\b(?:ABOUT|APPROXIMATELY)\b[^.+\n]{0,20}?([A-Z]{3}) ?([0-9][0-9,]*(?:\.[0-9]+)?)"
)
# Units in which goods are measured, not counted: the 5 % of article 30(b) is for these alone.
_MEASURED_UNITS = frozenset(
    {"kg", "kgs", "kilogram", "kilograms", "g", "gram", "grams", "t", "ton", "tons", "tonne", "tonnes", "mt",
     "mts", "metric ton", "metric tons", "lb", "lbs", "pound", "pounds", "m", "metre", "metres", "meter",
     "meters", "yard", "yards", "yd", "yds", "foot", "feet", "m2", "m²", "square metre", "square metres",
     "sqm", "m3", "m³", "cubic metre", "cubic metres", "cbm", "l", "litre", "litres", "liter", "liters",
     "千克", "吨", "米", "升"}
)  # fmt: skip
_TENOR = re.compile(r"(\d{1,3}) DAYS?['’]? (?:(?:AFTER|FROM) )?(?:THE )?(?:DATE OF (?:THE )?)?(.+)")
_EVENTS = (
    ("shipped", ("B/L", "BL ", "BILL OF LADING", "ON BOARD", "SHIPMENT", "AIR WAYBILL", "AWB", "TRANSPORT")),
    ("invoiced", ("INVOICE",)),
    ("drawn", ("DRAFT", "BILL OF EXCHANGE", "DATE")),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest that a credit allows; least is None where nothing stops less."""

    least: Decimal | None
    greatest: Decimal


@one_line("day, or the next banking day", "days", since="day", day="date")
def last_day(day: date, holidays: Set[date] = frozenset()) -> date:
    """A day of expiry or last day for presentation, moved to the next banking day if banks are closed.

    Source: UCP 600 article 29(a). The latest date of shipment is never moved (29(c)).
    """
    return banking_days_later(day, 0, holidays)


def presentation_limits(
    expires_on: date | None,
    shipped_on: date | None,
    days: int = PRESENTATION_DAYS,
    holidays: Set[date] = frozenset(),
) -> dict[str, date]:
    """The last days on which papers may be presented, by the box that sets each.

    Args: expires_on of field 31D; shipped_on, of the transport document; days of field 48.
    Returns: "expires_on" and "presentation_days", those that are known; both must be kept.
    Raises: RuleBroken("credit.days_out_of_range").
    Source: UCP 600 articles 6(d), 14(c), 29(a).
    """
    if not 0 < days <= GREATEST_DAYS:
        raise RuleBroken("credit.days_out_of_range", field="days", limit=GREATEST_DAYS)
    limits = {}
    if expires_on:
        limits["expires_on"] = last_day(expires_on, holidays)
    if shipped_on:
        limits["presentation_days"] = last_day(shipped_on + timedelta(days), holidays)
    return limits


@one_line("presented_on + 5 banking days", "days", since="presented_on", presented_on="date")
def notice_limit(presented_on: date, holidays: Set[date] = frozenset()) -> date:
    """The last day on which the bank may refuse: the fifth banking day after that of presentation.

    Papers that arrive while the bank is closed are presented on its next day.
    Source: UCP 600 articles 14(b), 16(d), 33.
    """
    return banking_days_later(last_day(presented_on, holidays), EXAMINATION_DAYS, holidays)


def amount_bounds(amount: Decimal, tolerance: str = "", *, is_about: bool = False) -> Bounds:
    """What may be drawn in all: 32B with the tolerance of 39A, or ten per cent about it.

    Args: amount of 32B; tolerance of 39A, more and less in per cent such as "05/10"; is_about, whether
        "about" or "approximately" stands with the amount. Without either the least is five per cent less,
        which article 30(c) allows when the quantity is full and the price unreduced.
    Source: UCP 600 article 30(a), (c).
    """
    zero_or_more("amount", amount)
    stated = _TOLERANCE.fullmatch(tolerance)
    if stated:
        more, less = (Decimal(each) / 100 for each in stated.groups())
    else:
        more, less = (ABOUT, ABOUT) if is_about else (Decimal(0), MEASURED)
    return Bounds(amount * (1 - less), amount * (1 + more))


def is_about_amount(words: str, currency: str, amount: Decimal) -> bool:
    """Whether the words of a credit put "about" or "approximately" before its amount.

    Source: UCP 600 article 30(a).
    """
    return any(
        code == currency and Decimal(figure.replace(",", "").rstrip(".") or "0") == amount
        for code, figure in _ABOUT_AMOUNT.findall(words.upper())
    )


def quantity_bounds(
    quantity: Decimal, unit: str = "", tolerance_percent: Decimal | None = None, *, is_about: bool = False
) -> Bounds:
    """How much of one line of goods may be shipped.

    Args: quantity and unit of field 45A; tolerance_percent, if the credit states one; is_about, whether
        "about" or "approximately" stands with the quantity.
    Source: UCP 600 article 30(a), (b): five per cent unless packing units or individual items are stipulated.
    """
    zero_or_more("quantity", quantity)
    if tolerance_percent is not None:
        share = tolerance_percent / 100
    elif is_about:
        share = ABOUT
    else:
        share = MEASURED if is_measured(unit) else Decimal(0)
    return Bounds(quantity * (1 - share), quantity * (1 + share))


def is_measured(unit: str) -> bool:
    """Whether goods of this unit are weighed or measured, not counted."""
    return unit.strip().casefold() in _MEASURED_UNITS


def shipment_window(words: str, first: date, last: date | None = None) -> tuple[date | None, date | None]:
    """The first and the last day on which goods may be shipped; nothing where one side is open.

    Args: words of the credit. "From", "between" and "until" take in their dates, "before" and "after" leave
    them out, "on or about" is five days before to five days after, ends included.
    Source: UCP 600 article 3.
    """
    day = timedelta(1)
    if words == "on or about":
        return first - ON_OR_ABOUT_DAYS * day, first + ON_OR_ABOUT_DAYS * day
    if words == "until":
        return None, first
    if words == "before":
        return None, first - day
    if words == "after":
        return first + day, last
    return first, last


def tenor_of(words: str) -> tuple[int, str] | None:
    """Days and the event from which they run ("sight", "shipped", "invoiced", "drawn"); nothing if not read.

    "At sight" is (0, "sight").
    """
    text = " ".join(words.upper().split())
    read = _TENOR.search(text)
    if not read:
        return (0, "sight") if re.fullmatch(r"(AT )?SIGHT", text) else None
    if read[2].startswith("SIGHT"):
        return int(read[1]), "sight"
    for event, names in _EVENTS:
        if any(f"{read[2]} ".startswith(name) for name in names):
            return int(read[1]), event
    return None


def matures_on(words: str, dates: Mapping[str, date | None]) -> date | None:
    """When a draft of this tenor falls due; nothing at sight, or where the date it runs from is not known.

    Args: dates by event. "From" and "after" leave out the date itself for maturity.
    Source: UCP 600 article 3.
    """
    tenor = tenor_of(words)
    start = dates.get(tenor[1]) if tenor else None
    return start + timedelta(tenor[0]) if tenor and start else None
