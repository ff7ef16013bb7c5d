"""What a letter claims of the goods, traced to the data pack, the quotation or the factory's answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.trade.letters.letter_answers import Answer, denies, plain
from app.trade.letters.letter_certificates import holds_certificate, named_certificates
from app.trade.letters.letter_figures import Figure, figures
from app.trade.letters.letter_goods import weight_name
from app.trade.letters.letter_goods_words import (
    IN_STOCK,
    ORIGIN,
    SAME_FEATURE,
    features_in,
    materials_in,
)
from app.trade.letters.letter_reader import Read

_NEAR = Decimal("0.015")  # two measures within 1.5 % are the same one: inches and pounds are rounded
_SURE, _FAIR = Decimal("0.9"), Decimal("0.7")
_PART = re.compile(r", | and | but ")
_WRAPPING = re.compile(r"\bpack|\bcarton|\bbox|\bfoam\b|\bpouch|\bbag\b|\bband\b")
_MEASURED = frozenset({"ml", "l", "w", "mah", "wh", "mm", "g", "h", "lm"})
_NO_PROPERTY = re.compile(r"\b(?:within|reply|every|per|in) \d+ ?h")


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What is known of the goods: the data pack's row, the quotation sent, the factory's answer.

    price is the quotation's, factory_lead_time_days and stock_pieces the factory's. Empty or
    None is unknown. Sizes cm, weights kg, price of one piece.
    """

    name: str = ""
    certificates: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    moq: int | None = None
    lead_time_days: int | None = None
    carton_pieces: int | None = None
    carton_size_cm: tuple[Decimal, ...] = ()
    carton_gross_kg: Decimal | None = None
    carton_net_kg: Decimal | None = None
    unit_gross_kg: Decimal | None = None
    unit_size_cm: tuple[Decimal, ...] = ()
    origin: str = ""
    price: Decimal | None = None
    currency: str = ""
    factory_lead_time_days: int | None = None
    stock_pieces: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. verdict: supported, unsupported or contradicted; source: data_pack, quotation or factory."""

    topic: str
    key: str
    verdict: str
    source: str
    words: str
    confidence: Decimal


def claims_of(reads: Sequence[Read], answers: Mapping[str, Answer], facts: ProductFacts) -> tuple[Claim, ...]:
    """The claims of a letter, each topic and key once.

    Args: answers, all that the letter answers, asked or not.
    Source: a promise that asks less of the factory than it holds out (a longer time, a higher
        minimum) is one that it keeps.
    """
    told = [read for read in reads if read.low and not read.sentence.is_question]
    found: dict[tuple[str, str], Claim] = {}
    for claims in (
        _certificates(reads, facts), _materials(told, facts), _features(told, facts), _measures(told, facts),
        _sizes(told, facts), _weights(told, facts), _numbers(answers, facts), _stock(told, facts),
        _origin(told, facts),
    ):  # fmt: skip
        for claim in claims:
            found.setdefault((claim.topic, claim.key), claim)
    return tuple(found.values())


def _verdict(is_true: bool | None) -> str:
    return "unsupported" if is_true is None else "supported" if is_true else "contradicted"


def _claim(topic: str, key: str, is_true: bool | None, words: str, source: str = "data_pack") -> Claim:
    return Claim(topic, key, _verdict(is_true), source, words[:80], _SURE)


def _certificates(reads: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    for code, is_said_held, words in named_certificates(reads, facts.certificates):
        is_held = holds_certificate(code, facts.certificates)
        if is_said_held:
            yield _claim("certificate", code, True if is_held else None, words)
        elif is_held and re.search(r"(?i)\b(?:have|hold|has|with|is|are|n't)\b", words):
            yield _claim("certificate", code, False, words)


def _materials(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    known = {code for code, _ in materials_in(" ".join((*facts.materials, facts.name)).lower())}
    for read in told:
        if _WRAPPING.search(read.low) and not re.search(r"\bmade (?:of|from|with)\b|\d ?%", read.low):
            continue
        for code, at in materials_in(read.low):
            if not denies(read.low[max(at - 20, 0) : at]):
                yield _claim("material", code, code in known if known else None, read.sentence.text)


def _known_text(facts: ProductFacts) -> str:
    return "; ".join((facts.name, *facts.statements)).lower()


@lru_cache(256)
def _known_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a data pack's words: the same for every letter about the goods."""
    return tuple(figures(text, "en"))


@lru_cache(256)
def _known_features(text: str) -> frozenset[str]:
    return frozenset(features_in(text))


