"""The pages of goods: a team's purchase, the enterprise's desk, and what is another's."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.actor import Actor
from app.models.enterprise import Enterprise, EnterpriseMember
from tests.builders import World, a_course, a_person
from tests.builders_goods import Goods, goods
from tests.builders_money import a_team_with_company, put
from tests.clients import Client, application


def client_of(
    found: Goods, actor: Actor, engine: Engine, tmp_path: Path, world: World | None = None
) -> Client:
    app = application(engine, tmp_path)
    return Client(app, found.session, actor.person_id, (world or found.world).course_id)


def of_another_enterprise(found: Goods) -> Actor:
    """A product manager of an enterprise that has nothing to do with the deal."""
    course_id, session = found.world.course_id, found.session
    other = put(session, Enterprise(slug="other", name="Other Works", name_zh="其他"), course_id)
    person_id = a_person(session, "other-maker")
    member = EnterpriseMember(enterprise_id=other.id, person_id=person_id, role="product_manager")
    put(session, member, course_id)
    return Actor("person", str(person_id), course_id, person_id=person_id, enterprise_id=other.id)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_team_orders_pays_inspects_and_collects_over_http(
    sqlite_engine: Engine, tmp_path: Path, lang: str
) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        page = f"/orders/{found.order.id}/purchase"
        wish = {"quantity": "1000", "unit_price_rmb": "28.00", "unit": "件", "specification": "Navy"}
        wanted = (found.today + timedelta(days=14)).isoformat()
        asked = client.form(f"/orders/{found.order.id}/purchases/place", page, wanted_on=wanted, **wish)
        assert (asked.status_code, asked.headers["location"]) == (303, page)
        found.pass_until("purchase.consider")
        while found.purchase().state == "in_production":
            found.pass_until("purchase.progress")
        assert client.page(page, lang=lang).status_code == 200
        base = f"/purchases/{found.purchase().id}"
        assert client.form(f"{base}/inspections/order", page, aql="2.5").status_code == 303
        found.pass_until("inspection.do")
        found.deal.change(found.inspection(), state="failed")
        assert client.form(f"{base}/rework", page).status_code == 303
        while found.purchase().state == "in_production":
            found.pass_until("purchase.progress")
        assert client.form(f"{base}/pay", page, amount_rmb="28000.00").status_code == 303
        found.pass_until("purchase.bill")
        assert client.form(f"{base}/collect", page).status_code == 303
        shown = client.page(page, lang=lang)
        assert shown.status_code == 200 and found.purchase().vat_invoice["number"] in shown.text


def test_a_refused_wish_comes_back_with_what_was_typed(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        again = client.form(
            f"/orders/{found.order.id}/purchases/place", f"/orders/{found.order.id}/purchase", quantity="99",
            unit_price_rmb="27.50", wanted_on="2026-09-30", unit="件",
        )  # fmt: skip
        assert again.status_code == 422
        assert "at least 100 pieces" in again.text and 'value="27.50"' in again.text


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_enterprise_answers_delays_and_invoices_over_http(
    sqlite_engine: Engine, tmp_path: Path, lang: str
) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.maker, sqlite_engine, tmp_path)
        assert client.page("/purchases", lang=lang).status_code == 200
        first = found.place()
        page = f"/purchases/{first.id}"
        assert client.page(page, lang=lang).status_code == 200
        assert client.form(f"{page}/decline", page, answer="The mill is closed.").status_code == 303
        page = f"/purchases/{found.place().id}"
        assert client.form(f"{page}/confirm", page, promised_on="2026-09-18", answer="").status_code == 303
        assert client.form(f"{page}/delay", page, days="2", reason="line_busy").status_code == 303
        found.act("purchase.pay", found.purchase().id, amount_rmb="28000.00")
        assert client.form(f"{page}/invoice", page).status_code == 303
        assert found.purchase().vat_invoice["number"] in client.page(page, lang=lang).text
        assert client.json("/purchases").json()["purchases"][0]["quantity"] == 1000


def test_another_teams_and_another_enterprises_pages_are_not_there(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        purchase = found.place()
        goods_page, answer_page = f"/orders/{found.order.id}/purchase", f"/purchases/{purchase.id}"
        _, stranger = a_team_with_company(found.world, "Stranger")
        team = client_of(found, stranger, sqlite_engine, tmp_path)
        assert team.page(goods_page).status_code == team.page(answer_page).status_code == 404
        assert team.form(f"{answer_page}/pay", amount_rmb="1.00").status_code == 404
        maker = client_of(found, of_another_enterprise(found), sqlite_engine, tmp_path)
        assert maker.page(answer_page).status_code == maker.page(goods_page).status_code == 404
        assert maker.form(f"{answer_page}/confirm", promised_on="2026-09-20").status_code == 404
        # The enterprise of the deal sees its purchase order, never the sale behind it.
        own = client_of(found, found.maker, sqlite_engine, tmp_path)
        assert own.page(answer_page).status_code == 200 and own.page(goods_page).status_code == 404


def test_another_courses_pages_are_not_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        found.place()
        other = a_course(session, "Other course")
        teacher = client_of(found, other.instructor, sqlite_engine, tmp_path, other)
        assert teacher.page(f"/orders/{found.order.id}/purchase").status_code == 404
        assert teacher.page(f"/purchases/{found.purchase().id}").status_code == 404
