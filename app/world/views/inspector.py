"""What an inspector meets at the factory: the lot as it truly is, and the plan of the sample."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.models.inspection import Inspection
from app.models.purchase import Purchase


@dataclass(frozen=True, slots=True)
class InspectorView:
    """One inspection. defective: faulty pieces in the lot of `quantity`."""

    inspection_id: UUID
    stable_name: str
    state: str
    quantity: int
    defective: int
    sample_size: int


def inspector_view(session: Session, entry: AgendaEntry) -> InspectorView:
    """The inspection that an entry is about."""
    inspection = session.get_one(Inspection, entry.subject_id)
    purchase = session.get_one(Purchase, inspection.purchase_id)
    return InspectorView(
        inspection.id,
        f"{purchase.stable_name}:inspection:{inspection.number}",
        inspection.state,
        purchase.quantity,
        int(purchase.defects.get("defective", 0)),
        inspection.sample_size,
    )
