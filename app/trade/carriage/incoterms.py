"""The eleven Incoterms 2020 rules as frozen facts: who pays what, where risk passes, by which mode.

Source: ICC Incoterms 2020, as tabled in trade rules, section 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from app.trade.bounds import among, zero_or_more
from app.trade.finding import Finding, Severity
from app.trade.refusal import RuleBroken

# In the order in which the goods meet them; one letter each in the table below.
ITEMS = (
    "export_packing",
    "loading_at_seller",
    "export_haulage",
    "export_clearance",
    "origin_terminal",
    "loading_on_vessel",
    "main_carriage",
    "cargo_insurance",
    "destination_terminal",
    "import_clearance",
    "import_duty_tax",
    "on_carriage",
    "unloading_at_buyer",
)

# S seller pays, B buyer pays, C seller if it is in the contract of carriage, - nobody is obliged.
SELLER, BUYER, CARRIAGE, NOBODY = "S", "B", "C", "-"

MODES = ("sea", "air", "rail", "road", "courier", "post")

# The kinds of place that a term may name, by the end of the journey at which they lie.
SHIPMENT_PORT, DESTINATION_PORT = "shipment_port", "destination_port"
SELLER_PREMISES, ORIGIN_PLACE, DESTINATION_PLACE = "seller_premises", "origin_place", "destination_place"
PLACE_KINDS = (SELLER_PREMISES, ORIGIN_PLACE, SHIPMENT_PORT, DESTINATION_PORT, DESTINATION_PLACE)

_AT_ORIGIN = frozenset({SELLER_PREMISES, ORIGIN_PLACE, SHIPMENT_PORT})
_AT_DESTINATION = frozenset({DESTINATION_PORT, DESTINATION_PLACE})

# Risk points in the order of the journey; each rule has exactly one.
RISK_POINTS = (
    "at_seller_not_loaded",
    "with_first_carrier",
    "alongside_vessel",
    "on_board",
    "at_destination_ready_for_unloading",
    "at_destination_unloaded",
)


@dataclass(frozen=True, slots=True)
class Incoterm:
    """One rule.

    costs: item -> S, B, C or -; risk_point: one of RISK_POINTS; place_kinds: what the named place may be;
    sea_only: for sea and inland waterway alone; icc_clause: least cover that the seller owes, "" if none.
    """

    code: str
    costs: Mapping[str, str]
    risk_point: str
    place_kinds: frozenset[str]
    sea_only: bool
    icc_clause: str


def _rule(code: str, letters: str, risk_point: str, place_kinds: frozenset[str], icc: str = "") -> Incoterm:
    sea_only = code in {"FAS", "FOB", "CFR", "CIF"}
    costs = MappingProxyType(dict(zip(ITEMS, letters, strict=True)))
    return Incoterm(code, costs, risk_point, place_kinds, sea_only, icc)


_RULES = (
    _rule("EXW", "SBBBBBB-BBBBB", "at_seller_not_loaded", _AT_ORIGIN),
    _rule("FCA", "SSBSBBB-BBBBB", "with_first_carrier", _AT_ORIGIN),
    _rule("FAS", "SSSSSBB-BBBBB", "alongside_vessel", frozenset({SHIPMENT_PORT})),
    _rule("FOB", "SSSSSSB-BBBBB", "on_board", frozenset({SHIPMENT_PORT})),
    _rule("CFR", "SSSSSSS-CBBBB", "on_board", frozenset({DESTINATION_PORT})),
    _rule("CIF", "SSSSSSSSCBBBB", "on_board", frozenset({DESTINATION_PORT}), "C"),
    _rule("CPT", "SSSSSSS-CBBCB", "with_first_carrier", _AT_DESTINATION),
    _rule("CIP", "SSSSSSSSCBBCB", "with_first_carrier", _AT_DESTINATION, "A"),
    _rule("DAP", "SSSSSSS-SBBSB", "at_destination_ready_for_unloading", _AT_DESTINATION),
    _rule("DPU", "SSSSSSS-SBBSS", "at_destination_unloaded", _AT_DESTINATION),
    _rule("DDP", "SSSSSSS-SSSSB", "at_destination_ready_for_unloading", _AT_DESTINATION),
)

INCOTERMS: Mapping[str, Incoterm] = MappingProxyType({rule.code: rule for rule in _RULES})

LEAST_INSURED_SHARE = Decimal("1.10")

# How many of ITEMS lie behind the goods at each point. Customs and insurance are no stretch of road; the
# table keeps the usual order of their costs.
_ITEMS_BEHIND = {
    "at_seller_not_loaded": 1,
    "with_first_carrier": 2,
    "alongside_vessel": 5,
    "on_board": 6,
    "at_destination_ready_for_unloading": 12,
    "at_destination_unloaded": 13,
}

# ICC (A) covers most, (C) least.
_ICC_WIDTH = {"C": 1, "B": 2, "A": 3}

_BETTER_FOR_CONTAINERS = {"FOB": "FCA", "CFR": "CPT", "CIF": "CIP"}

_PLACE_WANTED = {
    frozenset({SHIPMENT_PORT}): "needs_shipment_port",
    frozenset({DESTINATION_PORT}): "needs_destination_port",
    _AT_ORIGIN: "needs_place_at_origin",
    _AT_DESTINATION: "needs_place_at_destination",
}


def incoterm(code: str) -> Incoterm:
    """The term of delivery with this code, such as "FOB".

    Raises: RuleBroken("incoterms.unknown").
    """
    rule = INCOTERMS.get(code)
    if rule is None:
        raise RuleBroken("incoterms.unknown", field="incoterm", incoterm=code, known=", ".join(INCOTERMS))
    return rule


def pays(code: str, item: str) -> str:
    """Who pays one of the thirteen cost items under a term: S seller, B buyer, C seller if the carriage
    covers it, - nobody.

    Raises: RuleBroken("incoterms.unknown"), RuleBroken("incoterms.item_unknown").
    Source: trade rules, section 1, table.
    """
    costs = incoterm(code).costs
    if item not in costs:
        raise RuleBroken("incoterms.item_unknown", item=item)
    return costs[item]


def risk_is_buyers(code: str, reached: str) -> bool:
    """Whether the buyer bears the risk once the goods have reached a point of the journey.

    Raises: RuleBroken("incoterms.unknown"), RuleBroken("incoterms.risk_point_unknown").
    Source: trade rules, section 1, "Risk passes".
    """
    if reached not in RISK_POINTS:
        raise RuleBroken("incoterms.risk_point_unknown", point=reached)
    return RISK_POINTS.index(reached) >= RISK_POINTS.index(incoterm(code).risk_point)


def items_before_risk(code: str) -> int:
    """How many of the thirteen cost items lie behind the goods when the risk passes to the buyer.

    For FCA, CPT and CIP the first carrier takes the goods over at the seller's premises; where another place
    is agreed the risk passes later on the way.
    Raises: RuleBroken("incoterms.unknown").
    Source: trade rules, section 1, "Risk passes".
    """
    return _ITEMS_BEHIND[incoterm(code).risk_point]


def checks(
    code: str,
    mode: str,
    named_place: str,
    place_kind: str,
    *,
    is_container: bool = False,
    origin_country: str = "CN",
) -> list[Finding]:
    """What is wrong or unwise in a term as chosen; empty when nothing is.

    Args: mode, the way of carriage; named_place as written; place_kind, where on the journey that place
    lies; is_container when a full container is handed over at a terminal; origin_country, ISO alpha-2.
    Raises: RuleBroken("incoterms.unknown").
    Source: trade rules, section 1, "Checks".
    """
    rule = incoterm(code)
    among("mode", mode, MODES)
    among("place_kind", place_kind, (*PLACE_KINDS, ""))
    found: list[Finding] = []
    if not named_place.strip():
        found.append(_finding("error", "place_missing", "named_place", incoterm=code))
    if rule.sea_only and mode != "sea":
        found.append(_finding("error", "sea_only", "mode", incoterm=code, mode=mode))
    if place_kind not in rule.place_kinds:
        wanted = _PLACE_WANTED[rule.place_kinds]
        found.append(_finding("error", wanted, "named_place", incoterm=code, named_place=named_place))
    better = _BETTER_FOR_CONTAINERS.get(code)
    if better and mode == "sea" and is_container:
        found.append(_finding("warning", "container", "incoterm", incoterm=code, better=better))
    if code == "EXW" and origin_country == "CN":
        found.append(_finding("warning", "exw_from_china", "incoterm", better="FCA"))
    return found


def insurance_checks(code: str, icc_clause: str, insured_share: Decimal) -> list[Finding]:
    """Whether a cover meets what the seller owes: CIF at least ICC (C), CIP at least ICC (A), both 110 %.

    Args: icc_clause "A", "B", "C", or "" for no cover; insured_share of the price, 1.10 for 110 %.
    Raises: RuleBroken("incoterms.unknown").
    Source: trade rules, section 1, "Insurance duty".
    """
    owed = incoterm(code).icc_clause
    among("icc_clause", icc_clause, (*_ICC_WIDTH, ""))
    zero_or_more("insured_share", insured_share)
    if not owed:
        return []
    found: list[Finding] = []
    if _ICC_WIDTH.get(icc_clause, 0) < _ICC_WIDTH[owed]:
        figures = {"incoterm": code, "least": owed, "cover": icc_clause or "-"}
        found.append(_finding("error", "cover_too_narrow", "icc_clause", **figures))
    if insured_share < LEAST_INSURED_SHARE:
        percent = insured_share * 100
        found.append(_finding("error", "cover_too_low", "insured_share", incoterm=code, percent=percent))
    return found


def _finding(severity: Severity, reason: str, field: str, **figures: str | Decimal) -> Finding:
    return Finding(f"incoterms.{reason}", severity, (field,), "Incoterms 2020", dict(figures))
