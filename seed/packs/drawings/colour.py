"""Colours and the shading of surfaces."""

from functools import cache

from PIL import Image

Colour = tuple[int, int, int]
Stops = tuple[tuple[float, Colour], ...]


@cache
def rgb(name: str) -> Colour:
    """`#rrggbb` as three numbers."""
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def tone(colour: Colour, factor: float) -> Colour:
    """Darker below 1 (towards black), lighter above 1 (towards white)."""
    if factor <= 1:
        return tuple(round(part * factor) for part in colour)  # type: ignore[return-value]
    return mix(colour, (255, 255, 255), min(factor - 1, 1))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first."""
    pairs = zip(first, second, strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)  # type: ignore[return-value]


def ramp(*stops: tuple[float, Colour]) -> Stops:
    """Colours at places from 0 to 1."""
    return stops


def falling(colour: Colour, top: float = 1.12, bottom: float = 0.82) -> Stops:
    """A flat surface lit from above."""
    return ramp((0, tone(colour, top)), (1, tone(colour, bottom)))


def rounded(colour: Colour, gloss: float = 0.35) -> Stops:
    """A round surface lit from the upper left: rim light, highlight, body, core shadow, bounce."""
    return ramp(
        (0, tone(colour, 0.72)),
        (0.1, tone(colour, 0.9)),
        (0.26, tone(colour, 1 + gloss)),
        (0.36, tone(colour, 1 + gloss * 0.55)),
        (0.6, tone(colour, 0.94)),
        (0.88, tone(colour, 0.62)),
        (1, tone(colour, 0.74)),
    )


@cache
def strip(stops: Stops) -> Image.Image:
    """A gradient of 256 x 1 pixels."""
    line = Image.new("RGB", (256, 1))
    for x in range(256):
        at = x / 255
        before = max((stop for stop in stops if stop[0] <= at), key=lambda stop: stop[0], default=stops[0])
        after = min((stop for stop in stops if stop[0] >= at), key=lambda stop: stop[0], default=stops[-1])
        span = after[0] - before[0]
        line.putpixel((x, 0), mix(before[1], after[1], (at - before[0]) / span if span else 0))
    return line
