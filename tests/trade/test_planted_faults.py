"""Each planted fault yields exactly its finding, and in the clean sets nothing is found.

The faults are rows of `planted_faults.json`, the clean sets deals of `clean_sets.json`.
"""

import contextlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.trade.credits.mt700 import as_sent, mt700, read_mt700
from app.trade.examining.examination_labels import FINDINGS, MATTERS
from app.trade.papers.documents import checked, readable
from tests.trade.deals import DEALS, FAULTS, Presented, clean, planted

NAMES = [each["name"] for each in DEALS]


def matters(made: Presented) -> list[tuple[str, str]]:
    """Codes and matters of what is found."""
    return [(each.code, each.figures["what"]) for each in made.found()]


@pytest.mark.parametrize("name", NAMES)
def test_in_a_clean_set_nothing_is_found(name: str) -> None:
    assert matters(clean(name)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{each['code']}-{each['fault']}" for each in FAULTS])
def test_a_planted_fault_yields_exactly_its_finding(fault: dict[str, Any]) -> None:
    assert matters(planted(fault)) == [(fault["code"], fault["what"])]


def test_the_tables_are_as_long_as_they_must_be_and_plant_every_code() -> None:
    assert len(DEALS) >= 20
    assert len(FAULTS) >= 80
    assert len({each["fault"] for each in FAULTS}) == len(FAULTS)
    assert {each["code"] for each in FAULTS} == {f"L{n:02}" for n in range(1, 18)} | {
        "X01",
        "X02",
        "X03",
        "X04",
    }
    assert {each["set"] for each in FAULTS} <= set(NAMES)
    assert {each["mode"] for each in DEALS} == {"sea", "air", "courier"}
    assert len({each["term"] for each in DEALS}) >= 6
    assert len({each["currency"] for each in DEALS}) >= 6
    assert {"credit" in each for each in DEALS} == {True, False}


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_a_finding_says_where_by_which_article_and_in_which_words(fault: dict[str, Any]) -> None:
    made = planted(fault)
    for finding in made.found():
        what, figures = finding.figures["what"], finding.figures
        assert finding.places
        assert finding.article or finding.code in ("X01", "X02", "X04")
        template = FINDINGS.get(f"{finding.code}.{what}", FINDINGS[finding.code])
        named = {name for _, name, _, _ in Formatter().parse(template) if name}
        assert named <= {"what", "expected", "found"}
        assert MATTERS[what] in template.format(**figures | {"what": MATTERS[what]})
        is_refused = made.credit is not None and finding.severity == "error" and finding.code != "L04"
        assert (finding.cost is not None) == is_refused


@pytest.mark.parametrize("name", [each["name"] for each in DEALS if "credit" in each])
def test_the_credit_of_each_deal_is_whole_and_travels_as_a_message(name: str) -> None:
    credit = checked("letter_of_credit", clean(name).credit or {})
    assert read_mt700(mt700(credit)) == as_sent(credit)
    made = clean(name)
    made.credit = read_mt700(mt700(credit)) | {"issuing_bank": credit["issuing_bank"]}
    assert matters(made) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_papers_of_each_deal_can_be_typed_into_their_forms(name: str) -> None:
    for kind, values in clean(name).papers.items():
        typed = {box: value for box, value in values.items() if value not in ("", [])}
        assert readable(kind, typed) == typed, kind


# Slips that change no meaning (L17, ISBP 821 A1, A2, A23): what a typist does to a word of some length.
def _doubled(word: str, at: int) -> str:
    return word[:at] + word[at] + word[at:]


def _dropped(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


TYPING: tuple[Callable[[str, int], str], ...] = (_doubled, _dropped, _swapped)
STYLE: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(",", " ,"),
    lambda text: text.replace("Co., Ltd.", "CO LTD").replace("&", "and"),
    lambda text: text.replace("Ltd.", "Limited").replace("GmbH", "GMBH."),
)
# Where a name or goods are written out; numbers, marks, ships and ports bear slips of style alone.
WORDED = (
    *(f"{kind}.{who}.name" for kind in ("commercial_invoice", "packing_list") for who in ("seller", "buyer")),
    "certificate_of_origin.seller.name",
    *(
        f"{kind}.lines.0.description"
        for kind in ("commercial_invoice", "packing_list", "certificate_of_origin")
    ),
    *("bill_of_lading.goods", "insurance_certificate.goods", "draft.drawer", "bill_of_lading.notify.name"),
)
STYLED = ("bill_of_lading.vessel", "insurance_certificate.port_of_discharge", "packing_list.port_of_loading")


def _read(made: Presented, path: str) -> str | None:
    value: Any = made.papers
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = (value or {}).get(name)
    return value


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(WORDED),
    st.sampled_from(TYPING),
    st.randoms(use_true_random=False),
)
def test_a_slip_of_typing_keeps_a_clean_set_clean(
    name: str, path: str, slip: Callable[[str, int], str], chance: Any
) -> None:
    if name == "slips that change no meaning":  # two slips in one word would be one too many
        return
    made = clean(name)
    text = _read(made, path)
    long_words = list(re.finditer(r"[A-Za-z]{6,}", text or ""))
    if not text or not long_words:
        return
    word = chance.choice(long_words)
    spoilt = slip(word[0], chance.randrange(2, len(word[0]) - 2))
    made.put(path, text[: word.start()] + spoilt + text[word.end() :])
    assert matters(made) == []


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from((*WORDED, *STYLED)), st.sampled_from(STYLE))
def test_another_style_of_writing_keeps_a_clean_set_clean(
    name: str, path: str, style: Callable[[str], str]
) -> None:
    made = clean(name)
    text = _read(made, path)
    if text:
        made.put(path, style(text))
        assert matters(made) == []


