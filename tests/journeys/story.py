"""The story of one deal, from the enterprise's data pack to the instructor's mark, chapter by chapter.

Whoever tells it says how the newcomer sends a step: as a form, as a program's JSON, or in a real browser.
"""

import csv
import io
import json
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import load_workbook

from app.models.consumer_order import ConsumerOrder
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.order import Order
from app.models.partnership import Partnership
from app.models.shipment import Shipment
from seed.packs.build import product_rows
from tests.builders import PASSWORD
from tests.builders_catalogue import a_picture, pack_zip, sheet_csv
from tests.journeys.newcomer import Newcomer, read_text
from tests.journeys.running import Browser, Server, cli, engine_of

ADMINISTRATOR, TEACHER = "lou@school.example", "zhao@school.example"
COMPANY = {
    "company_name": "Ningbo Linen Trading Co., Ltd.", "company_name_zh": "宁波亚麻贸易有限公司",
    "address": "Room 1808, 269 Ningdong Road, Ningbo", "version": 1,
}  # fmt: skip
REASON = "They asked for a second inspection in class, which the log does not show."


def a_site_is_made(told: dict[str, str]) -> None:
    """An empty site and its first administrator, by the command line."""
    assert cli(told, "seed", "--empty", "--json").returncode == 0
    made = cli(told, "user", ADMINISTRATOR, "--administrator", "--json", typed=f"{PASSWORD}\n")
    assert json.loads(made.stdout)["email"] == ADMINISTRATOR


def the_class_gathers(
    server: Server, told: dict[str, str], kind: Callable[..., Newcomer] = Newcomer
) -> tuple[Newcomer, Browser]:
    """The administrator opens the course; enterprise and student come in by links that the teacher makes."""
    administrator, teacher = Browser(server.url), Browser(server.url)
    assert administrator.sign_in(ADMINISTRATOR, PASSWORD).status_code == 303
    account = {"email": TEACHER, "name": "Zhao Min", "password": PASSWORD}
    teacher_id = made_by(administrator, "/people/create", account)
    course = {
        "title": "Trade practice",
        "starts_on": "2026-09-01",
        "seed": "s-4",
        "instructor_id": teacher_id,
    }
    course_id = made_by(administrator, "/courses/open", course)
    assert teacher.sign_in(TEACHER, PASSWORD).headers["location"] == "/course"
    words = {"name": "Lanmei Home", "name_zh": "岚湄家居", "port": "Shantou"}
    enterprise_id = made_by(teacher, f"/courses/{course_id}/enterprises/create", words)
    team_id = made_by(teacher, f"/courses/{course_id}/teams/create", {"name": "Linen"})
    asked = f"/courses/{course_id}/invitations/make"
    manager = invited(teacher, asked, "Qian Li", role="product_manager", enterprise_id=enterprise_id)
    student = invited(teacher, asked, "Chen Yu", role="student", team_id=team_id)
    newcomer = kind(
        student, teacher, engine_of(told), Path(told["FIVE_TRUTHS_DATA"]), UUID(course_id), UUID(team_id),
        by_form=not told["DATABASE_URL"],
    )  # fmt: skip
    newcomer.send(f"/teams/{team_id}/set-company", COMPANY, "/team")
    newcomer.see("/team", "Ningbo Linen Trading Co., Ltd.", "宁波亚麻贸易有限公司")
    return newcomer, manager


def made_by(browser: Browser, path: str, given: dict[str, Any]) -> str:
    """The id of what this made."""
    answer = browser.post(path, given)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["made_id"])


def invited(teacher: Browser, path: str, name: str, **into: str) -> Browser:
    """Somebody who came in by a link that the teacher made for them."""
    link = teacher.post(path, into).json()["link"]
    browser = Browser(str(teacher.http.base_url))
    email = f"{name.partition(' ')[0].lower()}@school.example"
    came = browser.form(f"{link}/accept", link, email=email, name=name, password=PASSWORD)
    assert came.status_code == 303, read_text(came.text)
    return browser


