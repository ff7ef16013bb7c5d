"""What a team has to do now, each with its deadline, sorted by urgency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.core.clock import home_date, home_time
from app.core.words import N_, day, gettext, money, ngettext, span
from app.queries.desk_rows import DeskRows
from app.trade.vat_refund import refund_deadline

_ZERO = Decimal(0)
_SOON = timedelta(hours=24)
_LIVE_PURCHASE = ("placed", "in_production", "ready", "collected")
_ON_BOARD = ("loaded", "in_transit", "arrived", "cleared", "delivered")


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


def tasks(rows: DeskRows, now: datetime) -> list[Task]:
    """Everything that waits for the team, the most urgent first."""
    found = [*_letters(rows, now), *_offers(rows, now), *_orders(rows, now), *_parcels(rows, now)]
    return sorted(found, key=lambda task: (task.due_at is None, task.due_at or now, task.title))


def _task(
    area: str, icon: str, title: str, href: str, now: datetime, due: datetime | None, more: str = ""
) -> Task:
    """A task with its deadline in words; overdue is red, within a day amber."""
    parts = [more] if more else []
    tone = "info"
    if due is not None:
        tone = "danger" if due <= now else "warning" if due - now <= _SOON else "info"
        left = span(abs(due - now))
        parts.append(gettext("%(time)s overdue") % {"time": left} if due <= now
                     else gettext("%(time)s left") % {"time": left})  # fmt: skip
    return Task(area, icon, title, " · ".join(parts), href, due, tone)


def _letters(rows: DeskRows, now: datetime) -> Iterator[Task]:
    waiting = [row for row in rows.inquiries if row.state == "waiting"]
    if waiting:
        first = min(waiting, key=lambda row: row.reply_due_at or row.opened_at)
        title = ngettext(
            "%(num)s inquiry needs a reply", "%(num)s inquiries need a reply", len(waiting)
        ) % {"num": len(waiting)}  # fmt: skip
        most_urgent = gettext("First: %(name)s") % {"name": first.buyer_name}
        yield _task(
            "inquiries",
            "message-square",
            title,
            f"/inquiries/{first.id}",
            now,
            first.reply_due_at,
            most_urgent,
        )


def _offers(rows: DeskRows, now: datetime) -> Iterator[Task]:
    for row in rows.quotations:
        if row.state == "countered":
            title = gettext("Quotation %(number)s was countered") % {"number": row.number}
            due = home_time(row.valid_until) + timedelta(hours=16)
            yield _task("inquiries", "handshake", title, f"/inquiries/{row.inquiry_id}", now, due)


def _parcels(rows: DeskRows, now: datetime) -> Iterator[Task]:
    open_ones = [row for row in rows.consumer_orders if row.state in ("paid", "packed", "listed")]
    if open_ones:
        due = min(row.ship_due_at for row in open_ones)
        title = ngettext(
            "%(num)s consumer order to send", "%(num)s consumer orders to send", len(open_ones)
        ) % {"num": len(open_ones)}  # fmt: skip
        yield _task("consumer-orders", "shopping-bag", title, "/consumer-orders", now, due)


def _orders(rows: DeskRows, now: datetime) -> Iterator[Task]:
    purchases, shipments = rows.of(rows.purchases), rows.of(rows.shipments)
    payments = rows.of(rows.payments)
    for order in rows.orders:
        if order.state == "cancelled":
            continue
        bought = next((p for p in purchases.get(order.id, ()) if p.state in _LIVE_PURCHASE), None)
        booked = next((s for s in shipments.get(order.id, ()) if s.state != "cancelled"), None)
        paid = payments.get(order.id, [])
        for icon, words, page, due, more in (
            *_contract(order), *_goods(order, bought, booked), *_customs(order, booked), *_money(order, paid),
        ):  # fmt: skip
            title = gettext(words) % {"number": order.number}
            yield _task("orders", icon, title, f"/orders/{order.id}{page}", now, due, more)


Step = tuple[str, str, str, datetime | None, str]


def _evening(on: date | None) -> datetime | None:
    return home_time(on) + timedelta(hours=10) if on else None


def _contract(order: Any) -> Iterator[Step]:
    if order.state == "drafted":
        words = N_("Order %(number)s: issue the proforma invoice")
        yield "file-text", words, "", order.drafted_at + timedelta(hours=48), ""


def _goods(order: Any, bought: Any, booked: Any) -> Iterator[Step]:
    if order.state != "deposit_received":
        return
    ship_by = _evening(order.ship_by)
    if bought is None:
        yield "clipboard-list", N_("Order %(number)s: place the purchase order"), "/purchase", ship_by, ""
        return
    open_rmb = bought.total_rmb - bought.paid_rmb
    cut_off = booked.cut_off_at if booked else ship_by
    if bought.state == "ready":
        if not bought.inspections:
            yield "search-check", N_("Order %(number)s: have the goods inspected"), "/purchase", cut_off, ""
        if open_rmb > 0:
            yield (
                "wallet",
                N_("Order %(number)s: pay the supplier"),
                "/purchase",
                cut_off,
                money(open_rmb, "CNY"),
            )
        else:
            yield "truck", N_("Order %(number)s: collect the goods"), "/purchase", cut_off, ""
    if booked is None and bought.state != "placed":
        yield "ship", N_("Order %(number)s: book the transport"), "/shipment", ship_by, ""


def _customs(order: Any, booked: Any) -> Iterator[Step]:
    state = order.declaration_state
    cut_off = booked.cut_off_at if booked and booked.state not in _ON_BOARD else None
    if state in ("queried", "refused"):
        asked = N_("Order %(number)s: customs has a question")
        refused = N_("Order %(number)s: customs refused the declaration")
        yield "file-x", asked if state == "queried" else refused, "/declaration", cut_off, ""
    elif booked and state in (None, "draft") and order.state == "deposit_received":
        yield "file-check", N_("Order %(number)s: file the export declaration"), "/declaration", cut_off, ""
    if order.shipped_at and order.set_state in (None, "open", "queried"):
        mend = N_("Order %(number)s: mend the papers, the buyer asks")
        send = N_("Order %(number)s: send the papers to the buyer")
        yield "files", mend if order.set_state == "queried" else send, "/documents", order.shipped_at + timedelta(days=7), ""


def _money(order: Any, paid: list[Any]) -> Iterator[Step]:
    received = sum((row.received_usd or _ZERO for row in paid), _ZERO)
    open_usd = received - (order.decided_usd or _ZERO)
    if open_usd > 0:
        words = N_("Order %(number)s: settle or keep the dollars")
        yield "arrow-left-right", words, "/money", None, money(open_usd, "USD")
    is_paid = bool(paid) and all(row.state == "received" for row in paid)
    if order.shipped_at and is_paid and order.refund_state in (None, "refused"):
        claim = N_("Order %(number)s: claim the VAT refund")
        words = N_("Order %(number)s: mend the refund claim") if order.refund_state else claim
        last = refund_deadline(home_date(order.shipped_at))
        yield "receipt", words, "/refund", _evening(last), gettext("until %(day)s") % {"day": day(last)}
