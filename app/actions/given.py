"""Field types that inputs share: text that is safe to store and show, amounts, counts.

Every text is brought to NFC at the edge. Controls, lone surrogates and NUL never get in; in names, SKUs and
file names neither do direction marks, zero-width characters, or words that mix Latin with Cyrillic or Greek.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from app.actions.registry import Given
from app.core.limits import PASSWORD_LEAST_CHARACTERS, PASSWORD_MOST_CHARACTERS
from app.trade.money import GREATEST_AMOUNT, decimals_of
from app.trade.refusal import RuleBroken

_DIRECTION = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))
_ZERO_WIDTH = {0x200B, 0x2060, 0xFEFF, 0x00AD}
_AMOUNT = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?\Z")
_COUNT = re.compile(r"-?[0-9]{1,19}\Z")


class FieldRefused(ValueError):
    """A field's value breaks a rule; carries the refusal's code so that the page can say it in words."""

    def __init__(self, code: str, **figures: Any) -> None:
        super().__init__(code)
        self.refusal = RuleBroken(code, **figures)


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in "\n\t"):
            raise FieldRefused("text.control_character")
    return text


def _one_line(value: Any) -> Any:
    text = _clean(value)
    if not isinstance(text, str):
        return text
    text = text.strip()
    if "\n" in text or "\t" in text:
        raise FieldRefused("text.one_line")
    for character in text:
        if ord(character) in _DIRECTION or ord(character) in _ZERO_WIDTH:
            raise FieldRefused("text.invisible_character")
    for word in text.split():
        scripts = {script for script in map(_script, word) if script}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            raise FieldRefused("text.mixed_scripts", word=word)
    return text


def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


def _decimal(value: Any) -> Any:
    """A decimal written plainly: no exponents, no underscores, no full-width digits, never a float."""
    if isinstance(value, bool | float):
        raise FieldRefused("money.not_an_amount")
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str):
        text = value.strip()
        if not _AMOUNT.match(text):
            raise FieldRefused("money.not_an_amount")
        return Decimal(text)
    if isinstance(value, Decimal) and not value.is_finite():
        raise FieldRefused("money.not_an_amount")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise FieldRefused("count.not_whole")
    if isinstance(value, str):
        text = value.strip()
        if not _COUNT.match(text):
            raise FieldRefused("count.not_whole")
        return int(text)
    return value


def _boxes(value: Any) -> Any:
    """What stands in the boxes of a paper: texts, whole numbers, and lists and groups of them."""
    if isinstance(value, float):
        raise FieldRefused("money.not_an_amount")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise FieldRefused("count.not_whole")
    if isinstance(value, dict):
        return {_clean(name): _boxes(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_boxes(inner) for inner in value]
    return _clean(value)


def _above_zero(value: Decimal) -> Decimal:
    if value <= 0:
        raise FieldRefused("money.not_above_zero")
    return value


def _amount_in(currency: str) -> Any:
    def check(value: Decimal) -> Decimal:
        if abs(value) > GREATEST_AMOUNT:
            raise FieldRefused("money.too_great", greatest=GREATEST_AMOUNT)
        if value != round(value, decimals_of(currency)):
            step = "0.01" if decimals_of(currency) else "1"
            raise FieldRefused("money.step_too_small", currency=currency, step=step)
        if value == 0:
            return Decimal(0)  # never a negative zero
        return value

    return check


def _rate(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if value < 0 or value > 10**8 or (isinstance(exponent, int) and exponent < -8):
        raise FieldRefused("rate.out_of_range")
    return value


def _count(value: int) -> int:
    if not 1 <= value <= 1_000_000:
        raise FieldRefused("count.out_of_range", least=1, greatest=1_000_000)
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            read = (
                date.fromisoformat(value.strip()) if re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()) else None
            )
        except ValueError:
            read = None
        if read is None or not 2000 <= read.year <= 2100:
            raise FieldRefused("date.not_a_date")
        return read
    return value


def _password(value: str) -> str:
    if not PASSWORD_LEAST_CHARACTERS <= len(value) <= PASSWORD_MOST_CHARACTERS:
        raise FieldRefused(
            "person.password_length", least=PASSWORD_LEAST_CHARACTERS, greatest=PASSWORD_MOST_CHARACTERS
        )
    return value


def _words(limit: int) -> Any:
    def check(value: str) -> str:
        if not value.strip():
            raise FieldRefused("text.blank")
        if len(value) > limit:
            raise FieldRefused("text.too_long", limit=limit, length=len(value))
        return value

    return check


def _at_most(limit: int) -> Any:
    def check(value: str) -> str:
        if len(value) > limit:
            raise FieldRefused("text.too_long", limit=limit, length=len(value))
        return value

    return check


_WORDS: dict[str, Any] = {"json_schema_extra": {"mark": "words"}}
Password = Annotated[str, AfterValidator(_password)]  # exactly as typed
Name = Annotated[str, BeforeValidator(_one_line), AfterValidator(_words(120))]
Title = Annotated[str, BeforeValidator(_one_line), AfterValidator(_words(200))]
Line = Annotated[str, BeforeValidator(_one_line), AfterValidator(_at_most(200))]
Note = Annotated[str, BeforeValidator(_clean), AfterValidator(_at_most(4000))]
Letter = Annotated[str, BeforeValidator(_clean), AfterValidator(_words(4000))]
RichText = Annotated[str, BeforeValidator(_clean), AfterValidator(_at_most(20000))]
Usd = Annotated[
    Decimal, BeforeValidator(_decimal), AfterValidator(_amount_in("USD")), AfterValidator(_above_zero)
]
Rmb = Annotated[
    Decimal, BeforeValidator(_decimal), AfterValidator(_amount_in("CNY")), AfterValidator(_above_zero)
]
UsdOrNothing = Annotated[Decimal, BeforeValidator(_decimal), AfterValidator(_amount_in("USD"))]
Rate = Annotated[Decimal, BeforeValidator(_decimal), AfterValidator(_rate)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
Count = Annotated[int, BeforeValidator(_whole), AfterValidator(_count)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=-(2**31), le=2**31 - 1)]
Boxes = Annotated[dict[str, Any], AfterValidator(_boxes)]
Day = Annotated[date, BeforeValidator(_date)]


def words(**kwargs: Any) -> Any:
    """A field of free words: the record holds only its salted digest."""
    return Field(json_schema_extra={"mark": "words"}, **kwargs)


def hidden(**kwargs: Any) -> Any:
    """A field that only the world knows: the record holds only its salted digest."""
    return Field(json_schema_extra={"mark": "hidden"}, **kwargs)


def secret(**kwargs: Any) -> Any:
    """A field that no record ever holds, such as a password."""
    return Field(json_schema_extra={"mark": "secret"}, **kwargs)


def bulk() -> Any:
    """A field of many like rows of the world: the record's facts hold their count, sums and root, not the
    rows.
    """
    return Field(json_schema_extra={"mark": "bulk"}, default=())


class BuyersLetter(Given):
    """A letter of a simulated buyer. words_by: whose words it is in; words_verdict: what the check said of a
    model's, see app/world/rewording_check.py, "" where no model was asked.
    """

    body: Letter = words()
    words_by: Literal["grammar", "model"] = "grammar"
    words_verdict: Line = ""


__all__ = [
    "Boxes", "BuyersLetter", "Count", "Day", "FieldRefused", "Letter", "Line", "Name", "Note", "Number",
    "Password", "Rate", "RichText", "Rmb", "Title", "Usd", "UsdOrNothing", "Whole", "bulk", "hidden",
    "secret", "words",
]  # fmt: skip
