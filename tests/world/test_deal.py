"""Agents of a deal: a view in, intents out; the same again from the same seed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from app.models.inquiry import Message
from app.trade.letters.letter_reading import ALL_ASKS, UNCLEAR
from app.trade.market.negotiation import Line
from app.trade.working_time import Office
from app.world.agents.inquiry import consider as consider_reply
from app.world.agents.inquiry import overdue
from app.world.agents.market import open_day
from app.world.agents.order import judge
from app.world.agents.quotation import consider
from app.world.dice import Dice
from app.world.letters import rules_of
from app.world.parameters import market_habits
from app.world.views.inquiry import KnownBuyer, Talk
from app.world.views.market import MarketDay, Offering, OpenShop
from app.world.views.order import DealView
from app.world.views.quotation import QuotationView
from tests.builders_deal import a_deal

AT = datetime(2026, 9, 10, 9, tzinfo=UTC)
NEED: dict[str, Any] = {
    "limit": "10.00", "target": "8.00", "alternative": "10.50", "wanted_days": 60, "most_days": 90,
    "weights": {"price": "0.55", "time": "0.15", "payment": "0.10", "service": "0.20"},
    "patience_days": 20, "reply_hours": 24, "concession": "1.0", "tolerance": ["0.2", "0.5"],
}  # fmt: skip
BUYER = KnownBuyer(
    uuid4(), "Lena Fischer", "Nordlicht GmbH", "DE", "Hamburg", "formal", Office("Europe/Berlin")
)
TALK = Talk(
    stable_name="x", at=AT, inquiry_id=UUID(int=1), state="answered", opened_at=datetime(2026, 9, 8, 9,
    tzinfo=UTC),
    reply_due_at=None, first_reply_at=datetime(2026, 9, 8, 12, tzinfo=UTC), quantity=480, incoterm="CIF",
    named_place="Hamburg", product_name="Mug", asks=4, open_asks=(), asked_again=0, reminders=0, counters=0,
    is_quoted=False, is_closed=False, need=NEED, buyer=BUYER,
)  # fmt: skip
QUOTED = QuotationView(
    stable_name="x:v1", talk=TALK, quotation_id=UUID(int=2), state="sent", on=date(2026, 9, 10), quantity=480,
    unit_price_usd=Decimal("6.00"), incoterm="CIF", named_place="Hamburg", lead_time_days=25,
    days=Decimal(60),
    prepaid_share=Decimal("0.3"), landed=Decimal("8.00"), line=Line(Decimal(2), Decimal(1)),
    valid_until=date(2026, 10, 1),
)  # fmt: skip


def shop(name: str) -> OpenShop:
    offering = Offering(UUID(int=7), "MUG-01", "Kitchen", 80, 100, 24)
    return OpenShop(name, (offering,), ())


def day(*shops: OpenShop, letters: str = "2") -> MarketDay:
    return MarketDay("market", UUID(int=3), date(2026, 9, 1), AT, Decimal(letters), shops)


def arrivals(view: MarketDay) -> list[dict[str, Any]]:
    return list(open_day(view, Dice("seed", "day"))[0].given["arrivals"])


def days(*shops: OpenShop, letters: str, count: int, month: int = 9) -> list[dict[str, Any]]:
    """All that arrives on so many days of a month."""
    view = replace(day(*shops, letters=letters), on=date(2026, month, 1))
    drawn = (open_day(view, Dice("seed", number))[0].given["arrivals"] for number in range(count))
    return [each for arrived in drawn for each in arrived]


def requests(*shops: OpenShop, letters: str, count: int) -> list[list[dict[str, Any]]]:
    """The letters of each need that went to several, of so many days."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for number in range(count):
        for each in open_day(day(*shops, letters=letters), Dice("seed", number))[0].given["arrivals"]:
            if each.get("request"):
                found.setdefault((number, each["request"]), []).append(each)
    return list(found.values())


def test_another_shop_changes_no_letter_of_the_first() -> None:
    alone = days(shop("A"), letters="3", count=40)
    both = days(shop("A"), shop("B"), letters="3", count=40)
    firsts = [each for each in both if each["stable_name"].split(":")[1] == "A"]
    asked = [each for each in both if each.get("request") and each["stable_name"].endswith(":A")]
    assert alone == [each for each in alone if each in firsts + asked] and len(both) > len(alone)
    assert len(firsts + asked) == len(alone)


def test_letters_come_as_often_over_a_year_as_the_course_says_and_more_often_before_the_season() -> None:
    found = [len(days(shop("T"), letters="2", count=50, month=month)) for month in range(1, 13)]
    assert 1100 < sum(found) < 1300 and sum(found[7:9]) > sum(found[0:2]) * 1.1


def test_a_request_is_one_need_of_one_buyer_sent_to_several_teams() -> None:
    found = requests(*(shop(f"T{n}") for n in range(6)), letters="2", count=60)
    assert any(len(letters) > 2 for letters in found)
    for letters in found:
        assert len({(each["market"], each["quantity"], each["business"]) for each in letters}) == 1
        assert len({each["stable_name"] for each in letters}) == len(letters)


