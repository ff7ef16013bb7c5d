import pytest

from app.trade.lifecycle import Lifecycle, lifecycle
from app.trade.lifecycles import ALL
from app.trade.refusal import NotOpenNow

DOOR = lifecycle("door", start="shut", open="shut -> ajar", close="ajar -> shut", remove="shut ajar -> gone")


def test_a_verb_leads_from_its_states_to_its_target() -> None:
    assert DOOR.after("shut", "open") == "ajar"
    assert DOOR.after("ajar", "remove") == "gone"
    assert DOOR.states == ("shut", "ajar", "gone")
    assert DOOR.ends == {"gone"}


def test_a_verb_that_is_not_open_says_what_is() -> None:
    with pytest.raises(NotOpenNow) as refused:
        DOOR.after("ajar", "open")
    assert refused.value.code == "door.not_open"
    assert refused.value.figures == {"state": "ajar", "verb": "open", "open": ["close", "remove"]}


def _reachable(word: Lifecycle) -> set[str]:
    reached, left = {word.start}, [word.start]
    while left:
        state = left.pop()
        for verb in word.open(state):
            target = word.after(state, verb)
            if target not in reached:
                reached.add(target)
                left.append(target)
    return reached


@pytest.mark.parametrize("word", ALL, ids=lambda word: word.word)
def test_every_state_can_be_reached_and_every_open_state_has_an_exit(word: Lifecycle) -> None:
    assert _reachable(word) == set(word.states)
    assert all(word.open(state) for state in word.states if state not in word.ends)
