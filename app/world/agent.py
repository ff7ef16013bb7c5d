"""The table of agents: which party decides when an agenda entry of a kind falls due, and what it may see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.world.dice import Dice
from app.world.intent import Intent

View = Callable[[Session, AgendaEntry], Any]
Decide = Callable[[Any, Dice], list[Intent]]


@dataclass(frozen=True, slots=True)
class Agent:
    """`view` reads what the party may see as a frozen value; `decide` is pure and bounded.

    is_long: the view takes long enough to be read before the transaction that the deeds are written in.
    """

    kind: str
    view: View
    decide: Decide
    is_long: bool = False


AGENTS: dict[str, Agent] = {}


def agent(kind: str, view: View, *, is_long: bool = False) -> Callable[[Decide], Decide]:
    """Register the decision for one kind of agenda entry: `decide(view, dice) -> list[Intent]`."""

    def register(decide: Decide) -> Decide:
        if kind in AGENTS:
            raise ValueError(f"two agents for {kind}")
        AGENTS[kind] = Agent(kind, view, decide, is_long)
        return decide

    return register


@cache
def load_all() -> dict[str, Agent]:
    """Import every module of agents and give the whole table."""
    package = import_module("app.world.agents")
    for module in iter_modules(package.__path__):
        import_module(f"app.world.agents.{module.name}")
    return AGENTS


def agent_for(kind: str) -> Agent:
    """The agent of this kind; KeyError if nobody answers for it."""
    return load_all()[kind]
