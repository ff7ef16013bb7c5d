"""The same newcomer in a real browser: fields are filled in and buttons pressed as they stand on the page."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.models.document import Document
from app.models.order import Order
from app.models.quotation import Quotation
from app.world.players.move import Move
from tests.builders import PASSWORD
from tests.journeys.newcomer import Newcomer, read_text, says
from tests.journeys.running import as_form

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# When nothing is being fetched any more: how wide the page is, how wide the window, and the page itself.
_SETTLED = """async () => {
  while (document.querySelector(".htmx-request")) await new Promise((go) => setTimeout(go, 20));
  const root = document.documentElement;
  return [root.scrollWidth, root.clientWidth, root.outerHTML];
}"""
# Unfold what a form holds, as a person does who looks for a field. Returns each field's kind by its name.
_FIELDS = """form => {
  for (let at = form; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  for (const folded of form.querySelectorAll("details")) folded.open = true;
  return Object.fromEntries([...form.elements].map((one) => [one.name, one.hidden ? "rich" : one.type]));
}"""
# Where the forms of one order's verbs stand, and those of the others.
_ORDER_PAGES = {
    "order": "", "purchase": "/purchase", "inspection": "/purchase", "shipment": "/shipment",
    "insurance": "/shipment", "declaration": "/declaration", "settlement": "/money", "refund": "/refund",
}  # fmt: skip
_PAGES = {
    "partnership.apply": "/partnerships", "shop.open": "/shop", "shipping_template.save": "/shop",
    "listing.create": "/listings/new?partnership={}", "listing.edit": "/listings/{}",
    "listing.publish": "/listings/{}", "inquiry.reply": "/inquiries/{}", "inquiry.screen": "/inquiries/{}",
    "quotation.draft": "/inquiries/{}",
    "consumer_order.pack": "/consumer-orders/{}", "consumer_order.list_for_customs": "/consumer-orders/{}",
    "consumer_order.dispatch": "/consumer-orders/{}",
}  # fmt: skip


def where_chromium_is() -> str | None:
    """The path of a browser on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@dataclass
class Window:
    """One window of the browser; whatever it complains of in its console is wrong."""

    page: Any
    complaints: list[str]

    def open(self, path: str) -> str:
        """Go to a page, let its scripts come to rest, and see that it fits. Returns its HTML."""
        answer = self.page.goto(path, wait_until="load")
        assert answer.status == 200, f"{path}: {answer.status} {read_text(self.page.content())[:600]}"
        return self.settled()

    def settled(self) -> str:
        """The HTML when nothing is being fetched; nothing is too wide and nothing was complained of."""
        full, seen, html = self.page.evaluate(_SETTLED)
        assert full <= seen, f"{self.page.url} is {full} wide in a window of {seen}"
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        return str(html)

    def tour(self, paths: Iterable[str], language: str) -> None:
        """Look at pages in one language, each at both widths: readable, fitting, without a complaint.

        The page of the packs names the columns of a spreadsheet as they are.
        """
        self.page.goto(f"/account?lang={language}")
        for path in paths:
            html = self.open(path)
            assert path == "/packs" or says(path, html)
            assert self.page.get_attribute("html", "lang") == language.replace("_", "-")
            self.page.set_viewport_size(NARROW)
            self.settled()
            self.page.set_viewport_size(WIDE)

    def fill_in(self, form: Any, values: Mapping[str, str]) -> None:
        """Enter values where a person would: type, choose, tick."""
        kinds = form.evaluate(_FIELDS)
        for name, value in values.items():
            if name.endswith(".elements"):  # each has a box of its own, once the code is written
                form.locator(f'[name="{name}.0.value"]').wait_for()
                written = [each.partition(":")[2] for each in value.split(";")]
                parts = {f"{name}.{place}.value": part for place, part in enumerate(written)}
                self.fill_in(form, parts)
            else:
                _enter(form, name, kinds[name], value)

    def press(self, form: Any) -> str:
        """Press the form's button; the answer is a page without a refusal."""
        with self.page.expect_navigation(wait_until="load"):
            form.locator("button:not([type=button]):not([formaction])").first.click()
        html = self.settled()
        assert "Nothing was saved" not in html, read_text(html)
        return html

    def sign_in(self, email: str) -> None:
        """Through the page, with the Enter key."""
        self.page.goto("/sign-in")
        self.page.fill('[name="email"]', email)
        self.page.fill('[name="password"]', PASSWORD)
        with self.page.expect_navigation(wait_until="load"):
            self.page.press('[name="password"]', "Enter")
        self.settled()


def _enter(form: Any, name: str, kind: str, value: str) -> None:
    field = form.locator(f'[name="{name}"]')
    if kind == "hidden":
        assert field.input_value() == value, f"{name} is {field.input_value()}, not {value}"
    elif kind == "radio":
        form.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        field.set_checked(value.lower() == "true")
    elif kind == "select-one":
        field.select_option(value)
    elif kind == "rich":  # a text with buttons for bold and lists stands in the field's place
        form.locator(".rich").fill(read_text(value))
    else:
        field.fill(value)


@contextmanager
def window(chromium: Any, url: str) -> Iterator[Window]:
    """A fresh window that knows nobody."""
    context = chromium.new_context(base_url=url, viewport=WIDE, locale="en-GB")
    page, complaints = context.new_page(), []

    page.set_default_timeout(120_000)  # on a machine that does much else

    def heard(said: Any) -> None:
        if said.type in ("error", "warning"):
            complaints.append(said.text)

    def answered(got: Any) -> None:
        if got.status >= 400:
            complaints.append(f"{got.status} {got.url}")

    page.on("console", heard)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("response", answered)
    yield Window(page, complaints)
    context.close()
    assert complaints == [], complaints


@dataclass
class Clicking(Newcomer):
    """A newcomer who reads and presses in a window; only mornings are awaited without one."""

    window: Window | None = None

    def see(self, path: str, *words: str, lang: str = "en") -> str:
        """Open a page in the window and read these words on it."""
        if self.window is None:  # not at the desk yet
            return super().see(path, *words, lang=lang)
        return says(path, self.window.open(path), words)

    def wait_for(self, path: str, words: str, days: int = 60) -> int:
        """Let mornings come until a page says these words; then look at it."""
        passed = self.wait_until(lambda: words in super(Clicking, self).see(path), days)
        self.see(path, words)
        return passed

    def send(self, path: str, given: Mapping[str, Any], page: str = "") -> None:
        """Fill in the form on its page and press its button."""
        if self.window is None:
            return super().send(path, given, page)
        self.window.open(page)
        if path.endswith("/shipments/book"):  # port and day are asked first, and prices shown for them
            wish = self.window.page.locator(".wishform")
            self.window.fill_in(wish, {name: str(given[name]) for name in ("origin", "ready_on")})
            self.window.press(wish)
        form = self.window.page.locator(f'form[action="{path}"]')
        if given.get("product_id"):  # a page with one such form for each product
            form = form.filter(has=self.window.page.locator(f'[value="{given["product_id"]}"]'))
        self.window.fill_in(form, as_form(given))
        self.window.press(form)
        return None

    def page_of(self, move: Move) -> str:
        """The page that holds the form of a verb."""
        word = move.action.partition(".")[0]
        if move.action in _PAGES:
            return _PAGES[move.action].format(move.subject_id)
        if word == "quotation":
            return f"/inquiries/{self.row(Quotation, id=move.subject_id).inquiry_id}"
        order = f"/orders/{self.row(Order).id}"
        if word != "document":
            return order + _ORDER_PAGES[word]
        if move.action == "document.send_set":
            return f"{order}/documents"
        kind = move.given.get("kind") or self.row(Document, id=move.subject_id).kind
        return f"{order}/documents/{kind}"
