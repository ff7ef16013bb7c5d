"""Letters that ask for money: read, checked by a call, paid or refused."""

from types import SimpleNamespace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.instruction_credit import AskIt
from app.queries.deals.deal_labels import INSTRUCTION, PURPOSES
from app.queries.deals.hindsight import DONE, KINDS, RIGHT, SIGNS, SOFT
from app.queries.deals.instruction import instruction_page, instructions
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse, InTeam
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["instruction"], route_class=OneThread)
LABELS = SimpleNamespace(
    instruction=INSTRUCTION,
    purposes=PURPOSES,
    kinds=KINDS,
    signs=SIGNS,
    right=RIGHT,
    done=DONE,
    soft=SOFT,
)


@router.get("/instructions")
def all_instructions(reading: InTeam, answer: Answer) -> Response:
    """Letters that asked the team to pay to an account, the newest first."""
    listed = instructions(reading.session, reading.actor)
    return answer.page({"instructions": listed}, "instruction/list.html", labels=LABELS)


@router.get("/instructions/{instruction_id}")
def one_instruction(instruction_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One letter, with what is on file beside what it says."""
    page = instruction_page(reading.session, reading.actor, instruction_id)
    return answer.page(page, "instruction/page.html", labels=LABELS)


@router.post("/instructions/{instruction_id}/check")
def check_instruction(instruction_id: UUID, door: Door, answer: Answer) -> Response:
    """Call the true party back on the number on file; the answer comes the next morning."""
    outcome = door.perform("instruction.check", instruction_id)
    return answer.done(f"/instructions/{instruction_id}", outcome)


@router.post("/instructions/{instruction_id}/pay")
def pay_instruction(instruction_id: UUID, door: Door, answer: Answer) -> Response:
    """Pay to the account of the letter."""
    return answer.done(f"/instructions/{instruction_id}", door.perform("instruction.pay", instruction_id))


@router.post("/instructions/{instruction_id}/ask", openapi_extra=body_of(AskIt))
def ask_for_amendment(
    instruction_id: UUID, door: Door, answer: Answer, given: Annotated[AskIt, read(AskIt)]
) -> Response:
    """Ask the buyer to have clauses of a draft credit struck, by their places."""
    outcome = door.perform("instruction.ask", instruction_id, given)
    return answer.done(f"/instructions/{instruction_id}", outcome)


@router.post("/instructions/{instruction_id}/accept")
def accept_credit(instruction_id: UUID, door: Door, answer: Answer) -> Response:
    """Take the letter of credit as its draft stands now."""
    outcome = door.perform("instruction.accept", instruction_id)
    return answer.done(f"/instructions/{instruction_id}", outcome)


@router.post("/instructions/{instruction_id}/refuse")
def refuse_instruction(instruction_id: UUID, door: Door, answer: Answer) -> Response:
    """Pay nothing to that account."""
    return answer.done(f"/instructions/{instruction_id}", door.perform("instruction.refuse", instruction_id))
