"""One newcomer's deal, from the enterprise's data pack to the instructor's mark, over real HTTP.

On SQLite every step is a form as a browser sends it, on PostgreSQL the same step is a program's JSON; what
came of it is read from the pages either way.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import new_postgres
from tests.journeys import story
from tests.journeys.running import Server, cli, environment


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty site on either database."""
    if request.param == "sqlite":
        yield environment(tmp_path)
        return
    with new_postgres(request.getfixturevalue("postgres_server")) as url:
        yield environment(tmp_path, url)


def test_one_deal_from_the_data_pack_to_the_mark(told: dict[str, str]) -> None:
    story.a_site_is_made(told)
    with Server(told) as server:
        newcomer, enterprise = story.the_class_gathers(server, told)
        story.the_shop_opens(newcomer, enterprise)
        parcel = story.a_parcel_is_sent(newcomer)
        inquiry_id = story.a_buyer_writes(newcomer)
        story.the_buyer_gets_an_offer(newcomer, inquiry_id)
        page = story.the_contract_is_made(newcomer, inquiry_id)
        story.the_goods_are_made(newcomer, page)
        story.the_goods_leave(newcomer, page)
        story.the_papers_bring_the_balance(newcomer, page)
        story.the_deal_ends(newcomer, page, inquiry_id)
        newcomer.see(parcel, "Money released from escrow", "The consumer's review")
        story.the_instructor_marks(newcomer)
        newcomer.engine.dispose()
    checked = cli(told, "verify", "--json", "--course", "Trade practice")
    assert checked.returncode == 0 and json.loads(checked.stdout)["is_whole"] is True, checked.stdout
