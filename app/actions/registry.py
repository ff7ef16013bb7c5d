"""The table of all actions: name, subject, input, policy. A verb registers itself by `@action`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.actions.policies import Policy

Facts = Mapping[str, Any] | None


class Given(BaseModel):
    """What an actor sends: frozen, and unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=False
    )


class Nothing(Given):
    """An action that needs no input."""


@dataclass(frozen=True, slots=True)
class Action:
    """One verb. `name` is one for all: function, URL, lifecycle step, evidence, button."""

    name: str
    subject: type[Any]
    given: type[Given]
    allow: Policy
    run: Callable[..., Facts]

    @property
    def word(self) -> str:
        """The word that it belongs to: `quotation` of `quotation.send`."""
        return self.name.partition(".")[0]

    @property
    def summary(self) -> str:
        """The first line of the verb's docstring."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]


ACTIONS: dict[str, Action] = {}


def action(
    name: str, subject: type[Any], given: type[Given], *, allow: Policy
) -> Callable[[Callable[..., Facts]], Callable[..., Facts]]:
    """Register a verb. The function takes (act, subject row, given) and gives facts back for the grader."""

    def register(run: Callable[..., Facts]) -> Callable[..., Facts]:
        if name in ACTIONS:
            raise ValueError(f"two actions are called {name}")
        ACTIONS[name] = Action(name, subject, given, allow, run)
        return run

    return register


def find(name: str) -> Action:
    """The action of this name; KeyError if there is none. Loads the verbs' modules when it is not known
    yet.
    """
    if name not in ACTIONS:
        load_all()
    return ACTIONS[name]


def load_all() -> dict[str, Action]:
    """Import every module of verbs and give the whole table."""
    package = import_module("app.actions")
    for module in iter_modules(package.__path__):
        import_module(f"app.actions.{module.name}")
    return ACTIONS
