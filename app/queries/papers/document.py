"""The papers of an order: the set with its examination, one paper as a form, one paper as it is printed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.core.words import N_, gettext
from app.models.buyer import Buyer
from app.models.declaration import Declaration
from app.models.document import Document, DocumentSet
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.papers.document_sources import Source, sources_of
from app.queries.papers.finding_words import SaidFinding, said_all, said_noted
from app.queries.papers.paper_boxes import Box, FormCheck, Values, boxes_of, form_check
from app.queries.scope import Reader, found, has_duty, own
from app.trade.examining.examination import examine
from app.trade.finding import Finding
from app.trade.lifecycles import DOCUMENT
from app.trade.papers.document_set import (
    STUDENT_PAPERS,
    TRANSPORT_PAPERS,
    gathered,
    kinds_of,
    required_papers,
)
from app.trade.papers.documents import PAPERS, readable
from app.trade.papers.draft import drafted
from app.trade.papers.ubl import UBL_KINDS

# State of a paper, or of the set, -> tone and label.
STATES: dict[str, tuple[str, str]] = {
    "": ("secondary", N_("Not written yet")),
    "draft": ("yellow", N_("Draft")),
    "issued": ("green", N_("Issued")),
}
SET_STATES: dict[str, tuple[str, str]] = {
    "open": ("secondary", N_("Not sent yet")),
    "sent": ("azure", N_("With the buyer")),
    "queried": ("yellow", N_("The buyer asks for corrections")),
    "accepted": ("green", N_("Accepted by the buyer")),
}
# Who issues a paper -> label.
ISSUERS: dict[str, str] = {
    "student": N_("You"),
    "carrier": N_("The carrier"),
    "insurer": N_("The insurer"),
    "inspector": N_("The inspection body"),
    "enterprise": N_("The supplier"),
}
_EXPECTED_ISSUERS = dict.fromkeys(TRANSPORT_PAPERS, "carrier") | {"insurance_certificate": "insurer"}
_CONFIRMED = ("confirmed", "deposit_received", "shipped", "delivered", "perished", "completed")


@dataclass(frozen=True, slots=True)
class OrderHead:
    """The order above each of its papers."""

    id: UUID
    number: int
    buyer: str
    term: str
    contract_number: str
    is_confirmed: bool
    is_shipped: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the set. document_id None: not there yet; errors, warnings: of the examination."""

    kind: str
    title: str
    title_zh: str
    state: str
    issuer: str
    is_required: bool
    document_id: UUID | None
    number: str
    issued_at: datetime | None
    changes_asked: int
    errors: int
    warnings: int
    is_written_by_team: bool


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """The set of papers of an order. lacking: titles of required papers that are not issued."""

    order: OrderHead
    papers: tuple[PaperRow, ...]
    lacking: tuple[str, ...]
    set_state: str
    sent_at: datetime | None
    errors: tuple[SaidFinding, ...]
    warnings: tuple[SaidFinding, ...]
    asked: tuple[SaidFinding, ...]
    may_send: bool
    may_documents: bool


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """A paper by itself and beside the others, as it is being written."""

    form: FormCheck
    errors: tuple[SaidFinding, ...]
    warnings: tuple[SaidFinding, ...]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper: a form where the team writes it and it is a draft, the print of it otherwise."""

    order: OrderHead
    kind: str
    title: str
    title_zh: str
    state: str
    issuer: str
    number: str
    document_id: UUID | None
    version: int
    boxes: tuple[Box, ...]
    check: PaperCheck
    sources: tuple[Source, ...]
    asked: tuple[SaidFinding, ...]
    open: frozenset[str]
    is_written_by_team: bool
    may_documents: bool
    has_ubl: bool


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """What a paper prints."""

    order_id: UUID
    kind: str
    number: str
    values: Values


def order_of(session: Session, reader: Reader, order_id: UUID) -> Order:
    """The order, for its own team and for who teaches. Raises Absent."""
    query = select(Order).where(Order.id == order_id, own(Order, reader))
    order = found(session.exec(query).first())
    return found(order if reader.teaches or order.team_id == reader.team_id else None)


def documents_page(session: Session, reader: Reader, order_id: UUID) -> DocumentsPage:
    """The papers of an order and everything that their examination finds as they stand. Raises Absent."""
    order = order_of(session, reader, order_id)
    held = {row.kind: row for row in _documents(session, order)}
    findings = examine(papers_of(session, order))
    needed = needed_kinds(session, order)
    kinds = [*needed, *(kind for kind in (*STUDENT_PAPERS, *held) if kind not in needed)]
    rows = tuple(_row(kind, held.get(kind), kind in needed, findings) for kind in dict.fromkeys(kinds))
    lacking = tuple(row.title for row in rows if row.is_required and row.state != "issued")
    papers = session.exec(select(DocumentSet).where(DocumentSet.order_id == order.id)).first()
    state = papers.state if papers else "open"
    asked = [each for row in held.values() for each in row.changes_asked] if state == "queried" else []
    may = has_duty(reader, "documents") and reader.team_id == order.team_id
    return DocumentsPage(
        order=head_of(session, order),
        papers=rows,
        lacking=lacking,
        set_state=state,
        sent_at=papers.sent_at if papers else None,
        errors=said_all(each for each in findings if each.severity == "error"),
        warnings=said_all(each for each in findings if each.severity != "error"),
        asked=tuple(dict.fromkeys(said_noted(asked))),
        may_send=may and not lacking and state in ("open", "queried") and order.shipped_at is not None,
        may_documents=may,
    )


def paper_page(session: Session, reader: Reader, order_id: UUID, kind: str) -> PaperPage:
    """One paper of an order. Raises Absent, also for a kind that this order does not have."""
    order = order_of(session, reader, order_id)
    query = select(Document).where(Document.order_id == order.id, Document.kind == kind)
    row = session.exec(query).first()
    is_own = kind in STUDENT_PAPERS
    found(row if not is_own else order)
    values = row.fields if row else {}
    check = _check(session, order, kind, values, is_own)
    return PaperPage(
        order=head_of(session, order),
        kind=kind,
        title=gettext(PAPERS[kind].title_en),
        title_zh=PAPERS[kind].title_zh,
        state=row.state if row else "",
        issuer=row.issuer if row else "student",
        number=row.number if row else "",
        document_id=row.id if row else None,
        version=row.version if row else 0,
        boxes=boxes_of(kind, values, "fields.") if is_own else (),
        check=check,
        sources=sources_of(session, order),
        asked=said_noted(row.changes_asked) if row else (),
        open=DOCUMENT.open(row.state) if row else frozenset(),
        is_written_by_team=is_own,
        may_documents=has_duty(reader, "documents") and reader.team_id == order.team_id,
        has_ubl=kind in UBL_KINDS and check.form.is_complete,
    )


def paper_check(session: Session, reader: Reader, order_id: UUID, kind: str, typed: Values) -> PaperCheck:
    """What is still wrong with a paper as it is being typed. Raises Absent, SeveralRefusals of `drafted`."""
    order = order_of(session, reader, order_id)
    found(order if kind in STUDENT_PAPERS else None)
    return _check(session, order, kind, drafted(kind, typed), is_own=True)


def printed_paper(session: Session, reader: Reader, document_id: UUID) -> PrintedPaper:
    """The values of one paper, for its own team and for who teaches. Raises Absent."""
    query = select(Document).where(Document.id == document_id, own(Document, reader))
    row = found(session.exec(query).first())
    return PrintedPaper(row.order_id, row.kind, row.number, row.fields)


def papers_of(session: Session, order: Order) -> dict[str, Values]:
    """All papers of an order as they stand, drafts too, by kind."""
    declaration = session.exec(select(Declaration).where(Declaration.order_id == order.id)).first()
    purchases = session.exec(select(Purchase).where(Purchase.order_id == order.id).order_by(Purchase.id))
    invoices = [row.vat_invoice for row in purchases if row.vat_invoice]
    return gathered(
        order.terms,
        [(row.kind, row.fields) for row in _documents(session, order)],
        declaration.values if declaration else None,
        invoices[0] if len(invoices) == 1 else None,
    )


def needed_kinds(session: Session, order: Order) -> tuple[str, ...]:
    """The papers that this order's buyer must get: the transport paper of how the goods really went."""
    sent = select(Shipment.mode).where(Shipment.order_id == order.id, Shipment.state != "cancelled")
    mode = session.exec(sent).first() or order.mode
    cover = session.exec(select(InsurancePolicy.id).where(InsurancePolicy.order_id == order.id)).first()
    clause = str(order.terms.get("documents", ""))
    return required_papers(order.incoterm, mode, is_insured=cover is not None, contract_documents=clause)


