"""A careful newcomer at a running server: reads pages, presses buttons, and waits for mornings.

What is right to write stands in `app/world/players` (the same clerk that runs the demo's teams); here it goes
through the forms or the JSON of the real addresses, and what comes of it is read from the pages.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.core.canonical import plain
from app.core.clock import home_date
from app.models.course import Course
from app.models.purchase import Purchase
from app.models.team import Team
from app.world.players.deal import deal_moves
from app.world.players.goods import goods_moves
from app.world.players.guard import guard_moves
from app.world.players.money import money_moves
from app.world.players.move import Move, Seat
from app.world.players.parcels import parcel_moves
from app.world.players.shop import shop_moves
from app.world.views.player import skill_of
from app.world.worker import Worker
from tests.journeys.running import Browser, as_form

# Where each verb of a trade is posted to, and which of its values the person enters.
ADDRESSES = {
    "partnership.apply": "/enterprises/{}/partnerships/apply",
    "shop.open": "/teams/{}/shops/open",
    "shipping_template.save": "/teams/{}/shipping-templates/save",
    "listing.create": "/partnerships/{}/listings/create",
    "listing.edit": "/listings/{}/edit",
    "listing.publish": "/listings/{}/publish",
    "inquiry.reply": "/inquiries/{}/reply",
    "inquiry.screen": "/inquiries/{}/screen",
    "quotation.draft": "/inquiries/{}/quotations/draft",
    "quotation.send": "/quotations/{}/send",
    "order.save_terms": "/orders/{}/save-terms",
    "order.issue": "/orders/{}/issue",
    "purchase.place": "/orders/{}/purchases/place",
    "purchase.pay": "/purchases/{}/pay",
    "purchase.rework": "/purchases/{}/rework",
    "purchase.collect": "/purchases/{}/collect",
    "inspection.order": "/purchases/{}/inspections/order",
    "shipment.book": "/orders/{}/shipments/book",
    "insurance.buy": "/shipments/{}/insurance/buy",
    "document.save": "/orders/{}/documents/save",
    "document.issue": "/documents/{}/issue",
    "document.amend": "/documents/{}/amend",
    "document.send_set": "/orders/{}/documents/send-set",
    "declaration.save": "/orders/{}/declaration/save",
    "declaration.file": "/declarations/{}/file",
    "settlement.settle": "/orders/{}/settlements/settle",
    "refund.claim": "/orders/{}/refunds/claim",
    "consumer_order.pack": "/consumer-orders/{}/pack",
    "consumer_order.list_for_customs": "/consumer-orders/{}/list",
    "consumer_order.dispatch": "/consumer-orders/{}/dispatch",
}
_RECKONED = {
    "quotation.draft": {"basis"}, "inspection.order": {"fee_rmb"}, "insurance.buy": {"premium_rate"},
    "shipment.book": {"offer", "cheapest_usd", "best_arrives_on"},
    "consumer_order.dispatch": {"carrier", "cost_usd", "least_days", "most_days"},
}  # fmt: skip
_RAW = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\{\w*\}")  # codes and gaps that nobody should read
_TAGS, _HIDDEN = re.compile(r"<[^>]*>"), re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
_HELP = re.compile(r'<(a|button)\b[^>]*\bclass="help\b[^>]*>.*?</\1>', re.S)  # the "?" behind a term

_FIELD = re.compile(r'<input(?![^>]*type="(?:hidden|radio|checkbox)")[^>]*\bvalue="([^"]*)"[^>]*>')


def read_text(html: str) -> str:
    """What a person reads of a page: no markup, no "?", what stands in its fields, single spaces."""
    shown = _FIELD.sub(r" \1 ", _HELP.sub(" ", _HIDDEN.sub(" ", html)))
    return " ".join(unescape(_TAGS.sub(" ", shown)).split())


def says(path: str, html: str, words: Iterable[str] = ()) -> str:
    """The text of a page that holds these words and no code that nobody should read."""
    text = read_text(html)
    assert not (raw := _RAW.search(text)), f"{path} shows {raw}"
    for each in words:
        assert each in text, f"{path} does not say {each!r}: {text}"
    return text


@dataclass
class Newcomer:
    """One student with every duty, the instructor who lets time pass, and the database for looking up."""

    browser: Browser
    teacher: Browser
    engine: Engine
    data_folder: Path
    course_id: UUID
    team_id: UUID
    by_form: bool

    def see(self, path: str, *words: str, lang: str = "en") -> str:
        """Open a page and read these words on it. Returns the whole text."""
        answer = self.browser.page(path, lang=lang)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {read_text(answer.text)[-600:]}"
        return says(path, answer.text, words)

    def send(self, path: str, given: Mapping[str, Any], page: str = "") -> None:
        """Send a form, or the same as JSON, and insist that it was taken."""
        if self.by_form:
            answer = self.browser.form(path, page, **as_form(given))
            assert answer.status_code == 303, f"{path}: {answer.status_code} {read_text(answer.text)[:3000]}"
        else:
            answer = self.browser.post(path, given)
            assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"

    def do(self, *verbs: str) -> None:
        """Do the next open thing of each of these kinds, rightly."""
        for verb in verbs:
            move = next((each for each in self.open() if each.action == verb), None)
            assert move, f"{verb} is not open; open are {sorted({each.action for each in self.open()})}"
            self._send_move(move)

    def do_all(self, *verbs: str) -> int:
        """Do whatever is open of these kinds until nothing is. Returns how many things were done."""
        done = 0
        while moves := [each for each in self.open() if each.action in verbs]:
            self._send_move(moves[0])
            done += 1
            assert done < 40, f"no end: {moves}"
        return done

    def _send_move(self, move: Move) -> None:
        given = {
            name: value for name, value in move.given.items() if name not in _RECKONED.get(move.action, ())
        }
        if move.action == "shipment.book":
            promised_on, offer = self.row(Purchase, order_id=move.subject_id).promised_on, move.given["offer"]
            ready_on = max(promised_on, self.today()) + timedelta(days=3)
            given |= {"service": offer["service"], "origin": offer["origin"], "ready_on": ready_on}
        self.send(ADDRESSES[move.action].format(move.subject_id), plain(given), self.page_of(move))

    def page_of(self, move: Move) -> str:
        """The page that a form stands on, where it matters: see `chromium.py`."""
        return ""

    def open(self) -> list[Move]:
        """What is open for the team."""
        with Session(self.engine) as session:
            team, course = session.get_one(Team, self.team_id), session.get_one(Course, self.course_id)
            skill = replace(skill_of("strong"), margin_percent=Decimal(2), listings=1, partners=1)
            skill = replace(skill, inspects_from_rmb=Decimal(0))
            seat = Seat(session, team, course, skill, course.clock_at, home_date(course.clock_at))
            kinds = (shop_moves, guard_moves, deal_moves, goods_moves, money_moves, parcel_moves)
            return [move for kind in kinds for move in kind(seat)]

    def today(self) -> date:
        """The course's day."""
        with Session(self.engine) as session:
            return home_date(session.get_one(Course, self.course_id).clock_at)

    def next_morning(self) -> None:
        """The instructor presses *Next morning*, and the world does what is due until then."""
        assert self.teacher.post("/clock/step").status_code == 200
        self.let_the_world_work()

    def let_the_world_work(self) -> None:
        """The worker's turns until nothing is due."""
        worker = Worker(self.engine, self.data_folder)
        while worker.turn():
            pass

    def wait_until(self, is_so: Callable[[], bool], days: int = 60) -> int:
        """Let mornings come until something is so. Returns how many passed."""
        for passed in range(days):
            if is_so():
                return passed
            self.next_morning()
        raise AssertionError(f"not within {days} days; open are {[each.action for each in self.open()]}")

    def wait_for(self, path: str, words: str, days: int = 60) -> int:
        """Let mornings come until a page says these words. Returns how many passed."""
        return self.wait_until(lambda: words in self.see(path), days)

    def rows(self, model: type[Any], **equal: Any) -> list[Any]:
        """The team's rows with these values, the oldest first."""
        with Session(self.engine, expire_on_commit=False) as session:
            query = select(model).where(model.team_id == self.team_id).order_by(model.id)
            return list(session.exec(query.filter_by(**equal)))

    def row(self, model: type[Any], **equal: Any) -> Any:
        """The oldest of them: where the next page is."""
        found = self.rows(model, **equal)
        assert found, f"no {model.__name__} with {equal}"
        return found[0]
