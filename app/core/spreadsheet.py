"""A spreadsheet that somebody sent, whichever kind it is, read to sheets of plain text."""

from pathlib import PurePosixPath

from app.core.delimited import read_csv
from app.core.limits import SHEET, SheetLimits
from app.core.sheet import Sheet
from app.core.unreadable import Unreadable
from app.core.workbook import read_workbook


def read_spreadsheet(name: str, content: bytes, limits: SheetLimits = SHEET) -> list[Sheet]:
    """Read an .xlsx or a .csv (told by the ending of `name`, proved by the content) to its visible sheets.

    Raises: Unreadable("spreadsheet.too_large", 413), Unreadable("spreadsheet.kind", 415),
        Unreadable("spreadsheet.macros", 415), and what `read_workbook` and `read_csv` raise.
    """
    if len(content) > limits.file_bytes:
        size_mb = -(-len(content) // (1 << 20))
        raise Unreadable("spreadsheet.too_large", 413, size_mb=size_mb, limit_mb=limits.file_bytes >> 20)
    ending = PurePosixPath(name.casefold()).suffix
    if ending == ".xlsx":
        return read_workbook(content, limits)
    if ending == ".csv":
        return [read_csv(PurePosixPath(name).name, content, limits)]
    if ending == ".xlsm":
        raise Unreadable("spreadsheet.macros", 415)
    raise Unreadable("spreadsheet.kind", 415, name=PurePosixPath(name).name)