# What must read the same on every paper that states it, wherever it is spoilt: matter -> code, what, papers.
_WITH_PACKAGES = ("bill_of_lading", "air_waybill", "insurance_certificate", "certificate_of_origin")
_WITH_INVOICE = ("insurance_certificate", "certificate_of_origin", "draft", "beneficiary_certificate")
AGREED = [
    ("packages", "X03", "packages", _WITH_PACKAGES),
    ("gross_weight_kg", "X03", "gross_weight_kg", ("commercial_invoice", "bill_of_lading", "air_waybill")),
    ("net_weight_kg", "X03", "net_weight_kg", ("commercial_invoice",)),
    ("invoice_number", "X01", "invoice_number", ("packing_list", *_WITH_INVOICE)),
    ("marks", "X01", "marks", ("packing_list", *_WITH_PACKAGES)),
    ("credit_number", "X01", "credit_number", ("draft", "beneficiary_certificate")),
]
PLANTS = [(box, code, what, kind) for box, code, what, kinds in AGREED for kind in kinds]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(PLANTS), st.integers(1, 999))
def test_a_fault_is_found_wherever_it_is_planted(
    name: str, plant: tuple[str, str, str, str], more: int
) -> None:
    box, code, what, kind = plant
    made = clean(name)
    stated = _read(made, f"{kind}.{box}")
    if not stated:
        return
    is_figure = code == "X03"
    made.put(f"{kind}.{box}", str(int(float(stated)) + more) if is_figure else f"{stated}/{more}")
    assert matters(made) == [(code, what)]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 40), st.data())
def test_a_paper_dated_after_its_presentation_is_found_whichever_it_is(
    name: str, later: int, data: Any
) -> None:
    made = clean(name)
    asked = (
        "commercial_invoice",
        "packing_list",
        "certificate_of_origin",
        "beneficiary_certificate",
        "draft",
    )
    kind = data.draw(st.sampled_from([each for each in asked if each in made.papers]))
    presented = made.presented_on or date(2026, 5, 8)
    made.put(f"{kind}.issued_on", str(presented + timedelta(days=later + 1)))
    assert ("L14", "issued_on") in matters(made)
    assert all(code in ("L14", "X01", "X02") for code, _ in matters(made))


def _boxes(values: Any, path: str = "") -> list[str]:
    """Paths of all boxes, rows and parties of a set."""
    pairs = (
        values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    )
    found = []
    for name, value in pairs:
        found += [f"{path}{name}", *_boxes(value, f"{path}{name}.")]
    return found


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([each["name"] for each in DEALS if "credit" in each]), st.data())
def test_a_set_with_boxes_left_out_is_examined_as_far_as_it_goes(name: str, data: Any) -> None:
    made = clean(name)
    every = _boxes(made.papers) + _boxes(made.credit, "letter_of_credit.")
    for path in sorted(data.draw(st.sets(st.sampled_from(every), min_size=1, max_size=9)), reverse=True):
        with contextlib.suppress(KeyError, IndexError):  # gone with the row or party that it stood in
            made.put(path, None)
    for kind, values in made.papers.items():
        made.papers[kind] = readable(kind, values)
    found = made.found()
    assert all(each.figures["what"] in MATTERS for each in found)
