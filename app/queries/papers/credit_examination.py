"""The papers of a deal as a bank would examine them under the credit that the team accepted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.document import DocumentSet
from app.models.instruction import Instruction
from app.models.order import Order
from app.queries.papers.document import papers_of
from app.queries.papers.finding_words import SaidFinding, said_all
from app.trade.credits.soft_clause import amended
from app.trade.examining.examination import examine
from app.trade.finding import Finding
from app.trade.papers.documents import checked
from app.trade.papers.paper_set import CREDIT

# What a bank is given: papers of the deal that go to nobody abroad are left out.
_AT_HOME = ("vat_invoice", "export_declaration", "declaration", "purchase_order")
# The contract, which the credit is compared with, and which is no paper that is presented.
_BEFORE_THEM = ("proforma_invoice", "sales_contract", "quotation")


@dataclass(frozen=True, slots=True)
class CreditExamined:
    """presented_on: the day on which the papers went out, None before; papers: how many there are."""

    presented_on: date | None
    papers: int
    errors: tuple[SaidFinding, ...]
    warnings: tuple[SaidFinding, ...]


def credit_examined(session: Session, letter: Instruction) -> CreditExamined | None:
    """What L01 to L16 find in the papers of an accepted credit; None of a credit that was not accepted."""
    if letter.order_id is None or not letter.check.get("accepted_at"):
        return None
    presented_on, many, found = credit_findings(session, letter)
    return CreditExamined(
        presented_on, many, said_all(each for each in found if each.severity == "error"),
        said_all(each for each in found if each.severity != "error"),
    )  # fmt: skip


def credit_findings(session: Session, letter: Instruction) -> tuple[date | None, int, list[Finding]]:
    """The day of the presentation, None before; how many papers there are; what the examination finds."""
    order = session.get_one(Order, letter.order_id)
    held = {kind: values for kind, values in papers_of(session, order).items() if kind not in _AT_HOME}
    sent = select(DocumentSet.sent_at).where(DocumentSet.order_id == order.id)
    sent_at = session.exec(sent).first()
    presented_on = home_date(sent_at) if sent_at else None
    credit = dict(checked(CREDIT, amended(letter.draft, letter.check.get("struck", ()))))
    # The invoice shows the whole price; the credit itself has the deposit deducted from it.
    credit["amount"] = str(max(Decimal(credit["amount"]), order.total_usd))
    made = [kind for kind in held if kind not in _BEFORE_THEM]
    found = examine(held, presented_on, credit=credit) if made else []
    # A deal here has no bill of exchange: nobody could draw one, so nobody is told that it is missing.
    found = [each for each in found if not any(place.startswith("draft") for place in each.places)]
    return presented_on, len(made), found
