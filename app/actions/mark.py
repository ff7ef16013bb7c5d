"""The verbs of marks: an instructor's word over what the evidence says, Q1 attested, either taken back."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator
from sqlmodel import col, select

from app.actions.act import Act
from app.actions.given import Letter, Whole, words
from app.actions.policies import teaches
from app.actions.registry import Facts, Given, action
from app.grading.criteria import ATTESTED_ONLY, CRITERIA, LEVELS
from app.models.mark import MarkOverride
from app.models.team import Team, TeamMember
from app.trade.refusal import RuleBroken

ATTESTED = len(LEVELS) - 1  # an attestation is a yes: it is kept as the highest level and shown as a word


class _OfPerson(Given):
    """A mark is of the whole team, or of one member; a form sends an empty text for the team."""

    person_id: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None


class Override(_OfPerson):
    """The level that counts in place of the evidence's, 0 (not observed) to 4; and why."""

    criterion: str
    level: Whole
    reason: Letter = words()


@action("mark.override", Team, Override, allow=teaches())
def override(act: Act, team: Team, given: Override) -> Facts:
    """Set a criterion's level by hand, with a reason.

    Raises: RuleBroken("mark.no_such_criterion"), RuleBroken("mark.attested_only"),
    RuleBroken("mark.no_such_level"), RuleBroken("mark.not_a_member").
    """
    if given.criterion not in CRITERIA:
        raise RuleBroken("mark.no_such_criterion", "criterion", criterion=given.criterion)
    if given.criterion == ATTESTED_ONLY:
        raise RuleBroken("mark.attested_only", "criterion", criterion=given.criterion)
    if not 0 <= given.level < len(LEVELS):
        raise RuleBroken("mark.no_such_level", "level", greatest=len(LEVELS) - 1)
    before = _set(act, team, given.person_id, given.criterion, given.level, given.reason)
    return {"criterion": given.criterion, "level": given.level, "level_before": before}


class Attest(_OfPerson):
    """What the instructor saw for themselves; no log can say it."""

    reason: Letter = words()


@action("mark.attest", Team, Attest, allow=teaches())
def attest(act: Act, team: Team, given: Attest) -> Facts:
    """Attest Q1, which is never scored from a log.

    Raises: RuleBroken("mark.not_a_member").
    """
    _set(act, team, given.person_id, ATTESTED_ONLY, ATTESTED, given.reason)
    return {"criterion": ATTESTED_ONLY}


class Withdraw(_OfPerson):
    """Which word is taken back."""

    criterion: str


@action("mark.withdraw", Team, Withdraw, allow=teaches())
def withdraw(act: Act, team: Team, given: Withdraw) -> Facts:
    """Take an override or an attestation back: the evidence alone counts again.

    Raises: RuleBroken("mark.nothing_to_withdraw").
    """
    row = _found(act, team, given.person_id, given.criterion)
    if row is None:
        raise RuleBroken("mark.nothing_to_withdraw", "criterion", criterion=given.criterion)
    act.session.delete(row)
    return {"criterion": given.criterion, "level_before": row.level}


def _set(act: Act, team: Team, person_id: UUID | None, criterion: str, level: int, reason: str) -> int | None:
    """Write the instructor's word; gives the level it replaces, if there was one."""
    if person_id is not None and not act.rows(TeamMember, team_id=team.id, person_id=person_id):
        raise RuleBroken("mark.not_a_member", "person_id")
    row = _found(act, team, person_id, criterion)
    before = row.level if row else None
    given_by = act.actor.person_id
    if given_by is None:
        raise RuleBroken("mark.only_a_person")
    if row is None:
        row = MarkOverride(
            team_id=team.id, person_id=person_id, criterion=criterion, level=level, reason=reason,
            given_by_id=given_by, given_at=act.now,
        )  # fmt: skip
        act.add(row)
    else:
        row.level, row.reason, row.given_by_id, row.given_at = level, reason, given_by, act.now
    return before


def _found(act: Act, team: Team, person_id: UUID | None, criterion: str) -> MarkOverride | None:
    query = select(MarkOverride).where(
        MarkOverride.course_id == act.course.id,
        MarkOverride.team_id == team.id,
        MarkOverride.criterion == criterion,
    )
    of_person = col(MarkOverride.person_id)
    return act.session.exec(
        query.where(of_person.is_(None) if person_id is None else of_person == person_id)
    ).first()
