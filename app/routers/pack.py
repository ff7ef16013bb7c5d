"""Data packs: upload, the dry run's report, import, discard; the template and the report as files."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.actions.pack import ImportRows
from app.actions.refusals import Forbidden
from app.core import limits, words
from app.core.sheet_out import Cell, OutSheet, xlsx_bytes
from app.core.words import N_
from app.queries.catalogue.pack import PackPage, Show, pack_page, pack_rows, packs_page
from app.queries.catalogue.pack_store import picture_digests, store_use
from app.queries.catalogue.pack_template import template_xlsx
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.routers.pack_upload import drop_pictures, take_pack
from app.routers.rights import readers
from app.trade.catalogue.product_columns import COLUMNS
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["packs"], route_class=OneThread)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES = N_("Pictures")
_FILE = {
    "x-action": "pack.check",
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": {
        "type": "object", "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary", "description": "The pack, a .zip"}},
    }}}}
}  # fmt: skip
_HEADERS = (N_("Row"), N_("SKU"), N_("What"), N_("Column"), N_("Value"), N_("Reason"))
_WHAT = {"refused": N_("Refused"), "mended": N_("Mended"), "gaps": N_("Missing")}


@router.get("/packs", openapi_extra=readers("enterprise", "instructor"))
def packs(reading: InCourse, answer: Answer, enterprise: UUID | None = None) -> Response:
    """The packs of one's own enterprise; an instructor names one with `?enterprise=`."""
    enterprise_id = enterprise or reading.actor.enterprise_id
    if enterprise_id is None:
        if reading.actor.teaches:
            return RedirectResponse("/enterprises", 303)
        raise Forbidden("door.forbidden", who="enterprise")
    page = packs_page(reading.session, reading.actor, enterprise_id)
    files, size = store_use(reading.session, enterprise_id)
    store = {"files": files, "megabytes": -(-size // limits.MEGABYTE), "is_filling": _is_filling(files, size)}
    return answer.page(page, "pack/list.html", limits=limits, store=store, columns=COLUMNS)


@router.get("/packs/template.xlsx")
def template(reading: InCourse) -> Response:
    """An empty pack sheet with instructions and examples, in English and Chinese."""
    return _download(template_xlsx(), "products.xlsx")


@router.post("/packs/upload", openapi_extra=_FILE)
def upload(request: Request, door: Door, answer: Answer) -> Response:
    """Upload a data pack of one's own enterprise: read and reported on; the catalogue stays as it is."""
    if door.actor.enterprise_id is None:
        if door.actor.teaches:
            raise RuleBroken("pack.no_enterprise")
        raise Forbidden("door.forbidden", who="enterprise")
    outcome = take_pack(request, door, door.actor.enterprise_id)
    return answer.done(f"/packs/{outcome.made_id}", outcome)


@router.post("/enterprises/{enterprise_id}/packs/upload", openapi_extra=_FILE)
def upload_for(enterprise_id: UUID, request: Request, door: Door, answer: Answer) -> Response:
    """Upload a data pack for an enterprise of the course, as its product manager or an instructor."""
    outcome = take_pack(request, door, enterprise_id)
    return answer.done(f"/packs/{outcome.made_id}", outcome)


@router.get("/packs/{pack_id}")
def pack(
    pack_id: UUID, reading: InCourse, answer: Answer, show: Show | None = None,
    page: Annotated[int, Query(ge=1, le=limits.PAGE_NUMBER)] = 1,
) -> Response:  # fmt: skip
    """The dry run's report: what is good, mended, refused and missing, and what an import would change."""
    found = pack_page(reading.session, reading.actor, pack_id, show, page)
    return answer.page(
        found, "pack/page.html", fragment="pack/_rows.html", labels=column_labels(), shown=shown
    )


@router.get("/packs/{pack_id}/report.xlsx")
def report(pack_id: UUID, reading: InCourse) -> Response:
    """The whole report as a workbook, to be worked through beside the pack."""
    found = pack_page(reading.session, reading.actor, pack_id)
    return _download(
        _report_xlsx(found, pack_rows(reading.session, pack_id)), f"report-{found.pack.number}.xlsx"
    )


@router.post("/packs/{pack_id}/import-rows", openapi_extra=body_of(ImportRows))
def import_rows(
    pack_id: UUID, door: Door, answer: Answer, given: Annotated[ImportRows, read(ImportRows)]
) -> Response:
    """Import the good rows of a checked pack, all of them or none."""
    return answer.done(f"/packs/{pack_id}", door.perform("pack.import_rows", pack_id, given))


@router.post("/packs/{pack_id}/discard")
def discard(pack_id: UUID, request: Request, door: Door, answer: Answer) -> Response:
    """Put a checked pack aside, with the pictures that only it had."""
    outcome = door.perform("pack.discard", pack_id)
    drop_pictures(request, door, picture_digests(door.session, pack_id))
    return answer.done("/packs", outcome)


def column_labels() -> dict[str, str]:
    """Column key -> what the reader calls it."""
    place = "zh" if words.current.get() == "zh_Hans" else "en"
    return {column.key: getattr(column, place) for column in COLUMNS} | {"pictures": words.gettext(PICTURES)}


def shown(field: str, value: Any) -> str:
    """A product's field as the list of changes shows it."""
    if value is None or value in ((), ""):
        return "-"
    if field == "tiers":
        return "; ".join(f"{tier.from_pieces}: {words.money(tier.price_rmb, 'CNY')}" for tier in value)
    if field == "pictures":
        return words.number(len(value))
    if field in ("declaration_elements", "attributes"):
        pairs = ((name, ", ".join(said) if isinstance(said, tuple) else said) for name, said in value)
        return "; ".join(f"{name}: {said}" for name, said in pairs)
    if isinstance(value, tuple):
        return "; ".join(value)
    if field == "vat_rate":
        return words.percent(value, 0)
    return words.number(value) if isinstance(value, Decimal | int) else str(value)


def _is_filling(files: int, size: int) -> bool:
    share = limits.STORE_WARNED_AT_RATE
    return files > limits.STORE_FILES * share or size > limits.STORE_BYTES * share


def _report_xlsx(page: PackPage, rows: Any) -> bytes:
    labels = column_labels()
    lines: list[list[Cell]] = []
    for row in rows:
        for kind, label in _WHAT.items():
            for finding in getattr(row, kind):
                reason = words.sentence(finding["code"], finding.get("figures") or {})
                column = labels.get(finding["column"], finding["column"])
                what, value = words.gettext(label), finding.get("value", "")
                lines.append([row.number, row.sku, what, column, value, reason])
    headers = [words.gettext(header) for header in _HEADERS]
    return xlsx_bytes([OutSheet(f"Pack {page.pack.number}", headers, lines, (8, 18, 12, 26, 32, 72))])


def _download(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type=XLSX, headers=headers)
