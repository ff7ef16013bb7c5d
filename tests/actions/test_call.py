"""A call: asked for once, kept in its hour, each answer read and timed; what is missed is remembered."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.actions.actor import party, player
from app.actions.perform import Outcome, perform
from app.actions.refusals import Forbidden
from app.models.agenda import AgendaEntry
from app.models.call import Call, CallLine
from app.trade.refusal import NotOpenNow, RuleBroken, Stale
from app.world.live import let_speak
from app.world.views.player import skill_of
from tests.builders_deal import Deal, a_deal

SAID = {
    "unit_price": "four dollars fifty", "lead_time": "twenty days", "certificates": "FDA and LFGB",
    "packing": "24 pieces per carton", "samples": "one is free", "payment": "30 percent deposit",
}  # fmt: skip


def a_call(deal: Deal) -> Call:
    """A call that the buyer has arranged; the clock stands on its day."""
    deal.act("call.ask", deal.inquiry_id)
    deal.until("call.arrange")
    call: Call = deal.row(Call, inquiry_id=deal.inquiry_id)
    assert call.state == "arranged" and call.opens_at and call.starts_at
    to = {"to": call.opens_at}
    perform(deal.session, party("clock", deal.world.course_id), "clock.reach", deal.world.course_id, to,
            at=call.opens_at).must()  # fmt: skip
    return call


def on_line(deal: Deal, call_id: UUID, action: str = "call.open", **given: object) -> CallLine:
    """Do it, let the buyer speak at once, and give the last line."""
    deal.act(action, call_id, **given)
    let_speak(deal.session, deal.world.course_id, call_id)
    last: CallLine = deal.session.exec(
        select(CallLine).where(CallLine.call_id == call_id).order_by(col(CallLine.number).desc())
    ).first()  # type: ignore[assignment]
    return last


def refused(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    return outcome.refusal.code


def test_a_call_is_held_while_the_clock_stands_and_tells_the_inquiry_what_it_answered(
    sqlite_session: Session,
) -> None:
    deal = a_deal(sqlite_session)
    call = a_call(deal)
    before = deal.now
    line = on_line(deal, call.id)
    assert (line.side, line.kind) == ("buyer", "greet")
    while line.kind != "end":
        said = {"line": line.number, "body": SAID.get(line.ask, "12 months"), "wall_seconds": Decimal("8.04")}
        line = on_line(deal, call.id, "call.answer", **said)
        assert line.side == "buyer"
    deal.session.expire_all()
    held = deal.session.get_one(Call, call.id)
    assert (held.state, held.outcome) == ("ended", "done") and deal.now == before
    lines = deal.session.exec(select(CallLine).where(CallLine.call_id == call.id)).all()
    assert {each.wall_seconds for each in lines if each.side == "team"} == {Decimal("8.0")}
    assert all(each.said_at >= held.starts_at for each in lines)  # type: ignore[operator]
    answered = {each["ask"]: each["found"] for each in deal.inquiry.asks}
    assert answered["unit_price"] == "4.50 US dollars" and deal.inquiry.state == "answered"
    deal.until("inquiry.consider")


def test_a_call_is_refused_twice_out_of_its_hour_and_to_the_wrong_people(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    deal.act("call.ask", deal.inquiry_id)
    again = perform(deal.session, deal.seller.actor, "call.ask", deal.inquiry_id)
    assert refused(again) == "call.asked_already"
    deal.until("call.arrange")
    call: Call = deal.row(Call, inquiry_id=deal.inquiry_id)
    early = perform(deal.session, deal.seller.actor, "call.open", call.id)
    assert refused(early) == "call.too_early" and isinstance(early.refusal, NotOpenNow)
    clerk = replace(deal.seller.actor, duties=frozenset({"logistics"}))
    with pytest.raises(Forbidden):
        perform(deal.session, clerk, "call.open", call.id)


def test_silence_needs_its_time_and_only_the_last_line_is_answered(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    call = a_call(deal)
    first = on_line(deal, call.id)
    given = {"line": first.number, "kind": "silence", "wall_seconds": Decimal(3)}
    early = perform(deal.session, deal.seller.actor, "call.wait", call.id, given)
    assert isinstance(early.refusal, RuleBroken) and refused(early) == "call.still_time"
    second = on_line(deal, call.id, "call.wait", line=first.number, kind="again", wall_seconds=Decimal(3))
    assert (second.kind, second.ask) == ("repeat", first.ask)
    late = {"line": first.number, "body": "twenty days", "wall_seconds": Decimal(3)}
    stale = perform(deal.session, deal.seller.actor, "call.answer", call.id, late)
    assert isinstance(stale.refusal, Stale) and refused(stale) == "call.line_gone"
    for _ in range(2):
        second = on_line(
            deal, call.id, "call.wait", line=second.number, kind="silence", wall_seconds=Decimal(999)
        )
    assert second.kind == "end"
    assert Decimal(deal.inquiry.need["annoyance"]) > 0


def test_a_missed_call_is_remembered(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    a_call(deal)
    deal.until("call.miss")
    deal.session.expire_all()
    assert deal.row(Call, inquiry_id=deal.inquiry_id).state == "missed"
    assert Decimal(deal.inquiry.need["annoyance"]) == Decimal("0.40")


def test_an_appointment_that_is_called_off_annoys_nobody(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    call = a_call(deal)
    deal.act("call.decline", call.id, body="We cannot come, and answer by letter.")
    assert deal.row(Call, inquiry_id=deal.inquiry_id).state == "dropped"
    assert "annoyance" not in deal.inquiry.need


def test_a_player_that_runs_the_team_answers_from_the_facts_it_holds_and_in_its_own_seconds(
    sqlite_session: Session,
) -> None:
    deal = a_deal(sqlite_session)
    call, team_id = a_call(deal), deal.seller.team_id
    deal.world.act(deal.world.instructor, "team.play", team_id, skill="strong")
    perform(deal.session, player(team_id, deal.world.course_id), "call.open", call.id, at=deal.now).must()
    deal.until("call.hear")
    lines = deal.session.exec(select(CallLine).where(CallLine.call_id == call.id).order_by(CallLine.number))
    asked, answered = lines.all()[:2]
    assert (asked.side, answered.side, answered.ask, answered.origin) == (
        "buyer",
        "team",
        asked.ask,
        "spoken",
    )
    least, most = skill_of("strong").answer_seconds
    assert Decimal(least) <= answered.wall_seconds <= Decimal(most) and answered.person_id is None
    deal.until("inquiry.consider")
    not_heard = select(AgendaEntry).where(AgendaEntry.kind == "call.hear", AgendaEntry.is_cancelled)
    lines = deal.row(Call, id=call.id).lines  # nobody is to answer the last one, with which the buyer leaves
    assert deal.session.exec(not_heard).one().given["stable_name"] == f"{call.stable_name}:{lines - 1}"
