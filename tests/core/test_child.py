"""The process that reads somebody's file, and the pack that is read by such processes."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from app.core import child, pack_file
from app.core.limits import ChildLimits
from app.core.pack_file import read_pack_file, read_sheet_file
from app.core.unreadable import Unreadable

ROOT = Path(__file__).resolve().parents[2]


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, kind)
    return out.getvalue()


def pack(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "pack.zip"
    path.write_bytes(content)
    return path


def test_a_pack_is_read_whole(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    path = written(tmp_path, pack({
        "Spring/products.csv": b"SKU,Name\nA,cup\n", "Spring/images/A-1.png": picture(),
        "Spring/images/A-2.jpg": b"<svg/>", "Spring/notes.txt": b"hello", "__MACOSX/x": b"",
    }))  # fmt: skip
    raw = read_pack_file(path, tmp_path / "kept", lambda done, whole: steps.append((done, whole)))
    assert raw.sheet.rows[0].cells == ("A", "cup")
    assert list(raw.pictures) == ["A-1.png"]
    assert (tmp_path / "kept" / raw.pictures["A-1.png"].file).stat().st_size > 0
    assert [(one.name, one.code) for one in raw.refused_pictures] == [("A-2.jpg", "picture.kind")]
    assert {note.figures["entry"] for note in raw.notes} == {"Spring/notes.txt", "__MACOSX/x"}
    assert steps == [(2, 2)]


def test_the_same_pack_has_the_same_hash_and_another_has_not(tmp_path: Path) -> None:
    contents = [b"SKU\nA\n", b"SKU\nA\n", b"SKU\nB\n"]
    hashes = [
        read_pack_file(written(tmp_path, pack({"products.csv": content})), tmp_path / "kept").sha256
        for content in contents
    ]
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"images/A-1.png": b""}, "pack.no_sheet"),
        ({"products.csv": b"a", "products.xlsx": b"b"}, "pack.several_sheets"),
        ({"products.xlsm": b"b"}, "spreadsheet.macros"),
        (
            {"products.csv": b"a\n1", "images/a/A-1.png": b"", "images/b/a-1.PNG": b""},
            "pack.picture_name_twice",
        ),
    ],
)
def test_a_pack_without_one_clear_content_is_refused(
    tmp_path: Path, entries: dict[str, bytes], code: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pack_file(written(tmp_path, pack(entries)), tmp_path / "kept")
    assert caught.value.code == code
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_fault_in_a_later_picture_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_file, "_BATCH", 1)
    content = bytearray(
        pack({"products.csv": b"SKU\nA\n", "images/A-1.png": picture(), "images/A-2.png": picture()})
    )
    at = content.rindex(b"IDAT")
    content[at + 6] ^= 0xFF  # the checksum of the second picture's entry no longer holds
    with pytest.raises(Unreadable) as caught:
        read_pack_file(written(tmp_path, bytes(content)), tmp_path / "kept")
    assert caught.value.code == "archive.damaged"
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_single_sheet_is_read_in_a_child_too(tmp_path: Path) -> None:
    path = written(tmp_path, b"name;number\nLi Wei;7\n")
    assert read_sheet_file(path, "class.csv")[0].rows[0].cells == ("Li Wei", "7")


def test_a_reader_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"a" * 1000)
    with pytest.raises(Unreadable) as caught:
        child.read_in_child("app.core.pack_file:sheets_in", {"path": str(path), "name": "a.csv"},
                            limits=ChildLimits(memory_bytes=30 * 1024 * 1024))  # fmt: skip
    assert caught.value.code == "file.unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe to hang on")
def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    begun = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        child.read_in_child("app.core.pack_file:sheets_in", {"path": str(pipe), "name": "a.csv"},
                            limits=ChildLimits(seconds=1))  # fmt: skip
    assert caught.value.code == "file.too_slow"
    assert time.monotonic() - begun < 10


def test_a_child_runs_nothing_but_the_core_and_any_fault_is_one_refusal(tmp_path: Path) -> None:
    for function, given in (
        ("os:getcwd", {}),
        ("app.core.pack_file:sheets_in", {"path": "/nowhere", "name": "a.csv"}),
    ):
        with pytest.raises(Unreadable) as caught:
            child.read_in_child(function, given)
        assert caught.value.code == "file.unreadable"


# Reads a pack in a process of its own and says its peak memory: its own and that of its largest child, in MB.
READ = """
import json, resource, sys
from pathlib import Path
from app.core.pack_file import read_pack_file
steps = []
raw = read_pack_file(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, whole: steps.append((done, whole)))
own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])  # rusage has the parent's
peak = [own // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]
print(json.dumps({"rows": len(raw.sheet.rows), "pictures": len(raw.pictures), "steps": steps, "peak": peak}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is told in kilobytes by Linux")
def test_a_pack_of_two_hundred_products_stays_within_300_megabytes_and_says_how_far_it_is(
    tmp_path: Path,
) -> None:
    large = io.BytesIO()
    Image.effect_noise((2400, 1700), 40).convert("RGB").save(large, "JPEG")  # four megapixels
    pictures = {f"images/P-{n}-1.jpg": large.getvalue() if n < 4 else picture("JPEG") for n in range(200)}
    rows = "".join(f"P-{n},cup {n}\n" for n in range(200))
    path = written(tmp_path, pack({"products.csv": f"SKU,Name\n{rows}".encode(), **pictures}))
    done = subprocess.run(
        [sys.executable, "-c", READ, path, tmp_path / "kept"], capture_output=True, check=True, cwd=ROOT
    )
    told = json.loads(done.stdout)
    assert (told["rows"], told["pictures"]) == (200, 200)
    assert told["steps"] == [[n, 200] for n in (40, 80, 120, 160, 200)]
    own, child_of_two = told["peak"]
    assert own + 2 * child_of_two < 300, told["peak"]
