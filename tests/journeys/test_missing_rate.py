"""A rate that nobody has: the refusal names it, the instructor enters it, and the quotation goes through."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.core.db import housekeeping
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.models.quotation import Quotation
from app.models.rate_override import RateOverride
from tests.builders_deal import Deal, a_deal
from tests.clients import Client, application
from tests.proofs import last_record

PORTS = {"IN": "INNSA", "ZA": "ZADUR", "NG": "NGAPP"}
ENTERED = {"value": "20", "source": "CBIC tariff 2026, chapter 69", "reason": "From the Indian tariff."}


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    return a_deal(sqlite_session)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Any:
    return application(sqlite_engine, tmp_path)


def moved_to(deal: Deal, market: str) -> str:
    """The same inquiry from another country; gives the HS6 of its goods."""
    with housekeeping(deal.session):
        inquiry = deal.session.get_one(Inquiry, deal.inquiry_id)
        inquiry.market, inquiry.destination_port, inquiry.incoterm = market, PORTS[market], "DDP"
        inquiry.named_place = "Buyer's door"
        product = deal.session.get_one(Product, inquiry.product_id)
    return product.hs_code[:6]


def test_a_missing_duty_is_named_entered_and_used(app: Any, deal: Deal) -> None:
    hs6, session, course = moved_to(deal, "IN"), deal.session, deal.world.course_id
    student = Client(app, session, deal.seller.actor.person_id, course)
    teacher = Client(app, session, deal.world.instructor.person_id, course)
    typed = {name: str(value) for name, value in deal.choices().items()}
    page, price = f"/inquiries/{deal.inquiry_id}", f"/inquiries/{deal.inquiry_id}/quotations/price"

    # The student is refused, and told which rate to ask for.
    refused = student.post(price, typed)
    error = refused.json()["errors"][0]
    assert (refused.status_code, error["code"]) == (422, "quotation.duty_unknown")
    assert error["missing"]["label"] == f"Import duty · India · {hs6}"
    shown = student.form(f"{page}/quotations/draft", page, **typed)
    assert shown.status_code == 422 and f"Import duty · India · {hs6}" in shown.text
    assert "Ask your instructor to enter this rate" in shown.text
    assert "请老师录入" in student.page(error["missing"]["href"] + "&lang=zh_Hans").text
    assert "Ask your instructor" in student.page(error["missing"]["href"] + "&lang=en").text
    assert deal.row(Quotation) is None

    # Under a term that leaves the duty to the buyer there is a price, and no cost at the buyer's door.
    cif = student.post(price, typed | {"incoterm": "CIF", "named_place": "Nhava Sheva"}).json()
    assert (float(cif["unit_price_usd"]) > 0, cif["landed_usd"]) == (True, None)
    assert cif["landed_unknown"]["figures"]["missing_key"] == f"IN/{hs6}"

    # The instructor comes straight to the filled form, and enters it.
    form = teacher.page(error["missing"]["href"])
    hidden = dict(re.findall(r'<input type="hidden" name="(kind|key|part|unit)" value="([^"]*)"', form.text))
    assert hidden == {"kind": "duty", "key": f"IN/{hs6}", "part": "value", "unit": "percent"}
    action = re.search(r'action="(/courses/[^"]+/rates/override)"', form.text)
    assert action and parse_qs(urlsplit(error["missing"]["href"]).query)["key"] == [f"IN/{hs6}"]
    saved = teacher.form(action.group(1), "/rates", **hidden, **ENTERED, valid_from="2026-01-01")
    assert saved.status_code == 303
    assert "Override 1" in teacher.page("/rates/overrides").text

    # Now it goes through; the figure names its version in the page, the evidence and on the desk.
    body = student.post(price, typed).json()
    assert next(rate for rate in body["basis"]["rates"] if rate["kind"] == "duty")["version"] == 1
    assert student.form(f"{page}/quotations/draft", page, **typed).status_code == 303
    quotation = deal.row(Quotation)
    told = unescape(student.page(f"/quotations/{quotation.id}").text)
    assert "Override 1" in told and ENTERED["source"] in told and ENTERED["reason"] in told
    record = last_record(session, course)
    noted = {rate["kind"]: rate for rate in record["given"]["basis"]["rates"]}
    assert (noted["duty"]["version"], noted["duty"]["value"]) == (1, "0.20000000")
    assert noted["freight_tariff"]["trust"] == "assumption" and noted["fee"]["key"] == "bank.remittance_in"
    assert noted["exchange_rate"]["valid_from"] and noted["refund_rate"]["source"]
    assert ENTERED["reason"] not in str(record)

    # What was priced keeps its figures when the override is withdrawn; the next price is refused again.
    override = deal.row(RateOverride)
    assert teacher.form(f"/rates/{override.id}/withdraw", "/rates/overrides").status_code == 303
    assert student.post(price, typed).status_code == 422
    assert "Override 1" in student.page(f"/quotations/{quotation.id}").text


@pytest.mark.parametrize(("market", "lacks"), [("ZA", ("ZA/{hs6}",)), ("NG", ("NG/{hs6}", "NGN"))])
def test_a_destination_names_one_by_one_what_it_lacks(
    app: Any, deal: Deal, market: str, lacks: tuple[str, ...]
) -> None:
    hs6, course = moved_to(deal, market), deal.world.course_id
    student = Client(app, deal.session, deal.seller.actor.person_id, course)
    teacher = Client(app, deal.session, deal.world.instructor.person_id, course)
    typed = {name: str(value) for name, value in deal.choices().items()}
    price = f"/inquiries/{deal.inquiry_id}/quotations/price"
    for key in lacks:
        missing = student.post(price, typed).json()["errors"][0]["missing"]
        assert missing["key"] == key.format(hs6=hs6)
        unit = "NGN per USD" if missing["key"] == "NGN" else "percent"
        entered = ENTERED | {"kind": missing["kind"], "key": missing["key"], "unit": unit,
                             "valid_from": "2026-01-01"}  # fmt: skip
        assert teacher.post(f"/courses/{course}/rates/override", entered).status_code == 200
    assert student.post(price, typed).status_code == 200
