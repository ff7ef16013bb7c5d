"""The verb of the document workshop: an answer to a practice set is handed in, examined and kept."""

from decimal import Decimal

from app.actions.act import Act
from app.actions.given import Boxes, Line, Whole
from app.actions.policies import team_member
from app.actions.registry import Facts, Given, action
from app.models.practice import PracticeAttempt
from app.models.team import Team
from app.trade.papers.documents import missing, paper
from app.trade.papers.draft import drafted
from app.trade.practice.practice_set import FIND, PracticeSet, compared, findings_of, marks_of, practice_set
from app.trade.refusal import RuleBroken

# A first try that finds so many of the faults, false alarms taken off, shows that the rules are known.
_SHARE_KNOWN = Decimal("0.8")


class HandIn(Given):
    """The answer: `marks` of boxes that disagree, {paper: {box: rule}}, or `fields` of the paper made out."""

    kind: Line
    level: Whole
    number: Whole
    marks: Boxes = {}
    fields: Boxes = {}


@action("practice.hand_in", Team, HandIn, allow=team_member())
def hand_in(act: Act, team: Team, given: HandIn) -> Facts:
    """Hand an answer to a practice set in; it is examined, and only then the answer is shown.

    Raises: RuleBroken("practice.unknown_set"), RuleBroken("practice.nothing_made"), SeveralRefusals of
        `draft.drafted`.
    """
    practice = practice_set(act.course.seed, given.kind, given.level, given.number)
    kind, level, number = given.kind, given.level, given.number
    tries = len(act.rows(PracticeAttempt, team_id=team.id, kind=kind, level=level, set_number=number))
    attempt = PracticeAttempt(
        team_id=team.id, person_id=act.actor.person_id, kind=kind, level=level, set_number=number,
        paper=practice.paper, tries_before=tries, handed_in_at=act.now,
    )  # fmt: skip
    if practice.kind == FIND:
        _compare(attempt, practice, given)
    else:
        _examine(attempt, practice, given)
    act.add(attempt)
    facts = {
        "kind": attempt.kind, "level": attempt.level, "number": attempt.set_number, "paper": attempt.paper,
        "hits": attempt.hits, "misses": attempt.misses, "false_alarms": attempt.false_alarms,
        "errors": attempt.errors, "missing": attempt.missing, "share_right": attempt.share_right,
        "tries_before": tries,
    }  # fmt: skip
    # A place to practise: a weak try is no evidence against anybody, and a second one has seen the answer.
    is_known = tries == 0 and attempt.share_right >= _SHARE_KNOWN
    return facts | ({"is_right_unaided": True} if is_known else {})


def _compare(attempt: PracticeAttempt, practice: PracticeSet, given: HandIn) -> None:
    marks = marks_of(given.marks)
    comparison = compared(practice, marks)
    answer: dict[str, dict[str, str]] = {}
    for mark in marks:
        answer.setdefault(mark.kind, {})[mark.field] = mark.code
    attempt.answer = answer
    attempt.hits, attempt.misses = len(comparison.hits), len(comparison.misses)
    attempt.false_alarms = len(comparison.false_alarms)
    attempt.share_right = comparison.share_found.quantize(Decimal("0.0001"))


def _examine(attempt: PracticeAttempt, practice: PracticeSet, given: HandIn) -> None:
    values = drafted(practice.paper, given.fields)
    if not values:
        raise RuleBroken("practice.nothing_made", "fields")
    found = findings_of(practice, values)
    own = {each.name for each in paper(practice.paper).fields if each.filled_by == "student"}
    attempt.answer, attempt.missing = values, len(own & set(missing(practice.paper, values)))
    attempt.errors = sum(each.severity == "error" for each in found)
    attempt.share_right = Decimal(int(not attempt.errors and not attempt.missing))
