"""The fork: what happened happens again, another offer gets its own answer, and nothing is kept."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from app.actions.actor import Actor
from app.core.canonical import plain
from app.models.base import CourseRow
from app.models.evidence import Record
from app.trade.refusal import Absent, NotOpenNow, RuleBroken
from app.world.fork import fork_page
from app.world.fork_offer import Tried
from tests.builders_deal import Deal, a_deal, a_sent_quotation
from tests.clients import Client, application


def lost(session: Session) -> Deal:
    """A talk in which the buyer countered dear offers until it left."""
    deal = a_deal(session)
    for _ in range(8):
        a_sent_quotation(deal, margin_percent="60")
        deal.until("quotation.consider")
        if deal.inquiry.closing:
            return deal
    raise AssertionError("a patient buyer")


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    return lost(sqlite_session)


def page_of(deal: Deal, turn: int | None = None, *tries: dict[str, Any], reader: Actor | None = None) -> Any:
    made = [Tried.model_validate(each) for each in tries]
    return fork_page(deal.session, reader or deal.seller.actor, deal.inquiry_id, turn, made)


def rows(deal: Deal) -> dict[str, int]:
    """How many rows each table of the course holds."""
    models = [each for each in CourseRow.__subclasses__() if hasattr(each, "__table__")]
    counted = {m.__name__: deal.session.exec(select(func.count()).select_from(m)).one() for m in models}
    return counted | {"log": deal.session.exec(select(func.count()).select_from(Record)).one()}


def test_replaying_what_happened_gives_what_happened_at_every_turn(deal: Deal) -> None:
    happened = page_of(deal).happened
    assert len(happened) > 1 and happened[-1].verdict == "reject"
    for real in happened:
        (again,) = page_of(deal, real.place, dict(real.offer)).tried
        for name in ("verdict", "worth", "wanted", "wanted_landed", "landed", "best_held", "profit_usd"):
            assert getattr(again, name) == getattr(real, name), (real.place, name)
        kept = [{name: str(value) for name, value in ask.items()} for ask in real.asked]
        assert [{name: str(value) for name, value in ask.items()} for ask in again.asked] == kept


def test_a_better_offer_is_taken_over_several_turns_and_rows_and_log_stay_as_they_are(
    deal: Deal, sqlite_engine: Engine, tmp_path: Path
) -> None:
    before = rows(deal)
    dear = dict(page_of(deal, 1).real.offer)
    cheap = dear | {"unit_price_usd": (dear["unit_price_usd"] / 3).quantize(Decimal("0.01"))}
    page = page_of(deal, 1, dear, cheap)
    assert [each.verdict for each in page.tried] == ["counter", "accept"] and page.is_over
    assert page.tried[1].at > page.tried[0].at and page.tried[1].profit_usd < page.tried[0].profit_usd
    assert page.tried[1].body and str(page.limit) not in page.tried[0].body
    with pytest.raises(RuleBroken):
        page_of(deal, 1, dear, cheap, dear)
    with pytest.raises(RuleBroken):
        page_of(deal, 99)
    assert not deal.session.new and not deal.session.dirty
    deal.session.rollback()
    assert rows(deal) == before
    other = Actor("person", "x", deal.world.course_id, team_id=deal.world.course_id)
    with pytest.raises(Absent):
        page_of(deal, reader=other)
    app = application(sqlite_engine, tmp_path)
    client = Client(app, deal.session, deal.seller.actor.person_id, deal.world.course_id)
    signed_in = rows(deal)
    at, made = f"/inquiries/{deal.inquiry_id}/fork?turn=1", json.dumps(plain(page.made[:1]))
    said = client.page(at + "&" + urlencode(plain(cheap) | {"made": made, "papers": "CE"}))
    assert said.status_code == 200 and "The buyer takes it" in said.text
    assert f'href="{at}"' in client.page(f"/inquiries/{deal.inquiry_id}").text
    assert "above zero" in client.page(at + "&unit_price_usd=0").text
    assert client.page(at + "&made=[1]").status_code == 422
    assert rows(deal) == signed_in


def test_practice_is_refused_while_the_talk_is_open(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    a_sent_quotation(deal, margin_percent="60")
    deal.until("quotation.consider")
    with pytest.raises(NotOpenNow):
        page_of(deal)
