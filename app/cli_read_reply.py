"""A reply to a buyer, read at the command line: `five-truths read-reply` takes a JSON object and gives one.

Input, all but `reply` optional: `reply` (the letter), `asks` (codes) or `inquiry` (the buyer's letter, from
which they are read), `buyer` (name), `product` (facts of the data pack), `quotation` (price, currency),
`factory` (lead_time_days, stock_pieces). Exit codes: 0 read; 2 asked wrongly: no JSON, or a field that cannot
be read, which is named.
"""

import argparse
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.canonical import plain
from app.core.settings import Settings
from app.trade.letters.letter_answers import SURE
from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import ALL_ASKS, LetterReading, asks_in, implied_by, read_letter

_HELP = """The JSON on standard input is one object, all but reply optional:
  reply      the letter, such as "Dear Anna, our price is USD 3.20 a piece, FOB Ningbo ..."
  asks       what was asked, such as ["unit_price", "samples"]; left out: see inquiry
  inquiry    the buyer's letter, from which the asks are read; without either, all {count} are looked for
  buyer      the buyer's name
  product    facts of the data pack: name, certificates, materials, moq, lead_time_days, carton_pieces, ...
  quotation  the quotation that was sent: price, currency
  factory    what the factory said: lead_time_days, stock_pieces
A wrong field is answered with the names that there are. The asks: {asks}."""
_GREATEST_INPUT = 200_000  # characters
_Letter = Annotated[str, Field(max_length=4000)]
_Words = Annotated[str, Field(max_length=400)]
_Listed = Annotated[tuple[_Words, ...], Field(max_length=100)]
_Amount = Annotated[Decimal, Field(gt=0, lt=Decimal(10) ** 9, allow_inf_nan=False)]
_Whole = Annotated[int, Field(ge=0, lt=10**9)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pack(_Given):
    """What the data pack says of the goods."""

    name: _Words = ""
    certificates: _Listed = ()
    materials: _Listed = ()
    statements: _Listed = ()
    moq: _Whole | None = None
    lead_time_days: _Whole | None = None
    carton_pieces: _Whole | None = None
    carton_size_cm: Annotated[tuple[_Amount, ...], Field(max_length=3)] = ()
    carton_gross_kg: _Amount | None = None
    carton_net_kg: _Amount | None = None
    unit_gross_kg: _Amount | None = None
    unit_size_cm: Annotated[tuple[_Amount, ...], Field(max_length=3)] = ()
    origin: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""


class Quoted(_Given):
    """The quotation that was sent."""

    price: _Amount | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""


class Factory(_Given):
    """What the factory has answered."""

    lead_time_days: _Whole | None = None
    stock_pieces: _Whole | None = None


class Reply(_Given):
    """One reply with what it answers."""

    reply: _Letter
    asks: Annotated[tuple[_Words, ...], Field(max_length=50)] | None = None
    inquiry: _Letter = ""
    buyer: _Words = ""
    product: Pack = Pack()
    quotation: Quoted = Quoted()
    factory: Factory = Factory()

    @property
    def facts(self) -> ProductFacts:
        """The facts that claims are traced to."""
        return ProductFacts(
            **self.product.model_dump(),
            price=self.quotation.price,
            currency=self.quotation.currency,
            factory_lead_time_days=self.factory.lead_time_days,
            stock_pieces=self.factory.stock_pieces,
        )


def read_reply(asked: argparse.Namespace, settings: Settings) -> int:
    """Read a reply: JSON of asks, product facts and reply text on standard input, labels as JSON."""
    try:
        words = sys.stdin.read(_GREATEST_INPUT).removeprefix("\ufeff")
        given = Reply.model_validate(json.loads(words), strict=False)
    except ValidationError as fault:
        return _wrong(_why(fault))
    except (ValueError, RecursionError):
        return _wrong('this is no JSON. Give one object, such as {"asks": ["unit_price"], "reply": "..."}')
    unknown = [ask for ask in given.asks or () if ask not in ALL_ASKS]
    if unknown:
        return _wrong(f"asks: {unknown[0]!r} is none. There are: {', '.join(ALL_ASKS)}")
    asks = given.asks if given.asks is not None else asks_in(given.inquiry) or ALL_ASKS
    reading = read_letter(given.reply, (*asks, *implied_by(asks)), given.facts, given.buyer)
    print(json.dumps(plain(labels(reading, asks)), ensure_ascii=False, indent=None if asked.json else 2))
    return 0


def add_read_reply(command: Callable[[str, Callable[..., int]], argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    made = command("read-reply", read_reply)
    made.formatter_class = argparse.RawDescriptionHelpFormatter
    made.epilog = _HELP.format(count=len(ALL_ASKS), asks=", ".join(ALL_ASKS))


def labels(reading: LetterReading, stated: tuple[str, ...]) -> dict[str, Any]:
    """The labels of a reading, each with its confidence; an ask is stated, or implied by another."""
    return {
        "language": {"code": reading.language, "confidence": reading.language_confidence},
        "register": reading.register,
        "tone": reading.tone,
        "flags": sorted(reading.flags),
        "has_greeting": reading.has_greeting,
        "has_sign_off": reading.has_sign_off,
        "asks": [_ask(reading, ask, is_stated=ask in stated) for ask in reading.asks],
        "asks_back": dict(reading.unclear),
        "claims": [
            {
                "topic": claim.topic, "key": claim.key, "verdict": claim.verdict, "source": claim.source,
                "words": claim.words, "confidence": claim.confidence,
            }
            for claim in reading.claims
        ],
        "least_confidence": SURE,
    }  # fmt: skip


def _ask(reading: LetterReading, ask: str, *, is_stated: bool) -> dict[str, Any]:
    answer = reading.answers.get(ask)
    state = "open" if answer is None else "answered" if answer.is_clear else "unclear"
    told = {"ask": ask, "is_stated": is_stated, "state": state}
    if answer is None:
        return told
    return told | {
        "values": dict(answer.values), "words": answer.words, "unclear": answer.unclear,
        "confidence": answer.confidence,
    }  # fmt: skip


_KINDS = {
    "model_type": "give an object", "dict_type": "give an object", "tuple_type": "give a list",
    "string_type": "give a text", "missing": "this is needed", "finite_number": "give a number",
    "decimal_parsing": "give a number", "decimal_type": "give a number", "int_parsing": "give a whole number",
    "int_from_float": "give a whole number", "int_type": "give a whole number",
}  # fmt: skip
_CODES = {"currency": "three capital letters, such as USD", "origin": "two capital letters, such as CN"}


def _why(fault: ValidationError) -> str:
    """Where the input is wrong, and what stands there."""
    first = fault.errors(include_input=False, include_url=False)[0]
    *above, field = first["loc"] or ("",)
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        model: Any = Reply
        for name in above:
            model = model.model_fields[str(name)].annotation
        return f"{where}: there is no such field. There are: {', '.join(model.model_fields)}"
    if first["type"] == "string_pattern_mismatch":
        return f"{where}: give {_CODES[str(field)]}"
    said = first["msg"]
    return f"{where or 'input'}: {_KINDS.get(first['type'], said[:1].lower() + said[1:])}"


def _wrong(words: str) -> int:
    print(f"five-truths: {words}", file=sys.stderr)
    return 2
