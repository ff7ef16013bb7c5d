"""Partnerships: the suppliers that a team may apply to, and the applications that an enterprise has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.enterprise import Enterprise
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product, ProductPicture
from app.models.team import Team
from app.queries.catalogue.product import ProductCard, product_cards
from app.queries.scope import Reader, found, has_duty, own
from app.trade.lifecycles import PARTNERSHIP

_PICTURES = 4


@dataclass(frozen=True, slots=True)
class Application:
    """One application. reasons: what the house rule found lacking; answer: a person's words."""

    id: UUID
    state: str
    team_id: UUID
    team: str
    company: str
    enterprise_id: UUID
    enterprise: str
    enterprise_zh: str
    pitch: str
    answer: str
    reasons: tuple[dict[str, Any], ...]
    decided_by_rule: bool
    applied_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    open: frozenset[str]
    listings: int


@dataclass(frozen=True, slots=True)
class Supplier:
    """An enterprise as a team sees it. latest: the team's last application to it, if any."""

    id: UUID
    name: str
    name_zh: str
    about: str
    about_zh: str
    industry: str
    port: str
    products: int
    categories: tuple[str, ...]
    pictures: tuple[str, ...]
    latest: Application | None


@dataclass(frozen=True, slots=True)
class SuppliersPage:
    """A team's suppliers. has_company: whether the team's company is registered, which some ask for."""

    suppliers: tuple[Supplier, ...]
    may_apply: bool
    has_company: bool


@dataclass(frozen=True, slots=True)
class ApplicationsPage:
    """An enterprise's applications, those that wait first; for an instructor all of the course."""

    applications: tuple[Application, ...]
    may_answer: bool
    of_course: bool


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """A partnership with the partner's catalogue; listed: product id -> the team's listing of it."""

    partnership: Application
    about: str
    about_zh: str
    address: str
    address_zh: str
    port: str
    contact: str
    products: tuple[ProductCard, ...]
    listed: dict[str, UUID]
    may_list: bool
    may_end: bool


def suppliers_page(session: Session, reader: Reader) -> SuppliersPage:
    """Every enterprise of the course, partners first, with the team's own state towards it."""
    latest = {each.enterprise_id: each for each in reversed(_applications(session, reader))}
    counts, pictures = _offers(session, reader.course_id)
    rows = session.execute(
        select(
            Enterprise.id, Enterprise.name, Enterprise.name_zh, Enterprise.about, Enterprise.about_zh,
            Enterprise.industry, Enterprise.port,
        ).where(Enterprise.course_id == reader.course_id).order_by(Enterprise.name)
    )  # fmt: skip
    suppliers = [
        Supplier(*row, *counts.get(row.id, (0, ())), pictures.get(row.id, ()), latest.get(row.id))
        for row in rows
    ]
    order = {"accepted": 0, "applied": 1}
    suppliers.sort(key=lambda each: order.get(each.latest.state if each.latest else "", 2))
    team = session.execute(select(Team.company_name).where(Team.id == reader.team_id)).first()
    may_apply = reader.team_id is not None and has_duty(reader, "product")
    return SuppliersPage(tuple(suppliers), may_apply, bool(team and team.company_name))


def applications_page(session: Session, reader: Reader) -> ApplicationsPage:
    """The applications to the reader's enterprise, or of the whole course for an instructor."""
    found_rows = sorted(_applications(session, reader), key=lambda each: each.state != "applied")
    return ApplicationsPage(tuple(found_rows), reader.enterprise_id is not None, reader.teaches)


def partner_page(session: Session, reader: Reader, partnership_id: UUID) -> PartnerPage:
    """One partnership; a team sees the catalogue only of who accepted it. Raises Absent."""
    one = found(next(iter(_applications(session, reader, partnership_id)), None))
    row = session.execute(
        select(
            Enterprise.about, Enterprise.about_zh, Enterprise.address, Enterprise.address_zh,
            Enterprise.port, Enterprise.contact,
        ).where(Enterprise.id == one.enterprise_id)
    ).one()  # fmt: skip
    is_open = one.state == "accepted" or reader.team_id is None
    cards = product_cards(session, reader.course_id, one.enterprise_id) if is_open else ()
    listed = session.execute(
        select(Listing.product_id, Listing.id).where(
            Listing.course_id == reader.course_id, Listing.team_id == one.team_id
        )
    )
    mine = reader.team_id == one.team_id
    return PartnerPage(
        one, *row, tuple(card for card in cards if card.is_offered),
        {str(product_id): listing_id for product_id, listing_id in listed},
        mine and (has_duty(reader, "product") or has_duty(reader, "marketing")),
        "end" in one.open and (not mine or has_duty(reader, "product")),
    )  # fmt: skip


def _applications(session: Session, reader: Reader, only: UUID | None = None) -> list[Application]:
    """The applications that the reader may see, the newest first."""
    listings = (
        select(func.count())
        .select_from(Listing)
        .join(Product, Product.id == Listing.product_id)
        .where(Listing.team_id == Partnership.team_id, Product.enterprise_id == Partnership.enterprise_id)
        .scalar_subquery()
    )
    one = Partnership
    query = (
        select(
            one.id, one.state, one.team_id, Team.name, Team.company_name, one.enterprise_id,
            Enterprise.name.label("of"), Enterprise.name_zh, one.pitch, one.answer, one.reasons,
            one.decided_by_rule, one.applied_at, one.answered_at, one.ended_at, listings,
        )
        .join(Team, Team.id == one.team_id)
        .join(Enterprise, Enterprise.id == one.enterprise_id)
        .where(own(one, reader))
        .order_by(one.applied_at.desc(), one.id.desc())
    )  # fmt: skip
    if only is not None:
        query = query.where(one.id == only)
    return [
        Application(*row[:10], tuple(row[10]), *row[11:15], PARTNERSHIP.open(row.state), row[15])
        for row in session.execute(query)
    ]


def _offers(
    session: Session, course_id: UUID
) -> tuple[dict[UUID, tuple[int, tuple[str, ...]]], dict[UUID, tuple[str, ...]]]:
    """Offered products and their categories by enterprise, and the main pictures of a few."""
    rows = session.execute(
        select(Product.enterprise_id, Product.category, ProductPicture.digest)
        .outerjoin(ProductPicture, (ProductPicture.product_id == Product.id) & (ProductPicture.position == 0))
        .where(Product.course_id == course_id, Product.is_offered.is_(True))
        .order_by(Product.sku)
    ).all()
    counts: dict[UUID, tuple[int, tuple[str, ...]]] = {}
    pictures: dict[UUID, tuple[str, ...]] = {}
    for enterprise_id, category, digest in rows:
        count, categories = counts.get(enterprise_id, (0, ()))
        leaf = category.rpartition(">")[2].strip()
        counts[enterprise_id] = (count + 1, tuple(dict.fromkeys((*categories, leaf))))
        if digest and len(pictures.get(enterprise_id, ())) < _PICTURES:
            pictures[enterprise_id] = (*pictures.get(enterprise_id, ()), digest)
    return counts, pictures
