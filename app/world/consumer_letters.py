"""What consumers write, in the first language of their market: reviews, and why they give goods back.

The phrases stand in `seed/world/consumers/<language>.toml`, by stars and by the code of a reason; a market
whose language has no file writes English.
"""

from collections.abc import Sequence

from app.queries.markets.foreign_words import consumer_language
from app.world.dice import Dice
from app.world.grammar import Writer
from app.world.letters import table_rules, tidied
from app.world.parameters import parameters
from app.world.voice import Voice

_WITHOUT_SPACES = frozenset({"ja"})


def consumer_return(market: str, reason: str, dice: Dice) -> str:
    """What a consumer writes who wants to give goods back, by the reason's code."""
    return _said(market, [f"return.{reason}"], dice)


def consumer_review(market: str, stars: int, reasons: Sequence[str], dice: Dice) -> str:
    """What a consumer writes: a sentence by stars, then one for each reason's code, such as
    "review.parcel_late".
    """
    return _said(market, [f"stars.{stars}", *reasons], dice)


def _said(market: str, names: Sequence[str], dice: Dice) -> str:
    language = consumer_language(market)
    writer = Writer(parameters(f"consumers/{language}").once(table_rules), Voice(language, market), {})
    said = [tidied(writer.say(name, dice.under(name)), language) for name in names]
    return ("" if language in _WITHOUT_SPACES else " ").join(said)
