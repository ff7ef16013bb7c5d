"""The scenes of a product's pictures: on a studio backdrop, with its measures, and in its colours."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image

from seed.packs.drawings.colour import Colour, mix, rgb
from seed.packs.drawings.stage import PIXELS, SAMPLES, Point, Stage


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours of one variant, main and second, and the words that options of the drawing hang on."""

    main: Colour
    accent: Colour
    style: str = ""


Drawing = Callable[[Stage, Tint], None]


@dataclass(frozen=True, slots=True)
class Spec:
    """What to draw for a product: drawing, colours with their names, backdrop, size in cm as (width, height).

    box: what the drawing fills of the 1000 x 1000 stage, for the measures (left, top, right, bottom).
    is_laid_out: the size is that of the thing unfolded, so no arrows can show it.
    """

    drawing: Drawing
    colours: tuple[tuple[str, str], ...]
    accent: str
    style: str
    backdrop: str
    size_cm: tuple[str, str]
    box: tuple[float, float, float, float]
    is_laid_out: bool = False

    def tint(self, place: int) -> Tint:
        """The variant at a place."""
        return Tint(rgb(self.colours[place][1]), rgb(self.accent), self.style)


def hero(spec: Spec) -> Image.Image:
    """The main picture: the product alone on a soft studio backdrop."""
    image = backdrop(rgb(spec.backdrop)).copy()
    spec.drawing(Stage(image), spec.tint(0))
    return image.reduce(SAMPLES)


def measures(spec: Spec) -> Image.Image:
    """The product on white with its width and height in centimetres."""
    image = backdrop((246, 246, 245)).copy()
    stage = Stage(image, 0.78, (110, 90))
    spec.drawing(stage, spec.tint(0))
    _measure(stage, spec)
    return image.reduce(SAMPLES)


def colours(spec: Spec) -> Image.Image:
    """The product in each of its colours, named; with one colour only, the product from nearer."""
    image = backdrop(mix(rgb(spec.backdrop), (255, 255, 255), 0.45)).copy()
    count = min(3, len(spec.colours))
    left, top, right, bottom = spec.box
    middle = (left + right) / 2, (top + bottom) / 2
    if count == 1:
        near = 1.7
        spec.drawing(Stage(image, near, (500 - middle[0] * near, 470 - middle[1] * near)), spec.tint(0))
        return image.reduce(SAMPLES)
    shape = (bottom - top) / (right - left)
    for place, (at, room) in enumerate(_arrangement(count, shape)):
        scale = min(room[0] / (right - left), room[1] / (bottom - top), 0.8)
        stage = Stage(image, scale, (at[0] - middle[0] * scale, at[1] - middle[1] * scale))
        spec.drawing(stage, spec.tint(place))
        stage.text((middle[0], bottom + 48 / scale), spec.colours[place][0], 24 / scale, (92, 90, 88))
    return image.reduce(SAMPLES)


def _arrangement(count: int, shape: float) -> list[tuple[Point, Point]]:
    """Middle and room of each variant, by how many there are and by height over width of each."""
    if count == 2:
        if shape < 0.75:
            return [((500, 250), (640, 340)), ((500, 700), (640, 340))]
        return [((265, 470), (430, 620)), ((735, 470), (430, 620))]
    if shape > 1.4:
        return [((x, 480), (284, 640)) for x in (182, 500, 818)]
    return [((500, 232), (430, 340)), ((262, 692), (430, 340)), ((738, 692), (430, 340))]


def _measure(stage: Stage, spec: Spec) -> None:
    left, top, right, bottom = spec.box
    ink = (74, 78, 86)
    if spec.is_laid_out:
        stage.text(((left + right) / 2, bottom + 74), f"{spec.size_cm[0]} x {spec.size_cm[1]} cm", 40, ink)
        return
    under, beside = bottom + 70, right + 60
    for a, b in (((left, under), (right, under)), ((beside, top), (beside, bottom))):
        stage.line([a, b], 2.6, ink)
        for end, other in ((a, b), (b, a)):
            angle = math.atan2(other[1] - end[1], other[0] - end[0])
            wings = [(end[0] + 20 * math.cos(angle + turn), end[1] + 20 * math.sin(angle + turn))
                     for turn in (0.36, -0.36)]  # fmt: skip
            stage.shape([end, *wings], ink)
    stage.text(((left + right) / 2, under + 36), f"{spec.size_cm[0]} cm", 34, ink)
    stage.text((beside + 18, (top + bottom) / 2), f"{spec.size_cm[1]} cm", 34, ink, anchor="lm")


@lru_cache(maxsize=2)
def backdrop(colour: Colour) -> Image.Image:
    """A studio cove: wall and floor flow into each other, light falls from the upper left."""
    light = _light()
    small = Image.merge(
        "RGB", [light.point([min(255, part * v // 235) for v in range(256)]) for part in colour]
    )
    side = PIXELS * SAMPLES
    return small.resize((side, side), Image.Resampling.BILINEAR)


@cache
def _light() -> Image.Image:
    """How much light falls where, 235 for the colour as it is."""
    small = Image.new("L", (50, 50))
    for y in range(50):
        for x in range(50):
            down, right = y / 49, x / 49
            floor = 1 / (1 + math.exp(-(down - 0.7) * 16))
            wall = 0.93 + 0.1 * math.exp(-((right - 0.32) ** 2 + (down - 0.3) ** 2) / 0.16)
            light = wall * (1 - floor) + (1.0 - 0.16 * (down - 0.7) / 0.3) * floor
            edge = 1 - 0.09 * ((right - 0.5) ** 2 + (down - 0.5) ** 2)
            small.putpixel((x, y), round(235 * light * edge))
    return small.resize((250, 250), Image.Resampling.BICUBIC)
