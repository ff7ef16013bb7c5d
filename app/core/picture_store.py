"""Pictures on disk, named by the digest of their own bytes: the same picture is kept once, and never changes.

Under `data_folder/pictures/xx/` lie `<digest>.jpg`, the picture as `app.core.pictures` drew it anew, and
`<digest>.webp`, its small one (480 px a side) for lists.
"""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
FULL, SMALL = ".jpg", ".webp"
MEDIA_TYPES = {FULL: "image/jpeg", SMALL: "image/webp"}


@dataclass(frozen=True, slots=True)
class PictureStore:
    """The pictures of one installation; `folder` is made when the first one comes."""

    folder: Path

    @classmethod
    def of(cls, data_folder: Path) -> "PictureStore":
        """The store of a data folder."""
        return cls(data_folder / "pictures")

    def put(self, jpeg: bytes, thumbnail_webp: bytes) -> str:
        """Keep a picture with its small one (both from `pictures.keep`). Gives its SHA-256 in hex."""
        digest = hashlib.sha256(jpeg).hexdigest()
        for ending, content in ((SMALL, thumbnail_webp), (FULL, jpeg)):
            path = self._path(digest, ending)
            if not path.exists():
                _write_whole(path, content)
        return digest

    def drop(self, digest: str) -> None:
        """Take a picture and its small one away, if there is one. The caller knows that nothing shows it."""
        for ending in (FULL, SMALL):
            path = self.find(digest, ending)
            if path is not None:
                path.unlink(missing_ok=True)

    def find(self, digest: str, ending: str = FULL) -> Path | None:
        """The file of a picture (`FULL` or `SMALL`); None if there is none, or this is no digest."""
        if not _DIGEST.match(digest) or ending not in MEDIA_TYPES:
            return None
        path = self._path(digest, ending)
        return path if path.is_file() else None

    def _path(self, digest: str, ending: str) -> Path:
        return self.folder / digest[:2] / f"{digest}{ending}"


def _write_whole(path: Path, content: bytes) -> None:
    """All of the file or nothing of it under its name, also when the power goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