def test_a_request_reaches_teams_that_sell_other_goods_of_its_family() -> None:
    mugs, bowls, tents = (
        replace(shop(name), offerings=tuple(replace(each, category=kind) for each in shop(name).offerings))
        for name, kind in (("A", "Home > Mugs"), ("B", "Home > Bowls"), ("C", "Outdoor > Tents"))
    )
    found = requests(mugs, bowls, tents, letters="0.2", count=200)
    asked = [{each["stable_name"].rpartition(":")[2] for each in letters} for letters in found]
    assert asked.count({"A", "B"}) > len(asked) / 4
    assert all(teams == {"C"} for teams in asked if "C" in teams)


def test_letters_are_written_in_office_hours_and_fill_cartons() -> None:
    for each in arrivals(day(*(shop(f"T{n}") for n in range(40)), letters="4")):
        habits = market_habits()[each["market"]]
        office = Office(habits.time_zone, habits.weekend)
        local = each["at"].astimezone(ZoneInfo(habits.time_zone))
        assert 9 <= local.hour < 18 and office.works_on(local.date()) and each["quantity"] % 24 == 0


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_a_cheap_offer_is_accepted_and_names_the_latest_shipment(seed: str) -> None:
    (intent,) = consider(QUOTED, Dice(seed))
    assert intent.action == "quotation.accept" and intent.given["ship_by"] > QUOTED.on
    assert "6.00" in intent.given["body"] and NEED["limit"] not in intent.given["body"]


def test_a_dear_offer_is_countered_below_it_without_a_word_of_the_limit() -> None:
    dear = replace(QUOTED, unit_price_usd=Decimal("9.00"), landed=Decimal("11.00"))
    (intent,) = consider(dear, Dice("a"))
    assert intent.action == "quotation.counter" and intent.given["unit_price_usd"] < Decimal("8.01")
    assert NEED["limit"] not in intent.given["body"]


def test_after_the_last_round_a_dear_offer_is_rejected_with_the_truth() -> None:
    dear = replace(QUOTED, landed=Decimal("11.00"), talk=replace(TALK, counters=3))
    (intent,) = consider(dear, Dice("a"))
    assert intent.action == "quotation.reject" and intent.given["closing"]["limit"] == NEED["limit"]


def test_of_several_offers_for_one_need_the_best_is_taken_and_the_other_talks_end() -> None:
    silent = replace(TALK, inquiry_id=UUID(int=8), stable_name="z", request="r")
    other = replace(TALK, inquiry_id=UUID(int=5), stable_name="y", request="r")
    better = replace(QUOTED, talk=other, quotation_id=UUID(int=6), landed=Decimal("7.90"))
    own = replace(QUOTED, talk=replace(TALK, request="r"), rivals=(better,), others=(other, silent))
    taken, left, ended = consider(own, Dice("a"))
    assert (taken.action, taken.subject_id) == ("quotation.accept", UUID(int=6))
    assert (left.action, left.subject_id) == ("inquiry.lose", UUID(int=8))
    # Last, since it takes the entry at hand off the agenda.
    assert (ended.action, ended.subject_id) == ("quotation.reject", own.quotation_id)
    assert ended.given["reason"] == left.given["reason"] == "other_offer"
    assert [each["landed"] for each in ended.given["closing"]["rivals"]] == [Decimal("7.90")]
    assert consider(replace(own, landed=Decimal("7.80")), Dice("a"))[-1].action == "quotation.accept"


def test_that_a_better_offer_is_held_is_said_only_when_it_is_true() -> None:
    other = replace(TALK, inquiry_id=UUID(int=5), stable_name="y", request="r")
    dear = replace(QUOTED, unit_price_usd=Decimal("8.00"), landed=Decimal("9.90"))
    rival = replace(dear, talk=other, quotation_id=UUID(int=6), state="countered", landed=Decimal("9.20"))
    words = "better", "suits us"
    held, alone = (
        consider(replace(dear, rivals=rivals), Dice("a"))[0].given["body"] for rivals in ((rival,), ())
    )
    assert any(word in held for word in words) and not any(word in alone for word in words)
    assert "9.20" not in held


def test_a_quotation_that_was_withdrawn_is_not_answered() -> None:
    assert consider(replace(QUOTED, state="withdrawn"), Dice("a")) == []


def test_what_was_unclear_is_asked_back_in_words_that_say_so() -> None:
    unclear = {"unit_price": "no_currency", "lead_time": "ambiguous_date", "samples": "hedged"}
    view = replace(TALK, open_asks=("unit_price", "lead_time", "samples", "packing"), unclear_asks=unclear)
    (again,) = consider_reply(view, Dice("a"))
    body = again.given["body"].lower()
    assert again.given["kind"] == "again"
    assert "currency" in body and "month" in body and "the samples" in body and "carton" in body


