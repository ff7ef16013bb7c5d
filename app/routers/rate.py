"""The reference desk: rates by subject and place, one rate with its history, the course's own values."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.actions import rate
from app.actions.course import RULE_DATES
from app.actions.rate_key import expected_unit
from app.core.clock import home_date
from app.queries.rates.rate_desk import rate_desk
from app.queries.rates.rate_override import overrides
from app.queries.rates.rate_page import RateNamed, rate_page
from app.queries.rates.rate_rows import RowsAsked
from app.queries.rates.rule_date import rule_date_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.trade.rates.rate_kind import KINDS
from app.trade.rates.rate_labels import PAPERS_ON_THEIR_WAY, TRUST_LABELS
from app.trade.refusal import Absent, RuleBroken

router = APIRouter(tags=["rate"], route_class=OneThread)
Word = Annotated[str, Query(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]


def today_of(request: Request) -> date:
    """The course's day. Raises: Absent for somebody who has no course open."""
    return home_date(now_of(request))


@router.get("/rates")
def desk(
    request: Request,
    reading: InCourse,
    answer: Answer,
    subject: Word = "duty",
    place: Word = "",
    q: Word = "",
) -> Response:
    """Every reference table that the course reckons with: value, unit, day, source, trust, and the gaps."""
    asked = RowsAsked(today_of(request), place, q.strip())
    page = rate_desk(reading.session, reading.actor, subject, asked)
    return answer.page(page, "rate/desk.html", trusts=TRUST_LABELS)


@router.get("/rates/one")
def one(
    request: Request, reading: InCourse, answer: Answer, kind: Word, key: Word, part: Word = ""
) -> Response:
    """One rate: today's value, what the site holds, the course's overrides; an instructor sets it here."""
    known = KINDS.get(kind)
    if known is None:
        raise Absent
    units = {each: expected_unit(reading.session, kind, key, each) for each in known.parts}
    chosen = part or next((each for each, unit in units.items() if unit), "")
    unit = units.get(chosen)
    if unit is None:
        raise Absent
    page = rate_page(reading.session, reading.actor, RateNamed(kind, key, chosen, unit), today_of(request))
    parts = [(each, label) for each, label in page.parts if units[each]]
    return answer.page(page, "rate/page.html", trusts=TRUST_LABELS, parts=parts)


@router.get("/rates/rule-date")
def rule_date(request: Request, reading: InCourse, answer: Answer, day: Word | None = None) -> Response:
    """The day of law; an instructor sees what another (`day`, empty: the clock's) would change."""
    asked = day is not None and reading.actor.teaches
    thought_of = _day(day) if asked and day else None
    page = rule_date_page(reading.session, reading.actor, today_of(request), asked, thought_of)
    return answer.page(page, "rate/rule_date.html", papers=PAPERS_ON_THEIR_WAY)


def _day(text: str) -> date:
    """A day of the address. Raises: RuleBroken("course.rule_date_out_of_range")."""
    least, greatest = RULE_DATES
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not least <= found <= greatest:
        raise RuleBroken("course.rule_date_out_of_range", "day", least=least, greatest=greatest)
    return found


@router.get("/rates/overrides")
def listed(reading: InCourse, answer: Answer) -> Response:
    """The course's own values, in force and withdrawn."""
    rows = overrides(reading.session, reading.actor)
    return answer.page({"rows": rows, "may_set": reading.actor.teaches}, "rate/overrides.html")


@router.post("/courses/{course_id}/rates/override", openapi_extra=body_of(rate.Override))
def override(
    course_id: UUID, door: Door, answer: Answer, given: Annotated[rate.Override, read(rate.Override)]
) -> Response:
    """Set a rate of the course's own in place of the site's, with a reason and a source."""
    return answer.done("/rates/overrides", door.perform("rate.override", course_id, given))


@router.post("/rates/{rate_id}/withdraw")
def withdraw(rate_id: UUID, door: Door, answer: Answer) -> Response:
    """Take an override back."""
    return answer.done("/rates/overrides", door.perform("rate.withdraw", rate_id))
