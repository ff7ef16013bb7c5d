"""The sentences of a letter with their figures and cues, and which matter each figure belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.trade.letters.letter_cues import Cue, cues
from app.trade.letters.letter_figures import HEADED, Figure, currency_of, figures
from app.trade.letters.letter_numbers import with_digits
from app.trade.letters.letter_phrases import EVENT, INJECTION, NOT_FREE, PUT_OFF, event_of
from app.trade.letters.letter_ports import ANY_PORT, PORTS
from app.trade.letters.letter_spelling import mended
from app.trade.letters.letter_text import Sentence

# What a figure of a kind can belong to; a topic that is no ask is where it is put aside.
_BELONGS: dict[str, frozenset[str]] = {
    "money": frozenset({"unit_price", "samples", "courier", "total", "setup"}),
    "days": frozenset({"lead_time", "delivery_time", "samples", "warranty", "validity", "company"}),
    "date": frozenset({"lead_time", "validity", "samples"}),
    "pieces": frozenset({"moq", "packing", "customisation", "quantity", "stock", "samples"}),
    "number": frozenset({"moq", "packing", "unit_price", "quantity", "company", "stock", "samples"}),
    "kg": frozenset({"packing"}),
    "size": frozenset({"packing"}),
    "share": frozenset({"payment"}),
}
_REACH, _MOST_FIGURES = 240, 60  # letters between a word and its figure; figures of a sentence that are read
_NO_COST = 999  # of a figure that is nobody's
_WEAK, _AFTER, _BOUNDARY, _HEADING, _SUBJECT = 25, 4, 12, 45, 10
_STOPS = re.compile(r"[,;:(]| and | but | then ")
_CLAUSE = re.compile(r"(?<=[,;:])(?:\s|(?=[^\d\s]))|(?= but )|(?= because )")
_ROUTE = re.compile(rf"\b(?:{ANY_PORT})(?: port)? ?(?:to|-|->) ?[a-z]{{3,}}")
# "30 days to Genoa": a time on the way. The name is written with a capital letter.
_DESTINATION = re.compile(
    r"(?<!\w)(?:to|nach|hasta|jusqu'à|até|para|до|в|إلى) +(?!Mr|Ms|Dear|The|Your|You|Our|Mon|Tue|Wed"
    r"|Thu|Fri|Sat|Sun"
    r"|Jan|Feb|Mar\b|March|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([A-Z][a-zà-ÿ-]{2,})"
    r"|([A-Z]\w+) *(?:まで|へ|向け)"
)
# What follows "no free samples" is their price, unless it names that of the goods.
_PRICED = re.compile(r"\bprices?\b|\b(?:fob|cif|exw|cfr|fca|ddp|dap|cpt|cip)\b|\bunit\b")
_GREETING_LINE = re.compile(r"^(?:dear|hi|hello|hola|hallo|bonjour|olá)\b[^.!?]{0,40}$")


@dataclass(frozen=True, slots=True)
class Owned:
    """A figure with the matter that it belongs to. cost: how far off the word is that says so."""

    figure: Figure
    topic: str
    cost: int


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence as read. low: lower case, numbers in digits, what is put off or is no answer blanked."""

    sentence: Sentence
    low: str
    cues: tuple[Cue, ...]
    owned: tuple[Owned, ...]
    event: str
    is_adversarial: bool

    def has(self, topic: str, *, strong: bool = False) -> bool:
        """Whether a word of the topic stands in the sentence."""
        return any(cue.topic == topic and (cue.is_strong or not strong) for cue in self.cues)

    def cues_of_time(self) -> bool:
        """Whether a word stands here that a duration could belong to."""
        return any(cue.topic in _BELONGS["days"] for cue in self.cues)

    def of(self, topic: str, *kinds: str) -> list[Owned]:
        """The figures of some kinds that belong to a topic, nearest first."""
        mine = [each for each in self.owned if each.topic == topic and each.figure.kind in kinds]
        return sorted(mine, key=lambda each: each.cost)


def read_sentences(found: list[Sentence], language: str) -> list[Read]:
    """Each sentence with its cues, figures and the event that its times count from."""
    out: list[Read] = []
    for sentence in found:
        if out and out[-1].is_adversarial:  # what follows such words is part of them
            out.append(Read(sentence, "", (), (), "", True))
        else:
            out.append(_read(sentence, language, out[-1] if out else None))
    return _with_currency(out)


