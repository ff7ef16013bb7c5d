"""Typesetting: a Typst template and values in, a PDF or a picture of its pages out.

Values reach the template as one JSON text, so nothing that a person wrote is ever read as markup. Fonts are
loaded once in a process and the compiler stays warm; it is not made for two threads at once, hence the lock.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PREVIEW_PPI = 110.0
# One fixed date in every file, so that the same values give the same bytes.
_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*", re.ASCII)
# Marks that reorder or hide text are printed by their number instead of being obeyed.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_lock = Lock()


def pdf(template: str, values: Mapping[str, Any]) -> bytes:
    """A PDF file. The same template and values give the same bytes.

    Args: template, path under `app/templates` without ".typ", such as "documents/packing_list"; values, text,
        whole numbers, Decimals, dates, and lists and mappings of them, read in the template from
        `sys.inputs.values` as JSON. Decimals and dates arrive as they are written: format them before.
    Raises: FileNotFoundError for an unknown template; TypeError for a value of another kind, such as a float.
    """
    return _compiled(template, values, "pdf")[0]


def png(template: str, values: Mapping[str, Any], ppi: float = PREVIEW_PPI) -> list[bytes]:
    """One PNG picture for each page; ppi, pixels per inch. Otherwise as `pdf`."""
    return _compiled(template, values, "png", ppi)


def _compiled(template: str, values: Mapping[str, Any], form: str, ppi: float | None = None) -> list[bytes]:
    path = TEMPLATES / f"{template}.typ"
    if not _NAME.fullmatch(template) or not path.is_file():
        raise FileNotFoundError(template)
    inputs = {"values": json.dumps(_plain(values), ensure_ascii=False, allow_nan=False)}
    with _lock:
        made = _compiler().compile(
            path, format=form, ppi=ppi, sys_inputs=inputs, timestamp=_MADE_AT, pdf_tags=True
        )
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=1)
def _compiler() -> Any:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[Path(sans_path()).parent]
    )
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def _plain(value: Any) -> Any:
    """JSON without floats; hidden characters become visible."""
    if isinstance(value, str):
        return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", value.replace("\r\n", "\n"))
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    raise TypeError(f"a paper cannot print a {type(value).__name__}")
