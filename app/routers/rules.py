"""The rules of trade: the list, one rule with a form to try it, and its answer with workings."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from app.actions.refusals import Missing
from app.queries.knowledge.rule import asked, described, examples
from app.queries.knowledge.rule_page import SUBJECT_LABELS, from_form, rule_page, rules_page
from app.queries.knowledge.rule_words import choice_of, label_of
from app.routers.answer import Answer, wants_json
from app.routers.deps import SignedIn
from app.routers.one_thread import OneThread
from app.trade.rulebook.rule_titles import TITLES
from app.trade.rulebook.rules import Rule
from app.trade.rulebook.rules import rules as all_rules
from app.trade.words.money_labels import WORDS

router = APIRouter(tags=["knowledge"], route_class=OneThread)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "properties": {}}}},
    }
}


@router.get("/rules")
def rules(
    request: Request, who: SignedIn, answer: Answer, q: Annotated[str, Query(max_length=120)] = ""
) -> Response:
    """List the rules of trade with their arguments, units and sources; a page may be searched."""
    if wants_json(request):
        return JSONResponse([described(one) for one in all_rules().values()])
    page = rules_page(" ".join(q.split()))
    return answer.page(page, "rules/list.html", fragment="rules/_found.html", subjects=SUBJECT_LABELS)


@router.get("/rules/{rule_name}")
def rule(request: Request, rule_name: str, who: SignedIn, answer: Answer) -> Response:
    """Show one rule with its source, arguments and an example to try."""
    found = _rule(rule_name)
    if wants_json(request):
        return JSONResponse({**described(found), "example": examples().get(rule_name)})
    return _page(answer, found)


@router.post("/rules/{rule_name}", openapi_extra=_BODY)
def ask(request: Request, rule_name: str, who: SignedIn, answer: Answer) -> Response:
    """Ask a rule: its arguments in, its value and workings out; nothing is saved."""
    found = _rule(rule_name)
    typed: dict[str, Any] = getattr(request.state, "typed", {})
    is_form = hasattr(request.state, "typed_flat")
    given = from_form(described(found)["arguments"], typed) if is_form else typed
    said = asked(found, given)
    if wants_json(request):
        return JSONResponse({"rule": rule_name, "value": said.value, "workings": said.workings})
    return _page(answer, found, given, said)


def _rule(name: str) -> Rule:
    if name not in all_rules():
        raise Missing
    return all_rules()[name]


def _page(answer: Answer, found: Rule, *asked_and_said: Any) -> Response:
    page = rule_page(found, *asked_and_said)
    words = {**WORDS, "lines": TITLES | WORDS["lines"]}  # a rule of one step is its own line
    more = {"subjects": SUBJECT_LABELS, "w": words, "pairs": _pairs, "label_of": label_of}
    return answer.page(page, "rules/rule.html", **more)


def _pairs(names: list[str]) -> list[tuple[str, str]]:
    """Choices as a form takes them: the code as the value, its words as the label."""
    return [(name, choice_of(name)) for name in names]
