"""The score of the reader on the half of the replies that it was not tuned on, against its floors."""

import pytest

from tools.reading import Count, Table, is_same, main, matched, printed, score
from tools.replies import replies

ASKS_AND_NUMBERS, CLAIMS = 0.90, 0.85


@pytest.fixture(scope="module")
def test_half() -> Table:
    return score([reply for reply in replies() if reply.half == "test"])[0]


@pytest.mark.parametrize(
    ("label", "floor"),
    [
        ("English: asks", ASKS_AND_NUMBERS),
        ("English: numbers", ASKS_AND_NUMBERS),
        ("English: claims", CLAIMS),
    ],
)
def test_the_test_half_is_read_as_well_as_is_asked(test_half: Table, label: str, floor: float) -> None:
    count = test_half[label]
    assert count.hits > 100
    assert count.precision is not None and count.precision >= floor
    assert count.recall is not None and count.recall >= floor


def test_a_score_counts_what_is_right_what_is_wrong_and_what_is_missed() -> None:
    said = [("unit_price", "amount", "3.20"), ("moq", "pieces", "100")]
    there = [("unit_price", "amount", "3.2"), ("lead_time", "days_least", "20")]
    hits, alarms, misses = matched(said, there)
    assert [len(hits), len(alarms), len(misses)] == [1, 1, 1]
    assert Count(3, 1, 0).precision == 0.75 and Count(3, 0, 1).recall == 0.75 and Count().precision is None
    assert printed_row(Count(3, 1, 1)) == "| x | 0.75 | 0.75 | 3 | 1 | 1 |"


def printed_row(count: Count) -> str:
    return list(printed({"x": count}))[-1]


def test_measures_are_the_same_within_their_rounding_and_no_further() -> None:
    assert is_same("15.6x19.5x17.2in", "39.6x49.6x43.6") and is_same("31.7lb", "14.4")
    assert not is_same("40x40x40", "39.6x49.6x43.6") and not is_same("10", "10.6")


def test_the_command_prints_each_half_and_names_errors_of_the_development_half_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--half", "test", "--misses"]) == 0
    told = capsys.readouterr().out
    assert told.lstrip().startswith("test half: ") and "| English: asks: unit_price |" in told
    assert "en-0" not in told
