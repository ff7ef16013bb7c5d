"""The stage that a product is drawn on: shapes with gradients, bodies turned on a lathe, folds, soft shadows.

Places are in units of a 1000 x 1000 picture; the stage scales and shifts them, so one drawing serves all
scenes.
"""

import math
import random
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from seed.packs.drawings.colour import Colour, Stops, strip

Point = tuple[float, float]
Box = tuple[float, float, float, float]
SAMPLES = 2  # drawn at twice the size, then reduced
PIXELS = 800  # a side of the finished picture
_ZOOM = SAMPLES * PIXELS / 1000


class Stage:
    """A picture in the making, with a scale and a shift for whatever is drawn next."""

    def __init__(self, image: Image.Image, scale: float = 1, shift: Point = (0, 0)) -> None:
        self.image = image
        self._scale = scale * _ZOOM
        self._shift = (shift[0] * _ZOOM, shift[1] * _ZOOM)

    def shape(self, points: Sequence[Point], fill: Colour | Stops, *, across: bool = False) -> None:
        """A polygon, plain or with a gradient from top to bottom (or from left to right with `across`)."""
        places = self._placed(points)
        left, top, width, height = _bounds(places, self.image.size)
        if width <= 0 or height <= 0:
            return
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in places], fill=255)
        self._pour(mask, (left, top), fill, across)

    def curve(self, points: Sequence[Point], fill: Colour | Stops, *, across: bool = False) -> None:
        """A closed smooth outline through the points."""
        self.shape(smooth(points, closed=True), fill, across=across)

    def ellipse(self, box: Box, fill: Colour | Stops, *, across: bool = False) -> None:
        """An ellipse in a box (left, top, right, bottom)."""
        self.shape(ellipse_points(box), fill, across=across)

    def panel(self, box: Box, radius: float, fill: Colour | Stops, *, across: bool = False) -> None:
        """A box with round corners."""
        self.shape(panel_points(box, radius), fill, across=across)

    def line(self, points: Sequence[Point], width: float, fill: Colour, *, round_ends: bool = True) -> None:
        """A line with round joints."""
        places = self._placed(points)
        pen = ImageDraw.Draw(self.image)
        thick = max(1, round(width * self._scale))
        pen.line(places, fill=fill, width=thick, joint="curve")
        if round_ends and thick > 2:
            for x, y in (places[0], places[-1]):
                half = thick / 2
                pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def tube(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A bent tube or cable: three lines, dark to light."""
        dark = tuple(part * 6 // 10 for part in colour)
        light = tuple(part + (255 - part) * 4 // 10 for part in colour)
        bent = smooth(points)
        self.line(bent, width, dark)  # type: ignore[arg-type]
        self.line([(x - width * 0.06, y - width * 0.06) for x, y in bent], width * 0.68, colour)
        self.line([(x - width * 0.16, y - width * 0.16) for x, y in bent], width * 0.18, light)  # type: ignore[arg-type]

    def turned(self, profile: Sequence[Point], middle: float, fill: Stops, *, flat: float = 0.16) -> None:
        """A body turned on a lathe: profile as (y, half width) from the top; flat, the ends' perspective."""
        outline = smooth(profile)
        bottom_y, bottom_half = outline[-1]
        self.ellipse(_disc(middle, bottom_y, bottom_half, flat), fill, across=True)
        line = strip(fill)
        for (y0, half0), (y1, half1) in pairwise(outline):
            first, last = round(y0 * self._scale), round(y1 * self._scale)
            for row in range(first, max(last, first + 1)):
                share = (row - first) / max(1, last - first)
                width = max(2, round(2 * (half0 + (half1 - half0) * share) * self._scale))
                left = round(middle * self._scale - width / 2 + self._shift[0])
                self.image.paste(line.resize((width, 1)), (left, round(row + self._shift[1])))
        self.ellipse(_disc(middle, outline[0][0], outline[0][1], flat), fill, across=True)

    def disc(self, middle: float, y: float, half: float, fill: Colour | Stops, *, flat: float = 0.16) -> None:
        """A level disc seen a little from above."""
        self.ellipse(_disc(middle, y, half, flat), fill, across=True)

    def shadow(self, middle: float, y: float, half: float, *, depth: float = 0.16, dark: int = 110) -> None:
        """Where something stands: a wide soft shadow and a small firm one."""
        self._soft_ellipse(_disc(middle + half * 0.1, y + 8, half * 1.3, depth), dark * 6 // 10, half * 0.16)
        self._soft_ellipse(_disc(middle, y, half * 1.02, depth * 0.55), dark, half * 0.05)

    def glow(self, box: Box, colour: Colour, strength: int, blur: float) -> None:
        """Soft light (or soft dark) in an ellipse."""
        self._soft_ellipse(box, strength, blur, colour)

    def lay(self, outline: Sequence[Point], shift: Point, strength: int, blur: float) -> None:
        """The soft shadow of something that lies flat on the ground."""
        places = self._placed([(x + shift[0], y + shift[1]) for x, y in outline])
        pad = blur * self._scale * 3
        left, top = round(min(x for x, _ in places) - pad), round(min(y for _, y in places) - pad)
        right, bottom = max(x for x, _ in places) + pad, max(y for _, y in places) + pad
        size = round(right) - left, round(bottom) - top
        small = Image.new("L", (size[0] // 8 + 1, size[1] // 8 + 1))
        ImageDraw.Draw(small).polygon([((x - left) / 8, (y - top) / 8) for x, y in places], fill=strength)
        small = small.filter(ImageFilter.GaussianBlur(blur * self._scale / 8))
        self.image.paste((28, 26, 34), (left, top), small.resize(size, Image.Resampling.BILINEAR))

    def folds(
        self, outline: Sequence[Point], lines: Sequence[Sequence[Point]], colour: Colour, *,
        width: float = 26, strength: int = 90,
    ) -> None:  # fmt: skip
        """Soft strokes inside an outline: the folds of cloth, the dents of leather."""
        places = self._placed(outline)
        left, top, wide, high = _bounds(places, self.image.size)
        small = Image.new("L", (wide // 8 + 2, high // 8 + 2))
        pen = ImageDraw.Draw(small)
        for stroke in lines:
            put = [((x - left) / 8, (y - top) / 8) for x, y in self._placed(smooth(stroke))]
            pen.line(put, fill=strength, width=max(1, round(width * self._scale / 8)), joint="curve")
        small = small.filter(ImageFilter.GaussianBlur(width * self._scale / 22))
        mask = Image.new("L", (wide, high))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in places], fill=255)
        soft = small.resize((wide, high), Image.Resampling.BILINEAR)
        self.image.paste(colour, (left, top), ImageChops.multiply(mask, soft))

    def weave(self, outline: Sequence[Point], colour: Colour, strength: float = 0.35) -> None:
        """A grain of cloth inside an outline."""
        places = self._placed(outline)
        left, top, wide, high = _bounds(places, self.image.size)
        mask = Image.new("L", (wide, high))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in places], fill=round(255 * strength))
        grain = _grain().crop((0, 0, wide, high))
        self.image.paste(colour, (left, top), ImageChops.multiply(mask, grain))

    def text(self, place: Point, words: str, size: float, colour: Colour, *, anchor: str = "mm") -> None:
        """Words in the plain face that Pillow carries."""
        self_at = self._placed([place])[0]
        face = _face(max(8, round(size * self._scale)))
        ImageDraw.Draw(self.image).text(self_at, words, font=face, fill=colour, anchor=anchor)

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        dx, dy = self._shift
        return [(x * self._scale + dx, y * self._scale + dy) for x, y in points]

    def _pour(self, mask: Image.Image, at: tuple[int, int], fill: Colour | Stops, across: bool) -> None:
        if isinstance(fill[0], int):
            self.image.paste(fill, at, mask)  # type: ignore[arg-type]
            return
        line = strip(fill)  # type: ignore[arg-type]
        if not across:
            line = line.transpose(Image.Transpose.ROTATE_270)
        self.image.paste(line.resize(mask.size, Image.Resampling.BILINEAR), at, mask)

    def _soft_ellipse(self, box: Box, strength: int, blur: float, colour: Colour = (28, 26, 34)) -> None:
        (x0, y0), (x1, y1) = self._placed([box[:2], box[2:]])
        pad = blur * self._scale * 2.5 + 16
        left, top = math.floor(x0 - pad), math.floor(y0 - pad)
        size = math.ceil(x1 + pad) - left, math.ceil(y1 + pad) - top
        small = Image.new("L", (size[0] // 8 + 1, size[1] // 8 + 1))
        inner = ((x0 - left) / 8, (y0 - top) / 8, (x1 - left) / 8, (y1 - top) / 8)
        ImageDraw.Draw(small).ellipse(inner, fill=max(0, min(255, strength)))
        small = small.filter(ImageFilter.GaussianBlur(max(0.6, blur * self._scale / 8)))
        self.image.paste(colour, (left, top), small.resize(size, Image.Resampling.BILINEAR))


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 14) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    if len(points) < 3:
        return list(points)
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return curve if closed else [*curve, points[-1]]


def ellipse_points(box: Box, steps: int = 72) -> list[Point]:
    """The outline of an ellipse."""
    mx, my, rx, ry = (
        (box[0] + box[2]) / 2,
        (box[1] + box[3]) / 2,
        (box[2] - box[0]) / 2,
        (box[3] - box[1]) / 2,
    )
    angles = [math.tau * step / steps for step in range(steps)]
    return [(mx + rx * math.cos(angle), my + ry * math.sin(angle)) for angle in angles]


def panel_points(box: Box, radius: float) -> list[Point]:
    """The outline of a box with round corners."""
    left, top, right, bottom = box
    r = min(radius, (right - left) / 2, (bottom - top) / 2)
    corners = (
        (right - r, bottom - r, 0),
        (left + r, bottom - r, 90),
        (left + r, top + r, 180),
        (right - r, top + r, 270),
    )
    return [(x + r * math.cos(math.radians(start + step)), y + r * math.sin(math.radians(start + step)))
            for x, y, start in corners for step in range(0, 91, 9)]  # fmt: skip


def turned_by(points: Sequence[Point], degrees: float, about: Point) -> list[Point]:
    """Points turned clockwise about a place."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(about[0] + (x - about[0]) * cos - (y - about[1]) * sin,
             about[1] + (x - about[0]) * sin + (y - about[1]) * cos) for x, y in points]  # fmt: skip


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _disc(middle: float, y: float, half: float, flat: float) -> Box:
    return middle - half, y - half * flat, middle + half, y + half * flat


def _bounds(places: Sequence[Point], size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top = max(0, math.floor(min(x for x, _ in places))), max(0, math.floor(min(y for _, y in places)))
    right = min(size[0], math.ceil(max(x for x, _ in places)) + 1)
    bottom = min(size[1], math.ceil(max(y for _, y in places)) + 1)
    return left, top, right - left, bottom - top


@cache
def _face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@cache
def _grain() -> Image.Image:
    """Noise that is the same on every machine, softened along both threads."""
    side = 500
    noise = Image.frombytes("L", (side, side), random.Random(7).randbytes(side * side))  # noqa: S311  a texture
    large = noise.resize((2000, 2000), Image.Resampling.BILINEAR)
    return large.point(lambda value: max(0, min(255, (value - 96) * 2)))
