"""Data packs of an enterprise: the list of versions, and one pack's report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.models.enterprise import Enterprise
from app.models.pack import Pack, PackPicture, PackRow
from app.queries.catalogue.pack_changes import pack_changes
from app.queries.scope import Reader, found, own
from app.trade.catalogue.product_differences import Differences
from app.trade.lifecycles import PACK

SHOWS = ("refused", "mended", "gaps", "all")
Show = Literal["refused", "mended", "gaps", "all"]
ROWS_OF_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PackLine:
    """One version in the list."""

    id: UUID
    number: int
    state: str
    file_name: str
    size_bytes: int
    rows_good: int
    rows_mended: int
    rows_refused: int
    pictures: int
    checked_at: datetime | None
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class PacksPage:
    """All versions, the newest first."""

    enterprise_id: UUID
    enterprise: str
    enterprise_zh: str
    packs: tuple[PackLine, ...]
    may_upload: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the sheet and what was found in it."""

    number: int
    sku: str
    name: str
    is_good: bool
    mended: tuple[dict[str, Any], ...]
    refused: tuple[dict[str, Any], ...]
    gaps: tuple[dict[str, Any], ...]
    picture: str


@dataclass(frozen=True, slots=True)
class GapCount:
    """A missing field, how many products lack it, and who is lost by it."""

    code: str
    column: str
    markets: tuple[str, ...]
    is_barrier: bool
    products: int
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """One pack's report: rows of the page asked for, counts of all, and what its import would change."""

    pack: PackLine
    enterprise_id: UUID
    enterprise: str
    enterprise_zh: str
    open: frozenset[str]
    may_import: bool
    show: Show
    at: int
    pages: int
    rows: tuple[ReportRow, ...]
    counts: dict[str, int]
    gaps: tuple[GapCount, ...]
    changes: Differences | None
    report: dict[str, Any]


_LINE = (
    Pack.id, Pack.number, Pack.state, Pack.file_name, Pack.size_bytes, Pack.rows_good, Pack.rows_mended,
    Pack.rows_refused, Pack.pictures, Pack.checked_at, Pack.imported_at,
)  # fmt: skip


def may_upload(reader: Reader, enterprise_id: UUID) -> bool:
    """Whether the reader may upload and import for the enterprise."""
    is_manager = reader.enterprise_role == "product_manager"
    return reader.teaches or (reader.enterprise_id == enterprise_id and is_manager)


def packs_page(session: Session, reader: Reader, enterprise_id: UUID) -> PacksPage:
    """The enterprise's packs. Raises Absent for another enterprise's staff."""
    named = select(Enterprise.name, Enterprise.name_zh).where(
        Enterprise.course_id == reader.course_id, Enterprise.id == enterprise_id
    )
    is_own = reader.teaches or reader.enterprise_id == enterprise_id
    name = found(session.execute(named).first() if is_own else None)
    rows = session.execute(
        select(*_LINE)
        .where(own(Pack, reader), Pack.enterprise_id == enterprise_id)
        .order_by(Pack.number.desc())
    )
    packs = tuple(PackLine(*row) for row in rows)
    return PacksPage(enterprise_id, name.name, name.name_zh, packs, may_upload(reader, enterprise_id))


def pack_page(
    session: Session, reader: Reader, pack_id: UUID, show: Show | None = None, at: int = 1
) -> PackPage:
    """One pack's report. Raises Absent for a pack that the reader may not see."""
    query = (
        select(*_LINE, Pack.enterprise_id, Pack.report, Enterprise.name, Enterprise.name_zh)
        .join(Enterprise, Enterprise.id == Pack.enterprise_id)
        .where(own(Pack, reader), Pack.id == pack_id)
    )
    row = found(session.execute(query).first())
    line = PackLine(*row[: len(_LINE)])
    rows = pack_rows(session, pack_id)
    counts = {each: len(_shown(rows, each)) for each in SHOWS}
    show = show or next((each for each in ("refused", "mended") if counts[each]), "all")
    chosen = _shown(rows, show)
    pages = max(1, -(-len(chosen) // ROWS_OF_A_PAGE))
    at = min(max(at, 1), pages)
    is_waiting = line.state == "checked"
    return PackPage(
        pack=line, enterprise_id=row.enterprise_id, enterprise=row.name, enterprise_zh=row.name_zh,
        open=PACK.open(line.state), may_import=may_upload(reader, row.enterprise_id),
        show=show, at=at, pages=pages, rows=chosen[(at - 1) * ROWS_OF_A_PAGE : at * ROWS_OF_A_PAGE],
        counts=counts, gaps=_gaps(rows), report=row.report,
        changes=pack_changes(session, reader, row.enterprise_id, pack_id) if is_waiting else None,
    )  # fmt: skip


def pack_rows(session: Session, pack_id: UUID) -> tuple[ReportRow, ...]:
    """Every row of a pack in the sheet's order; the caller knows that the reader may see it."""
    pictures = dict(
        session.execute(
            select(PackPicture.name, PackPicture.digest).where(PackPicture.pack_id == pack_id)
        ).all()
    )
    query = select(
        PackRow.number, PackRow.sku, PackRow.name, PackRow.product, PackRow.mended, PackRow.refused,
        PackRow.gaps,
    ).where(PackRow.pack_id == pack_id)  # fmt: skip
    return tuple(
        ReportRow(
            row.number, row.sku, row.name, row.product is not None, tuple(row.mended), tuple(row.refused),
            tuple(row.gaps), _first(row.product, pictures),
        )
        for row in session.execute(query.order_by(PackRow.number))
    )  # fmt: skip


def _first(product: dict[str, Any] | None, pictures: dict[str, str]) -> str:
    names = product["pictures"] if product else []
    return next((pictures[name] for name in names if name in pictures), "")


def _shown(rows: Sequence[ReportRow], show: str) -> tuple[ReportRow, ...]:
    tests = {
        "refused": lambda row: bool(row.refused),
        "mended": lambda row: bool(row.mended),
        "gaps": lambda row: bool(row.gaps),
        "all": lambda row: True,
    }
    return tuple(row for row in rows if tests[show](row))


def _gaps(rows: Sequence[ReportRow]) -> tuple[GapCount, ...]:
    """What is missing, barriers first, then by how many products lack it."""
    by_code: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for row in rows:
        for gap in row.gaps:
            by_code.setdefault(gap["code"], (gap, []))[1].append(row.sku)
    counted = [
        GapCount(code, gap["column"], tuple(gap["markets"]), gap["is_barrier"], len(skus), tuple(skus))
        for code, (gap, skus) in by_code.items()
    ]
    return tuple(sorted(counted, key=lambda gap: (not gap.is_barrier, -gap.products, gap.code)))
