"""Scripted sellers: three skills as `seed/world/player.toml` states them, honest good work, and exploits.

All of it is an ASSUMPTION of the check, dated 2026-11. An exploit does everything as honest work does it, but
for what its line says; so what it earns beside honest work is what the trick itself earns.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.core.parameters import stated

SKILLS = ("strong", "middling", "weak")
FACTORY = "the factory's own"  # lead time


@dataclass(frozen=True, slots=True)
class Seller:
    """How one seller works. Margins in per cent on FOB; least: below it the buyer is let go.

    hours: from a letter to its answer, None: at the first turn (two a day) on which it acts, with chance
    act_rate; letter: full, half, poor, empty, pasted or boast; conduct: meets, falls, drops, holds, late;
    inspects_from: RMB of a lot, a smaller one is taken as it is;
    step: share of the price that "falls" gives up each day; lead_days: what is promised as lead time, None:
    what the factory says and slack_days; pays: whether a complaint is settled; revises: quotations a day
    while the buyer thinks.
    """

    name: str
    about: str
    margin: Decimal = Decimal(28)
    least: Decimal = Decimal(8)
    act_rate: Decimal = Decimal("0.95")
    slip_rate: Decimal = Decimal("0.03")
    hours: Decimal | None = None
    letter: str = "full"
    conduct: str = "meets"
    step: Decimal = Decimal("0.04")
    lead_days: int | None = None
    slack_days: int = 18
    payment_terms: str = "tt_30_70"
    grants: bool = True
    inspects: bool = True
    inspects_from: Decimal = Decimal(30000)
    pays: bool = True
    revises: int = 0


def skilled(skill: str) -> Seller:
    """A seller of a skill of `seed/world/player.toml`."""
    told = stated("player")[skill]
    return Seller(
        skill, "as seed/world/player.toml states it", Decimal(told["margin_percent"]),
        Decimal(told["least_margin_percent"]), Decimal(told["act_rate"]), Decimal(told["slip_rate"]),
        slack_days=int(told["slack_days"]), inspects=bool(told["inspects"]), grants=bool(told["grants"]),
        pays=skill != "weak", inspects_from=Decimal(told["inspects_from_rmb"]),
    )  # fmt: skip


HONEST = Seller(
    "honest",
    "answers in full within half a day, 28 % at first, 8 % at least, has lots of 30,000 RMB inspected, keeps"
    " its word",
)


def _as_honest(name: str, about: str, **other: object) -> Seller:
    return replace(HONEST, name=name, about=about, **other)  # type: ignore[arg-type]


def exploits() -> tuple[Seller, ...]:
    """Everything that was tried against the buyers."""
    d = Decimal
    return (
        _as_honest("spamming", "a new quotation every day, each 4 % lower, before any answer",
                   conduct="falls", revises=3, margin=d(40)),
        _as_honest("dumping at cost", "no margin at all", margin=d(0), least=d(0)),
        _as_honest("dumping below cost", "10 % below cost", margin=d(-10), least=d(-10)),
        _as_honest("holding out", "never moves from its first price", conduct="holds"),
        _as_honest("stalling", "answers at the last hour, takes the buyer's price after two rounds",
                   conduct="late"),
        _as_honest("silent stalling", "the same, and the first letter too is answered at the last hour",
                   conduct="late", hours=d(-1)),
        _as_honest("anchoring", "asks 60 % at first, drops to its least at once", conduct="drops",
                   margin=d(60)),
        _as_honest("high opening", "asks 40 % at first, then meets", margin=d(40)),
        _as_honest("echo", "sends the buyer's own letter back as its answer", letter="pasted"),
        _as_honest("promising everything", "lead time 1 day, all certificates; keeps nothing, pays nothing",
                   letter="boast", lead_days=1, inspects=False, pays=False),
        _as_honest("false haste", "lead time 1 day, all else honest", lead_days=1),
        _as_honest("no complaints", "does not inspect and settles no complaint", inspects=False, pays=False),
        _as_honest("no inspection", "takes every lot as it is, and settles what is complained of",
                   inspects=False),
        _as_honest("all before shipment", "asks for 100 % by T/T in advance and grants nothing else",
                   payment_terms="tt_before", grants=False),
        _as_honest("empty at once", "an empty letter within a minute", letter="empty", hours=d("0.02")),
    )  # fmt: skip
