"""Archives that somebody sends: every hostile one is built here, at run time."""

import io
import os
import struct
import zipfile
from collections.abc import Sequence

import pytest

from app.core.archive import open_archive
from app.core.limits import MEGABYTE, PACK_ARCHIVE, ArchiveLimits
from app.core.unreadable import Unreadable

SMALL = ArchiveLimits(stored_bytes=4_000, unpacked_bytes=6_000, entries=3, name_bytes=20)


def zipped(
    entries: Sequence[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def refusal(content: bytes, limits: ArchiveLimits = PACK_ARCHIVE) -> Unreadable:
    with pytest.raises(Unreadable) as caught, open_archive(content, limits) as archive:
        for entry in archive.entries:
            archive.read(entry.name)
    return caught.value


def test_a_plain_archive_is_read_whole() -> None:
    with open_archive(
        zipped([("products.csv", b"a,b"), ("images/A-1.jpg", b"x" * 99)]), PACK_ARCHIVE
    ) as archive:
        assert [(entry.name, entry.unpacked_bytes) for entry in archive.entries] == [
            ("products.csv", 3),
            ("images/A-1.jpg", 99),
        ]
        assert archive.read("products.csv") == b"a,b"


def test_an_archive_written_as_a_stream_is_read() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.kept = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:  # type: ignore[override]
            self.kept += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("a.csv", b"1,2")
        archive.writestr("b.csv", b"3,4")
    with open_archive(bytes(pipe.kept), PACK_ARCHIVE) as read:
        assert read.read("b.csv") == b"3,4"


@pytest.mark.parametrize(
    "name",
    ["../../x", "/x", "C:\\x", "..\\x", "a/../b", "CON", "con.txt", "images/LPT1.jpg", "x.", "x ", "a//b",
     "a\x01b", "gpj\u202e.exe", "a\u200bb", "./x", "\u0430dmin.csv", "a\r\nb"],
)  # fmt: skip
def test_a_name_that_is_not_a_plain_file_in_the_pack_refuses_the_whole_pack(name: str) -> None:
    found = refusal(zipped([("good.csv", b"1"), (name, b"2")]))
    assert (found.code, found.status) == ("archive.name_unsafe", 422)
    assert found.figures["entry"].isprintable()


def test_a_name_with_nul_is_refused() -> None:
    content = zipped([("a_b.csv", b"1")]).replace(b"a_b.csv", b"a\x00b.csv")
    assert refusal(content).code == "archive.name_unsafe"


def test_a_link_and_a_device_are_refused() -> None:
    for kind in (0o120777, 0o020666):
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, kind << 16
        assert refusal(zipped([(link, b"/etc/passwd")])).code == "archive.link"


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(zipped([("a.csv", b"1")]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert refusal(bytes(content)).code == "archive.encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_other_than_stored_or_deflate_is_refused(method: int) -> None:
    assert refusal(zipped([("a.csv", b"1" * 100)], method)).code == "archive.method"


def test_a_bomb_is_refused_from_its_directory_alone() -> None:
    bomb = zipped([("bomb.csv", bytes(30 * MEGABYTE))])
    found = refusal(bomb)
    assert (found.code, found.status) == ("archive.zip_bomb", 413)
    assert len(bomb) < 40_000


def test_entries_that_share_one_block_are_refused() -> None:
    content = zipped([("a.bin", os.urandom(3_000)), ("b.bin", b"2")])
    at = content.rindex(b"PK\x01\x02")
    first = content.index(b"PK\x01\x02")
    second = bytearray(content[at:])
    second[42:46] = struct.pack("<L", 0)  # both now begin where the first begins
    assert first != at
    assert refusal(content[:at] + bytes(second)).code == "archive.damaged"


def test_a_directory_that_understates_an_entry_is_refused() -> None:
    content = bytearray(zipped([("a.csv", b"x" * 5_000)]))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<L", 10)
    assert refusal(bytes(content)).code == "archive.damaged"
    content[22:26] = struct.pack("<L", 10)  # both headers lie now: bytes are counted while unpacking
    assert refusal(bytes(content)).code == "archive.damaged"


def test_a_wrong_checksum_a_cut_file_and_an_empty_file_are_damaged() -> None:
    whole = zipped([("a.csv", os.urandom(500))], zipfile.ZIP_STORED)
    spoilt = bytearray(whole)
    spoilt[60] ^= 0xFF
    assert refusal(bytes(spoilt)).code == "archive.damaged"
    assert refusal(whole[:-30]).code == "archive.damaged"
    assert refusal(whole[:200]).code == "archive.damaged"
    assert refusal(b"").code == "archive.not_a_zip"


def test_two_directories_and_a_file_of_two_kinds_are_refused() -> None:
    one, other = zipped([("a.csv", b"1")]), zipped([("b.csv", b"2")])
    assert refusal(one + other).code == "archive.damaged"
    assert refusal(one + b"tail").code == "archive.damaged"
    found = refusal(b"\x89PNG\r\n\x1a\n" + one)
    assert (found.code, found.status) == ("archive.not_a_zip", 415)


@pytest.mark.parametrize(
    ("first", "second"), [("a.csv", "A.CSV"), ("caf\u00e9.csv", "cafe\u0301.csv"), ("a.csv", "\uff41.csv")]
)
def test_two_names_that_some_system_takes_for_one_are_both_named(first: str, second: str) -> None:
    found = refusal(zipped([(first, b"1"), (second, b"2")]))
    assert found.code == "archive.name_twice"
    assert found.figures == {"first": first, "second": second}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused_not_the_last_taken() -> None:
    assert refusal(zipped([("a.csv", b"1"), ("a.csv", b"2")])).code == "archive.name_twice"


def test_an_archive_in_the_archive_is_refused_whatever_its_name() -> None:
    inner = zipped([("a.csv", b"1")])
    assert refusal(zipped([("inner.zip", inner)])).code == "archive.nested"
    assert refusal(zipped([("picture.jpg", inner)])).code == "archive.nested"


def test_what_desktops_leave_behind_is_skipped_and_said() -> None:
    names = ["__MACOSX/._a.csv", ".DS_Store", "images/Thumbs.db", "~$products.xlsx"]
    content = zipped([("a.csv", b"1"), *[(name, b"x") for name in names]])
    with open_archive(content, PACK_ARCHIVE) as archive:
        assert [entry.name for entry in archive.entries] == ["a.csv"]
        assert archive.skipped == names


def test_names_in_gbk_without_the_flag_are_read() -> None:
    content = zipped([("ABCD.csv", b"1")]).replace(b"ABCD", "产品".encode("gbk"))
    with open_archive(content, PACK_ARCHIVE) as archive:
        assert [entry.name for entry in archive.entries] == ["产品.csv"]
        assert archive.read("产品.csv") == b"1"


def test_names_in_utf8_without_the_flag_are_read() -> None:
    content = zipped([("ABCDEF.csv", b"1")]).replace(b"ABCDEF", "产品".encode())
    with open_archive(content, PACK_ARCHIVE) as archive:
        assert [entry.name for entry in archive.entries] == ["产品.csv"]


@pytest.mark.parametrize(("count", "fits"), [(2, True), (3, True), (4, False)])
def test_the_number_of_entries_is_bounded(count: int, fits: bool) -> None:
    content = zipped([(f"{n}.csv", b"1") for n in range(count)])
    if fits:
        with open_archive(content, SMALL) as archive:
            assert len(archive.entries) == count
    else:
        found = refusal(content, SMALL)
        assert (found.code, found.status) == ("archive.too_many_entries", 413)


@pytest.mark.parametrize(("extra", "fits"), [(-1, True), (0, True), (1, False)])
def test_stored_unpacked_and_name_lengths_are_bounded(extra: int, fits: bool) -> None:
    one = zipped([("a.csv", b"1")], zipfile.ZIP_STORED)
    stored = zipped([("a.csv", b"1" * (4_000 - len(one) + 1 + extra))], zipfile.ZIP_STORED)
    unpacked = zipped([("a.csv", b"1" * (6_000 + extra))])
    named = zipped([("n" * (20 + extra), b"1")])
    for content, code in ((stored, "archive.too_large"), (unpacked, "archive.zip_bomb"),
                          (named, "archive.name_too_long")):  # fmt: skip
        if fits:
            with open_archive(content, SMALL) as archive:
                assert archive.entries
        else:
            assert refusal(content, SMALL).code == code


def test_the_ratio_counts_only_past_its_size() -> None:
    lenient = ArchiveLimits(
        stored_bytes=10_000, unpacked_bytes=10**6, ratio=50, ratio_counts_past_bytes=100_000
    )
    with open_archive(zipped([("a.csv", bytes(100_000))]), lenient) as archive:
        assert len(archive.read("a.csv")) == 100_000
    assert refusal(zipped([("a.csv", bytes(100_001))]), lenient).code == "archive.zip_bomb"
