"""Reading one cell of a data pack by its column's stated format: taken, mended and said so, or refused.

What can be meant in one way only is mended (grouping commas, a currency sign, dots in an HS code); what can
be meant in two ways is refused (`12,50`), as is what a spreadsheet has rounded away (6.94E+12).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.money import GREATEST_AMOUNT
from app.trade.refusal import RuleBroken

SKU_CHARACTERS = 64
NAME_CHARACTERS = 120
TEXT_CHARACTERS = 4_000
LIST_ITEMS = 20
GREATEST_COUNT = 1_000_000
GREATEST_DAYS = 365
BRAND_TYPES = ("0", "1", "2", "3", "4")
DANGEROUS_MARKS = ("lithium_battery", "liquid", "magnet", "powder")
VAT_RATES = {"13": Decimal("0.13"), "9": Decimal("0.09"), "6": Decimal("0.06"), "0": Decimal(0)}

_NOTHING = {"", "-", "--", "/", "n/a", "na", "none", "null", "无", "暂无", "—"}
_BRAND_TYPE_NAMES = {
    "无品牌": "0",
    "境内自主品牌": "1",
    "境内收购品牌": "2",
    "境外品牌贴牌生产": "3",
    "境外品牌其他": "4",
}
_MARK_NAMES = {"锂电池": "lithium_battery", "lithiumbattery": "lithium_battery", "battery": "lithium_battery",
               "液体": "liquid", "磁性": "magnet", "magnetic": "magnet", "粉末": "powder"}  # fmt: skip
_PLAIN_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_GROUPED_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,6})?")
_ROUNDED_CODE = re.compile(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")
_CURRENCY_SIGN = re.compile(r"^(?:¥|￥|RMB|CNY)\s*|\s*(?:元|RMB|CNY)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's value, and the code of what was mended in it ("" when it was taken as it stood)."""

    value: Any
    mended: str = ""


def read_cell(format_name: str, text: str) -> Reading:
    """Read one cell. An empty cell, `N/A`, `-` or `无` reads as None; the caller knows whether it was needed.

    Args: format_name, a key of `READERS`; text as the sheet holds it.
    Raises: RuleBroken("cell....") with the limit that was broken.
    """
    _refuse_controls(text)
    stripped = unicodedata.normalize("NFC", text).strip()
    if stripped.casefold() in _NOTHING and format_name != "marks":
        return Reading(None, "mended.read_as_empty" if stripped else "")
    if re.fullmatch(r"#(REF|DIV/0|N/A|NAME|NULL|NUM|VALUE|SPILL|CALC)[!?]?", stripped):
        raise RuleBroken("cell.spreadsheet_error")
    return READERS[format_name](stripped)


def _refuse_controls(text: str) -> None:
    for character in text:
        kind = unicodedata.category(character)
        if (kind == "Cc" and character not in "\t\n\r") or kind == "Cs":
            raise RuleBroken("cell.control_character")


def _refuse_hidden(text: str) -> None:
    """In names and codes: no bidi or zero-width signs, no line breaks, no word of look-alike scripts."""
    if any(unicodedata.category(character) in {"Cf", "Cc", "Zl", "Zp"} for character in text):
        raise RuleBroken("cell.hidden_character")
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            raise RuleBroken("cell.look_alike_letters", word=word)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise RuleBroken("cell.too_long", characters=len(text), limit=limit)
    return text


def _code(text: str) -> Reading:
    _refuse_hidden(text)
    if _ROUNDED_CODE.fullmatch(text):
        raise RuleBroken("cell.code_rounded", value=text)
    return Reading(_within(text, SKU_CHARACTERS))


def _name(text: str) -> Reading:
    one_line = re.sub(r"\s+", " ", text)
    _refuse_hidden(one_line)
    return Reading(_within(one_line, NAME_CHARACTERS), "mended.spaces_joined" if one_line != text else "")


def _long_text(text: str) -> Reading:
    return Reading(_within(text.replace("\r\n", "\n"), TEXT_CHARACTERS))


def _list(text: str) -> Reading:
    items = [item.strip() for item in re.split(r"[\n;；|]+", text)]
    items = [item for item in items if item]
    if len(items) > LIST_ITEMS:
        raise RuleBroken("cell.too_many_items", items=len(items), limit=LIST_ITEMS)
    for item in items:
        _within(item, 300)
    return Reading(tuple(items))


