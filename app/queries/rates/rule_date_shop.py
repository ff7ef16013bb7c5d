"""Published listings of a course, with the markets that their shipping templates promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.listing import Listing
from app.models.product import Product
from app.models.team import Team
from app.queries.scope import Reader


@dataclass(frozen=True, slots=True)
class ShownListing:
    """One published listing. markets: ISO codes."""

    id: UUID
    title: str
    team: str
    hs10: str
    markets: tuple[str, ...]


def shown_listings(session: Session, reader: Reader) -> Iterator[ShownListing]:
    """The listings that consumers see, by team and title."""
    query = (
        select(Listing.id, Listing.title, Listing.ships_to, Product.hs_code, Team.name)
        .join(Product, col(Product.id) == Listing.product_id)
        .join(Team, col(Team.id) == Listing.team_id)
        .where(Listing.course_id == reader.course_id, Listing.state == "published")
        .order_by(col(Team.name), col(Listing.title))
    )
    for listing_id, title, ships_to, hs10, team in session.exec(query):
        yield ShownListing(listing_id, title, team, hs10, tuple(ships_to.split()))
