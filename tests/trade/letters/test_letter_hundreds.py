"""Numbers in hundreds, thousands and short forms, as letters spell them."""

import pytest

from app.trade.letters.letter_numbers import with_digits


@pytest.mark.parametrize(
    ("said", "language", "digits"),
    [
        ("a hundred pieces", "en", "100 pieces"),
        ("one hundred and fifty pcs", "en", "150 pcs"),
        ("two thousand five hundred sets", "en", "2500 sets"),
        ("a thousand and twenty", "en", "1020"),
        ("5k pcs", "en", "5000 pcs"),
        ("1.5k pcs", "en", "1500 pcs"),
        ("one lakh pieces", "en", "100000 pieces"),
        ("2 lakhs", "en", "200000"),
        ("2,700 to 4,000 k light", "en", "2,700 to 4,000 k light"),
        ("between 12 and 14 dollars", "en", "12-14 dollars"),
        ("3.9u per pc", "en", "3.9 usd per pc"),
        ("ciento cincuenta unidades", "es", "150 unidades"),
        ("zweihundert stück", "de", "200 stück"),
        ("deux cents pièces", "fr", "200 pièces"),
        ("cento e vinte peças", "pt", "120 peças"),
        ("двести штук", "ru", "200 штук"),
        ("مئتا قطعة", "ar", "200 قطعة"),
        ("2万個", "ja", "20000個"),
    ],
)
def test_a_number_in_words_or_short_is_read_in_digits(said: str, language: str, digits: str) -> None:
    assert with_digits(said, language) == digits


def test_a_range_between_two_numbers_is_one_in_each_language() -> None:
    assert with_digits("zwischen 3 und 3,50 usd", "de") == "3-3,50 usd"
    assert with_digits("entre 12 y 14 dólares", "es") == "12-14 dólares"
    assert with_digits("от 19 до 21 доллара", "ru") == "19-21 доллара"
