"""What of a letter is its writer's own, where the buyer's letter is quoted back."""

from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_quoted import own_words
from app.trade.letters.letter_reading import read_letter

ASKS = ("unit_price", "lead_time", "moq")


def values(body: str) -> dict[str, dict[str, str]]:
    read = read_letter(body, ASKS, ProductFacts())
    return {ask: dict(answer.values) for ask, answer in read.answers.items() if answer.is_clear}


def test_a_quoted_question_stays_as_the_heading_of_its_answer_without_its_figures() -> None:
    text = own_words("> Could you do USD 3.00 for 1,000 pieces?\nNo, USD 3.15.")
    assert "3.00" not in text and "1,000" not in text and "No, USD 3.15." in text
    assert values("> And the lead time for 1,000 pieces?\n25 days.") == {"lead_time": {"days_least": "25"}}


def test_what_the_buyer_wrote_below_the_answer_says_nothing_for_the_seller() -> None:
    own = "USD 3.15 FOB Ningbo, 25 days.\n\n"
    for tail in (
        "On Mon, 12 Oct 2026, Anna Fischer wrote:\n> We need 2,000 pieces in 15 days. Could you do USD 2.80?",
        "-----Original Message-----\nWe need 2,000 pieces in 15 days at USD 2.80.",
        "From: Anna Fischer\nSent: Monday\nSubject: mugs\n\nWe paid USD 2.80 and waited 15 days.",
    ):
        assert own_words(own + tail).strip() == own.strip()
        assert values(own + tail)["unit_price"]["amount"] == "3.15"
        assert values(own + tail)["lead_time"]["days_least"] == "25"


def test_a_greeting_in_the_quoted_letter_is_no_letter_to_somebody_else() -> None:
    body = "Sure, USD 3.15.\n\nOn Monday Anna wrote:\n> Dear Mr. Chen,\n> what is your price?"
    assert read_letter(body, ASKS, ProductFacts(), "Anna Fischer").flags == frozenset()


def test_a_sellers_own_list_behind_such_signs_is_read() -> None:
    assert values("Our offer:\n> USD 3.15 FOB Ningbo\n> MOQ 300 pcs\n> lead time 25 days").keys() == set(ASKS)


def test_dotted_lines_and_points_counted_without_a_stop_are_lists() -> None:
    dotted = "Price ........ USD 8.45 FOB Ningbo\nMOQ ........ 150 pcs\nLead time ...... 25 days"
    assert values(dotted).keys() == set(ASKS)
    assert own_words("1 price 3.2\n2 moq 300\n3 lead time 25 days") == "price 3.2\nmoq 300\nlead time 25 days"
    assert own_words("1 set is 3 towels\n2 pcs free") == "1 set is 3 towels\n2 pcs free"
