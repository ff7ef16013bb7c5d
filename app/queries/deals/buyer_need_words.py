"""Names of what is hidden behind a buyer's letters, for the teacher's view alone."""

from app.core import words
from app.core.words import N_
from app.queries.words.value_words import label as plain_label

# Name within the need or the truth of a buyer -> label.
NEED_WORDS: dict[str, str] = {
    "limit": N_("Limit, USD per piece at the door"),
    "target": N_("Hopes for, USD per piece at the door"),
    "alternative": N_("Best other offer, USD per piece at the door"),
    "weights": N_("What weighs how much"),
    "price": N_("Price"),
    "time": N_("Time until delivery"),
    "payment": N_("Payment terms"),
    "service": N_("Answers and speed"),
    "sample": N_("Sample"),
    "certificates": N_("Certificates"),
    "wanted_days": N_("Would like it within (days)"),
    "most_days": N_("Worth nothing after (days)"),
    "patience_days": N_("Patience (days)"),
    "elsewhere_hours": N_("Has bought elsewhere after (hours of waiting and open questions)"),
    "reply_hours": N_("Expects an answer within (hours)"),
    "answer_hours": N_("Answers after (hours)"),
    "concession": N_("Gives way: below 1 late, above 1 early"),
    "tolerance": N_("Tolerance of its market above landed cost"),
    "annoyance": N_("Annoyance (0 to 1)"),
    "standing": N_("What it thinks of the team (0 to 1)"),
    "papers": N_("Papers it needs"),
    "papers_bar": N_("Does not order without these papers"),
    "test_usd": N_("A test of its own for each, USD"),
    "papers_wanting": N_("Papers that were wanting"),
    "wants_sample": N_("Wants a sample"),
    "alternatives": N_("Other offers"),
    "offers": N_("Offers held"),
    "beliefs": N_("What it believes"),
    "wishes": N_("Wishes"),
    "fraud": N_("Plays foul"),
    "kind": N_("Kind"),
}


def need_label(name: str) -> str:
    """The label of a hidden value; that of a field of the same name, else its own name, spaced."""
    known = NEED_WORDS.get(name)
    return words.gettext(known) if known else plain_label(name)
