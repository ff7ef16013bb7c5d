"""What the files say of their figures is found for the control room, and most of it in Chinese."""

from app.core import words
from app.core.figure_notes import all_notes, chinese, in_words, note
from app.core.figures import figures


def test_a_comment_is_found_behind_above_at_the_head_and_beside() -> None:
    assert note("bank", "habit.prompt.late_rate") == "Share of payments that are put off"
    assert note("bank", "habit.slow.late_rate") == "Share of payments that are put off"
    assert note("consumer", "list_review_hours") == "Hours until customs has looked at a 9610 list."
    assert note("markets", "US.patience_days").startswith("Days after which")
    assert note("bank", "way.most_days") == note("bank", "way.least_days") != ""
    assert note("carrier", "sailing_day.japan").startswith("The weekday")


def test_nearly_every_figure_is_explained_and_in_chinese_too() -> None:
    told = [note(subject, key) for subject, key in figures()]
    assert sum(not each for each in told) < len(told) / 10
    assert len(all_notes() & set(chinese())) > len(all_notes()) / 2
    words.current.set("zh_Hans")
    assert in_words("Share of payments that are put off") == "拖延的付款比例"
    words.current.set("en")
    assert in_words("Share of payments that are put off") == "Share of payments that are put off"
