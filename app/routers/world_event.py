"""Events of the world: the news for everybody, the calendar, and where the instructor sets one."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.actions import world_event
from app.core.parameters import parameters
from app.core.words import sentence
from app.queries.teaching.event_form import event_choices
from app.queries.teaching.event_page import events_page, month_page
from app.queries.teaching.event_preview import event_preview
from app.routers.answer import Answer, wants_json
from app.routers.deps import Door, InCourse, Teaching
from app.routers.given import body_of, read, read_given
from app.routers.one_thread import OneThread
from app.routers.rate import today_of
from app.trade.market.event_plan import FIGURES
from app.trade.refusal import Absent, SeveralRefusals
from app.trade.words.event_labels import EVENT_KINDS, FIGURE_LABELS, REASONS, STANDINGS

router = APIRouter(tags=["world_event"], route_class=OneThread)
_LABELS = {"kinds": EVENT_KINDS, "standings": STANDINGS, "figure_labels": FIGURE_LABELS, "reasons": REASONS}


@router.get("/events")
def news(request: Request, reading: InCourse, answer: Answer) -> Response:
    """What happens in the world: in force, announced, past; an instructor sees what is planned too."""
    page = events_page(reading.session, reading.actor, today_of(request))
    return answer.page(page, "world_event/list.html", **_LABELS)


@router.get("/events/calendar")
def month(
    request: Request,
    reading: InCourse,
    answer: Answer,
    month: Annotated[str, Query(pattern=r"^(\d{4}-\d\d)?$")] = "",
) -> Response:
    """A month with its events, the holidays of China and of the markets, and the course's own days."""
    on = today_of(request)
    page = month_page(reading.session, reading.actor, on, _first(month) or on)
    return answer.page(page, "world_event/month.html", **_LABELS)


def _first(month: str) -> date | None:
    """The first day of a month of the address. Raises: Absent."""
    if not month:
        return None
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Absent from None


@router.get("/events/new")
def new(request: Request, reading: Teaching, answer: Answer) -> Response:
    """The figures of a kind of event, and what it would change; nothing is set."""
    asked = {name: value for name, value in request.query_params.items() if name in _FIELDS and value}
    kind = asked.get("kind") if asked.get("kind") in FIGURES else next(iter(FIGURES))
    on, preview = today_of(request), None
    if "days" in asked:  # the form was sent, not only a kind chosen
        try:
            wish = read_given(world_event.SetEvent, asked).wish()
            preview = event_preview(reading.session, reading.actor, wish, on)
        except SeveralRefusals as wrong:
            if wants_json(request):
                raise
            _show_again(request, asked, wrong)
    page = {"course_id": reading.actor.course_id, "on": on, "kind": kind, "asked": asked, "preview": preview}
    choices = event_choices(reading.session, reading.actor)
    figures = [(each.rstrip("!"), each.endswith("!")) for each in FIGURES[str(kind)]]
    caps = parameters("events")["caps"]
    return answer.page(page, "world_event/new.html", choices=choices, figures=figures, caps=caps, **_LABELS)


def _show_again(request: Request, asked: dict[str, str], wrong: SeveralRefusals) -> None:
    """The form shows what was typed again, and beside each field what is wrong there."""
    request.state.again_action, request.state.again_typed = "/events/new", asked
    request.state.again_wrong = {
        each.field: sentence(each.code, each.figures) for each in wrong.refusals if each.field
    }


_FIELDS = frozenset(world_event.SetEvent.model_fields)


@router.post("/courses/{course_id}/events/set", openapi_extra=body_of(world_event.SetEvent))
def set_event(
    course_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[world_event.SetEvent, read(world_event.SetEvent)],
) -> Response:
    """Set an event of the course's world, the same for all its teams."""
    return answer.done("/events", door.perform("world_event.set", course_id, given))


@router.post("/events/{event_id}/cancel")
def cancel(event_id: UUID, door: Door, answer: Answer) -> Response:
    """Call an event off before it begins."""
    return answer.done("/events", door.perform("world_event.cancel", event_id))


@router.post("/events/{event_id}/lift")
def lift(event_id: UUID, door: Door, answer: Answer) -> Response:
    """End an event that is in force: today is its last day."""
    return answer.done("/events", door.perform("world_event.lift", event_id))
