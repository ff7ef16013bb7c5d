"""The document workshop: its sets, one set as it is given, an attempt beside what the examination finds."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.words import country, gettext
from app.models.course import Course
from app.models.person import Person
from app.models.practice import PracticeAttempt
from app.models.team import Team
from app.queries.papers.finding_words import SaidFinding, box_label, said, said_all
from app.queries.papers.paper_boxes import Box, FormCheck, boxes_of, form_check
from app.queries.papers.practice_words import KIND_WORDS, LEVEL_WORDS, rule_options
from app.queries.scope import Reader, found, own
from app.trade.examining.examination import discrepancy_cost
from app.trade.money import Money
from app.trade.papers.documents import PAPERS, Values
from app.trade.papers.paper import PARTY, PaperField
from app.trade.practice.practice_set import (
    FIND,
    KINDS,
    LEVELS,
    RULING,
    SETS,
    PracticeSet,
    compared,
    findings_of,
    marks_of,
    practice_set,
)
from app.trade.refusal import Absent, RuleBroken

_LATEST = 40


@dataclass(frozen=True, slots=True)
class SetCell:
    """One set of the board. best: the team's best share so far, None if it was never tried."""

    number: int
    best: Decimal | None
    tries: int


@dataclass(frozen=True, slots=True)
class Board:
    """The sets of one kind and level."""

    kind: str
    level: int
    level_words: str
    has_credit: bool
    sets: tuple[SetCell, ...]


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt in a list. by: who handed it in; team: its name, for who teaches."""

    id: UUID
    kind: str
    kind_words: str
    level: int
    number: int
    by: str
    team: str
    hits: int
    misses: int
    false_alarms: int
    errors: int
    missing: int
    share_right: Decimal
    tries_before: int
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """All sets, and the attempts of the reader's team, or of the whole class for who teaches."""

    boards: tuple[Board, ...]
    attempts: tuple[AttemptRow, ...]
    is_of_class: bool
    may_hand_in: bool


@dataclass(frozen=True, slots=True)
class GivenBox:
    """One box of a paper as it is given."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """One paper as it is given. is_ruling: the contract or the credit, which holds and is not questioned."""

    kind: str
    title: str
    title_zh: str
    is_ruling: bool
    boxes: tuple[GivenBox, ...]


@dataclass(frozen=True, slots=True)
class SetPage:
    """One set before it is handed in: never its answer."""

    kind: str
    kind_words: str
    task: str
    level: int
    level_words: str
    number: int
    papers: tuple[GivenPaper, ...]
    paper: str
    paper_title: str
    boxes: tuple[Box, ...]
    presented_on: date | None
    rules: tuple[tuple[str, str], ...]
    tries: int
    team_id: UUID | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault that was found. is_rule_named: the student named its rule."""

    finding: SaidFinding
    is_rule_named: bool


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """A box that was marked although nothing disagrees with it."""

    paper: str
    box: str
    code: str


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """An attempt beside the examination: hits, misses and false alarms, or what the paper made out lacks."""

    attempt: AttemptRow
    level_words: str
    hits: tuple[Hit, ...]
    misses: tuple[SaidFinding, ...]
    false_alarms: tuple[FalseAlarm, ...]
    form: FormCheck
    errors: tuple[SaidFinding, ...]
    warnings: tuple[SaidFinding, ...]
    paper_title: str
    cost: Money | None
    next_number: int


def workshop_page(session: Session, reader: Reader) -> WorkshopPage:
    """The board of sets with what the team reached, and the latest attempts. For everybody in the course."""
    rows = _attempts(session, reader)
    mine = [row for row in rows if row.team_id == reader.team_id]
    boards = tuple(_board(kind, level, mine) for kind in KINDS for level in LEVELS)
    names = _names(session, rows[:_LATEST])
    listed = tuple(_row(row, names) for row in rows[:_LATEST])
    return WorkshopPage(boards, listed, reader.teaches, reader.team_id is not None)


def set_page(session: Session, reader: Reader, kind: str, level: int, set_number: int) -> SetPage:
    """One set as it is given. Raises Absent for one that there is not."""
    practice = _practice(session, reader, kind, level, set_number)
    mine = [row for row in _attempts(session, reader) if row.team_id == reader.team_id]
    return SetPage(
        kind=kind,
        kind_words=gettext(KIND_WORDS[kind][0]),
        task=gettext(KIND_WORDS[kind][1]),
        level=level,
        level_words=gettext(LEVEL_WORDS[level]),
        number=set_number,
        papers=tuple(_given(each, values) for each, values in practice.papers.items()),
        paper=practice.paper,
        paper_title=gettext(PAPERS[practice.paper].title_en) if practice.paper else "",
        boxes=boxes_of(practice.paper, {}, "fields.") if practice.paper else (),
        presented_on=practice.presented_on,
        rules=rule_options(),
        tries=sum(_is_of(row, practice) for row in mine),
        team_id=reader.team_id,
    )


