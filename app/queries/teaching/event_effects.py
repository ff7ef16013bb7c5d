"""What an event does, in plain words of the reader's language."""

from decimal import Decimal

from sqlmodel import Session

from app.core import words
from app.core.words import N_
from app.models.rate import Port
from app.trade.market.world_event import WorldEvent
from app.trade.rates.rate_labels import KEY_LABELS
from app.trade.words.event_labels import EVENT_KINDS, MODES, REASONS, SEASONS

_STRIKE = N_(
    "No ship leaves from %(port)s or is unloaded there. Sailings and their cut-offs move to the first "
    "day after it; ships that arrive meanwhile wait."
)
_CANAL = N_(
    "No ship passes the Suez Canal. Ships to Europe, the Mediterranean and the Black Sea go round the "
    "Cape of Good Hope: days by the greater distance, sea freight dearer by the ratio of the miles."
)
_FREIGHT = N_("Freight by %(modes)s costs %(freight)s more on %(lanes)s.")
_DUTY = N_(
    "%(destination)s lays an additional duty of %(duty)s on goods of China under HS %(prefix)s, besides"
    " all other duties."
)
_MOVE = N_(
    "%(currency)s moves by up to %(change)s against the dollar: out through the first third of the "
    "days, back through the last. All that converts uses the moved rate."
)
_STOP = N_("Production stands still at %(factory)s (%(reason)s). Days of production count on around it.")
_VIRAL = N_(
    "Everybody talks about “%(words)s”: demand in %(markets)s is up to %(demand)s higher. It rises "
    "through the first third of the days and fades through the last."
)
_CAMPAIGN = N_(
    "Chinese customs opens more goods of HS %(prefix)s: %(share)s of clean declarations on top of the "
    "usual share."
)
_BANKS = N_("Banks move no money: transfers that would arrive or leave wait.")
_SENTENCES: dict[str, str] = {
    "port_strike": _STRIKE, "canal_closure": _CANAL, "freight_spike": _FREIGHT, "duty_change": _DUTY,
    "currency_move": _MOVE, "factory_stop": _STOP, "viral_product": _VIRAL, "customs_campaign": _CAMPAIGN,
    "bank_stop": _BANKS,
}  # fmt: skip
_DEMAND = N_("Demand in %(markets)s is %(demand)s higher on each of these days.")
_ALL_MARKETS, _ALL_LANES, _ALL_MODES = N_("all markets"), N_("all lanes"), N_("all ways")
_ALL_FACTORIES = N_("all factories")


def event_title(session: Session, event: WorldEvent) -> str:
    """Its name: kind, and what it concerns."""
    told = event.figures
    about = {
        "port_strike": lambda: _port(session, told["port"]),
        "duty_change": lambda: f"{words.country(told['destination'])}, HS {told['hs_prefix']}",
        "freight_spike": lambda: ", ".join(lane_label(lane) for lane in event.listed("lanes")),
        "currency_move": lambda: str(event.figures["currency"]),
        "peak_season": lambda: words.gettext(SEASONS.get(event.figures.get("season", ""), "")),
        "viral_product": lambda: " ".join(event.listed("words")),
        "customs_campaign": lambda: f"HS {event.figures['hs_prefix']}",
        "factory_stop": lambda: str(event.figures.get("enterprise", "")),
    }
    name = words.gettext(EVENT_KINDS[event.kind])
    said = about[event.kind]() if event.kind in about else ""
    return f"{name}: {said}" if said else name


def effects(session: Session, event: WorldEvent) -> list[str]:
    """Sentences on what changes while it is in force."""
    figures = _figures(session, event)
    if event.kind == "peak_season":
        said = [_DEMAND] if event.ratio("demand_percent") else []
        said += [_FREIGHT] if event.ratio("freight_percent") else []
    else:
        said = [_SENTENCES[event.kind]]
    return [words.gettext(each) % figures for each in said]


def _figures(session: Session, event: WorldEvent) -> dict[str, str]:
    told = event.figures
    reason = REASONS.get(str(told.get("reason", "")), REASONS["holiday"])
    return {
        "port": _port(session, str(told.get("port", ""))),
        "modes": _listed([words.gettext(MODES[mode]) for mode in event.listed("modes")], _ALL_MODES),
        "lanes": _listed([lane_label(lane) for lane in event.listed("lanes")], _ALL_LANES),
        "markets": _listed([words.country(each) for each in event.listed("markets")], _ALL_MARKETS),
        "words": " ".join(event.listed("words")),
        "freight": _percent(event.ratio("freight_percent")),
        "duty": _percent(event.ratio("duty_percent")),
        "demand": _percent(event.ratio("demand_percent")),
        "share": _percent(event.ratio("inspection_percent")),
        "change": _signed(event.ratio("currency_percent")),
        "destination": words.country(str(told["destination"])) if told.get("destination") else "",
        "prefix": str(told.get("hs_prefix", "")),
        "currency": str(told.get("currency", "")),
        "factory": str(told.get("enterprise") or words.gettext(_ALL_FACTORIES)),
        "reason": words.gettext(reason),
    }


def lane_label(lane: str) -> str:
    """A lane of freight by its name."""
    name = KEY_LABELS["freight_tariff"].get(lane, lane.replace("_", " "))
    return words.gettext(name)


def _listed(names: list[str], otherwise: str) -> str:
    return ", ".join(names) if names else words.gettext(otherwise)


def _percent(ratio: Decimal) -> str:
    return words.percent(ratio)


def _signed(ratio: Decimal) -> str:
    return ("+" if ratio > 0 else "−") + words.percent(abs(ratio))


def _port(session: Session, code: str) -> str:
    held = session.get(Port, code) if code else None
    return held.name if held else code
