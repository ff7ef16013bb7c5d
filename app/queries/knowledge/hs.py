"""The HS finder: candidates for a product's name with their reasons, and the tree of the nomenclature."""

from dataclasses import dataclass
from functools import cache

from app.core.words import current
from app.queries.rates.reference import table
from app.trade.tariff.hs_argument import (
    Note,
    Question,
    RuleArgued,
    deciding_pieces,
    is_residual,
    materials_named,
    notes_between,
    questions,
    rule_words,
    rules_between,
)
from app.trade.tariff.hs_code import printed
from app.trade.tariff.hs_nomenclature import Entry, Nomenclature, Synonym, nomenclature
from app.trade.tariff.hs_search import Candidate, Met, read_words, search

SHOWN = 12
# So many of the best reasoned ones are argued with each other: more would only repeat the questions.
_ARGUED = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """A General Interpretative Rule in the reader's language, and what calls for it."""

    rule: str
    text: str
    reason: str
    codes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A section or chapter note in the reader's language."""

    place: str
    number: str
    text: str
    toward: tuple[str, ...]
    source: str
    trust: str


@dataclass(frozen=True, slots=True)
class MetRow:
    """One word of the product, and the tariff's words that it met in one place."""

    asked: str
    words: tuple[str, ...]
    where: str
    how: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One subheading put forward. deciding: the pieces of its text that tell it from the others shown.

    is_residual: it takes what the others of its heading leave.
    """

    code: str
    printed: str
    text: str
    name_zh: str
    met: tuple[MetRow, ...]
    left_out: tuple[str, ...]
    unmet: tuple[str, ...]
    deciding: tuple[str, ...]
    is_residual: bool


@dataclass(frozen=True, slots=True)
class HeadingGroup:
    """The candidates of one heading, since headings are compared before subheadings (rules 1 and 6)."""

    code: str
    printed: str
    text: str
    chapter: str
    chapter_text: str
    rows: tuple[CandidateRow, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of the tree and how many subheadings it holds. language: of its text, "en" or "zh"."""

    code: str
    printed: str
    text: str
    language: str
    subheadings: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its chapters. language: of its name, "en" or "zh"."""

    number: str
    name: str
    language: str
    chapters: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class FinderPage:
    """What the finder shows: candidates with their argument when something is asked, and always the tree."""

    query: str
    groups: tuple[HeadingGroup, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    notes: tuple[NoteRow, ...]
    sections: tuple[SectionRow, ...]
    subheadings: int


@cache
def held_nomenclature() -> Nomenclature:
    """The nomenclature with synonyms and names, made ready once per process."""
    synonyms = (
        Synonym(
            cells["word"], cells["tariff_words"], tuple(cells["headings"].split()),
            cells["source"], cells["noted_on"],
        )
        for cells in table("hs_synonym")
    )  # fmt: skip
    # 99, 9999 and 999999 are the statistical office's own, not the Harmonized System's.
    entries = (
        Entry(cells["code"], cells["section"], cells["description"])
        for cells in table("hs_heading")
        if cells["section"] != "TOTAL"
    )
    taught = table("hs_teaching_set")
    names = {cells["hs6"]: cells["name_zh"] for cells in taught}
    for cells in table("export_tariff_line"):
        code = cells["hs10"][:6]
        names[code] = f"{names.get(code, '')} {cells['name_zh']}".strip()
    return nomenclature(entries, synonyms, {cells["hs6"]: cells["label"] for cells in taught}, names)


@cache
def chinese_names() -> dict[str, str]:
    """The Chinese name of each chapter, and of each subheading of the teaching set."""
    chapters = {cells["chapter"]: cells["name_zh"] for cells in table("hs_chapter")}
    return chapters | {cells["hs6"]: cells["name_zh"] for cells in table("hs_teaching_set")}


@cache
def held_notes() -> tuple[Note, ...]:
    """The section, chapter and subheading notes that the reference holds; most chapters have more."""
    return tuple(
        Note(
            cells["place"], cells["number"], cells["topic"], tuple(cells["toward"].split()),
            cells["text_en"], cells["text_zh"], cells["source"], cells["trust"],
        )
        for cells in table("hs_note")
    )  # fmt: skip


def finder_page(query: str) -> FinderPage:
    """Candidates for a product's name in English or Chinese, argued; without one the tree alone.

    A query of digits is looked up as the start of a code.
    """
    held, query = held_nomenclature(), " ".join(query.split())
    digits = query.replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit():
        wanted = digits[:6]
        found = [Candidate(code, 0.0, (), ()) for code in held.codes if code.startswith(wanted)][:SHOWN]
    else:
        found = search(held, query, SHOWN) if query else []
    codes = [each.code for each in found]
    argued = codes[:_ARGUED]
    words = read_words(held, query) | rule_words(query) if query else frozenset()
    groups = _groups(held, found)
    headings = {group.code: group.text for group in groups if any(c.startswith(group.code) for c in argued)}
    sections = list(dict.fromkeys(held.entries[code].section for code in argued))
    return FinderPage(
        query=query,
        groups=groups,
        questions=questions(_whole_texts(held, argued), words),
        rules=tuple(_rule(each) for each in rules_between(headings, argued, words, materials_named(words))),
        notes=tuple(note_row(note) for note in notes_between(held_notes(), argued, sections)),
        sections=sections_of(held),
        subheadings=len(held.codes),
    )


def _whole_texts(held: Nomenclature, codes: list[str]) -> dict[str, str]:
    """Each candidate's text with its chapter's and heading's, for what is only said above."""
    return {
        code: "; ".join(text for digits in (2, 4, 6) if (text := text_of(held, code[:digits])))
        for code in codes
    }


