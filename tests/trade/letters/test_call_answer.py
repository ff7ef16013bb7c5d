"""What is said on the telephone leans on the question before it, and is read as a letter is."""

import pytest

from app.trade.letters.call_answer import heard, without_heading
from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import read_letter

MUG = ProductFacts(name="Stoneware mug", certificates=("FDA",))


@pytest.mark.parametrize(
    ("ask", "said", "found"),
    [
        ("unit_price", "Well, four dollars fifty", "4.50 US dollars"),
        ("unit_price", "four fifty FOB Ningbo", "4.50 US dollars"),
        ("unit_price", "it's three dollars and eighty five cents", "3.85 US dollars"),
        ("lead_time", "Let me see, twenty five days", "25 days"),
        ("samples", "free, you only pay the courier", "free, you only pay the courier"),
        ("moq", "two hundred pieces", "200 pieces"),
        ("warranty", "one year", "1 year"),
        ("validity", "thirty days", "30 days"),
        ("customisation", "no problem from 500 pieces", "no problem from 500 pieces"),
    ],
)
def test_a_short_answer_is_understood_from_the_question(ask: str, said: str, found: str) -> None:
    reading = read_letter(heard(said, ask), [ask], MUG)
    assert without_heading(reading.found[ask], ask) == found


@pytest.mark.parametrize(
    ("ask", "said"), [("lead_time", "I will ask my boss"), ("moq", "hello"), ("samples", "what do you mean?")]
)
def test_words_that_say_nothing_answer_nothing(ask: str, said: str) -> None:
    assert ask not in read_letter(heard(said, ask), [ask], MUG).found
