"""The teacher's view of the buyers: what each holds, wants and does next; its open side hides all that."""

import re
from decimal import Decimal

from sqlmodel import Session

from app.core import words
from app.queries.deals.buyer import Filters, buyers_watched
from app.queries.deals.buyer_page import buyer_page, told_of
from app.routers.negotiation_chart import negotiation_chart
from tests.builders_deal import a_deal, a_sent_quotation


def test_a_talk_shows_its_offer_its_limit_and_what_comes_next(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    a_sent_quotation(deal)
    teacher, now = deal.world.instructor, deal.now
    mine = Filters(words=deal.buyer.name, team=deal.seller.team_id, show="open")
    (row,) = buyers_watched(sqlite_session, teacher, mine, now, is_truth_shown=True).rows
    assert (row.offers, row.next_doing, row.state) == (1, "quotation.consider", "answered")
    assert row.truth and row.truth.limit == Decimal(deal.inquiry.need["limit"])
    assert buyers_watched(sqlite_session, teacher, Filters(market="ZZ"), now, is_truth_shown=True).total == 0
    page = buyer_page(sqlite_session, teacher, deal.buyer.id, now, is_truth_shown=True)
    (talk,) = page.talks
    (turn,) = talk.turns
    assert turn.by == "team" and turn.landed_usd >= turn.unit_usd
    drawn = negotiation_chart(talk)
    assert 'class="limit"' in drawn and drawn.count("<circle") == 1


def test_the_open_side_holds_nothing_hidden(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    shown = {"is_truth_shown": False}
    teacher, now = deal.world.instructor, deal.now
    rows = buyers_watched(sqlite_session, teacher, Filters(), now, **shown).rows
    page = buyer_page(sqlite_session, teacher, deal.buyer.id, now, **shown)
    assert rows and all(row.truth is None for row in rows)
    assert page.told == () and all(talk.told == () and talk.truth is None for talk in page.talks)


def test_whatever_the_world_keeps_is_told_in_words() -> None:
    told = dict(
        told_of({"limit": "9.80", "weights": {"price": "0.5", "time": "0.2"}, "tolerance": ["0.2", "0.5"]})
    )
    assert told["Limit, USD per piece at the door"] == "9.80"
    assert told["What weighs how much"] == "Price 50.0%; Time until delivery 20.0%"


def test_all_that_a_buyer_hides_has_a_chinese_name(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    hidden = {**deal.inquiry.need, **deal.buyer.truth, "annoyance": "0.4", "actor": "overpayment"}
    hidden |= {"signs": ["free_mail", "overpaid"], "papers": [], "papers_bar": True, "test_usd": "600"}
    before = words.current.set("zh_Hans")
    told = told_of(hidden)
    words.current.reset(before)
    assert len(told) > 25
    assert [pair for pair in told if re.search("[A-Za-z]", "".join(pair).replace("US$", ""))] == []
