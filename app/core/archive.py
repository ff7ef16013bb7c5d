"""Reading a zip that somebody sent: everything is checked from its directory before a byte is unpacked.

The directory must be the only one, stand at the end, and describe the whole file: entries lie end to end
from the first byte to the directory. So nothing overlaps, and nothing hides in a gap, before or behind.
"""

import hashlib
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.core.entry_name import check_name, comparable, decoded_name, is_junk
from app.core.limits import ArchiveLimits
from app.core.unreadable import Unreadable

_END = b"PK\x05\x06"
_END_BYTES = 22
_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR_FLAG = 0x8
_DESCRIPTOR_BYTES = {12, 16, 20, 24}
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LOCAL_SIGNATURE = b"PK\x03\x04"
_ARCHIVE_ENDINGS = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".zst")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
_ENTRY_DIRECTORY_BYTES = 1_024  # 46 fixed, the name, and more extra fields and comment than any packer writes


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive: its decoded name and its unpacked bytes as the directory states them."""

    name: str
    unpacked_bytes: int


class Archive:
    """An archive that passed every check; `entries` are its files, `skipped` the names that we leave out."""

    def __init__(self, reader: zipfile.ZipFile, limits: ArchiveLimits) -> None:
        self._reader = reader
        self._limits = limits
        self._unpacked_bytes = 0
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        self.skipped: list[str] = []

    @property
    def entries(self) -> list[Entry]:
        """Files in the order of the directory, without folders and without junk."""
        return [Entry(name, entry.file_size) for name, entry in self._by_name.items()]

    def admit(self, entry: zipfile.ZipInfo, name: str) -> None:
        """Take one checked entry in; folders carry nothing and junk is said to be left out."""
        if name.endswith("/"):
            return
        if is_junk(name):
            self.skipped.append(name)
            return
        self._by_name[name] = entry

    def read(self, name: str) -> bytes:
        """Unpack one entry, counting its bytes again: the directory may have lied.

        Raises: Unreadable("archive.damaged" | "archive.nested" | "archive.zip_bomb").
        """
        entry = self._by_name[name]
        unpacked = bytearray()
        try:
            with self._reader.open(entry) as source:
                while chunk := source.read(64 * 1024):
                    unpacked += chunk
                    self._count(len(chunk), len(unpacked), entry)
        except Unreadable:
            raise
        except Exception as fault:  # readers fail in many ways; around one entry each means the same
            raise Unreadable("archive.damaged", entry=name) from fault
        if len(unpacked) != entry.file_size:
            raise Unreadable("archive.damaged", entry=name)
        if unpacked.startswith(_LOCAL_SIGNATURE) and not name.casefold().endswith(_WORKBOOK_ENDINGS):
            raise Unreadable("archive.nested", entry=name)
        return bytes(unpacked)

    def _count(self, chunk_bytes: int, entry_bytes: int, entry: zipfile.ZipInfo) -> None:
        self._unpacked_bytes += chunk_bytes
        if entry_bytes > entry.file_size:
            raise Unreadable("archive.damaged", entry=entry.filename)
        if self._unpacked_bytes > self._limits.unpacked_bytes:
            raise Unreadable("archive.zip_bomb", 413, limit_mb=self._limits.unpacked_bytes >> 20)


@contextmanager
def open_archive(source: Path | bytes, limits: ArchiveLimits) -> Iterator[Archive]:
    """Open a zip after every check that its directory allows.

    Args: source, a path or the bytes themselves; limits in bytes and counts.
    Raises: Unreadable("archive.too_large" | "archive.zip_bomb" | "archive.too_many_entries", 413),
        Unreadable("archive.not_a_zip", 415), Unreadable("archive.damaged" | "archive.link" |
        "archive.encrypted" | "archive.method" | "archive.name_twice" | "archive.nested" | ...).
    """
    stored_bytes = len(source) if isinstance(source, bytes) else source.stat().st_size
    if stored_bytes > limits.stored_bytes:
        limit_mb = limits.stored_bytes >> 20
        raise Unreadable("archive.too_large", 413, size_mb=_mb(stored_bytes), limit_mb=limit_mb)
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        directory_at, count = _end_of(file, stored_bytes, limits)
        try:
            reader = zipfile.ZipFile(file)
        except Exception as fault:
            raise Unreadable("archive.damaged", entry="") from fault
        with reader:
            if len(reader.infolist()) != count or reader.start_dir != directory_at:
                raise Unreadable("archive.damaged", entry="")
            yield _checked(reader, file, limits)


def file_hash(path: Path) -> str:
    """SHA-256 of a file in hex: the name of a file in logs, and the proof that two packs are the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mb(count: int) -> int:
    return -(-count // (1 << 20))


def _end_of(file: BinaryIO, stored_bytes: int, limits: ArchiveLimits) -> tuple[int, int]:
    """Where the directory begins and how many entries it states, from the record that must end the file."""
    file.seek(0)
    if file.read(4) not in {_LOCAL_SIGNATURE, _END}:
        raise Unreadable("archive.not_a_zip", 415)
    file.seek(max(0, stored_bytes - _END_BYTES - 0xFFFF))
    tail: bytes = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise Unreadable("archive.damaged", entry="")
    end = struct.unpack("<4H2LH", tail[at + 4 : at + _END_BYTES])
    disk, first_disk, here, count, size, offset, comment = end
    ends_the_file = at + _END_BYTES + comment == len(tail)
    end_at = stored_bytes - len(tail) + at
    if not ends_the_file or disk or first_disk or here != count or offset + size != end_at:
        raise Unreadable("archive.damaged", entry="")
    if count > limits.entries or size > limits.entries * _ENTRY_DIRECTORY_BYTES:
        raise Unreadable("archive.too_many_entries", 413, entries=count, limit=limits.entries)
    return offset, count


def _checked(reader: zipfile.ZipFile, file: BinaryIO, limits: ArchiveLimits) -> Archive:
    archive = Archive(reader, limits)
    seen: dict[str, str] = {}
    entries = reader.infolist()
    _check_sizes(entries, limits)
    for entry in entries:
        name = decoded_name(entry)
        check_name(name, limits)
        _check_kind(entry, name)
        twin = seen.setdefault(comparable(name.removesuffix("/")), name)
        if twin is not name:
            raise Unreadable("archive.name_twice", first=twin, second=name)
        archive.admit(entry, name)
    _check_tiling(entries, file, reader.start_dir)
    return archive


def _check_sizes(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    ratios = [(entry.file_size, entry.compress_size) for entry in entries] + [(unpacked, packed)]
    too_dense = any(
        big > limits.ratio_counts_past_bytes and big > limits.ratio * max(small, 1) for big, small in ratios
    )
    if unpacked > limits.unpacked_bytes or too_dense:
        raise Unreadable("archive.zip_bomb", 413, limit_mb=limits.unpacked_bytes >> 20)


def _check_kind(entry: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Unreadable("archive.link", entry=name)
    if entry.flag_bits & _ENCRYPTED_FLAGS:
        raise Unreadable("archive.encrypted", entry=name)
    if entry.compress_type not in _METHODS:
        raise Unreadable("archive.method", entry=name)
    if not is_junk(name) and name.casefold().endswith(_ARCHIVE_ENDINGS):
        raise Unreadable("archive.nested", entry=name)


def _check_tiling(entries: list[zipfile.ZipInfo], file: BinaryIO, directory_at: int) -> None:
    """Entries lie end to end from byte 0 to the directory, and each local header agrees with it."""
    expected_at = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset != expected_at:
            raise Unreadable("archive.damaged", entry=entry.filename)
        file.seek(entry.header_offset)
        fixed: bytes = file.read(_LOCAL.size)
        if len(fixed) < _LOCAL.size:
            raise Unreadable("archive.damaged", entry=entry.filename)
        signature, _, flags, method, _, _, *stated, name_bytes, extra_bytes = _LOCAL.unpack(fixed)
        streamed = bool(flags & _DESCRIPTOR_FLAG)
        agrees = stated == [entry.CRC, entry.compress_size, entry.file_size]
        if signature != _LOCAL_SIGNATURE or method != entry.compress_type or not (streamed or agrees):
            raise Unreadable("archive.damaged", entry=entry.filename)
        expected_at = entry.header_offset + _LOCAL.size + name_bytes + extra_bytes + entry.compress_size
        if streamed:
            expected_at += _descriptor_bytes(entry, entries, expected_at, directory_at)
    if expected_at != directory_at:
        raise Unreadable("archive.damaged", entry="")


def _descriptor_bytes(
    entry: zipfile.ZipInfo, entries: list[zipfile.ZipInfo], ends_at: int, directory_at: int
) -> int:
    """A streamed entry is followed by its sizes, in one of four shapes; the next header says which."""
    later = [other.header_offset for other in entries if other.header_offset > entry.header_offset]
    gap = min(later, default=directory_at) - ends_at
    return gap if gap in _DESCRIPTOR_BYTES else 0
