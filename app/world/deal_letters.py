"""What the letters of one deal may say: facts of the engine, and the truth that is shown when it is over."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.trade.market.satisfaction import reply_share
from app.world.attention import looked
from app.world.parameters import market_habits
from app.world.views.inquiry import KnownBuyer, Talk
from app.world.voice import Voice

_ONE = Decimal(1)
_OWN_SCRIPT = frozenset({"ar", "ja", "ru"})


def signed(name: str, name_own: str, voice: Voice) -> dict[str, Any]:
    """How a letter is signed: in the script of its language where the name is known in it."""
    own = name_own if name_own and voice.language in _OWN_SCRIPT else name
    both = own if own == name else f"{own} ({name})"
    return {"name_of_us": own, "signature": both, "voice": voice}


def letter_facts(view: Talk) -> dict[str, Any]:
    """Facts for a phrase of this conversation. The limits are given to letters that end it alone."""
    buyer, need = view.buyer, view.need
    habits = market_habits()[buyer.country]
    voice = replace(buyer.voice, register=buyer.register)
    return signed(buyer.name, buyer.name_own, voice) | {
        "greeting": habits.greeting,
        "company": buyer.company_name,
        "city": buyer.city,
        "country": buyer.city,
        "product": view.product_name,
        "quantity": view.quantity,
        "term": view.incoterm,
        "place": view.named_place,
        "hours": habits.reply_hours,
        "limit": Decimal(need["limit"]),
        "alternative": Decimal(need["alternative"]),
        "days": need["wanted_days"],
        "patience": need["patience_days"],
    }


def facts_of(buyer: KnownBuyer) -> dict[str, Any]:
    """Facts for a letter of a buyer outside of a talk: who writes, in which voice."""
    voice = replace(buyer.voice, register=buyer.register)
    return signed(buyer.name, buyer.name_own, voice) | {
        "company": buyer.company_name, "city": buyer.city, "country": buyer.city,
    }  # fmt: skip


_SHOWN = (
    "limit", "target", "alternative", "weights", "wanted_days", "most_days", "patience_days", "concession",
    "business", "risk", "reciprocity", "wanted_prepaid", "first_utility", "least_utility", "standing",
    "papers_bar", "test_usd",
    "elsewhere_hours",
)  # fmt: skip


def closing_of(talk: Talk, **more: Any) -> dict[str, Any]:
    """The truth of a buyer as the closing letter draws it: what it wanted, and the path of its answers."""
    shown = {name: talk.need[name] for name in _SHOWN if name in talk.need}
    if talk.need.get("actor"):
        shown |= {"bad_actor": talk.need["actor"], "signs": list(talk.need.get("signs", ()))}
    if "elsewhere_hours" in shown and not talk.request:
        shown["looked_hours"] = looked(talk).quantize(_ONE)
    return shown | {"path": list(talk.noted.get("turns", ()))} | more


def reply_share_of(view: Talk) -> Decimal:
    """How quick the first answer was, 1 to 0; nothing yet counts as the time gone by now.

    What annoyed the buyer meanwhile (a missed call) takes its share of it.
    """
    first = view.first_reply_at or view.at
    hours = Decimal(int((first - view.opened_at).total_seconds())) / 3600
    annoyed = Decimal(str(view.need.get("annoyance", 0)))
    return max(reply_share(hours, Decimal(view.need["reply_hours"])) - annoyed, Decimal(0))
