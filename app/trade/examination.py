"""Examination of the papers of a deal against its contract and against each other, without a credit.

Source: trade rules, section 8: X01 to X04, and of L01 to L17 those that hold whenever papers are presented.
"""

from collections.abc import Mapping
from datetime import date

from app.trade.documents import Values
from app.trade.examination_agreement import agreement_findings
from app.trade.examination_carriage import carriage_findings
from app.trade.examination_cover import cover_findings
from app.trade.examination_dates import date_findings
from app.trade.examination_goods import goods_findings
from app.trade.finding import Finding
from app.trade.paper_set import PaperSet


def examine(papers: Mapping[str, Values], presented_on: date | None = None) -> list[Finding]:
    """All that is wrong with a set of papers, one finding for each fault, errors first.

    Args: papers by kind, each as `documents.checked` gives it back, finished or not; presented_on, the day on
        which they are handed to bank or buyer, if that day is known.
    Returns: findings whose figures are `what` (the matter), `expected` and `found`; the first place is the
        paper that rules, the others are at odds with it. An empty list: the set is clean.
    """
    read = PaperSet(papers)
    found = [
        *goods_findings(read),
        *agreement_findings(read),
        *carriage_findings(read),
        *cover_findings(read),
        *date_findings(read, presented_on),
    ]
    return sorted(found, key=lambda finding: finding.severity != "error")
