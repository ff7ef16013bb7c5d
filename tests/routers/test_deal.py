"""The deal's pages over HTTP, for a browser and for a program."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import perform
from app.core.db import housekeeping
from app.models.complaint import Complaint
from app.models.order import Order
from app.models.quotation import Quotation
from tests.builders_deal import (
    Deal,
    a_confirmed_order,
    a_deal,
    a_reply,
    a_sent_quotation,
    an_order,
    proforma_terms,
)
from tests.builders_listing import a_seller
from tests.clients import Client, application


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """An inquiry that waits for an answer."""
    return a_deal(sqlite_session)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Any:
    """The application over the same database."""
    return application(sqlite_engine, tmp_path)


def client_of(app: Any, deal: Deal) -> Client:
    """The team's lead in a browser."""
    return Client(app, deal.session, deal.seller.actor.person_id, deal.world.course_id)


def typed(deal: Deal, **changes: Any) -> dict[str, str]:
    """What a form sends."""
    return {name: str(value) for name, value in deal.choices(**changes).items()}


def test_the_inbox_shows_the_letter_and_what_it_asks(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    assert deal.buyer.name in client.page("/inquiries").text
    page = client.page(f"/inquiries/{deal.inquiry_id}")
    assert page.status_code == 200 and deal.buyer.company_name.replace("&", "&amp;") in page.text
    assert client.page(f"/inquiries/{deal.inquiry_id}", lang="zh-CN").status_code == 200
    body = client.json(f"/inquiries/{deal.inquiry_id}").json()
    assert body["quantity"] == deal.inquiry.quantity and body["asks"][0]["ask"] == "unit_price"


def test_a_buyers_limit_is_in_no_page_while_the_talk_is_open(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    limit = deal.inquiry.need["limit"]
    for path in ("/inquiries", f"/inquiries/{deal.inquiry_id}"):
        body = client.json(path).text
        assert "tolerance" not in body and "concession" not in body and f'"{limit}"' not in body


def test_the_price_is_reckoned_while_typing_and_nothing_is_saved(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    path = f"/inquiries/{deal.inquiry_id}/quotations/price"
    page = client.form(path, htmx=True, **typed(deal))
    assert page.status_code == 200 and 'id="price"' in page.text and deal.inquiry.named_place in page.text
    body = client.post(path, typed(deal)).json()
    assert body["lines"] and body["basis"]["rmb_on"] and body["margin_rate"]
    assert client.form(path, htmx=True, quantity="").status_code == 200
    assert client.post(path, {"quantity": "x"}).status_code == 422
    assert deal.row(Quotation) is None


def test_a_quotation_is_drafted_sent_and_read_again(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    page = f"/inquiries/{deal.inquiry_id}"
    assert client.form(f"{page}/quotations/draft", page, **typed(deal)).status_code == 303
    quotation = deal.row(Quotation)
    assert client.form(f"/quotations/{quotation.id}/edit", page, version=1, **typed(deal)).status_code == 303
    stale = client.form(f"/quotations/{quotation.id}/edit", page, version=1, **typed(deal))
    assert stale.status_code == 409
    assert client.form(f"/quotations/{quotation.id}/send", page, version=2).status_code == 303
    assert client.page(f"/quotations/{quotation.id}").status_code == 200
    deal.session.expire_all()
    assert deal.row(Quotation).state == "sent" and "Q-1" in client.page(page).text
    assert client.form(f"/quotations/{quotation.id}/withdraw", page).status_code == 303


def test_a_refused_quotation_comes_back_with_what_was_typed(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    page = f"/inquiries/{deal.inquiry_id}"
    answer = client.form(f"{page}/quotations/draft", page, **typed(deal, lead_time_days="999"))
    assert answer.status_code == 422 and 'value="999"' in answer.text


def test_a_reply_is_posted_and_shown_as_words(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    page = f"/inquiries/{deal.inquiry_id}"
    sent = client.form(f"{page}/reply", page, body="Hello <script>x</script>", origin="pasted")
    assert sent.status_code == 303
    text = client.page(page).text
    assert "&lt;script&gt;x" in text and "<script>x" not in text


def test_what_a_letter_answered_stands_beside_the_talk_and_in_the_quotation(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    path = f"/inquiries/{deal.inquiry_id}"
    assert "What your letters answer so far" not in client.page(path).text
    a_reply(deal, "Dear {name}, our price is USD 3.10 a piece. Production takes 27 days.")
    text = client.page(path).text
    assert "<q dir=\"auto\">USD 3.10</q>" in text and "<q dir=\"auto\">27 days</q>" in text
    assert "It is the buyer's turn." in text and "not answered yet" in text
    field = text.partition('name="lead_time_days"')[2][:400]
    assert 'value="27"' in field and "as your letter says" in field


def test_an_order_shows_its_stages_form_and_paper(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    order_id = an_order(deal)
    page = f"/orders/{order_id}"
    assert client.page("/orders").status_code == 200 and client.json("/orders").json()["orders"]
    assert client.page(page).status_code == 200
    terms = proforma_terms(deal, deal.session.get_one(Order, order_id), number="PI-<b>7</b>")
    assert client.post(f"{page}/save-terms", {"terms": terms, "version": 1}).status_code == 200
    assert "PI-&lt;b&gt;7" in client.page(page, lang="zh-CN").text
    paper = client.page(f"{page}/proforma-invoice.pdf")
    assert paper.headers["content-type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    wrong = client.form(f"{page}/save-terms", page, version=2, terms__total="one", terms__currency="USD")
    assert wrong.status_code == 422 and "is-invalid" in wrong.text
    assert client.form(f"{page}/issue", page, version=2).status_code == 303
    assert client.page(page).status_code == 200


def test_a_complaint_is_shown_as_it_goes_on_to_the_marketplace(app: Any, deal: Deal) -> None:
    client, order_id = client_of(app, deal), a_confirmed_order(deal)
    order, now = deal.session.get_one(Order, order_id), deal.now
    with housekeeping(deal.session):
        order.state, order.delivered_at = "delivered", now
    course_id = deal.world.course_id

    def by(who: str, action: str, subject_id: UUID, **given: Any) -> None:
        perform(deal.session, party(who, course_id), action, subject_id, given, at=now).must()

    def shown(*words: str) -> None:
        text = client.page(f"/orders/{order_id}").text
        assert all(each in text for each in words), text
        assert client.page(f"/orders/{order_id}", lang="zh-CN").status_code == 200

    figures = {"pieces": 65, "quantity": 1000, "percent": "6.5", "allowed_percent": "2.5"}
    lost = {"reasons": [{"code": "defects", "figures": figures}], "loss": {"defects": "512.34"}}
    by("buyer", "complaint.lodge", order_id, stable_name="x:complaint", faulty_pieces=65, wanted_usd="600.00",
       body="65 are faulty.", answer_due_at=now + timedelta(days=3), **lost)  # fmt: skip
    complaint = deal.session.exec(select(Complaint)).one()
    shown("$600.00", "Answer due")
    left = {"body": "We leave.", "made_good": "0", "outcome": {"loss": {"defects": "512.34"}, "worth": "0"}}
    by("buyer", "complaint.leave", complaint.id, **left, decides_at=now + timedelta(days=5))
    shown("turned to the marketplace, which decides on", "$512.34")
    by("market", "complaint.award", complaint.id, amount_usd="762.34")
    shown("Paid back by the marketplace from your account", "$762.34")


def test_a_lost_deal_draws_the_limit_and_the_weights(app: Any, deal: Deal) -> None:
    client = client_of(app, deal)
    while deal.inquiry.state == "waiting":
        deal.until("inquiry.overdue", 90)
    text = client.page(f"/inquiries/{deal.inquiry_id}").text
    assert "bar-track" in text and deal.inquiry.need["limit"] in text


def test_another_teams_deal_is_not_there(app: Any, deal: Deal) -> None:
    a_reply(deal)
    quotation_id = a_sent_quotation(deal)
    other = a_seller(deal.session, deal.world, "Other Team")
    client = Client(app, deal.session, other.actor.person_id, deal.world.course_id)
    paths = (f"/inquiries/{deal.inquiry_id}", f"/quotations/{quotation_id}")
    assert [client.json(path).status_code for path in paths] == [404, 404]
    assert client.json("/inquiries").json()["threads"] == []
    assert client.post(f"/quotations/{quotation_id}/withdraw").status_code == 404


def test_a_confirmed_order_is_read_and_not_written(app: Any, deal: Deal) -> None:
    order_id = a_confirmed_order(deal)
    page = client_of(app, deal).page(f"/orders/{order_id}")
    assert page.status_code == 200 and "save-terms" not in page.text
