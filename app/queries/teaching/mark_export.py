"""Mark sheets as tables for spreadsheets, and the matrix of actions against criteria."""

from app.core import words
from app.core.sheet_out import Cell, OutSheet
from app.grading.bearing import matrix_rows
from app.grading.criteria import ATTESTED_ONLY, COLUMNS, CRITERIA, FAMILIES, LEVELS, family_of
from app.queries.teaching.deed_table import DEEDS
from app.queries.teaching.mark import CellShown, ClassMarks, TeamMarks

_KINDS = {
    "deed": words.N_("judged deed"),
    "answer": words.N_("what came of it"),
    "step": words.N_("step on the way"),
    "setting": words.N_("setting"),
}


def level_words(cell: CellShown) -> str:
    """The level of a cell in words; Q1 is attested or not, and has no number."""
    if cell.criterion == ATTESTED_ONLY:
        return words.gettext(words.N_("Attested") if cell.by_hand else words.N_("Not attested"))
    return words.gettext(LEVELS[cell.level])


def _number(cell: CellShown) -> Cell:
    return None if cell.criterion == ATTESTED_ONLY else cell.level


def team_sheet(page: TeamMarks) -> OutSheet:
    """One team's sheet: a row for each cell of Table 1."""
    heads = (
        words.N_("Code"),
        words.N_("Criterion"),
        words.N_("Level"),
        words.N_("In words"),
        words.N_("From evidence"),
        words.N_("Deeds"),
        words.N_("Counter-evidence"),
        words.N_("Set by hand"),
        words.N_("Reason"),
        words.N_("Records"),
    )
    rows = [
        (
            cell.criterion,
            words.gettext(CRITERIA[cell.criterion].name),
            _number(cell),
            level_words(cell),
            cell.seen,
            cell.deeds,
            cell.against,
            cell.by_hand.given_by if cell.by_hand else "",
            cell.by_hand.reason if cell.by_hand else "",
            " ".join(sorted({str(deed.number) for link in cell.links for deed in link.listed}, key=int)),
        )
        for cell in page.cells
    ]
    name = "simulated" if page.is_simulated else "marks"  # so that it is not taken for marks later
    return OutSheet(
        name, [words.gettext(head) for head in heads], rows, (8, 60, 8, 16, 14, 8, 16, 20, 50, 40)
    )


def class_sheet(page: ClassMarks) -> OutSheet:
    """The class: a row for each team, a column for each cell of Table 1."""
    heads = [words.gettext(words.N_("Team")), *CRITERIA]
    rows = [
        (row.name, *(level_words(c) if c.criterion == ATTESTED_ONLY else c.level for c in row.cells))
        for row in page.teams
    ]
    return OutSheet("class", heads, rows, (30, *(8 for _ in CRITERIA)))


def evidence_matrix_markdown() -> str:
    """`docs/evidence.md`: every action with the criteria of Table 1 that it bears on. English."""
    lines = [
        "# What is evidence for what",
        "",
        "Made from `app/grading/bearing.py` by `python -m tools.evidence`; a test says when it is old.",
        "",
        "Every action leaves one record. A *judged deed* is weighed by `app/grading/rubric_table.py`.",
        "*What came of it* makes a deed consequential. A *step on the way* and a *setting* earn nothing.",
        "",
    ]
    for letter, column in COLUMNS.items():
        lines += [f"**{column}**", ""]
        lines += [f"- {code}: {found.name}" for code, found in CRITERIA.items() if code[0] == letter] + [""]
    codes = list(CRITERIA)
    lines.append("| family | action | what happened | kind | " + " | ".join(codes) + " |")
    lines.append("|---" * (4 + len(codes)) + "|")
    for action, kind, bearing in matrix_rows():
        marks = " | ".join("x" if code in bearing else "" for code in codes)
        family = FAMILIES[family_of(action)]
        lines.append(f"| {family} | `{action}` | {DEEDS[action][0]} | {_KINDS[kind]} | {marks} |")
    return "\n".join(lines) + "\n"


def kind_words(kind: str) -> str:
    """What an action is to the grader, in the reader's language."""
    return words.gettext(_KINDS[kind])
