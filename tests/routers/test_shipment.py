"""The pages of transport: options, booking, insurance, tracking, and what is another's."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders_goods import goods
from tests.builders_money import a_team_with_company
from tests.routers.test_purchase import client_of, of_another_enterprise


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_team_compares_books_insures_and_follows_its_goods(
    sqlite_engine: Engine, tmp_path: Path, lang: str
) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session, incoterm="CIF", named_place="Hamburg")
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        assert client.page("/shipments", lang=lang).status_code == 200
        page = f"/orders/{found.order.id}/shipment"
        compared = client.page(f"{page}?origin=CNSHA&ready_on=2026-09-20", lang=lang)
        assert compared.status_code == 200 and 'value="sea_fcl_20gp"' in compared.text
        found.collect()
        found.release()
        day = (found.today + timedelta(days=1)).isoformat()
        book = f"/orders/{found.order.id}/shipments/book"
        booked = client.form(book, page, service="sea_lcl", origin="CNNGB", ready_on=day, marks="NL-4711")
        assert (booked.status_code, booked.headers["location"]) == (303, page)
        insurance = f"/shipments/{found.shipment().id}"
        premium = client.page(f"{insurance}/premium?clauses=ICC+(C)&insured_usd=10000", lang=lang)
        assert premium.status_code == 200 and "110" in premium.text
        assert client.page(page, lang=lang).status_code == 200
        bought = client.form(f"{insurance}/insurance/buy", page, clauses="ICC (C)", insured_usd="11000.00")
        assert bought.status_code == 303
        for kind in ("cut_off", "depart"):
            found.pass_until(f"shipment.{kind}")
        assert 'class="ship c1"' in client.page("/shipments", lang=lang).text
        while found.shipment().state == "in_transit":
            found.pass_until("shipment.arrive")
        for kind in ("clear", "deliver"):
            found.pass_until(f"shipment.{kind}")
        shown = client.page(page, lang=lang)
        assert shown.status_code == 200 and "€" in shown.text
        assert client.json(page).json()["shipped"]["state"] == "delivered"


def test_a_closed_service_is_refused_in_words(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        book, page = f"/orders/{found.order.id}/shipments/book", f"/orders/{found.order.id}/shipment"
        refused = client.form(book, page, service="air", ready_on="2026-09-20")
        assert refused.status_code == 422 and "FOB is a rule for sea transport only" in refused.text
        assert client.post(book, {"service": "balloon", "ready_on": "2026-09-20"}).status_code == 422


def test_a_booking_is_cancelled_over_http(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        shipment = found.book("sea_lcl")
        assert client.form(f"/shipments/{shipment.id}/cancel").status_code == 303
        assert found.shipment().state == "cancelled"


@pytest.mark.parametrize("query", ["?ready_on=x", "?ready_on=0001-01-01", "?origin=XXXXX", "?origin=DEHAM"])
def test_a_question_that_makes_no_sense_is_answered_all_the_same(
    sqlite_engine: Engine, tmp_path: Path, query: str
) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        client = client_of(found, found.lead, sqlite_engine, tmp_path)
        assert client.page(f"/orders/{found.order.id}/shipment{query}").status_code == 200


def test_transport_of_another_team_is_not_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine, expire_on_commit=False) as session:
        found = goods(session)
        shipment = found.book("sea_lcl")
        _, stranger = a_team_with_company(found.world, "Stranger")
        pages = (f"/orders/{found.order.id}/shipment", f"/shipments/{shipment.id}/premium")
        for actor in (stranger, of_another_enterprise(found), found.maker):
            client = client_of(found, actor, sqlite_engine, tmp_path)
            assert [client.page(page).status_code for page in pages] == [404, 404]
            assert client.form(f"/shipments/{shipment.id}/cancel").status_code == 404
            buy = client.form(
                f"/shipments/{shipment.id}/insurance/buy", clauses="ICC (A)", insured_usd="1.00"
            )
            assert buy.status_code == 404
