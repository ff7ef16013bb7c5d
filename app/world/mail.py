"""Mail addresses of the simulated world: a firm's own domain, a free mailbox, one that only looks alike."""

import re
import unicodedata
from decimal import Decimal

from app.world.dice import Dice
from app.world.parameters import parameters

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_FORM_WORDS = "ltd limited llc inc corp co company gmbh ag kg bv nv sa sas srl spa sl pty pte plc kk ltda"
_FORMS = frozenset(_FORM_WORDS.split())


def plain_name(text: str) -> str:
    """A name as it stands in an address: small Latin letters and hyphens, without words of legal form."""
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = [word for word in _NOT_LETTERS.split(folded) if word and word not in _FORMS]
    return "-".join(words[:3]) or "office"


def firm_domain(firm: str) -> str:
    """The domain of a firm's own."""
    return f"{plain_name(firm)}.{parameters('bad_actors')['mail']['domain']}"


def firm_address(person: str, firm: str) -> str:
    """A person's address at the firm."""
    parts = plain_name(person).split("-")
    return f"{parts[0]}.{parts[-1]}@{firm_domain(firm)}"


def free_address(person: str, dice: Dice) -> str:
    """A person's address at a free mailbox."""
    name = plain_name(person).replace("-", "")
    return f"{name}{dice.whole(10, 99)}@{dice.pick(parameters('bad_actors')['mail']['free'])}"


def honest_address(person: str, firm: str, dice: Dice) -> str:
    """What an honest buyer writes from: nearly always the firm's own domain."""
    if dice.chance(Decimal(parameters("bad_actors")["mail"]["honest_free"])):
        return free_address(person, dice)
    return firm_address(person, firm)


def lookalike_domain(domain: str, dice: Dice) -> str:
    """A domain that is read as another one at a glance: a letter doubled or changed, or a word added."""
    name, _, end = domain.rpartition(".")
    tricks = [f"{name}-trade.{end}", f"{name}s.{end}", f"{name[0]}{name}.{end}"]
    tricks += [f"{name.replace(old, new, 1)}.{end}" for old, new in (("m", "rn"), ("l", "1"), ("o", "0"))]
    return dice.pick([each for each in tricks if each != domain])
