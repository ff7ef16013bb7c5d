"""Which asks a letter answers, with which values and how surely: the asks that a figure answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_journey import Journey, journey_of
from app.trade.letters.letter_phrases import HEDGED, NEGATION, NO_DENIAL
from app.trade.letters.letter_ports import ANY_PORT, ANY_SHORT, full_name
from app.trade.letters.letter_reader import Owned, Read

SURE = Decimal("0.6")  # an ask read less surely than this is asked again
TOUCHED = Decimal("0.4")
_MARGIN = Decimal("0.1")  # what stands first is kept unless what comes later is surer by this
_TERM = re.compile(
    r"(?<![A-Za-z])(" + "|".join(INCOTERMS) + r")(?![A-Za-z])[ ,:(-]*(?:the )?(?:port of )?"
    rf"([A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|de|da|do))*|[A-Z]{{4,}}|(?:{ANY_PORT}|{ANY_SHORT})\b)?",
)
_LOW_TERM = re.compile(
    r"\b(" + "|".join(term.lower() for term in INCOTERMS) + rf")\b[ ,:(]*([a-z]{{4,}}|(?:{ANY_SHORT})\b)?"
)
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
_FIRM = Decimal("0.88")  # two values as firm as this cannot both hold
CONDITION = re.compile(
    r"\bif\b|\bwhen\b|\bfor (?!your information)|\bper\b|\bwith(?:out)?\b|\bsamples?\b|\btrial\b|\bfirst\b"
    r"|\brepeat|\bnormal|\busual|\bstock\b|\bmore than\b|\bless\b|\bcolou?rs?\b|\bmodels?\b|\bsizes?\b"
    r"|\bdepend|\bor\b|\bdeliver|\bship|\barriv|\btransit\b|\bby (?:sea|air)\b|\bonly\b|\bboth\b|\binstead\b"
)
_CORRECTS = re.compile(
    r"\bsorry\b|\bi mean\b|\bor rather\b|\bcorrection\b|\bmejor dicho\b|\bmejor decimos\b|\bquiero decir\b"
    r"|\bplutôt\b|\bje veux dire\b|\bich meine\b|\bquero dizer\b|\bвернее\b"
)
_OF_A_LETTER = re.compile(r"(?:mail|letter|inquiry|enquiry)(?: of| dated| from| on)?\W*$")


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
        if held is not None and held.unclear == "two_values":
            return
        if held is None or answer.confidence > held.confidence + (_MARGIN if held.is_clear else 0):
            self.answers[answer.ask] = answer

    def note_or_doubt(self, answer: Answer, key: str, low: str) -> None:
        """Keep an answer, or make the ask unclear where another value was named as firmly before.

        Args: key of the value that must agree; low, the sentence: a condition in it lets both values hold.
        """
        held = self.answers.get(answer.ask)
        are_firm = held is not None and min(held.confidence, answer.confidence) >= _FIRM
        if held is None or not are_firm or CONDITION.search(low) or key not in answer.values:
            return self.note(answer)
        one, other = held.values.get(key, ""), answer.values[key]
        if one.isdigit() and other.isdigit() and one != other:
            values = {key: one, "other": other}
            self.answers[answer.ask] = Answer(answer.ask, held.words, values, TOUCHED, "two_values")
        return None


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
        place = "" if place.split(" ")[0] in _NO_PLACE else place.removesuffix(" Port")
        place = full_name(place)
        return found[1], place.title() if place.isupper() else place
    low = _LOW_TERM.search(text)
    if low:
        return low[1].upper(), full_name(low[2] or "").title()
    return "", ""


def as_written(figure: Figure, read: Read) -> str:
    """A figure's words as the letter has them, where they can be found again."""
    at = read.sentence.low.find(figure.words)
    return read.sentence.text[at : at + len(figure.words)] if at >= 0 else figure.words


def denies(clause: str) -> bool:
    """Whether a clause denies something."""
    return bool(NEGATION.search(NO_DENIAL.sub(" ", clause)))


def days_of(figure: Figure) -> dict[str, str]:
    """The days of a duration as values: least, and most where they differ."""
    values = {"days_least": plain(figure.value)}
    return values | ({"days_most": plain(figure.most)} if figure.is_range else {})


def times_of(reads: Sequence[Read], found: Finding) -> None:
    """Lead time, delivery time, warranty and validity: durations and dates by the matter beside them."""
    journey = journey_of(reads)
    used = journey.used if journey else frozenset()
    if journey:
        _note_journey(journey, found)
    for at, read in enumerate(reads):
        corrects = _CORRECTS.search(read.low)
        if corrects and any(each.figure.kind == "days" for each in read.owned) and not read.has("samples"):
            found.answers.pop("lead_time", None)
        for ask in ("lead_time", "delivery_time", "validity", "warranty"):
            for each in read.of(ask, "days", "date"):
                if (at, each.figure) not in used:
                    _note_time(ask, each, read, found)
        for each in read.owned:
            is_alone = (
                (at, each.figure) not in used
                and not each.topic
                and each.figure.kind in ("days", "date")
                and each.figure.unit != "years"
            )
            if is_alone and each.figure.unit != "months" and not read.cues_of_time():
                _note_time("lead_time", Owned(each.figure, "lead_time", 95), read, found)


def _note_journey(journey: Journey, found: Finding) -> None:
    read = journey.read
    values = {"days_least": plain(journey.least)}
    values |= {"days_most": plain(journey.most)} if journey.most != journey.least else {}
    sure = surety(min(journey.first.cost, 60), read)
    unclear = "" if sure >= SURE else "question" if read.sentence.is_question else "hedged"
    found.note(Answer("delivery_time", as_written(journey.first.figure, read), values, sure, unclear))


def _note_time(ask: str, each: Owned, read: Read, found: Finding) -> None:
    figure, unclear = each.figure, ""
    confidence = surety(each.cost, read)
    if figure.kind == "date":
        if ask == "warranty" or _OF_A_LETTER.search(read.low[: figure.start]):
            return
        values = {"on": figure.on}
        if figure.unit == "ambiguous":
            confidence, unclear = TOUCHED, "ambiguous_date"
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
    answer = Answer(ask, as_written(figure, read), values, confidence, unclear)
    if ask == "lead_time":
        found.note_or_doubt(answer, "days_least", read.low)
    else:
        found.note(answer)
