"""Pages of the money over HTTP: each once, forms that settle and claim, and nothing for another team."""

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.models.refund import RefundClaim
from app.queries.money.ledger import _tiles, _trial
from app.trade.books.bookkeeping import Posting
from tests.actions.test_refund import a_paid_export, wait
from tests.builders_money import RIGHT_CLAIM, Deal, a_team_with_company
from tests.clients import Client, application


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    return a_paid_export(sqlite_session)


@pytest.fixture
def client(deal: Deal, sqlite_engine: Engine, tmp_path: Path) -> Client:
    app = application(sqlite_engine, tmp_path)
    return Client(app, deal.session, deal.finance.person_id, deal.world.course_id)


def pages(deal: Deal) -> list[str]:
    order = f"/orders/{deal.order.id}"
    return [
        "/desk",
        "/desk?days=course",
        "/books",
        f"/books?order={deal.order.id}",
        f"{order}/money",
        f"{order}/refund",
    ]


def test_every_page_opens_in_both_languages_and_as_json(deal: Deal, client: Client) -> None:
    for path in pages(deal):
        for lang in ("en", "zh"):
            answer = client.page(path, lang=lang)
            assert answer.status_code == 200, (path, answer.text[:300])
        assert client.json(path).json()


def test_dollars_are_settled_and_kept_by_form(deal: Deal, client: Client) -> None:
    page = f"/orders/{deal.order.id}/money"
    settle, keep = (f"/orders/{deal.order.id}/settlements/{verb}" for verb in ("settle", "keep"))
    assert client.form(settle, page, amount_usd="4000").status_code == 303
    assert client.form(keep, page, amount_usd="1000").status_code == 303
    shown = client.page(page).text
    assert "$4,000.00 settled for" in shown and "$1,000.00 kept" in shown
    refused = client.form(settle, page, amount_usd="9000")
    assert refused.status_code == 422 and "Enter that or less" in refused.text and "9000" in refused.text


def test_a_refund_is_claimed_refused_and_claimed_again_by_form(deal: Deal, client: Client) -> None:
    page = f"/orders/{deal.order.id}/refund"
    wrong = RIGHT_CLAIM | {"received_usd": "9980.00", "quantity": 999}
    assert client.form(f"/orders/{deal.order.id}/refunds/claim", page, **wrong).status_code == 303
    wait(deal, 40)
    assert "The quantity is entered as 999" in client.page(page).text
    claim = deal.session.exec(select(RefundClaim)).one()
    again = client.form(f"/refunds/{claim.id}/claim-again", page, **(wrong | {"quantity": 1000}))
    assert again.status_code == 303 and again.headers["location"] == page
    wait(deal, 40)
    assert client.json(page).json()["claim"]["state"] == "paid"


def test_the_journal_is_a_guarded_file(deal: Deal, client: Client) -> None:
    answer = client.page("/books/journal.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["content-type"].startswith("text/csv")
    assert lines[0] == "Number,Date,Entry,Order,Account,Currency,Debit,Credit"
    assert any("Deposit received,1,Bank,USD,2990.0000,0" in line for line in lines), lines[:8]


def test_another_teams_money_is_not_there(deal: Deal, sqlite_engine: Engine, tmp_path: Path) -> None:
    _, other = a_team_with_company(deal.world, "Lighthouse")
    client = Client(application(sqlite_engine, tmp_path), deal.session, other.person_id, deal.world.course_id)
    missing = client.page(f"/orders/{uuid4()}/money")
    for path in (f"/orders/{deal.order.id}/money", f"/orders/{deal.order.id}/refund"):
        assert client.page(path).status_code == missing.status_code == 404
    posts = (("settlements/settle", {"amount_usd": "1"}), ("settlements/keep", {"amount_usd": "1"}),
             ("refunds/claim", {**RIGHT_CLAIM, "received_usd": "1"}))  # fmt: skip
    for path, given in posts:
        assert client.post(f"/orders/{deal.order.id}/{path}", given).status_code == 404
    shown = client.json(f"/books?order={deal.order.id}").json()
    assert shown["journal"] == [] and shown["orders"] == []


def test_an_instructor_sees_the_money_of_an_order_but_has_no_desk(
    deal: Deal, sqlite_engine: Engine, tmp_path: Path
) -> None:
    teacher = deal.world.instructor
    client = Client(
        application(sqlite_engine, tmp_path), deal.session, teacher.person_id, deal.world.course_id
    )
    assert client.page(f"/orders/{deal.order.id}/money").status_code == 200
    assert client.page("/desk").status_code == 403 and client.page("/books").status_code == 403
    shown = client.page(f"/orders/{deal.order.id}/refund").text
    assert "Hand in" not in shown


def test_the_menu_says_how_many_orders_wait_and_a_refusal_has_no_badges(deal: Deal, client: Client) -> None:
    badge = 'class="badge navcount" title="1 waiting"'
    assert client.page("/books").text.count(badge) == 1
    assert badge not in client.page(f"/orders/{uuid4()}").text


def test_what_is_paid_to_suppliers_in_advance_is_called_so() -> None:
    ahead = [Posting("payable", "CNY", Decimal(900)), Posting("payable", "USD", Decimal(-40))]
    owed, prepaid = _tiles("payable", ahead)
    assert (owed.label, owed.amounts) == ("Owed to suppliers", (("USD", Decimal(40)),))
    assert (prepaid.label, prepaid.amounts) == ("Paid in advance to suppliers", (("CNY", Decimal(900)),))
    assert [tile.account for tile in _tiles("payable", ahead[:1])] == ["prepaid"]
    assert [tile.account for tile in _tiles("payable", [])] == ["payable"]
    assert _trial("CNY", ahead).balances[0].label == "Paid in advance to suppliers"
    assert _trial("USD", ahead).balances[0].label == "Owed to suppliers"
