"""What buyers remember of the teams they have dealt with, from reviews, letters, silences and complaints."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.complaint import UNSETTLED, Complaint
from app.models.inquiry import Inquiry
from app.models.review import Review
from app.models.team import Team
from app.trade.market.satisfaction import WEIGHTS
from app.trade.market.standing import STEPS, History, standing
from app.world.parameters import parameters

Pair = tuple[UUID, UUID]


def standings(session: Session, course_id: UUID, pair: Pair | None = None) -> dict[Pair, Decimal]:
    """(buyer, team) -> standing, 0 to 1, of all that have written to each other, or of one pair. Three
    queries.
    """
    steps = _steps()
    return {
        each: standing(history, steps)[0] for each, history in histories(session, course_id, pair).items()
    }


def _steps() -> dict[str, Decimal]:
    return {name: Decimal(parameters("buyer")["standing"][name]) for name in STEPS}


def opinions_of_accused(session: Session, course_id: UUID) -> dict[str, list[Decimal]]:
    """Team name -> what buyers think of it whom it reported as frauds, who were none and never bought."""
    bought = select(Inquiry.buyer_id).where(Inquiry.course_id == course_id, Inquiry.state == "won")
    query = (
        select(Team.name, Inquiry.reported, Inquiry.closing)
        .join(Inquiry, col(Inquiry.team_id) == Team.id)
        .where(Inquiry.course_id == course_id, Inquiry.state == "declined")
        .where(col(Inquiry.buyer_id).not_in(bought))
    )
    found: dict[str, list[Decimal]] = {}
    for team, reported, closing in session.exec(query):
        if _is_wronged(reported, closing):
            found.setdefault(team, []).append(standing(History(reports=1), _steps())[0])
    return found


def _is_wronged(reported: Mapping[str, Any], closing: Mapping[str, Any]) -> bool:
    """The buyer was reported, and the fraud desk found that it is honest."""
    return bool(reported) and closing.get("bad_actor") == "honest"


def histories(session: Session, course_id: UUID, pair: Pair | None = None) -> dict[Pair, History]:
    """(buyer, team) -> what the buyer remembers of the team."""
    talks = select(
        Inquiry.buyer_id, Inquiry.team_id, Inquiry.untrue, Inquiry.reminders, Inquiry.closing,
        Inquiry.reported,
    )  # fmt: skip
    judged = select(Review.buyer_id, Review.team_id, Review.reasons)
    talks = talks.where(Inquiry.course_id == course_id)
    judged = judged.where(Review.course_id == course_id, col(Review.order_id).is_not(None))
    if pair:
        talks = talks.where(Inquiry.buyer_id == pair[0], Inquiry.team_id == pair[1])
        judged = judged.where(Review.buyer_id == pair[0], Review.team_id == pair[1])
    else:  # who never won a deal is not asked about
        won = select(Inquiry.buyer_id).where(Inquiry.course_id == course_id, Inquiry.state == "won")
        talks = talks.where(col(Inquiry.buyer_id).in_(won))
    reviews: dict[Pair, list[Mapping[str, Decimal]]] = {}
    for buyer_id, team_id, reasons in session.exec(judged):
        scores = {each["code"]: Decimal(str(each.get("score", "0.75"))) for each in reasons}
        reviews.setdefault((buyer_id, team_id), []).append(scores)
    told: dict[Pair, list[Any]] = {}
    for buyer_id, team_id, *rest in session.exec(talks):
        told.setdefault((buyer_id, team_id), []).append(rest)
    open_wounds = Counter(_unsettled(session, course_id, pair))
    return {
        each: replace(_history(rows, reviews.get(each, [])), complaints=open_wounds[each])
        for each, rows in told.items()
    }


def _unsettled(session: Session, course_id: UUID, pair: Pair | None) -> list[Pair]:
    """(buyer, team) of each complaint that was not settled."""
    query = select(Complaint.buyer_id, Complaint.team_id)
    query = query.where(Complaint.course_id == course_id, col(Complaint.state).in_(UNSETTLED))
    if pair:
        query = query.where(Complaint.buyer_id == pair[0], Complaint.team_id == pair[1])
    return [(buyer_id, team_id) for buyer_id, team_id in session.exec(query)]


def _history(talks: list[Any], reviews: list[Mapping[str, Decimal]]) -> History:
    count = len(reviews)
    averages = {
        name: sum((scores.get(name, Decimal("0.75")) for scores in reviews), Decimal(0)) / count
        for name in WEIGHTS
        if count
    }
    silent = sum(closing.get("reason") == "silence" for _, _, closing, _ in talks)
    accused = sum(_is_wronged(reported, closing) for _, _, closing, reported in talks)
    return History(
        deals=count,
        contradictions=sum(len(untrue) for untrue, *_ in talks),
        reports=accused,
        silences=silent + sum(reminders for _, reminders, *_ in talks),
        **averages,
    )
