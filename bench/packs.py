"""A data pack of 12 products and 36 pictures, against decoding its pictures alone by two processes."""

import io
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from app.core.pack_file import read_pack_file
from bench.table import Line
from bench.world import World
from seed.packs.build import pack_zip

_SLUG, _PICTURES, _SIZE, _MOST_TIMES = "lanmei-home", 36, (2000, 1500), 2.5


def _decode(content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return picture.width


def pack(world: World) -> Iterator[Line]:
    """Reading the pack whole, in its children, against unpacking the pixels."""
    pictures = {f"picture-{n:02}.jpg": _picture(n) for n in range(_PICTURES)}
    with TemporaryDirectory(prefix="five-truths-bench-") as made:
        path = Path(made) / "pack.zip"
        path.write_bytes(pack_zip(_SLUG, pictures))
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(_decode, list(pictures.values())[:2]))
            began = time.perf_counter()
            list(pool.map(_decode, pictures.values()))
            decoded = time.perf_counter() - began
        began = time.perf_counter()
        raw = read_pack_file(path, Path(made) / "kept")
        read = time.perf_counter() - began
    if len(raw.pictures) != _PICTURES:
        raise RuntimeError("not every picture of the pack was taken")
    times = read / decoded
    yield Line(
        f"pack of {len(raw.sheet.rows)} products, {_PICTURES} pictures of 3 megapixels", f"{read:.1f} s",
        f"decoding alone {decoded:.1f} s", decoded / read, bar=f"<= {_MOST_TIMES} times decoding",
        is_met=times <= _MOST_TIMES,
    )  # fmt: skip


def _picture(n: int) -> bytes:
    """A picture with as much detail as a photograph has, each another."""
    noise = Image.effect_noise((_SIZE[0] // 4, _SIZE[1] // 4), 40 + n).resize(_SIZE)
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(90, expand=False), noise)).save(out, "JPEG", quality=85)
    return out.getvalue()
