"""What a buyer and a courier see of a sample."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.core.parameters import parameters
from app.core.rich_text import without_tags
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.product import Product
from app.models.sample import Sample
from app.queries.catalogue.laboratory_test import certificates_of
from app.trade.market.listing_quality import ListingWords, pack_facts, untrue_claims
from app.world.dice import Dice
from app.world.views.inquiry import Talk, of_talks, read_talk


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample with its talk. quality: 0 to 1 of the goods; untrue: claims that they do not bear out; both
    are seen by who examines it.
    """

    stable_name: str
    sample_id: UUID
    state: str
    talk: Talk
    on: date
    pieces: int
    owed_usd: Decimal
    days: int
    least_days: int
    most_days: int
    is_due: bool
    quality: Decimal = Decimal(0)
    untrue: tuple[str, ...] = ()


_SAMPLE = (
    of_talks(Sample)
    .join(Sample, col(Sample.inquiry_id) == Inquiry.id)
    .where(col(Sample.id) == bindparam("sample"))
)
_GOODS = (
    select(Product, Enterprise.slug)
    .join(Enterprise, col(Enterprise.id) == Product.enterprise_id)
    .where(col(Product.id) == bindparam("product"))
)


def sample_view(session: Session, entry: AgendaEntry) -> SampleView:
    """The view for a sample's entries of the agenda, but that of its examination."""
    return _sample_view(session.execute(_SAMPLE, {"sample": entry.subject_id}).one(), entry)


def examined_sample(session: Session, entry: AgendaEntry) -> SampleView:
    """The view for "sample.examine", which shows what the goods are."""
    row: Any = session.execute(_SAMPLE, {"sample": entry.subject_id}).one()
    product, slug = session.execute(_GOODS, {"product": row.Sample.product_id}).one()
    return replace(
        _sample_view(row, entry),
        quality=_quality(session.get_one(Course, entry.course_id).seed, slug, product.sku),
        untrue=untrue_of(session, row.Inquiry, product),
    )


def _sample_view(row: Any, entry: AgendaEntry) -> SampleView:
    sample: Sample = row.Sample
    name, due_at = entry.given["stable_name"], sample.answer_due_at
    return SampleView(
        stable_name=name,
        sample_id=sample.id,
        state=sample.state,
        talk=read_talk(row, entry.due_at, name),
        on=home_date(entry.due_at),
        pieces=sample.pieces,
        owed_usd=sample.owed_usd,
        days=(entry.due_at - sample.asked_at).days,
        least_days=int(entry.given.get("least_days", 0)),
        most_days=int(entry.given.get("most_days", 0)),
        is_due=due_at is not None and entry.due_at >= due_at,
    )


def _quality(seed: str, slug: str, sku: str) -> Decimal:
    """Of the goods themselves: the same for every team and day, by the course's seed and stable names."""
    rules = parameters("sample")["goods"]
    return Dice(seed, "goods", slug, sku).between(Decimal(rules["least"]), Decimal(rules["most"]))


def untrue_of(session: Session, inquiry: Inquiry, product: Product) -> tuple[str, ...]:
    """What letters and listing said of the goods and the goods do not bear out."""
    told = [each["key"] for each in inquiry.untrue]
    listing = session.get(Listing, inquiry.listing_id) if inquiry.listing_id else None
    if listing is not None:
        words = ListingWords(
            listing.title, tuple(listing.points), without_tags(listing.description),
            tuple(listing.keywords), len(listing.pictures),
        )  # fmt: skip
        texts = (product.name_en, product.materials, *product.points_en, product.description_en)
        held = certificates_of(session, inquiry.team_id, product)
        facts = pack_facts(held, texts, product.attributes)
        told += untrue_claims(words.claims, facts)
    return tuple(dict.fromkeys(told))