def test_every_unclear_point_has_words_to_ask_back_with() -> None:
    rules = rules_of("en")
    assert {f"unclear.{code}" for code in UNCLEAR} | {f"matter.{ask}" for ask in ALL_ASKS} <= set(rules)


def test_what_is_open_is_asked_again_twice_and_then_the_quotation_is_awaited() -> None:
    (again,) = consider_reply(replace(TALK, open_asks=("packing",)), Dice("a"))
    assert again.given["kind"] == "again" and "pack" in again.given["body"]
    (thanks,) = consider_reply(replace(TALK, open_asks=("packing",), asked_again=2), Dice("a"))
    assert thanks.given["kind"] == "thanks"
    assert consider_reply(replace(TALK, is_quoted=True), Dice("a")) == []


def test_a_late_answer_is_reminded_once_and_then_the_buyer_leaves() -> None:
    late = replace(TALK, state="waiting", reply_due_at=AT)
    assert overdue(late, Dice("a"))[0].given["kind"] == "reminder"
    assert overdue(replace(late, reminders=1), Dice("a"))[0].action == "inquiry.lose"
    assert overdue(TALK, Dice("a")) == []


def test_after_delivery_the_buyer_judges_by_the_facts_and_shows_the_limit() -> None:
    view = DealView(
        "x", UUID(int=4), "delivered", 0, 0, Decimal(0), 0, False, False, replace(TALK, state="won")
    )
    review, closing = judge(view, Dice("a"))
    assert review.given["stars"] == 5 and NEED["limit"] in closing.given["body"]
    worse = replace(view, days_late=10, defect_rate=Decimal("0.1"))
    assert judge(worse, Dice("a"))[0].given["stars"] < 5
    assert judge(replace(view, is_reviewed=True, is_closed=True), Dice("a")) == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "ru", "ja", "ar"])
def test_who_got_no_goods_writes_of_none_that_are_there(language: str) -> None:
    there, lost = rules_of(language)["won"], rules_of(language)["won_lost"]
    assert not {str(each) for each in there} & {str(each) for each in lost}
    won = replace(TALK, state="won")
    view = DealView("x", UUID(int=4), "perished", 0, 0, Decimal(1), 0, True, False, won, is_lost=True)
    for number in range(20):
        (closing,) = judge(view, Dice("a", number))
        assert NEED["limit"] in closing.given["body"]
        assert "goods are here" not in closing.given["body"]
        assert "lost" in closing.given["body"] or "never came" in closing.given["body"] or (
            "perished" in closing.given["body"]
        )


def test_the_same_seed_gives_the_same_letter(sqlite_session: Session, postgres_engine: Any) -> None:
    with Session(postgres_engine, expire_on_commit=False) as other:
        here, there = a_deal(sqlite_session), a_deal(other)
        bodies = [each.row(Message, inquiry_id=each.inquiry_id).body for each in (here, there)]
        assert bodies[0] == bodies[1] and here.inquiry.need == there.inquiry.need


def test_a_free_sample_in_a_quotation_is_taken_up_once_by_who_wants_one() -> None:
    wants = replace(TALK, need=NEED | {"wants_sample": True})
    offered = replace(QUOTED, talk=wants, sample="free")
    [taken] = consider(offered, Dice("seed"))
    assert (taken.action, taken.given["is_offered"]) == ("sample.ask", True)
    for other in (
        replace(offered, talk=replace(wants, has_sample=True)), replace(QUOTED, sample="free"),
        replace(offered, sample="charged"), replace(offered, valid_until=offered.on + timedelta(days=5)),
    ):  # fmt: skip
        assert "sample.ask" not in [each.action for each in consider(other, Dice("seed"))]


def test_a_counter_offer_names_the_term_and_the_place_or_the_papers_that_are_wanting() -> None:
    weights = NEED["weights"] | {"price": "0.30", "term": "0.25"}
    talk = replace(TALK, need=NEED | {"weights": weights})
    far = replace(
        QUOTED, talk=talk, incoterm="EXW", named_place="Ningbo", asked_line=Line(Decimal(1), Decimal(1)),
        landed=Decimal("8.80"), unit_price_usd=Decimal("6.80"),
    )  # fmt: skip
    [asked] = consider(far, Dice("seed"))
    first = asked.given["asks"][0]
    assert (first["issue"], first["incoterm"], first["named_place"]) == ("term", "CIF", "Hamburg")
    assert "CIF Hamburg" in asked.given["body"] and asked.given["reason"] == "term"
    barred = replace(QUOTED, talk=replace(TALK, need=NEED | {"papers_bar": True}), papers_held=(0, 1),
                     papers_wanting=("CE",))  # fmt: skip
    [papers] = consider(barred, Dice("seed"))
    assert papers.given["asks"][0]["certificates"] == ["CE"] and "CE" in papers.given["body"]
    last = replace(barred, talk=replace(barred.talk, counters=3))
    [left] = consider(last, Dice("seed"))
    assert (left.action, left.given["reason"]) == ("quotation.reject", "certificates")
    assert left.given["closing"]["decided"]["issue"] == "certificates"
