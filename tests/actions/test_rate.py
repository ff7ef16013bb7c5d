"""A course's own rates: set with reason and source, read by that course alone, taken back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlmodel import Session

from app.actions.actor import Actor
from app.actions.perform import perform
from app.actions.reference import held_rate, middle_rate
from app.actions.refusals import Forbidden, Missing
from app.core.course_session import read_for
from app.core.db import make_engine
from app.models.rate_override import RateOverride
from app.queries.goods.duty import Goods, duty_layers, duty_rate
from app.queries.goods.import_regime import regime_of
from app.queries.rates.rate import exchange_rate, fee, refund_rate
from app.trade.rates.course_rates import BY_INSTRUCTOR
from app.trade.refusal import NotOpenNow, RateUnknown, RuleBroken
from tests.builders import FIRST_DAY, World, a_course
from tests.builders_listing import with_reference
from tests.builders_people import a_member, a_team
from tests.builders_world import Site
from tests.proofs import last_record

D = Decimal
TOY = "950300"
GIVEN: dict[str, Any] = {
    "kind": "duty", "key": f"IN/{TOY}", "value": "20", "unit": "percent", "valid_from": "2026-01-01",
    "source": "CBIC tariff 2026, chapter 95", "reason": "The reference has no Indian tariff.",
}  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    with_reference(session)
    return a_course(session)


@pytest.fixture
def lone_world(site: Site) -> Iterator[World]:
    """The first course of the small site, where one override stands already."""
    engine = make_engine(f"sqlite+pysqlite:///{site.path}")
    course_id, person_id = UUID(site.ids["course_one"]), UUID(site.seats["instructor"].person_id)
    teacher = Actor("person", str(person_id), course_id, person_id=person_id, course_role="instructor")
    with Session(engine, expire_on_commit=False) as session:
        yield World(session, course_id, teacher)
    engine.dispose()


def set_rate(world: World, **other: Any) -> UUID:
    made = world.act(world.instructor, "rate.override", world.course_id, **GIVEN | other).made_id
    assert made
    return made


def refusal(world: World, **other: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        set_rate(world, **other)
    return caught.value


def test_what_was_unknown_is_known_once_the_instructor_entered_it(world: World) -> None:
    with pytest.raises(RateUnknown):
        duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY)
    made = set_rate(world)
    found = duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY)
    assert (found.rate, found.source, found.trust, found.version) == (
        D("0.2"),
        "CBIC tariff 2026, chapter 95 (override 1)",
        BY_INSTRUCTOR,
        1,
    )
    record = last_record(world.session, world.course_id)
    assert record["action"] == "rate.override" and record["facts"]["rate_key"] == f"duty/IN/{TOY}"
    assert record["facts"]["value"] == "20" and record["facts"]["number"] == 1
    assert "no Indian tariff" not in str(record)  # free words stay out of the log
    assert world.session.get_one(RateOverride, made).state == "in_force"


def test_an_override_of_one_course_is_never_seen_in_another(world: World) -> None:
    other = a_course(world.session, "Other course")
    set_rate(world)
    set_rate(world, kind="exchange_rate", key="NGN", value="1500", unit="NGN per USD")
    set_rate(world, kind="import_tax", key="GB/vat", value="25")
    read_for(world.session, other.course_id)
    with pytest.raises(RateUnknown):
        duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY)
    with pytest.raises(RateUnknown):
        exchange_rate(world.session, "NGN", FIRST_DAY)
    assert regime_of(world.session, "GB", FIRST_DAY).vat_rate(FIRST_DAY) == D("0.2")
    read_for(world.session, world.course_id)
    assert duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY).rate == D("0.2")
    assert exchange_rate(world.session, "NGN", FIRST_DAY).rate == 1500
    assert regime_of(world.session, "GB", FIRST_DAY).vat_rate(FIRST_DAY) == D("0.25")
    with Session(world.session.get_bind()) as unbound, pytest.raises(RateUnknown):
        duty_rate(unbound, "IN", Goods(TOY), FIRST_DAY)


def test_the_newest_override_counts_and_withdrawing_it_brings_the_earlier_back(world: World) -> None:
    set_rate(world)
    second = set_rate(world, value="35")
    assert duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY).rate == D("0.35")
    world.act(world.instructor, "rate.withdraw", second)
    assert duty_rate(world.session, "IN", Goods(TOY), FIRST_DAY).rate == D("0.2")
    with pytest.raises(NotOpenNow) as caught:
        world.act(world.instructor, "rate.withdraw", second)
    assert caught.value.code == "rate.not_open"


def test_a_pinned_rule_date_is_read_by_verbs_and_pages_alike(world: World) -> None:
    session, panel = world.session, "8541430000"  # no refund since 2026-04-01
    assert refund_rate(session, panel, FIRST_DAY) == 0
    done = world.act(world.instructor, "course.set_rule_date", world.course_id, rules_on="2026-03-31")
    held = held_rate(session, "refund_rate", panel, FIRST_DAY)
    assert held and held.value == refund_rate(session, panel, FIRST_DAY) == D("0.09")
    assert done.facts == {"rules_on": date(2026, 3, 31), "before": None}
    assert last_record(session, world.course_id)["facts"]["rules_on"] == "2026-03-31"
    world.act(world.instructor, "course.set_rule_date", world.course_id, rules_on=None)
    assert refund_rate(session, panel, FIRST_DAY) == 0


def test_an_override_holds_for_its_days_alone(lone_world: World) -> None:
    set_rate(lone_world, valid_from="2026-09-10", valid_to="2026-09-20")
    session = lone_world.session
    for day in (date(2026, 9, 9), date(2026, 9, 21)):
        with pytest.raises(RateUnknown):
            duty_rate(session, "IN", Goods(TOY), day)
    assert duty_rate(session, "IN", Goods(TOY), date(2026, 9, 20)).rate == D("0.2")


def test_verbs_and_pages_read_the_same_overrides(world: World) -> None:
    set_rate(world, kind="refund_rate", key="6912001000", value="9")
    set_rate(world, kind="exchange_rate", key="CNY", value="6.5", unit="CNY per USD")
    set_rate(world, kind="fee", key="bank.remittance_in", value="0.1")
    set_rate(world, kind="fee", key="bank.remittance_in", part="least", value="80", unit="CNY")
    session = world.session
    held = held_rate(session, "refund_rate", "6912001000", FIRST_DAY)
    assert held and held.value == refund_rate(session, "6912001000", FIRST_DAY) == D("0.09")
    middle = middle_rate(session, "CNY", FIRST_DAY)
    assert middle and middle.rate == exchange_rate(session, "CNY", FIRST_DAY).rate == D("6.5")
    charged = fee(session, "bank.remittance_in", FIRST_DAY)
    assert (charged.rate, charged.least) == (D("0.001"), 80)


def test_a_duty_of_the_united_states_is_set_layer_by_layer(lone_world: World) -> None:
    session, code = lone_world.session, "69120020"
    goods = Goods("691200", code)
    set_rate(lone_world, kind="duty", key=f"US/{code}", value="1.5")
    set_rate(lone_world, kind="section_301", key=f"US/{code}", value="50")
    set_rate(lone_world, kind="import_tax", key="US/section_122", value="12", valid_from="2026-08-01")
    layers = {layer.code: layer for layer in duty_layers(session, "US", goods, FIRST_DAY)}
    assert {code: layer.rate for code, layer in layers.items()} == {
        "duty": D("0.015"),
        "section_301": D("0.5"),
        "section_122": D("0.12"),  # ended on 2026-07-23 for the site; goes on here
    }
    assert [layer.version for layer in layers.values()] == [2, 3, 4]


def test_a_low_value_limit_and_a_tax_by_transport_are_set_by_their_keys(lone_world: World) -> None:
    session = lone_world.session
    set_rate(lone_world, kind="low_value_scheme", key="DE/per_hs6/0/2026-07-01", part="duty_value", value="5",
             unit="EUR per HS6")  # fmt: skip
    set_rate(lone_world, kind="import_tax", key="AU/import_processing/sea", value="110", unit="AUD per entry")
    scheme = next(s for s in regime_of(session, "DE", FIRST_DAY).schemes if s.duty == "per_hs6")
    assert (scheme.duty_value, scheme.threshold, scheme.version) == (5, 150, 2)
    fees = {t.transport: t.amount for t in regime_of(session, "AU", FIRST_DAY).taxes if t.amount}
    assert fees == {"sea": 110, "air": 50}


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"kind": "nothing"}, "rate.unknown_key", "key"),
        ({"key": "IN/987654"}, "rate.unknown_key", "key"),
        ({"key": "XX/950300"}, "rate.unknown_key", "key"),
        ({"key": "IN/95030O"}, "rate.unknown_key", "key"),
        ({"part": "least"}, "rate.unknown_key", "key"),
        ({"kind": "section_301", "key": "US/00000000"}, "rate.unknown_key", "key"),
        ({"kind": "exchange_rate", "key": "USD"}, "rate.unknown_key", "key"),
        ({"kind": "fee", "key": "paypal.magic"}, "rate.unknown_key", "key"),
        ({"kind": "low_value_scheme", "key": "DE/free/0/2021-07-01", "part": "duty_value"},
         "rate.unknown_key", "key"),
        ({"unit": "share"}, "rate.wrong_unit", "unit"),
        ({"unit": ""}, "rate.wrong_unit", "unit"),
        ({"value": "1000.01"}, "rate.beyond_limits", "value"),
        ({"value": "-1"}, "rate.beyond_limits", "value"),
        ({"value": "4.70000001"}, "rate.too_fine", "value"),
        ({"kind": "exchange_rate", "key": "NGN", "unit": "NGN per USD", "value": "0"},
         "rate.beyond_limits", "value"),
        ({"kind": "import_tax", "key": "GB/vat", "value": "100"}, "rate.beyond_limits", "value"),
        ({"valid_to": "2025-12-31"}, "rate.span_backwards", "valid_to"),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be_is_refused_by_field(
    lone_world: World, other: dict[str, Any], code: str, field: str
) -> None:
    refused = refusal(lone_world, **other)
    assert (refused.code, refused.field) == (code, field)
    assert last_record(lone_world.session, lone_world.course_id)["outcome"] == "refused"


@pytest.mark.parametrize("name", ["reason", "source"])
def test_an_override_needs_its_reason_and_its_source(lone_world: World, name: str) -> None:
    for given in ("", "  "):
        with pytest.raises(ValidationError):
            set_rate(lone_world, **{name: given})


def test_only_the_courses_own_instructor_sets_rates(lone_world: World) -> None:
    li = a_member(lone_world, a_team(lone_world), "Li")
    with pytest.raises(Forbidden):
        perform(lone_world.session, li, "rate.override", lone_world.course_id, GIVEN)
    other = a_course(lone_world.session, "Other course")
    made = set_rate(lone_world)
    with pytest.raises(Missing):
        other.act(other.instructor, "rate.withdraw", made)
