"""What a proof of origin is worth at its destination, in words, and which forms are of use there."""

from app.core.words import N_, country, gettext
from app.trade.clearance.origin_form import FORMS, forms_of

# Standing of a proof (`origin_form.origin_standing`) -> sentence.
_STANDINGS: dict[str, str] = {
    "preference": N_(
        "The certificate of origin opens the agreement: the preferential rate applies where it is lower."
    ),
    "none": N_("No certificate of origin was presented: no preference, the normal rate applies."),
    "not_preferential": N_(
        "A plain certificate of origin (CO) proves the origin and gives no preference: "
        "the normal rate applies."
    ),
    "no_agreement": N_(
        "China has no agreement with this destination: the form presented gives no preference, the normal "
        "rate applies."
    ),
    "other_agreement": N_(
        "The form presented belongs to another agreement: no preference, the normal rate applies."
    ),
}


def standing_words(standing: str) -> str:
    """The sentence of a standing, "" for one that is not known."""
    return gettext(_STANDINGS[standing]) if standing in _STANDINGS else ""


def origin_rows(destination: str) -> tuple[tuple[str, str], ...]:
    """What to know before a form is chosen: forms with a preference at the destination, their criteria."""
    preferential = [name for name in forms_of(destination) if name != "CO"]
    if not preferential:
        none = gettext(N_("No form: a plain CO, which gives no preference"))
        return ((_label(destination), none),)
    criteria = (f"{name}: {', '.join(FORMS[name].criteria)}" for name in preferential if FORMS[name].criteria)
    return (
        (_label(destination), ", ".join(preferential)),
        (gettext(N_("Origin criteria that each form knows")), "\n".join(criteria)),
    )


def _label(destination: str) -> str:
    return gettext(N_("Forms with a preference in %(country)s")) % {"country": country(destination)}
