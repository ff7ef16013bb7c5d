"""What a buyer and a courier see of a sample."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, select

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
from app.trade.market.listing_quality import ListingWords, pack_facts, untrue_claims
from app.world.dice import Dice
from app.world.views.inquiry import Talk, talk_of


@dataclass(frozen=True, slots=True)
class SampleWish:
    """A talk in which a sample may be asked for. was_asked: the first letter spoke of samples."""

    stable_name: str
    talk: Talk
    is_asked_already: bool
    was_asked: bool


def sample_wish(session: Session, entry: AgendaEntry) -> SampleWish:
    """The view for "sample.wish"."""
    name = entry.given["stable_name"]
    inquiry = session.get_one(Inquiry, entry.subject_id)
    held = session.exec(select(Sample.id).where(Sample.inquiry_id == inquiry.id)).first()
    asked = any(each["ask"] == "samples" for each in inquiry.asks)
    return SampleWish(name, talk_of(session, inquiry.id, entry.due_at, name), held is not None, asked)


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample with its talk. quality: 0 to 1 of the goods; untrue: claims that they do not bear out."""

    stable_name: str
    sample_id: UUID
    state: str
    talk: Talk
    on: date
    pieces: int
    owed_usd: Decimal
    days: int
    quality: Decimal
    untrue: tuple[str, ...]
    least_days: int
    most_days: int
    is_due: bool


def sample_view(session: Session, entry: AgendaEntry) -> SampleView:
    """The view for a sample's entries of the agenda."""
    sample = session.get_one(Sample, entry.subject_id)
    product = session.get_one(Product, sample.product_id)
    inquiry = session.get_one(Inquiry, sample.inquiry_id)
    name = entry.given["stable_name"]
    due_at = sample.answer_due_at
    return SampleView(
        stable_name=name,
        sample_id=sample.id,
        state=sample.state,
        talk=talk_of(session, sample.inquiry_id, entry.due_at, name),
        on=home_date(entry.due_at),
        pieces=sample.pieces,
        owed_usd=sample.owed_usd,
        days=(entry.due_at - sample.asked_at).days,
        quality=_quality(session, product),
        untrue=untrue_of(session, inquiry, product),
        least_days=int(entry.given.get("least_days", 0)),
        most_days=int(entry.given.get("most_days", 0)),
        is_due=due_at is not None and entry.due_at >= due_at,
    )


def _quality(session: Session, product: Product) -> Decimal:
    """Of the goods themselves: the same for every team and day, by the course's seed and stable names."""
    rules = parameters("sample")["goods"]
    seed = session.exec(select(Course.seed).where(Course.id == product.course_id)).one()
    slug = session.exec(select(Enterprise.slug).where(Enterprise.id == product.enterprise_id)).one()
    dice = Dice(seed, "goods", slug, product.sku)
    return dice.between(Decimal(rules["least"]), Decimal(rules["most"]))


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
        facts = pack_facts(product.certificates, texts, product.attributes)
        told += untrue_claims(words.claims, facts)
    return tuple(dict.fromkeys(told))
