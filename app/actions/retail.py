"""A day of consumers as one deed of the market: orders and the funnel in bulk, one record over all of
them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.actions.act import Act
from app.actions.given import bulk
from app.actions.policies import party
from app.actions.registry import Facts, Given, action
from app.core.bulk_leaf import bulk_leaf
from app.core.clock import home_date
from app.core.merkle_log import merkle_root
from app.models.buyer import Buyer
from app.models.consumer_order import HASHED as OF_ORDER
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.funnel import HASHED as OF_COUNT
from app.models.funnel import FunnelCount
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.listing import Listing
from app.trade.books import ledger_entries as books
from app.trade.books.bookkeeping import Entry
from app.trade.money import Money, rounded

_SUMS = ("impressions", "clicks", "baskets", "orders", "pieces", "paid_usd")


class PassDay(Given):
    """One part of a day: who came, what was counted, what was bought; when and in how many parts tomorrow
    comes.

    counts: columns of the funnel, by listing, market, source and query; orders: the consumer (`stable_name`,
    `name`, `city`, `address`; `buyer_id` for one who is known), `listing_id`, `market`, `pieces`,
    `goods_usd`,
    `shipping_usd`, `tax_usd`, `charges`, `promised_days`, `service`, `ship_due_days`, `count` (place of its
    row in
    counts).
    """

    next_at: datetime
    part: int = 0
    parts: int = 1
    next_parts: int = 1
    visits: int = 0
    empty: int = 0
    cancelled_after_days: int = 4
    counts: Sequence[dict[str, Any]] = bulk()
    orders: Sequence[dict[str, Any]] = bulk()


@action("retail.pass_day", Course, PassDay, allow=party("market"))
def pass_day(act: Act, course: Course, given: PassDay) -> Facts:
    """Let consumers shop: what they bought is paid into escrow, all that they saw is counted.

    An order whose listing was changed meanwhile lapses. Tomorrow goes on the agenda with the day's last
    part, until
    the course's last day.
    """
    counts = [dict(count) for count in given.counts]
    placed = _still_on_sale(act, given.orders)
    lapsed = _take_back(counts, given.orders, placed)
    orders = _place(act, placed, given.cancelled_after_days)
    rows = [{"number": act.number, "place": at, "day": act.today, **count} for at, count in enumerate(counts)]
    for row in rows:
        row["leaf"] = bulk_leaf([row[name] for name in OF_COUNT])
    act.insert(FunnelCount, rows)
    if given.part == given.parts - 1:
        _put_tomorrow(act, course, given)
    return {
        "on": act.today, "visits": given.visits, "empty": given.empty, "lapsed": lapsed,
        **{name: sum(count[name] for count in counts) for name in _SUMS},
        "bulk": {
            "consumer_order": _proof([row["bulk_leaf"] for row in orders]),
            "funnel_count": _proof([row["leaf"] for row in rows]),
        },
    }  # fmt: skip


def _proof(leaves: Sequence[bytes]) -> dict[str, Any]:
    return {"count": len(leaves), "root": merkle_root(leaves).hex()}


def _put_tomorrow(act: Act, course: Course, given: PassDay) -> None:
    if (home_date(given.next_at) - course.starts_on).days < course.days:
        for part in range(given.next_parts):
            told = {"stable_name": "retail", "part": part, "parts": given.next_parts}
            act.later(given.next_at, "retail.day", course.id, told)


def _still_on_sale(act: Act, orders: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The orders that their listing still answers: on sale at that price, shipped there, in stock."""
    ids = {order["listing_id"] for order in orders}
    listings = act.session.exec(select(Listing).where(col(Listing.id).in_(ids))) if ids else ()
    held = {row.id: row for row in listings if row.course_id == act.course.id and row.state == "published"}
    found: list[Mapping[str, Any]] = []
    left = {row_id: row.stock_pieces for row_id, row in held.items()}
    for order in orders:
        listing, pieces = held.get(order["listing_id"]), order["pieces"]
        if listing is None or f" {order['market']} " not in listing.ships_to or left[listing.id] < pieces:
            continue
        if rounded(listing.price_usd * pieces, "USD") != order["goods_usd"]:
            continue
        left[listing.id] -= pieces
        found.append({**order, "team_id": listing.team_id, "product_id": listing.product_id})
    sold = Counter[UUID]()
    for order in found:
        sold[order["listing_id"]] += order["pieces"]
    changed = [
        {"id": row_id, "stock_pieces": left[row_id], "sold_pieces": held[row_id].sold_pieces + pieces}
        for row_id, pieces in sorted(sold.items())
    ]
    act.bulk_change(Listing, changed)
    return found


