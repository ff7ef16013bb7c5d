"""The criteria page: Table 1, and which action bears on which cell."""

from dataclasses import dataclass

from app.grading.bearing import graded_families, matrix_rows
from app.grading.criteria import COLUMNS, CRITERIA, FAMILIES, family_of
from app.grading.rubric_table import RULES
from app.queries.teaching.deed_words import title_of


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One cell of Table 1 with the families of deeds that its chain needs."""

    code: str
    name: str
    column: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionShown:
    """One action: what it is to the grader, the criteria it bears on, and what makes it correct."""

    action: str
    title: str
    family: str
    kind: str
    criteria: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    """Table 1 and the matrix; names are messages of the catalogue."""

    criteria: tuple[CriterionShown, ...]
    actions: tuple[ActionShown, ...]


def criteria_page() -> CriteriaPage:
    """The whole of it, the same for everybody."""
    return CriteriaPage(
        tuple(
            CriterionShown(
                code,
                found.name,
                COLUMNS[found.column],
                tuple(FAMILIES[name] for name in graded_families(code)),
            )
            for code, found in CRITERIA.items()
        ),
        tuple(
            ActionShown(action, title_of(action), FAMILIES[family_of(action)], kind, codes, _checks(action))
            for action, kind, codes in matrix_rows()
        ),
    )


def _checks(action: str) -> tuple[str, ...]:
    return tuple(check.words for check in RULES[action].correct) if action in RULES else ()
