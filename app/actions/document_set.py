"""The verbs of a set of papers: sent to the buyer, queried, accepted, and then the balance falls due."""

from datetime import time

from app.actions.act import Act
from app.actions.document import papers_of, reopen
from app.actions.given import BuyersLetter
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Nothing, action
from app.core.clock import home_date, home_time
from app.core.days_off import closed_days
from app.core.parameters import parameters
from app.models.buyer import Buyer
from app.models.document import Document, DocumentSet
from app.models.inquiry import Inquiry, Message
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.models.shipment import InsurancePolicy, Shipment
from app.trade.examining.examination import examine
from app.trade.finding import Finding, noted, read_noted
from app.trade.papers.document_set import OWN_PAPERS, counted, kinds_of, required_papers, to_correct
from app.trade.papers.documents import PAPERS
from app.trade.payments.payment_terms import banking_days_later
from app.trade.refusal import NotOpenNow, RuleBroken
from app.trade.working_time import answer_due

_ONE_DAY = 24  # hours of working days
_AHEAD = 30  # days for which holidays of banks are looked up
_BANK_HOUR = time(15)


class Query(BuyersLetter):
    """The buyer's letter that names what should be corrected."""


@action("document.send_set", Order, Nothing, allow=shop_duty("documents"))
def send_set(act: Act, order: Order, given: Nothing) -> Facts:
    """Send copies of the issued papers to the buyer, who pays the balance against them.

    Under an accepted credit the originals go to the bank instead, which examines them.
    Raises: RuleBroken("document.set_incomplete") naming the papers, NotOpenNow("document.not_shipped"),
        NotOpenNow("document.set_sent").
    Source: UCP 600 article 14(b).
    """
    if order.shipped_at is None:
        raise NotOpenNow("document.not_shipped")
    rows = act.rows(Document, order_id=order.id, state="issued")
    issued = {row.kind: row for row in rows if row.kind not in OWN_PAPERS}
    needed = needed_kinds(act, order)
    lacking = [PAPERS[kind].title_en for kind in needed if kind not in issued]
    if lacking:
        raise RuleBroken("document.set_incomplete", papers=lacking)
    papers = papers_of(act, order)
    sent = {kind: values for kind, values in papers.items() if kind in issued or kind == "proforma_invoice"}
    found = examine(papers, act.today)
    seen = examine(sent, act.today)
    row = set_of(act, order)
    row.send(act.now, tuple(issued), [noted(each) for each in seen])
    _note(issued, found)
    asked = to_correct(seen)
    if (credit := credit_of(act, order)) is not None:
        _present(act, credit, row)
    elif asked:
        _let_buyer_read(act, order, row)
    else:
        row.accept(act.now)
        expect_balance(act, order)
    return {
        "errors": counted(found, "error"),
        "warnings": counted(found, "warning"),
        "papers": sorted(issued),
        "days_since_shipment": (act.today - home_date(order.shipped_at)).days,
        "to_correct": len(asked),
        "times_sent": row.times_sent,
        "to_bank": credit is not None,
    }


@action("document.query", Order, Query, allow=party("buyer"))
def query(act: Act, order: Order, given: Query) -> Facts:
    """The buyer asks for corrections: the papers concerned are open again, with what is wrong on each.

    Raises: NotOpenNow("document.set_not_with_buyer").
    """
    row = set_of(act, order)
    row.query()
    asked = to_correct(read_noted(each) for each in row.findings)
    reopened = []
    for document in act.rows(Document, order_id=order.id, issuer="student"):
        mine = [each for each in asked if document.kind in kinds_of(each)]
        if mine and document.state == "issued":
            reopen(document)
            document.changes_asked = [noted(each) for each in mine]
            reopened.append(document.kind)
    _write(act, order, given.body)
    return {"asked": counted(asked, "error"), "reopened": reopened, "times_queried": row.times_queried}


@action("document.accept", Order, Nothing, allow=party("buyer"))
def accept(act: Act, order: Order, given: Nothing) -> Facts:
    """The buyer takes the papers as they are, faults and all.

    Raises: NotOpenNow("document.set_not_with_buyer").
    """
    row = set_of(act, order)
    row.accept(act.now)
    expect_balance(act, order)
    return {"errors": counted([read_noted(each) for each in row.findings], "error")}


def needed_kinds(act: Act, order: Order) -> tuple[str, ...]:
    """The papers that this order's buyer must get: the transport paper of how the goods really went."""
    sent = [each.mode for each in act.rows(Shipment, order_id=order.id) if each.state != "cancelled"]
    insured = bool(act.rows(InsurancePolicy, order_id=order.id))
    clause = str(order.terms.get("documents", ""))
    return required_papers(
        order.incoterm, sent[0] if sent else order.mode, is_insured=insured, contract_documents=clause
    )


def set_of(act: Act, order: Order) -> DocumentSet:
    """The order's set of papers, made when it is first asked for."""
    row = next(iter(act.rows(DocumentSet, order_id=order.id)), None)
    return row or act.add(DocumentSet(team_id=order.team_id, order_id=order.id))


def expect_balance(act: Act, order: Order) -> None:
    """The balance falls due one working day of the buyer later, in its office hours."""
    buyer, inquiry = act.find(Buyer, order.buyer_id), act.find(Inquiry, order.inquiry_id)
    due = answer_due(buyer.office, act.now, _ONE_DAY)
    for payment in act.rows(Payment, order_id=order.id, kind="balance", state="expected"):
        act.never("payment.remit", payment.id)
        act.later(due, "payment.remit", payment.id, {"stable_name": f"{inquiry.stable_name}:balance"})


def credit_of(act: Act, order: Order) -> Instruction | None:
    """The accepted letter of credit by which the balance of an order is to be paid."""
    return next(iter(act.rows(Instruction, order_id=order.id, state="accepted")), None)


def _present(act: Act, credit: Instruction, row: DocumentSet) -> None:
    days = int(parameters("bad_actors")["credit"]["examine_days"])
    country = str(credit.draft.get("applicant", {}).get("country", ""))
    closed = closed_days(("CN", country), act.today, _AHEAD)
    by = banking_days_later(act.today, days, closed)
    credit.check = credit.check | {"presented_at": act.now, "examined_by": by.isoformat(), "waiver": {}}
    name = f"{credit.stable_name}:examine:{row.times_sent}"
    act.later(home_time(by, _BANK_HOUR), "document.examine", credit.id, {"stable_name": name})


def _let_buyer_read(act: Act, order: Order, row: DocumentSet) -> None:
    buyer, inquiry = act.find(Buyer, order.buyer_id), act.find(Inquiry, order.inquiry_id)
    due = answer_due(buyer.office, act.now, _ONE_DAY)
    name = f"{inquiry.stable_name}:documents:{row.times_sent}"
    act.later(due, "document.consider", order.id, {"stable_name": name})


def _note(issued: dict[str, Document], found: list[Finding]) -> None:
    for kind, document in issued.items():
        document.findings = [noted(each) for each in found if kind in kinds_of(each)]


def _write(act: Act, order: Order, body: str) -> None:
    act.add(
        Message(
            team_id=order.team_id,
            inquiry_id=order.inquiry_id,
            side="buyer",
            body=body,
            origin="world",
            shows={"documents": str(order.id)},
            sent_at=act.now,
        )
    )
