"""A shipment: the booking with a carrier, the journey, and the cover for it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from app.models.base import AMOUNT, VOLUME, WEIGHT, CourseRow, Plain, Utc


class Shipment(CourseRow, table=True):
    """Goods of an order on their way. `option` is the chosen offer with its charges and workings.

    stable_name: for the dice; freight_paid_by: seller or buyer, as the Incoterm says; containers: [{"number",
    "kind", "seal"}]; import_charges: what the destination asks and who bears it, or why it is not known;
    events: [{"at", "code", "place", "figures"}] in order, for tracking; damage: {} or, by the survey at the
    destination, {"kind", "pieces", "quantity", "survey_number", "found_on"}.
    """

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    stable_name: str = Field(max_length=160)
    number: int
    state: str = Field(default="booked", max_length=20)
    service: str = Field(max_length=30)
    mode: str = Field(max_length=20)
    carrier: str = Field(max_length=120)
    origin: str = Field(max_length=10)
    destination: str = Field(max_length=10)
    packages: int
    gross_kg: Decimal = Field(sa_type=WEIGHT)
    net_kg: Decimal = Field(sa_type=WEIGHT)
    volume_m3: Decimal = Field(sa_type=VOLUME)
    freight_usd: Decimal = Field(sa_type=AMOUNT)
    freight_paid_by: str = Field(max_length=10)
    option: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    vessel: str = Field(default="", max_length=120)
    voyage: str = Field(default="", max_length=40)
    transport_document_number: str = Field(default="", max_length=40)
    containers: list[Any] = Field(default_factory=list, sa_type=Plain)
    rolls: int = 0
    marks: str = Field(default="", max_length=400)
    cut_off_at: datetime = Field(sa_type=Utc)
    departs_on: date
    arrives_on: date
    loaded_at: datetime | None = Field(default=None, sa_type=Utc)
    departed_at: datetime | None = Field(default=None, sa_type=Utc)
    arrived_at: datetime | None = Field(default=None, sa_type=Utc)
    cleared_at: datetime | None = Field(default=None, sa_type=Utc)
    delivered_at: datetime | None = Field(default=None, sa_type=Utc)
    import_charges: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    damage: dict[str, Any] = Field(default_factory=dict, sa_type=Plain)
    events: list[Any] = Field(default_factory=list, sa_type=Plain)

    def note(self, at: datetime, code: str, place: str, **figures: Any) -> None:
        """One more event for the tracking page, at a port, airport or country."""
        self.events = [*self.events, {"at": at.isoformat(), "code": code, "place": place, "figures": figures}]


class InsurancePolicy(CourseRow, table=True):
    """Marine or air cargo cover of a shipment."""

    __tablename__ = "insurance_policy"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    order_id: UUID = Field(foreign_key="order.id", index=True)
    shipment_id: UUID = Field(foreign_key="shipment.id", index=True)
    number: str = Field(max_length=40)
    clauses: str = Field(max_length=20)
    insured_usd: Decimal = Field(sa_type=AMOUNT)
    premium_usd: Decimal = Field(sa_type=AMOUNT)
    issued_on: date
    workings: list[Any] = Field(default_factory=list, sa_type=Plain)
