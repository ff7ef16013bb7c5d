"""Pictures that somebody sends."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from app.core.limits import PictureLimits
from app.core.pictures import check_header, keep
from app.core.unreadable import Unreadable


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refusal(content: bytes, limits: PictureLimits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        keep(content, limits or PictureLimits())
    return caught.value


def png_header(width: int, height: int, bits: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 50)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_three_kinds_are_kept_as_jpeg_with_a_small_webp(kind: str) -> None:
    kept = keep(encoded(Image.new("RGB", (3000, 1500), (200, 30, 40)), kind))
    assert (opened(kept.jpeg).format, opened(kept.jpeg).size) == ("JPEG", (2000, 1000))
    assert (opened(kept.thumbnail_webp).format, opened(kept.thumbnail_webp).size) == ("WEBP", (480, 240))
    assert (kept.width, kept.height) == (2000, 1000)


def test_a_small_picture_is_not_made_larger() -> None:
    assert keep(encoded(Image.new("RGB", (90, 60)), "PNG")).width == 90


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [(50_000, 50_000, "picture.side_too_long"), (12_000, 12_000, "picture.too_many_pixels")],
)
def test_a_picture_of_too_many_pixels_is_refused_from_its_header(width: int, height: int, code: str) -> None:
    found = refusal(png_header(width, height))
    assert (found.code, found.status) == (code, 413)


def test_the_limit_is_said_in_megapixels() -> None:
    assert refusal(png_header(12_000, 12_000)).figures == {"megapixels": 144, "limit_megapixels": 40}


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_bytes_pixels_and_sides_are_bounded(extra: int) -> None:
    content = encoded(Image.new("RGB", (40 + extra, 10)), "PNG")
    for limits, code in (
        (PictureLimits(side=40), "picture.side_too_long"),
        (PictureLimits(pixels=400), "picture.too_many_pixels"),
        (PictureLimits(file_bytes=len(content) - extra), "picture.too_large"),
    ):
        if extra > 0:
            assert refusal(content, limits).code == code
        else:
            assert check_header(content, limits) == ("PNG", 40 + extra, 10)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO"])
def test_other_kinds_are_refused_by_content(kind: str) -> None:
    found = refusal(encoded(Image.new("RGB", (20, 20)), kind))
    assert (found.code, found.status) == ("picture.kind", 415)


@pytest.mark.parametrize(
    "content", [b"<svg onload='alert(1)'/>", b"<html><script>1</script>", b"8BPS\0\1", b"GIF89a"]
)
def test_what_only_calls_itself_a_picture_is_refused(content: bytes) -> None:
    assert refusal(content).code == "picture.kind"


def test_only_pixels_survive() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (31.0, 13.0, 48.0)}
    hostile = encoded(
        Image.new("RGB", (64, 64), "navy"), "JPEG", exif=exif, comment=b"<script>alert(1)</script>"
    )
    kept = keep(hostile + b"PK\x03\x04<script>alert(2)</script>")
    for content in (kept.jpeg, kept.thumbnail_webp):
        assert b"script" not in content and b"Camera" not in content and b"PK\x03\x04" not in content
        assert not opened(content).getexif()


def test_a_turned_picture_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = keep(encoded(Image.new("RGB", (80, 40)), "JPEG", exif=exif))
    assert (kept.width, kept.height) == (40, 80)


def test_colour_profile_cmyk_and_sixteen_bits_become_srgb() -> None:
    lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = keep(
        encoded(Image.new("RGB", (32, 32), (10, 200, 30)), "JPEG", icc_profile=lab_like, quality=95)
    )
    assert "icc_profile" not in opened(with_profile.jpeg).info
    assert abs(opened(with_profile.jpeg).getpixel((9, 9))[1] - 200) < 8
    cmyk = keep(encoded(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG", quality=95))
    red, green, blue = opened(cmyk.jpeg).getpixel((9, 9))
    assert red > 200 and green < 60 and blue < 60
    deep = keep(encoded(Image.new("I;16", (32, 32), 32_768), "PNG"))
    assert abs(opened(deep.jpeg).getpixel((9, 9))[0] - 128) < 4


def test_a_broken_profile_does_not_break_the_picture() -> None:
    assert keep(encoded(Image.new("RGB", (32, 32)), "JPEG", icc_profile=b"not a profile")).width == 32


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_mode_of_png_is_drawn_on_white(mode: str) -> None:
    assert opened(keep(encoded(Image.new(mode, (20, 20)), "PNG")).jpeg).mode == "RGB"


def test_what_is_see_through_becomes_white() -> None:
    assert (
        opened(keep(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")).jpeg).getpixel((5, 5))
        == (255,) * 3
    )


def test_a_cut_an_empty_and_a_bloated_picture_are_damaged() -> None:
    whole = encoded(Image.effect_noise((200, 200), 60).convert("RGB"), "JPEG")
    info = PngImagePlugin.PngInfo()
    info.add_text("c", "x" * 3_000_000, zip=True)
    bloated = encoded(Image.new("RGB", (10, 10)), "PNG", pnginfo=info)
    for content in (b"", whole[: len(whole) // 2], bloated, b"\x89PNG\r\n\x1a\n", png_header(100, 100, 8)):
        found = refusal(content)
        assert (found.code, found.status) == ("picture.damaged", 422)


def test_of_many_frames_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in range(0, 250, 5)]
    kept = keep(encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True))
    assert opened(kept.jpeg).getpixel((5, 5))[0] < 10