def set_paper(session: Session, reader: Reader, at: tuple[str, int, int], paper: str) -> Values:
    """The values of one paper of a set, as it is given. Raises Absent."""
    given: Values = found(_practice(session, reader, *at).papers.get(paper))
    return given


def attempt_page(session: Session, reader: Reader, attempt_id: UUID) -> AttemptPage:
    """An attempt of the reader's team, or of any for who teaches. Raises Absent."""
    query = select(PracticeAttempt).where(PracticeAttempt.id == attempt_id, own(PracticeAttempt, reader))
    row = found(session.exec(query).first())
    practice = _practice(session, reader, row.kind, row.level, row.set_number)
    is_find = row.kind == FIND
    comparison = compared(practice, marks_of(row.answer) if is_find else ())
    findings = findings_of(practice, None if is_find else row.answer)
    shown = [] if is_find else findings
    return AttemptPage(
        attempt=_row(row, _names(session, [row])),
        level_words=gettext(LEVEL_WORDS[row.level]),
        hits=tuple(Hit(said(each), named) for each, named in comparison.hits) if is_find else (),
        misses=said_all(comparison.misses) if is_find else (),
        false_alarms=tuple(
            FalseAlarm(gettext(PAPERS[mark.kind].title_en), box_label(mark.kind, mark.field), mark.code)
            for mark in comparison.false_alarms
        ),
        form=FormCheck((), ()) if is_find else form_check(practice.paper, row.answer),
        errors=said_all(each for each in shown if each.severity == "error"),
        warnings=said_all(each for each in shown if each.severity != "error"),
        paper_title=gettext(PAPERS[practice.paper].title_en) if practice.paper else "",
        cost=discrepancy_cost(findings),
        next_number=row.set_number % SETS + 1,
    )


def _practice(session: Session, reader: Reader, kind: str, level: int, set_number: int) -> PracticeSet:
    course = found(session.get(Course, reader.course_id))
    try:
        return practice_set(course.seed, kind, level, set_number)
    except RuleBroken:
        raise Absent from None


def _attempts(session: Session, reader: Reader) -> list[PracticeAttempt]:
    query = select(PracticeAttempt).where(own(PracticeAttempt, reader))
    return list(session.exec(query.order_by(col(PracticeAttempt.id).desc())))


def _is_of(row: PracticeAttempt, practice: PracticeSet) -> bool:
    return (row.kind, row.level, row.set_number) == (practice.kind, practice.level, practice.number)


def _board(kind: str, level: int, mine: list[PracticeAttempt]) -> Board:
    cells = []
    for number_ in range(1, SETS + 1):
        shares = [
            row.share_right for row in mine if (row.kind, row.level, row.set_number) == (kind, level, number_)
        ]
        cells.append(SetCell(number_, max(shares, default=None), len(shares)))
    return Board(kind, level, gettext(LEVEL_WORDS[level]), LEVELS[level].has_credit, tuple(cells))


def _names(session: Session, rows: list[PracticeAttempt]) -> dict[UUID, str]:
    people, teams = {row.person_id for row in rows if row.person_id}, {row.team_id for row in rows}
    names = dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people))).all())
    return names | dict(session.exec(select(Team.id, Team.name).where(col(Team.id).in_(teams))).all())


def _row(row: PracticeAttempt, names: dict[UUID, str]) -> AttemptRow:
    return AttemptRow(
        id=row.id, kind=row.kind, kind_words=gettext(KIND_WORDS[row.kind][0]), level=row.level,
        number=row.set_number, by=names.get(row.person_id, "") if row.person_id else "",
        team=names.get(row.team_id, ""), hits=row.hits, misses=row.misses, false_alarms=row.false_alarms,
        errors=row.errors, missing=row.missing, share_right=row.share_right, tries_before=row.tries_before,
        handed_in_at=row.handed_in_at,
    )  # fmt: skip


def _given(kind: str, values: Values) -> GivenPaper:
    form = PAPERS[kind]
    boxes = tuple(
        GivenBox(each.name, gettext(each.label_en), _text(each, values[each.name]))
        for each in form.fields
        if values.get(each.name)
    )
    return GivenPaper(kind, gettext(form.title_en), form.title_zh, kind in RULING, boxes)


def _text(field: PaperField, value: Any) -> str:
    if field.type == "party":
        return "\n".join(_text(each, value[each.name]) for each in PARTY if value.get(each.name))
    if field.type == "lines":
        return "\n".join(
            " · ".join(str(row[each.name]) for each in field.columns if row.get(each.name)) for row in value
        )
    if field.type == "country":
        return f"{value} · {country(value)}"
    return str(value)