def _groups(held: Nomenclature, found: list[Candidate]) -> tuple[HeadingGroup, ...]:
    by_heading: dict[str, list[Candidate]] = {}
    for each in found:
        by_heading.setdefault(each.code[:4], []).append(each)
    made = []
    for code, candidates in by_heading.items():
        deciding = deciding_pieces({each.code: held.entries[each.code].text for each in candidates})
        rows = tuple(_row(held, each, deciding[each.code]) for each in candidates)
        chapter = held.entries[code[:2]].text
        made.append(HeadingGroup(code, printed(code), text_of(held, code), code[:2], chapter, rows))
    return tuple(made)


def text_of(held: Nomenclature, code: str) -> str:
    """The text of a code, "" where the nomenclature has none."""
    entry = held.entries.get(code)
    return entry.text if entry else ""


def _row(held: Nomenclature, each: Candidate, deciding: tuple[str, ...]) -> CandidateRow:
    text = held.entries[each.code].text
    return CandidateRow(
        code=each.code, printed=printed(each.code), text=text, name_zh=chinese_names().get(each.code, ""),
        met=_met_rows(each.met),
        left_out=tuple(dict.fromkeys(met.asked for met in each.met if met.is_left_out)),
        unmet=each.unmet, deciding=deciding, is_residual=is_residual(text),
    )  # fmt: skip


def _met_rows(met: tuple[Met, ...]) -> tuple[MetRow, ...]:
    together: dict[tuple[str, str, str], list[str]] = {}
    for each in met:
        if not each.is_left_out:
            together.setdefault((each.asked, each.where, each.how), []).append(each.word)
    return tuple(MetRow(asked, tuple(words), where, how) for (asked, where, how), words in together.items())


def _rule(argued: RuleArgued) -> Rule:
    cells = next(cells for cells in table("hs_rule") if cells["rule"] == argued.rule)
    text = cells["text_zh" if current.get() == "zh_Hans" else "text_en"]
    return Rule(argued.rule, text, argued.reason, argued.codes, cells["source"])


def note_row(note: Note) -> NoteRow:
    """A note in the reader's language."""
    text = note.text_zh if current.get() == "zh_Hans" else note.text_en
    return NoteRow(note.place, note.number, text, note.toward, note.source, note.trust)


def sections_of(held: Nomenclature) -> tuple[SectionRow, ...]:
    """The sections with their chapters."""
    return tuple(
        SectionRow(cells["section"], *section_name(cells["section"]), _chapters(held, cells["section"]))
        for cells in table("hs_section")
    )


def section_name(number: str) -> tuple[str, str]:
    """A section's title and its language; commodities of no section have none."""
    cells = next((cells for cells in table("hs_section") if cells["section"] == number), None)
    if current.get() == "zh_Hans" and cells and cells["name_zh"]:
        return cells["name_zh"], "zh"
    return (cells["name"] if cells else ""), "en"


def _chapters(held: Nomenclature, section: str) -> tuple[Branch, ...]:
    codes = sorted(code for code, e in held.entries.items() if len(code) == 2 and e.section == section)
    return tuple(branch(held, code) for code in codes)


def branch(held: Nomenclature, code: str) -> Branch:
    """One node, with the number of subheadings under it; chapters are named in the reader's language."""
    below = held.children.get(code, ())
    count = len(below) if len(code) == 4 else sum(len(held.children.get(each, ())) for each in below)
    in_chinese = chinese_names().get(code, "") if current.get() == "zh_Hans" and len(code) == 2 else ""
    language = "zh" if in_chinese else "en"
    return Branch(code, printed(code), in_chinese or held.entries[code].text, language, count)
