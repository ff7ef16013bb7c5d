"""Names of what is hidden behind a buyer's letters, for the teacher's view alone."""

from app.core import words
from app.core.words import N_
from app.queries.deals.deal_labels import BUSINESSES
from app.queries.deals.hindsight import KINDS, SIGNS
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
    "quantity": N_("Quantity"),
    "term": N_("Delivery term"),
    "business": N_("Kind of business"),
    "risk": N_("Shies from risk (0 to 1)"),
    "reciprocity": N_("Gives way as the seller does (0 to 1)"),
    "wanted_prepaid": N_("Would pay before shipment (share)"),
    "first_utility": N_("Insists on at first (share of its wish)"),
    "least_utility": N_("Insists on at last (share of its wish)"),
    "rounds_most": N_("Counter-offers at the most"),
    "quantity_flex": N_("May change the quantity by (share)"),
    "decides_at": N_("Decides between the offers on"),
    "actor": N_("Wrongdoer"),
    "signs": N_("Signs that can be seen"),
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
    "asks_sample": N_("Asks for a sample"),
    "alternatives": N_("Other offers"),
    "offers": N_("Offers held"),
    "beliefs": N_("What it believes"),
    "wishes": N_("Wishes"),
    "fraud": N_("Plays foul"),
    "kind": N_("Kind"),
}

# Codes that stand as values there -> their words.
_VALUE_WORDS = {**BUSINESSES, **KINDS, **SIGNS}


def need_value(value: str) -> str:
    """The words of a code among the hidden values; what is no code stands as it is."""
    known = _VALUE_WORDS.get(value)
    return words.gettext(known) if known else value


def need_label(name: str) -> str:
    """The label of a hidden value; that of a field of the same name, else its own name, spaced."""
    known = NEED_WORDS.get(name)
    return words.gettext(known) if known else plain_label(name)
