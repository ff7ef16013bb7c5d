"""Enterprises are brought in, describe themselves, and set their house rule."""

import pytest
from sqlmodel import Session

from app.actions.enterprise import slug_of
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.models.enterprise import Enterprise
from tests.builders import a_course
from tests.builders_catalogue import a_team, an_enterprise

WORDS = {"name": "Lanmei Home", "name_zh": "岚湄家居"}
RULE = {"least_pitch_characters": 40, "most_teams": 3, "collect_paid_rate": "0.3", "version": 1}


def test_an_enterprise_is_brought_in_with_the_assumed_house_rule(session: Session) -> None:
    world = a_course(session)
    made = world.act(world.instructor, "enterprise.create", world.course_id, **WORDS)
    found = session.get(Enterprise, made.made_id)
    assert (found.slug, made.facts["slug"]) == ("lanmei-home", "lanmei-home")
    assert found.house_rule["least_pitch_characters"] == 80


def test_words_and_rule_are_changed_by_its_people(session: Session) -> None:
    supplier = an_enterprise(session)
    act, key = supplier.world.act, supplier.enterprise_id
    act(supplier.liaison, "enterprise.edit", key, **WORDS, port="Shantou", version=1)
    act(supplier.manager, "enterprise.set_house_rule", key, **{**RULE, "version": 2})
    found = session.get(Enterprise, key)
    assert (found.port, found.version, found.house_rule["collect_paid_rate"]) == ("Shantou", 3, "0.3")
    assert found.house_rule["needs_company"] is False


@pytest.mark.parametrize(
    ("action", "given", "code"),
    [
        ("enterprise.create", {**WORDS, "slug": "Lanmei Home"}, "enterprise.slug_wrong"),
        ("enterprise.create", {**WORDS, "name": "岚湄"}, "enterprise.slug_wrong"),
        ("enterprise.create", WORDS, "enterprise.slug_taken"),
        ("enterprise.edit", {**WORDS, "version": 7}, "enterprise.changed_meanwhile"),
        ("enterprise.set_house_rule", {**RULE, "version": 7}, "enterprise.changed_meanwhile"),
        ("enterprise.set_house_rule", {**RULE, "collect_paid_rate": "1.1"}, "enterprise.share_above_one"),
    ],
)
def test_what_is_wrong_is_refused(
    sqlite_session: Session, action: str, given: dict[str, object], code: str
) -> None:
    supplier = an_enterprise(sqlite_session)
    subject = supplier.world.course_id if action == "enterprise.create" else supplier.enterprise_id
    outcome = perform(sqlite_session, supplier.world.instructor, action, subject, given)
    assert outcome.refusal is not None and outcome.refusal.code == code


def test_a_wrong_credit_code_never_gets_in(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    with pytest.raises(ValueError, match=r"enterprise\.uscc_wrong"):
        world.act(world.instructor, "enterprise.create", world.course_id, **WORDS, uscc="91445100MA4UL7K29X")


def test_students_and_others_may_not(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    other = an_enterprise(sqlite_session, supplier.world, "Miro")
    student = a_team(supplier.world)
    for actor, action, subject, given in (
        (student, "enterprise.create", supplier.world.course_id, WORDS),
        (student, "enterprise.edit", supplier.enterprise_id, {**WORDS, "version": 1}),
        (other.manager, "enterprise.edit", supplier.enterprise_id, {**WORDS, "version": 1}),
        (supplier.liaison, "enterprise.set_house_rule", supplier.enterprise_id, RULE),
    ):
        with pytest.raises(Forbidden):
            perform(sqlite_session, actor, action, subject, given)


def test_a_short_name_is_made_of_the_english_one() -> None:
    assert slug_of("Chaozhou Lanmei Home Co., Ltd.") == "chaozhou-lanmei-home-co-ltd"
    assert slug_of("Café Société") == "cafe-societe"
