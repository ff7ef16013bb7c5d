"""What the import of a checked pack would change in its enterprise's catalogue."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.models.pack import PackPicture, PackRow
from app.models.product import Product, ProductPicture, comparable_row, row_of
from app.queries.scope import Reader
from app.trade.catalogue.product import ProductRow, comparable_sku
from app.trade.catalogue.product_differences import Differences, differences
from app.trade.catalogue.product_plain import product_of


def pack_changes(session: Session, reader: Reader, enterprise_id: UUID, pack_id: UUID) -> Differences:
    """The pack's good rows against the products that are offered now; pictures compare by their digests.

    Products whose row was refused are left out: an import does not touch them.
    """
    rows = session.execute(select(PackRow.product, PackRow.sku).where(PackRow.pack_id == pack_id)).all()
    refused = {comparable_sku(row.sku) for row in rows if row.product is None}
    old = [row for row in _offered(session, reader, enterprise_id) if comparable_sku(row.sku) not in refused]
    before = {comparable_sku(row.sku): row for row in old}
    named = select(PackPicture.name, PackPicture.digest).where(PackPicture.pack_id == pack_id)
    digests = dict(session.execute(named).all())
    new = []
    for row in (product_of(row.product) for row in rows if row.product is not None):
        brought = tuple(digests[name] for name in row.pictures if name in digests)
        held = before.get(comparable_sku(row.sku))
        pictures = brought or (held.pictures if held else ())
        new.append(comparable_row(row, pictures, held.carton_net_kg if held else None))
    return differences(old, new)


def _offered(session: Session, reader: Reader, enterprise_id: UUID) -> list[ProductRow]:
    shown: dict[UUID, list[str]] = {}
    picture = ProductPicture
    for product_id, digest in session.execute(
        select(picture.product_id, picture.digest)
        .where(picture.course_id == reader.course_id, picture.enterprise_id == enterprise_id)
        .order_by(picture.position)
    ):
        shown.setdefault(product_id, []).append(digest)
    held = session.execute(
        select(*Product.__table__.columns).where(
            Product.course_id == reader.course_id,
            Product.enterprise_id == enterprise_id,
            Product.is_offered.is_(True),
        )
    )
    return [row_of(product, tuple(shown.get(product.id, ()))) for product in held]