def the_shop_opens(newcomer: Newcomer, enterprise: Browser) -> None:
    """Pack, partnership, shop, listing; what the buyers see on the market."""
    sheet, pictures = (
        sheet_csv(product_rows("lanmei-home")[:1]),
        {"LM-MUG-350-1.jpg": a_picture(size=(800, 800))},
    )
    where = enterprise.form(
        "/packs/upload", "/packs", files={"file": ("pack.zip", pack_zip(sheet, pictures))}
    )
    pack = where.headers["location"]
    assert "Import the 1 good row" in read_text(enterprise.page(pack).text)
    assert enterprise.form(f"{pack}/import-rows", pack).status_code == 303
    assert "In force" in read_text(enterprise.page(pack).text)
    newcomer.see("/partnerships", "Lanmei Home", "1 product")
    newcomer.do("partnership.apply")
    asked = f"/partnerships/{newcomer.row(Partnership).id}"
    assert "Linen" in read_text(enterprise.page(asked).text)
    assert enterprise.form(f"{asked}/accept", asked).status_code == 303
    newcomer.see("/partnerships", "Partner")
    newcomer.do("shop.open", "listing.create", "shipping_template.save", "listing.edit", "listing.publish")
    listing = newcomer.row(Listing)
    shown = f"/market/products/{listing.id}"
    newcomer.see(shown, "Reactive-glaze stoneware mug, 350 ml", f"${listing.price_usd:.2f}", "Import tax")
    newcomer.see("/market/search?q=stoneware", "Reactive-glaze stoneware mug")


def the_world_begins(newcomer: Newcomer, consumers_per_day: str) -> None:
    """No business buyer writes yet."""
    house(newcomer, buyers_per_day="0", consumers_per_day=consumers_per_day)
    assert newcomer.teacher.post(f"/courses/{newcomer.course_id}/begin").status_code == 200


def a_parcel_is_sent(newcomer: Newcomer) -> str:
    """The world begins. The short trade: a consumer's order packed, listed for customs, given to the
    carrier.
    """
    the_world_begins(newcomer, consumers_per_day="8")
    figure(newcomer, "consumer", "review_rate", "1")
    newcomer.wait_for("/consumer-orders", "To pack", days=20)
    house(newcomer, consumers_per_day="0")
    order = newcomer.row(ConsumerOrder, state="paid")
    parcel = f"/consumer-orders/{order.id}"
    newcomer.see(parcel, "To pack", f"Paid into escrow ${order.paid_usd:.2f}")
    newcomer.do_all("consumer_order.pack")
    newcomer.see(parcel, "To list for customs")
    newcomer.do_all("consumer_order.list_for_customs")
    newcomer.wait_for(parcel, "Customs took the list", days=4)
    newcomer.do_all("consumer_order.dispatch")
    newcomer.see(parcel, "On the way", "Tracking number")
    return parcel


def a_buyer_writes(newcomer: Newcomer) -> UUID:
    """Of the letters that come, the newcomer goes on with the first that asks for CIF, and declines the
    rest.
    """
    house(newcomer, buyers_per_day="3")
    newcomer.wait_until(lambda: bool(newcomer.rows(Inquiry, incoterm="CIF", state="waiting")), days=15)
    house(newcomer, buyers_per_day="0")
    newcomer.see("/inquiries", "Waiting for your answer")
    wanted = newcomer.row(Inquiry, incoterm="CIF", state="waiting")
    for other in newcomer.rows(Inquiry, state="waiting"):
        if other.id != wanted.id:
            letter = {"body": "Thank you; we are fully booked this month."}
            newcomer.send(f"/inquiries/{other.id}/decline", letter, f"/inquiries/{other.id}")
    newcomer.see(f"/inquiries/{wanted.id}", "CIF", "Waiting for your answer")
    return wanted.id


def house(newcomer: Newcomer, **values: str) -> None:
    """The instructor sets how busy the world is."""
    for name, value in values.items():
        path = f"/courses/{newcomer.course_id}/set-house"
        assert newcomer.teacher.post(path, {"name": name, "value": value}).status_code == 200


def figure(newcomer: Newcomer, subject: str, key: str, value: str) -> None:
    """The instructor lays a figure over the world's, so that a story does not hang on luck."""
    path = f"/courses/{newcomer.course_id}/set-figure"
    given = {"subject": subject, "key": key, "value": value}
    assert newcomer.teacher.post(path, given).status_code == 200


