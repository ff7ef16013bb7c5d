"""Observations for the grader: a team's records with the market and product of their deals."""

import json
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select, true
from sqlmodel import Session

from app.core.canonical import instant_text
from app.grading.bearing import kind_of
from app.grading.facts import Observation, observation
from app.grading.rubric_table import RULES
from app.models.consumer_order import ConsumerOrder
from app.models.evidence import Record
from app.queries.deals.deal import NO_DEAL, Deal, deal_in, deals_of
from app.queries.words.fact_words import FORESIGHT


def observations_by_team(
    session: Session, course_id: UUID, team_id: UUID | None = None, *, is_all: bool = True
) -> dict[str, list[Observation]]:
    """Team id -> its observations, oldest first; of one team only, if it is named.

    With `is_all` False, what the best choice was in a deal that is still open is left out: a student must not
    read the buyer's mind from a mark.
    """
    deals = deals_of(session, course_id, team_id)
    found: dict[str, list[Observation]] = {}
    for seen, deal in _observed(session, course_id, team_id, deals):
        found.setdefault(seen.team, []).append(seen if is_all or deal.is_over else _unsighted(seen))
    return found


def _observed(
    session: Session, course_id: UUID, team_id: UUID | None, deals: dict[str, Deal]
) -> Iterator[tuple[Observation, Deal]]:
    proofs = {name for rule in RULES.values() for name in (*rule.on_it, *rule.in_deal)}
    yield from _sales(session, course_id, team_id, deals)
    query = select(Record.body).where(
        Record.course_id == course_id,
        Record.team_id == team_id if team_id else Record.team_id.is_not(None),
        Record.action.in_(sorted(proofs | {name for name in RULES if kind_of(name) == "deed"})),
    )
    for row in session.execute(query.order_by(Record.number)):
        body = json.loads(row.body)
        deal = deal_in(body, deals)
        yield observation(body, deal=deal.key, market=deal.market, product=deal.product), deal


def _sales(
    session: Session, course_id: UUID, team_id: UUID | None, deals: dict[str, Deal]
) -> Iterator[tuple[Observation, Deal]]:
    """That consumers bought of a listing. A day's orders have one record for all teams, which proves each of
    them,
    so what a listing sold is read from its orders.
    """
    order = ConsumerOrder
    query = select(order.team_id, order.listing_id, order.bulk_number, func.min(order.placed_at)).where(
        order.course_id == course_id, order.bulk_number.is_not(None),
        order.team_id == team_id if team_id else true(),
    )  # fmt: skip
    grouped = query.group_by(order.team_id, order.listing_id, order.bulk_number)
    for team, listing, number, at in session.execute(grouped.order_by(order.bulk_number, order.listing_id)):
        deal = deals.get(str(listing), NO_DEAL)
        yield Observation(
            number, "retail.pass_day", "done", {}, instant_text(at), "party", "market", str(team),
            str(listing),
            deal.key, deal.market, deal.product,
        ), deal  # fmt: skip


def _unsighted(seen: Observation) -> Observation:
    return replace(seen, facts={name: value for name, value in seen.facts.items() if name not in FORESIGHT})
