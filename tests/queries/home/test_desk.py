"""The seller's home: what is done, what waits, in what order, by how many selects."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event
from sqlmodel import Session, select

from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.declaration import Declaration
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.quotation import Quotation
from app.models.rate import Port
from app.models.shipment import Shipment
from app.models.shop import Shop
from app.queries.home.desk import desk_page, order_tasks
from app.queries.home.desk_waiting import waiting_of_team
from tests.actions.test_payment import a_confirmed_deal
from tests.actions.test_refund import a_paid_export
from tests.builders import a_course
from tests.builders_money import D, Deal, a_team_with_company

SELECTS = 15


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield seen
    event.remove(session.get_bind(), "before_cursor_execute", note)


def titles(deal: Deal, **changed: object) -> list[str]:
    tasks = desk_page(deal.session, deal.finance, deal.now(), **changed).tasks
    orders = {task.href.split("/")[2] for task in tasks if task.area == "orders"}
    assert waiting(deal)["orders"] == len(orders)  # the badge counts what the list names
    return [task.title for task in tasks]


def waiting(deal: Deal) -> dict[str, int]:
    return waiting_of_team(deal.session, deal.world.course_id, deal.team_id)


def a_voyage(deal: Deal) -> None:
    for code, name, longitude, latitude in (
        ("CNNGB", "Ningbo", "121.5", "29.9"),
        ("DEHAM", "Hamburg", "10", "53.5"),
    ):
        port = Port(
            unlocode=code, name=name, country=code[:2], longitude=D(longitude), latitude=D(latitude),
            role="", lane="",
        )  # fmt: skip
        deal.put(port)
    today = deal.now().date()
    deal.put(
        Shipment(
            team_id=deal.team_id, order_id=deal.order.id, state="in_transit", mode="sea", origin="CNNGB",
            destination="DEHAM", cut_off_at=deal.now(), departs_on=today - timedelta(days=10),
            arrives_on=today + timedelta(days=30), gross_kg=D(1), net_kg=D(1), volume_m3=D(1),
            freight_usd=D(1),
        )
    )  # fmt: skip


def test_a_new_team_sees_the_way_and_no_figures(session: Session) -> None:
    world = a_course(session)
    _, lead = a_team_with_company(world)
    page = desk_page(session, lead, world_now(session, world.course_id))
    assert [step.is_done for step in page.steps] == [False] * 9 and page.steps[0].is_next
    assert page.tasks == () and page.orders == () and page.voyages == ()
    assert page.figures[1].value is None and page.sales.total == 0
    assert page.greeting.startswith("Good morning")


def world_now(session: Session, course_id: object) -> object:
    return session.get_one(Course, course_id).clock_at


def test_a_full_desk_takes_few_selects(session: Session) -> None:
    deal = a_paid_export(session)
    a_voyage(deal)
    desk_page(session, deal.finance, deal.now())  # the process holds what it read of the reference
    with counted(session) as seen:
        page = desk_page(session, deal.finance, deal.now())
    assert len(seen) <= SELECTS, len(seen)
    assert page.voyages[0].destination == "Hamburg" and page.voyages[0].progress == D("0.25")
    assert page.figures[0].value == D(10000) and page.figures[2].value == D("5.0")
    assert page.sales.total == D(10000) and page.orders[0].total_usd == D(10000)


def test_what_waits_is_sorted_by_its_deadline(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    now, order = deal.now(), deal.order
    deal.put(
        Inquiry(
            team_id=deal.team_id, buyer_id=order.buyer_id, stable_name="late", number=2, state="waiting",
            subject="Mugs", market="US", quantity=10, opened_at=now - timedelta(days=2),
            reply_due_at=now - timedelta(hours=3),
        )
    )  # fmt: skip
    deal.put(
        ConsumerOrder(
            team_id=deal.team_id, buyer_id=order.buyer_id, listing_id=a_listing(deal),
            product_id=order.product_id, number=1, state="paid", market="US", pieces=1, goods_usd=D(1),
            shipping_usd=D(1), paid_usd=D(2), placed_at=now, ship_due_at=now + timedelta(hours=5),
        )
    )  # fmt: skip
    deal.change(order, state="deposit_received", ship_by=now.date() + timedelta(days=20))
    page = desk_page(sqlite_session, deal.finance, now)
    assert [(task.area, task.tone) for task in page.tasks] == [
        ("inquiries", "danger"), ("consumer-orders", "warning"), ("orders", "info"),
    ]  # fmt: skip
    assert page.tasks[0].detail == "First: Anke Petersen · 3 hours overdue"
    assert page.tasks[2].title == "Order 1: place the purchase order"
    assert page.tasks[2].href == f"/orders/{order.id}/purchase"
    assert waiting(deal) == {"inquiries": 1, "orders": 1, "consumer-orders": 1}


def a_listing(deal: Deal) -> object:
    shop = deal.put(Shop(team_id=deal.team_id, slug="harbour", name="Harbour"))
    row = Listing(
        team_id=deal.team_id, shop_id=shop.id, product_id=deal.order.product_id, title="T-shirt",
        category="apparel", price_usd=D(10),
    )  # fmt: skip
    return deal.put(row).id


def test_each_stage_of_an_order_asks_for_its_next_step(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    assert titles(deal) == [
        "Order 1: claim the VAT refund", "Order 1: send the papers to the buyer",
        "Order 1: settle or keep the dollars",
    ]  # fmt: skip
    of_order = order_tasks(deal.session, deal.finance, deal.order.id, deal.now())
    assert [task.title for task in of_order] == titles(deal)  # the order's own page names them too
    deal.change(deal.session.exec(select(Declaration)).one(), state="queried")
    deal.change(deal.session.exec(select(Quotation)).one(), state="countered")
    assert "Order 1: customs has a question" in titles(deal) and "Quotation 1 was countered" in titles(deal)
    deal.change(deal.order, state="cancelled")
    assert titles(deal) == ["Quotation 1 was countered"]


def test_another_team_sees_nothing_of_it(sqlite_session: Session) -> None:
    deal = a_paid_export(sqlite_session)
    _, other = a_team_with_company(deal.world, "Lighthouse")
    page = desk_page(sqlite_session, other, deal.now(), "course")
    assert page.tasks == () and page.orders == () and page.figures[0].value == 0
    assert order_tasks(sqlite_session, other, deal.order.id, deal.now()) == ()
