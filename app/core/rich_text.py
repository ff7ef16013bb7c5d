"""Rich text that a person typed: only our own few tags and attributes, and links by https, are kept."""

from html import escape

import nh3

from app.core.limits import RICH_TEXT_CHARACTERS

TAGS = {"p", "br", "strong", "em", "b", "i", "u", "h3", "h4", "ul", "ol", "li", "blockquote", "a"}
_ATTRIBUTES = {"a": {"href", "title"}}


def sanitised(text: str) -> str:
    """The text with what is not ours taken away; plain text with line breaks becomes paragraphs.

    The length is bounded before the sanitiser, whose time grows faster than the text.
    Raises: ValueError above RICH_TEXT_CHARACTERS: the input type refuses such a text long before.
    """
    if len(text) > RICH_TEXT_CHARACTERS:
        raise ValueError("the text is too long to be sanitised")
    if "<" not in text:
        return "".join(f"<p>{part}</p>" for part in _paragraphs(text))
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https"},
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    ).strip()


def characters(html: str) -> int:
    """How many characters a reader sees of sanitised text."""
    return len(without_tags(html).strip())


def without_tags(html: str) -> str:
    """The words of sanitised text, a blank for each tag, as they stand (entities are not resolved)."""
    words, depth = [], 0
    for character in html:
        if character == "<":
            depth += 1
            words.append(" ")
        elif character == ">" and depth:
            depth -= 1
        elif not depth:
            words.append(character)
    return "".join(words)


def _paragraphs(text: str) -> list[str]:
    return [escape(line.strip()) for line in text.splitlines() if line.strip()]
