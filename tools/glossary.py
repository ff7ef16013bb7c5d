"""Write the trade's terms into docs/glossary.md from `app/locale/glossary.toml`, their one source.

Each trade section gets a row for each entry of its groups; rows that only the page has (terms of the code
that students do not need explained) stay. Terms that stand further up as words of the code are left out.
"""

import re
from pathlib import Path

from app.queries.knowledge.glossary import Term, terms

GLOSSARY = Path(__file__).resolve().parent.parent / "docs/glossary.md"
SECTIONS = {
    "Sale and payment": ("sale", "terms", "price", "payment", "market", "learning"),
    "Goods and transport": ("goods", "transport", "insurance"),
    "Papers": ("papers",),
    "Customs and tax": ("customs", "refund"),
}
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \|$", re.M)
_HEAD = "| term | Chinese | meaning |\n|---|---|---|\n"


def row(entry: Term) -> str:
    """An entry as a row of the page."""
    said = entry.what["en"]
    code = f" (`{entry.code}`)" if entry.code else ""
    return f"| {entry.term} | {entry.zh} | {said[:-1]}{code}. |\n"


def rewritten(text: str) -> str:
    """The page with the rows of its trade sections as the source has them, by name."""
    start = text.index("## " + next(iter(SECTIONS)))
    above = {found[0].replace("_", " ") for found in ROW.findall(text[:start])}
    parts = [text[:start]]
    old = re.split(r"^## (.+)$\n", text[start:], flags=re.M)[1:]
    for title, body in zip(old[::2], old[1::2], strict=True):
        ours = {e.term: row(e) for e in terms().values() if e.group in SECTIONS.get(title, ())}
        kept = {m[0]: f"| {m[0]} | {m[1]} | {m[2]} |\n" for m in ROW.findall(body) if m[1] != "Chinese"}
        kept = {name: line for name, line in kept.items() if name not in terms()}
        rows = {name: line for name, line in (kept | ours).items() if name not in above}
        lines = [rows[name] for name in sorted(rows, key=str.casefold)]
        parts.append(f"## {title}\n{_HEAD}{''.join(lines)}\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    GLOSSARY.write_text(rewritten(GLOSSARY.read_text("utf-8")), "utf-8")
