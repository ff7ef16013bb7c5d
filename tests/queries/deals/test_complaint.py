"""What a replacement costs: a few pieces by courier, a whole lot as the deal's goods went."""

from sqlmodel import Session

from app.queries.deals.complaint import replacement_for
from tests.builders_goods import goods


def test_a_few_pieces_go_by_courier_and_a_whole_lot_as_the_first_goods_went(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    found.deal.change(found.order, mode="sea")
    few = replacement_for(sqlite_session, found.order, found.product, 3, found.today)
    assert (few.mode, few.parcels) == ("courier", 1) and few.freight_usd
    whole = replacement_for(sqlite_session, found.order, found.product, 1000, found.today)
    assert (whole.mode, whole.parcels) == ("sea", 0) and whole.freight_usd
    found.deal.change(found.order, mode="courier")
    express = replacement_for(sqlite_session, found.order, found.product, 1000, found.today)
    assert express.mode == "courier" and express.freight_usd
    assert whole.freight_usd < express.freight_usd / 2
    assert whole.goods_rmb == express.goods_rmb
