"""Sparring: `five-truths spar` lets a program, or a person, negotiate with a buyer, one JSON object a line.

First it prints {"event": "letter", ...}: the buyer's letter and public facts, never its limit. Then it reads
a line a turn, such as {"unit_price_usd": "3.20", "quantity": 500, "incoterm": "FOB", "named_place": "Ningbo",
"payment": "tt_30_70", "lead_time_days": 30, "sample": true, "certificates": ["FDA"], "body": "Dear ...",
"hours": 20}, all optional: what is left out stays as in the last offer, at first as the buyer wished it; a
line without a price so far is a letter alone. Amounts are texts or whole numbers, in US dollars. An entry of
the buyer's `asks` can be sent back as a line. Each line is answered by one line: {"event": "answer", ...}, or
{"event": "error", "code", "field", "words"}, for which no time passes, of which nothing is kept, and after
which the talk goes on. Empty lines are passed over. The last line is {"event": "end", ...} with what the
buyer hid.

Exit codes: 0 the buyer accepted; 1 the talk ended without a deal, or the input did; 2 asked wrongly; 3 could
not be done.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.core import words
from app.core.canonical import plain
from app.core.difficulty import degrees
from app.core.settings import Settings
from app.trade.carriage.incoterms import INCOTERMS
from app.trade.price.quoting import PAYMENT_TERMS
from app.trade.refusal import Refusal, RuleBroken
from app.world.dice import Dice
from app.world.parameters import market_habits, parameters
from app.world.spar import Move, Spar

_HELP = """The buyer's letter comes first. Then give one JSON object a line, all fields optional:
  {"unit_price_usd": "3.20", "quantity": 500, "incoterm": "FOB", "named_place": "Ningbo",
   "payment": "tt_30_70", "lead_time_days": 30, "sample": true, "certificates": ["FDA"],
   "body": "Dear Ms Adler, ...", "hours": 20}
