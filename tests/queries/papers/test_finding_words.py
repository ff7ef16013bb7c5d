"""What an examination finds reads as words in both languages: no code, no raw name of a box."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.core.words import current
from app.queries.papers.finding_words import said
from app.trade.examining.examination_labels import MATTERS
from tests.trade.deals import FAULTS, planted

_RAW = re.compile(r"[a-z]+_[a-z_]+|\{|\}")


@pytest.fixture(params=["en", "zh_Hans"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    token = current.set(request.param)
    yield request.param
    current.reset(token)


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_a_finding_is_said_in_words_with_its_papers_and_boxes(language: str, fault: dict[str, Any]) -> None:
    for finding in planted(fault).found():
        words = said(finding)
        own = {words.expected, words.found}
        bare = words.sentence
        for value in filter(None, own):
            bare = bare.replace(value, "")
        assert not _RAW.search(bare), words.sentence
        assert words.places and all(place.paper and not _RAW.search(place.paper) for place in words.places)
        for place, where in zip(words.places, finding.places, strict=True):
            is_whole_paper = "." not in where or where.startswith("presentation")
            assert is_whole_paper or (place.box and not _RAW.search(place.box)), where
        if language == "zh_Hans":
            assert re.search("[\u4e00-\u9fff]", words.sentence)
            assert MATTERS[finding.figures["what"]] not in words.sentence
            assert all(re.search("[\u4e00-\u9fff]", place.paper) for place in words.places)
        assert (words.cost == "USD 50") == (finding.cost is not None)
