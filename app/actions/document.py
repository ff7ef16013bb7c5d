"""The verbs of one paper: saved as a draft, issued when it is complete, amended."""

from app.actions.act import Act
from app.actions.given import Boxes, Line, Whole
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.models.declaration import Declaration
from app.models.document import Document, DocumentSet
from app.models.order import Order
from app.models.purchase import Purchase
from app.trade.examining.examination import examine
from app.trade.finding import noted
from app.trade.lifecycles import DOCUMENT
from app.trade.papers.document_set import STUDENT_PAPERS, certified, counted, gathered, kinds_of
from app.trade.papers.documents import Values, checked, missing, paper
from app.trade.papers.draft import drafted
from app.trade.refusal import NotOpenNow, RuleBroken, Stale

_BEFORE_CONTRACT = frozenset({"drafted", "issued", "cancelled"})


class Save(Given):
    """One paper as far as it is filled in: boxes by their names, goods as a list of rows."""

    kind: Line
    fields: Boxes = {}
    version: Whole = 0


@action("document.save", Order, Save, allow=shop_duty("documents"))
def save(act: Act, order: Order, given: Save) -> Facts:
    """Keep a paper of the order as a draft, complete or not.

    Raises: RuleBroken("document.not_yours"), NotOpenNow("document.order_not_confirmed"),
        NotOpenNow("document.not_draft"), Stale("document.changed_meanwhile"), SeveralRefusals of
        `draft.drafted`.
    """
    if given.kind not in STUDENT_PAPERS:
        raise RuleBroken("document.not_yours", "kind", kind=given.kind[:40])
    if order.state in _BEFORE_CONTRACT:
        raise NotOpenNow("document.order_not_confirmed")
    values = drafted(given.kind, given.fields)
    row = next(iter(act.rows(Document, order_id=order.id, kind=given.kind)), None)
    if (row.version if row else 0) != given.version:
        raise Stale("document.changed_meanwhile")
    if row is None:
        row = act.add(Document(team_id=order.team_id, order_id=order.id, kind=given.kind, version=0))
    elif row.state != DOCUMENT.start:
        raise NotOpenNow("document.not_draft")
    row.fields, row.number, row.version = values, str(values.get("number", ""))[:40], row.version + 1
    return {"kind": given.kind, "filled": len(values), "missing": len(missing(given.kind, values))}


@action("document.issue", Document, Nothing, allow=shop_duty("documents"))
def issue(act: Act, document: Document, given: Nothing) -> Facts:
    """Issue a paper that is complete and right by itself; a certificate of origin goes to the chamber.

    Raises: NotOpenNow("document.not_open"), SeveralRefusals naming each box (`documents.checked`).
    """
    document.state = DOCUMENT.after(document.state, "issue")
    values = checked(document.kind, document.fields, only="student")
    if document.kind == "certificate_of_origin":
        number = f"CCPIT-{act.today:%y}{act.next_number('certificate_of_origin'):06d}"
        values = certified(values, number, act.today.isoformat())
    document.fields, document.number = values, str(values["number"])[:40]
    document.issued_at, document.changes_asked, document.version = act.now, [], document.version + 1
    order = act.find(Order, document.order_id)
    found = [each for each in examine(papers_of(act, order)) if document.kind in kinds_of(each)]
    document.findings = [noted(each) for each in found]
    return {
        "kind": document.kind,
        "errors": counted(found, "error"),
        "warnings": counted(found, "warning"),
    }


@action("document.amend", Document, Nothing, allow=shop_duty("documents"))
def amend(act: Act, document: Document, given: Nothing) -> Facts:
    """Take an issued paper back to correct it, as long as the buyer does not hold it.

    Raises: RuleBroken("document.not_yours"), NotOpenNow("document.not_open"),
        NotOpenNow("document.set_sent").
    """
    if document.issuer != "student":
        raise RuleBroken("document.not_yours", kind=document.kind)
    if any(each.is_with_buyer for each in act.rows(DocumentSet, order_id=document.order_id)):
        raise NotOpenNow("document.set_sent")
    reopen(document)
    return {"kind": document.kind, "findings": len(document.findings)}


def reopen(document: Document) -> None:
    """Back to a draft: what others wrote on it falls away, since they must certify it anew.

    Raises: NotOpenNow("document.not_open").
    """
    document.state = DOCUMENT.after(document.state, "amend")
    own = {each.name for each in paper(document.kind).fields if each.filled_by == "student"}
    document.fields = {name: value for name, value in document.fields.items() if name in own}
    document.number = str(document.fields.get("number", ""))[:40]
    document.issued_at, document.version = None, document.version + 1


def papers_of(act: Act, order: Order) -> dict[str, Values]:
    """All papers of an order as they stand, drafts too, by kind."""
    documents = [(row.kind, row.fields) for row in act.rows(Document, order_id=order.id)]
    declaration = next((row.values for row in act.rows(Declaration, order_id=order.id)), None)
    invoices = [row.vat_invoice for row in act.rows(Purchase, order_id=order.id) if row.vat_invoice]
    return gathered(order.terms, documents, declaration, invoices[0] if len(invoices) == 1 else None)
