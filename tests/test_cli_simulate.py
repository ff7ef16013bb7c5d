"""`five-truths simulate`: what cannot be simulated is refused in a line; a long run says how far it is."""

import pytest

from app.cli import main
from app.cli_simulate import Told


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--days", "0"], "--days: give a whole number from 1 to 400"),
        (["--teams", "0"], "--teams: give a whole number from 1 to 500"),
        (["--teams", "9" * 5000], "--teams: give a whole number from 1 to 500"),
        (["--workers", "1.5"], "--workers: give a whole number from 1 to 16"),
        (["--seed", ""], "--seed: give one line of 1 to 120 characters"),
        (["--seed", "a\nb"], "--seed: give one line"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], wrong: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["simulate", "--seed", "a", *wrong])
    last = capsys.readouterr().err.splitlines()[-1]
    assert left.value.code == 2 and words in last and len(last) < 200


def test_a_long_run_says_how_far_it_is_and_a_short_one_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    long, short = Told(3, every=0), Told(3)
    for day in (1, 2, 3):
        short(day)
    assert capsys.readouterr().err == ""
    for day in (1, 2, 3):
        long(day)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and said[0].startswith("day 1 of 3, about ")
