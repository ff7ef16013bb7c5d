"""Marks: the class's levels, a team's sheet, the instructor's word, and both as spreadsheets."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.mark import Attest, Override, Withdraw
from app.core.sheet_out import OutSheet, csv_bytes, xlsx_bytes
from app.core.words import gettext
from app.queries.teaching.mark import TeamMarks, class_marks, team_marks
from app.queries.teaching.mark_export import class_sheet, team_sheet
from app.queries.teaching.mark_words import (
    ATTESTED_ONLY,
    COLUMNS,
    FAMILIES,
    FIGURE_2,
    LEVELS,
    TABLE_1,
    level_words,
)
from app.queries.teaching.verify import must_be_whole
from app.routers.answer import Answer
from app.routers.charts import radar
from app.routers.deps import Door, InCourse, Teaching
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.refusal import Absent

router = APIRouter(tags=["marks"], route_class=OneThread)
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.get("/marks")
def class_table(reading: Teaching, answer: Answer) -> Response:
    """Every team against the eighteen cells of Table 1."""
    page = class_marks(reading.session, reading.actor)
    must_be_whole(reading.session, reading.actor.course_id)
    return answer.page(
        page, "mark/list.html", table_1=TABLE_1, columns=COLUMNS, levels=LEVELS, level_words=level_words
    )


@router.get("/marks/export.{kind}")
def export_class(kind: str, reading: Teaching) -> Response:
    """The class's levels as a spreadsheet, csv or xlsx."""
    must_be_whole(reading.session, reading.actor.course_id)
    return _file(class_sheet(class_marks(reading.session, reading.actor)), kind)


@router.get("/marks/{team_id}")
def team_page(
    team_id: UUID, reading: InCourse, answer: Answer, person: UUID | None = None, cell: str = "",
    player: bool = False,
) -> Response:  # fmt: skip
    """A team's mark sheet, one member's, or its player's: a level for each cell, the evidence behind it."""
    page = team_marks(reading.session, reading.actor, team_id, person, is_simulated=player)
    must_be_whole(reading.session, reading.actor.course_id)
    return answer.page(
        page, "mark/page.html", table_1=TABLE_1, columns=COLUMNS, levels=LEVELS, level_words=level_words,
        families=FAMILIES, figure_2=FIGURE_2, attested_only=ATTESTED_ONLY, chart=_chart(page), open_cell=cell,
    )  # fmt: skip


@router.get("/marks/{team_id}/export.{kind}")
def export_team(
    team_id: UUID, kind: str, reading: InCourse, person: UUID | None = None, player: bool = False
) -> Response:
    """A team's mark sheet as a spreadsheet, csv or xlsx."""
    page = team_marks(reading.session, reading.actor, team_id, person, is_simulated=player)
    must_be_whole(reading.session, reading.actor.course_id)
    return _file(team_sheet(page), kind)


@router.post("/teams/{team_id}/marks/override", openapi_extra=body_of(Override))
def override_mark(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[Override, read(Override)]
) -> Response:
    """Set a criterion's level by hand, with a reason."""
    outcome = door.perform("mark.override", team_id, given)
    return answer.done(_sheet_of(team_id, given.person_id, given.criterion), outcome)


@router.post("/teams/{team_id}/marks/attest", openapi_extra=body_of(Attest))
def attest_mark(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[Attest, read(Attest)]
) -> Response:
    """Attest Q1, which no log can score."""
    outcome = door.perform("mark.attest", team_id, given)
    return answer.done(_sheet_of(team_id, given.person_id, ATTESTED_ONLY), outcome)


@router.post("/teams/{team_id}/marks/withdraw", openapi_extra=body_of(Withdraw))
def withdraw_mark(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[Withdraw, read(Withdraw)]
) -> Response:
    """Take an override or an attestation back."""
    outcome = door.perform("mark.withdraw", team_id, given)
    return answer.done(_sheet_of(team_id, given.person_id, given.criterion), outcome)


def _sheet_of(team_id: UUID, person_id: UUID | None, criterion: str) -> str:
    person = f"person={person_id}&" if person_id else ""
    return f"/marks/{team_id}?{person}cell={criterion}#{criterion}"


def _chart(page: TeamMarks) -> object:
    """The six capabilities of the team against the middle of the class."""
    cells = [cell for cell in page.cells if cell.criterion.startswith("C")]
    labels = [gettext(TABLE_1[cell.criterion][1]) for cell in cells]
    middle = [float(page.middle[cell.criterion]) for cell in cells]
    series = [
        (gettext("Middle of the class"), "klass", middle),
        (page.name, "team", [c.level for c in cells]),
    ]
    return radar(labels, series, top=len(LEVELS) - 1, title=gettext("Levels of the six capabilities, 0 to 4"))


def _file(sheet: OutSheet, kind: str) -> Response:
    if kind not in _KINDS:
        raise Absent
    content = csv_bytes(sheet.headers, sheet.rows) if kind == "csv" else xlsx_bytes([sheet])
    headers = {"content-disposition": f'attachment; filename="{sheet.name}.{kind}"'}
    return Response(content, media_type=_KINDS[kind], headers=headers)
