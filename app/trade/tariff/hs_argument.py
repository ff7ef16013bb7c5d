"""What decides between candidates of the Harmonized System: their differences, questions, notes and rules.

Source: the General Interpretative Rules 1 to 6 and the legal notes as far as `seed/reference` holds them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.trade.tariff.hs_words import SaidWords, said_words

_PARTS = re.compile(r"\([^)]*\)|[^;,()]+")
# Words that only say that a text takes what others of its level leave.
_RESIDUAL = re.compile(r"\bn\.e\.c|^other\b|not elsewhere|; other\b", re.I)


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that tariff texts tell goods apart by. values: its name -> the stems that show it."""

    code: str
    values: Mapping[str, frozenset[str]]


def _axis(code: str, **values: str) -> Axis:
    return Axis(code, {name: frozenset(words.split()) for name, words in values.items()})


AXES = (
    _axis("make", knitted="knitted crocheted", not_knitted="woven"),
    _axis(
        "material", cotton="cotton", synthetic="synthetic nylon polyester", man_made="man-made artificial",
        wool="wool", silk="silk", leather="leather", plastics="plastic", rubber="rubber",
        textile="textile", porcelain="porcelain", ceramic="ceramic", lead_crystal="crystal", glass="glass",
        bamboo="bamboo", wood="wood wooden", stainless="stainless", aluminium="aluminium", metal="metal",
        silver="silver", gold="gold", precious_metal="precious", base_metal="base", paper="paper paperboard",
    ),
    _axis("wearer", men="men boy", women="women girl", babies="baby"),
    _axis("power", electric="electric electrical electrically electro-thermic motor self-contained battery",
          led="led light-emitting", photovoltaic="photovoltaic"),
    _axis("use", sport="sport sportswear", household="domestic household kitchen table", toy="toy",
          vehicle="vehicle motor-vehicle", office="office", bedroom="bedroom", medical="medical surgical"),
    _axis("part", part="part accessory"),
    _axis("set", set="set"),
    _axis("upholstered", upholstered="upholstered"),
)  # fmt: skip
_FIGURE = re.compile(
    r"\b(?:exceeding|weighing|more than|less than|capacity|not more|voltage)\b[^;,()]*\d", re.I
)
# Words of a product that call for a rule beyond the first.
_SET_WORDS = frozenset({"set", "kit", "bundle", "combo", "套装", "礼盒", "组合"})
_PART_WORDS = frozenset({"part", "component", "spare", "unassembled", "flat-pack", "零件", "散件", "半成品"})


@dataclass(frozen=True, slots=True)
class Difference:
    """How a text differs from its neighbour's: the pieces that only the one and only the other has."""

    code: str
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that decides. answers: each answer's name, and the candidates that it leads to."""

    axis: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A section, chapter or subheading note that is held. toward: codes to which it turns goods."""

    place: str
    number: str
    topic: str
    toward: tuple[str, ...]
    text_en: str
    text_zh: str
    source: str
    trust: str


@dataclass(frozen=True, slots=True)
class RuleArgued:
    """A General Interpretative Rule that these candidates call for; codes: those that it is about.

    reason: "headings", "named_before_residual", "materials", "set", "part", "last_of_equals", "subheadings".
    """

    rule: str
    reason: str
    codes: tuple[str, ...]


def rule_words(text: str) -> frozenset[str]:
    """The words of a product's name, in English or Chinese, that call for a rule beyond the first."""
    return frozenset(word for word in _SET_WORDS | _PART_WORDS if word in text.casefold())


def pieces(text: str) -> list[str]:
    """The parts of a tariff text between its semicolons, commas and brackets, in order."""
    return [part.strip() for part in _PARTS.findall(text) if part.strip()]


def is_residual(text: str) -> bool:
    """Whether a text takes what the others of its level leave ("n.e.c.", "other")."""
    return bool(_RESIDUAL.search(text))


def difference(code: str, here: str, there: str) -> Difference:
    """What tells one text from another, piece by piece; empty on both sides when they say the same."""
    ours, theirs = pieces(here), pieces(there)
    folded_ours, folded_theirs = {p.casefold() for p in ours}, {p.casefold() for p in theirs}
    return Difference(
        code,
        tuple(piece for piece in ours if piece.casefold() not in folded_theirs),
        tuple(piece for piece in theirs if piece.casefold() not in folded_ours),
    )


