"""A laboratory test from the asking to the report, and what the report is good for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import Outcome, perform
from app.actions.refusals import Forbidden
from app.core.db import housekeeping
from app.core.ids import named_id
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.laboratory_test import LaboratoryTest
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.listing import Listing
from app.models.product import Product
from app.models.team import Team
from app.queries.catalogue.laboratory_test import certificates_of, laboratory_page
from app.queries.catalogue.listing_page import listing_page
from app.queries.deals.inquiry import inquiry_page
from app.trade.clearance.laboratory import GoodsUnderTest
from app.trade.tariff.goods_features import papers_needed
from app.world.agents.laboratory import estimate, lapse, report
from app.world.dice import Dice
from app.world.parameters import parameters
from app.world.players.laboratory import laboratory_moves
from app.world.players.move import Seat
from app.world.views.laboratory import LaboratoryView
from app.world.views.player import skill_of
from app.world.views.quotation import quotation_view
from tests.builders_deal import Deal, a_deal, a_reply, a_sent_quotation
from tests.builders_listing import Seller, a_listing, a_seller, a_template, edit_given, with_shop
from tests.clients import Client, application
from tests.reference import with_reference

MUG = GoodsUnderTest("6912001000", "stoneware", {}, (), ("LFGB", "FDA"))
VIEW = LaboratoryView("x", UUID(int=1), "asked", date(2026, 9, 10), "JFSL report", "food_contact", MUG)


def pay_in(session: Session, seller: Seller, rmb: Decimal) -> None:
    """Money at the team's bank."""
    own = {"course_id": seller.world.course_id, "team_id": seller.team_id}
    at = session.get_one(Course, seller.world.course_id).clock_at
    entry = LedgerEntry(id=named_id(at, "pay in"), number=801, code="capital_paid_in", at=at, **own)
    with housekeeping(session):
        session.add(entry)
        session.flush()
        for account, amount in (("bank", rmb), ("capital", -rmb)):
            posting = {"entry_id": entry.id, "account": account, "currency": "CNY", "amount": amount}
            session.add(LedgerPosting(id=named_id(at, account), **own, **posting))


def asked(deal: Deal, listing_id: UUID, certificate: str) -> Outcome:
    given = {"certificate": certificate}
    return perform(deal.session, deal.seller.actor, "laboratory_test.ask", listing_id, given)


def refused(outcome: Outcome) -> str | None:
    return outcome.refusal.code if outcome.refusal else None


@pytest.fixture
def deal(session: Session) -> Deal:
    """A talk about a mug without the paper that Japan asks for, and money at the bank."""
    found = a_deal(session)
    pay_in(session, found.seller, Decimal(50_000))
    return found


def listing_of(deal: Deal) -> UUID:
    row: Any = deal.session.exec(select(Listing.id).where(Listing.team_id == deal.seller.team_id)).first()
    return UUID(str(row))


def reported(deal: Deal, certificate: str = "JFSL report") -> LaboratoryTest:
    """A test ordered and reported on."""
    assert refused(asked(deal, listing_of(deal), certificate)) is None
    deal.until("laboratory_test.estimate")
    test = deal.row(LaboratoryTest)
    deal.act("laboratory_test.order", test.id)
    deal.until("laboratory_test.report")
    found: LaboratoryTest = deal.row(LaboratoryTest)
    return found


def test_a_laboratory_quotes_within_its_figures_and_reports_by_the_rule() -> None:
    told = parameters("laboratory")["kinds"]["food_contact"]
    (quoted,) = estimate(VIEW, Dice("seed"))
    least, most = map(Decimal, told["fee_rmb"])
    assert least <= quoted.given["fee_rmb"] <= most
    assert told["days"][0] <= quoted.given["days"] <= told["days"][1]
    assert quoted.given["valid_until"] == date(2026, 9, 24)
    assert estimate(replace(VIEW, state="ordered"), Dice("seed")) == []
    (good,) = report(replace(VIEW, state="ordered"), Dice("seed"))
    assert good.action == "laboratory_test.approve"
    (poor,) = report(replace(VIEW, state="ordered", goods=replace(MUG, materials="")), Dice("other"))
    assert (poor.action, poor.given) == ("laboratory_test.fail", {"findings": ["materials_unknown"]})
    assert [each.action for each in lapse(replace(VIEW, state="quoted"), Dice("seed"))] == [
        "laboratory_test.lapse"
    ]
    assert lapse(replace(VIEW, state="ordered"), Dice("seed")) == report(VIEW, Dice("seed")) == []


