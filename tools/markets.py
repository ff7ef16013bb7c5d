"""Print the markets of the world as stated: share of demand, income, what people pay, strongest months.

`python -m tools.markets`: the table of `docs/world.md`.
"""

from app.core.parameters import stated
from app.world.parameters import market_habits, published_revenues

_FAMILIES = ("home", "outdoor")


def lines() -> list[str]:
    """The table, one line a market, the greatest first."""
    habits = sorted(market_habits().values(), key=lambda each: -each.weight)
    total = sum(each.weight for each in habits)
    told = [
        "| market | share | revenue | pays | letters in | home sells in | outdoor sells in |",
        "|---" * 7 + "|",
    ]
    for each in habits:
        source = "published" if each.country in published_revenues() else "estimated"
        months = [", ".join(map(str, _best(each.years[family]))) for family in _FAMILIES]
        cells = (each.country, f"{each.weight / total:.1%}", source, f"{each.willingness:.2f}",
                 "/".join(each.languages), *months)  # fmt: skip
        told.append(f"| {' | '.join(cells)} |")
    return told


def _best(year: tuple[object, ...]) -> list[int]:
    """The three strongest months, in order of the year."""
    return sorted(sorted(range(1, 13), key=lambda month: -float(str(year[month - 1])))[:3])


if __name__ == "__main__":
    print("\n".join(lines()))
    print(f"estimate factor {stated('demand')['revenue']['estimate_factor']}")
