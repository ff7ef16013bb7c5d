"""The template of a data pack, as a file to download."""

from app.core.sheet_out import OutSheet, xlsx_bytes
from app.trade.catalogue.product_template import template_sheets


def template_xlsx() -> bytes:
    """An .xlsx with the empty product sheet, instructions and examples, in English and Chinese."""
    return xlsx_bytes(
        [
            OutSheet(sheet.name, sheet.headers, sheet.rows, sheet.widths, sheet.hints, sheet.needed)
            for sheet in template_sheets()
        ]
    )
