"""The list of conversations: how each one's last letter begins."""

from app.queries.deals.inquiry import opening_of


def test_a_letter_begins_below_its_salutation() -> None:
    assert opening_of("Hello again,\n\nThanks for the quotation.\n\nBest,\nKim") == (
        "Thanks for the quotation.\n\nBest,\nKim"
    )
    assert opening_of("お世話になっております。\n\nサンプルが届きました。") == "サンプルが届きました。"


def test_a_letter_without_a_salutation_of_its_own_begins_at_its_first_word() -> None:
    for body in ("Dear Anna,\nthe price is USD 3.20.", "The price is USD 3.20.", "Hello,\n\n", ""):
        assert opening_of(body) == body
    assert opening_of("x" * 200) == "x" * 120
