from pathlib import Path

import pytest

from app.core.picture_store import SMALL, PictureStore


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    store = PictureStore.of(tmp_path)
    first, again = store.put(b"pixels", b"small"), store.put(b"pixels", b"small")
    assert first == again
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        f"{first}.jpg",
        f"{first}.webp",
    ]


def test_a_picture_is_found_in_both_sizes(tmp_path: Path) -> None:
    store = PictureStore.of(tmp_path)
    digest = store.put(b"pixels", b"small")
    assert store.find(digest).read_bytes() == b"pixels"
    assert store.find(digest, SMALL).read_bytes() == b"small"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64, "a" * 64 + "\n"])
def test_what_is_no_digest_of_ours_is_not_found(tmp_path: Path, name: str) -> None:
    assert PictureStore.of(tmp_path).find(name) is None


def test_an_ending_that_is_not_kept_is_not_found(tmp_path: Path) -> None:
    store = PictureStore.of(tmp_path)
    assert store.find(store.put(b"pixels", b"small"), ".html") is None