def deciding_pieces(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each code the pieces of its text that not all of its neighbours share."""
    parted = {code: pieces(text) for code, text in texts.items()}
    shared = [{piece.casefold() for piece in parts} for parts in parted.values()]
    common = set.intersection(*shared) if len(shared) > 1 else set()
    return {
        code: tuple(piece for piece in parts if piece.casefold() not in common)
        for code, parts in parted.items()
    }


def questions(texts: Mapping[str, str], product_words: Iterable[str]) -> tuple[Question, ...]:
    """What to find out of the goods before one of these candidates can be right.

    Args: texts, of the candidates by code, each with its chapter's and heading's; product_words, stems.
    """
    asked = frozenset(product_words)
    said = {code: said_words(text) for code, text in texts.items()}
    found: list[Question] = []
    for axis in AXES:
        leads: dict[str, list[str]] = {}
        for code, words in said.items():
            for value in _values(axis, words):
                leads.setdefault(value, []).append(code)
        if len(leads) > 1 and len({tuple(codes) for codes in leads.values()}) > 1:
            told = next((name for name, words in axis.values.items() if words & asked), "")
            answers = tuple((name, tuple(codes)) for name, codes in leads.items())
            found.append(Question(axis.code, answers, told))
    figures = {
        code: tuple(match.group().strip() for match in _FIGURE.finditer(text)) for code, text in texts.items()
    }
    with_figures = {code: told for code, told in figures.items() if told}
    if with_figures and len(set(figures.values())) > 1:
        answers = tuple((" · ".join(told), (code,)) for code, told in with_figures.items())
        found.append(Question("figure", answers))
    return tuple(found)


def _values(axis: Axis, words: SaidWords) -> list[str]:
    found = [name for name, stems in axis.values.items() if stems & words.taken_in]
    if axis.code == "make" and axis.values["knitted"] & words.left_out:
        return ["not_knitted"]
    if not found and axis.code in ("upholstered", "power", "part", "set", "use"):
        return ["other"]
    if axis.code == "material" and len(found) > 1:
        # "of rubber or plastics" names two at once: the pair is one answer.
        return [" / ".join(found)] if len(found) <= 3 else ["several"]
    return found


def notes_between(notes: Sequence[Note], codes: Sequence[str], sections: Iterable[str]) -> tuple[Note, ...]:
    """The held notes that speak of these candidates: of their chapters and sections, those first that turn
    goods from one candidate's place to another's.

    Args: codes, of the candidates, best reasoned first; sections, of the candidates.
    """
    places = {code[:2] for code in codes} | set(sections)
    within = [note for note in notes if note.place in places]

    def turns(note: Note) -> bool:
        return any(code.startswith(toward) for toward in note.toward for code in codes)

    told = [note for note in within if turns(note)]
    others = [note for note in within if note not in told and note.topic not in ("exclusion", "part")]
    return (*told, *others)


def rules_between(
    headings: Mapping[str, str], codes: Sequence[str], product_words: Iterable[str], materials: int
) -> tuple[RuleArgued, ...]:
    """Which General Interpretative Rules these candidates call for, in the order in which they are applied.

    Args: headings, texts by 4-digit code, best reasoned first; codes, of the subheadings; materials, how
    many different materials the product names.
    """
    asked, fours = frozenset(product_words), tuple(headings)
    found = [RuleArgued("1", "headings", fours)] if fours else []
    if asked & _PART_WORDS:
        found.append(RuleArgued("2(a)", "part", fours))
    if materials > 1:
        found.append(RuleArgued("2(b)", "materials", fours))
    if len(fours) > 1:
        residual = tuple(code for code, text in headings.items() if is_residual(text))
        if residual and len(residual) < len(fours):
            found.append(RuleArgued("3(a)", "named_before_residual", residual))
        if asked & _SET_WORDS or materials > 1:
            found.append(RuleArgued("3(b)", "set" if asked & _SET_WORDS else "materials", fours))
        found.append(RuleArgued("3(c)", "last_of_equals", (max(fours),)))
    grouped = {four: [code for code in codes if code.startswith(four)] for four in fours}
    several = tuple(four for four, under in grouped.items() if len(under) > 1)
    if several:
        found.append(RuleArgued("6", "subheadings", several))
    return tuple(found)


def materials_named(words: Iterable[str]) -> int:
    """How many different materials these stems name; "synthetic" and "man-made" are one."""
    asked = frozenset(words)
    axis = next(axis for axis in AXES if axis.code == "material")
    found = {name for name, stems in axis.values.items() if stems & asked}
    return len(found - {"man_made"} if "synthetic" in found else found)
