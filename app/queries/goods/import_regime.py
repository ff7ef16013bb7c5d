"""How a destination values and taxes imports, read once from the packaged reference tables."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from sqlmodel import Session

from app.queries.rates.course_rates import course_rates
from app.queries.rates.reference import decimal_of, table
from app.trade.clearance.import_regime import ImportRegime, ImportTax, LowValueScheme
from app.trade.rates.course_rates import regime_of_course
from app.trade.refusal import RateUnknown

Cells = Mapping[str, str]


def destinations() -> tuple[str, ...]:
    """ISO codes of the destinations whose import rules are held."""
    return tuple(cells["destination"] for cells in table("import_regime"))


@cache
def import_regime(destination: str) -> ImportRegime:
    """The import rules of a destination as the site holds them; reckonings take `regime_of`.

    Raises: RateUnknown("customs.destination_unknown").
    """
    for cells in table("import_regime"):
        if cells["destination"] == destination:
            return _regime(cells)
    raise RateUnknown("customs.destination_unknown", destination=destination)


def regime_of(session: Session, destination: str, on: date) -> ImportRegime:
    """The import rules as the session's course reads them on a day: with its overrides and its rule date.

    Raises: RateUnknown("customs.destination_unknown").
    """
    return regime_of_course(import_regime(destination), course_rates(session), on)


@cache
def tariffs() -> Mapping[str, str]:
    """Destination -> the tariff that its duties are read from ("DE" -> "EU")."""
    return {cells["destination"]: cells["duty_table"] for cells in table("import_regime")}


def _regime(cells: Cells) -> ImportRegime:
    destination = cells["destination"]
    taxes = [_tax(each) for each in table("import_tax") if each["destination"] == destination]
    schemes = [_scheme(each) for each in table("low_value_scheme") if each["destination"] == destination]
    return ImportRegime(
        destination=destination,
        duty_table=cells["duty_table"],
        currency=cells["currency"],
        valuation=cast(Literal["FOB", "CIF"], cells["valuation"]),
        agreements=tuple(cells["agreements"].split()),
        preference_rate=_ratio(cells["preference_pct"]),
        formal_entry_from=decimal_of(cells["formal_entry_from"]),
        missing=cells["missing"],
        taxes=tuple(taxes),
        schemes=tuple(schemes),
        source=cells["source"],
        trust=cells["trust"],
        note=cells["note"],
    )


def _tax(cells: Cells) -> ImportTax:
    by_value = cells["unit"].startswith("percent")
    return ImportTax(
        code=cells["tax"],
        rate=_ratio(cells["value"]) if by_value else None,
        amount=None if by_value else decimal_of(cells["value"]),
        base=tuple(cells["base"].split()),
        least=decimal_of(cells["least"]),
        most=decimal_of(cells["most"]),
        is_payable=cells["payable"] == "1",
        transport=cells["transport"],
        entry=cells["entry"],
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
        goes_on=cells["goes_on"] == "1",
        source=cells["source"],
        trust=cells["trust"],
    )


def _scheme(cells: Cells) -> LowValueScheme:
    by_value = cells["duty"] in ("rate", "all_in", "excess")
    return LowValueScheme(
        destination=cells["destination"],
        currency=cells["currency"],
        threshold=decimal_of(cells["threshold"]),
        basis=cells["basis"],
        duty=cells["duty"],
        vat=cells["vat"],
        consumer_only=cells["b2c_only"] == "1",
        source=cells["source"],
        above=decimal_of(cells["above"]),
        value_share=_ratio(cells["value_share_pct"]) or Decimal(1),
        duty_value=(_ratio if by_value else decimal_of)(cells["duty_value"]) or Decimal(0),
        deduct=decimal_of(cells["deduct"]) or Decimal(0),
        free_to=decimal_of(cells["free_to"]) or Decimal(0),
        per_kg=decimal_of(cells["per_kg"]) or Decimal(0),
        free_kg=decimal_of(cells["free_kg"]) or Decimal(0),
        transport=cells["transport"],
        joined=cells["joined"],
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
        trust=cells["trust"],
        note=cells["note"],
    )


def _ratio(percent: str) -> Decimal | None:
    return Decimal(percent).scaleb(-2) if percent else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