def the_buyer_gets_an_offer(newcomer: Newcomer, inquiry_id: UUID) -> None:
    """The buyer is screened; a letter that answers everything, and a quotation at a low margin."""
    talk = f"/inquiries/{inquiry_id}"
    newcomer.do("inquiry.screen")
    newcomer.see(talk, "Screened: no listed name is near.")
    newcomer.do("inquiry.reply")
    newcomer.see(talk, "Waiting for the buyer", "Thank you for your inquiry about Reactive-glaze")
    newcomer.do("quotation.draft")
    newcomer.see(talk, "Draft")
    newcomer.do("quotation.send")
    newcomer.see(talk, "Sent")


def the_contract_is_made(newcomer: Newcomer, inquiry_id: UUID) -> str:
    """The buyer accepts; proforma invoice, confirmation, deposit. Returns the order's address."""
    talk = f"/inquiries/{inquiry_id}"
    newcomer.wait_until(
        lambda: newcomer.do_all("inquiry.reply") == 0 and "Won" in newcomer.see(talk), days=12
    )
    newcomer.see(talk, "Accepted")
    order = newcomer.row(Order)
    page, price = (
        f"/orders/{order.id}",
        f"{order.quantity:,} × ${order.unit_price_usd:.2f} ${order.total_usd:,.2f}",
    )
    newcomer.see(page, "Proforma invoice to write", price, "CIF")
    newcomer.do("order.save_terms")
    newcomer.see(page, "Complete: read it once more and issue it")
    newcomer.do("order.issue")
    newcomer.see(page, "Waiting for the buyer")
    assert newcomer.browser.http.get(f"{page}/proforma-invoice.pdf").content.startswith(b"%PDF")
    newcomer.wait_for(page, "Waiting for the deposit", days=8)
    newcomer.see(f"{page}/money", "Deposit", f"${order.total_usd * 30 / 100:,.2f}", "Not paid yet")
    newcomer.wait_for(page, "Goods to prepare", days=25)
    newcomer.see(f"{page}/money", "Received", "Credited")
    return page


def the_goods_are_made(newcomer: Newcomer, page: str) -> None:
    """Purchase, payment of the supplier, inspection, and the goods fetched from the factory."""
    goods = f"{page}/purchase"
    newcomer.do("purchase.place")
    newcomer.wait_for(goods, "In production", days=5)
    newcomer.do("purchase.pay")
    newcomer.see(goods, "VAT invoice follows when you have paid in full")
    newcomer.wait_for(goods, "Ready at the factory Order placed", days=60)
    newcomer.do("purchase.pay", "inspection.order")
    newcomer.see(goods, "Ordered")
    may_collect = lambda: "purchase.collect" in {each.action for each in newcomer.open()}  # noqa: E731
    newcomer.wait_until(lambda: not newcomer.do_all("purchase.rework", "inspection.order") and may_collect())
    newcomer.see(goods, "VAT invoice", "AQL 2.5: sample of")
    newcomer.do("purchase.collect")
    newcomer.see(goods, "With the forwarder", "The goods have left the factory.")


def the_goods_leave(newcomer: Newcomer, page: str) -> None:
    """Shipment, insurance, the first papers, the declaration; customs and the carrier do their part."""
    newcomer.do("shipment.book")
    shipment = newcomer.row(Shipment)
    newcomer.see(f"{page}/shipment", "Booked", shipment.transport_document_number, "paid by you")
    newcomer.do("document.save", "document.issue", "document.save", "document.issue")
    newcomer.see(f"{page}/documents", "Commercial invoice", "Packing list", "Not sent yet")
    newcomer.do("insurance.buy")
    insured = (newcomer.row(Order).total_usd * 11 / 10).quantize(Decimal("0.01"), ROUND_CEILING)
    newcomer.see(f"{page}/shipment", "ICC (A)", f"Amount insured ${insured:,.2f}")
    newcomer.do("declaration.save")
    newcomer.see(f"{page}/declaration", "Complete, and nothing disagrees.")
    newcomer.do("declaration.file")
    newcomer.see(f"{page}/declaration", "With customs")
    newcomer.wait_for(f"{page}/declaration", "Released", days=8)
    newcomer.wait_for(page, "On the way", days=20)
    newcomer.see("/shipments", newcomer.row(Shipment).vessel)


