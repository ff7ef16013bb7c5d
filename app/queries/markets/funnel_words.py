"""Names of the funnel's fields in the words of the trade."""

from app.core.words import N_

FUNNEL_FIELDS: dict[str, str] = {
    "baskets": N_("Baskets"),
    "clicks": N_("Clicked"),
    "day": N_("Day"),
    "impressions": N_("Seen"),
    "orders": N_("Orders"),
    "place": N_("Place"),
    "query": N_("Words searched for"),
    "untrue_claims": N_("Claims not borne out"),
}
