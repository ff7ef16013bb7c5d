"""What an event would change, before it is set: shown to who teaches, and nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, func, select

from app.core import words
from app.core.parameters import parameters
from app.core.words import N_
from app.models.course import Course
from app.models.listing import Listing
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.world_event import WorldEvent
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.freight import lane_price
from app.queries.goods.held_up import held_up
from app.queries.rates.course_rates import as_if_events, course_rates
from app.queries.rates.rate import exchange_rate
from app.queries.scope import Reader
from app.queries.teaching.event_effects import effects, event_title, lane_label
from app.trade.market.event_plan import Caps, Room, Wish, planned
from app.trade.market.world_event import WorldEvent as Event
from app.trade.refusal import RateUnknown, RuleBroken

_LANES = (("sea", "us_west_coast"), ("sea", "north_europe"), ("air", "north_america"), ("air", "europe"))
_SHIPMENTS = N_("Open shipments that come later")
_LATER = N_("%(count)s, by %(days)s days on average")
_LOTS = N_("Lots in production over these days")
_LISTINGS = N_("Published listings of these goods")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that would read otherwise. before "": a count alone."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventPreview:
    """An event that was thought of. refused: code and figures of the rule that it breaks, None if none."""

    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    announced_on: date | None = None
    effects: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    refused: dict[str, Any] | None = None


def event_preview(session: Session, reader: Reader, wish: Wish, on: date) -> EventPreview:
    """What would change. Nothing is written."""
    course = session.get_one(Course, reader.course_id)
    rows = session.exec(select(WorldEvent).where(WorldEvent.course_id == course.id))
    others = tuple(row.as_event() for row in rows if row.state != "cancelled")
    try:
        room = Room(course.starts_on, course.days, on, others)
        event = planned(wish, Caps.of(parameters("events")["caps"]), room)
    except RuleBroken as broken:
        return EventPreview(refused={"code": broken.code, "figures": dict(broken.figures)})
    return EventPreview(
        event_title(session, event), event.starts_on, event.ends_on, event.announced_on,
        tuple(effects(session, event)), tuple(_changes(session, reader, event)),
    )  # fmt: skip


def _changes(session: Session, reader: Reader, event: Event) -> Iterator[Change]:
    """Figures on the day on which the event is at its height, without and with it; then what is touched."""
    height = date.fromordinal((event.starts_on.toordinal() + event.ends_on.toordinal()) // 2)
    before = list(_figures(session, reader, event, height))
    with as_if_events(session, (*course_rates(session).events, event)):
        after = list(_figures(session, reader, event, height))
    for (label, old), (_, new) in zip(before, after, strict=True):
        if old != new:
            yield Change(label, old, new)
    yield from _touched(session, reader, event)


def _figures(session: Session, reader: Reader, event: Event, day: date) -> Iterator[tuple[str, str]]:
    if event.kind in ("freight_spike", "peak_season"):
        lanes = [(mode, lane) for mode in event.listed("modes") for lane in event.listed("lanes")] or _LANES
        for mode, lane in lanes:
            price = lane_price(session, mode, lane, day)
            if price is not None:
                yield f"{lane_label(lane)}, {price[0]}", words.money(price[1], "USD")
    if event.kind == "currency_move":
        code = str(event.figures["currency"])
        yield (
            f"{code} / USD",
            words.number(exchange_rate(session, code, day).rate.quantize(Decimal("0.0001"))),
        )
    if event.kind == "duty_change":
        destination, prefix = str(event.figures["destination"]), str(event.figures["hs_prefix"])
        for hs6 in _codes(session, reader, prefix):
            yield f"{words.country(destination)}, HS {hs6}", _duty(session, destination, hs6, day)


def _codes(session: Session, reader: Reader, prefix: str) -> list[str]:
    """Up to three subheadings of the course's products under a prefix."""
    query = select(Product.hs_code).where(
        Product.course_id == reader.course_id, col(Product.hs_code).startswith(prefix)
    )
    return sorted({code[:6] for code in session.exec(query)})[:3]


def _duty(session: Session, destination: str, hs6: str, day: date) -> str:
    try:
        layers = duty_layers(session, destination, Goods(hs6), day)
    except RateUnknown as unknown:
        return words.sentence(unknown.code, unknown.figures)
    return words.percent(sum((layer.rate for layer in layers), Decimal(0)))


def _touched(session: Session, reader: Reader, event: Event) -> Iterator[Change]:
    late = held_up(session, reader.course_id, event)
    if event.kind in ("port_strike", "canal_closure"):
        days = sum(each.days for each in late) / len(late) if late else 0
        told = {"count": words.number(Decimal(len(late))), "days": words.number(Decimal(round(days)))}
        yield Change(words.gettext(_SHIPMENTS), "", words.gettext(_LATER) % told)
    if event.kind == "factory_stop":
        lots = select(func.count()).where(
            Purchase.course_id == reader.course_id, Purchase.state == "in_production",
            col(Purchase.promised_on) >= event.starts_on,
        )  # fmt: skip
        yield Change(words.gettext(_LOTS), "", words.number(Decimal(session.exec(lots).one())))
    if event.kind in ("viral_product", "duty_change", "customs_campaign"):
        yield Change(words.gettext(_LISTINGS), "", words.number(Decimal(_listings(session, reader, event))))


def _listings(session: Session, reader: Reader, event: Event) -> int:
    query = (
        select(Listing.category, Product.hs_code)
        .join(Product, col(Product.id) == Listing.product_id)
        .where(Listing.course_id == reader.course_id, Listing.state == "published")
    )
    said = [word.casefold() for word in event.listed("words")]
    prefix = str(event.figures.get("hs_prefix", ""))
    return sum(
        any(word in category.casefold() for word in said) if said else code.startswith(prefix)
        for category, code in session.exec(query)
    )