def head_of(session: Session, order: Order) -> OrderHead:
    """The order as the head of a page."""
    buyer = session.get_one(Buyer, order.buyer_id)
    return OrderHead(
        id=order.id,
        number=order.number,
        buyer=buyer.company_name or buyer.name,
        term=f"{order.incoterm} {order.named_place}",
        contract_number=str(order.terms.get("number", "")),
        is_confirmed=order.state in _CONFIRMED,
        is_shipped=order.shipped_at is not None,
    )


def _documents(session: Session, order: Order) -> list[Document]:
    query = select(Document).where(Document.course_id == order.course_id, Document.order_id == order.id)
    return list(session.exec(query.order_by(Document.id)))


def _row(kind: str, row: Document | None, is_required: bool, findings: list[Finding]) -> PaperRow:
    mine = [finding for finding in findings if kind in kinds_of(finding)]
    return PaperRow(
        kind=kind,
        title=gettext(PAPERS[kind].title_en),
        title_zh=PAPERS[kind].title_zh,
        state=row.state if row else "",
        issuer=row.issuer if row else _EXPECTED_ISSUERS.get(kind, "student"),
        is_required=is_required,
        document_id=row.id if row else None,
        number=row.number if row else "",
        issued_at=row.issued_at if row else None,
        changes_asked=len(row.changes_asked) if row else 0,
        errors=sum(finding.severity == "error" for finding in mine),
        warnings=sum(finding.severity != "error" for finding in mine),
        is_written_by_team=kind in STUDENT_PAPERS,
    )


def _check(session: Session, order: Order, kind: str, values: Values, is_own: bool) -> PaperCheck:
    papers = papers_of(session, order) | ({kind: readable(kind, values)} if values else {})
    mine = [finding for finding in examine(papers) if kind in kinds_of(finding)]
    form = form_check(kind, values) if is_own else FormCheck((), ())
    return PaperCheck(
        form,
        said_all(finding for finding in mine if finding.severity == "error"),
        said_all(finding for finding in mine if finding.severity != "error"),
    )
