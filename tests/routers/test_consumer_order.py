"""The pages of consumers' orders, as a browser and as a program see them."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.actions.test_parcel_return import asked, row, world
from tests.builders import a_course
from tests.builders_listing import a_seller
from tests.builders_retail import LIST, Retail, a_dispatched, an_order
from tests.clients import Client, application


def client_of(retail: Retail, engine: Engine, tmp_path: Path) -> Client:
    app = application(engine, tmp_path)
    return Client(app, retail.session, retail.seller.actor.person_id, retail.seller.world.course_id)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_list_and_the_parcel_show_what_is_to_do(sqlite_engine: Engine, tmp_path: Path, lang: str) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        retail = an_order(session)
        client = client_of(retail, sqlite_engine, tmp_path)
        listed = client.page("/consumer-orders", lang=lang)
        page = client.page(f"/consumer-orders/{retail.order_id}", lang=lang)
    assert listed.status_code == page.status_code == 200
    assert "Jonas Weber" in listed.text
    assert f'action="/consumer-orders/{retail.order_id}/pack"' in page.text


def test_a_parcel_is_packed_listed_and_sent_by_forms(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        retail = an_order(session)
        client = client_of(retail, sqlite_engine, tmp_path)
        here = f"/consumer-orders/{retail.order_id}"
        assert client.form(f"{here}/pack", here).status_code == 303
        wrong = client.form(f"{here}/list", here, **(LIST | {"hs_code": "6912"}))
        assert wrong.status_code == 422 and 'value="6912"' in wrong.text and "ten digits" in wrong.text
        assert client.form(f"{here}/list", here, **LIST).status_code == 303
        retail.days(1)
        page = client.page(here)
        assert "parcel_line" in page.text and "courier" in page.text
        assert client.form(f"{here}/dispatch", here, service="by-pigeon").status_code == 422
        assert client.form(f"{here}/dispatch", here, service="parcel_line").status_code == 303
        order = retail.order()
    assert order.state == "dispatched" and order.parcel_cost_usd > 0


def test_the_carriers_price_is_never_taken_from_the_asker(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        retail = an_order(session)
        client = client_of(retail, sqlite_engine, tmp_path)
        asked = {"service": "parcel_line", "cost_usd": "0.01"}
        answer = client.post(f"/consumer-orders/{retail.order_id}/dispatch", asked)
    assert answer.status_code == 422 and answer.json()["code"] == "form.field_unknown"


def test_another_teams_parcel_is_not_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        retail = an_order(session)
        rival = a_seller(session, retail.seller.world, "Rival")
        stranger = a_seller(session, a_course(session, "Elsewhere"), "Stranger")
        app = application(sqlite_engine, tmp_path)
        for other in (rival, stranger):
            client = Client(app, session, other.actor.person_id, other.world.course_id)
            assert client.page(f"/consumer-orders/{retail.order_id}").status_code == 404
            assert client.form(f"/consumer-orders/{retail.order_id}/pack").status_code == 404
        assert retail.order().state == "paid"


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_return_is_seen_and_answered_by_its_form(sqlite_engine: Engine, tmp_path: Path, lang: str) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        retail = a_dispatched(session)
        world(retail, "carrier", "consumer_order.deliver", retail.order_id, release_days=7).must()
        return_id = asked(retail)
        client = client_of(retail, sqlite_engine, tmp_path)
        here, verb = f"/consumer-orders/{retail.order_id}", f"/parcel-returns/{return_id}/answer"
        page, listed = client.page(here, lang=lang), client.page("/consumer-orders?state=returns", lang=lang)
        assert f'action="{verb}"' in page.text and 'value="label"' in page.text
        assert str(retail.order_id) in listed.text
        assert client.page("/desk", lang=lang).text.count(here) == 1
        wrong = client.form(verb, here, way="partial", percent="100")
        assert wrong.status_code == 422 and 'value="100"' in wrong.text
        assert 'id="f-percent-wrong"' in wrong.text
        assert client.form(verb, here, way="label", percent="").status_code == 303
        ended = row(retail, return_id)
    assert ended.state == "answered" and ended.freight_usd > 0