def test_a_test_is_quoted_ordered_paid_and_reported_and_its_paper_counts_from_then_on(deal: Deal) -> None:
    session, product = deal.session, deal.row(Product)
    needed = [list(codes) for codes in papers_needed("JP", product.hs_code)]
    quotation_id = a_sent_quotation(deal)
    inquiry = session.get_one(Inquiry, deal.inquiry_id)
    with housekeeping(session):
        inquiry.need = inquiry.need | {"papers": needed, "papers_bar": True}
    due = session.exec(select(AgendaEntry).where(AgendaEntry.subject_id == quotation_id)).first()
    assert due is not None
    before = quotation_view(session, due)
    assert (before.papers_held, before.papers_wanting) == ((0, 1), ("JFSL report",))
    test = reported(deal)
    assert test.state == "passed" and test.fee_rmb and test.report_number.startswith("TR26")
    entries = session.exec(
        select(LedgerPosting.amount).where(
            LedgerPosting.team_id == deal.seller.team_id, LedgerPosting.account == "inspection"
        )
    ).all()
    assert list(entries) == [test.fee_rmb]
    after = quotation_view(session, due)
    assert (after.papers_held, after.papers_wanting) == ((1, 1), ())
    assert certificates_of(session, deal.seller.team_id, product) == ["LFGB", "FDA", "JFSL report"]
    assert "JFSL report" in inquiry_page(session, deal.seller.actor, deal.inquiry_id, deal.now).certificates
    with housekeeping(session):
        inquiry.state = "waiting"
    told = a_reply(deal, "Dear {name}, the goods hold LFGB and the JFSL report.").facts
    assert told["unsupported_claims"] == [] and session.get_one(Inquiry, deal.inquiry_id).untrue == []


def test_a_claim_in_a_listing_is_borne_out_by_the_teams_own_report_alone(deal: Deal) -> None:
    listing_id = listing_of(deal)
    listing = deal.session.get_one(Listing, listing_id)
    words = "<p>" + "A mug for every day, glazed by hand. It holds KC and the JFSL report. " * 2 + "</p>"
    given = {"shipping_template_id": str(listing.shipping_template_id), "description": words}
    deal.act("listing.edit", listing_id, **edit_given(version=listing.version, **given))
    untrue = deal.session.get_one(Listing, listing_id).untrue_claims
    reported(deal)
    row = deal.session.get_one(Listing, listing_id)
    deal.act("listing.edit", listing_id, **edit_given(version=row.version, **given))
    assert deal.session.get_one(Listing, listing_id).untrue_claims <= untrue
    page = listing_page(deal.session, deal.seller.actor, listing_id)
    assert page.pack.certificates == ("LFGB", "FDA", "JFSL report")
    other = a_seller(deal.session, deal.seller.world, "Another Team")
    product = deal.session.get_one(Product, deal.seller.product_id)
    assert certificates_of(deal.session, other.team_id, product) == ["LFGB", "FDA"]


def test_what_may_be_asked_for_is_what_a_market_asks_and_nobody_holds(deal: Deal) -> None:
    listing_id = listing_of(deal)
    assert refused(asked(deal, listing_id, "KC")) == "laboratory_test.not_asked_anywhere"
    assert refused(asked(deal, listing_id, "LFGB")) == "laboratory_test.held_already"
    assert refused(asked(deal, listing_id, "jfsl REPORT")) is None
    assert refused(asked(deal, listing_id, "JFSL report")) == "laboratory_test.under_way"
    deal.until("laboratory_test.lapse", days=30)
    assert deal.row(LaboratoryTest).state == "lapsed"
    assert reported(deal).state == "passed"
    assert refused(asked(deal, listing_id, "JFSL report")) == "laboratory_test.held_already"
    with pytest.raises(Forbidden):
        perform(deal.session, deal.seller.actor, "laboratory_test.approve", deal.row(LaboratoryTest).id)


