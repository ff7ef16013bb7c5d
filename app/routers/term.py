"""The "?" beside a label: a link to the glossary's entry that shows the entry at once where scripts run."""

from markupsafe import Markup

from app.core.words import gettext
from app.queries.knowledge.glossary import term_row

_MARK = Markup(
    '<a class="help" href="/glossary#{anchor}" aria-label="{label}" data-term="{term} · {other}" '
    'data-what="{what}" data-why="{why}" data-example="{example}" data-more="{more}">?</a>'
)


def term(name: str) -> Markup:
    """The "?" for a term of the glossary, by its English name; a test keeps every name in the glossary."""
    row = term_row(name)
    return _MARK.format(
        anchor=row.anchor, term=row.term, other=row.other, what=row.what, why=row.why, example=row.example,
        label=gettext("What is this: %(term)s") % {"term": row.term}, more=gettext("More in the glossary"),
    )  # fmt: skip
