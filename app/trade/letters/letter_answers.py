"""Which asks a letter answers, with which values and how surely: the asks that a figure answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_phrases import HEDGED, NEGATION, NO_DENIAL, PER_UNIT
from app.trade.letters.letter_reader import Owned, Read

SURE = Decimal("0.6")  # an ask read less surely than this is asked again
_TOUCHED = Decimal("0.4")
_MARGIN = Decimal("0.1")  # what stands first is kept unless what comes later is surer by this
_TERM = re.compile(
    r"(?<![A-Za-z])(" + "|".join(INCOTERMS) + r")(?![A-Za-z])[ ,:(-]*(?:the )?(?:port of )?"
    r"([A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|de|da|do))*|[A-Z]{4,})?",
)
_LOW_TERM = re.compile(r"\b(" + "|".join(term.lower() for term in INCOTERMS) + r")\b[ ,:(]*([a-z]{4,})?")
_NO_PLACE = frozenset(
    [
        "Incoterms",
        "Price",
        "Prices",
        "Term",
        "Terms",
        "The",
        "Production",
        "Our",
        "We",
        "Payment",
        "Delivery",
        "Certificates",
        "Usd",
    ]
)
_NOT_THIS = re.compile(r"\bnot (?:\w+ )?$")
_OF_A_LETTER = re.compile(r"(?:mail|letter|inquiry|enquiry)(?: of| dated| from| on)?\W*$")
_LOWEST = re.compile(r"can you accept|how about|what about|lowest|best price")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a letter says to one ask. words: where it says it.

    unclear: what is missing, by code, where the buyer must ask back; "" where nothing is.
    """

    ask: str
    words: str
    values: Mapping[str, str]
    confidence: Decimal
    unclear: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether the buyer can go by it."""
        return self.confidence >= SURE


@dataclass(slots=True)
class Finding:
    """Answers as they are gathered: the surest of each ask is kept. certificates: names in the data pack."""

    certificates: tuple[str, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)

    def note(self, answer: Answer) -> None:
        """Keep an answer unless a surer one is there."""
        held = self.answers.get(answer.ask)
        if held is None or answer.confidence > held.confidence + (_MARGIN if held.is_clear else 0):
            self.answers[answer.ask] = answer


def plain(number: Decimal) -> str:
    """A number without exponent and needless zeros: 13.40 stays 13.40, 1E+2 becomes 100."""
    return f"{number:f}"


def surety(cost: int, read: Read) -> Decimal:
    """Confidence from the distance of the word that names the matter; less where one hedges or asks."""
    value = Decimal("0.95") - Decimal(min(cost, 120)) / 350
    if read.sentence.is_question:
        value -= Decimal("0.45")
    if HEDGED.search(read.low):
        value -= Decimal("0.35")
    return max(value, Decimal("0.1")).quantize(Decimal("0.01"))


def terms_of(text: str) -> tuple[str, str]:
    """The first Incoterm of a text and its place; empty where there is none."""
    found = _TERM.search(text)
    if found:
        place = found[2] or ""
        place = "" if place.split(" ")[0] in _NO_PLACE else place
        return found[1], place.title() if place.isupper() else place
    low = _LOW_TERM.search(text)
    if low:
        return low[1].upper(), (low[2] or "").title()
    return "", ""


def as_written(figure: Figure, read: Read) -> str:
    """A figure's words as the letter has them, where they can be found again."""
    at = read.sentence.low.find(figure.words)
    return read.sentence.text[at : at + len(figure.words)] if at >= 0 else figure.words


def denies(clause: str) -> bool:
    """Whether a clause denies something."""
    return bool(NEGATION.search(NO_DENIAL.sub(" ", clause)))


