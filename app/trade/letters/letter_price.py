"""The unit price that a letter names: which money it is, under which term, by which quantity, how surely."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.trade.letters.letter_answers import (
    CONDITION,
    SURE,
    TOUCHED,
    Answer,
    Finding,
    as_written,
    plain,
    surety,
    terms_of,
)
from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_phrases import PER_UNIT
from app.trade.letters.letter_reader import Owned, Read
from app.trade.letters.letter_tiers import is_conversion, tiers_of

_NOT_THIS = re.compile(r"\bnot (?:\w+ )?$")
_LOWEST = re.compile(r"can you accept|how about|what about|lowest|best price")
_OF_GOODS = re.compile(r"\b(?:unit )?prices?\b|\bunit cost\b|\bquot\w+|\boffer\b|\bincluded\b|\bincluding\b")
_PUT_RIGHT = re.compile(r"\bcorrect(?:ion|ed)\b|\bi mean\b|\bor rather\b|\bmistake\b|\bwrong\b")
_PLAINLY = 30  # letters from the word "price" within which an amount is plainly one
_IN_BRACKETS = re.compile(r"^\s?\([^)]*\)")


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
            rest = read.low[figure.end :]
            is_unit = bool(PER_UNIT.match(rest) or PER_UNIT.match(_IN_BRACKETS.sub("", rest)))
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
            if _NOT_THIS.search(read.low[: figure.start]) or is_conversion(figure, read):
                continue
            cost = min(each.cost, 60) - 60 * is_unit - 20 * bool(terms_of(read.sentence.text)[0])
            cost += 40 * read.sentence.is_question + (15 if not each.topic else 0) + 80 * _is_extra(read)
            if best is None or cost < best[0]:
                best = (cost, read, figure)
    if best:
        _note_listed(reads, best, (term, place), found)


def _is_extra(read: Read) -> bool:
    """Whether a sentence is about what a logo costs on top, and not about the price of the goods."""
    is_about = read.has("customisation", strong=True) and not _OF_GOODS.search(read.low)
    return is_about and not terms_of(read.sentence.text)[0]


def _note_listed(
    reads: Sequence[Read], best: tuple[int, Read, Figure], term: tuple[str, str], found: Finding
) -> None:
    """Note the price found, the first one and all of them where the letter lists prices by quantity."""
    tiers = tiers_of(reads)
    if any(best[2] is tier.figure for tier in tiers):
        best = (best[0], tiers[0].read, tiers[0].figure)
    _note_price(best, term, found)
    price = found.answers["unit_price"]
    if tiers and price.is_clear:
        listed = ",".join(f"{tier.pieces}:{plain(tier.figure.value)}" for tier in tiers if tier.pieces)
        found.answers["unit_price"] = replace(price, values={**price.values, "tiers": listed})
    elif price.is_clear:
        _doubt_price(reads, best, found)


def _doubt_price(reads: Sequence[Read], best: tuple[int, Read, Figure], found: Finding) -> None:
    """Where a later sentence names another unit price as plainly, it is unclear; one put right stands."""
    figure = best[2]
    for read in reads[reads.index(best[1]) + 1 :]:
        for each in read.of("unit_price", "money"):
            other = each.figure
            is_plain = each.cost < _PLAINLY and other.unit == figure.unit and not is_conversion(other, read)
            if not is_plain or other.value == figure.value or CONDITION.search(read.low):
                continue
            if _PUT_RIGHT.search(read.low):
                del found.answers["unit_price"]
                _note_price((each.cost, read, other), terms_of(best[1].sentence.text), found)
            elif terms_of(read.sentence.text)[0] in ("", terms_of(best[1].sentence.text)[0]):
                values = {**found.answers["unit_price"].values, "other": plain(other.value)}
                words = found.answers["unit_price"].words
                found.answers["unit_price"] = Answer("unit_price", words, values, TOUCHED, "two_values")
            return


def _as_money(figure: Figure, currency: str) -> Figure:
    return Figure("money", figure.start, figure.end, figure.words, figure.value, figure.most, currency)


def _price_without_currency(read: Read, each: Owned, found: Finding) -> None:
    values = {"amount": plain(each.figure.value)}
    found.note(Answer("unit_price", as_written(each.figure, read), values, TOUCHED, "no_currency"))


def _note_price(best: tuple[int, Read, Figure], term: tuple[str, str], found: Finding) -> None:
    cost, read, figure = best
    own = terms_of(read.sentence.text)
    code, place = own if own[0] else term
    values = {"amount": plain(figure.value), "currency": figure.unit, "term": code, "place": place}
    confidence, unclear = surety(max(cost, 0), read), ""
    if figure.is_range:
        confidence, unclear = TOUCHED, "range"
    elif not figure.unit:
        confidence, unclear = TOUCHED, "no_currency"
    elif read.sentence.is_question:
        is_offer = bool(code and place and _LOWEST.search(read.low))
        confidence, unclear = (SURE, "") if is_offer else (TOUCHED, "question")
    found.note(
        Answer(
            "unit_price",
            as_written(figure, read),
            {k: v for k, v in values.items() if v},
            confidence,
            unclear,
        )
    )
