"""The demo enterprises are brought in by the same actions as any other, and their pictures are drawn once."""

import hashlib
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.core.picture_store import PictureStore
from app.models.enterprise import Enterprise
from app.models.pack import Pack
from app.models.product import Product, ProductPicture
from seed.enterprises import drawn_packs, seed_enterprises
from seed.packs.build import SLUGS, build_pack
from tests.builders import a_course


@pytest.mark.slow
def test_four_enterprises_with_forty_eight_products_are_seeded_and_again_at_once(
    sqlite_session: Session, tmp_path: Path
) -> None:
    world, another = a_course(sqlite_session), a_course(sqlite_session, "Another", "seed-2")
    ids = seed_enterprises(sqlite_session, world.course_id, tmp_path)
    assert tuple(ids) == SLUGS
    assert {each.slug for each in sqlite_session.exec(select(Enterprise))} == set(SLUGS)
    products = sqlite_session.exec(select(Product)).all()
    assert len(products) == 48 and all(product.is_offered for product in products)
    store = PictureStore.of(tmp_path)
    pictures = sqlite_session.exec(select(ProductPicture)).all()
    assert len(pictures) == 144 and all(store.find(picture.digest) for picture in pictures)
    kept = when_written(tmp_path)
    seed_enterprises(sqlite_session, another.course_id, tmp_path)
    assert kept and when_written(tmp_path) == kept  # nothing was drawn again
    packs = sqlite_session.exec(select(Pack).where(Pack.course_id == another.course_id)).all()
    assert {pack.state for pack in packs} == {"imported"}
    # The same file, uploaded by a person, is known for what it is.
    digest = hashlib.sha256(build_pack(SLUGS[0])).hexdigest()
    assert drawn_packs(tmp_path)[SLUGS[0]].digest == digest == packs[0].digest


def when_written(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (folder / "demo-packs").iterdir()}
