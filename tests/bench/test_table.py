"""The bench's table is well formed, whatever was measured; how fast anything is, no test says."""

from bench.__main__ import PATHS, main
from bench.load import request_bytes
from bench.table import HEADS, Line, barred, table

LINES = [
    Line("a page", "120/s", "hello 2000/s", 0.06, 1.4, ">= 6 %, <= 1.5 ms", True),
    Line("a figure alone", "24 ms"),
    barred(Line("a slow page", "10/s", "hello 2000/s", 0.005, 9.0), least_ratio=0.025, most_cpu_ms=4),
]


def test_every_row_has_every_column_and_the_same_width() -> None:
    rows = table(LINES).splitlines()
    assert len(rows) == len(LINES) + 2
    assert {row.count("|") for row in rows} == {len(HEADS) + 1}
    assert len({len(row) for row in rows}) == 1


def test_a_line_meets_its_bar_only_if_ratio_and_cpu_do() -> None:
    line = Line("a page", "", "", 0.06, 1.5)
    assert barred(line, least_ratio=0.06, most_cpu_ms=1.5).cells()[-2:] == (">= 6 %, <= 1.5 ms", "yes")
    assert barred(line, least_ratio=0.061).is_met is False
    assert barred(line, most_cpu_ms=1.4).is_met is False
    assert LINES[2].cells()[-2:] == (">= 2.5 %, <= 4 ms", "NO")


def test_a_figure_without_a_bar_is_neither_met_nor_missed() -> None:
    assert LINES[1].cells() == ("a figure alone", "24 ms", "", "", "", "", "")


def test_an_unknown_path_is_told_with_those_there_are(capsys) -> None:
    assert main(["prodct"]) == 2
    told = capsys.readouterr().err
    assert [name for name in ("prodct", *PATHS) if name not in told] == []


def test_a_request_says_how_long_its_body_is() -> None:
    assert request_bytes("POST", "/x", {"Accept": "a/b"}, b"{}").split(b"\r\n\r\n") == [
        b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nAccept: a/b", b"{}",
    ]  # fmt: skip
