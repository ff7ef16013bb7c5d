"""An uploaded pack before the door: read in a child, its pictures kept, or nothing of it left at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from uuid import UUID

from fastapi import Request
from starlette.datastructures import UploadFile

from app.actions.pack import Check
from app.actions.pack_reading import PackFile, check_of
from app.actions.perform import Outcome
from app.actions.refusals import Forbidden, Missing
from app.actions.registry import find
from app.core.archive import file_hash
from app.core.ids import fresh_id
from app.core.pack_file import RawPack, read_pack_file
from app.core.picture_store import PictureStore
from app.models.enterprise import Enterprise
from app.queries.catalogue.pack_store import is_known_file, unused_pictures
from app.routers.deps import DoorOf
from app.routers.given import read_given
from app.trade.refusal import RuleBroken


def take_pack(request: Request, door: DoorOf, enterprise_id: UUID) -> Outcome:
    """Check the pack that the request carries, for this enterprise.

    Raises: Missing, Forbidden, RuleBroken("pack.no_file"), Unreadable of whatever reads it, and the refusals
    of `pack.check`; then neither a row nor a file of it is left.
    """
    _check_may(door, enterprise_id)
    upload = getattr(request.state, "files", {}).get("file")
    if upload is None or not upload.filename:
        raise RuleBroken("pack.no_file", "file")
    data_folder = request.app.state.settings.data_folder
    with _own_folder(data_folder) as folder:
        path = folder / "pack.zip"
        file = _saved(upload, path)
        if is_known_file(door.session, enterprise_id, file.digest):
            return _perform(door, enterprise_id, _without_rows(file))  # refused, in words and on record
        raw = read_pack_file(path, folder / "pictures")
        given = check_of(file, raw)
        with _kept_pictures(door, PictureStore.of(data_folder), raw, folder / "pictures"):
            return _perform(door, enterprise_id, given)


def drop_pictures(request: Request, door: DoorOf, digests: list[str]) -> None:
    """Take the files away that nothing shows any more."""
    store = PictureStore.of(request.app.state.settings.data_folder)
    for digest in unused_pictures(door.session, digests):
        store.drop(digest)


def _check_may(door: DoorOf, enterprise_id: UUID) -> None:
    """Before a byte is read: the same answer that the door would give."""
    enterprise = door.session.get(Enterprise, enterprise_id)
    if enterprise is None or enterprise.course_id != door.actor.course_id:
        raise Missing
    allow = find("pack.check").allow
    if not allow.may(door.actor, enterprise):
        raise Forbidden("door.forbidden", who=", ".join(allow.names))


@contextmanager
def _own_folder(data_folder: Path) -> Iterator[Path]:
    folder = data_folder / "uploads" / str(fresh_id())
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _saved(upload: UploadFile, path: Path) -> PackFile:
    with path.open("wb") as out:
        shutil.copyfileobj(upload.file, out, 1 << 20)
    name = PurePosixPath((upload.filename or "").replace("\\", "/")).name
    return PackFile(name, file_hash(path), path.stat().st_size)


def _without_rows(file: PackFile) -> dict[str, object]:
    return {"file_name": file.name, "digest": file.digest, "size_bytes": file.size_bytes, "rows": []}


def _perform(door: DoorOf, enterprise_id: UUID, given: dict[str, object]) -> Outcome:
    return door.perform("pack.check", enterprise_id, read_given(Check, given))


@contextmanager
def _kept_pictures(door: DoorOf, store: PictureStore, raw: RawPack, folder: Path) -> Iterator[None]:
    """The pack's pictures in the store while the door decides; what is new goes again if it says no."""
    new: list[str] = []
    try:
        for picture in raw.pictures.values():
            if store.find(picture.sha256) is None:
                new.append(picture.sha256)
            jpeg, small = (folder / name for name in (picture.file, picture.thumbnail_file))
            store.put(jpeg.read_bytes(), small.read_bytes())
        yield
    except BaseException:
        door.session.rollback()
        for digest in unused_pictures(door.session, new):
            store.drop(digest)
        raise