def test_goods_whose_pack_cannot_meet_the_law_fail_and_are_not_tested_again_as_they_are(deal: Deal) -> None:
    product = deal.session.get_one(Product, deal.seller.product_id)
    with housekeeping(deal.session):
        product.materials = ""
    test = reported(deal)
    assert (test.state, test.findings) == ("failed", ["materials_unknown"])
    listing_id = listing_of(deal)
    assert refused(asked(deal, listing_id, "JFSL report")) == "laboratory_test.failed_before"
    assert laboratory_page(deal.session, deal.seller.actor, listing_id).to_ask == ()
    with housekeeping(deal.session):
        product.materials = "stoneware"
    assert refused(asked(deal, listing_id, "JFSL report")) is None


def test_a_fee_above_what_the_bank_holds_is_refused(session: Session) -> None:
    found = a_deal(session)
    assert refused(asked(found, listing_of(found), "JFSL report")) is None
    found.until("laboratory_test.estimate")
    test = found.row(LaboratoryTest)
    outcome = perform(session, found.seller.actor, "laboratory_test.order", test.id)
    assert refused(outcome) == "laboratory_test.not_enough_money"
    laboratory = party("laboratory", found.world.course_id)
    again = {"fee_rmb": "1000.00", "days": 3, "valid_until": date(2026, 12, 1)}
    assert refused(perform(session, laboratory, "laboratory_test.quote", test.id, again)) == (
        "laboratory_test.not_open"
    )


def test_the_page_asks_and_orders_and_the_desk_says_what_is_awaited(
    sqlite_session: Session, sqlite_engine: Engine, tmp_path: Path
) -> None:
    deal = a_deal(sqlite_session)
    pay_in(sqlite_session, deal.seller, Decimal(50_000))
    listing_id, world = listing_of(deal), deal.world
    client = Client(
        application(sqlite_engine, tmp_path), sqlite_session, deal.seller.actor.person_id, world.course_id
    )
    path = f"/listings/{listing_id}/laboratory-tests"
    assert "JFSL report" in client.page(path).text
    assert client.form(f"{path}/ask", page=path, certificate="JFSL report").status_code == 303
    deal.until("laboratory_test.estimate")
    test = deal.row(LaboratoryTest)
    assert "The laboratory quotes a test for JFSL report" in client.page("/desk").text
    assert client.form(f"/laboratory-tests/{test.id}/order", page=path).status_code == 303
    assert "Report for JFSL report awaited" in client.page("/desk").text
    deal.until("laboratory_test.report")
    assert "Report in hand" in client.page(path).text
    assert "awaited" not in client.page("/desk").text
    assert "JFSL report" in client.page(f"/market/products/{listing_id}").text


def test_a_player_asks_for_a_paper_that_its_talks_are_worth_and_a_weak_one_does_not(session: Session) -> None:
    with_reference(session)
    seller = a_seller(session)
    with_shop(seller)
    a_listing(seller, a_template(seller))
    deal = a_deal(session, seller)
    pay_in(session, seller, Decimal(50_000))
    inquiry = session.get_one(Inquiry, deal.inquiry_id)
    with housekeeping(session):
        inquiry.market, inquiry.quantity = "JP", 20_000
    assert [each.action for each in laboratory_moves(seat(deal, "strong"))] == ["laboratory_test.ask"]
    assert laboratory_moves(seat(deal, "weak")) == []
    with housekeeping(session):
        inquiry.quantity = 100  # 21.50 RMB x 100 x 22 % x 0.35 is less than any fee
    assert laboratory_moves(seat(deal, "strong")) == []
    with housekeeping(session):
        inquiry.quantity = 20_000
    assert refused(asked(deal, listing_of(deal), "JFSL report")) is None
    assert laboratory_moves(seat(deal, "strong")) == []
    deal.until("laboratory_test.estimate")
    (move,) = laboratory_moves(seat(deal, "strong"))
    assert move.action == "laboratory_test.order"


def seat(deal: Deal, skill: str) -> Seat:
    course = deal.session.get_one(Course, deal.world.course_id)
    team = deal.session.get_one(Team, deal.seller.team_id)
    return Seat(deal.session, team, course, skill_of(skill), deal.now, deal.now.date())
