"""A buyer that waits or wonders looks elsewhere, and asks back before it leaves."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.world.agents.inquiry import consider as consider_reply
from app.world.agents.quotation import consider
from app.world.attention import answered_share, has_bought_elsewhere, looked, why_elsewhere
from app.world.dice import Dice
from tests.world.test_deal import NEED, QUOTED, TALK

ASKS = ("unit_price", "certificates", "packing", "samples")
TOLD = replace(TALK, is_quoted=True, need=NEED | {"elsewhere_hours": 30, "papers": [["LFGB"]]})
SILENT = replace(TOLD, open_asks=ASKS)
HALF = replace(TOLD, open_asks=("packing", "samples"))


def test_a_quotation_answers_its_own_questions_and_papers_of_the_law_count_most() -> None:
    shares = [answered_share(each) for each in (TOLD, HALF, SILENT)]
    assert shares == [1, Decimal("0.6667"), Decimal("0.1667")]
    assert answered_share(replace(SILENT, is_quoted=False)) == 0


def test_half_an_answer_keeps_a_buyer_longer_than_none() -> None:
    later = TALK.at + timedelta(days=1)
    assert not has_bought_elsewhere(replace(TOLD, at=later + timedelta(days=1)))
    assert not has_bought_elsewhere(replace(HALF, at=later))
    assert has_bought_elsewhere(replace(SILENT, at=later))


def test_a_late_answer_loses_a_buyer_who_did_not_ask_several() -> None:
    late = replace(TOLD, first_reply_at=TALK.at, at=TALK.at)
    assert looked(late) == 42 and has_bought_elsewhere(late)
    assert not has_bought_elsewhere(replace(late, request="r"))
    assert not has_bought_elsewhere(replace(late, awaits_sample=True))
    (left,) = consider_reply(replace(late, is_quoted=False), Dice("a"))
    assert (left.action, left.given["reason"]) == ("inquiry.lose", "service")
    (left,) = consider(replace(QUOTED, talk=late), Dice("a"))
    assert (left.action, left.given["reason"]) == ("quotation.reject", "service")
    assert left.given["closing"]["looked_hours"] == 42 and left.given["closing"]["decided"] is None


def test_open_questions_are_put_again_with_a_counter_offer() -> None:
    dear = replace(QUOTED, unit_price_usd=Decimal("9.00"), landed=Decimal("9.90"))
    letters = [consider(replace(dear, talk=talk), Dice("a"))[0].given["body"] for talk in (HALF, TOLD)]
    assert [body.count("\n- ") for body in letters] == [
        letters[1].count("\n- ") + 2,
        letters[1].count("\n- "),
    ]
    assert "sample" in letters[0].lower() and "sample" not in letters[1].lower()


def test_a_price_beyond_the_limit_leaves_a_buyer_looking_until_a_lower_one_is_on_its_desk() -> None:
    opened = TALK.at - timedelta(days=3)
    limit = Decimal(NEED["limit"])
    kept = {"worth": "0.2", "wanted": "0.7"}
    dear = kept | {"landed": str(limit * Decimal("1.1")), "seen": {"at": opened.isoformat()}}
    fair = kept | {"landed": str(limit), "seen": {"at": (opened + timedelta(days=1)).isoformat()}}
    told = replace(TOLD, opened_at=opened, first_reply_at=opened)
    hours = [looked(replace(told, noted={"turns": turns})) for turns in ([], [dear, fair], [dear])]
    assert hours[0] == 0 < hours[1] < hours[2]
    left = replace(told, noted={"turns": [dear]}, need=told.need | {"elsewhere_hours": 8})
    assert has_bought_elsewhere(left) and why_elsewhere(left) == "price"
    (said,) = consider(replace(QUOTED, talk=left), Dice("a"))
    assert (said.action, said.given["reason"]) == ("quotation.reject", "price")
    assert said.given["closing"]["decided"] is None
    assert not has_bought_elsewhere(replace(left, request="r"))
