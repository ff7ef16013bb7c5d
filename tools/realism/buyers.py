"""Business buyers: what reply, skill and tricks bring a seller, over seeds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tools.realism.compare import Paired, paired
from tools.realism.season import Letters, Season, season
from tools.realism.sellers import HONEST, Seller

DAYS, A_DAY = 120, Decimal("0.3")
HOURS, LETTERS = (4, 24, 48, 72), ("full", "half", "empty")


@dataclass(frozen=True, slots=True)
class Results:
    """A seller's semesters, one for each seed."""

    seller: Seller
    seasons: tuple[Season, ...]

    @property
    def earned(self) -> list[float]:
        """USD by seed."""
        return [float(each.earned) for each in self.seasons]

    @property
    def mean(self) -> float:
        """USD a semester."""
        return sum(self.earned) / len(self.earned)

    @property
    def agreed(self) -> float:
        """Share of all letters that became orders."""
        talks = [talk for each in self.seasons for talk in each.talks]
        return sum(talk.is_won for talk in talks) / max(len(talks), 1)

    @property
    def letters(self) -> float:
        """Letters a semester."""
        return sum(len(each.talks) for each in self.seasons) / len(self.seasons)

    @property
    def prices(self) -> tuple[float, ...]:
        """Tenth, half and nine tenths of the landed prices agreed on, over the seller's own cost."""
        over = sorted(float(talk.over_cost) for each in self.seasons for talk in each.talks if talk.is_won)
        return tuple(over[int(len(over) * share)] for share in (0.1, 0.5, 0.9)) if over else (0.0,) * 3

    @property
    def stars(self) -> float:
        """Mean stars of the reviews."""
        given = [deal.stars for each in self.seasons for deal in each.deals]
        return sum(given) / max(len(given), 1)

    def against(self, other: "Results") -> Paired:
        """Whether it earns more than another, seed by seed."""
        return paired(self.earned, other.earned)


def results(letters: Letters, sellers: Iterable[Seller], seeds: int) -> Iterator[Results]:
    """Each seller's semesters in the worlds of the seeds."""
    for seller in sellers:
        yield Results(seller, tuple(season(letters, seller, f"seed {seed}") for seed in range(seeds)))


def replies() -> Iterator[Seller]:
    """Honest sellers who differ in how soon and how fully they answer."""
    for letter in LETTERS:
        for hours in HOURS:
            yield replace(
                HONEST, name=f"{letter}, {hours} h", letter=letter, hours=Decimal(hours), slip_rate=Decimal(0)
            )


def letters_by_market(letters: Letters, seeds: int) -> Counter[str]:
    """How many letters come from each market, to a shop without customers."""
    return Counter(
        str(arrival["market"]) for seed in range(seeds) for arrival in letters.all_of(f"seed {seed}")
    )
