"""Who may see a picture: everybody, if a published listing shows it; else those whose product it is."""

from sqlalchemy import exists, false, or_, select
from sqlmodel import Session

from app.models.course import SITE
from app.models.listing import Listing
from app.models.pack import PackPicture
from app.models.partnership import Partnership
from app.models.product import ProductPicture
from app.queries.scope import Reader


def is_public_picture(session: Session, digest: str) -> bool:
    """Whether a published listing shows the picture."""
    shown = session.execute(
        select(Listing.pictures)
        .join(ProductPicture, ProductPicture.product_id == Listing.product_id)
        .where(ProductPicture.digest == digest, Listing.state == "published")
    )
    return any(digest in pictures for (pictures,) in shown)


def is_own_picture(session: Session, reader: Reader, digest: str) -> bool:
    """Whether it is of the reader's enterprise or course, of a partner of their team, or a main picture."""
    if reader.course_id == SITE:
        return False
    picture = ProductPicture
    query = select(picture.id).where(picture.digest == digest, picture.course_id == reader.course_id)
    if not reader.teaches:
        accepted = exists().where(
            Partnership.enterprise_id == picture.enterprise_id,
            Partnership.team_id == reader.team_id,
            Partnership.state == "accepted",
        )
        window = picture.position == 0 if reader.team_id else false()  # what every team of the course sees
        query = query.where(or_(picture.enterprise_id == reader.enterprise_id, accepted, window))
    return session.execute(query.limit(1)).first() is not None or _is_in_own_pack(session, reader, digest)


def _is_in_own_pack(session: Session, reader: Reader, digest: str) -> bool:
    """Whether a pack shows it that waits for its import: to its own enterprise and to the instructor."""
    query = select(PackPicture.id).where(
        PackPicture.digest == digest, PackPicture.course_id == reader.course_id
    )
    if not reader.teaches:
        query = query.where(PackPicture.enterprise_id == reader.enterprise_id)
    return session.execute(query.limit(1)).first() is not None
