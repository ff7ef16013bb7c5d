"""What a buyer sees of the papers that the seller sent."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.document import DocumentSet
from app.models.order import Order
from app.trade.finding import Finding, read_noted
from app.world.voice import ANYONE, Voice, voice_of


@dataclass(frozen=True, slots=True)
class SetView:
    """A set of papers in the buyer's hands, with the faults that the buyer sees in it."""

    order_id: UUID
    stable_name: str
    state: str
    contract_number: str
    signature: str
    times_queried: int
    findings: tuple[Finding, ...]
    company: str = ""
    city: str = ""
    voice: Voice = ANYONE


def set_view(session: Session, entry: AgendaEntry) -> SetView:
    """The set of an entry's order."""
    order = session.get_one(Order, entry.subject_id)
    buyer = session.get_one(Buyer, order.buyer_id)
    row = session.exec(
        select(DocumentSet).where(DocumentSet.course_id == order.course_id, DocumentSet.order_id == order.id)
    ).one()
    return SetView(
        order_id=order.id,
        stable_name=entry.given["stable_name"],
        state=row.state,
        contract_number=str(order.terms.get("number", "")),
        signature=buyer.name,
        times_queried=row.times_queried,
        findings=tuple(read_noted(each) for each in row.findings),
        company=buyer.company_name,
        city=buyer.city,
        voice=voice_of(buyer.persona, buyer.language_register, buyer.country),
    )
