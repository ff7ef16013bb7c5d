"""Words of events: names of their fields and kinds."""

from app.core.words import N_

EVENT_FIELDS: dict[str, str] = {
    "announced_at": N_("Announced"),
    "cancelled_at": N_("Called off"),
    "plan": N_("Plan of the event"),
}
EVENT_FACTS: dict[str, str] = {
    "count": N_("How many"),
    "ends_on": N_("Last day"),
    "event": N_("Event"),
}
