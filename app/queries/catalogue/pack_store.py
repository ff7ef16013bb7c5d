"""Pictures of packs on disk: which file is known, which picture nothing shows, how much room is taken."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.pack import Pack, PackPicture
from app.models.product import ProductPicture


def is_known_file(session: Session, enterprise_id: UUID, digest: str) -> bool:
    """Whether this very file waits for its import or is the one in force."""
    query = select(Pack.id).where(
        Pack.enterprise_id == enterprise_id, Pack.digest == digest, Pack.state.in_(("checked", "imported"))
    )
    return session.execute(query.limit(1)).first() is not None


def unused_pictures(session: Session, digests: Sequence[str]) -> list[str]:
    """Those of the digests that no product and no pack that may still be imported shows."""
    shown = select(ProductPicture.digest).where(ProductPicture.digest.in_(digests))
    waiting = (
        select(PackPicture.digest)
        .join(Pack, Pack.id == PackPicture.pack_id)
        .where(PackPicture.digest.in_(digests), Pack.state != "discarded")
    )
    used = {digest for query in (shown, waiting) for (digest,) in session.execute(query)}
    return [digest for digest in dict.fromkeys(digests) if digest not in used]


def picture_digests(session: Session, pack_id: UUID) -> list[str]:
    """The digests of a pack's pictures."""
    return [digest for (digest,) in session.execute(
        select(PackPicture.digest).where(PackPicture.pack_id == pack_id)
    )]  # fmt: skip


def store_use(session: Session, enterprise_id: UUID) -> tuple[int, int]:
    """Files and bytes that the enterprise's pictures take, discarded packs aside."""
    each = (
        select(PackPicture.digest, func.max(PackPicture.stored_bytes).label("size"))
        .join(Pack, Pack.id == PackPicture.pack_id)
        .where(PackPicture.enterprise_id == enterprise_id, Pack.state != "discarded")
        .group_by(PackPicture.digest)
        .subquery()
    )
    count, size = session.execute(
        select(func.count(), func.coalesce(func.sum(each.c.size), 0)).select_from(each)
    ).one()
    return 2 * count, int(size)
