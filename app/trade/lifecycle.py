"""A state machine as data: which verbs lead from which states to which."""

from dataclasses import dataclass

from app.trade.refusal import NotOpenNow

NO_STEP = "no step"


def in_words(code: str) -> str:
    """A state or a verb as words, which the catalogue translates: `deposit_received` -> "deposit
    received".
    """
    return code.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: from any of `sources` to `target`."""

    verb: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The lifecycle of one word. States in the order in which they first appear."""

    word: str
    start: str
    steps: dict[str, Step]
    states: tuple[str, ...]

    def after(self, state: str, verb: str) -> str:
        """The state after the verb. Raises NotOpenNow(f"{word}.not_open") naming what is open instead."""
        step = self.steps[verb]
        if state not in step.sources:
            steps = sorted(in_words(step) for step in self.open(state)) or [NO_STEP]
            raise NotOpenNow(f"{self.word}.not_open", state=in_words(state), verb=in_words(verb), open=steps)
        return step.target

    def open(self, state: str) -> frozenset[str]:
        """Verbs open in a state: buttons and diagrams come from it."""
        return frozenset(verb for verb, step in self.steps.items() if state in step.sources)

    @property
    def ends(self) -> frozenset[str]:
        """States with no way out."""
        return frozenset(state for state in self.states if not self.open(state))


def lifecycle(word: str, /, start: str, **steps: str) -> Lifecycle:
    """Build a lifecycle from lines such as send="draft countered -> sent"."""
    read: dict[str, Step] = {}
    states: list[str] = [start]
    for verb, line in steps.items():
        left, _, right = line.partition("->")
        sources, target = frozenset(left.split()), right.strip()
        read[verb] = Step(verb, sources, target)
        for state in [*left.split(), target]:
            if state not in states:
                states.append(state)
    return Lifecycle(word, start, read, tuple(states))
