"""The Incoterms map: who pays each of the thirteen stages, where risk passes, and the checks of a term."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.queries.goods.consignment import Wanted, place_kind
from app.trade.carriage.incoterms import (
    INCOTERMS,
    ITEMS,
    MODES,
    PLACE_KINDS,
    checks,
    incoterm,
    items_before_risk,
    pays,
)
from app.trade.finding import Finding

SHOWN = 3
_START = ("FOB", "CIF", "DDP")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way and who pays it: S, B, C or -."""

    item: str
    payer: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule, drawn. risk_after: how many stages lie behind the goods when risk passes."""

    code: str
    stages: tuple[Stage, ...]
    risk_point: str
    risk_after: int
    place_kinds: tuple[str, ...]
    is_sea_only: bool
    icc_clause: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class MapAsked:
    """What the reader chose. rules: up to three codes; kind: of PLACE_KINDS, "" to be read from the place."""

    rules: tuple[str, ...] = _START
    mode: str = "sea"
    place: str = ""
    kind: str = ""
    market: str = "DE"
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class MapPage:
    """The rules side by side. kind: what the named place is taken for, "" if nobody knows it."""

    rules: tuple[RuleRow, ...]
    codes: tuple[str, ...]
    items: tuple[str, ...]
    modes: tuple[str, ...]
    kinds: tuple[str, ...]
    asked: MapAsked
    kind: str


def map_page(session: Session, asked: MapAsked, on: date) -> MapPage:
    """The chosen rules, drawn and checked; without a place only the mode is checked.

    Raises: RuleBroken("incoterms.unknown").
    """
    codes = tuple(dict.fromkeys(code for code in asked.rules if code))[:SHOWN] or _START[:1]
    kind = asked.kind
    if asked.place and not kind:
        kind = place_kind(session, Wanted(asked.market, 1, on, named_place=asked.place))
    rows = tuple(_row(code, asked, kind) for code in codes)
    return MapPage(rows, tuple(INCOTERMS), ITEMS, MODES, PLACE_KINDS, asked, kind)


def _row(code: str, asked: MapAsked, kind: str) -> RuleRow:
    rule = incoterm(code)
    found = checks(code, asked.mode, asked.place, kind, is_container=asked.is_container)
    if not asked.place:
        found = [each for each in found if each.places != ("named_place",)]
    return RuleRow(
        code=code,
        stages=tuple(Stage(item, pays(code, item)) for item in ITEMS),
        risk_point=rule.risk_point,
        risk_after=items_before_risk(code),
        place_kinds=tuple(each for each in PLACE_KINDS if each in rule.place_kinds),
        is_sea_only=rule.sea_only,
        icc_clause=rule.icc_clause,
        findings=tuple(found),
    )
