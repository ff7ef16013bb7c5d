"""The team's home page."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from app.core import words
from app.core.clock import home_date
from app.core.standing import while_log_stands
from app.queries.home.desk import DeskPage, desk_page
from app.queries.home.desk_map import Place, Voyage
from app.routers.answer import Answer, part, wants_json
from app.routers.charts import Point, route_map, spark
from app.routers.deps import InTeam
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.routers.sales_chart import Column, columns
from app.routers.sea_map import sea_way

router = APIRouter(tags=["desk"], route_class=OneThread)
_COLOURS = ("c1", "c2", "c3")


@router.get("/desk")
def desk(
    request: Request, reading: InTeam, answer: Answer, days: Literal["7", "14", "course"] = "14"
) -> Response:
    """What the team has to do now, how it does, its latest orders, and its goods on their way."""
    actor, now = reading.actor, now_of(request)
    page = desk_page(reading.session, actor, now, days)
    if wants_json(request):
        return answer.page(page, "desk/page.html")
    name = ("desk drawn", actor.team_id, actor.teaches, home_date(now), days, words.current.get())
    drawn = while_log_stands(reading.session, actor.course_id, name, lambda: _drawn(page))
    return answer.page(page, "desk/page.html", drawn=drawn)


def _drawn(page: DeskPage) -> dict[str, Markup]:
    """The parts of the page that do not go by the hour."""
    shown = {"page": page, "spark": _spark, "sales_chart": _sales(page), "sea_map": _sea_map(page)}
    return {name: part(f"desk/_{name}.html", shown) for name in ("above", "figures", "below")}


def _spark(points: Sequence[Decimal]) -> Markup:
    return spark([float(point) for point in points])


def _sales(page: DeskPage) -> Markup:
    short = "MMM d" if words.current.get() == "en" else "M/d"
    days = [
        Column(words.day(on, short), amount, f"{words.day(on)}: {words.money(amount, 'USD')}")
        for on, amount in page.sales.days
    ]
    title = words.gettext("Sales by day in US dollars, %(total)s in all")
    return columns(days, title % {"total": words.money(page.sales.total, "USD")})


def _sea_map(page: DeskPage) -> Markup:
    routes = [_route(voyage, _COLOURS[place % len(_COLOURS)]) for place, voyage in enumerate(page.voyages)]
    return route_map(routes, title=words.gettext("Goods on their way"))


def _route(voyage: Voyage, colour: str) -> tuple[str, list[Point], float, str]:
    origin, destination = (_on_globe(place) for place in (voyage.origin_at, voyage.destination_at))
    way = sea_way(origin, destination) if voyage.mode == "sea" else [origin, destination]
    return voyage.destination, way, float(voyage.progress), colour


def _on_globe(place: Place) -> Point:
    return float(place[0]), float(place[1])
