"""Levels by the rules of honest evidence: worked cases, then properties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.grading.bearing import BEARS_ON, bears_on, graded_families
from app.grading.criteria import ATTESTED_ONLY, CRITERIA, FIGURE_2
from app.grading.facts import Observation, observation
from app.grading.mark_sheet import Link, link_of, mark_sheet
from app.grading.rubric import AGAINST, judged_all
from app.grading.rubric_table import RULES
from tests.grading.observations import GOOD_PRICE, GOOD_REPLY, LATE_REPLY, replies, seen, yes

NEGOTIATION = "negotiation"


def link(observations: list[Observation]) -> Link:
    return link_of(NEGOTIATION, judged_all(observations))


def consequential(deals: range) -> list[Observation]:
    """Replies in these deals, each of which is won."""
    found = []
    for deal in deals:
        found += [seen(deal * 2, "inquiry.reply", GOOD_REPLY, deal=deal), yes(deal * 2 + 1, deal)]
    return found


@pytest.mark.parametrize(
    ("observations", "level"),
    [
        ([], 0),
        (replies(2), 0),
        (replies(3, {}), 1),
        (replies(3), 2),
        ([replace(one, market="DE", product="mug") for one in replies(3)], 0),
        (replies(3) + replies(1, LATE_REPLY, first=10), 1),
        (replies(4) + replies(1, LATE_REPLY, first=10), 2),
        (consequential(range(3)), 3),
        (consequential(range(4)), 4),
    ],
    ids=[
        "nothing", "two are not enough", "three clicks happened", "three correct", "one place only",
        "counter-evidence", "one more makes up for it", "won three deals", "done again elsewhere",
    ],
)  # fmt: skip
def test_a_level_needs_three_observations_over_two_places(
    observations: list[Observation], level: int
) -> None:
    assert link(observations).level == level


def test_aided_words_are_no_sign_of_transfer() -> None:
    aided = [
        replace(one, facts={**one.facts, "origin": "pasted"}) if one.is_own and one.number > 0 else one
        for one in consequential(range(4))
    ]
    assert link(aided).level == 3


def test_a_correct_quotation_is_consequential_only_if_that_one_is_accepted() -> None:
    sent = [seen(n, "quotation.send", GOOD_PRICE, deal=1, subject=f"q{n}") for n in (0, 1)]
    accepted = seen(2, "quotation.accept", deal=1, subject="q1", actor_kind="party", actor="buyer")
    assert [one.level for one in judged_all([*sent, accepted])] == [2, 3]


def test_luck_is_not_skill() -> None:
    lossy = seen(0, "quotation.send", {**GOOD_PRICE, "margin_rate": "-0.02"}, deal=1)
    assert judged_all([lossy, yes(1, 1)])[0].level == AGAINST


def test_a_price_far_from_the_best_that_could_be_seen_is_counter_evidence() -> None:
    far = seen(0, "quotation.send", {**GOOD_PRICE, "regret_usd": "51"}, deal=1)
    assert judged_all([far])[0].level == AGAINST
    assert judged_all([seen(0, "quotation.send", {**GOOD_PRICE, "regret_usd": "50"})])[0].level == 2


def test_a_refused_deed_counts_against_until_it_is_put_right() -> None:
    refused = seen(0, "order.issue", outcome="refused", refusal="order.not_open", deal=1)
    right = seen(1, "order.issue", {"departs_in": []}, deal=1)
    assert judged_all([refused])[0].level == AGAINST
    assert [one.level for one in judged_all([refused, right])] == [0, 2]


def test_a_fact_that_is_missing_leaves_the_deed_at_happened() -> None:
    assert judged_all([seen(0, "declaration.file", {"errors": 0})])[0].level == 1


def test_the_same_deed_again_in_one_deal_is_one_observation() -> None:
    again = [seen(n, "inquiry.reply", GOOD_REPLY, deal=n % 2) for n in range(40)]
    assert link(again).level == 0 and link(again).deeds == 2


def test_the_deeds_of_parties_earn_a_team_nothing() -> None:
    assert judged_all([yes(n, n) for n in range(9)]) == []


def test_a_criterion_is_as_strong_as_its_weakest_link() -> None:
    sheet = mark_sheet(consequential(range(4)))
    levels = {one.family: one.level for one in sheet.cells["C1"].links}
    assert set(levels) == set(graded_families("C1")) and sheet.cells["C1"].level == min(levels.values()) == 0
    assert sheet.cells["K6"].level == 4


def test_q1_is_never_scored_from_a_log() -> None:
    assert all(ATTESTED_ONLY not in bears_on(action) for action in RULES)
    assert mark_sheet(consequential(range(9))).cells[ATTESTED_ONLY].level == 0


def test_a_members_sheet_holds_their_own_deeds_only() -> None:
    other = [replace(one, actor="wang") if one.is_own and one.number < 4 else one for one in replies(5)]
    assert mark_sheet(other, "li").cells["K6"].level == 0
    assert mark_sheet(other).cells["K6"].level == 2


def test_every_index_of_figure_2_has_a_level() -> None:
    names = {index.name for group in FIGURE_2.values() for index in group}
    assert set(mark_sheet([]).indexes) == names


def test_a_record_becomes_an_observation() -> None:
    body = {
        "number": 7, "action": "inquiry.reply", "outcome": "done", "facts": {"market": "DE"}, "at": "t",
        "actor": {"kind": "person", "name": "li"}, "team": None, "subject": {"id": "s"}, "refusal": None,
    }  # fmt: skip
    assert observation(body).place == ("DE", "")
    assert observation(body, market="US", product="p", deal="d").place == ("US", "p")


def test_every_judged_deed_and_what_proves_it_is_in_the_matrix() -> None:
    named = set(RULES) | {name for rule in RULES.values() for name in (*rule.on_it, *rule.in_deal)}
    assert named <= set(BEARS_ON)
    assert all(code in CRITERIA for codes in BEARS_ON.values() for code in codes)


_FACTS = some.sampled_from([{}, GOOD_REPLY, LATE_REPLY])
_DEEDS = some.lists(some.tuples(_FACTS, some.integers(0, 6), some.booleans()), max_size=14)


def _told(deeds: list[tuple[dict[str, object], int, bool]]) -> list[Observation]:
    found = []
    for facts, deal, is_won in deeds:
        found.append(seen(len(found), "inquiry.reply", dict(facts), deal=deal))
        if is_won:
            found.append(yes(len(found), deal))
    return found


@given(_DEEDS, some.integers(0, 6))
def test_more_good_evidence_never_lowers_a_level(
    deeds: list[tuple[dict[str, object], int, bool]], deal: int
) -> None:
    before = _told(deeds)
    better = [*before, seen(len(before), "inquiry.reply", GOOD_REPLY, deal=deal), yes(len(before) + 1, deal)]
    sheets = mark_sheet(before), mark_sheet(better)
    assert all(sheets[1].cells[code].level >= sheets[0].cells[code].level for code in CRITERIA)


@given(some.integers(0, 400))
def test_volume_alone_never_raises_above_happened(count: int) -> None:
    assert link([seen(n, "inquiry.reply", {}) for n in range(count)]).level <= 1


@given(_DEEDS)
def test_counter_evidence_never_raises_a_level(deeds: list[tuple[dict[str, object], int, bool]]) -> None:
    before = _told(deeds)
    worse = [*before, seen(len(before), "inquiry.reply", LATE_REPLY, deal=99)]
    assert link(worse).level <= max(link(before).level, 1)
