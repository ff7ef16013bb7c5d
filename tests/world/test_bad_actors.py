"""Bad actors: drawn by seeded shares, never by an order, and with signs that can be seen."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.queries.deals.denied_party import denied_parties
from app.queries.deals.hindsight import hindsight_of
from app.trade.market.party_screening import screening_matches
from app.world.agents.bad_actor import answer_of, swap, swap_freight
from app.world.agents.market import word_of_mouth
from app.world.bad_actors import disguised, kind_of
from app.world.dice import Dice
from app.world.mail import firm_address, lookalike_domain
from app.world.views.instruction import FreightView, SwapView
from app.world.views.market import market_day
from app.world.views.standing import opinions_of_accused, standings
from tests.builders_deal import a_deal
from tests.world.test_deal import AT, NEED, QUOTED, TALK

BUYER: dict[str, Any] = {
    "name": "Lena Fischer", "company_name": "Nordlicht GmbH", "country": "DE", "persona": {"name_own": ""},
}  # fmt: skip
GIVEN: dict[str, Any] = {
    "buyer": BUYER, "need": NEED, "quantity": 480, "asks": ["unit_price"], "subject": "Mug, 480 pcs",
    "body": "I buy for Nordlicht GmbH.",
}  # fmt: skip


class Letter:
    """As much of a wish as a disguise looks at."""

    at, quantity, product_name, request = AT, 480, "Mug", ""


def drawn(number: int) -> dict[str, Any]:
    return disguised(GIVEN, Letter(), Dice("seed", number))  # type: ignore[arg-type]


def test_kinds_come_by_their_shares_and_most_buyers_are_honest() -> None:
    found = Counter(kind_of(Dice("seed", number)) for number in range(4000))
    assert 0.90 < found[""] / 4000 < 0.94
    assert all(60 < found[kind] < 180 for kind in ("sample_hunter", "overpayment", "denied_party"))


def test_each_kind_bears_signs_and_names_itself_in_what_is_hidden_alone() -> None:
    letters = [drawn(number) for number in range(600)]
    bad = [each for each in letters if each["need"].get("actor")]
    assert {each["need"]["actor"] for each in bad} == {"sample_hunter", "overpayment", "denied_party"}
    for each in letters:
        open_part = str({name: value for name, value in each.items() if name != "need"})
        assert "actor" not in open_part and "hunter" not in open_part and "denied" not in open_part
        assert each["buyer"]["persona"]["mail"].count("@") == 1
    hunters = {each["body"] for each in bad if each["need"]["actor"] == "sample_hunter"}
    assert len(hunters) == 1  # the same text to many
    for each in bad:
        firm = each["buyer"]["company_name"]
        is_listed = bool(screening_matches(firm, denied_parties()))
        assert is_listed == (each["need"]["actor"] == "denied_party"), firm


def test_a_known_buyer_keeps_what_is_on_file() -> None:
    given = {"buyer_id": UUID(int=4), "need": NEED}
    assert disguised(given, Letter(), Dice("seed", 1)) is given  # type: ignore[arg-type]


def test_no_bad_actor_ever_orders() -> None:
    for kind, verb in (
        ("overpayment", "instruction.send"), ("denied_party", "inquiry.block"),
        ("sample_hunter", "inquiry.lose"),
    ):  # fmt: skip
        talk = replace(TALK, need=NEED | {"actor": kind, "signs": ["free_mail"]}, team_id=UUID(int=9))
        intents = answer_of(replace(QUOTED, talk=talk), Dice("seed", kind))
        assert [each.action for each in intents] == [verb]


def test_a_cheque_is_for_more_than_is_due_and_the_difference_goes_elsewhere() -> None:
    talk = replace(TALK, need=NEED | {"actor": "overpayment", "signs": []}, team_id=UUID(int=9))
    given = answer_of(replace(QUOTED, talk=talk), Dice("seed"))[0].given
    assert given["amount"] < given["credited_usd"] and given["account"]["country"] != "DE"
    assert given["account"]["beneficiary"] != given["known"]["beneficiary"]


def test_a_swapped_account_looks_like_the_one_on_file_and_a_true_one_is_at_the_same_address() -> None:
    view = SwapView("po", AT, UUID(int=1), UUID(int=2), 7, "Kiln Works", QUOTED.landed * 1000,
                    QUOTED.landed * 500, True)  # fmt: skip
    letters = [each.given for number in range(300) for each in swap(view, Dice("seed", number))]
    false = [each for each in letters if not each["truth"]["is_true"]]
    true = [each for each in letters if each["truth"]["is_true"]]
    assert len(true) >= len(false) > 20 and len(letters) < 90  # who refuses all is wrong half of the time
    assert all(each["account"]["mail"] != each["known"]["mail"] for each in false)
    assert all(each["account"]["mail"] == each["known"]["mail"] for each in true)
    assert all(each["amount"] <= view.open_rmb for each in letters)


def test_a_letter_in_the_forwarders_name_asks_for_the_freight_before_loading_alone() -> None:
    view = FreightView("s", AT, UUID(int=1), UUID(int=2), 7, "Harbour Bridge", QUOTED.landed * 100, True)
    letters = [each.given for number in range(600) for each in swap_freight(view, Dice("seed", number))]
    kinds = Counter(each["truth"]["kind"] for each in letters)
    assert 10 < kinds["swapped_account"] < 60 and 10 < kinds["true_change"] < 70
    assert {(each["purpose"], each["amount"]) for each in letters} == {("freight", view.freight_usd)}
    for each in letters:
        assert (each["account"]["mail"] == each["known"]["mail"]) == each["truth"]["is_true"]
    for gone in (replace(view, is_live=False), replace(view, freight_usd=QUOTED.landed * 0)):
        assert not any(swap_freight(gone, Dice("seed", number)) for number in range(100))


def test_an_address_is_the_firms_own_or_only_looks_like_it() -> None:
    assert firm_address("Lena Fischer", "Nordlicht GmbH") == "lena.fischer@nordlicht.example"
    assert all(
        lookalike_domain("nordlicht.example", Dice("seed", number)) != "nordlicht.example"
        for number in range(20)
    )


def test_an_honest_buyer_who_is_reported_thinks_less_and_is_heard(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    pair = (deal.inquiry.buyer_id, deal.inquiry.team_id)
    course_id = deal.world.course_id
    usual = word_of_mouth(market_day(sqlite_session, deal.row(AgendaEntry, kind="market.day")).shops[0])
    deal.act("inquiry.report", deal.inquiry_id, suspicion="overpayment", body="A feeling.")
    assert not opinions_of_accused(sqlite_session, course_id)  # until the desk has looked into it
    deal.until("inquiry.uncover")
    assert deal.inquiry.closing["bad_actor"] == "honest"
    assert standings(sqlite_session, course_id, pair)[pair] == Decimal("0.15")
    shop = market_day(sqlite_session, deal.row(AgendaEntry, kind="market.day")).shops[0]
    assert shop.accused == (Decimal("0.15"),) and word_of_mouth(shop) < usual == 1
    told = hindsight_of(sqlite_session, deal.inquiry)
    assert told is not None and (told.kind, told.trust_lost) == ("honest", Decimal("0.35"))
