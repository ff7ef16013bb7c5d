"""Amounts in words: English as invoices and credits want them, and Chinese capital figures (大写).

Source: practice of invoices and credits; PBOC rules for filling in bills and settlement vouchers (大写).
"""

import re
from decimal import Decimal

from app.trade.bounds import zero_or_more
from app.trade.money import Money, decimals_of
from app.trade.refusal import RuleBroken

_ONES = (
    *("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"),
    *("TEN", "ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN"),
    "NINETEEN",
)
_TENS = ("", "TEN", "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")
_GROUPS = ((10**9, "BILLION"), (10**6, "MILLION"), (10**3, "THOUSAND"))
_NAMES = {
    "USD": ("US DOLLARS", "CENTS"),
    "EUR": ("EUROS", "CENTS"),
    "GBP": ("POUNDS STERLING", "PENCE"),
    "JPY": ("JAPANESE YEN", ""),
    "AUD": ("AUSTRALIAN DOLLARS", "CENTS"),
    "CAD": ("CANADIAN DOLLARS", "CENTS"),
    "CNY": ("CHINESE YUAN", "FEN"),
}
_BEYOND = Decimal(10) ** 12
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿")
# Words that tell one currency from another, however a person writes it.
_TELLING = {
    "USD": {"US", "USD", "U", "S"},
    "EUR": {"EUR", "EURO", "EUROS"},
    "GBP": {"GBP", "POUNDS", "STERLING"},
    "JPY": {"JPY", "YEN", "JAPANESE"},
    "AUD": {"AUD", "AUSTRALIAN"},
    "CAD": {"CAD", "CANADIAN"},
    "CNY": {"CNY", "RMB", "RENMINBI", "YUAN", "CHINESE"},
}
# Words that open, close or join an amount and bear no figure.
_FILLERS = frozenset({"SAY", "TOTAL", "AND", "ONLY", "IN", "DOLLARS", "CENTS", "PENCE", "FEN"}).union(
    *_TELLING.values()
)


def number_in_words(number: int) -> str:
    """A whole number from 0 to below a million million in capitals: "NINETEEN THOUSAND TWO HUNDRED AND
    EIGHTY"."""
    zero_or_more("number", number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} HUNDRED" + (f" AND {number_in_words(rest)}" if rest else "")
    for size, name in _GROUPS:
        if number >= size:
            count, rest = divmod(number, size)
            joint = " AND " if 0 < rest < 100 else " "
            return f"{number_in_words(count)} {name}" + (f"{joint}{number_in_words(rest)}" if rest else "")
    raise AssertionError(number)


def amount_in_words(money: Money) -> str:
    """The amount as it stands on an invoice: "SAY US DOLLARS NINETEEN THOUSAND ... ONLY".

    Returns: capitals; a currency without a name of its own here is written by its code.
    Raises: RuleBroken("money.not_in_words") for a negative amount, one of 10**12 or more, or one with
        more decimals than the currency has.
    Source: practice of commercial invoices and drafts.
    """
    whole, parts = _whole_and_parts(money)
    major, minor = _NAMES.get(money.currency, (money.currency, "HUNDREDTHS"))
    words = f"SAY {major} {number_in_words(whole)}"
    if parts:
        words += f" AND {minor} {number_in_words(parts)}"
    return f"{words} ONLY"


def same_amount(words: str, money: Money) -> bool:
    """Whether words written by a person name this amount; joints and case do not count."""
    written = re.findall(r"[A-Z]+", words.upper())
    meant = re.findall(r"[A-Z]+", amount_in_words(money))
    others = {word for code, telling in _TELLING.items() if code != money.currency for word in telling}
    return _figures(written) == _figures(meant) and not others.intersection(written)


def amount_in_capitals(money: Money) -> str:
    """An amount of renminbi in Chinese capital figures: 壹拾壹万叁仟元整.

    Raises: RuleBroken("money.not_in_words") as above, or when the currency is not CNY.
    Source: 支付结算办法, 附一 正确填写票据和结算凭证的基本规定 (People's Bank of China, 1997).
    """
    if money.currency != "CNY":
        raise RuleBroken("money.not_in_words", amount=str(money.amount), currency=money.currency)
    whole, parts = _whole_and_parts(money)
    tenths, hundredths = divmod(parts, 10)
    yuan = f"{_capitals(whole)}元" if whole else ""
    if not parts:
        return f"{yuan or '零元'}整"
    jiao = f"{_DIGITS[tenths]}角" if tenths else ("零" if whole else "")
    return yuan + jiao + (f"{_DIGITS[hundredths]}分" if hundredths else "整")


def _whole_and_parts(money: Money) -> tuple[int, int]:
    scale: int = 10 ** decimals_of(money.currency)
    smallest = money.amount * scale
    if not 0 <= money.amount < _BEYOND or smallest != int(smallest):
        raise RuleBroken("money.not_in_words", amount=str(money.amount), currency=money.currency)
    return divmod(int(smallest), scale)


def _capitals(number: int) -> str:
    """Sections of four digits; one 零 stands for any run of noughts that has a figure after it."""
    sections: list[int] = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    text = ""
    for place in reversed(range(len(sections))):
        section = sections[place]
        if not section:
            continue
        skipped = place + 1 < len(sections) and not sections[place + 1]
        if text and (section < 1000 or skipped):
            text += "零"
        text += _section(section) + _SECTIONS[place]
    return text


def _section(section: int) -> str:
    text = ""
    pending = False
    for place in (3, 2, 1, 0):
        digit = section // 10**place % 10
        if not digit:
            pending = bool(text)
            continue
        text += ("零" if pending else "") + _DIGITS[digit] + _PLACES[place]
        pending = False
    return text


def _figures(words: list[str]) -> list[str]:
    return [word for word in words if word not in _FILLERS]
