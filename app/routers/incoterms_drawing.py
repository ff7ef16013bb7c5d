"""The Incoterms drawn: the way from the seller's floor to the buyer's door, in bands of who pays.

Two drawings of the same rules: lying for a wide page, standing for a telephone. Every figure also stands in
the table below them; letters repeat what the colours say.
"""

from collections.abc import Iterator, Mapping, Sequence

from lucide.jinja import lucide
from markupsafe import Markup, escape

from app.core.words import gettext
from app.queries.knowledge.incoterms_map import RuleRow

ICONS = {
    "export_packing": "package", "loading_at_seller": "forklift", "export_haulage": "truck",
    "export_clearance": "stamp", "origin_terminal": "container", "loading_on_vessel": "anchor",
    "main_carriage": "ship", "cargo_insurance": "shield-check", "destination_terminal": "container",
    "import_clearance": "stamp", "import_duty_tax": "landmark", "on_carriage": "truck",
    "unloading_at_buyer": "warehouse",
}  # fmt: skip
_CSS = {"S": "pay-s", "B": "pay-b", "C": "pay-c", "-": "pay-n"}
_HEAD, _BAND, _COLUMN, _LEFT = 96, 58, 82, 64
_ROW, _NAMES, _CELL = 44, 178, 56


def lying(rules: Sequence[RuleRow], labels: Mapping[str, str], letters: Mapping[str, str]) -> Markup:
    """The wide drawing: stages from left to right, one band for each rule.

    Args: labels of the stages and letters of the payers (S, B, C, -), in the reader's language.
    """
    width, height = _LEFT + _COLUMN * 13 + 8, _HEAD + _BAND * len(rules) + 6
    parts = [_opened(width, height, "incomap lying", rules)]
    for place, stage in enumerate(rules[0].stages):
        x = _LEFT + place * _COLUMN
        parts.append(_icon(ICONS[stage.item], x + _COLUMN / 2 - 13, 6, 26))
        parts += _lines(labels[stage.item], x + _COLUMN / 2, 52)
    for number, rule in enumerate(rules):
        y = _HEAD + number * _BAND
        parts.append(f'<text class="rule" x="0" y="{y + 28}">{escape(rule.code)}</text>')
        for place, stage in enumerate(rule.stages):
            x = _LEFT + place * _COLUMN
            parts.append(_cell((x + 1, y, _COLUMN - 2, 40), stage.payer, letters))
        parts += _risk_line(_LEFT + rule.risk_after * _COLUMN, y)
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 every text in the parts is escaped


def standing(rules: Sequence[RuleRow], labels: Mapping[str, str], letters: Mapping[str, str]) -> Markup:
    """The narrow drawing: stages from top to bottom, one column for each rule. Args: as `lying`."""
    width, height = _NAMES + _CELL * len(rules) + 6, 34 + _ROW * 13 + 8
    parts = [_opened(width, height, "incomap standing", rules)]
    for number, rule in enumerate(rules):
        x = _NAMES + number * _CELL + _CELL / 2
        parts.append(f'<text class="rule mid" x="{x:g}" y="22">{escape(rule.code)}</text>')
    for place, stage in enumerate(rules[0].stages):
        y = 34 + place * _ROW
        parts.append(_icon(ICONS[stage.item], 2, y + 9, 22))
        said = _folded(labels[stage.item], 20)
        for at, line in enumerate(said):
            shift = 26 if len(said) == 1 else 19 + 15 * at
            parts.append(f'<text class="stage left" x="32" y="{y + shift}">{escape(line)}</text>')
    for number, rule in enumerate(rules):
        x = _NAMES + number * _CELL
        for place, stage in enumerate(rule.stages):
            parts.append(_cell((x + 3, 34 + place * _ROW + 1, _CELL - 6, _ROW - 2), stage.payer, letters))
        y = 34 + rule.risk_after * _ROW
        parts.append(f'<path class="risk" d="M{x} {y}h{_CELL}"/>')
        parts.append(f'<path class="riskpoint" d="M{x + _CELL / 2:g} {y - 8}l8 8-8 8-8-8z"/>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 every text in the parts is escaped


def _opened(width: float, height: float, css: str, rules: Sequence[RuleRow]) -> str:
    codes = ", ".join(rule.code for rule in rules)
    told = gettext("Who pays and where risk passes under %(codes)s; the table below says the same")
    said = escape(told % {"codes": codes})
    box = f'viewBox="0 0 {width:g} {height:g}" role="img"'
    return f'<svg {box} class="{css}" aria-label="{said}"><title>{said}</title>'


def _icon(name: str, x: float, y: float, size: int) -> str:
    drawn = lucide(name, size=size, stroke_width=1.6, **{"class": "stageicon", "aria-hidden": "true"})
    return f'<g transform="translate({x:g} {y:g})">{drawn}</g>'


def _cell(box: tuple[float, float, float, float], payer: str, letters: Mapping[str, str]) -> str:
    x, y, width, height = box
    at = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    middle = f'x="{x + width / 2:g}" y="{y + height / 2 + 5:g}"'
    return (
        f'<rect class="{_CSS[payer]}" {at} rx="5"/>'
        f'<text class="letter {_CSS[payer]}-on" {middle}>{escape(letters[payer])}</text>'
    )


def _risk_line(x: float, y: float) -> Iterator[str]:
    yield f'<path class="risk" d="M{x:g} {y - 5}v50"/>'
    yield f'<path class="riskpoint" d="M{x:g} {y - 12}l8 8-8 8-8-8z"/>'


def _lines(text: str, x: float, y: float) -> Iterator[str]:
    for at, line in enumerate(_folded(text, 13)):
        yield f'<text class="stage" x="{x:g}" y="{y + at * 14:g}">{escape(line)}</text>'


def _folded(text: str, most: int) -> list[str]:
    """A label in up to three lines: by words, or by characters where it has none (Chinese)."""
    if not text.isascii():
        width = most // 2
        return [text[at : at + width] for at in range(0, len(text), width)] if len(text) > width else [text]
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]
