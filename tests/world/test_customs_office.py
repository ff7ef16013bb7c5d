"""The customs office: views in, intents out; and once through the agenda."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.models.agenda import AgendaEntry
from app.trade.clearance.customs_risk import Risk, RiskWeights, answer_to, inspection_share, review_hours
from app.trade.finding import Finding
from app.world.agenda import advance
from app.world.agents.customs_office import conclude, decide, take_in
from app.world.dice import Dice
from app.world.views.customs_office import DeclarationView, InspectedView, customs_office
from tests.actions.test_declaration import a_filed

D = Decimal
MONDAY = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
QUIET = Risk(has_marks=False, is_first=False, warnings=0)
DICE = Dice("seed", "customs")


def view(**changes: object) -> DeclarationView:
    held = DeclarationView(uuid4(), "inquiry-1:declaration:1", "filed", MONDAY, customs_office(), (), QUIET)
    return replace(held, **changes)


def fault(code: str, severity: str = "error", **figures: object) -> Finding:
    return Finding(code, severity, ("declaration.lines",), "", dict(figures))


def test_a_declaration_without_risk_is_answered_after_two_working_hours() -> None:
    [intent] = take_in(view(), DICE)
    assert (intent.party, intent.action) == ("customs_office", "declaration.receive")
    assert intent.given["review_at"] == MONDAY + timedelta(hours=2)


def test_risk_and_nights_make_the_answer_later() -> None:
    risky = Risk(has_marks=True, is_first=True, warnings=3, times_filed=2)
    [intent] = take_in(view(risk=risky), DICE)
    assert intent.given["review_at"] == MONDAY + timedelta(days=1)  # 24 hours at the most
    friday = datetime(
        2026, 9, 11, 9, 0, tzinfo=UTC
    )  # 17:00 in Shanghai: two hours later the office is closed
    [intent] = take_in(view(now=friday), DICE)
    assert intent.given["review_at"] == datetime(2026, 9, 14, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("finding", "answer"),
    [
        (fault("D03"), "query"),
        (fault("D01", reason="not_in_hs_2022"), "query"),
        (fault("D08", missing="inspection"), "query"),
        (fault("D08", missing="4"), "refuse"),
        (fault("D07", mode="9610"), "refuse"),
        (fault("D01", reason="export_forbidden"), "refuse"),
        (fault("D09", "warning"), "clean"),
    ],
)
def test_the_gravest_fault_decides(finding: Finding, answer: str) -> None:
    assert answer_to([fault("D11", "warning"), finding]) == answer


def test_errors_are_queried_with_all_reasons_and_grave_ones_refused_with_theirs() -> None:
    findings = (fault("D03"), fault("D05"), fault("D09", "warning"))
    [intent] = decide(view(findings=findings), DICE)
    assert intent.action == "declaration.query"
    assert [each["code"] for each in intent.given["reasons"]] == ["D03", "D05"]
    [intent] = decide(view(findings=(*findings, fault("D07"))), DICE)
    assert intent.action == "declaration.refuse"
    assert [each["code"] for each in intent.given["reasons"]] == ["D07"]


def test_a_share_of_clean_declarations_is_opened_more_where_there_is_risk() -> None:
    def opened(risk: Risk) -> int:
        answers = [decide(view(risk=risk), Dice("seed", number))[0].action for number in range(400)]
        assert set(answers) <= {"declaration.release", "declaration.inspect"}
        return answers.count("declaration.inspect")

    quiet, risky = opened(QUIET), opened(Risk(has_marks=True, is_first=True, warnings=2))
    assert 4 <= quiet <= 32 and 150 <= risky <= 250


def test_the_share_grows_with_each_sign_and_has_an_end() -> None:
    weights = RiskWeights(D("0.04"), D("0.20"), D("0.10"), D("0.08"), D("0.60"))
    assert inspection_share(QUIET, weights) == D("0.04")
    assert inspection_share(Risk(has_marks=True, is_first=True, warnings=1), weights) == D("0.42")
    assert inspection_share(Risk(has_marks=True, is_first=True, warnings=9), weights) == D("0.60")
    assert review_hours(Risk(True, True, 9), 2, 24, 4) == 24


def test_opened_goods_decide_by_their_truth() -> None:
    seen = InspectedView(uuid4(), "n", "inspecting", ())
    assert [each.action for each in conclude(seen, DICE)] == ["declaration.release"]
    [intent] = conclude(replace(seen, differences=(fault("I02"),)), DICE)
    assert intent.action == "declaration.refuse" and intent.given["reasons"][0]["code"] == "I02"


def test_what_was_answered_already_is_left_alone() -> None:
    assert take_in(view(state="released"), DICE) == decide(view(state="queried"), DICE) == []
    assert conclude(InspectedView(uuid4(), "n", "refused", ()), DICE) == []


@pytest.mark.parametrize("changes", [{}, {"insurance": None}, {"supervision_mode": "9610"}])
def test_the_world_answers_in_its_own_time(sqlite_session: Session, changes: dict[str, object]) -> None:
    papers = a_filed(sqlite_session, **changes)
    advance(sqlite_session, papers.world.course_id, papers.deal.now() + timedelta(days=6))
    sqlite_session.expire_all()
    row = papers.declaration()
    expected = {"": "released", "insurance": "queried", "supervision_mode": "refused"}["".join(changes)]
    assert row.state == expected
    left = select(AgendaEntry).where(
        AgendaEntry.is_done.is_(False), AgendaEntry.kind.startswith("declaration.")
    )
    assert sqlite_session.exec(left).all() == []


def test_goods_that_are_not_as_declared_do_not_pass_the_open_door(sqlite_session: Session) -> None:
    from app.world.views.customs_office import inspected_view

    papers = a_filed(sqlite_session)
    entry = AgendaEntry(
        subject_id=papers.declaration().id, given={"stable_name": "n"}, kind="declaration.inspected",
        due_at=MONDAY, course_id=papers.world.course_id, name="n",
    )  # fmt: skip
    assert inspected_view(sqlite_session, entry).differences == ()
    papers.deal.change(papers.shipment, gross_kg=D(1200), packages=90)
    codes = [finding.code for finding in inspected_view(sqlite_session, entry).differences]
    assert codes == ["I03", "I04"]
