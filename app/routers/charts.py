"""Drawings made here as SVG: radar, sparkline, route map. No JavaScript, testable, printable.

Every text goes through `escape`; numbers are ours. A table twin beside a chart is the template's job.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

LAND = Path(__file__).resolve().parent.parent / "static/vendor/land.json"
Point = tuple[float, float]
_NORTH, _SOUTH = 74, -50  # what the map shows, degrees of latitude
_CUT = 150  # the map is cut here, so that China stands left of the middle and the Americas right


def _svg(parts: Sequence[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704 - every text in the parts is escaped where it is put in


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _opened(width: float, height: float, css: str, title: str) -> str:
    said = escape(title)
    box = f'viewBox="0 0 {width:g} {height:g}" role="img"'
    return f'<svg {box} class="{css}" aria-label="{said}"><title>{said}</title>'


class _Wheel:
    """Places on the spokes of a radar: `count` spokes, the first upright, `top` at the rim."""

    def __init__(self, count: int, size: int, top: float) -> None:
        self.count, self.top = count, top
        self.x, self.y, self.radius = (size + 200) / 2, size / 2 + 4, size / 2 - 52

    def at(self, value: float, spoke: int, beyond: float = 0) -> Point:
        """The point of a value on a spoke; `beyond` moves it outwards."""
        reach = self.radius * value / self.top + beyond
        angle = -math.pi / 2 + 2 * math.pi * spoke / self.count
        return self.x + reach * math.cos(angle), self.y + reach * math.sin(angle)

    def ring(self, value: float) -> list[Point]:
        """The same value on every spoke."""
        return [self.at(value, spoke) for spoke in range(self.count)]


def radar(
    labels: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[float]]],
    *,
    top: int = 4,
    size: int = 420,
    title: str = "",
) -> Markup:
    """A radar chart. `series`: (name, css class, a value from 0 to `top` for each label)."""
    wheel = _Wheel(len(labels), size, top)
    parts = [_opened(size + 200, size, "radar", title), *_grid(wheel), *_spokes(wheel, labels)]
    for name, css, values in series:
        points = [wheel.at(value, spoke) for spoke, value in enumerate(values)]
        parts.append(
            f'<polygon class="{css}" points="{_points(points)}"><title>{escape(name)}</title></polygon>'
        )
        for label, value, (x, y) in zip(labels, values, points, strict=True):
            said = escape(f"{name} · {label}: {value:g}")
            parts.append(
                f'<circle class="{css}-dot" r="3.5" cx="{x:.1f}" cy="{y:.1f}"><title>{said}</title></circle>'
            )
    return _svg([*parts, "</svg>"])


def _grid(wheel: _Wheel) -> Iterator[str]:
    top = int(wheel.top)
    for step in range(1, top + 1):
        edge = " edge" if step == top else ""
        yield f'<polygon class="grid{edge}" points="{_points(wheel.ring(step))}"/>'
        if step < top:
            x, y = wheel.at(step, 0)
            yield f'<text class="tick" x="{x + 5:.0f}" y="{y + 12:.1f}">{step}</text>'


def _spokes(wheel: _Wheel, labels: Sequence[str]) -> Iterator[str]:
    for spoke, label in enumerate(labels):
        x, y = wheel.at(wheel.top, spoke)
        yield f'<line class="grid" x1="{wheel.x:g}" y1="{wheel.y:g}" x2="{x:.1f}" y2="{y:.1f}"/>'
        x, y = wheel.at(wheel.top, spoke, beyond=18)
        anchor = "middle" if abs(x - wheel.x) < 12 else "start" if x > wheel.x else "end"
        yield f'<text class="lab" text-anchor="{anchor}" x="{x:.1f}" y="{y + 5:.1f}">{escape(label)}</text>'


def spark(values: Sequence[float], width: int = 120, height: int = 36) -> Markup:
    """A sparkline without axes: decoration beside a figure that says the same in digits."""
    if len(values) < 2:
        return Markup("")
    least, span = min(values), (max(values) - min(values)) or 1
    step = width / (len(values) - 1)
    points = [
        (i * step, height - 3 - (value - least) / span * (height - 6)) for i, value in enumerate(values)
    ]
    line = _points(points)
    return _svg(
        [
            f'<svg class="spark" viewBox="0 0 {width} {height}" preserveAspectRatio="none" ',
            'aria-hidden="true">',
            f'<polygon points="0,{height} {line} {width},{height}"/><polyline points="{line}"/></svg>',
        ]
    )


def _placed(longitude: float, latitude: float, width: float, height: float) -> Point:
    x = ((longitude - _CUT + 540) % 360) / 360 * width
    return x, (_NORTH - latitude) / (_NORTH - _SOUTH) * height


@lru_cache(4)
def land_path(width: int = 960, height: int = 400) -> str:
    """The land of the world as one SVG path, from the TopoJSON file of the browser's parts."""
    topology = json.loads(LAND.read_text("utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    parts: list[str] = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for ring in (ring for polygon in polygons for ring in polygon):
            parts += _ring([arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring], width, height)
    return "".join(parts)


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Longitudes and latitudes of an arc, which is stored as steps on a grid."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points


def _ring(arcs: Sequence[Sequence[Point]], width: int, height: int) -> Iterator[str]:
    points = [*arcs[0], *(point for arc in arcs[1:] for point in arc[1:])]
    before: float | None = None
    for longitude, latitude in points:
        x, y = _placed(longitude, latitude, width, height)
        is_cut = before is None or abs(x - before) > width / 2  # the line leaves the map at one edge
        yield f"{'M' if is_cut else 'L'}{x:.1f} {y:.1f}"
        before = x


def route_map(
    routes: Sequence[tuple[str, Sequence[Point], float, str]],
    width: int = 960,
    height: int = 400,
    title: str = "",
) -> Markup:
    """Ways over the sea. `routes`: (label, [(longitude, latitude), ...], progress from 0 to 1, css class)."""
    parts = [
        _opened(width, height, "routemap", title),
        f'<path class="land" d="{land_path(width, height)}"/>',
    ]
    for label, way, progress, css in routes:
        placed = [_placed(longitude, latitude, width, height) for longitude, latitude in way]
        points = _unbroken(placed, width)
        done = _travelled(points, progress)
        # A way over the edge of the map is drawn a second time, where it comes in on the other side.
        over = {math.floor(x / width) for x, _ in points} | {0}
        for turn in sorted(over):
            shift = -turn * width
            parts += _route(_shifted(points, shift), _shifted(done, shift), str(escape(label)), css)
    return _svg([*parts, "</svg>"])


def _unbroken(points: Sequence[Point], width: int) -> list[Point]:
    """The points with no jump from one edge of the map to the other: they may lie beyond an edge."""
    found = [points[0]]
    for x, y in points[1:]:
        turns = round((found[-1][0] - x) / width)
        found.append((x + turns * width, y))
    return found


def _shifted(points: Sequence[Point], by: float) -> list[Point]:
    return [(x + by, y) for x, y in points]


def _travelled(points: Sequence[Point], progress: float) -> list[Point]:
    """The first part of the way, up to its progress."""
    goal = progress * sum(math.dist(a, b) for a, b in pairwise(points))
    done = [points[0]]
    for a, b in pairwise(points):
        length = math.dist(a, b)
        if goal <= length:
            share = goal / length if length else 0
            return [*done, (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)]
        goal -= length
        done.append(b)
    return done


def _route(points: Sequence[Point], done: Sequence[Point], label: str, css: str) -> list[str]:
    ends = "".join(
        f'<circle class="port" r="4" cx="{x:.1f}" cy="{y:.1f}"/>' for x, y in (points[0], points[-1])
    )
    (ship_x, ship_y), (end_x, end_y) = done[-1], points[-1]
    return [
        f'<polyline class="way" points="{_points(points)}"/>',
        f'<polyline class="done {css}" points="{_points(done)}"/>{ends}',
        f'<circle class="ship {css}" r="6" cx="{ship_x:.1f}" cy="{ship_y:.1f}">',
        f"<title>{label}</title></circle>",
        f'<text x="{end_x:.1f}" y="{end_y - 10:.1f}" text-anchor="middle">{label}</text>',
    ]
