"""What the insurer sees of a claim: its policy, the survey report, the papers; not the deal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.core.days_off import closed_days
from app.models.agenda import AgendaEntry
from app.models.insurance_claim import InsuranceClaim
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.teaching.world_event import events_of
from app.trade.carriage.claim_settlement import ClaimFile
from app.trade.market.world_event import bank_stop_days

_HOME_COUNTRY, _AHEAD = "CN", 60


@dataclass(frozen=True, slots=True)
class InsurerView:
    """One claim. closed: days to come on which neither insurer nor bank works."""

    stable_name: str
    claim_id: UUID
    state: str
    on: date
    file: ClaimFile
    closed: frozenset[date]


def insurer_view(session: Session, entry: AgendaEntry) -> InsurerView:
    """What lies on the insurer's desk."""
    claim = session.get_one(InsuranceClaim, entry.subject_id)
    shipment, policy = (
        session.get_one(Shipment, claim.shipment_id),
        session.get_one(InsurancePolicy, claim.policy_id),
    )
    on, survey = home_date(entry.due_at), shipment.damage if claim.peril != "delay" else {}
    arrived_on = home_date(shipment.arrived_at) if shipment.arrived_at else on
    file = ClaimFile(
        clauses=policy.clauses, peril=claim.peril, insured=policy.insured_usd, claimed=claim.claimed_usd,
        pieces=survey.get("pieces", 0), quantity=survey.get("quantity", 1),
        notice_after_days=(home_date(claim.filed_at) - arrived_on).days, papers=tuple(claim.papers),
        letter_in_time=claim.letter_in_time, is_second=claim.times_filed > 1 or claim.state == "queried",
    )  # fmt: skip
    closed = closed_days((_HOME_COUNTRY,), on, _AHEAD) | bank_stop_days(events_of(session), on, _AHEAD)
    return InsurerView(entry.given["stable_name"], claim.id, claim.state, on, file, closed)
