"""A paper as a form: its boxes with what is written in them, and what is still wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.words import N_, gettext, sentence
from app.queries.papers.finding_words import box_label
from app.trade.papers.documents import PAPERS, checked
from app.trade.papers.paper import PARTY, PaperField
from app.trade.refusal import Refusal, SeveralRefusals

Values = Mapping[str, Any]
# A choice that is more than its own code -> label.
_CHOICES: dict[str, str] = {
    "sea": N_("Sea"),
    "air": N_("Air"),
    "rail": N_("Rail"),
    "road": N_("Road"),
    "post": N_("Post"),
    "0110": N_("0110 General trade"),
    "9610": N_("9610 B2C direct mail"),
    "9710": N_("9710 B2B direct export over a platform"),
    "9810": N_("9810 Export to an overseas warehouse"),
    "1210": N_("1210 Bonded e-commerce"),
    "1039": N_("1039 Market procurement"),
    "CO": N_("CO (non-preferential)"),
    "without": N_("Without confirmation"),
    "may add": N_("Confirmation may be added"),
    "confirm": N_("Confirmation asked for"),
}
_NUMBERS = ("amount", "price", "rate", "weight", "volume")


@dataclass(frozen=True, slots=True)
class Box:
    """One box. name: of its input; boxes: of a party; rows: of a list of goods, one empty row if there is
    none; blank: a row to be added, `__n__` standing for its number.
    """

    name: str
    label: str
    help: str
    type: str
    choices: tuple[tuple[str, str], ...]
    is_required: bool
    value: str = ""
    boxes: tuple["Box", ...] = ()
    rows: tuple[tuple["Box", ...], ...] = ()
    blank: tuple["Box", ...] = ()

    @property
    def inputmode(self) -> str:
        """The keyboard that fits."""
        return "decimal" if self.type in _NUMBERS else "numeric" if self.type == "quantity" else ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One box that cannot stay as it is."""

    name: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A paper by itself: labels of the boxes that are empty, and boxes that are wrong."""

    missing: tuple[str, ...]
    wrong: tuple[Wrong, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the paper could be issued."""
        return not self.missing and not self.wrong


def boxes_of(kind: str, values: Values, prefix: str = "") -> tuple[Box, ...]:
    """The boxes that a student fills in, in the order of the paper; `prefix` of their inputs' names."""
    return tuple(_box(each, values, prefix) for each in PAPERS[kind].fields if each.filled_by == "student")


def form_check(kind: str, values: Values) -> FormCheck:
    """What a paper lacks by itself, in the reader's words."""
    missing: list[str] = []
    wrong: list[Wrong] = []
    for refusal in _refusals(kind, values):
        path = refusal.field or ""
        if refusal.code == "document.field_missing":
            missing.append(box_label(kind, path))
        else:
            wrong.append(Wrong(path, box_label(kind, path), sentence(refusal.code, refusal.figures)))
    return FormCheck(tuple(missing), tuple(wrong))


def _refusals(kind: str, values: Values) -> list[Refusal]:
    own = {each.name for each in PAPERS[kind].fields if each.filled_by == "student"}
    try:
        checked(kind, {name: value for name, value in values.items() if name in own}, only="student")
    except SeveralRefusals as several:
        return several.refusals
    return []


def _row(fields: tuple[PaperField, ...], values: Values, prefix: str) -> tuple[Box, ...]:
    return tuple(_box(each, values, prefix) for each in fields)


def _box(field: PaperField, values: Values, prefix: str) -> Box:
    name, value = f"{prefix}{field.name}", values.get(field.name)
    boxes: tuple[Box, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()
    blank: tuple[Box, ...] = ()
    if field.type == "party":
        boxes = _row(PARTY, value if isinstance(value, Mapping) else {}, f"{name}.")
    if field.type == "lines":
        held = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        rows = tuple(_row(field.columns, row, f"{name}.{place}.") for place, row in enumerate(held or [{}]))
        blank = _row(field.columns, {}, f"{name}.__n__.")
    return Box(
        name=name,
        label=gettext(field.label_en),
        help=gettext(field.help_en),
        type=field.type,
        choices=tuple((each, gettext(_CHOICES.get(each, each))) for each in field.choices),
        is_required=field.required,
        value=value if isinstance(value, str) else "",
        boxes=boxes,
        rows=rows,
        blank=blank,
    )
