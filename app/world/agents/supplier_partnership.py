"""The enterprise's house rule on applications: accepts, or declines and says everything that is lacking."""

from typing import Any

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.partnership import ApplicationView, application_view


@agent("partnership.decide", view=application_view)
def decide(view: ApplicationView, dice: Dice) -> list[Intent]:
    """Answer an application that none of the enterprise's people answered."""
    if view.state != "applied":
        return []
    reasons = _lacking(view)
    if reasons:
        return [Intent("supplier", "partnership.decline", view.partnership_id, {"reasons": reasons})]
    return [Intent("supplier", "partnership.accept", view.partnership_id)]


def _lacking(view: ApplicationView) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if view.pitch_characters < view.least_pitch_characters:
        figures = {"characters": view.pitch_characters, "least": view.least_pitch_characters}
        found.append({"code": "partnership.pitch_short", "figures": figures})
    if view.needs_company and not view.has_company:
        found.append({"code": "partnership.company_missing", "figures": {}})
    if view.most_teams and view.partners >= view.most_teams:
        found.append({"code": "partnership.teams_full", "figures": {"most": view.most_teams}})
    return found
