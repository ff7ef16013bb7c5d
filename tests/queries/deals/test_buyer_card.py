"""What a team sees of a buyer beside a talk."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.queries.deals.buyer_card import buyer_card
from tests.builders_deal import a_deal


def test_a_buyers_office_is_closed_until_the_hour_that_the_card_names(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    seen = set()
    for hours in range(24 * 7):
        now = deal.now + timedelta(hours=hours)
        card = buyer_card(deal.session, deal.seller.actor, deal.buyer, deal.inquiry, now)
        assert card.office_hours == "09:00–17:30"
        local = now.astimezone(ZoneInfo(card.time_zone))
        is_at_work = card.works_today and time(9) <= local.time() < time(17, 30)
        assert (card.opens_at is None) == is_at_work
        if card.opens_at:
            assert card.opens_at > now and card.opens_at.astimezone(local.tzinfo).time() == time(9)
        seen.add(is_at_work)
    assert seen == {True, False}
