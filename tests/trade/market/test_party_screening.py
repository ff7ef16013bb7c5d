"""Names that are written a little otherwise are found on the list; other firms are not."""

from decimal import Decimal

import pytest

from app.queries.deals.denied_party import denied_parties
from app.trade.market.party_screening import bare_name, screening_matches


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Vostrel Handels Co.", "Vostrel Handels GmbH"),  # another legal form
        ("KESTREL-BAY COMPONENTS", "Kestrel Bay Components Ltd"),  # case and punctuation
        ("Kesstrel Bay Components Group", "Kestrel Bay Components Ltd"),  # a doubled letter
        ("Components Kestrel Bay", "Kestrel Bay Components Ltd"),  # words in another order
        ("Silver Pine Outdoor Supply", "Silverpine Outdoor Supply Inc"),  # spaces
        ("Río Claro Comercial", "Rio Claro Comercial Ltda"),  # accents
    ],
)
def test_a_listed_party_is_found_as_it_may_be_written(asked: str, found: str) -> None:
    matches = screening_matches(asked, denied_parties())
    assert matches and matches[0].party.name == found


@pytest.mark.parametrize(
    "asked", ["Nordlicht GmbH", "Chicago Home Supply Inc.", "Kim Trading Co.", "", "Ltd"]
)
def test_an_honest_firm_is_not_found(asked: str) -> None:
    assert screening_matches(asked, denied_parties()) == []


def test_words_of_legal_form_do_not_count_unless_there_is_nothing_else() -> None:
    assert bare_name("The Kestrel Bay Trading Co., Ltd.") == "bay kestrel"
    assert bare_name("Group Holding") == "group holding"


def test_a_strong_match_is_told_from_a_possible_one() -> None:
    strong = screening_matches("Vostrel Handels GmbH", denied_parties())[0]
    assert (strong.strength, strong.likeness) == ("strong", Decimal(1))
