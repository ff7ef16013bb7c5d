"""What customs at the destination sees: an arrived shipment, and its charges by the rates of the day."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.shipment import Shipment
from app.queries.goods.import_bill import ImportBill, import_bill
from app.queries.goods.sailing import conduct


@dataclass(frozen=True, slots=True)
class ImportView:
    """One arrived shipment. delivery_days: least and most from the terminal to the buyer's door."""

    shipment_id: UUID
    stable_name: str
    state: str
    bill: ImportBill
    delivery_days: tuple[int, int]


def import_view(session: Session, entry: AgendaEntry) -> ImportView:
    """The shipment that an entry is about."""
    shipment = session.get_one(Shipment, entry.subject_id)
    bill = import_bill(session, shipment, home_date(entry.due_at))
    days = conduct(shipment.service).delivery_days
    return ImportView(shipment.id, shipment.stable_name, shipment.state, bill, days)
