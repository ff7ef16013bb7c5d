"""Who may do an action, in words: the names of policies as people read them."""

from collections.abc import Iterable

from app.core.words import N_, gettext

WHO = {
    "administrator": N_("the site's administrator"),
    "anyone": N_("everybody"),
    "person": N_("everybody with an account"),
    "member": N_("everybody in the course"),
    "instructor": N_("an instructor of the course"),
    "holder of the link": N_("whoever holds the link"),
    "team": N_("the team's members"),
    "team:lead": N_("the team's lead"),
    "team:product": N_("the team's product manager"),
    "team:marketing": N_("the team's marketing"),
    "team:sales": N_("the team's sales"),
    "team:logistics": N_("the team's logistics"),
    "team:documents": N_("the team's documents clerk"),
    "team:finance": N_("the team's finance"),
    "enterprise": N_("the enterprise's staff"),
    "enterprise:product_manager": N_("the enterprise's product manager"),
    "enterprise:liaison": N_("the enterprise's liaison"),
    "party": N_("the simulated world"),
}


def readers(*names: str) -> dict[str, list[str]]:
    """What a route says of who may ask for it, where neither its action nor what it depends on says it."""
    return {"x-who-may": list(names)}


def who_may(names: Iterable[str]) -> list[str]:
    """The names of a policy in the reader's language, each once."""
    found = (WHO.get(name) or WHO.get(name.partition(":")[0]) or name for name in names)
    return list(dict.fromkeys(gettext(label) for label in found))
