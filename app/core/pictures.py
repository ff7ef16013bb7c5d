"""Pictures that somebody sent: header first, then pixels, and only pixels are kept.

What is kept is drawn anew as sRGB, upright, on white, without metadata: no place, no camera, no script behind
the last pixel survives. The sender's file and its name are not kept.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from app.core.limits import PICTURE, PictureLimits
from app.core.unreadable import Unreadable

# Pillow's own bound only warns, and raises before it tells the size. Ours stands right behind the header.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = ["PNG", "JPEG", "WEBP"]
_QUALITY = 88
_THUMBNAIL_QUALITY = 80


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture drawn anew: JPEG bytes with their pixels, and a small WEBP for lists."""

    jpeg: bytes
    thumbnail_webp: bytes
    width: int
    height: int


def check_header(content: bytes, limits: PictureLimits = PICTURE) -> tuple[str, int, int]:
    """Format, width and height of a picture from its first bytes, before any pixel is unpacked.

    Raises: Unreadable("picture.too_large" | "picture.too_many_pixels" | "picture.side_too_long", 413),
        Unreadable("picture.kind", 415), Unreadable("picture.damaged").
    """
    if len(content) > limits.file_bytes:
        size_mb = -(-len(content) // (1 << 20))
        raise Unreadable("picture.too_large", 413, size_mb=size_mb, limit_mb=limits.file_bytes >> 20)
    if not content:
        raise Unreadable("picture.damaged")
    with _opened(content) as picture:
        width, height = picture.size
        if width > limits.side or height > limits.side:
            raise Unreadable("picture.side_too_long", 413, side=max(width, height), limit=limits.side)
        if width * height > limits.pixels:
            raise Unreadable(
                "picture.too_many_pixels", 413,
                megapixels=-(-width * height // 1_000_000), limit_megapixels=limits.pixels // 1_000_000,
            )  # fmt: skip
        return str(picture.format), width, height


def keep(content: bytes, limits: PictureLimits = PICTURE) -> KeptPicture:
    """Draw a picture anew: sRGB, upright, first frame, at most `kept_side` pixels a side, no metadata.

    Raises: what `check_header` raises; Unreadable("picture.damaged") for any fault in the pixels.
    """
    check_header(content, limits)
    try:
        with _opened(content) as picture:
            drawn = _drawn_anew(picture, limits.kept_side)
        small = drawn.copy()
        side = limits.thumbnail_side
        # Halved first, as often as leaves twice the size: to the eye the same, for less than half the work.
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        jpeg, webp = io.BytesIO(), io.BytesIO()
        drawn.save(jpeg, "JPEG", quality=_QUALITY)
        small.save(webp, "WEBP", quality=_THUMBNAIL_QUALITY, method=2)
    except Unreadable:
        raise
    except Exception as fault:
        raise Unreadable("picture.damaged") from fault
    return KeptPicture(jpeg.getvalue(), webp.getvalue(), drawn.width, drawn.height)


def _opened(content: bytes) -> Image.Image:
    """Open by content. First bytes tell a broken picture of a kind that we take from another kind."""
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except Exception as fault:
        ours = content.startswith((b"\x89PNG", b"\xff\xd8\xff")) or content[8:12] == b"WEBP"
        raise Unreadable("picture.damaged" if ours else "picture.kind", 422 if ours else 415) from fault


def _drawn_anew(picture: Image.Image, kept_side: int) -> Image.Image:
    profile = picture.info.get("icc_profile")
    picture.draft("RGB" if picture.mode != "CMYK" else "CMYK", (kept_side, kept_side))
    if picture.mode in {"1", "P"}:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode.startswith(("I", "F")):  # 16 bits: Pillow would clip where we scale
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    picture.thumbnail((kept_side, kept_side), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    flat = _on_white(_as_srgb(picture, profile))
    return Image.frombytes("RGB", flat.size, flat.tobytes())  # pixels only, nothing of `info`


def _as_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours by the embedded profile; without one, or with one that does not fit, by the mode alone."""
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert("RGB")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"}:
        see_through = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(see_through, mask=see_through.getchannel("A"))
        return white
    return picture.convert("RGB")
