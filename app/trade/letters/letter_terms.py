"""Asks about the terms of the deal that a letter answers: payment, delivery term, port, warranty denied."""

import re
from collections.abc import Sequence
from decimal import Decimal

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.letters.letter_answers import Answer, Finding, denies, plain, terms_of
from app.trade.letters.letter_ports import LEAVES, full_name
from app.trade.letters.letter_reader import Read

_CLEAR, _FAIR, _TOUCHED = Decimal("0.9"), Decimal("0.7"), Decimal("0.4")
_METHODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tt", re.compile(
        r"\bt/t\b|\btt\b|\b(?:bank|wire|telegraphic) transfer\b|\btransferencia\b|\büberweisung\b"
        r"|\bvirement\b|\btransferência\b"
        r"|\bперевод(?:ом)?\b|振込|送金|حوالة|تحويل بنكي|电汇")),
    ("lc", re.compile(
        r"\bl/?c\b|\bletters? of credit\b|\bcarta de crédito\b|\bakkreditiv\b|\blettre de crédit\b"
        r"|аккредитив|信用状|信用证|اعتماد")),
    ("dp", re.compile(r"\bd/?p\b|\bdocuments against payment\b|\bcad\b")),
    ("paypal", re.compile(r"\bpaypal\b")),
    ("wu", re.compile(r"\bwestern union\b")),
    ("oa", re.compile(r"\bopen account\b|\bo/a\b")),
)  # fmt: skip
_ALL_FIRST = re.compile(
    r"\b(?:full|whole) (?:payment|amount)\b[^.]{0,30}\b(?:advance|before|first)\b"
    r"|\bfully prepaid\b"
)
_HALF_FIRST = re.compile(r"\bhalf\b[^.]{0,25}\b(?:first|before|in advance|now|with|deposit|order)\b")
_NOT_MONEY = re.compile(r"^\s?(?:\w+ )?(?:cotton|polyester|elastane|spandex|wool|nylon|acrylic|lower"
                        r"|discount|off|return|natural|pure|of market"
                        r"|algod|baumwolle|coton)")  # fmt: skip
_DEPOSIT_ONLY = re.compile(r"\bdeposit\b|\badvance\b|\bprepa")
_REFUSED = re.compile(r"^[^.]{0,25}\b(?:not (?:accept|possible|ok)|is not|impossible)")
_CLAUSE = re.compile(r"[,;.]| but ")
_EVENT_PAY = re.compile(r"\b(?:deposit|pay|payment|balance|t/t|tt|advance|down|order|terms|before|prepay)\b")
_PORT = re.compile(
    r"(?:[Pp]ort|PORT)(?: of (?:loading|shipment|departure))?(?: is| will be|:|,| -)? (?:de "
    r"|of )?([A-Z][\w'-]+)"
    r"|\b(?!Loading|The|Our|This)([A-Z][\w'-]+)(?:'s)? (?:sea)?port\b|(?:[Ll]oad(?:ed|ing)?|[Ss]hip(?:s|ped"
    r"|ping)?(?: out)?|[Ss]ail|[Ll]eaves?"
    r"|[Dd]epart) (?:\w+ )?(?:in|at|from) ([A-Z][\w'-]+)"
    r"|[Pp]uerto(?: de \w+)?(?: es| de)? ([A-Z][\w'-]+)|[Hh]afen(?: ist)? ([A-Z][\w'-]+)"
    r"|[Pp]orto(?: de \w+)?(?: é)?(?: de)? ([A-Z][\w'-]+)"
    r"|港は\s*([A-Z]\w+)|[Пп]орт\w*(?: \w+)?[ :-]+([A-Z]\w+)|ميناء\s+(?:(?!في"
    r"|من)[^\W\dA-Z]+\s+)?([A-Z]\w+)|港口?(?:是|为"
    r"|:)?\s*([A-Z]\w+)|([A-Z]\w+)\s*港(?:から|出|発)|[Dd]eparture(?: \w+)?: ?([A-Z]\w+)"
)
_NOT_A_PORT = frozenset(["Is", "Will", "The", "And", "We", "Any", "China", "Nearest", "Loading"])


def payment_of(reads: Sequence[Read], found: Finding) -> None:
    """How the seller wants to be paid: methods, and the share paid first."""
    methods: list[str] = []
    deposit, words, touched = "", "", ""
    for read in reads:
        if not read.low or read.sentence.is_question:
            continue
        shares = [each.figure for each in read.owned if each.figure.kind == "share"
                  and not _NOT_MONEY.match(read.low[each.figure.end :])]  # fmt: skip
        named = [code for code, pattern in _METHODS if _is_accepted(read.low, pattern)]
        is_about = read.has("payment") or bool(_EVENT_PAY.search(read.low))
        if not is_about and not named:
            continue
        methods += [code for code in named if code not in methods]
        if shares and not deposit:
            deposit = plain(shares[0].value)
        if not deposit and _ALL_FIRST.search(read.low):
            deposit = "100"
        if not deposit and not shares and _HALF_FIRST.search(read.low):
            deposit = "50"
        if named or shares or deposit:
            words = words or read.sentence.text[:80]
        elif _DEPOSIT_ONLY.search(read.low) and not read.event:
            touched = read.sentence.text[:80]
    values = {
        key: value for key, value in (("methods", ",".join(methods)), ("deposit_percent", deposit)) if value
    }
    if values:
        is_event = values == {"methods": "lc"} and not words
        found.note(Answer("payment", words, values, _FAIR if is_event else _CLEAR))
    elif touched:
        found.note(Answer("payment", touched, {}, _TOUCHED, "no_share"))


def _is_accepted(low: str, pattern: re.Pattern[str]) -> bool:
    """Whether a method is named in a clause that does not deny it."""
    for clause in _CLAUSE.split(low):
        found = pattern.search(clause)
        if found and not denies(clause[: found.start()]) and not _REFUSED.search(clause[found.end() :]):
            return True
    return False


def delivery_of(reads: Sequence[Read], found: Finding) -> None:
    """The delivery term with its place, and the port of loading; the place of FOB or FAS is one."""
    for read in reads:
        if not read.low or read.sentence.is_question:
            continue
        term, place = terms_of(read.sentence.text)
        count = len(set(re.findall(r"\b(?:" + "|".join(INCOTERMS) + r")\b", read.sentence.text.upper())))
        if term and count <= 2:
            confidence = _CLEAR if place else _FAIR
            found.note(
                Answer("delivery_term", f"{term} {place}".strip(), _kept(term=term, place=place), confidence)
            )
            if term in ("FOB", "FAS") and place:
                found.note(Answer("port", place, {"place": place}, _FAIR))
        for match in _PORT.finditer(read.sentence.text):
            name = next(name for name in match.groups() if name)
            if name not in _NOT_A_PORT:
                found.note(Answer("port", name, {"place": full_name(name)}, _CLEAR))
                break
        leaves = LEAVES.search(read.sentence.low)
        if leaves:
            name = (leaves["from"] or leaves["to"]).title()
            found.note(Answer("port", name, {"place": name}, _FAIR))


def _kept(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def warranty_denied(reads: Sequence[Read], found: Finding) -> None:
    """A warranty that is said not to be given is an answer too."""
    for read in reads:
        if read.has("warranty") and read.low and not read.of("warranty", "days") and denies(read.low):
            found.note(Answer("warranty", read.sentence.text[:80], {"months": "none"}, _FAIR))
