"""Examination of the papers of a deal, by the buyer against the contract or by a bank against its credit.

Source: trade rules, section 8: L01 to L17 and X01 to X04; UCP 600; ISBP 821.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from app.trade.examining.examination_agreement import agreement_findings
from app.trade.examining.examination_asked import asked_findings
from app.trade.examining.examination_carriage import carriage_findings
from app.trade.examining.examination_cover import cover_findings
from app.trade.examining.examination_credit import invoice_findings
from app.trade.examining.examination_dates import date_findings
from app.trade.examining.examination_goods import goods_findings
from app.trade.examining.examination_origin import origin_findings
from app.trade.examining.examination_presentation import notice_findings, presentation_findings
from app.trade.examining.examination_sale import sale_findings
from app.trade.examining.presentation import Presentation
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.papers.documents import Values
from app.trade.papers.paper_set import CREDIT, PaperSet
from app.trade.payments.payment_terms import DISCREPANCY

DISCREPANCY_FEE = Money(DISCREPANCY.fixed, DISCREPANCY.currency)


def examine(
    papers: Mapping[str, Values],
    presented_on: date | None = None,
    *,
    credit: Values | None = None,
    banking_holidays: Set[date] = frozenset(),
    earlier: Sequence[Mapping[str, Values]] = (),
    discrepancy_fee: Money = DISCREPANCY_FEE,
) -> list[Finding]:
    """All that is wrong with a set of papers, one finding for each fault, errors first.

    Args: papers by kind, each as `documents.checked` gives it back, finished or not; presented_on, the day on
        which they are handed to bank or buyer, if that day is known; credit, the letter of credit under which
        they are presented (or a paper of that kind among the papers), which then rules instead of the
        contract, as a bank looks at it; banking_holidays, on which banks are closed beside Saturdays and
        Sundays; earlier, sets that were presented under the same credit before; discrepancy_fee, of the bank
        for one set.
    Returns: findings whose figures are `what` (the matter), `expected` and `found`; the first place is the
        paper that rules, the others are at odds with it. Under a credit what a bank refuses for carries the
        fee, which is due once for the set (`discrepancy_cost`). An empty list: the set is clean.
    """
    ruling = credit or papers.get(CREDIT)
    every = PaperSet(papers if ruling is None else {**papers, CREDIT: ruling})
    found = [*goods_findings(every), *agreement_findings(every), *carriage_findings(every)]
    found += [*cover_findings(every), *date_findings(every, presented_on)]
    if ruling is not None:
        read = Presentation(every, presented_on, banking_holidays, tuple(map(PaperSet, earlier)))
        found += [*invoice_findings(read), *presentation_findings(read), *asked_findings(every)]
        found = [replace(each, cost=discrepancy_fee) if _is_refused(every, each) else each for each in found]
        found += notice_findings(read, [each for each in found if each.cost])
        found += sale_findings(every)
    # A bank looks at what the credit asks; that a form opens no agreement is the buyer's loss.
    found += origin_findings(every)
    return sorted(found, key=lambda finding: finding.severity != "error")


def discrepancy_cost(findings: Sequence[Finding]) -> Money | None:
    """What the discrepancies of one set cost: the fee once, however many; None if there are none."""
    return next((finding.cost for finding in findings if finding.cost), None)


def _is_refused(papers: PaperSet, finding: Finding) -> bool:
    """Whether a bank refuses for it: an error on a paper that the credit asks for."""
    kinds = [place.partition(".")[0] for place in finding.places]
    at_odds = kinds[1:] or kinds
    return finding.severity == "error" and any(
        papers.is_examined(kind) or kind == "presentation" for kind in at_odds
    )