body is your letter, hours pass before it. What is left out stays as it was; without a price so far the
line is a letter alone. A line that cannot be read is answered by an error that says what its field takes.
The last line, at the end of the talk or of the input, tells what the buyer hid (docs/world.md, "Spar").
Exit code 0: the buyer accepted; 1: no deal; 2: asked wrongly; 3: could not be done."""
_LONGEST_LINE, _MOST_TURNS = 20_000, 200
_Amount = Annotated[
    Decimal,
    BeforeValidator(lambda value: "" if isinstance(value, float | bool) else value),
    Field(gt=0, lt=Decimal(10) ** 7, decimal_places=4, allow_inf_nan=False),
]

_Paper = Annotated[str, Field(max_length=200)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    unit_price_usd: _Amount | None = None
    quantity: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    incoterm: str | None = None
    named_place: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    payment: Annotated[str | None, Field(validation_alias=AliasChoices("payment", "payment_terms"))] = None
    issue: Annotated[str, Field(max_length=40)] = ""  # of an ask that is sent back as it was made
    lead_time_days: Annotated[int, Field(strict=True, ge=1, le=365)] | None = None
    sample: Annotated[
        Literal[True, False, "free", "charged", "none"] | None,
        BeforeValidator(lambda value: "?" if isinstance(value, int) and type(value) is not bool else value),
    ] = None
    certificates: Annotated[tuple[_Paper, ...], Field(max_length=50)] | None = None
    body: Annotated[str, Field(max_length=4000)] = ""
    hours: Annotated[int, Field(strict=True, ge=0, le=5000)] = 12


# What each field takes: the code of the sentence that says so, and its figures.
_TAKES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "unit_price_usd": ("spar.amount_wrong", {}),
    "quantity": ("spar.whole_wrong", {"least": 1, "most": 1_000_000}),
    "lead_time_days": ("spar.whole_wrong", {"least": 1, "most": 365}),
    "hours": ("spar.whole_wrong", {"least": 0, "most": 5000}),
    "incoterm": ("spar.choice_wrong", {"among": ", ".join(INCOTERMS)}),
    "payment": ("spar.choice_wrong", {"among": ", ".join(PAYMENT_TERMS)}),
    "sample": ("spar.choice_wrong", {"among": 'true, false, "free", "charged", "none"'}),
    "named_place": ("spar.text_wrong", {"least": 1, "most": 120}),
    "body": ("spar.text_wrong", {"least": 0, "most": 4000}),
    "certificates": ("spar.papers_wrong", {}),
    "issue": ("spar.text_wrong", {"least": 0, "most": 40}),
}


def spar(asked: argparse.Namespace, settings: Settings) -> int:
    """Negotiate with a simulated buyer over standard input and output, one JSON line a turn."""
    from seed.spar import GIVEN, MOST_RIVALS, Asked, products, sparring

    words.current.set(asked.language)
    goods = products()
    if asked.list:
        print(json.dumps(_listed(goods, GIVEN), ensure_ascii=False))
        return 0
    known = {
        "market": (asked.market, sorted(market_habits())), "kind": (asked.kind, parameters("buyer_kinds")),
        "product": (asked.product, goods), "difficulty": (asked.difficulty, degrees()),
        "rivals": ("" if asked.rivals is None else str(asked.rivals), map(str, range(MOST_RIVALS + 1))),
    }  # fmt: skip
    try:
        for name, (value, choices) in known.items():
            among = list(choices)
            if value and value not in among:
                raise RuleBroken("spar.unknown", name=name, value=value[:40], among=", ".join(among))
        given = _given(asked.figures, GIVEN)
    except RuleBroken as fault:
        print(f"five-truths: {words.sentence(fault.code, fault.figures)}", file=sys.stderr)
        return 2
    wish = Asked(asked.seed, asked.market, asked.kind, asked.product, asked.difficulty, asked.rivals, given)
    with sparring(wish) as talk:
        return _talk(talk, Dice(asked.seed, "spar", "talk"))


def _talk(talk: Spar, dice: Dice) -> int:
    """The talk, line by line, to its end."""
    _say(_letter(talk))
    letter = talk.letter
    move = Move(
        Decimal(0), None, letter["quantity"], letter["incoterm"], letter["named_place"], "tt_30_70",
        talk.goods.product.lead_time_days, "", None, "",
    )  # fmt: skip
    for turn in range(_MOST_TURNS):
        text = _line()
        if not text:
            break
        if not text.strip():
            continue
        try:
            tried = _moved(move, text)
            _say(_turn(talk, tried, dice.under(turn)))
            move = tried  # of a line that is refused nothing is kept
        except Refusal as refused:
            figures = {name: plain(value) for name, value in refused.figures.items()}
            told = words.sentence(refused.code, refused.figures)
            _say({"event": "error", "code": refused.code, "field": refused.field or "", "words": told,
                  "figures": figures})  # fmt: skip
        if talk.is_over:
            break
    _say({"event": "end", "is_won": talk.reason == "won", "reason": talk.reason or "left",
          "hindsight": _short(plain(talk.hindsight()))})  # fmt: skip
    return 0 if talk.reason == "won" else 1


def _line() -> str:
    """The next line, empty at the end; of one that is too long no more than shows it is kept."""
    try:
        text = rest = sys.stdin.readline(_LONGEST_LINE + 1)
        while len(rest) > _LONGEST_LINE and not rest.endswith("\n"):
            rest = sys.stdin.readline(_LONGEST_LINE + 1)
    except KeyboardInterrupt:
        return ""
    return text


def _moved(last: Move, text: str) -> Move:
    """The seller's move as a line says it. Raises: RuleBroken("spar.line_...")."""
    if len(text) > _LONGEST_LINE:
        raise RuleBroken("spar.line_long", most=_LONGEST_LINE)
    try:
        line = _Line.model_validate(json.loads(text.removeprefix("\ufeff")))
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        raise _wrong(str(first["loc"][0]) if first["loc"] else "") from fault
    except (ValueError, RecursionError) as fault:
        raise RuleBroken("spar.line_not_json") from fault
    for field, value, known in (
        ("incoterm", line.incoterm, INCOTERMS), ("payment", line.payment, PAYMENT_TERMS),
    ):  # fmt: skip
        if value is not None and value not in known:
            raise _wrong(field)
    told = {
        "unit_price_usd": line.unit_price_usd, "quantity": line.quantity, "incoterm": line.incoterm,
        "named_place": line.named_place, "payment_terms": line.payment, "certificates": line.certificates,
        "lead_time_days": line.lead_time_days,
        "sample": {True: "free", False: "", "none": ""}.get(line.sample, line.sample),
    }  # fmt: skip
    changed: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    return replace(last, hours=Decimal(line.hours), body=line.body, **changed)


def _wrong(field: str) -> RuleBroken:
    """What a field takes that was given something else; which fields there are, where it is none."""
    if not field:
        return RuleBroken("spar.line_not_json")
    field = "payment" if field == "payment_terms" else field
    if field not in _TAKES:
        return RuleBroken("spar.field_unknown", field[:80], name=field[:80], among=", ".join(_TAKES))
    code, figures = _TAKES[field]
    return RuleBroken(code, field, name=field, **figures)


