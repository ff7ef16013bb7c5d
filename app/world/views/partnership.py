"""What an enterprise sees of an application when its house rule decides."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from app.models.agenda import AgendaEntry
from app.models.enterprise import Enterprise
from app.models.partnership import Partnership
from app.models.team import Team


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application. partners: teams that sell for the enterprise now; the rest is its house rule."""

    partnership_id: UUID
    stable_name: str
    state: str
    pitch_characters: int
    has_company: bool
    partners: int
    least_pitch_characters: int
    most_teams: int
    needs_company: bool


_ACCEPTED = select(func.count()).where(
    col(Partnership.course_id) == bindparam("course"),
    col(Partnership.enterprise_id) == bindparam("enterprise"),
    col(Partnership.state) == "accepted",
)


def application_view(session: Session, entry: AgendaEntry) -> ApplicationView:
    """The application that an entry is about."""
    partnership = session.get_one(Partnership, entry.subject_id)
    rule = session.get_one(Enterprise, partnership.enterprise_id).house_rule
    team = session.get_one(Team, partnership.team_id)
    asked = {"course": partnership.course_id, "enterprise": partnership.enterprise_id}
    return ApplicationView(
        partnership_id=partnership.id,
        stable_name=partnership.stable_name,
        state=partnership.state,
        pitch_characters=len(partnership.pitch.strip()),
        has_company=bool(team.company_name and team.address),
        partners=session.execute(_ACCEPTED, asked).scalar_one(),
        least_pitch_characters=int(rule.get("least_pitch_characters", 0)),
        most_teams=int(rule.get("most_teams", 0)),
        needs_company=bool(rule.get("needs_company", False)),
    )
