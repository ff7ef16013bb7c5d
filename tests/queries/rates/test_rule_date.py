"""The preview of a rule date: what it touches and why, and that looking changes nothing."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session

from app.actions.actor import Actor
from app.actions.perform import perform
from app.core.course_session import read_for
from app.core.db import make_engine
from app.models.course import Course
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_regime import regime_of
from app.queries.rates.course_rates import as_if_rules_on, course_rates
from app.queries.rates.law_reading import Sold, law_of_listing, law_of_sale
from app.queries.rates.rate import exchange_rate, refund_rate
from app.queries.rates.rule_date import rule_date_page
from app.trade.clearance.low_value import Parcel, scheme_for
from app.trade.refusal import RateUnknown
from tests.builders_world import Site
from tests.proofs import last_record

D = Decimal
ON = date(2026, 9, 1)
BATTERY, PANEL = "8507600010", "8541430000"


@pytest.fixture
def session(site: Site):
    engine = make_engine(f"sqlite+pysqlite:///{site.path}")
    with Session(engine, expire_on_commit=False) as found:
        read_for(found, UUID(site.ids["course_one"]))
        yield found
    engine.dispose()


def teacher(site: Site, ending: str = "") -> Actor:
    course, person = UUID(site.ids[f"course_{ending or 'one'}"]), site.seats["instructor"].person_id
    return Actor("person", person, course, person_id=UUID(person), course_role="instructor")


def test_section_122_ends_and_comes_back_with_the_rule_date(site: Site, session: Session) -> None:
    goods = Goods("691200", "69120044")
    assert "section_122" not in {layer.code for layer in duty_layers(session, "US", goods, ON)}
    with as_if_rules_on(session, date(2026, 7, 23)):
        layers = {layer.code: layer.rate for layer in duty_layers(session, "US", goods, ON)}
    assert layers["section_122"] == D("0.1")
    with as_if_rules_on(session, date(2026, 7, 24)):
        assert "section_122" not in {layer.code for layer in duty_layers(session, "US", goods, ON)}
    with as_if_rules_on(session, date(2025, 6, 1)), pytest.raises(RateUnknown) as caught:
        duty_layers(session, "US", goods, ON)
    assert caught.value.code == "duty.ieepa_not_held"


@pytest.mark.parametrize(
    ("market", "currency", "rules_on", "duty"),
    [
        ("DE", "EUR", date(2026, 6, 30), "free"),
        ("DE", "EUR", date(2026, 7, 1), "per_hs6"),
        ("US", "USD", date(2025, 5, 1), "free"),
        ("US", "USD", date(2025, 5, 2), None),
    ],
)
def test_low_value_schemes_go_by_the_rule_date(
    session: Session, market: str, currency: str, rules_on: date, duty: str | None
) -> None:
    parcel = Parcel(D(40), D(5), D(0), currency, ON, 1, D(1))
    with as_if_rules_on(session, rules_on):
        scheme = scheme_for(regime_of(session, market, ON), parcel)
    assert (scheme.duty if scheme else None) == duty


@pytest.mark.parametrize(
    ("hs10", "rules_on", "rate"),
    [
        (BATTERY, date(2026, 12, 31), "0.06"),
        (BATTERY, date(2027, 1, 1), "0"),
        (PANEL, date(2026, 3, 31), "0.09"),
        (PANEL, date(2026, 4, 1), "0"),
    ],
)
def test_refund_rates_go_by_the_rule_date(session: Session, hs10: str, rules_on: date, rate: str) -> None:
    with as_if_rules_on(session, rules_on):
        assert refund_rate(session, hs10, ON) == D(rate)


def test_exchange_rates_go_by_the_clock(session: Session) -> None:
    by_clock = exchange_rate(session, "CNY", ON)
    with as_if_rules_on(session, date(2024, 2, 1)):
        assert exchange_rate(session, "CNY", ON) == by_clock


def test_the_reading_of_a_sale_names_each_rate_once_with_its_source(session: Session) -> None:
    read = law_of_sale(session, Sold("6912001000", "DE", "69120023"), ON)
    assert [rate.kind for rate in read.rates] == ["refund_rate", "duty", "import_tax"]
    assert all(rate.source for rate in read.rates) and read.unknown is None
    missing = law_of_sale(session, Sold("6912001000", "ZA"), ON)
    assert missing.unknown and missing.unknown[0] == "duty.not_held" and missing.duty_rate is None
    kinds = {rate.kind for rate in law_of_listing(session, "6912001000", ("DE", "US"), ON).rates}
    assert kinds == {"refund_rate", "fee", "low_value_scheme", "import_tax"}


def test_the_preview_lists_what_is_touched_and_changes_nothing(site: Site, session: Session) -> None:
    reader = teacher(site)
    before = last_record(session, reader.course_id)
    page = rule_date_page(session, reader, ON, asked=True, thought_of=date(2026, 6, 30))
    assert page.affected["listings"] and page.count == sum(map(len, page.affected.values()))
    change = page.affected["listings"][0].changes[0]
    assert change.label.startswith("Low-value parcels") and change.source and change.old != change.new
    assert page.affected["listings"][0].href.startswith("/market/products/")
    assert course_rates(session).rules_on is None and last_record(session, reader.course_id) == before
    same = rule_date_page(session, reader, ON, asked=True, thought_of=None)
    assert same.affected == {} and (date(2026, 7, 24)) in {day for day, _ in same.days}


def test_a_moved_rule_date_is_read_by_its_course_alone(site: Site, session: Session) -> None:
    reader, day = teacher(site), "2026-03-31"
    done = perform(session, reader, "course.set_rule_date", reader.course_id, {"rules_on": day}).must()
    assert done.facts["before"] is None and session.get_one(Course, reader.course_id).rules_on
    assert refund_rate(session, PANEL, ON) == D("0.09")
    read_for(session, UUID(site.ids["course_two"]))
    assert refund_rate(session, PANEL, ON) == 0
    perform(session, reader, "course.set_rule_date", reader.course_id, {"rules_on": ""}).must()
    assert refund_rate(session, PANEL, ON) == 0
    for wrong in ("2023-12-31", "2029-01-01"):
        refused = perform(session, reader, "course.set_rule_date", reader.course_id, {"rules_on": wrong})
        assert refused.refusal and refused.refusal.code == "course.rule_date_out_of_range"
