"""Moves of players: what the dice know them by."""

import pytest

from app.core.ids import fresh_id
from app.world.players.move import Move


def test_a_move_is_never_named_by_an_id_which_another_course_of_the_seed_does_not_share() -> None:
    listing_id = fresh_id()
    assert Move("publish:LM-MUG-350", "listing.publish", listing_id).name == "publish:LM-MUG-350"
    with pytest.raises(ValueError, match="named by an id"):
        Move(f"publish:{listing_id}", "listing.publish", listing_id)
