"""Which figures a course may lay over, and what each takes."""

import pytest

from app.core.figures import FigureRefused, crossed, figure, figures

TAKEN = [
    ("bank", "way.least_days", "5", 5),
    ("bank", "habit.slow.late_days", "2, 12", [2, 12]),
    ("buyer_kinds", "retailer.price_weight", ["0.3", "0.5"], ["0.3", "0.5"]),
    ("partnership", "house_rule.needs_company", "no", False),
    ("player", "weak.inspects", True, True),
    ("markets", "US.price_tolerance", "0.1,0.1", ["0.1", "0.1"]),
]
REFUSED = [
    ("bank", "way.least_days", "5.5", "course.figure_not_whole"),
    ("bank", "way.least_days", "31", "course.figure_out_of_range"),
    ("bank", "way.least_days", "-1", "course.figure_out_of_range"),
    ("bank", "way.least_days", "many", "course.figure_not_a_number"),
    ("bank", "way.least_days", True, "course.figure_not_a_number"),
    ("consumer", "late_rate", "1.01", "course.figure_out_of_range"),
    ("consumer", "late_rate", 0.5, "course.figure_not_a_number"),
    ("consumer", "late_rate", "1e-3", "course.figure_not_a_number"),
    ("consumer", "review_days", "5, 1", "course.figure_span_crossed"),
    ("consumer", "review_days", "1, 2, 3", "course.figure_not_a_list"),
    ("consumer", "review_days", 4, "course.figure_not_a_list"),
    ("player", "weak.inspects", "2", "course.figure_not_yes_or_no"),
]


@pytest.mark.parametrize(("subject", "key", "value", "read"), TAKEN)
def test_a_figure_takes_what_its_file_could_state(
    subject: str, key: str, value: object, read: object
) -> None:
    assert figure(subject, key).read(value) == read


@pytest.mark.parametrize(("subject", "key", "value", "code"), REFUSED)
def test_a_figure_refuses_another_type_or_what_lies_out_of_its_bounds(
    subject: str, key: str, value: object, code: str
) -> None:
    with pytest.raises(FigureRefused) as refused:
        figure(subject, key).read(value)
    assert (refused.value.code, refused.value.told["name"]) == (code, f"{subject}.{key}")


def test_words_and_what_only_looks_like_a_number_are_no_figures() -> None:
    for subject, key in (
        ("carrier", "air.prefix"), ("markets", "US.cities"), ("letters", "ask.unit_price"),
        ("consumer", "review.5"), ("markets", "XX.weight"), ("nothing", "at_all"),
    ):  # fmt: skip
        with pytest.raises(FigureRefused, match=r"course\.no_such_figure"):
            figure(subject, key)


def test_what_the_files_state_keeps_its_own_bounds() -> None:
    for each in figures().values():
        typed = ", ".join(map(str, each.stated)) if each.is_list else str(each.stated)
        assert each.read(each.stated) == each.stated == each.read(typed), each
    assert not any(crossed(subject, {}) for subject, _ in figures())


def test_a_least_never_stands_above_its_most() -> None:
    fault = crossed("bank", {"way.least_days": 8})
    assert fault and fault.told == {"least": "bank.way.least_days", "most": "way.most_days"}
    assert crossed("bank", {"way.least_days": 8, "way.most_days": 9}) is None
    assert crossed("buyer", {"letters.earliest_hour": 17})
