import pytest

from app.core.search_index import match
from app.core.search_words import WORDS_ASKED, asked_words, kept_words


def test_words_lose_case_accents_and_the_plural() -> None:
    assert kept_words("Cafés, Mugs & BATTERIES; glass dresses") == "cafe mug battery glass dress"


def test_han_becomes_pairs_of_characters_spelt_in_ascii() -> None:
    assert kept_words("马克杯") == "u9a6c514b u514b676f"
    assert kept_words("USB数据") == "usb u6570636e"


def test_every_kept_word_is_plain_ascii() -> None:
    text = "Кружка ﷺ 𠮷野家 ١٢٣ ½ naïve Straße 한국어"
    assert all(word.isascii() and word.isalnum() for word in kept_words(text).split())


def test_what_is_kept_is_found_by_the_same_words() -> None:
    for text in ("陶瓷马克杯", "Кружки", "batteries", "Café"):
        assert [word for phrase in asked_words(text) for word in phrase] == kept_words(text).split()


@pytest.mark.parametrize(
    "hostile", ['"', "*", "NEAR(", "^", ":", "-", "😀", "\x00", "' OR 1=1 --", "a AND", "(" * 99]
)
def test_signs_of_a_query_language_are_no_words(hostile: str) -> None:
    for phrase in asked_words(hostile):
        assert all(word.isalnum() for word in phrase)


def test_empty_words_narrow_only_when_nothing_else_was_typed() -> None:
    assert asked_words("mug for the office") == [["mug"], ["office"]]
    assert asked_words("the") == [["the"]]


def test_a_long_question_is_cut_to_its_first_words() -> None:
    assert len(asked_words("word " * 200)) == WORDS_ASKED


def test_the_last_word_is_asked_by_its_start() -> None:
    phrases = asked_words("stoneware 马克杯")
    assert match("sqlite", phrases) == '"stoneware" AND "u9a6c514b u514b676f" *'
    assert match("postgresql", phrases) == "('stoneware') & ('u9a6c514b' <-> 'u514b676f':*)"
