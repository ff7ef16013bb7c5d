"""Sales by day as columns, drawn here as SVG: no JavaScript, testable, printable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _BELOW = 760, 320, 74, 14, 28
_FLOOR, _TALL = _HEIGHT - _BELOW, _HEIGHT - _BELOW - _TOP
_EDGE = 30
_LABELS = 8  # days that are named below at the most


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its short name, its value, and what the pointer shows."""

    label: str
    value: Decimal
    told: str


def columns(days: Sequence[Column], title: str) -> Markup:
    """A column for each day over a scale of round figures."""
    top = round_top(max((day.value for day in days), default=Decimal(0)))
    said = escape(title)
    opened = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" class="columns" aria-label="{said}">'
    parts = [opened, f"<title>{said}</title>", *_scale(top), *_columns(days, top), "</svg>"]
    return Markup("".join(parts))  # noqa: S704  (every text in the parts is escaped)


def round_top(value: Decimal) -> Decimal:
    """The next of 1, 2, 4, 8 times a power of ten, so that quarters of it are round figures; 100 at least."""
    scale = Decimal(100)
    while scale * 8 < value:
        scale *= 10
    return next(scale * factor for factor in (1, 2, 4, 8) if scale * factor >= value)


def _scale(top: Decimal) -> Iterator[str]:
    for quarter in range(5):
        y = _FLOOR - _TALL * quarter // 4
        yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{top * quarter / 4:,.0f}</text>'


def _columns(days: Sequence[Column], top: Decimal) -> Iterator[str]:
    step = Decimal(_WIDTH - _LEFT) / max(len(days), 1)
    every = max(1, -(-len(days) // _LABELS))
    for place, day in enumerate(days):
        x, tall = _LEFT + step * place, _TALL * day.value / top
        yield (
            f'<rect x="{x + step / 6:.1f}" y="{_FLOOR - tall:.1f}" width="{step * 2 / 3:.1f}" '
            f'height="{tall:.1f}" rx="2"><title>{escape(day.told)}</title></rect>'
        )
        if (len(days) - 1 - place) % every == 0:
            middle = x + step / 2
            # A label at the right edge would be cut in its middle.
            x, anchor = (_WIDTH, "end") if middle > _WIDTH - _EDGE else (f"{middle:.1f}", "middle")
            yield f'<text x="{x}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{escape(day.label)}</text>'
