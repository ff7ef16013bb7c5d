"""The control room: the instructor's pages on what the course's world follows, and scenarios as files."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions import course_figure, course_scenario
from app.actions.course import HOUSE
from app.core.figures import figures
from app.queries.teaching.control import control_room, figures_page, house_of
from app.queries.teaching.control import course_scenario as scenario_of_course
from app.routers.answer import Answer
from app.routers.deps import Door, Teaching
from app.routers.given import body_of, read, read_given
from app.routers.one_thread import OneThread
from app.trade.refusal import Absent
from app.world.market_lines import market_lines

router = APIRouter(tags=["control"], route_class=OneThread)
_EXAMPLES = Path(__file__).resolve().parents[2] / "seed" / "scenarios"


@router.get("/control")
def control(reading: Teaching, answer: Answer) -> Response:
    """What the course's world follows: difficulty, markets, figures by subject, seed, scenario."""
    return answer.page(control_room(reading.session, reading.actor), "control/page.html")


@router.get("/control/figures/{subject}")
def subject_figures(subject: str, reading: Teaching, answer: Answer, part: str = "") -> Response:
    """The figures of one subject: as stated, as they are now, and how far they may go."""
    return answer.page(figures_page(reading.session, reading.actor, subject, part), "control/figures.html")


@router.get("/control/markets")
def markets(reading: Teaching, answer: Answer, market: str = "", factor: str = "") -> Response:
    """The markets by their share of demand; with a market and a factor: what shares would be."""
    if market and (  # a name of the address, not a field that somebody typed
        ("markets", f"{market}.size_factor") not in figures()
    ):
        raise Absent
    house = house_of(reading.session, reading.actor)
    lines = market_lines(reading.session, house, market, factor)
    page = {"lines": lines, "id": reading.actor.course_id, "market": market, "factor": factor}
    return answer.page(page, "control/markets.html")


@router.get("/control/scenario")
def scenario(reading: Teaching, answer: Answer) -> Response:
    """The course's world as a file, ready-made scenarios, and the form that takes one in."""
    room = control_room(reading.session, reading.actor)
    page = {"room": room, "examples": examples()}
    return answer.page(page, "control/scenario.html")


@router.get("/control/scenario.toml")
def scenario_file(reading: Teaching, seed: str = "") -> Response:
    """The course's world as one TOML file; with its seed only if asked."""
    text = scenario_of_course(reading.session, reading.actor, with_seed=seed == "1", settings=HOUSE)
    headers = {"content-disposition": 'attachment; filename="scenario.toml"'}
    return Response(text, media_type="application/toml; charset=utf-8", headers=headers)


@router.post("/courses/{course_id}/set-figure", openapi_extra=body_of(course_figure.SetFigure))
def set_figure(
    course_id: UUID, request: Request, door: Door, answer: Answer,
    given: Annotated[course_figure.SetFigure, read(course_figure.SetFigure)],
) -> Response:  # fmt: skip
    """Lay a figure of the course's own over the world's stated one, or take it away again."""
    outcome = door.perform("course.set_figure", course_id, given)
    return answer.done(_back(request, f"/control/figures/{given.subject}"), outcome)


@router.post("/courses/{course_id}/set-difficulty", openapi_extra=body_of(course_scenario.SetDifficulty))
def set_difficulty(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[course_scenario.SetDifficulty, read(course_scenario.SetDifficulty)],
) -> Response:  # fmt: skip
    """Choose a degree of difficulty."""
    return answer.done("/control", door.perform("course.set_difficulty", course_id, given))


@router.post("/courses/{course_id}/set-seed", openapi_extra=body_of(course_scenario.SetSeed))
def set_seed(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[course_scenario.SetSeed, read(course_scenario.SetSeed)],
) -> Response:  # fmt: skip
    """Give the course another seed, before its world begins."""
    return answer.done("/control", door.perform("course.set_seed", course_id, given))


@router.post("/courses/{course_id}/import-scenario", openapi_extra=body_of(course_scenario.ImportScenario))
def import_scenario(course_id: UUID, request: Request, door: Door, answer: Answer) -> Response:
    """Let a scenario, from a file or as text, make the world of a course that has not begun."""
    upload = getattr(request.state, "files", {}).get("file")
    typed = dict(getattr(request.state, "typed", {}))
    example = typed.pop("example", "")
    if upload is not None and upload.filename:
        typed["scenario"] = upload.file.read().decode("utf-8", "replace")
    elif example in examples():
        typed["scenario"] = (_EXAMPLES / f"{example}.toml").read_text("utf-8")
    given = read_given(course_scenario.ImportScenario, typed)
    return answer.done("/control", door.perform("course.import_scenario", course_id, given))


def examples() -> dict[str, tuple[str, str]]:
    """The scenarios that come with the product: name -> title, about."""
    told = {}
    for path in sorted(_EXAMPLES.glob("*.toml")):
        each = course_scenario.scenario_of(path.read_text("utf-8"))
        told[path.stem] = each.title, each.about
    return told


def _back(request: Request, usual: str) -> str:
    """The page of the control room that the form stood on."""
    page = getattr(request.state, "form_page", None) or ""
    return page if page.startswith("/control") else usual
