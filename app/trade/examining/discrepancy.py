"""The one notice in which a bank refuses papers: all discrepancies, what becomes of the papers, the fee.

Source: UCP 600 article 16(c); trade rules, section 8, L04.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.trade.examining.examination_labels import FINDINGS, MATTERS
from app.trade.finding import Finding
from app.trade.money import decimals_of
from app.trade.papers.documents import PAPERS
from app.trade.papers.paper_credit import DISPOSALS
from app.trade.papers.paper_set import CREDIT, PaperSet
from app.trade.refusal import RuleBroken

WAIVER_ASKED = DISPOSALS[1]


def in_english(finding: Finding) -> str:
    """The sentence of an examination's finding as a bank writes it."""
    what = finding.figures["what"]
    template = FINDINGS.get(f"{finding.code}.{what}", FINDINGS[finding.code])
    return template.format(**finding.figures | {"what": MATTERS[what]})


def discrepancy_notice(
    found: Sequence[Finding],
    papers: Mapping[str, Mapping[str, Any]],
    credit: Mapping[str, Any],
    presented_on: date | None = None,
    disposal: str = WAIVER_ASKED,
) -> dict[str, Any]:
    """The boxes of the notice that follow from an examination; number, date and signature are the bank's.

    Args: found by `examination.examine` under this credit; what bears no fee is no discrepancy of the bank's.
    Returns: boxes of a "discrepancy_notice", one line for each discrepancy, the fee once.
    Raises: RuleBroken("examination.nothing_to_refuse").
    """
    refused = [each for each in found if each.cost]
    if not refused:
        raise RuleBroken("examination.nothing_to_refuse")
    read = PaperSet({**papers, CREDIT: credit})
    currency = read.text("commercial_invoice", "currency") or read.text(CREDIT, "currency")
    fee = refused[0].cost
    notice: dict[str, Any] = {
        "bank": read.text(CREDIT, "issuing_bank"),
        "credit_number": read.text(CREDIT, "number"),
        "presented_on": presented_on.isoformat() if presented_on else "",
        "currency": currency,
        "total": read.text("draft", "total") or read.text("commercial_invoice", "total"),
        "lines": [_line(each) for each in refused],
        "disposal": disposal,
    }
    if fee and fee.currency == currency:
        notice["fee_amount"] = f"{fee.amount:.{decimals_of(currency)}f}"
    return {name: value for name, value in notice.items() if value}


def _line(finding: Finding) -> dict[str, str]:
    kind = finding.places[-1].partition(".")[0]
    document = PAPERS[kind].title_en if kind in PAPERS else "Presentation"
    return {"code": finding.code, "document": document, "discrepancy": in_english(finding)}
