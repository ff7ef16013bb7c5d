"""A set of papers that somebody hands in to be examined: read, examined, and what is found in words.

Nothing is kept: the papers come with the asking and are gone with the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.words import gettext
from app.queries.papers.finding_words import Place, said
from app.trade.credits.letter_of_credit import notice_limit
from app.trade.credits.mt700 import read_mt700
from app.trade.examining.discrepancy import discrepancy_notice
from app.trade.examining.examination import discrepancy_cost, examine
from app.trade.finding import Finding
from app.trade.papers.documents import PAPERS, legible, paper
from app.trade.papers.paper import PARTY, PaperField
from app.trade.papers.paper_set import CREDIT
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals

GREATEST_EARLIER = 20
GREATEST_HOLIDAYS = 400


@dataclass(frozen=True, slots=True)
class SetAsked:
    """A set as it is handed in: papers by kind, each as a form sends it, finished or not.

    credit: the boxes of the letter of credit; mt700: or the message that issued it; holidays of the bank
    beside Saturdays and Sundays; earlier: sets that were presented under the same credit.
    """

    papers: Mapping[str, Any]
    presented_on: date | None = None
    credit: Mapping[str, Any] | None = None
    mt700: str = ""
    holidays: frozenset[date] = frozenset()
    earlier: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """One fault: `places` dotted, the ruling one first, `at` the same in words; cost "" where none is due."""

    code: str
    severity: str
    what: str
    places: tuple[str, ...]
    at: tuple[Place, ...]
    expected: str
    found: str
    article: str
    sentence: str
    cost: str


@dataclass(frozen=True, slots=True)
class ExaminationPage:
    """What the examination found. is_clean: no error, though there may be warnings.

    discrepancy_fee: what the bank charges for the set, once; refuse_by: the last day on which it may refuse;
    notice: the boxes of its notice of discrepancies, for the bank to number, date and sign.
    """

    is_clean: bool
    findings: tuple[FindingSaid, ...]
    discrepancy_fee: str
    refuse_by: date | None
    notice: Mapping[str, Any] | None


def examination_page(asked: SetAsked) -> ExaminationPage:
    """The findings of a set in the reader's language.

    Raises: SeveralRefusals naming each box that cannot be read, such as `papers.draft.total`; RuleBroken
        "examination.no_papers", "two_credits", "too_many_sets", "too_many_holidays".
    """
    wrong: list[Refusal] = []
    _check_shape(asked)
    papers = _read_set(asked.papers, "papers", wrong)
    credit = _credit(asked, wrong)
    earlier = [_read_set(each, f"earlier.{at}", wrong) for at, each in enumerate(asked.earlier)]
    if wrong:
        raise SeveralRefusals(wrong)
    found = examine(
        papers, asked.presented_on, credit=credit, banking_holidays=asked.holidays, earlier=earlier
    )
    ruling = credit if credit is not None else papers.get(CREDIT)
    fee = discrepancy_cost(found)
    return ExaminationPage(
        is_clean=all(each.severity != "error" for each in found),
        findings=tuple(map(_said, found)),
        discrepancy_fee=f"{fee.currency} {fee.amount}" if fee else "",
        refuse_by=notice_limit(asked.presented_on, asked.holidays)
        if ruling is not None and asked.presented_on
        else None,
        notice=discrepancy_notice(found, papers, ruling, asked.presented_on) if ruling and fee else None,
    )


def _check_shape(asked: SetAsked) -> None:
    if not asked.papers:
        raise RuleBroken("examination.no_papers", "papers")
    if (asked.credit is not None) + bool(asked.mt700) + (CREDIT in asked.papers) > 1:
        raise RuleBroken("examination.two_credits", "credit")
    if len(asked.earlier) > GREATEST_EARLIER:
        raise RuleBroken("examination.too_many_sets", "earlier", limit=GREATEST_EARLIER)
    if len(asked.holidays) > GREATEST_HOLIDAYS:
        raise RuleBroken("examination.too_many_holidays", "holidays", limit=GREATEST_HOLIDAYS)


def _credit(asked: SetAsked, wrong: list[Refusal]) -> dict[str, Any] | None:
    if asked.mt700:
        return _read(CREDIT, read_mt700(asked.mt700), "mt700", wrong)
    return None if asked.credit is None else _read(CREDIT, asked.credit, "credit", wrong)


def _read_set(papers: Mapping[str, Any], place: str, wrong: list[Refusal]) -> dict[str, dict[str, Any]]:
    return {kind: _read(kind, values, f"{place}.{kind}", wrong) for kind, values in papers.items()}


def _read(kind: str, values: Any, place: str, wrong: list[Refusal]) -> dict[str, Any]:
    """The boxes of one paper; what is wrong is noted with its place in what was handed in."""
    try:
        if not isinstance(values, Mapping):
            raise RuleBroken("examination.not_a_paper")
        return legible(kind, values)
    except SeveralRefusals as several:
        refusals = several.refusals
    except RuleBroken as refusal:
        refusals = [refusal]
    for each in refusals:
        where = f"{place}.{each.field}" if each.field else place
        wrong.append(RuleBroken(each.code, where, **dict(each.figures)))
    return {}


def _said(finding: Finding) -> FindingSaid:
    words = said(finding)
    return FindingSaid(
        code=finding.code,
        severity=finding.severity,
        what=str(finding.figures.get("what", "")),
        places=finding.places,
        at=words.places,
        expected=words.expected,
        found=words.found,
        article=words.article,
        sentence=words.sentence,
        cost=words.cost,
    )


@dataclass(frozen=True, slots=True)
class BoxShape:
    """One box of a paper as a program fills it in; columns: of a list of rows; boxes: of a party."""

    name: str
    label: str
    type: str
    is_required: bool
    choices: tuple[str, ...] = ()
    columns: tuple["BoxShape", ...] = ()
    boxes: tuple["BoxShape", ...] = ()


@dataclass(frozen=True, slots=True)
class PaperShape:
    """A kind of paper and its boxes. Required is what a finished paper has; an examination takes less."""

    kind: str
    title: str
    title_zh: str
    boxes: tuple[BoxShape, ...]


def paper_shapes(kind: str | None = None) -> tuple[PaperShape, ...]:
    """The kinds of paper that can be examined, in the reader's language.

    Raises: RuleBroken("document.kind_unknown").
    """
    forms = PAPERS.values() if kind is None else (paper(kind),)
    return tuple(
        PaperShape(form.kind, gettext(form.title_en), form.title_zh, tuple(map(_shape, form.fields)))
        for form in forms
    )


def _shape(field: PaperField) -> BoxShape:
    return BoxShape(
        field.name,
        gettext(field.label_en),
        field.type,
        field.required,
        field.choices,
        tuple(map(_shape, field.columns)),
        tuple(map(_shape, PARTY)) if field.type == "party" else (),
    )
