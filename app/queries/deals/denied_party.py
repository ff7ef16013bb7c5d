"""The list of denied parties: searched by a name, and shown."""

from dataclasses import dataclass
from datetime import date

from app.core.reference_table import table
from app.core.words import N_
from app.trade.market.party_screening import DeniedParty, ScreeningMatch, screening_matches

# Programmes of the list, as the page says them.
PROGRAMS = (
    N_("Ships and cargo"), N_("Electronic parts"), N_("Dual use"), N_("Banking"), N_("Machine tools"),
    N_("Evasion"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeniedPartyPage:
    """The whole list, and what a name that was asked may be."""

    asked: str
    matches: tuple[ScreeningMatch, ...]
    parties: tuple[DeniedParty, ...]


def denied_parties() -> tuple[DeniedParty, ...]:
    """All rows of the list, by name."""
    rows = sorted(table("denied_party"), key=lambda row: row["name"])
    return tuple(
        DeniedParty(
            row["name"], row["also"], row["kind"], row["country"], row["program"],
            date.fromisoformat(row["listed_on"]),
        )
        for row in rows
    )  # fmt: skip


def denied_party_page(asked: str) -> DeniedPartyPage:
    """The list with the matches of a name."""
    parties = denied_parties()
    return DeniedPartyPage(asked, tuple(screening_matches(asked, parties)), parties)
