"""Every limit on what comes in, in one place; the upload page shows it, the tests stand on its edges."""

from dataclasses import dataclass
from decimal import Decimal

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

# Requests
FORM_BYTES = 256 * KILOBYTE
FORM_FIELDS = 1_000
JSON_NESTING = 32
HEAD_BYTES = 64 * KILOBYTE
HEAD_SECONDS, FORM_SECONDS, UPLOAD_SECONDS = 20, 60, 900  # until a head, a form, a pack has come whole

# Text, in characters
NAME_CHARACTERS = 120
TITLE_CHARACTERS = 200
SKU_CHARACTERS = 64
NOTE_CHARACTERS = 4_000
RICH_TEXT_CHARACTERS = 20_000
SEARCH_CHARACTERS = 200

# Numbers
GREATEST_AMOUNT = Decimal("9999999999.99")
GREATEST_QUANTITY = 1_000_000

# Pages
PAGE_SIZE = 100
PAGE_NUMBER = 10_000

# Passwords
PASSWORD_LEAST_CHARACTERS = 10
PASSWORD_MOST_CHARACTERS = 256

# Store of one enterprise or team
STORE_BYTES = 2 * KILOBYTE * MEGABYTE
STORE_FILES = 5_000
STORE_WARNED_AT_RATE = Decimal("0.80")


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What a zip may be: stored, unpacked in all, entries, name, and the ratio once past a size."""

    stored_bytes: int
    unpacked_bytes: int
    entries: int = 2_000
    name_bytes: int = 200
    ratio: int = 50
    ratio_counts_past_bytes: int = 10 * MEGABYTE


PACK_ARCHIVE = ArchiveLimits(stored_bytes=50 * MEGABYTE, unpacked_bytes=200 * MEGABYTE)
WORKBOOK_ARCHIVE = ArchiveLimits(stored_bytes=20 * MEGABYTE, unpacked_bytes=100 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What a spreadsheet may be: file, rows below the headers, columns, sheets, characters of a cell."""

    file_bytes: int = 20 * MEGABYTE
    rows: int = 10_000
    columns: int = 60
    sheets: int = 20
    cell_characters: int = 32_767


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may be, and the longest side in pixels of what is kept of it."""

    file_bytes: int = 10 * MEGABYTE
    pixels: int = 40_000_000
    side: int = 12_000
    kept_side: int = 2_000
    thumbnail_side: int = 480


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a process that reads somebody's file may use."""

    memory_bytes: int = 1024 * MEGABYTE
    seconds: int = 60
    open_files: int = 64


SHEET = SheetLimits()
PICTURE = PictureLimits()
CHILD = ChildLimits()
