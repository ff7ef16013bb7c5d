"""The four demo enterprises with their packs: brought in, checked and imported as their people would do it.

Pictures are drawn once, by two processes, and stay in the data folder's store; a manifest beside it, named by
the hash of all that a pack is made of, says which file is which, so that the next course is seeded at once.
"""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.actions.actor import operator
from app.actions.pack import ReadPicture
from app.actions.pack_reading import PackFile, check_of_sheet
from app.actions.perform import Outcome, perform
from app.core.picture_store import PictureStore
from app.core.pictures import keep
from app.core.spreadsheet import read_spreadsheet
from seed.packs.build import SLUGS, enterprise, pack_sheet, pack_zip, sources_hash
from seed.packs.draw import pictures

_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pack whose pictures lie in the store: its file's digest and bytes, and what each picture is."""

    digest: str
    size_bytes: int
    pictures: list[dict[str, Any]]


def seed_enterprises(session: Session, course_id: UUID, data_folder: Path) -> dict[str, UUID]:
    """Bring the demo enterprises and their products into a course. Gives their ids by slug."""
    packs = drawn_packs(data_folder)
    return {slug: seed_enterprise(session, course_id, slug, packs[slug]) for slug in SLUGS}


def seed_enterprise(session: Session, course_id: UUID, slug: str, pack: Drawn) -> UUID:
    """One enterprise with its imported pack."""
    actor, said = operator(course_id), enterprise(slug)
    person = f"{said['contact_name_en']}, {said['contact_title_en']}, {said['contact_email']}"
    words = {
        "slug": slug, "name": said["name_en"], "name_zh": said["name_zh"], "uscc": said["uscc"],
        "address": said["address_en"], "address_zh": said["address_zh"], "contact": person,
        "about": said["about_en"], "about_zh": said["about_zh"], "port": said["port"],
        "industry": said["industry"],
    }  # fmt: skip
    enterprise_id = _made(perform(session, actor, "enterprise.create", course_id, words))
    sheet = read_spreadsheet(*pack_sheet(slug))[0]
    file = PackFile(f"{slug}.zip", pack.digest, pack.size_bytes)
    given = check_of_sheet(file, sheet, [ReadPicture(**picture) for picture in pack.pictures])
    pack_id = _made(perform(session, actor, "pack.check", enterprise_id, given))
    perform(session, actor, "pack.import_rows", pack_id).must()
    return enterprise_id


def _made(outcome: Outcome) -> UUID:
    made_id = outcome.must().made_id
    if made_id is None:
        raise LookupError("the action made nothing")
    return made_id


def drawn_packs(data_folder: Path) -> dict[str, Drawn]:
    """Every demo pack with its pictures in the store; what is not there yet is drawn now."""
    found = {slug: _remembered(data_folder, slug) for slug in SLUGS}
    missing = [slug for slug, drawn in found.items() if drawn is None]
    if missing:
        jobs = [(str(data_folder), slug, sku) for slug in missing for sku in enterprise(slug)["pictures"]]
        with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
            done = list(pool.map(_draw, jobs, chunksize=2))
        for slug in missing:
            parts = [part for job, part in zip(jobs, done, strict=True) if job[1] == slug]
            found[slug] = _remember(data_folder, slug, parts)
    return {slug: drawn for slug, drawn in found.items() if drawn is not None}


def _draw(job: tuple[str, str, str]) -> list[tuple[dict[str, Any], bytes]]:
    """Draw one product's pictures and keep them, in a process of its own; with each, what was drawn."""
    folder, slug, sku = job
    store = PictureStore.of(Path(folder))
    made = []
    for name, drawn in pictures(sku, enterprise(slug)["pictures"][sku]).items():
        kept = keep(drawn)
        digest = store.put(kept.jpeg, kept.thumbnail_webp)
        size = len(kept.jpeg) + len(kept.thumbnail_webp)
        picture = ReadPicture(
            name=name, digest=digest, width=kept.width, height=kept.height, stored_bytes=size
        )
        made.append((picture.model_dump(), drawn))
    return made


def _manifest(data_folder: Path, slug: str) -> Path:
    return data_folder / "demo-packs" / f"{slug}-{sources_hash(slug)[:16]}.json"


def _remembered(data_folder: Path, slug: str) -> Drawn | None:
    path = _manifest(data_folder, slug)
    if not path.is_file():
        return None
    drawn = Drawn(**json.loads(path.read_text("utf-8")))
    store = PictureStore.of(data_folder)
    is_whole = all(store.find(picture["digest"]) for picture in drawn.pictures)
    return drawn if is_whole else None


def _remember(data_folder: Path, slug: str, parts: list[list[tuple[dict[str, Any], bytes]]]) -> Drawn:
    listed = [each for part in parts for each in part]
    zipped = pack_zip(slug, {picture["name"]: content for picture, content in listed})
    drawn = Drawn(hashlib.sha256(zipped).hexdigest(), len(zipped), [picture for picture, _ in listed])
    path = _manifest(data_folder, slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(asdict(drawn)), "utf-8")
    partial.replace(path)
    return drawn
