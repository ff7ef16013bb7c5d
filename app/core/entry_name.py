"""Names of archive entries: decoded from bytes, refused when one could mean more than a file in a folder."""

import re
import unicodedata
import zipfile

from app.core.limits import ArchiveLimits
from app.core.unreadable import Unreadable

_UTF8_FLAG = 0x800
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$", re.IGNORECASE)
_LOOK_ALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}


def decoded_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: UTF-8 when flagged or valid, else GB18030 (Chinese Windows).

    Raises: Unreadable("archive.name_undecodable").
    """
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("archive.name_undecodable", entry=entry.orig_filename)


def comparable(name: str) -> str:
    """Two names that a file system may take for one compare equal: by case, width and composition."""
    return unicodedata.normalize("NFKC", name).casefold()


def is_junk(name: str) -> bool:
    """What desktop systems leave in an archive by themselves: resource forks, folder views, lock files."""
    parts = name.split("/")
    last = parts[-1]
    return "__MACOSX" in parts or last.casefold() in _JUNK_NAMES or last.startswith(("~$", "._"))


def check_name(name: str, limits: ArchiveLimits) -> None:
    """Refuse a name that leaves its folder, hides something, or that some system cannot store.

    Raises: Unreadable("archive.name_too_long" | "archive.name_unsafe").
    """
    shown = name.encode("unicode_escape").decode("ascii") if not name.isprintable() else name
    if len(name.encode("utf-8", "surrogatepass")) > limits.name_bytes:
        raise Unreadable("archive.name_too_long", entry=shown[:60], limit=limits.name_bytes)
    parts = name.removesuffix("/").split("/")
    if "\\" in name or name.startswith("/") or ":" in name or any(_is_unsafe_part(part) for part in parts):
        raise Unreadable("archive.name_unsafe", entry=shown)


def _is_unsafe_part(part: str) -> bool:
    if part in {"", ".", ".."} or part[-1] in ". " or _DEVICE.match(part):
        return True
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in part):
        return True
    return any(_mixes_scripts(word) for word in re.findall(r"[^\W\d_]+", part))


def _mixes_scripts(word: str) -> bool:
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return len(scripts.intersection(_LOOK_ALIKE_SCRIPTS)) > 1
