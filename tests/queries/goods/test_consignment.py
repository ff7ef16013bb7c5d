"""What a consignment costs on a day: reckoned once, and anew where what it is made of has changed."""

from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from app.core.clock import home_date
from app.core.course_session import read_for
from app.queries.goods.consignment import Wanted, consignment_basis
from app.queries.rates.course_rates import as_if_events
from app.trade.market.world_event import WorldEvent
from tests.builders_goods import goods


def test_a_basis_is_reckoned_once_for_the_same_goods_rates_and_wish(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    read_for(sqlite_session, found.order.course_id)
    day = home_date(found.deal.now())
    wanted = Wanted("DE", 480, day, destination_port="DEHAM")
    basis = consignment_basis(sqlite_session, found.product, wanted)
    assert consignment_basis(sqlite_session, found.product, wanted) is basis
    more = consignment_basis(sqlite_session, found.product, replace(wanted, quantity=4800))
    assert more.gross_kg > basis.gross_kg
    dearer = WorldEvent(1, "freight_spike", day, day, day, {"freight_percent": "50"})
    with as_if_events(sqlite_session, [dearer]):
        raised = consignment_basis(sqlite_session, found.product, wanted)
    assert raised.freight_usd > basis.freight_usd * Decimal("1.4")
    found.deal.change(found.product, tiers=[[1, "99.00"]])
    assert consignment_basis(sqlite_session, found.product, wanted).purchase_price_rmb == Decimal(99)