def price_of(reads: Sequence[Read], found: Finding) -> None:
    """The unit price: money that is nobody else's, best where a piece or a term stands beside it."""
    currencies = {
        each.figure.unit
        for read in reads
        for each in read.owned
        if each.figure.unit and each.figure.kind == "money"
    }
    term, place = next(
        filter(any, (terms_of(read.sentence.text) for read in reads if not read.is_adversarial)), ("", "")
    )
    best: tuple[int, Read, Figure] | None = None
    for read in reads:
        for each in read.owned:
            figure = each.figure
            is_unit = bool(PER_UNIT.match(read.low[figure.end :]))
            if (
                figure.kind == "number"
                and is_unit
                and len(currencies) == 1
                and each.topic in ("", "unit_price")
            ):
                figure = _as_money(figure, next(iter(currencies)))
            elif figure.kind != "money" or each.topic not in ("", "unit_price"):
                if figure.kind == "number" and each.topic == "unit_price" and each.cost < 45:
                    _price_without_currency(read, each, found)
                continue
            if _NOT_THIS.search(read.low[: figure.start]):
                continue
            cost = min(each.cost, 60) - 60 * is_unit - 20 * bool(terms_of(read.sentence.text)[0])
            cost += 40 * read.sentence.is_question + (15 if not each.topic else 0)
            if best is None or cost < best[0]:
                best = (cost, read, figure)
    if best:
        _note_price(best, (term, place), found)


def _as_money(figure: Figure, currency: str) -> Figure:
    return Figure("money", figure.start, figure.end, figure.words, figure.value, figure.most, currency)


def _price_without_currency(read: Read, each: Owned, found: Finding) -> None:
    values = {"amount": plain(each.figure.value)}
    found.note(Answer("unit_price", as_written(each.figure, read), values, _TOUCHED, "no_currency"))


def _note_price(best: tuple[int, Read, Figure], term: tuple[str, str], found: Finding) -> None:
    cost, read, figure = best
    own = terms_of(read.sentence.text)
    code, place = own if own[0] else term
    values = {"amount": plain(figure.value), "currency": figure.unit, "term": code, "place": place}
    confidence, unclear = surety(max(cost, 0), read), ""
    if figure.is_range:
        confidence, unclear = _TOUCHED, "range"
    elif not figure.unit:
        confidence, unclear = _TOUCHED, "no_currency"
    elif read.sentence.is_question:
        is_offer = bool(code and place and _LOWEST.search(read.low))
        confidence, unclear = (SURE, "") if is_offer else (_TOUCHED, "question")
    found.note(
        Answer(
            "unit_price",
            as_written(figure, read),
            {k: v for k, v in values.items() if v},
            confidence,
            unclear,
        )
    )


def days_of(figure: Figure) -> dict[str, str]:
    """The days of a duration as values: least, and most where they differ."""
    values = {"days_least": plain(figure.value)}
    return values | ({"days_most": plain(figure.most)} if figure.is_range else {})


def times_of(reads: Sequence[Read], found: Finding) -> None:
    """Lead time, delivery time, warranty and validity: durations and dates by the matter beside them."""
    for read in reads:
        for ask in ("lead_time", "delivery_time", "validity", "warranty"):
            for each in read.of(ask, "days", "date"):
                _note_time(ask, each, read, found)
        for each in read.owned:
            is_alone = not each.topic and each.figure.kind in ("days", "date") and each.figure.unit != "years"
            if is_alone and each.figure.unit != "months" and not read.cues_of_time():
                _note_time("lead_time", Owned(each.figure, "lead_time", 95), read, found)


def _note_time(ask: str, each: Owned, read: Read, found: Finding) -> None:
    figure, unclear = each.figure, ""
    confidence = surety(each.cost, read)
    if figure.kind == "date":
        if ask == "warranty" or _OF_A_LETTER.search(read.low[: figure.start]):
            return
        values = {"on": figure.on}
        if figure.unit == "ambiguous":
            confidence, unclear = _TOUCHED, "ambiguous_date"
    elif ask == "warranty":
        if figure.unit not in ("months", "years"):
            return
        months = figure.value // 365 * 12 if figure.unit == "years" else figure.value // 30
        values = {"months": plain(months)}
    else:
        values = days_of(figure)
    if ask == "lead_time" and read.event:
        values |= {"from": read.event}
    if confidence < SURE and not unclear:
        unclear = "question" if read.sentence.is_question else "hedged"
    found.note(Answer(ask, as_written(figure, read), values, confidence, unclear))
