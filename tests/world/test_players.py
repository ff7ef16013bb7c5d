"""What rule-based players do, in which order, and what they keep to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from app.actions.actor import party
from app.actions.perform import perform
from app.core.clock import home_date
from app.core.ids import fresh_id
from app.models.course import Course
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.team import Team
from app.world.agents.player import play
from app.world.dice import Dice
from app.world.players.deal import deal_moves
from app.world.players.move import SURE, Move, Seat
from app.world.players.shop import title_of
from app.world.views.player import Part, TurnView, skill_of
from tests.builders_deal import Deal, a_deal, a_reply, a_sent_quotation


def seat_of(deal: Deal, skill: str) -> Seat:
    course = deal.session.get_one(Course, deal.world.course_id)
    team = deal.session.get_one(Team, deal.inquiry.team_id)
    return Seat(deal.session, team, course, skill_of(skill), course.clock_at, home_date(course.clock_at))


def test_what_is_written_is_sent_off_surely_and_the_same_day() -> None:
    moves = tuple(Move(f"{n}", "quotation.send", fresh_id(), rate=SURE) for n in range(40))
    drafts = tuple(Move(f"draft {n}", "quotation.draft", fresh_id()) for n in range(40))
    view = TurnView("player:A", fresh_id(), (Part("", skill_of("weak"), (*moves, *drafts)),))
    *done, turn = play(view, Dice("a"))
    kinds = [each.action for each in done]
    assert kinds.count("quotation.send") == 40 > kinds.count("quotation.draft") > 0
    assert turn.given == {"moves": len(done), "has_begun": True}
    (turn,) = play(TurnView("player:A", fresh_id(), (Part("", skill_of("weak"), ()),)), Dice("a"))
    assert turn.given == {"moves": 0, "has_begun": False}


@pytest.mark.parametrize(
    ("name", "materials", "title"),
    [
        ("Power bank 20,000 mAh, 65 W", "PC; lithium polymer", "Power bank 20,000 mAh, 65 W"),
        ("Natural rubber yoga mat, 6 mm", "Natural rubber", "Natural rubber yoga mat, 6 mm"),
        ("Coral-fleece blanket", "100% polyester", "Coral-fleece blanket, 100% polyester"),
        ("Cut crystal tumbler", "", "Cut crystal tumbler"),
    ],
)
def test_a_title_names_the_material_where_the_name_does_not(name: str, materials: str, title: str) -> None:
    assert title_of(Product(name_en=name, materials=materials)) == title


def test_who_looks_screens_a_buyer_before_it_quotes_and_keeps_what_it_has_granted(
    sqlite_session: Session,
) -> None:
    deal = a_deal(sqlite_session)
    a_reply(deal).must()
    seat = seat_of(deal, "strong")
    assert "quotation.draft" not in [each.action for each in deal_moves(seat)]
    assert "quotation.draft" in [each.action for each in deal_moves(seat_of(deal, "weak"))]
    perform(deal.session, deal.seller.actor, "inquiry.screen", deal.inquiry_id).must()
    (move,) = [each for each in deal_moves(seat) if each.subject_id == deal.inquiry_id]
    assert move.action == "quotation.draft" and move.given["quantity"] == deal.inquiry.quantity

    more = deal.inquiry.quantity * 2
    quoted = a_sent_quotation(deal, quantity=more, lead_time_days=31)
    row = deal.session.get_one(Quotation, quoted)
    given = {
        "body": "Lower, please.", "unit_price_usd": row.unit_price_usd - Decimal("0.10"), "reason": "price",
        "asks": [{"issue": "price", "unit_price_usd": row.unit_price_usd - Decimal("0.10")}],
        "turn": {}, "reply_due_at": seat.now + timedelta(days=2),
    }  # fmt: skip
    buyer = party("buyer", deal.world.course_id)
    perform(deal.session, buyer, "quotation.counter", quoted, given).must()
    (move,) = [each for each in deal_moves(seat) if each.subject_id == deal.inquiry_id]
    assert (move.given["quantity"], move.given["lead_time_days"]) == (more, 31)
