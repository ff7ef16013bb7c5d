"""The evidence timeline, one record opened, its proof, and the matrix of actions against criteria."""

from dataclasses import fields
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from app.queries.teaching.criteria import criteria_page
from app.queries.teaching.evidence import Wanted, exported, timeline
from app.queries.teaching.evidence_record import inclusion_proof, record_page
from app.queries.teaching.mark_words import (
    COLUMNS,
    FAMILIES,
    FAMILY_LOOKS,
    ROW_KINDS,
    TABLE_1,
    kind_words,
    options,
    table_words,
)
from app.queries.teaching.verify import must_be_whole
from app.routers.answer import Answer
from app.routers.deps import InCourse, Teaching
from app.routers.one_thread import OneThread

router = APIRouter(tags=["evidence"], route_class=OneThread)
_GREATEST = 2**31 - 1
Number = Annotated[int, Path(ge=0, le=_GREATEST)]


class Filters(BaseModel):
    """The filters of the address, as text; `before` pages on."""

    team: str = ""
    member: str = ""
    family: str = ""
    criterion: str = ""
    outcome: str = ""
    on: str = ""
    before: Annotated[int | None, Field(ge=0, le=_GREATEST)] = None


async def find_wanted(asked: Annotated[Filters, Query()]) -> Wanted:
    """What the reader wants to see; what cannot be read filters nothing."""
    short = (asked.member[:60], asked.family[:20], asked.criterion[:2], asked.outcome[:10])
    return Wanted(_team(asked.team), *short, _day(asked.on), asked.before)


def _team(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@router.get("/evidence")
def evidence_timeline(
    reading: InCourse, answer: Answer, wanted: Annotated[Wanted, Depends(find_wanted)]
) -> Response:
    """Records, newest first: an instructor sees the course, a student their team, the parties' deeds too."""
    page = timeline(reading.session, reading.actor, wanted)

    def link(**changed: object) -> str:
        kept = {field.name: getattr(wanted, field.name) for field in fields(wanted) if field.name != "before"}
        chosen = {name: str(value) for name, value in {**kept, **changed}.items() if value not in (None, "")}
        return "/evidence" + (f"?{urlencode(chosen)}" if chosen else "")

    return answer.page(
        page, "evidence/list.html", fragment="evidence/_rows.html", link=link, families=options(FAMILIES),
        looks=FAMILY_LOOKS, table_1=TABLE_1, criteria_options=options(TABLE_1),
    )  # fmt: skip


@router.get("/evidence/export")
def export_evidence(reading: Teaching) -> Response:
    """Every record of the course as JSON lines: the sealed bytes as they are, each with its leaf hash."""
    must_be_whole(reading.session, reading.actor.course_id)
    headers = {"content-disposition": 'attachment; filename="evidence.jsonl"'}
    lines = exported(reading.session, reading.actor)
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


@router.get("/evidence/{number}")
def open_record(number: Number, reading: InCourse, answer: Answer) -> Response:
    """One record: what was done, by whom, when, old and new values, facts, and its place in the log."""
    page = record_page(reading.session, reading.actor, number)
    return answer.page(
        page, "evidence/page.html", table_1=TABLE_1, row_kinds=ROW_KINDS, table_words=table_words
    )


@router.get("/evidence/{number}/proof")
def prove_record(number: Number, reading: InCourse, answer: Answer) -> Response:
    """The hashes that prove that the record stands in the log, without showing any other record."""
    page = inclusion_proof(reading.session, reading.actor, number)
    return answer.page(page, "evidence/proof.html", fragment="evidence/_proof.html")


@router.get("/criteria")
def criteria_matrix(reading: InCourse, answer: Answer) -> Response:
    """Table 1, and every action with the criteria that it bears on."""
    return answer.page(criteria_page(), "evidence/criteria.html", columns=COLUMNS, kind_words=kind_words)
