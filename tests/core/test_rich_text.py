import pytest

from app.core.limits import RICH_TEXT_CHARACTERS
from app.core.rich_text import characters, sanitised, without_tags


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\ntwo & three", "<p>one</p><p>two &amp; three</p>"),
        ("<p>hi<script>alert(1)</script></p>", "<p>hi</p>"),
        ('<p onclick="x" hx-get="/a" data-hx-get="/b" style="c">hi</p>', "<p>hi</p>"),
        ('<img src=x onerror="alert(1)">', ""),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="nofollow noopener noreferrer">x</a>'),
        ('<a href="http://a.example">x</a>', '<a rel="nofollow noopener noreferrer">x</a>'),
        (
            '<a href="https://a.example">x</a>',
            '<a href="https://a.example" rel="nofollow noopener noreferrer">x</a>',
        ),
        ("{{7*7}}", "<p>{{7*7}}</p>"),
        ('"><svg/onload=alert(1)>', '"&gt;'),
        ("", ""),
    ],
)
def test_only_our_own_tags_and_https_links_are_kept(typed: str, kept: str) -> None:
    assert sanitised(typed) == kept


def test_sanitising_twice_changes_nothing() -> None:
    once = sanitised("<h3>A</h3><p>b <b>c</b><table><tr><td>d</table>")
    assert sanitised(once) == once


def test_a_text_above_the_limit_never_reaches_the_sanitiser() -> None:
    with pytest.raises(ValueError, match="too long"):
        sanitised("<div>" * (RICH_TEXT_CHARACTERS // 5 + 1))


def test_characters_are_those_that_a_reader_sees() -> None:
    assert characters("<p>four</p>") == 4
    assert without_tags("<p>a</p><p>b</p>").split() == ["a", "b"]
