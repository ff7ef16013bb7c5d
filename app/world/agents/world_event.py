"""The events of a course: drawn from its seed, told on their day, and what carriers do when one begins."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.world_event import Begun, CourseAhead, News, begun, course_ahead, news

_YEAR_DAYS = 365
# Kinds that come so often a year, in the order in which they are laid down.
_DRAWN = (
    "freight_spike", "port_strike", "viral_product", "currency_move", "factory_stop", "duty_change",
    "customs_campaign", "canal_closure", "bank_stop",
)  # fmt: skip


@agent("world_event.draw", view=course_ahead)
def draw(view: CourseAhead, dice: Dice) -> list[Intent]:
    """The events of the whole course, each by a draw of its own name."""
    events = [*_seasons(view), *(each for kind in _DRAWN for each in _of_kind(view, kind, dice.under(kind)))]
    return [Intent("market", "world_event.draw", view.course_id, {"events": events})]


def _of_kind(view: CourseAhead, kind: str, dice: Dice) -> Iterator[dict[str, Any]]:
    told, rules = parameters("events")[kind], parameters("events")
    expected = Decimal(told["per_year"]) * Decimal(rules["rate_factor"]) * view.days / _YEAR_DAYS
    count = int(expected) + dice.under("one more").chance(expected - int(expected))
    for number in range(count):
        own = dice.under(number)
        days = own.whole(*told["days"])
        first, last = rules["caps"]["first_days"], view.days - rules["caps"]["last_days"] - days
        if last < first:
            continue
        starts_on = view.starts_on + timedelta(days=own.whole(first, last))
        yield _event(f"{kind}:{number}", kind, starts_on, days, _FIGURES[kind](view, told, own))


def _event(name: str, kind: str, starts_on: date, days: int, figures: Mapping[str, Any]) -> dict[str, Any]:
    wish = {"kind": kind, "starts_on": starts_on.isoformat(), "days": days, **figures}
    return {"stable_name": name, "wish": wish}


def _seasons(view: CourseAhead) -> Iterator[dict[str, Any]]:
    """Peak seasons by the calendar, as far as the course lasts."""
    for name, told in parameters("events")["peak_season"]["seasons"].items():
        for year in (view.starts_on.year, view.starts_on.year + 1):
            first, last = (date.fromisoformat(f"{year}-{told[end]}") for end in ("first", "last"))
            figures = {key: told[key] for key in ("demand_percent", "freight_percent") if key in told}
            figures |= {"modes": " ".join(told["modes"])} if "modes" in told else {}
            if first >= view.starts_on:
                days = (last - first).days + 1
                yield _event(f"{name}:{year}", "peak_season", first, days, {"season": name, **figures})


def _spike(view: CourseAhead, told: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    scenario = dice.pick(view.scenarios)
    most = Decimal(parameters("events")["caps"]["freight_percent_most"])
    return {
        "freight_percent": f"{min(scenario.percent, most):f}", "modes": " ".join(scenario.modes),
        "lanes": " ".join(scenario.lanes),
    }  # fmt: skip


def _duty(view: CourseAhead, told: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    destination, prefix = dice.pick(told["laid_on"])
    return {"destination": destination, "hs_prefix": prefix, "duty_percent": dice.pick(told["percents"])}


def _move(view: CourseAhead, told: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    percent = dice.whole(*told["percent"]) * (1 if dice.chance(Decimal("0.5")) else -1)
    return {"currency": dice.pick(told["currencies"]), "currency_percent": str(percent)}


def _viral(view: CourseAhead, told: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    markets = sorted(dice.shuffled(view.markets)[: dice.whole(1, told["markets_most"])])
    figures = {"words": dice.pick(told["words"]), "markets": " ".join(markets)}
    return figures | {"demand_percent": str(dice.whole(*told["percent"]))}


def _campaign(view: CourseAhead, told: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    return {"hs_prefix": dice.pick(told["prefixes"]), "inspection_percent": str(dice.whole(*told["percent"]))}


_FIGURES = {
    "freight_spike": _spike,
    "port_strike": lambda view, told, dice: {"port": dice.pick(told["ports"])},
    "viral_product": _viral,
    "currency_move": _move,
    "factory_stop": lambda view, told, dice: {"reason": dice.pick(told["reasons"])},
    "duty_change": _duty,
    "customs_campaign": _campaign,
    "canal_closure": lambda view, told, dice: {"canal": told["canal"]},
    "bank_stop": lambda view, told, dice: {},
}


@agent("world_event.announce", view=news)
def tell(view: News, dice: Dice) -> list[Intent]:
    """Tell everybody, unless it was called off."""
    return [Intent("market", "world_event.announce", view.event_id)] if view.state == "planned" else []


@agent("world_event.begin", view=begun)
def keep(view: Begun, dice: Dice) -> list[Intent]:
    """Carriers tell the teams whose goods wait at a struck port or go the longer way."""
    return [
        Intent("carrier", "shipment.hold", each.shipment_id,
               {"event": view.number, "kind": view.kind, "departs_on": each.departs_on,
                "arrives_on": each.arrives_on})
        for each in view.held_up
    ]  # fmt: skip
