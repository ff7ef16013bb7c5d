"""How long goods are on their way where a letter names several times: legs are summed, ways are a range."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_reader import Owned, Read

_AIR, _SEA, _RAIL, _ROAD = "air", "sea", "rail", "road"
_MODE = re.compile(
    r"(?P<air>\bair\w*|\bplane\b|\bflights?\b|\bdhl\b|\bfedex\b|\bavi[oó]n\b|\bavião\b|\baére[ao]\b"
    r"|\bflugzeug\b|\bluft\w*|самол\w+|\bавиа\w*|航空|空运|空輸|飛行機|طائرة|الجو)"
    r"|(?P<sea>\bsea\b|\bocean\b|\bships?\b(?! from)|\bvessel\b|\bboat\b|\bbarco\b|\bmar\b|\bmarítim\w+"
    r"|\bbateau\b|\bmer\b|\bmaritime\b|\bnavio\b|\bschiff\w*|\bsee(?:weg|fracht)\b|\bмор\w+|\bсудн\w+|船|海运"
    r"|海上|البحر\w*)"
    r"|(?P<rail>\brail\w*|\btrain\b|\btren\b|\btrem\b|\bbahn\b|\bzug\b|\bжелезн\w+|\bпоезд\w*|鉄道|列車|铁路"
    r"|قطار)"
    r"|(?P<road>\btrucks?\b|\blorry\b|\broad\b|\btrailer\b|\binland\b|\blocal\b|\bcamión\b|\bcamion\b"
    r"|\bcaminhão\b|\blkw\b|\bгрузовик\w*|\bавтомоб\w+|トラック|卡车|شاحن\w+|\btransfer\b|\btransship\w*"
    r"|\bcustoms\b|\bclearance\b|\blast mile\b|\bto your (?:door|warehouse)\b)"
)
_OR = re.compile(r"\bor\b|\beither\b|/|\boder\b|\bou\b|\bили\b|\bo\b(?= (?:en|por))|أو|または|あるいは|或")
_MORE = re.compile(
    r"\bplus\b|\+|\bthen\b|\banother\b|\bmore\b|\bafter (?:that|which)\b|\badditional\b|\bextra\b|\bdann\b"
    r"|\bweitere\b|\bpuis\b|\bensuite\b|\bluego\b|\bmás\b|\bdepois\b|\bmais\b|\bещ[её]\b|\bзатем\b|ثم|その後"
    r"|再|\bfor (?:the )?(?:transfer|customs|truck)"
)
_STOPS = re.compile(r"[,;:]|\band\b|\bor\b|\bthen\b|\bplus\b|\bund\b|\bet\b|\bи\b|\by\b|\be\b")
_BY = re.compile(r" (?:more )?(?:by|on|with|for|en|por|par|mit(?: dem)?|per|de) (?:the )?")
_STOP, _NEAR = 30, 40  # letters that a stop between counts for; how far a way of carriage may stand


@dataclass(frozen=True, slots=True)
class _Leg:
    """One time on the way. at: number of its sentence; mode: how the goods go, empty where it is not said."""

    at: int
    each: Owned
    least: Decimal
    most: Decimal
    mode: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Times on the way together: days, least and most; first and where; used: the figures it is made of."""

    read: Read
    first: Owned
    least: Decimal
    most: Decimal
    used: frozenset[tuple[int, Figure]]


def journey_of(reads: Sequence[Read]) -> Journey | None:
    """The whole time on the way where a letter names several; None where it names one or none.

    "22 days by sea and 3 by truck" is 25 days; "8 days by air or 35 by sea" is 8 to 35, in one sentence
    or in one after the other.
    """
    legs = [leg for at, read in enumerate(reads) for leg in _legs(at, read)]
    start = next((n for n, leg in enumerate(legs) if leg.each.topic == "delivery_time" or leg.mode), 0)
    ways = [legs[start : start + 1]]
    for before, leg in pairwise(legs[start:]):
        is_here = before.at == leg.at
        if not is_here and (leg.at > before.at + 1 or not (before.mode and leg.mode)):
            break
        low = reads[leg.at].low
        between = low[before.each.figure.end if is_here else 0 : leg.each.figure.start]
        if is_here and _OR.search(between):
            ways.append([leg])
        elif _is_leg(before, leg, between, low):
            ways[-1].append(leg)
        elif before.mode != leg.mode and before.mode and leg.mode:
            ways.append([leg])
    used = [leg for way in ways for leg in way]
    if len(used) < 2:
        return None
    return Journey(
        read=reads[used[0].at],
        first=used[0].each,
        least=min(sum((leg.least for leg in way), Decimal(0)) for way in ways),
        most=max(sum((leg.most for leg in way), Decimal(0)) for way in ways),
        used=frozenset((leg.at, leg.each.figure) for leg in used),
    )


def _is_leg(before: _Leg, leg: _Leg, between: str, low: str) -> bool:
    """Whether a time comes on top of the one before: a stretch on land, or said to be more."""
    after = low[leg.each.figure.end : leg.each.figure.end + 20].lstrip()
    return _ROAD in (before.mode, leg.mode) or bool(_MORE.search(between) or _MORE.match(after))


def _legs(at: int, read: Read) -> list[_Leg]:
    """The times of a sentence that a way of carriage stands by; a number alone has the unit of the others."""
    times = [each for each in read.owned if each.figure.kind == "days" and each.figure.unit == "days"]
    marks = list(_MODE.finditer(read.low)) if times else []
    if not marks:
        return []
    unit = 7 if times[0].figure.words.rstrip(".").endswith(("week", "weeks")) else 1
    takes = {"", "delivery_time"} | (set() if read.has("lead_time", strong=True) else {"lead_time"})
    found = []
    for each in read.owned:
        figure, near = each.figure, _near(each.figure, marks)
        mode = _mode_of(figure, read.low, near)
        is_free = each.topic in takes and (mode or each.topic == "delivery_time")
        if figure.kind == "days" and figure.unit == "days" and is_free:
            found.append(_Leg(at, each, figure.value, figure.most, mode))
        elif figure.kind == "number" and mode and _is_bare(figure, read.low, near):
            found.append(_Leg(at, each, figure.value * unit, figure.most * unit, mode))
    return found


def _is_bare(figure: Figure, low: str, marks: Sequence[re.Match[str]]) -> bool:
    """Whether a number without unit stands right beside its way of carriage: "3 by truck", "by sea 35"."""
    return any(
        _BY.fullmatch(low[figure.end : mark.start()]) if mark.start() >= figure.end
        else low[mark.end() : figure.start] in (" ", ": ")
        for mark in marks
    )  # fmt: skip


def _near(figure: Figure, marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The ways of carriage that stand near enough to a figure."""
    return [
        mark
        for mark in marks
        if 0 <= figure.start - mark.end() < _NEAR or 0 <= mark.start() - figure.end < _NEAR
    ]


def _mode_of(figure: Figure, low: str, marks: Sequence[re.Match[str]]) -> str:
    """How the goods go in the time that a figure names: the nearest way of carriage."""
    best, mode = _NEAR, ""
    for mark in marks:
        first, last = (mark.end(), figure.start) if mark.end() <= figure.start else (figure.end, mark.start())
        between = low[first:last]
        cost = len(between) + _STOP * len(_STOPS.findall(between))
        if cost < best:
            best, mode = cost, mark.lastgroup or ""
    return mode