def _with_currency(reads: list[Read]) -> list[Read]:
    """The sentences with the prices of a list whose heading alone names the currency: "Price (USD)"."""
    out: list[Read] = []
    currency = ""
    for read in reads:
        is_priced = any(each.figure.kind == "money" for each in read.owned)
        named = None if is_priced or not read.has("unit_price", strong=True) else HEADED.search(read.low)
        currency = "" if is_priced else currency_of(named[1] or named[2]) if named else currency
        out.append(_priced(read, currency) if currency else read)
    return out


def _priced(read: Read, currency: str) -> Read:
    owned = tuple(
        Owned(replace(each.figure, kind="money", unit=currency), "unit_price", min(each.cost, _HEADING))
        if each.figure.kind == "number" and each.topic in ("", "unit_price") and _has_cents(each.figure)
        else each
        for each in read.owned
    )
    return replace(read, owned=owned)


def _has_cents(figure: Figure) -> bool:
    return figure.value != figure.value.to_integral_value() or "." in figure.words


def _read(sentence: Sentence, language: str, before: Read | None) -> Read:
    if INJECTION.search(sentence.low):
        return Read(sentence, "", (), (), "", True)
    low = _without_put_off(with_digits(mended(sentence.low, language), language))
    events = list(EVENT.finditer(low))
    named = low
    for event in events:
        named = named[: event.start()] + " " * (event.end() - event.start()) + named[event.end() :]
    marks = (*cues(named, language), *_destinations(sentence, low))
    seen = figures(low, language)[:_MOST_FIGURES]
    owned = tuple(_owner(figure, marks, named, before) for figure in seen)
    if before and before.has("samples") and NOT_FREE.search(before.low) and not _PRICED.search(low):
        owned = tuple(
            replace(each, topic="samples") if each.figure.kind == "money" else each for each in owned
        )
    return Read(sentence, low, marks, owned, event_of(events[0]) if events else "", False)


def _destinations(sentence: Sentence, low: str) -> Iterator[Cue]:
    """The place that goods travel to, as a word of the time on the way; ports of loading are none."""
    if not any(map(str.isdigit, low)):
        return
    for found in _ROUTE.finditer(low):
        yield Cue("delivery_time", True, found.start(), found.end())
    for found in _DESTINATION.finditer(sentence.text):
        place = found[0].lower()
        at = low.find(place)
        if at >= 0 and (found[1] or found[2]).lower() not in PORTS:
            yield Cue("delivery_time", True, at, at + len(place))


def _without_put_off(low: str) -> str:
    """The sentence without the clauses that put an answer off."""
    if not PUT_OFF.search(low):
        return low
    clauses = _CLAUSE.split(low)
    kept = [clause for clause in clauses if not PUT_OFF.search(clause)]
    return ", ".join(kept)


def _owner(figure: Figure, marks: tuple[Cue, ...], low: str, before: Read | None) -> Owned:
    """The matter of a figure: that of the nearest word of its kind, else that of the heading before it."""
    fitting = _BELONGS.get(figure.kind, frozenset())
    best = Owned(figure, "", _NO_COST)
    sample_at = next((cue.start for cue in marks if cue.topic == "samples"), 9999)
    for cue in marks:
        if cue.topic not in fitting or cue.start - figure.end > _REACH or figure.start - cue.end > _REACH:
            continue
        cost = _distance(figure, cue, low)
        if cue.topic == "unit_price" and sample_at < cue.start:
            cost += 2 * _SUBJECT  # "a sample, price 8 dollars"
        if cue.topic == "delivery_time" and sample_at < figure.start:
            cost += 2 * _SUBJECT  # "the sample goes by air, 5 days"
        if cost < best.cost:
            best = Owned(figure, cue.topic, cost)
    if best.topic or before is None:
        return best
    headings = {cue.topic for cue in before.cues if cue.is_strong and cue.topic in fitting}
    taken = {each.topic for each in before.owned if each.figure.kind == figure.kind}
    if len(headings) == 1 and not headings & taken and not _GREETING_LINE.match(before.low):
        return Owned(figure, headings.pop(), _HEADING)
    return best


def _distance(figure: Figure, cue: Cue, low: str) -> int:
    """How far a cue is from a figure: letters between; more for a stop crossed, a weak word, a word after."""
    if cue.start >= figure.end:
        between, gap, after = low[figure.end : cue.start], cue.start - figure.end, _AFTER
    else:
        between, gap, after = low[cue.end : figure.start], max(figure.start - cue.end, 0), 0
    cost = gap + after + _BOUNDARY * len(_STOPS.findall(between)) + (0 if cue.is_strong else _WEAK)
    if cue.topic == "samples" and not after:
        cost = min(cost, _SUBJECT)  # a sentence that begins with the sample goes on about it
    if cue.topic in ("courier", "total"):
        cost += 0 if gap < 30 else _NO_COST
    return cost
