"""Print how the simulated world compares with what is known of the real one, and what tricks earn in it.

`python -m tools.realism [consumers] [buyers] [exploits] [--seeds 30]`: all three parts if none is named. The
tables of docs/world.md, "Realism". The world is the product's own: its actions, views, agents and rules.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator

from app.world.consumers.taste import SOURCES
from tools.realism import consumers
from tools.realism.buyers import A_DAY, DAYS, HOURS, LETTERS, Results, letters_by_market, replies, results
from tools.realism.compare import paired
from tools.realism.ground import Ground, ground
from tools.realism.season import Letters
from tools.realism.sellers import HONEST, SKILLS, exploits, skilled

PARTS = ("consumers", "buyers", "exploits")
_GRID_SEEDS = 10


def of_consumers(at: Ground, letters: Letters, seeds: int) -> Iterator[str]:
    """Elasticity, shares, funnel."""
    view = consumers.shopping(at)
    yield "## Own-price elasticity of expected orders (published: -1.2 to -4, mean -2.62)"
    yield "| category | elasticity |"
    yield "|---|---|"
    for name, found in sorted(consumers.measured_elasticities(view, "seed 0").items()):
        yield f"| {name} | {found.of:.2f} |"
    yield "\n## Shares among the markets whose online revenue is published"
    yield "| market | revenue | visits | letters |"
    yield "|---|---|---|---|"
    for share in consumers.market_shares(view, letters_by_market(letters, seeds)):
        yield f"| {share.country} | {share.of_revenue:.1%} | {share.of_visits:.1%} | {share.of_letters:.1%} |"
    yield "\n## Funnel by source"
    yield "| source | clicks of impressions | baskets of clicks | orders of baskets | orders |"
    yield "|---|---|---|---|---|"
    sums = consumers.funnel(view, seeds)
    for name in (*SOURCES, "all"):
        yield _funnel_line(name, sums[name])
    whole = sums["all"]
    yield f"Of {whole['visits']:,} visits {whole['baskets'] / whole['visits']:.1%} lead to a basket, "
    left = 1 - whole["orders"] / whole["baskets"]
    yield f"{whole['orders'] / whole['visits']:.1%} to an order; {left:.0%} of baskets are left."


def _funnel_line(name: str, found: Counter[str]) -> str:
    seen, clicks, baskets, orders = (found[each] for each in ("impressions", "clicks", "baskets", "orders"))
    if not seen:
        return f"| {name} | none came on this day | | | |"
    rates = clicks / seen, baskets / max(clicks, 1), orders / max(baskets, 1)
    return f"| {name} | {' | '.join(f'{rate:.1%}' for rate in rates)} | {orders} |"


def of_buyers(letters: Letters, seeds: int) -> Iterator[str]:
    """Replies and skills."""
    found = {each.seller.name: each for each in results(letters, replies(), min(seeds, _GRID_SEEDS))}
    yield "## Share of letters that become orders, and USD a semester, by reply"
    yield f"| the letter answers | {' | '.join(f'in {hours} h' for hours in HOURS)} |"
    yield "|---" * (len(HOURS) + 1) + "|"
    for letter in LETTERS:
        cells = [found[f"{letter}, {hours} h"] for hours in HOURS]
        yield f"| {letter} | {' | '.join(f'{each.agreed:.0%}, {each.mean:,.0f}' for each in cells)} |"
    skills = [*results(letters, map(skilled, SKILLS), seeds)]
    yield "\n## Scripted sellers by skill"
    yield from _sellers(skills)
    for first, second in ((0, 1), (1, 2), (0, 2)):
        test = skills[first].against(skills[second])
        yield (
            f"{skills[first].seller.name} over {skills[second].seller.name}: {test.mean:+,.0f} USD, "
            f"t({seeds - 1}) = {test.t:.2f}, p = {test.p:.2g} (one-sided, exact sign flips)"
        )


def _sellers(found: list[Results]) -> Iterator[str]:
    prices = "landed over cost: tenth, half, nine tenths"
    yield f"| seller | USD a semester | letters | become orders | {prices} | stars |"
    yield "|---" * 6 + "|"
    for each in found:
        told = ", ".join(f"{price:+.0%}" for price in each.prices)
        yield (
            f"| {each.seller.name} | {each.mean:,.0f} | {each.letters:.0f} | {each.agreed:.0%} | {told} "
            f"| {each.stars:.1f} |"
        )


def of_exploits(at: Ground, letters: Letters, seeds: int) -> Iterator[str]:
    """What tricks earn beside honest work."""
    yield f"## Tricks on business buyers, {DAYS} days, {A_DAY} letters a day"
    yield "| seller | what it does | USD | beside honest | p that it earns more | become orders | stars |"
    yield "|---" * 7 + "|"
    honest, *tried = results(letters, (HONEST, *exploits()), seeds)
    for each in (honest, *tried):
        test = each.against(honest)
        yield (
            f"| {each.seller.name} | {each.seller.about} | {each.mean:,.0f} | {test.mean:+,.0f} "
            f"| {test.p:.2g} | {each.agreed:.0%} | {each.stars:.1f} |"
        )
    yield "\n## Tricks on the shelf"
    yield "| shop | what it does | orders | USD | beside honest | p that it earns more |"
    yield "|---" * 6 + "|"
    told = {trick.name: trick.about for trick in consumers.tricks()}
    first, *others = consumers.shelf_tricks(at, seeds)
    for shop in (first, *others):
        profit, base = [float(each) for each in shop.profit], [float(each) for each in first.profit]
        test = paired(profit, base)
        about = told.get(shop.name, "a fifth of the payment is left, true words")
        gap = sum(profit) - sum(base)
        yield f"| {shop.name} | {about} | {shop.orders} | {sum(profit):,.0f} | {gap:+,.0f} | {test.p:.2g} |"
    yield f"A second listing of the same product is refused: {consumers.splitting(at)}."


def main() -> None:
    """Read the arguments and print the tables."""
    asked = argparse.ArgumentParser(prog="python -m tools.realism", description=__doc__)
    asked.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    asked.add_argument("--seeds", type=int, default=30)
    given = asked.parse_args()
    wrong = set(given.parts) - set(PARTS)
    if wrong or given.seeds < 2:
        asked.error(f"parts are {', '.join(PARTS)}; at least 2 seeds")
    parts, began = given.parts or PARTS, time.process_time()
    has_shelf = "consumers" in parts or "exploits" in parts
    with ground(*(consumers.DAYS, consumers.TEAMS) if has_shelf else ()) as at:
        letters = Letters(at, DAYS, A_DAY)
        told = {
            "consumers": lambda: of_consumers(at, letters, given.seeds),
            "buyers": lambda: of_buyers(letters, given.seeds),
            "exploits": lambda: of_exploits(at, letters, given.seeds),
        }
        for part in parts:
            for line in told[part]():
                print(line, flush=True)
            print()
    print(f"{given.seeds} seeds, {time.process_time() - began:.0f} s of CPU")


if __name__ == "__main__":
    main()
