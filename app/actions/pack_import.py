"""What an import does to the catalogue: products made and changed by SKU, pictures put in their order.

Rows go in bulk past the recorder: the record of the import holds their counts and the pack's root.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.actions.act import Act
from app.core.guard import doing
from app.core.ids import named_id
from app.models.listing import Listing
from app.models.pack import Pack, PackPicture, PackRow
from app.models.product import Product, ProductPicture, columns_of, comparable_row, row_of
from app.trade.catalogue.product import ProductRow, comparable_sku
from app.trade.catalogue.product_plain import product_of


@dataclass(frozen=True, slots=True)
class _Coming:
    """One good row with its pictures, and the product of the same SKU that the catalogue holds."""

    row: ProductRow
    gaps: list[Any]
    pictures: tuple[PackPicture, ...]
    product_id: UUID
    held: Any


def import_into_catalogue(act: Act, pack: Pack, *, withdraw_missing: bool) -> dict[str, Any]:
    """Bring the pack's good rows into the enterprise's catalogue. Gives the counts for the record."""
    held = _held(act, pack.enterprise_id)
    rows = act.rows(PackRow, pack_id=pack.id)
    coming = _coming(act, pack, rows, held)
    shown = _pictures_of(act, [each.product_id for each in coming])
    unchanged = [each for each in coming if _is_unchanged(each, shown.get(each.product_id, ()))]
    act.bulk(Product(id=each.product_id, **_columns(act, pack, each)) for each in coming if each.held is None)
    act.bulk_change(
        Product,
        ({"id": each.product_id, **_columns(act, pack, each)} for each in coming if each.held is not None),
    )
    _put_pictures(act, pack.enterprise_id, coming, shown)
    missing = _missing(rows, held) if withdraw_missing else []
    act.bulk_change(
        Product, ({"id": row.id, "is_offered": False, "version": row.version + 1} for row in missing)
    )
    gaps = [gap for each in coming for gap in each.gaps]
    added = sum(each.held is None for each in coming)
    return {
        "rows_good": len(coming), "added": added, "unchanged": len(unchanged),
        "changed": len(coming) - added - len(unchanged), "withdrawn": len(missing),
        "gaps": len(gaps), "barriers": sum(bool(gap["is_barrier"]) for gap in gaps),
    }  # fmt: skip


def _held(act: Act, enterprise_id: UUID) -> dict[str, Any]:
    """The enterprise's products by comparable SKU, as plain rows: the session holds no objects of them."""
    query = select(*Product.__table__.columns).where(  # type: ignore[attr-defined]
        col(Product.course_id) == act.course.id, col(Product.enterprise_id) == enterprise_id
    )
    return {comparable_sku(row.sku): row for row in act.session.execute(query)}


def _coming(act: Act, pack: Pack, rows: Sequence[PackRow], held: Mapping[str, Any]) -> list[_Coming]:
    by_name = {picture.name: picture for picture in act.rows(PackPicture, pack_id=pack.id)}
    found: list[_Coming] = []
    for row in sorted(rows, key=lambda row: row.number):
        if row.product is None:
            continue
        product = product_of(row.product)
        key = comparable_sku(product.sku)
        before = held.get(key)
        product_id = before.id if before is not None else named_id(act.now, pack.enterprise_id, key)
        pictures = tuple(by_name[name] for name in product.pictures if name in by_name)
        found.append(_Coming(product, row.gaps, pictures, product_id, before))
    return found


def _columns(act: Act, pack: Pack, each: _Coming) -> dict[str, Any]:
    """A net weight that was known stays known: goods on their way need it."""
    columns = columns_of(each.row)
    if columns["carton_net_kg"] is None and each.held is not None:
        columns["carton_net_kg"] = each.held.carton_net_kg
    return columns | {
        "course_id": act.course.id, "enterprise_id": pack.enterprise_id, "pack_id": pack.id,
        "gaps": each.gaps, "is_offered": columns["carton_net_kg"] is not None,
        "version": each.held.version + 1 if each.held is not None else 1,
    }  # fmt: skip


def _pictures_of(act: Act, product_ids: list[UUID]) -> dict[UUID, list[ProductPicture]]:
    query = select(ProductPicture).where(
        col(ProductPicture.course_id) == act.course.id, col(ProductPicture.product_id).in_(product_ids)
    )
    found: dict[UUID, list[ProductPicture]] = {}
    for picture in act.session.exec(query.order_by(col(ProductPicture.position))):
        found.setdefault(picture.product_id, []).append(picture)
    return found


def _is_unchanged(each: _Coming, shown: Sequence[ProductPicture]) -> bool:
    if each.held is None:
        return False
    before = tuple(picture.digest for picture in shown)
    after = tuple(picture.digest for picture in each.pictures) or before
    return row_of(each.held, before) == comparable_row(each.row, after, each.held.carton_net_kg)


def _put_pictures(
    act: Act, enterprise_id: UUID, coming: Sequence[_Coming], shown: Mapping[UUID, list[ProductPicture]]
) -> None:
    """The new pictures in their order; after them old ones that a listing still shows. A row that brings no
    picture leaves its product's pictures as they are.
    """
    bringing = [each for each in coming if each.pictures]
    replaced = [picture.id for each in bringing for picture in shown.get(each.product_id, ())]
    listed = _listed(act, [each.product_id for each in bringing])
    if replaced:
        with doing("bulk"):
            act.session.execute(delete(ProductPicture).where(col(ProductPicture.id).in_(replaced)))
    for each in bringing:
        new = {picture.digest for picture in each.pictures}
        old = shown.get(each.product_id, ())
        kept = [one for one in old if one.digest in listed.get(each.product_id, ()) and one.digest not in new]
        pictures: list[PackPicture | ProductPicture] = [*each.pictures, *kept]
        act.bulk(
            ProductPicture(
                id=named_id(act.now, each.product_id, "picture", act.number, place), course_id=act.course.id,
                product_id=each.product_id, enterprise_id=enterprise_id, position=place,
                digest=picture.digest, width=picture.width, height=picture.height,
            )
            for place, picture in enumerate(pictures)
        )  # fmt: skip


def _listed(act: Act, product_ids: list[UUID]) -> dict[UUID, set[str]]:
    query = select(Listing.product_id, Listing.pictures).where(
        col(Listing.course_id) == act.course.id, col(Listing.product_id).in_(product_ids)
    )
    found: dict[UUID, set[str]] = {}
    for product_id, digests in act.session.exec(query):
        found.setdefault(product_id, set()).update(digests)
    return found


def _missing(rows: Sequence[PackRow], held: Mapping[str, Any]) -> list[Any]:
    """Offered products that no row of the sheet names, good or refused."""
    named = {comparable_sku(row.sku) for row in rows}
    return [row for key, row in held.items() if key not in named and row.is_offered]
