"""Whether a key names a rate that a course can set, and in which unit: an override of nothing is refused."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from app.core.reference_table import table
from app.models.rate import ExchangeRateDay, HsHeading, ReferenceRate, UsTariffLine
from app.trade.rates.rate_kind import KINDS, PERCENT
from app.trade.rates.rate_unit import is_code, scalar_unit, scheme_unit, tax_unit

# Kinds with a place in their key: what one place has, another may be given.
_ELSEWHERE = frozenset({"port_charge", "freight_tariff", "insurance_rate"})


def expected_unit(session: Session, kind: str, key: str, part: str) -> str | None:
    """The unit of the value that this part of this rate takes; None where there is no such rate."""
    known = KINDS.get(kind)
    if known is None or part not in known.parts:
        return None
    return _UNITS.get(kind, _scalar)(session, kind, key, part)


def _duty(session: Session, kind: str, key: str, part: str) -> str | None:
    """Any tariff of a destination on any code of the HS 2022 may be entered: that is how gaps are filled."""
    tariff, _, code = key.partition("/")
    tariffs = {"US"} if kind == "section_301" else {cells["duty_table"] for cells in table("import_regime")}
    return PERCENT if tariff in tariffs and _is_of_hs(session, code, 6, 8, 9, 10) else None


def _section_301(session: Session, kind: str, key: str, part: str) -> str | None:
    code = key.partition("/")[2]
    held = (
        is_code(code, 6, 8)
        and session.exec(
            select(UsTariffLine.hts8).where(col(UsTariffLine.hts8).startswith(code)).limit(1)
        ).first()
    )
    return _duty(session, kind, key, part) if held else None


def _refund(session: Session, kind: str, key: str, part: str) -> str | None:
    return PERCENT if _is_of_hs(session, key, 10) else None


def _fallback(session: Session, kind: str, key: str, part: str) -> str | None:
    destination, _, chapter = key.partition("/")
    is_known = any(cells["destination"] == destination for cells in table("import_regime"))
    is_chapter = not chapter or (is_code(chapter, 2) and session.get(HsHeading, chapter) is not None)
    return PERCENT if is_known and is_chapter else None


def _tax(session: Session, kind: str, key: str, part: str) -> str | None:
    regimes = {cells["destination"]: cells["currency"] for cells in table("import_regime")}
    return tax_unit(table("import_tax"), regimes.get(key.partition("/")[0], ""), key, part)


def _scheme(session: Session, kind: str, key: str, part: str) -> str | None:
    return scheme_unit(table("low_value_scheme"), key, part)


def _exchange(session: Session, kind: str, key: str, part: str) -> str | None:
    """A market's currency, or another one that has published rates."""
    currencies = {cells["currency"] for cells in table("market")} - {"USD"} | {"CNY"}
    published = select(ExchangeRateDay.currency).where(ExchangeRateDay.currency == key).limit(1)
    is_known = key in currencies or session.exec(published).first() is not None
    return f"{key} per USD" if is_known else None


def _scalar(session: Session, kind: str, key: str, part: str) -> str | None:
    """The row's own unit, or for a place that the reference lacks, that of the same charge elsewhere."""
    of_kind = select(ReferenceRate).where(ReferenceRate.kind == kind)
    row = session.exec(of_kind.where(ReferenceRate.key == key).limit(1)).first()
    if row is None and kind in _ELSEWHERE and key.count("/") == len(KINDS[kind].key) - 1:
        first, _, rest = key.partition("/")
        like = f"%/{rest}" if kind == "port_charge" else f"{first}/%/{rest.partition('/')[2]}"
        row = session.exec(of_kind.where(col(ReferenceRate.key).like(like)).limit(1)).first()
    return scalar_unit(kind, part, row.unit, row.currency) if row else None


def _is_of_hs(session: Session, code: str, *lengths: int) -> bool:
    return is_code(code, *lengths) and session.get(HsHeading, code[:6]) is not None


_UNITS: dict[str, Callable[[Session, str, str, str], str | None]] = {
    "duty": _duty,
    "duty_preference": _duty,
    "section_301": _section_301,
    "duty_fallback": _fallback,
    "import_tax": _tax,
    "low_value_scheme": _scheme,
    "refund_rate": _refund,
    "exchange_rate": _exchange,
}