def _features(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    known = _known_features(_known_text(facts))
    for read in told:
        for code in features_in(read.low):
            is_known = bool(known & {code, *SAME_FEATURE.get(code, ())})
            yield _claim("feature", code, True if is_known else None, read.sentence.text)


def _measures(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    """Capacity, power, thickness and the like: against the pack's figures of the same unit."""
    known: dict[str, set[Decimal]] = {}
    for figure in _known_figures(_known_text(facts)):
        if figure.kind == "measure":
            known.setdefault(figure.unit, set()).add(figure.value)
    for read in told:
        if _NO_PROPERTY.search(read.low):
            continue
        for each in read.owned:
            figure = each.figure
            if figure.kind == "measure" and figure.unit in _MEASURED:
                held = known.get(figure.unit)
                is_true = figure.value in held if held else None
                yield _claim("feature", f"{plain(figure.value)}{figure.unit}", is_true, read.sentence.text)


def _sizes(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    flat = [figure.parts for figure in _known_figures(_known_text(facts)) if figure.kind == "size"]
    for read in told:
        for each in read.owned:
            parts = each.figure.parts
            if each.figure.kind != "size":
                continue
            known = (
                [size for size in (facts.carton_size_cm, facts.unit_size_cm) if size]
                if len(parts) == 3
                else flat
            )
            is_true = any(_same_size(parts, size) for size in known) if known else None
            key = "x".join(plain(side.normalize()) for side in parts)
            yield _claim("size", key, is_true, read.sentence.text)


def _same_size(said: Sequence[Decimal], known: Sequence[Decimal]) -> bool:
    return len(said) == len(known) and all(map(_same, sorted(said), sorted(known)))


def _same(said: Decimal, known: Decimal) -> bool:
    return abs(said - known) <= known * _NEAR


def _weights(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    by_name = {"gross_kg": facts.carton_gross_kg, "net_kg": facts.carton_net_kg, "": facts.unit_gross_kg}
    for read in told:
        for each in read.owned:
            if each.figure.kind == "kg":
                known = by_name[weight_name(each, read)]
                is_true = None if known is None else _same(each.figure.value, known)
                yield _claim("weight", plain(each.figure.value), is_true, read.sentence.text)


def _numbers(answers: Mapping[str, Answer], facts: ProductFacts) -> Iterator[Claim]:
    """Minimum order, lead time, pieces a carton and price: the answers' figures against the facts'."""
    clear = {ask: answer for ask, answer in answers.items() if answer.is_clear}
    for ask, topic, known in (("moq", "moq", facts.moq), ("lead_time", "lead_time", facts.lead_time_days)):
        yield from _doubted(answers.get(ask), topic, known)
    moq = clear.get("moq")
    if moq and "pieces" in moq.values:
        said = 0 if moq.values["pieces"] == "none" else Decimal(moq.values["pieces"])
        yield _claim("moq", plain(Decimal(said)), None if facts.moq is None else said >= facts.moq, moq.words)
    lead = clear.get("lead_time")
    if lead and "days_least" in lead.values:
        least, most = lead.values["days_least"], lead.values.get("days_most")
        known = facts.factory_lead_time_days or facts.lead_time_days
        is_kept = None if known is None else Decimal(most or least) >= known
        source = "factory" if facts.factory_lead_time_days else "data_pack"
        yield _claim("lead_time", f"{least}-{most}" if most else least, is_kept, lead.words, source)
    packing = clear.get("packing")
    if packing and "pieces" in packing.values:
        pieces = packing.values["pieces"]
        is_true = None if facts.carton_pieces is None else Decimal(pieces) == facts.carton_pieces
        yield _claim("carton", pieces, is_true, packing.words)
    price = answers.get("unit_price")
    if (
        price
        and "amount" in price.values
        and facts.price is not None
        and price.unclear not in ("question", "range")
    ):
        is_other = price.values.get("currency", facts.currency) != facts.currency
        is_same = Decimal(price.values["amount"]) == facts.price
        yield _claim("price", price.values["amount"], None if is_other else is_same, price.words, "quotation")


def _doubted(answer: Answer | None, topic: str, known: int | None) -> Iterator[Claim]:
    """Both values where a letter names two that cannot both hold."""
    if answer and answer.unclear == "two_values":
        for said in filter(None, map(answer.values.get, ("pieces", "days_least", "other"))):
            yield _claim(topic, said, None if known is None else Decimal(said) >= known, answer.words)


def _stock(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    for read in told:
        found = IN_STOCK.search(read.low)
        if not found or denies(read.low) or "out of stock" in read.low:
            continue
        counts = [
            each.figure.value
            for each in sorted(read.owned, key=lambda each: (each.topic != "stock", each.figure.start))
            if each.figure.kind in ("pieces", "number") and each.figure.value > 20
        ]
        key = plain(counts[0]) if counts else "yes"
        known = facts.stock_pieces
        is_true = None if known is None else (counts[0] <= known if counts else known > 0)
        yield _claim("stock", key, is_true, read.sentence.text, "factory")


def _origin(told: Sequence[Read], facts: ProductFacts) -> Iterator[Claim]:
    for read in told:
        found = ORIGIN.search(read.low)
        if found and not denies(_PART.split(read.low[: found.start()])[-1]):
            code = found.lastgroup or ""
            yield _claim("origin", code, code == facts.origin if facts.origin else None, read.sentence.text)