def _turn(talk: Spar, move: Move, dice: Dice) -> dict[str, Any]:
    """One turn: time passes, the buyer reads and answers."""
    if move.unit_price_usd is not None:
        talk.check(move)
    reminded = [intent.given["body"] for intent in talk.wait(move.hours, dice)]
    said: dict[str, Any] = {"event": "answer", "reminders": reminded}
    if talk.is_over:
        said |= {"verdict": "left", "reason": talk.reason, "asks": [], "letter": reminded.pop()}
    elif move.unit_price_usd is None:
        talk.read(move)
        (intent, *_) = talk.ask_back(dice)
        verdict = "left" if talk.is_over else intent.given["kind"]
        said |= {"verdict": verdict, "reason": talk.reason, "asks": [], "letter": intent.given["body"]}
    else:
        found = talk.answer(move, dice)
        said |= {
            "verdict": found.verdict, "reason": found.reason, "asks": found.asks, "letter": found.body,
        }  # fmt: skip
    return said | {
        "open_asks": talk.talk.open_asks, "unclear_asks": talk.talk.unclear_asks, "untrue": talk.untrue,
        "rounds": talk.talk.counters, "at": talk.at, "reply_due_at": None if talk.is_over else talk.due_at,
    }  # fmt: skip


def _letter(talk: Spar) -> dict[str, Any]:
    """The first line: the letter, and what anybody may know."""
    letter, buyer, product = talk.letter, talk.buyer, talk.goods.product
    return {
        "event": "letter", "letter": letter["body"], "subject": letter["subject"], "asks": letter["asks"],
        "buyer": {"name": buyer.name, "company": buyer.company_name, "country": buyer.country,
                  "city": buyer.city, "time_zone": buyer.time_zone,
                  "business": buyer.persona["business"]},
        "wish": {"quantity": letter["quantity"], "incoterm": letter["incoterm"],
                 "named_place": letter["named_place"], "destination_port": letter["destination_port"]},
        "is_request_to_several": bool(letter["request"]),
        "product": {"sku": product.sku, "name": product.name_en, "hs_code": product.hs_code,
                    "tiers_rmb": product.tiers, "moq": product.moq,
                    "lead_time_days": product.lead_time_days, "carton_pieces": product.carton_pieces,
                    "certificates": product.certificates},
        "at": talk.at, "reply_due_at": talk.due_at,
    }  # fmt: skip


def _short(value: Any) -> Any:
    """Plain values with at most four decimals: what is finer is the reckoning's and tells nobody anything."""
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each) for each in value]
    fine = isinstance(value, str) and re.fullmatch(r"-?\d+\.\d{5,}", value)
    return f"{Decimal(value).quantize(Decimal('0.0001')).normalize():f}" if fine else value


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(plain(line), ensure_ascii=False), flush=True)


def _given(text: str, known: Any) -> dict[str, Any]:
    """Figures of one's own. Raises: RuleBroken("spar.figures_...") where they cannot be read."""
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise RuleBroken("spar.figures_not_json")
    for name, value in given.items():
        if name not in known or not known[name].fits(value):
            raise RuleBroken(
                "spar.figures_wrong", name=str(name)[:40],
                among=", ".join(f"{each} ({figure.words})" for each, figure in known.items()),
            )  # fmt: skip
    return {name: known[name].read(value) for name, value in given.items()}


def _listed(goods: Any, given: Any) -> dict[str, Any]:
    """What can be chosen."""
    return {
        "markets": sorted(market_habits()), "kinds": list(parameters("buyer_kinds")),
        "difficulties": list(degrees()), "payments": list(PAYMENT_TERMS), "incoterms": list(INCOTERMS),
        "products": [{"sku": sku, "name": each.name_en} for sku, each in goods.items()],
        "figures": list(given),
    }  # fmt: skip


def add_spar(command: Callable[[str, Callable[..., int]], argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    made = command("spar", spar)
    made.formatter_class, made.epilog = argparse.RawDescriptionHelpFormatter, _HELP
    made.add_argument("--seed", default="spar", help="the seed of all chance; the same seed, the same buyer")
    made.add_argument("--market", default="", metavar="XX", help="country of the buyer, such as DE")
    made.add_argument("--kind", default="", help="kind of business; see --list")
    made.add_argument("--product", default="", metavar="SKU", help="a product of the demo packs; see --list")
    made.add_argument("--figures", default="", metavar="JSON", help="figures in place of the product's own")
    made.add_argument("--difficulty", default="usual", help="gentle, usual or demanding")
    made.add_argument("--rivals", type=int, metavar="N", help="offers of others that the buyer holds")
    made.add_argument("--list", action="store_true", help="what can be chosen, as one JSON object")
    made.add_argument("--language", choices=words.LOCALES, default="en", help="language of the errors")
