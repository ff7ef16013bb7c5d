"""What a team has to do now, each with its deadline, sorted by urgency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from app.core.clock import home_date, home_time
from app.core.parameters import parameters
from app.core.words import N_, clock, day, gettext, money, ngettext, span
from app.queries.home.desk_rows import DeskRows
from app.trade.books.vat_refund import refund_deadline
from app.trade.carriage.claim_settlement import last_day, risk_is_sellers
from app.trade.words.event_labels import EVENT_KINDS

_ZERO = Decimal(0)
_SOON, _NOW = timedelta(hours=24), timedelta(minutes=30)
_LIVE_PURCHASE = ("placed", "in_production", "ready", "collected")
_ON_BOARD = ("loaded", "in_transit", "arrived", "cleared", "delivered", "perished")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, in the reader's words. due_at: None where nothing presses; area: of the menu."""

    area: str
    icon: str
    title: str
    detail: str
    href: str
    due_at: datetime | None
    tone: str


# States of an order in which the buyer may still be told of an event that keeps the goods.
UNSHIPPED = ("confirmed", "deposit_received")


def tasks(rows: DeskRows, now: datetime) -> list[Task]:
    """Everything that waits for the team, the most urgent first."""
    found = [
        *_letters(rows, now),
        *_samples(rows, now),
        *_instructions(rows, now),
        *_calls(rows, now),
        *_offers(rows, now),
        *_orders(rows, now),
        *_parcels(rows, now),
        *_returns(rows, now),
        *_laboratory_tests(rows, now),
        *_notices(rows, now),
    ]
    return sorted(found, key=lambda task: (task.due_at is None, task.due_at or now, task.title))


class _Told(NamedTuple):
    """A task before its deadline is put in words; `page` is the end of its address."""

    icon: str
    title: str
    page: str
    due_at: datetime | None
    more: str = ""


def _task(area: str, told: _Told, now: datetime) -> Task:
    """A task with its deadline in words; overdue is red, within a day amber."""
    parts = [told.more] if told.more else []
    tone = "info"
    if told.due_at is not None:
        tone = "danger" if told.due_at <= now else "warning" if told.due_at - now <= _SOON else "info"
        parts.append(_left(told.due_at - now))
    return Task(area, told.icon, told.title, " · ".join(parts), told.page, told.due_at, tone)


def _left(time: timedelta) -> str:
    if abs(time) < _NOW:
        return gettext("due now")
    words = gettext("%(time)s left") if time > timedelta(0) else gettext("%(time)s overdue")
    return words % {"time": span(abs(time))}


def _letters(rows: DeskRows, now: datetime) -> Iterator[Task]:
    waiting = [row for row in rows.inquiries if row.state == "waiting"]
    if waiting:
        first = min(waiting, key=lambda row: row.reply_due_at or row.opened_at)
        title = ngettext(
            "%(num)s inquiry needs a reply", "%(num)s inquiries need a reply", len(waiting)
        ) % {"num": len(waiting)}  # fmt: skip
        most_urgent = gettext("First: %(name)s") % {"name": first.buyer_name}
        told = _Told("message-square", title, f"/inquiries/{first.id}", first.reply_due_at, most_urgent)
        yield _task("inquiries", told, now)


_LETTER_TASKS = {
    "refund": N_("%(name)s asks for a payment"),
    "credit": N_("%(name)s proposes a letter of credit"),
}


