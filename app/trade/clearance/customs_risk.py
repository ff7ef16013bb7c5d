"""How a customs office looks at a declaration: how grave its faults are, and how much risk it sees.

Source: trade rules, section 6. Shares and hours are assumptions of the simulation and come as arguments.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole, zero_or_more
from app.trade.finding import Finding, errors
from app.trade.workings import one_line

Answer = Literal["clean", "query", "refuse"]


def answer_to(findings: Iterable[Finding]) -> Answer:
    """What faults lead to: refusal for a wrong mode, goods that may not leave or a missing licence; a query
    for any other error; nothing for warnings alone.

    Source: trade rules, section 6 (D01, D07, D08).
    """
    wrong = errors(list(findings))
    if any(is_grave(finding) for finding in wrong):
        return "refuse"
    return "query" if wrong else "clean"


def is_grave(finding: Finding) -> bool:
    """Whether the declaration cannot be mended by a corrected figure."""
    if finding.code == "D08":
        return finding.figures.get("missing") != "inspection"
    return finding.code == "D07" or finding.figures.get("reason") == "export_forbidden"


@dataclass(frozen=True, slots=True)
class Risk:
    """What customs sees of a consignment. has_marks: its line has supervision or inspection marks."""

    has_marks: bool
    is_first: bool
    warnings: int
    times_filed: int = 1

    def __post_init__(self) -> None:
        not_negative(self, "warnings", "times_filed")


@dataclass(frozen=True, slots=True)
class RiskWeights:
    """By how much each sign raises the share of consignments that are opened; ratios."""

    base: Decimal
    marks: Decimal
    first: Decimal
    warning: Decimal
    most: Decimal

    def __post_init__(self) -> None:
        within_whole(self, "base", "marks", "first", "warning", "most")


@one_line(
    "base_share + warning_share * warnings + marks_share + first_share, where each applies, up to most_share",
    "share", base_share=("weights.base", "share"), warning_share=("weights.warning", "share"),
    warnings=("risk.warnings", "signs"), marks_share=("weights.marks", "share"),
    has_marks=("risk.has_marks", "signs"), first_share=("weights.first", "share"),
    is_first=("risk.is_first", "signs"), most_share=("weights.most", "share"),
)  # fmt: skip
def inspection_share(risk: Risk, weights: RiskWeights) -> Decimal:
    """The chance, 0 to 1, that a consignment is opened."""
    share = weights.base + weights.warning * risk.warnings
    share += weights.marks if risk.has_marks else Decimal(0)
    share += weights.first if risk.is_first else Decimal(0)
    return min(share, weights.most)


@one_line(
    "least + step * (warnings + has_marks + is_first + times_filed - 1), up to most", "hours",
    least="hours", step="hours", most="hours", warnings=("risk.warnings", "signs"),
    has_marks=("risk.has_marks", "signs"), is_first=("risk.is_first", "signs"),
    times_filed=("risk.times_filed", "times"),
)  # fmt: skip
def review_hours(risk: Risk, least: int, most: int, step: int) -> int:
    """Working hours until customs answers: the least, and a step for each sign of risk, up to the most."""
    for name, hours in (("least", least), ("most", most), ("step", step)):
        zero_or_more(name, hours)
    signs = risk.warnings + int(risk.has_marks) + int(risk.is_first) + max(0, risk.times_filed - 1)
    return min(most, least + step * signs)
