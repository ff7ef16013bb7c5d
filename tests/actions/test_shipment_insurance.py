"""Cargo insurance: what CIF and CIP owe, the premium, the certificate."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.models.document import Document
from app.models.shipment import InsurancePolicy
from app.trade.papers.documents import checked
from tests.builders_goods import goods

D = Decimal
RIGHT = {"clauses": "ICC (C)", "insured_usd": "11000.00", "premium_rate": "0.0015"}


def test_a_cover_of_110_per_cent_is_taken_and_the_insurer_issues_a_whole_certificate(
    session: Session,
) -> None:
    found = goods(session, incoterm="CIF", named_place="Hamburg")
    outcome = found.act("insurance.buy", found.book("sea_lcl").id, **RIGHT)
    assert outcome.facts["insured_share"] == D("1.1") and outcome.facts["is_owed"] is True
    policy = session.exec(select(InsurancePolicy)).one()
    assert policy.premium_usd == D("16.50")
    paper = session.exec(select(Document).where(Document.kind == "insurance_certificate")).one()
    fields = checked("insurance_certificate", paper.fields)
    assert (fields["insured_amount"], fields["cover"]) == ("11000.00", "ICC (C)")


@pytest.mark.parametrize(
    ("incoterm", "changes", "code", "field"),
    [
        ("CIF", {"insured_usd": "10999.00"}, "incoterms.cover_too_low", "insured_usd"),
        ("FOB", {"clauses": "FPA"}, "insurance.clauses_unknown", "clauses"),
        ("FOB", {"premium_rate": None}, "insurance.rate_unknown", "clauses"),
        ("CIP", {"clauses": "ICC (B)"}, "incoterms.cover_too_narrow", "clauses"),
    ],
)
def test_less_than_the_term_owes_is_refused(
    sqlite_session: Session, incoterm: str, changes: dict[str, object], code: str, field: str
) -> None:
    found = goods(sqlite_session, incoterm=incoterm, named_place="Hamburg")
    refusal = found.asked("insurance.buy", found.book("sea_lcl").id, **{**RIGHT, **changes}).refusal
    assert refusal is not None and (refusal.code, refusal.field) == (code, field)


def test_goods_are_insured_once_and_before_they_leave(sqlite_session: Session) -> None:
    found = goods(sqlite_session, incoterm="CIF", named_place="Hamburg")
    shipment = found.book("sea_lcl")
    found.act("insurance.buy", shipment.id, **RIGHT)
    twice = found.asked("insurance.buy", shipment.id, **RIGHT).refusal
    assert twice is not None and twice.code == "insurance.already_bought"
    found.deal.change(shipment, state="in_transit")
    late = found.asked("insurance.buy", shipment.id, **RIGHT).refusal
    assert late is not None and late.code == "insurance.already_departed"


def test_a_certificate_follows_the_goods_to_the_next_sailing(session: Session) -> None:
    found = goods(session, incoterm="CIF", named_place="Hamburg")
    shipment = found.book("sea_lcl")
    found.act("insurance.buy", shipment.id, **RIGHT)
    before = shipment.departs_on
    found.pass_until("shipment.cut_off")
    session.expire_all()
    shipment = found.shipment()
    paper = session.exec(select(Document).where(Document.kind == "insurance_certificate")).one()
    assert shipment.rolls == 1 and shipment.departs_on > before
    assert paper.fields["sailing_on"] == shipment.departs_on.isoformat()
    assert paper.fields["vessel"] == shipment.vessel
