"""What of a letter is its writer's own: the buyer's letter that is quoted back says nothing for the seller.

A quoted question stays as the heading of the answer that follows it, without its figures.
"""

import re

# What mail programs put above the letter that is answered.
_MARKER = re.compile(
    r"^[ \t>]*(?:-{2,} ?(?:original|forwarded) message ?-*|-{2,} ?原始邮件 ?-*|on .{6,90} wrote ?:"
    r"|le .{6,90} a écrit ?:"
    r"|am .{6,90} schrieb.{0,60}:|(?:el|em) .{6,90} (?:escribió|escreveu) ?:|.{6,90} (?:писал\w*|пишет) ?:"
    r"|.{4,90}写道 ?:|from ?: ?.{3,80}\n(?:sent|date|to|subject) ?:.*)[ \t]*$",
    re.I | re.M,
)
_REQUEST = re.compile(r"\?|\bplease\b|\bcould you\b|\bwe (?:are|would|need|want)\b|\bquote\b"
                    r"|\blooking for\b", re.I)
_FIGURE = re.compile(r"\d[\d.,]*")
_ENDS = re.compile(r"[.!?]")
_LEADERS = re.compile(r"(?<=\w)[ \t]*[.·]{4,}[ \t]*(?=\S)")
# Points of a list that are counted without a full stop: "1 price 3.20", not "1 set = 3 towels".
_NOT_COUNTED = (
    r"(?!(?:pcs?|pieces?|sets?|pairs?|units?|days?|weeks?|months?|years?|cartons?|ctns?|kgs?|cm|usd|dollars?"
    r"|x|by|to|or|and|more|samples?)\b)"
)
_COUNTED = re.compile(rf"^[ \t]*([1-9])[ \t]+(?=[^\W\d]){_NOT_COUNTED}", re.M | re.I)


def own_words(text: str) -> str:
    """A normalised letter without what it quotes, each point of its list or table on its own line."""
    text = _LEADERS.sub(": ", text) if "...." in text else text
    marker = _MARKER.search(text)
    if marker:
        before, after = text[: marker.start()], text[marker.end() :]
        if not re.search(r"^\s*>", after, re.M):
            text = before if re.search(r"\w", before) else after
        else:
            text = f"{before}\n{after}"
    if ">" in text and (marker or _is_quoting(text)):
        text = _without_quote(text)
    counts = [found[1] for found in _COUNTED.finditer(text)]
    return _COUNTED.sub("", text) if counts[:3] == ["1", "2", "3"] else text


def _is_quoting(text: str) -> bool:
    """Whether the lines behind ">" ask something: a seller's own list has such signs too."""
    return any(line.lstrip().startswith(">") and _REQUEST.search(line) for line in text.split("\n"))


def _without_quote(text: str) -> str:
    """The text without quoted blocks; of a block that ends with its one question, that stays."""
    out: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith(">"):
            block.append(line.lstrip(" \t>"))
            continue
        if block and line.strip():
            out += _heading(" ".join(block))
            block = []
        out.append(line)
    return "\n".join(out)


def _heading(block: str) -> list[str]:
    asked = block.strip()
    if not asked.endswith("?") or asked.count("?") > 1:
        return []
    return ["> " + _FIGURE.sub("", _ENDS.split(asked[:-1])[-1]).strip() + "?"]
