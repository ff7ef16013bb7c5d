"""A deal as far as its papers need it: the clean deal of the samples, 4,000 T-shirts by sea to Hamburg."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.actions.actor import Actor
from app.actions.perform import Outcome, perform
from app.core.db import housekeeping
from app.models.declaration import Declaration
from app.models.document import Document, DocumentSet
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.rate import ExportTariffLine, HsHeading
from app.models.shipment import Shipment
from app.trade.papers.documents import PAPERS
from tests.builders import World, a_course
from tests.builders_money import START, Deal, a_deal, a_product, a_team_with_company, dated_rates
from tests.trade.sample_papers_settled import sample

D = Decimal
ELEMENTS = "品牌类型;出口享惠情况;织造方法;种类;类别;成分含量;品牌;货号;GTIN;CAS;其他"
STUDENT_KINDS = ("commercial_invoice", "packing_list", "certificate_of_origin", "shipping_advice")


@dataclass(frozen=True)
class PaperDeal:
    """A confirmed order with its shipment, and the member who writes the papers."""

    deal: Deal
    writer: Actor
    shipment: Shipment

    @property
    def session(self) -> Session:
        """The session of the world."""
        return self.deal.session

    @property
    def world(self) -> World:
        """The course."""
        return self.deal.world

    @property
    def order(self) -> Order:
        """The order as it stands."""
        return self.session.get_one(Order, self.deal.order.id)

    def act(self, action: str, subject_id: UUID, /, **given: object) -> Outcome:
        """Perform as the writer and insist that it was not refused."""
        return self.world.act(self.writer, action, subject_id, **given)

    def asked(self, action: str, subject_id: UUID, actor: Actor | None = None, /, **given: object) -> Outcome:
        """Perform, refused or not."""
        return perform(self.session, actor or self.writer, action, subject_id, given)

    def document(self, kind: str) -> Document:
        """The paper of that kind."""
        query = select(Document).where(Document.order_id == self.order.id, Document.kind == kind)
        return self.session.exec(query).one()

    def papers(self) -> DocumentSet:
        """The set of papers."""
        return self.session.exec(select(DocumentSet).where(DocumentSet.order_id == self.order.id)).one()

    def declaration(self) -> Declaration:
        """The declaration."""
        return self.session.exec(select(Declaration).where(Declaration.order_id == self.order.id)).one()


def by_student(kind: str, **changes: Any) -> dict[str, Any]:
    """The sample's boxes that a student fills in; a change to None empties one."""
    own = {each.name for each in PAPERS[kind].fields if each.filled_by == "student"}
    values = {name: value for name, value in sample(kind).items() if name in own} | changes
    return {name: value for name, value in values.items() if value is not None}


def a_paper_deal(session: Session, world: World | None = None, **terms: Any) -> PaperDeal:
    """The order with its contract, a booked shipment and a VAT invoice; `terms` change the contract."""
    world = world or a_course(session)
    dated_rates(session)
    with housekeeping(session):
        session.add(
            ExportTariffLine(
                hs10="6109100021", name_zh="T恤衫", vat_rate=D("0.13"), unit1="件", unit2="千克",
                elements=ELEMENTS, supervision_codes="", inspection_codes="", source="test", trust="high",
            )
        )  # fmt: skip
        session.add(HsHeading(code="610910", level=6, parent="6109", section="XI", description="T-shirts"))
    team_id, writer = a_team_with_company(world)
    deal = a_deal(world, team_id, writer, product=a_product(world))
    contract = sample("proforma_invoice") | {"number": "HC-2026-0412"} | terms
    deal.change(
        deal.order, state="deposit_received", quantity=4000, incoterm="CIF", named_place="Hamburg",
        unit_price_usd=D("4.82"), total_usd=D(19280), terms=contract,
    )  # fmt: skip
    shipment = deal.put(
        Shipment(
            team_id=team_id, order_id=deal.order.id, mode="sea", carrier="Haiyang Silk Line", origin="CNNGB",
            destination="DEHAM", packages=80, gross_kg=D(920), net_kg=D(840), volume_m3=D("9.6"),
            freight_usd=D(432), freight_paid_by="seller", cut_off_at=START + timedelta(days=3),
            vessel="SILK HORIZON", voyage="026W", transport_document_number="HYSNGB2604071",
            departs_on=date(2026, 4, 30), arrives_on=date(2026, 6, 5),
        )
    )  # fmt: skip
    deal.put(
        Purchase(
            team_id=team_id, enterprise_id=deal.order.enterprise_id, order_id=deal.order.id,
            product_id=deal.order.product_id, number=1, state="collected", quantity=4000,
            unit_price_rmb=D("28.25"), total_rmb=D(113000), vat_rate=D("0.13"), wanted_on=date(2026, 4, 20),
            placed_at=START, vat_invoice=sample("vat_invoice"),
        )
    )  # fmt: skip
    return PaperDeal(deal, writer, shipment)


def depart(papers: PaperDeal, **bill: Any) -> None:
    """The goods leave: the carrier's bill and the insurer's certificate lie with the other papers."""
    papers.deal.change(papers.order, state="shipped", shipped_at=START - timedelta(days=2))
    for kind, issuer, changes in (
        ("bill_of_lading", "carrier", bill),
        ("insurance_certificate", "insurer", {}),
    ):
        fields = deepcopy(sample(kind)) | changes
        papers.deal.put(
            Document(
                team_id=papers.deal.team_id, order_id=papers.order.id, kind=kind, state="issued",
                issuer=issuer, number=fields["number"], fields=fields, issued_at=START,
            )
        )  # fmt: skip


def an_issued(papers: PaperDeal, kind: str, **changes: Any) -> Document:
    """A paper of the student, filled in and issued."""
    version = next(
        (row.version for row in papers.session.exec(
            select(Document).where(Document.order_id == papers.order.id, Document.kind == kind))),
        0,
    )  # fmt: skip
    papers.act(
        "document.save", papers.order.id, kind=kind, fields=by_student(kind, **changes), version=version
    )
    papers.act("document.issue", papers.document(kind).id)
    return papers.document(kind)


def a_full_set(papers: PaperDeal, **invoice: Any) -> None:
    """All papers of the student; `invoice` changes boxes of the commercial invoice."""
    for kind in STUDENT_KINDS:
        an_issued(papers, kind, **(invoice if kind == "commercial_invoice" else {}))


def declared(**changes: Any) -> dict[str, Any]:
    """What the form of a clean declaration sends."""
    values = by_student("export_declaration", **changes)
    return {"lines": values.pop("lines"), "header": values}
