"""What a team may know of a buyer, beside a talk: never the truth behind the letters."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.queries.scope import Reader, own
from app.trade.working_time import local_day, next_working_moment


@dataclass(frozen=True, slots=True)
class BuyerCard:
    """What may be known of a buyer: never the truth behind the letters. opens_at: when its office works next,
    None while it works.
    """

    name: str
    name_own: str
    company_name: str
    business: str
    country: str
    city: str
    address: str
    language: str
    time_zone: str
    opens_at: datetime | None
    works_today: bool
    office_hours: str
    holiday: str
    next_holidays: tuple[tuple[date, str], ...]
    deals_before: int
    mail: str


def buyer_card(session: Session, reader: Reader, buyer: Buyer, inquiry: Inquiry, now: datetime) -> BuyerCard:
    """The card of a talk's buyer, with the earlier deals of this team."""
    holidays = dict(buyer.persona.get("holidays", {}))
    today = local_day(buyer.office, now)
    later = [(day, name) for day, name in sorted(holidays.items()) if day >= today.isoformat()]
    coming = tuple((date.fromisoformat(day), name) for day, name in later[:3])
    before = select(Inquiry.id).where(
        own(Inquiry, reader), Inquiry.buyer_id == buyer.id, Inquiry.state == "won", Inquiry.id != inquiry.id
    )
    opens_at = next_working_moment(buyer.office, now)
    return BuyerCard(
        buyer.name, str(buyer.persona.get("name_own", "")), buyer.company_name,
        str(buyer.persona.get("business", "")), buyer.country, buyer.city, buyer.address, buyer.language,
        buyer.time_zone, None if opens_at == now else opens_at, buyer.office.works_on(today),
        f"{buyer.office.opens:%H:%M}–{buyer.office.closes:%H:%M}",
        holidays.get(today.isoformat(), ""), coming, len(session.exec(before).all()),
        str(buyer.persona.get("mail", "")),
    )  # fmt: skip
