"""The verbs of a data pack: an upload is checked, its good rows are imported, or it is put aside."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Title, Whole, secret
from app.actions.pack_import import import_into_catalogue
from app.actions.policies import staff, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.core.canonical import canonical
from app.core.clock import home_date
from app.core.ids import named_id
from app.core.limits import STORE_BYTES, STORE_FILES
from app.core.merkle_log import Frontier, leaf_hash
from app.models.enterprise import Enterprise
from app.models.pack import Pack, PackPicture, PackRow
from app.trade.lifecycles import PACK
from app.trade.refusal import RuleBroken

_MEGABYTE = 1024 * 1024
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ReadRow(Given):
    """One row as the check read it; product as `product_plain` writes it, None when it was refused."""

    number: Whole
    sku: str = Field(max_length=200)
    name: str = Field(default="", max_length=200)
    product: dict[str, Any] | None = None
    mended: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []


class ReadPicture(Given):
    """One picture that was kept: the sender's name, our file's digest, bytes with its small one, pixels."""

    name: str = Field(max_length=200)
    digest: Digest
    width: Whole
    height: Whole
    stored_bytes: Whole


class Check(Given):
    """A pack as it was read. Rows, pictures and notes are kept in tables; the record holds their root."""

    file_name: Title
    digest: Digest
    size_bytes: Whole
    rows: list[ReadRow] = secret()
    pictures: list[ReadPicture] = secret(default=[])
    report: dict[str, Any] = secret(default={})


class ImportRows(Given):
    """What becomes of products that the new version does not name: withdrawn from the offer, or kept."""

    missing: Literal["withdraw", "keep"] = "withdraw"


@action("pack.check", Enterprise, Check, allow=staff("product_manager") | teaches())
def check(act: Act, enterprise: Enterprise, given: Check) -> Facts:
    """Keep a pack that was read, with its report; nothing of the catalogue changes yet.

    Raises: RuleBroken("pack.imported_already" | "pack.checked_already" | "pack.store_full").
    """
    _refuse_the_same(act, enterprise, given.digest)
    _refuse_a_full_store(act, enterprise, given.pictures)
    good = sum(row.product is not None for row in given.rows)
    mended = sum(bool(row.mended) for row in given.rows if row.product is not None)
    pack = act.add(
        Pack(
            enterprise_id=enterprise.id, number=act.next_number(f"pack:{enterprise.id}"),
            file_name=given.file_name, digest=given.digest, size_bytes=given.size_bytes,
            report=given.report, root=root_of(given.rows),
            rows_good=good, rows_mended=mended, rows_refused=len(given.rows) - good,
            pictures=len(given.pictures), checked_at=act.now,
        )
    )  # fmt: skip
    owner: dict[str, Any] = {"course_id": act.course.id, "enterprise_id": enterprise.id, "pack_id": pack.id}
    act.bulk(
        PackRow(id=named_id(act.now, pack.id, "row", row.number), **owner, **row.model_dump())
        for row in given.rows
    )
    act.bulk(
        PackPicture(id=named_id(act.now, pack.id, "picture", place), **owner, **picture.model_dump())
        for place, picture in enumerate(given.pictures)
    )
    gaps = [gap for row in given.rows for gap in row.gaps]
    return {
        "number": pack.number,
        "rows_good": good,
        "rows_mended": mended,
        "rows_refused": pack.rows_refused,
        "cells_refused": sum(len(row.refused) for row in given.rows),
        "pictures": pack.pictures,
        "gaps": len(gaps),
        "barriers": sum(bool(gap.get("is_barrier")) for gap in gaps),
        "root": pack.root,
    }


@action("pack.import_rows", Pack, ImportRows, allow=staff("product_manager") | teaches())
def import_rows(act: Act, pack: Pack, given: ImportRows) -> Facts:
    """Import a checked pack's good rows: products are made or changed by SKU, all of them or none.

    Raises: NotOpenNow("pack.not_open"), RuleBroken("pack.nothing_good").
    """
    pack.state = PACK.after(pack.state, "import_rows")
    if not pack.rows_good:
        raise RuleBroken("pack.nothing_good")
    pack.imported_at = act.now
    for earlier in act.rows(Pack, enterprise_id=pack.enterprise_id, state="imported"):
        if earlier.id != pack.id:
            earlier.state = PACK.after(earlier.state, "supersede")
    act.session.flush()
    facts = import_into_catalogue(act, pack, withdraw_missing=given.missing == "withdraw")
    return facts | {"number": pack.number, "rows_refused": pack.rows_refused, "root": pack.root}


@action("pack.discard", Pack, Nothing, allow=staff("product_manager") | teaches())
def discard(act: Act, pack: Pack, given: Nothing) -> Facts:
    """Put a checked pack aside; it changes nothing, and the same file may be uploaded again.

    Raises: NotOpenNow("pack.not_open").
    """
    pack.state = PACK.after(pack.state, "discard")
    return {"number": pack.number, "rows_good": pack.rows_good, "rows_refused": pack.rows_refused}


def root_of(rows: Iterable[ReadRow]) -> str:
    """The Merkle root of the rows in their order, hex: what the record proves of them."""
    frontier = Frontier()
    for row in rows:
        frontier.append(leaf_hash(canonical(row.model_dump())))
    return frontier.root().hex()


def _refuse_the_same(act: Act, enterprise: Enterprise, digest: str) -> None:
    for earlier in act.rows(Pack, enterprise_id=enterprise.id, digest=digest):
        if earlier.state == "imported":
            on = home_date(earlier.imported_at or act.now)
            raise RuleBroken("pack.imported_already", "file", number=earlier.number, on=on)
        if earlier.state == "checked":
            raise RuleBroken("pack.checked_already", "file", number=earlier.number)


def _refuse_a_full_store(act: Act, enterprise: Enterprise, pictures: Iterable[ReadPicture]) -> None:
    """Each picture counts once, with its small one; those of discarded packs do not count."""
    gone = {pack.id for pack in act.rows(Pack, enterprise_id=enterprise.id, state="discarded")}
    kept = act.rows(PackPicture, enterprise_id=enterprise.id)
    stored = {each.digest: each.stored_bytes for each in kept if each.pack_id not in gone}
    stored |= {each.digest: each.stored_bytes for each in pictures}
    files, size = 2 * len(stored), sum(stored.values())
    if files > STORE_FILES or size > STORE_BYTES:
        raise RuleBroken(
            "pack.store_full", "file", files=files, most_files=STORE_FILES, size_mb=-(-size // _MEGABYTE),
            most_mb=STORE_BYTES // _MEGABYTE,
        )  # fmt: skip
