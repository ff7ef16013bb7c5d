"""The main path in a real browser: the same story, with what only a browser shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.order import Order
from app.models.partnership import Partnership
from app.models.quotation import Quotation
from seed.packs.build import product_rows
from tests.builders_catalogue import pack_zip, sheet_csv
from tests.journeys import story
from tests.journeys.chromium import ARGUMENTS, Clicking, Window, where_chromium_is, window
from tests.journeys.running import Server, environment

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser
_PRICED = """before => {
  const price = document.querySelector("#price");
  return price.querySelector(".sum") && price.innerText !== before;
}"""


@pytest.fixture
def chromium() -> Iterator[Any]:
    """A browser without a screen."""
    path = where_chromium_is()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def test_one_deal_from_the_shop_to_the_mark_in_a_browser(chromium: Any, tmp_path: Path) -> None:
    told = environment(tmp_path)
    story.a_site_is_made(told)
    with Server(told) as server, window(chromium, server.url) as desk:
        newcomer, enterprise = story.the_class_gathers(server, told, Clicking)
        desk.sign_in("chen@school.example")
        newcomer.window = desk
        story.the_shop_opens(newcomer, enterprise)
        story.the_world_begins(newcomer, consumers_per_day="0")
        inquiry_id = story.a_buyer_writes(newcomer)
        the_price_builds_up_while_it_is_typed(desk, f"/inquiries/{inquiry_id}")
        story.the_buyer_gets_an_offer(newcomer, inquiry_id)
        page = story.the_contract_is_made(newcomer, inquiry_id)
        story.the_goods_are_made(newcomer, page)
        story.the_goods_leave(newcomer, page)
        story.the_papers_bring_the_balance(newcomer, page)
        story.the_deal_ends(newcomer, page, inquiry_id)
        for language in ("zh_Hans", "en"):
            desk.tour(pages_of_the_team(newcomer), language)
        with window(chromium, server.url) as pult:
            the_instructor_steps_and_looks(newcomer, pult)
        with window(chromium, server.url) as office:
            the_enterprise_sends_a_pack(office)
        newcomer.engine.dispose()


def the_price_builds_up_while_it_is_typed(desk: Window, talk: str) -> None:
    """Nothing is sent: two margins, two prices, both with what they are made of."""
    desk.open(talk)
    form = desk.page.locator("#quotation-form")
    values = {"quantity": "1200", "incoterm": "FOB", "named_place": "Ningbo", "lead_time_days": "22"}
    desk.fill_in(form, values | {"valid_until": "2026-12-31"})
    prices = [""]
    for margin in ("5", "25"):
        form.locator('[name="margin_percent"]').press_sequentially(margin)
        desk.page.wait_for_function(_PRICED, arg=prices[-1])
        prices.append(desk.page.inner_text("#price"))
        form.locator('[name="margin_percent"]').fill("")
    assert "1,200 × $" in prices[1] and "Lowest without loss" in prices[1]
    desk.settled()


def pages_of_the_team(newcomer: Clicking) -> list[str]:
    """Every page of the team's menu, of its deal, and of the market."""
    order, inquiry, listing = (newcomer.row(model).id for model in (Order, Inquiry, Listing))
    record = newcomer.browser.json("/evidence").json()["rows"][0]["number"]
    partnership, quotation = newcomer.row(Partnership).id, newcomer.row(Quotation).id
    parts = ("", "/purchase", "/shipment", "/documents", "/documents/commercial_invoice", "/declaration")
    return [
        "/desk", "/partnerships", f"/partnerships/{partnership}", "/listings", f"/listings/{listing}",
        f"/listings/new?partnership={partnership}", "/shop", "/inquiries", f"/inquiries/{inquiry}",
        f"/quotations/{quotation}", "/orders", *(f"/orders/{order}{part}" for part in parts),
        f"/orders/{order}/money", f"/orders/{order}/refund", "/shipments", "/consumer-orders", "/books",
        "/evidence", f"/evidence/{record}", "/team", "/account", "/market", "/market/search?q=mug",
        f"/market/products/{listing}", "/shops/linen",
    ]  # fmt: skip


def the_instructor_steps_and_looks(newcomer: Clicking, pult: Window) -> None:
    """The step by its button; the page says by itself when the morning has come. Then their own pages."""
    pult.sign_in(story.TEACHER)
    pult.open("/clock")
    pult.press(pult.page.locator("form[action='/clock/step']"))
    assert "On the way to the next morning" in pult.page.inner_text("main")
    newcomer.let_the_world_work()
    pult.page.wait_for_selector("main form[action='/clock/step']")
    assert "Time stands still" in pult.page.inner_text("main")
    sheet = f"/marks/{newcomer.team_id}"
    paths = (
        "/course", "/course/settings", "/teams", f"/teams/{newcomer.team_id}", "/enterprises", "/clock",
        "/evidence", "/marks", sheet, f"{sheet}?cell=C1", "/criteria",
    )  # fmt: skip
    for language in ("zh_Hans", "en"):
        pult.tour(paths, language)


def the_enterprise_sends_a_pack(office: Window) -> None:
    """By the form with the bar that moves; then the enterprise's own pages."""
    office.sign_in("qian@school.example")
    office.open("/packs")
    pack = pack_zip(sheet_csv(product_rows("lanmei-home")[1:3]), {})
    file = {"name": "second.zip", "mimeType": "application/zip", "buffer": pack}
    office.page.set_input_files("#upload input[type=file]", file)
    with office.page.expect_navigation(url="**/packs/*-*", wait_until="load"):
        office.page.click("#upload button")
    assert "second.zip" in office.settled()
    for language in ("zh_Hans", "en"):
        office.tour(("/enterprise", "/packs", "/products", "/partnerships", "/purchases"), language)
