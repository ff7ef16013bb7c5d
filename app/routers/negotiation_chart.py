"""A negotiation as a drawing: offers and named prices over time, between what is hoped for and the limit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from app.core import words
from app.queries.deals.buyer import Truth
from app.queries.deals.buyer_page import Turn

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BELOW = 760, 260, 64, 96, 16, 32
_AIR = Decimal("0.08")  # of the span, above and below


class Negotiation(Protocol):
    """What can be drawn: turns of "team", "buyer" or "practice" between what the buyer hides."""

    @property
    def truth(self) -> Truth | None: ...
    @property
    def turns(self) -> Sequence[Turn]: ...


def negotiation_chart(talk: Negotiation) -> Markup:
    """Team's offers, those of a practice, and buyer's prices, USD per piece at the door, over the talk's
    days.
    """
    if talk.truth is None:
        return Markup("")
    levels = [each for each in (talk.truth.limit, talk.truth.target) if each is not None]
    values = [turn.landed_usd for turn in talk.turns] + levels
    if not talk.turns or not values:
        return Markup("")
    frame = _Frame(values, max([turn.days for turn in talk.turns] + [Decimal(1)]))
    title = words.gettext("Offers and named prices over time, US dollars per piece at the buyer's door")
    said = escape(title)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" class="talkchart" aria-label="{said}">',
        f"<title>{said}</title>", *frame.axes(),
        *frame.level(talk.truth.limit, "limit", words.gettext("limit")),
        *frame.level(talk.truth.target, "target", words.gettext("hoped for")),
        *frame.way([turn for turn in talk.turns if turn.by == "team"], "offer"),
        *frame.way([turn for turn in talk.turns if turn.by == "buyer"], "named"),
        *frame.way([turn for turn in talk.turns if turn.by == "practice"], "tried"), "</svg>",
    ]  # fmt: skip
    return Markup("".join(parts))  # noqa: S704  (every text in the parts is escaped)


class _Frame:
    """Where a day and a price lie on the drawing."""

    def __init__(self, values: list[Decimal], days: Decimal) -> None:
        span = (max(values) - min(values)) or max(values) or Decimal(1)
        self.least, self.most = min(values) - span * _AIR, max(values) + span * _AIR
        self.days = days

    def x(self, days: Decimal) -> float:
        """The place of a day."""
        return float(_LEFT + (_WIDTH - _LEFT - _RIGHT) * days / self.days)

    def y(self, price: Decimal) -> float:
        """The place of a price."""
        tall = _HEIGHT - _TOP - _BELOW
        return float(_TOP + tall * (self.most - price) / (self.most - self.least))

    def axes(self) -> Iterator[str]:
        """Lines of round quarters with their prices, and the first and last day below."""
        for quarter in range(5):
            price = self.least + (self.most - self.least) * quarter / 4
            y = self.y(price)
            yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{price:.2f}</text>'
        for day, anchor in ((Decimal(0), "start"), (self.days, "end")):
            said = escape(words.gettext("day %(n)s") % {"n": words.number(day.quantize(Decimal("0.1")))})
            yield f'<text x="{self.x(day):.1f}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{said}</text>'

    def level(self, price: Decimal | None, css: str, name: str) -> Iterator[str]:
        """A price that stands all the time."""
        if price is None:
            return
        y = self.y(price)
        yield f'<line class="{css}" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="{css}" x="{_WIDTH - _RIGHT + 6}" y="{y + 4:.1f}">{escape(name)}</text>'

    def way(self, turns: list[Turn], css: str) -> Iterator[str]:
        """One side's prices in their order."""
        points = [(self.x(turn.days), self.y(turn.landed_usd)) for turn in turns]
        if len(points) > 1:
            yield f'<polyline class="{css}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
        for turn, (x, y) in zip(turns, points, strict=True):
            told = escape(f"{words.day(turn.at)}: {words.money(turn.landed_usd, 'USD')}")
            yield f'<circle class="{css}" r="5" cx="{x:.1f}" cy="{y:.1f}"><title>{told}</title></circle>'