def _hs_code(text: str) -> Reading:
    if _ROUNDED_CODE.fullmatch(text):
        raise RuleBroken("cell.code_rounded", value=text)
    digits = re.sub(r"[. ]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise RuleBroken("cell.hs_not_ten_digits", value=text[:40])
    return Reading(digits, "mended.hs_dots_removed" if digits != text else "")


def _brand_type(text: str) -> Reading:
    plain = re.sub(r"[\s()（）]", "", text)
    if plain in BRAND_TYPES:
        return Reading(plain)
    named = _BRAND_TYPE_NAMES.get(plain.lstrip("01234"))
    if named is None or (plain[0].isdigit() and plain[0] != named):
        raise RuleBroken("cell.brand_type_unknown", value=text[:40])
    return Reading(named, "mended.choice_recognised")


def elements_in(text: str) -> tuple[tuple[str, str], ...]:
    """Declaration elements as ordered (name, value) pairs.

    Raises: RuleBroken("cell.element_not_named" | "cell.element_empty" | "cell.element_twice").
    """
    pairs: list[tuple[str, str]] = []
    for part in (part.strip() for part in re.split(r"[;；|\n]+", text)):
        if not part:
            continue
        match = re.fullmatch(r"\s*([^:：]+?)\s*[:：]\s*(.*?)\s*", part, re.DOTALL)
        if not match:
            raise RuleBroken("cell.element_not_named", element=part[:40])
        name, value = match.groups()
        if not value:
            raise RuleBroken("cell.element_empty", element=name[:40])
        if name in dict(pairs):
            raise RuleBroken("cell.element_twice", element=name[:40])
        pairs.append((name, value))
    return tuple(pairs)


def _attributes(text: str) -> Reading:
    found: dict[str, tuple[str, ...]] = {}
    for part in (part.strip() for part in re.split(r"[;；\n]+", text)):
        if not part:
            continue
        name, *values = re.split(r"[:：]", part, maxsplit=1)
        listed = tuple(v.strip() for v in re.split(r"[,，、]+", values[0]) if v.strip()) if values else ()
        if not name.strip() or not listed:
            raise RuleBroken("cell.attribute_not_named", attribute=part[:40])
        if name.strip() in found:
            raise RuleBroken("cell.attribute_twice", attribute=name.strip()[:40])
        found[name.strip()] = listed
    return Reading(found)


def _marks(text: str) -> Reading:
    if text == "":
        return Reading(None)
    if text.casefold() in _NOTHING:
        return Reading((), "" if text.casefold() in {"none", "无"} else "mended.read_as_empty")
    marks, mended = [], ""
    for part in (part.strip().casefold() for part in re.split(r"[;；,，\n]+", text)):
        if not part:
            continue
        mark = part if part in DANGEROUS_MARKS else _MARK_NAMES.get(re.sub(r"[\s_-]", "", part))
        if mark is None:
            raise RuleBroken("cell.mark_unknown", value=part[:40])
        mended = mended or ("" if mark == part else "mended.choice_recognised")
        marks.append(mark)
    return Reading(tuple(dict.fromkeys(marks)), mended)


def _number(text: str, decimals: int) -> Decimal:
    """A plain ASCII number. Python's own parsers also take `1_000`, `１２` (full width), `NaN`, `1e400`."""
    if not _PLAIN_NUMBER.fullmatch(text):
        raise RuleBroken("cell.not_a_number", value=text[:40])
    if len(text.partition(".")[2]) > decimals:
        raise RuleBroken("cell.too_many_decimals", value=text, decimals=decimals)
    return Decimal(text)


def _amount(text: str) -> Reading:
    bare = _CURRENCY_SIGN.sub("", text)
    mended = "mended.currency_sign_removed" if bare != text else ""
    if _GROUPED_NUMBER.fullmatch(bare):
        bare, mended = bare.replace(",", ""), "mended.grouping_removed"
    if not _PLAIN_NUMBER.fullmatch(bare):
        raise RuleBroken("cell.not_an_amount", value=text[:40])
    amount = _number(bare, 2)
    if not 0 < amount <= GREATEST_AMOUNT:
        raise RuleBroken("cell.amount_out_of_bounds", value=text, limit=GREATEST_AMOUNT)
    return Reading(amount, mended)


def _whole(limit: int) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        grouped = bool(re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text))
        bare = text.replace(",", "") if grouped else text
        if not re.fullmatch(r"[0-9]{1,12}", bare):
            raise RuleBroken("cell.not_a_count", value=text[:40])
        if not 1 <= int(bare) <= limit:
            raise RuleBroken("cell.count_out_of_bounds", value=text, limit=limit)
        return Reading(int(bare), "mended.grouping_removed" if grouped else "")

    return read


def _measure(decimals: int, limit: Decimal) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        measure = _number(text, decimals)
        if not 0 < measure <= limit:
            raise RuleBroken("cell.measure_out_of_bounds", value=text, limit=limit)
        return Reading(measure)

    return read


def _percent(text: str) -> Reading:
    bare = text.removesuffix("%").strip()
    if bare not in VAT_RATES:
        raise RuleBroken("cell.vat_rate_unknown", value=text[:40])
    return Reading(VAT_RATES[bare], "mended.percent_sign_removed" if bare != text else "")


READERS: dict[str, Callable[[str], Reading]] = {
    "code": _code,
    "name": _name,
    "long_text": _long_text,
    "list": _list,
    "hs_code": _hs_code,
    "brand_type": _brand_type,
    "elements": lambda text: Reading(elements_in(text)),
    "attributes": _attributes,
    "marks": _marks,
    "amount": _amount,
    "count": _whole(GREATEST_COUNT),
    "days": _whole(GREATEST_DAYS),
    "kg": _measure(3, Decimal(10_000)),
    "cm": _measure(2, Decimal(2_000)),
    "percent": _percent,
}
