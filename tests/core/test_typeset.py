"""Every kind of paper becomes a PDF that holds its values; what a person wrote is never markup."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.core import typeset
from app.trade.papers.documents import PAPERS
from app.trade.papers.paper_goods import ORIGIN_FORMS
from app.trade.papers.paper_print import printed
from tests.trade.sample_papers_settled import sample

KINDS = sorted(PAPERS)
FOOTER = "Teaching sandbox document: not valid for trade, customs or banking."
needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed: PDF text cannot be read"
)


def made(kind: str, values: dict[str, Any]) -> bytes:
    """The PDF of one paper."""
    return typeset.pdf(f"documents/{kind}", printed(kind, values))


def text_of(pdf: bytes, tmp_path: Path) -> str:
    """The text of a PDF in reading order."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()


def squeezed(text: str) -> str:
    """Without white space, so that broken lines do not matter; Chinese and Latin get a gap that is none."""
    return "".join(text.split())


def leaves(value: Any) -> list[str]:
    """All texts of a nested value."""
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


# Boxes that stand on the paper in other words than their value's own.
REWORDED = {
    "shipping_advice": ("seller", "buyer"),
    "insurance_certificate": ("endorsement",),
    "bill_of_lading": ("charter_party",),
    "export_declaration": ("transport_mode", "supervision_mode", "consignor", "overseas_consignee"),
    "list_9610": ("transport_mode", "consignor"),
    "vat_invoice": ("buyer", "seller"),
    "certificate_of_origin": ("form",),
    "exchange_settlement_slip": ("customer",),
    "refund_claim": ("claimant",),
}


@needs_reader
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_holds_every_value(kind: str, tmp_path: Path) -> None:
    pdf = made(kind, sample(kind))
    assert pdf.startswith(b"%PDF-")
    text = squeezed(text_of(pdf, tmp_path)).casefold()
    shown = printed(kind, sample(kind))
    hidden = {*REWORDED.get(kind, ()), "kind", "title_en", "title_zh"}
    if kind != "bill_of_lading":
        hidden.add("packages_words")
    for name, value in shown.items():
        for leaf in [] if name in hidden else leaves(value):
            for part in leaf.split("\n"):
                assert squeezed(part).casefold() in text, (name, part)
    assert squeezed(FOOTER).casefold() in text
    assert squeezed(shown["title_zh"]) in text or kind == "insurance_certificate"


HOSTILE = [
    "#panic()",
    "$x$",
    "*b*",
    "= h",
    "_i_",
    "`raw`",
    "#import",
    "\\u{41}",
    "@ref",
    "<tag>",
    "[x]",
    "//c",
]


@needs_reader
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_shown_literally_in_every_box(kind: str, tmp_path: Path) -> None:
    hostile = " ".join(HOSTILE)

    def spoilt(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: spoilt(each) for name, each in value.items()}
        if isinstance(value, list):
            return [spoilt(each) for each in value]
        return hostile

    text = squeezed(text_of(made(kind, spoilt(sample(kind))), tmp_path)).casefold()
    for each in HOSTILE:
        assert squeezed(each).casefold() in text, each


@needs_reader
def test_characters_that_reorder_text_are_shown_by_their_number(tmp_path: Path) -> None:
    values = sample("commercial_invoice") | {"number": "A\u202eB\u0007C"}
    text = text_of(made("commercial_invoice", values), tmp_path)
    assert "\\u202e" in text
    assert "\\u0007" in text


@needs_reader
def test_a_word_too_long_for_its_box_is_broken_and_kept_whole_in_the_text(tmp_path: Path) -> None:
    word = "ABCDEFGHIJ" * 12
    text = squeezed(text_of(made("packing_list", sample("packing_list") | {"number": word}), tmp_path))
    assert word in text.replace("\u200b", "")


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_paper_can_be_previewed(kind: str) -> None:
    pages = typeset.png(f"documents/{kind}", printed(kind, {}))
    assert [page[:8] for page in pages] == [b"\x89PNG\r\n\x1a\n"] * len(pages)
    assert pages


LISTS = [kind for kind in KINDS if {"description", "name"} & set(sample(kind).get("lines", [{}])[0])]


@needs_reader
@pytest.mark.parametrize("kind", LISTS)
def test_two_hundred_lines_run_over_numbered_pages_and_none_is_cut(kind: str, tmp_path: Path) -> None:
    values = sample(kind)
    name = next(each for each in ("description", "name") if each in values["lines"][0])
    values["lines"] = [values["lines"][0] | {name: f"Line-{place:03}-here"} for place in range(200)]
    text = squeezed(text_of(made(kind, values), tmp_path))
    assert [place for place in range(200) if f"Line-{place:03}-here" not in text] == []
    pages = re.findall(r"Page(\d+)of(\d+)", text)
    assert len(pages) == int(pages[-1][1]) == int(pages[-1][0]) > 3


@needs_reader
@pytest.mark.parametrize("form", ORIGIN_FORMS)
def test_every_form_of_origin_has_its_own_title_and_numbered_boxes(form: str, tmp_path: Path) -> None:
    values = sample("certificate_of_origin") | {"form": form}
    text = text_of(made("certificate_of_origin", values), tmp_path)
    assert "CERTIFICATE OF ORIGIN" in text
    boxes = {int(each) for each in re.findall(r"(\d+)\. ?[A-Z]", text)}
    assert set(range(1, 13)) <= boxes


def test_the_same_values_give_the_same_bytes_in_every_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda _: made("commercial_invoice", sample("commercial_invoice")), range(8)))
    assert len(set(files)) == 1


def test_one_paper_leaves_nothing_in_the_next() -> None:
    before = made("packing_list", sample("packing_list"))
    made("packing_list", sample("packing_list") | {"number": "ANOTHER"})
    assert made("packing_list", sample("packing_list")) == before


@pytest.mark.parametrize(
    "name", ["documents/none", "../core/typeset", "/etc/passwd", "documents/_paper.typ", ""]
)
def test_only_a_template_of_ours_can_be_named(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        typeset.pdf(name, {})


def test_values_are_text_decimals_and_dates_and_never_floats() -> None:
    values = printed("packing_list", {})
    assert typeset.pdf(
        "documents/packing_list", values | {"number": Decimal("1.50"), "issued_on": date(2026, 1, 2)}
    )
    with pytest.raises(TypeError):
        typeset.pdf("documents/packing_list", values | {"number": 1.5})
