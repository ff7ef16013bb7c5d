"""Every finding of the examination has its words."""

from string import Formatter

import pytest

from app.trade.examining.examination import examine
from app.trade.examining.examination_labels import FINDINGS, MATTERS
from tests.trade.examining.test_examination import FAULTS, Fault
from tests.trade.sample_papers_settled import clean_set


@pytest.mark.parametrize("fault", [each[0] for each in FAULTS], ids=range(len(FAULTS)))
def test_each_finding_has_a_sentence_and_names_its_matter(fault: Fault) -> None:
    papers = clean_set()
    fault(papers)
    for found in examine(papers):
        figures = found.figures | {"what": MATTERS[found.figures["what"]]}
        key = f"{found.code}.{found.figures['what']}"
        sentence = FINDINGS.get(key, FINDINGS[found.code]).format(**figures)
        assert figures["found"] in sentence


@pytest.mark.parametrize("code", FINDINGS)
def test_a_sentence_uses_only_the_figures_that_a_finding_holds(code: str) -> None:
    names = {name for _, name, _, _ in Formatter().parse(FINDINGS[code]) if name}
    assert {"what"} < names <= {"what", "expected", "found"}
