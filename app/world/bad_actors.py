"""Buyers who mean no honest deal: who they are is drawn for each new letter, and never said before the end.

`need["actor"]` names the kind, `need["signs"]` what a careful clerk can see. Both are hidden with the need.
"""

from decimal import Decimal
from typing import Any

from app.core.reference_table import table
from app.world.dice import Dice
from app.world.letters import said
from app.world.mail import firm_address, free_address, honest_address
from app.world.parameters import parameters
from app.world.views.inquiry import Wish
from app.world.voice import ENGLISH, Voice

HUNTER = "sample_hunter"
KINDS = (HUNTER, "overpayment", "denied_party")


def kind_of(dice: Dice) -> str:
    """Which kind writes, "" for an honest buyer: each has its share of all letters."""
    drawn = dice.unit()
    for kind in KINDS:
        drawn -= Decimal(parameters("bad_actors")["share"][kind])
        if drawn < 0:
            return kind
    return ""


def disguised(given: dict[str, Any], view: Wish, dice: Dice) -> dict[str, Any]:
    """A first letter with the writer's mail address, and as a bad actor would write it, if one does.

    Args: given, of "inquiry.write"; a buyer who is known is honest and keeps the address on file.
    """
    if "buyer" not in given:
        return given
    buyer = given["buyer"]
    # A request that goes to several teams is honest: its other letters would say what this one hides.
    kind = "" if view.request else kind_of(dice.under("kind"))
    firm, person = buyer["company_name"], buyer["name"]
    if not kind:
        return _mailed(given, honest_address(person, firm, dice.under("mail")))
    if kind == "denied_party":
        return _denied(given, dice)
    if kind == HUNTER:
        return _hunting(given, view, dice)
    found = _mailed(given, free_address(person, dice.under("mail")))
    return _marked(found, kind, ["free_mail", "third_account", "overpaid", "doubtful_cheque", "hurry"])


def _mailed(given: dict[str, Any], address: str) -> dict[str, Any]:
    buyer = given["buyer"] | {"persona": given["buyer"]["persona"] | {"mail": address}}
    return given | {"buyer": buyer}


def _marked(given: dict[str, Any], kind: str, signs: list[str]) -> dict[str, Any]:
    return given | {"need": given["need"] | {"actor": kind, "signs": signs}}


def _denied(given: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """The firm bears a listed name, written a little otherwise."""
    country = given["buyer"]["country"]
    rows = sorted(
        (row for row in table("denied_party") if row["kind"] == "firm"), key=lambda row: row["name"]
    )
    near = [row for row in rows if row["country"] == country] or rows
    firm = _varied(dice.under("listed").pick(near)["name"], dice.under("varied"))
    old = given["buyer"]["company_name"]
    body = given["body"].replace(old, firm) if old else given["body"]
    given = given | {"body": body, "buyer": given["buyer"] | {"company_name": firm}}
    found = _mailed(given, firm_address(given["buyer"]["name"], firm))
    return _marked(found, "denied_party", ["listed_name"])


def _varied(name: str, dice: Dice) -> str:
    """A name as it may be written in life: another legal form, a doubled letter, words in another order."""
    words = name.split()
    core = [
        word for word in words if word.strip(".").lower() not in ("ltd", "llc", "inc", "gmbh", "sa", "kk")
    ]
    trick = dice.whole(0, 2)
    if trick == 0:
        return " ".join(core) + " Co."
    if trick == 1:
        first = core[0]
        middle = len(first) // 2
        return " ".join([first[:middle] + first[middle - 1] + first[middle:], *core[1:]])
    return " ".join([*core, "Group"])


def _hunting(given: dict[str, Any], view: Wish, dice: Dice) -> dict[str, Any]:
    """The same text to everybody in a month, by a firm that no one has heard of, for a vague quantity."""
    rules = parameters("bad_actors")["hunter"]
    circular = dice.shared("circular", f"{view.at:%Y-%m}")
    place = circular.whole(0, len(rules["names"]) - 1)
    firm, person = rules["names"][place], rules["people"][place]
    quantity = dice.pick(rules["tiny"])
    if dice.chance(Decimal("0.5")):
        quantity = min(view.quantity * dice.whole(*rules["huge"]), 1_000_000)
    facts = {"name_of_us": person, "company": firm}
    goods = {"product": view.product_name, "quantity": quantity}
    buyer = given["buyer"] | {"name": person, "company_name": firm}
    buyer["persona"] = buyer["persona"] | {"name_own": ""}
    # One text a month for each language, to whomever it goes.
    voice = Voice(str(buyer["persona"].get("writes", ENGLISH)), buyer["country"])
    found = given | {
        "buyer": buyer, "quantity": quantity, "asks": ["unit_price", "samples"],
        "subject": said("subject.first", voice, goods, circular.under("subject")),
        "body": said("bad_actor.circular", voice, facts, circular.under("text")),
    }  # fmt: skip
    signs = ["free_mail", "circular", "vague_quantity", "freight_refused"]
    return _marked(_mailed(found, free_address(person, circular.under("mail"))), "sample_hunter", signs)
