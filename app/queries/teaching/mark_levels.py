"""Each team's levels as its own deeds give them, kept until the team does or sells something more.

The class's table and the middle of the class need every team's levels at each view of a sheet. A log only
grows, so what a team's records say is worked out once for each length that they had, in each process.
"""

from collections.abc import Sequence
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlmodel import Session

from app.grading.mark_sheet import mark_sheet
from app.models.consumer_order import ConsumerOrder
from app.models.evidence import RunningNumber
from app.queries.teaching.observation import observations_by_team

# How much a team had done: records, orders counted in bulk, and the last of these.
_Length = tuple[int, int, int]
_Kept = dict[tuple[UUID, UUID, bool], tuple[_Length, dict[str, int]]]
_PREFIX = "record:team:"
_MOST_KEPT = 4000  # teams, of some 3 kB each

_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def levels_by_team(
    session: Session, course_id: UUID, team_ids: Sequence[UUID], *, is_simulated: bool = False
) -> dict[UUID, dict[str, int]]:
    """Team id -> criterion -> level by the evidence alone, without an instructor's word.

    Args: is_simulated, what the players did that run these teams, in their people's place.
    """
    kept = _kept.setdefault(session.get_bind().engine, {})
    lengths = _lengths(session, course_id)
    found: dict[UUID, dict[str, int]] = {}
    stale = []
    for team_id in team_ids:
        length, levels = kept.get((course_id, team_id, is_simulated), (None, {}))
        found[team_id] = levels
        if length != lengths.get(team_id, (0, 0, 0)):
            stale.append(team_id)
    for team_id, levels in _reckoned(session, course_id, stale, is_simulated).items():
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[course_id, team_id, is_simulated] = lengths.get(team_id, (0, 0, 0)), levels
        found[team_id] = levels
    return found


def _reckoned(
    session: Session, course_id: UUID, team_ids: Sequence[UUID], is_simulated: bool
) -> dict[UUID, dict[str, int]]:
    """The levels of these teams: one by one while they are few, else from one reading of the log."""
    if len(team_ids) > 3:
        seen = observations_by_team(session, course_id)
    else:
        seen = {}
        for team_id in team_ids:
            seen |= observations_by_team(session, course_id, team_id)
    sheets = {
        team_id: mark_sheet(seen.get(str(team_id), ()), is_simulated=is_simulated) for team_id in team_ids
    }
    return {
        team_id: {code: cell.level for code, cell in sheet.cells.items()} for team_id, sheet in sheets.items()
    }


def _lengths(session: Session, course_id: UUID) -> dict[UUID, _Length]:
    counted = select(RunningNumber.name, RunningNumber.last).where(
        RunningNumber.course_id == course_id, RunningNumber.name.startswith(_PREFIX, autoescape=True)
    )
    records = {UUID(name.removeprefix(_PREFIX)): last for name, last in session.execute(counted)}
    order = ConsumerOrder
    sold = (
        select(order.team_id, func.count(), func.max(order.bulk_number))
        .where(order.course_id == course_id, order.bulk_number.is_not(None))
        .group_by(order.team_id)
    )
    bought = {team: (number, last) for team, number, last in session.execute(sold)}
    return {
        team: (records.get(team, 0), *bought.get(team, (0, 0))) for team in records.keys() | bought.keys()
    }