def the_papers_bring_the_balance(newcomer: Newcomer, page: str) -> None:
    """The set of papers goes to the buyer, who pays the balance; the dollars are sold, the refund claimed."""
    newcomer.see(f"{page}/documents", "Bill of lading", "Before the set can go to the buyer, issue:")
    newcomer.do_all("document.save", "document.issue")
    newcomer.do("document.send_set")
    newcomer.see(f"{page}/documents", "Sent on")
    again = (
        "document.amend",
        "document.save",
        "document.issue",
        "document.send_set",
    )  # if the buyer asks for it
    accepted = "Accepted by the buyer"
    newcomer.wait_until(
        lambda: not newcomer.do_all(*again) and accepted in newcomer.see(f"{page}/documents"), 15
    )
    balance = newcomer.row(Order).total_usd * 70 / 100
    newcomer.wait_for(f"{page}/money", f"Balance Received ${balance:,.2f}", days=30)
    newcomer.do("settlement.settle")
    newcomer.see(f"{page}/money", "settled for CN¥", "All dollars of this order are settled.")
    newcomer.do("refund.claim")
    newcomer.see(f"{page}/refund", "At the tax office", "Claimed CN¥")


def the_deal_ends(newcomer: Newcomer, page: str, inquiry_id: UUID) -> None:
    """Arrival, delivery, refund, review, and the buyer's last letter with what they would have paid."""
    newcomer.wait_for(f"{page}/shipment", "Delivered", days=60)
    assert "states them when the goods have arrived" not in newcomer.see(
        f"{page}/shipment", "Import duty and tax"
    )
    newcomer.see(page, "Completed")
    newcomer.wait_for(f"{page}/refund", "Granted", days=40)
    newcomer.wait_for(f"{page}/refund", "Your claim Paid", days=20)
    newcomer.wait_for(page, "The buyer's review", days=20)
    newcomer.wait_for(f"/inquiries/{inquiry_id}", "What the buyer did not say", days=10)
    newcomer.see("/books", "Profit")
    newcomer.see("/orders", "Completed")
    newcomer.see("/evidence")


def the_instructor_marks(newcomer: Newcomer) -> None:
    """Timeline, one record and its proof, the mark sheet, a level set by hand, and both spreadsheets."""
    teacher, sheet = newcomer.teacher, f"/marks/{newcomer.team_id}"
    listed = teacher.json("/evidence?criterion=C1").json()
    number = listed["rows"][0]["number"]
    assert listed["rows"][0]["title"]
    for path, words in (
        (f"/evidence/{number}", "Linen"),
        (f"/evidence/{number}/proof", "Leaf hash over the sealed bytes"),
        ("/evidence", "Linen"),
        ("/marks", "Linen"),
        (sheet, "C1"),
    ):
        answer = teacher.page(path)
        assert answer.status_code == 200 and words in answer.text, path
    before = level(teacher, sheet)
    given = {"criterion": "C1", "level": 3 if before != 3 else 2, "reason": REASON, "person_id": ""}
    assert teacher.form(f"/teams/{newcomer.team_id}/marks/override", sheet, **given).status_code == 303
    assert level(teacher, sheet) == given["level"]
    assert REASON in read_text(teacher.page(f"{sheet}?cell=C1").text)
    table = list(csv.reader(io.StringIO(teacher.http.get("/marks/export.csv").content.decode("utf-8-sig"))))
    assert any("Linen" in line for line in table)
    book = load_workbook(io.BytesIO(teacher.http.get(f"{sheet}/export.xlsx").content))
    assert any(REASON in str(cell.value) for row in book.active.iter_rows() for cell in row)


def level(teacher: Browser, sheet: str) -> int:
    """The team's level at the first capability."""
    return next(cell["level"] for cell in teacher.json(sheet).json()["cells"] if cell["criterion"] == "C1")
