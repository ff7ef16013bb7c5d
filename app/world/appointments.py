"""When a buyer and a team can speak: within the working hours of both."""

from datetime import time, timedelta
from decimal import Decimal

from app.core.clock import HOME, home_date, home_time
from app.core.parameters import parameters
from app.trade.letters.letter_reading import ALL_ASKS
from app.trade.working_time import Office, common_working_moment
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.spoken import call_letter, call_voice
from app.world.views.inquiry import Talk


def wish_for_call(view: Talk, dice: Dice) -> list[Intent]:
    """Some buyers would rather speak, once the team has answered: a share of them asks for a call."""
    is_first = view.asked_again == 0 and view.state == "answered" and not view.has_call
    if not is_first or not dice.chance(Decimal(parameters("call")["conduct"]["wish_rate"])):
        return []
    return [arranged(view, "call_invitation", dice)]


def arranged(talk: Talk, kind: str, dice: Dice) -> Intent:
    """The intent that names the hour: the first that suits both after a notice. kind: of the letter."""
    conduct = parameters("call")["conduct"]
    home = Office(
        HOME.key, opens=time.fromisoformat(conduct["home_opens"]),
        closes=time.fromisoformat(conduct["home_closes"]),
    )  # fmt: skip
    office = talk.buyer.office
    at = common_working_moment(office, home, talk.at + timedelta(hours=conduct["notice_hours"]))
    voice, rate = call_voice(talk)
    least, most = conduct["more_topics"]
    free = [ask for ask in conduct["more_asks"] if ask in ALL_ASKS and ask not in talk.open_asks]
    given = {
        "body": call_letter(kind, talk, at, dice),
        "opens_at": max(talk.at, min(at, home_time(home_date(at)))),
        "starts_at": at,
        "waits_until": at + timedelta(minutes=conduct["waits_minutes"]),
        "voice": voice,
        "voice_rate": rate,
        "more_topics": dice.shuffled(free)[: dice.whole(least, most)],
    }
    return Intent("buyer", "call.arrange", talk.inquiry_id, given)
