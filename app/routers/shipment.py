"""Transport of an order: the ways to ship, booking, tracking, import charges; and the team's goods at sea."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app.actions.given import Day, Line
from app.actions.registry import Given
from app.core import words
from app.core.clock import home_date
from app.queries.goods.claim_words import WORDS as CLAIM
from app.queries.goods.shipment import order_of_shipment, shipments, transport_page
from app.queries.goods.shipment_tracking import Track
from app.queries.goods.shipping_options import ShippingWish, offer_of
from app.routers.answer import Answer
from app.routers.charts import route_map
from app.routers.deps import Door, InCourse, InTeam
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.trade.clearance import customs_labels
from app.trade.words import goods_labels, labels, operand_labels

router = APIRouter(tags=["transport"], route_class=OneThread)
_COLOURS = ("c1", "c2", "c3")
# Words of the workings, as parts/money.html reads them.
REASONS = {
    "lines": {**labels.LINE_CODES, **customs_labels.LINE_CODES, **goods_labels.LINE_CODES},
    "operands": {**operand_labels.OPERAND_LABELS, **goods_labels.OPERANDS},
}


class BookForm(Given):
    """One of the offered services; origin, a Chinese port; ready_on, when the goods will be there."""

    service: Line
    origin: Line = ""
    ready_on: Day
    marks: Line = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for: a Chinese port to ship from, and the day on which the goods are ready."""

    origin: str = ""
    ready_on: date | None = None


async def find_asked(
    origin: Annotated[str, Query(max_length=10)] = "", ready_on: Annotated[str, Query(max_length=10)] = ""
) -> Asked:
    """The question in the address; a day that cannot be read is left out."""
    try:
        day = date.fromisoformat(ready_on) if ready_on else None
    except ValueError:
        day = None
    return Asked(origin, day if day and 2000 <= day.year <= 2100 else None)


@router.get("/orders/{order_id}/shipment")
def transport(
    request: Request,
    order_id: UUID,
    reading: InCourse,
    answer: Answer,
    asked: Annotated[Asked, Depends(find_asked)],
) -> Response:
    """The ways to ship an order side by side; once booked, its journey."""
    wish = ShippingWish(now_of(request), asked.origin, asked.ready_on)
    page = transport_page(reading.session, reading.actor, order_id, wish)
    drawn = _drawn([page.track]) if page.track else None
    return answer.page(page, "shipment/order.html", w=goods_labels, c=CLAIM, reasons=REASONS, map=drawn)


@router.get("/shipments")
def listed(request: Request, reading: InTeam, answer: Answer) -> Response:
    """The team's goods at sea and in the air."""
    rows = shipments(reading.session, reading.actor, home_date(now_of(request)))
    tracks = [row.track for row in rows if row.track]
    return answer.page(
        {"shipments": rows}, "shipment/list.html", w=goods_labels, map=_drawn(tracks) if tracks else None
    )


def _drawn(tracks: list[Track]) -> Any:
    """The world map with these ways."""
    routes = [
        (
            track.label,
            [(float(east), float(north)) for east, north in track.way],
            float(track.progress),
            _COLOURS[place % len(_COLOURS)],
        )
        for place, track in enumerate(tracks)
    ]
    return route_map(routes, title=words.gettext("Goods on their way"))


@router.post("/orders/{order_id}/shipments/book", openapi_extra=body_of(BookForm))
def book(
    request: Request, order_id: UUID, door: Door, answer: Answer, given: Annotated[BookForm, read(BookForm)]
) -> Response:
    """Book one of the offered services at its price and next sailing."""
    wish = ShippingWish(now_of(request), given.origin, given.ready_on)
    booked = {"marks": given.marks, **offer_of(door.session, door.actor, order_id, given.service, wish)}
    outcome = door.perform("shipment.book", order_id, booked)
    return answer.done(f"/orders/{order_id}/shipment", outcome)


@router.post("/shipments/{shipment_id}/cancel")
def cancel(shipment_id: UUID, door: Door, answer: Answer) -> Response:
    """Give up a booking before the goods are loaded."""
    outcome = door.perform("shipment.cancel", shipment_id)
    return answer.done(f"/orders/{order_of_shipment(door.session, shipment_id)}/shipment", outcome)