def _instructions(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for row in rows.instructions:
        if row.state in ("open", "checked"):
            title = gettext(_LETTER_TASKS.get(row.purpose, _LETTER_TASKS["refund"])) % {"name": row.sender}
            yield _task("money", _Told("wallet", title, f"/instructions/{row.id}", row.due_at), now)


def _samples(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for row in rows.samples:
        asked, agreed = N_("%(name)s asks for a sample"), N_("Send the sample to %(name)s")
        title = gettext(asked if row.state == "asked" else agreed) % {"name": row.buyer_name}
        page = f"/inquiries/{row.inquiry_id}#sample"
        yield _task("inquiries", _Told("package-search", title, page, row.answer_due_at), now)


def _calls(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for row in rows.calls:
        page = f"/calls/{row.id}"
        if row.state == "live":
            yield _task("inquiries", _Told("phone-call", gettext("A buyer is on the line"), page, now), now)
        elif row.state == "arranged":
            title = gettext("Call with a buyer: %(day)s, %(time)s")
            said = title % {"day": day(row.starts_at), "time": clock(row.starts_at)}
            is_open = row.opens_at <= now <= row.waits_until
            more = gettext("the line is open") if is_open else ""
            yield _task("inquiries", _Told("phone", said, page, row.waits_until, more), now)


def _offers(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for row in rows.quotations:
        if row.state == "countered":
            title = gettext("Quotation %(number)s was countered") % {"number": row.number}
            due = home_time(row.valid_until) + timedelta(hours=16)
            yield _task("inquiries", _Told("handshake", title, f"/inquiries/{row.inquiry_id}", due), now)


def _parcels(rows: DeskRows, now: datetime) -> Iterator[Task]:
    open_ones = [row for row in rows.consumer_orders if row.state in ("paid", "packed", "listed")]
    if open_ones:
        due = min(row.ship_due_at for row in open_ones)
        title = ngettext(
            "%(num)s consumer order to send", "%(num)s consumer orders to send", len(open_ones)
        ) % {"num": len(open_ones)}  # fmt: skip
        yield _task("consumer-orders", _Told("shopping-bag", title, "/consumer-orders", due), now)


def _returns(rows: DeskRows, now: datetime) -> Iterator[Task]:
    asked = [row for row in rows.consumer_orders if row.return_id is not None]
    if asked:
        first = min(asked, key=lambda row: row.return_due_at or now)
        title = ngettext(
            "%(num)s consumer wants to give goods back",
            "%(num)s consumers want to give goods back", len(asked),
        ) % {"num": len(asked)}  # fmt: skip
        page = f"/consumer-orders/{first.id}" if len(asked) == 1 else "/consumer-orders?state=returns"
        yield _task("consumer-orders", _Told("undo-2", title, page, first.return_due_at), now)


def _laboratory_tests(rows: DeskRows, now: datetime) -> Iterator[Task]:
    """Offers of the laboratory to decide on, and reports that are awaited: these press nobody."""
    for row in rows.laboratory_tests:
        page = f"/listings/{row.listing_id}/laboratory-tests"
        if row.state == "quoted":
            title = gettext("The laboratory quotes a test for %(name)s") % {"name": row.certificate}
            due, more = _evening(row.valid_until), money(row.fee_rmb, "CNY")
        else:
            title = gettext("Report for %(name)s awaited") % {"name": row.certificate}
            due, more = None, gettext("report due on %(day)s") % {"day": day(row.report_on)}
        yield _task("listings", _Told("flask-conical", title, page, due, more), now)


def _notices(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for order in rows.orders:
        if (notice := rows.notices.get(order.id)) is not None:
            title = gettext("Order %(number)s: tell the buyer of the event that keeps the goods")
            page, more = f"/orders/{order.id}#force-majeure", gettext(EVENT_KINDS[notice.kind])
            due = _evening(notice.notice_by)
            yield _task("events", _Told("megaphone", title % {"number": order.number}, page, due, more), now)


def _orders(rows: DeskRows, now: datetime) -> Iterator[Task]:
    purchases, shipments = rows.of(rows.purchases), rows.of(rows.shipments)
    payments = rows.of(rows.payments)
    for order in rows.orders:
        if order.state == "cancelled":
            continue
        bought = next((p for p in purchases.get(order.id, ()) if p.state in _LIVE_PURCHASE), None)
        booked = next((s for s in shipments.get(order.id, ()) if s.state != "cancelled"), None)
        paid = payments.get(order.id, [])
        steps = (
            *_contract(order), *_goods(order, bought, booked), *_customs(order, booked), *_money(order, paid),
            *_complaint(order), *_claims(order, booked),
        )  # fmt: skip
        for step in steps:
            title = gettext(step.title) % {"number": order.number}
            yield _task("orders", step._replace(title=title, page=f"/orders/{order.id}{step.page}"), now)


def _complaint(order: Any) -> Iterator[_Told]:
    if order.complaint_state == "lodged":
        words = N_("Order %(number)s: answer the buyer's complaint")
        wanted = money(order.wanted_usd, "USD")
        yield _Told("message-square-warning", words, "#complaint", order.complaint_due_at, wanted)


def _claims(order: Any, sent: Any) -> Iterator[_Told]:
    """Goods that came to harm at the team's risk under a policy of its own."""
    if sent is None or sent.policy_id is None:
        return
    if sent.claim_state == "queried":
        words = N_("Order %(number)s: the insurer asks for papers")
        yield _Told("shield-alert", words, "/shipment#claim", sent.claim_due_at)
    elif sent.damage and sent.claim_state is None and risk_is_sellers(order.incoterm):
        days = parameters("insurance")["policy"]["notice_days"]
        words = N_("Order %(number)s: claim from the insurer")
        yield _Told(
            "shield-alert", words, "/shipment#claim", _evening(last_day(home_date(sent.arrived_at), days))
        )


def _evening(on: date | None) -> datetime | None:
    return home_time(on) + timedelta(hours=10) if on else None


def _contract(order: Any) -> Iterator[_Told]:
    if order.state == "drafted":
        words = N_("Order %(number)s: issue the proforma invoice")
        yield _Told("file-text", words, "", _evening(order.ship_by))


def _goods(order: Any, bought: Any, booked: Any) -> Iterator[_Told]:
    if order.state != "deposit_received":
        return
    ship_by = _evening(order.ship_by)
    if bought is None:
        yield _Told("clipboard-list", N_("Order %(number)s: place the purchase order"), "/purchase", ship_by)
        return
    open_rmb = bought.total_rmb - bought.paid_rmb
    cut_off = booked.cut_off_at if booked else ship_by
    if bought.state == "ready":
        if not bought.inspections:
            yield _Told(
                "search-check", N_("Order %(number)s: have the goods inspected"), "/purchase", cut_off
            )
        if open_rmb > 0:
            yield _Told(
                "wallet",
                N_("Order %(number)s: pay the supplier"),
                "/purchase",
                cut_off,
                money(open_rmb, "CNY"),
            )
        else:
            yield _Told("truck", N_("Order %(number)s: collect the goods"), "/purchase", cut_off)
    if booked is None and bought.state != "placed":
        yield _Told("ship", N_("Order %(number)s: book the transport"), "/shipment", ship_by)


def _customs(order: Any, booked: Any) -> Iterator[_Told]:
    state = order.declaration_state
    cut_off = booked.cut_off_at if booked and booked.state not in _ON_BOARD else None
    if state in ("queried", "refused"):
        asked = N_("Order %(number)s: customs has a question")
        refused = N_("Order %(number)s: customs refused the declaration")
        yield _Told("file-x", asked if state == "queried" else refused, "/declaration", cut_off)
    elif booked and state in (None, "draft") and order.state == "deposit_received":
        yield _Told(
            "file-check", N_("Order %(number)s: file the export declaration"), "/declaration", cut_off
        )
    if order.shipped_at and order.set_state in (None, "open", "queried"):
        mend = N_("Order %(number)s: mend the papers, the buyer asks")
        send = N_("Order %(number)s: send the papers to the buyer")
        yield _Told(
            "files",
            mend if order.set_state == "queried" else send,
            "/documents",
            _evening(booked.arrives_on) if booked else None,
        )


def _money(order: Any, paid: list[Any]) -> Iterator[_Told]:
    received = sum((row.received_usd or _ZERO for row in paid), _ZERO)
    open_usd = received - (order.decided_usd or _ZERO)
    if open_usd > 0:
        words = N_("Order %(number)s: settle or keep the dollars")
        yield _Told("arrow-left-right", words, "/money", None, money(open_usd, "USD"))
    is_paid = bool(paid) and all(row.state == "received" for row in paid)
    if order.shipped_at and is_paid and order.refund_state in (None, "refused"):
        claim = N_("Order %(number)s: claim the VAT refund")
        words = N_("Order %(number)s: mend the refund claim") if order.refund_state else claim
        last = refund_deadline(home_date(order.shipped_at))
        yield _Told(
            "receipt", words, "/refund", _evening(last), gettext("until %(day)s") % {"day": day(last)}
        )
