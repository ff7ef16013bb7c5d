"""Words for a team and its players: fields of their columns."""

from app.core.words import N_

# Name of a field -> label.
TEAM_FIELDS: dict[str, str] = {
    "duties": N_("Duties"),
    "is_free": N_("Free team"),
    "company_name": N_("Company name"),
    "company_name_zh": N_("Company name in Chinese"),
    "player_skill": N_("Player's skill"),
    "stand_ins": N_("Players that stand in"),
    "is_rival": N_("Simulated rival"),
    "duty": N_("Duty"),
    "since": N_("Since"),
    "by": N_("By"),
}
