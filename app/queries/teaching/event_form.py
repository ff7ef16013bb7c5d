"""What may be chosen for the figures of an event."""

from sqlmodel import Session, col, select

from app.core import words
from app.core.parameters import parameters
from app.models.enterprise import Enterprise
from app.queries.goods.port import ports
from app.queries.scope import Reader
from app.queries.teaching.event_effects import lane_label
from app.trade.words.event_labels import MODES, REASONS, SEASONS

_CURRENCIES = ("CNY", "EUR", "GBP", "JPY", "CAD", "AUD", "BRL", "MXN", "INR", "KRW", "PLN", "TRY")
Choices = dict[str, list[tuple[str, str]]]


def event_choices(session: Session, reader: Reader) -> Choices:
    """Figure -> (value, how it is called), for the figures that are chosen and not typed."""
    told = parameters("events")
    known = sorted((words.country(code), code) for code in parameters("markets"))
    factories = session.exec(
        select(Enterprise.name).where(Enterprise.course_id == reader.course_id).order_by(col(Enterprise.name))
    )
    return {
        "port": [(each.unlocode, f"{each.name} ({each.country})") for each in ports(session)],
        "canal": [(told["canal_closure"]["canal"], "Suez")],
        "modes": [(mode, words.gettext(MODES[mode])) for mode in told["modes"]],
        "lanes": [(lane, lane_label(lane)) for lane in told["lanes"]],
        "destination": [(code, name) for name, code in known],
        "markets": [(code, name) for name, code in known],
        "currency": [(code, code) for code in _CURRENCIES],
        "enterprise": [(name, name) for name in factories],
        "reason": [(code, words.gettext(label)) for code, label in REASONS.items()],
        "season": [(code, words.gettext(label)) for code, label in SEASONS.items()],
    }