def _take_back(
    counts: list[dict[str, Any]], orders: Sequence[Mapping[str, Any]], placed: Iterable[Mapping[str, Any]]
) -> int:
    """Take the lapsed orders out of the funnel. Returns how many they are."""
    names = {order["stable_name"] for order in placed}
    lapsed = [order for order in orders if order["stable_name"] not in names]
    for order in lapsed:
        count = counts[order["count"]]
        count["orders"] -= 1
        count["pieces"] -= order["pieces"]
        count["paid_usd"] -= order["goods_usd"] + order["shipping_usd"]
    return len(lapsed)


def _place(act: Act, orders: Sequence[Mapping[str, Any]], cancelled_after_days: int) -> list[dict[str, Any]]:
    """Insert the orders with their buyers, books and deadlines. Returns their columns."""
    buyers = _buyers(act, orders)
    numbers = act.take_numbers(Counter(f"parcels:{order['team_id']}" for order in orders))
    entry_numbers = act.take_numbers(Counter(f"ledger:{order['team_id']}" for order in orders))
    rows = [_row(act, order, buyers, numbers, at) for at, order in enumerate(orders)]
    entries = [_entry(row, entry_numbers) for row in rows]
    for row, order, (number, entry) in zip(rows, orders, entries, strict=True):
        postings = sorted([one.account, one.amount] for one in entry.postings)
        who = (order["name"], order["city"], order["address"])
        row["bulk_leaf"] = bulk_leaf([*(row[name] for name in OF_ORDER), *who, number, postings])
    ids = act.insert(ConsumerOrder, rows)
    act.made_id = ids[0] if ids else None
    _post(act, rows, ids, entries)
    for row, row_id in zip(rows, ids, strict=True):
        overdue_at = row["ship_due_at"] + timedelta(days=cancelled_after_days)
        act.later(overdue_at, "parcel.overdue", row_id, {"stable_name": row["stable_name"]})
    return rows


def _buyers(act: Act, orders: Sequence[Mapping[str, Any]]) -> dict[str, UUID]:
    """Stable name -> id of each consumer, those who are new inserted."""
    known = {order["stable_name"]: order["buyer_id"] for order in orders if order.get("buyer_id")}
    fresh = [order for order in orders if order["stable_name"] not in known]
    ids = act.insert(
        Buyer,
        (
            {
                "stable_name": order["stable_name"], "kind": "consumer", "name": order["name"],
                "country": order["market"], "city": order["city"], "address": order["address"],
            }
            for order in fresh
        ),
    )  # fmt: skip
    return known | {order["stable_name"]: row_id for order, row_id in zip(fresh, ids, strict=True)}


def _row(
    act: Act, order: Mapping[str, Any], buyers: Mapping[str, UUID], numbers: dict[str, int], place: int
) -> dict[str, Any]:
    name = f"parcels:{order['team_id']}"
    number, numbers[name] = numbers[name], numbers[name] + 1
    copied = (
        "team_id", "listing_id", "product_id", "market", "pieces", "goods_usd", "shipping_usd", "tax_usd",
        "charges", "promised_days", "service", "source",
    )  # fmt: skip
    return {
        **{each: order[each] for each in copied},
        "stable_name": order["order_name"], "buyer_id": buyers[order["stable_name"]], "number": number,
        "paid_usd": order["goods_usd"] + order["shipping_usd"], "bulk_number": act.number,
        "bulk_place": place,
        "placed_at": act.now, "ship_due_at": act.now + timedelta(days=order["ship_due_days"]),
        "events": [{"what": "paid", "at": act.now, "figures": {}}],
    }  # fmt: skip


def _entry(order: Mapping[str, Any], numbers: dict[str, int]) -> tuple[int, Entry]:
    """Number and postings of what holds the order's money in escrow, in its team's books."""
    name = f"ledger:{order['team_id']}"
    number, numbers[name] = numbers[name], numbers[name] + 1
    return number, books.escrow_held(Money(order["paid_usd"], "USD"))


def _post(
    act: Act, orders: Sequence[Mapping[str, Any]], ids: Sequence[UUID], entries: Sequence[tuple[int, Entry]]
) -> None:
    rows = [
        {
            "team_id": order["team_id"], "number": number, "code": entry.code, "at": act.now,
            "consumer_order_id": order_id,
        }
        for order, order_id, (number, entry) in zip(orders, ids, entries, strict=True)
    ]  # fmt: skip
    entry_ids = act.insert(LedgerEntry, rows)
    postings = [
        {
            "team_id": row["team_id"], "entry_id": entry_id, "account": one.account, "currency": one.currency,
            "amount": one.amount,
        }
        for row, entry_id, (_, entry) in zip(rows, entry_ids, entries, strict=True)
        for one in entry.postings
    ]  # fmt: skip
    act.insert(LedgerPosting, postings)
