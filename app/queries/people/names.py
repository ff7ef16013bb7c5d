"""The names that ids in records stand for: people, teams, products, enterprises, buyers, and the parties."""

import json
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core import words
from app.core.words import N_
from app.models.buyer import Buyer
from app.models.enterprise import Enterprise
from app.models.person import Person
from app.models.product import Product
from app.models.team import Team
from app.queries.people.team import DUTY_WORDS
from app.queries.words.code_words import CODE_WORDS

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Whose ids stand for a name: the column, and that of the name in Chinese where there is one.
_NAMED: tuple[tuple[Any, str, str], ...] = (
    (Team, "name", ""),
    (Product, "name_en", "name_zh"),
    (Enterprise, "name", "name_zh"),
    (Buyer, "name", ""),
)
_PARTIES = (
    "buyer",
    "supplier",
    "carrier",
    "insurer",
    "laboratory",
    "customs_office",
    "bank",
    "market",
    "clock",
    "inspector",
    "tax_office",
    "operator",
)


def own_words(english: Any, chinese: Any) -> Any:
    """The column to select for the reader's page: the Chinese name on a Chinese one, where there is one."""
    return func.coalesce(func.nullif(chinese, ""), english) if words.current.get() == "zh_Hans" else english


def own_name(english: str, chinese: str) -> str:
    """The same of values."""
    return chinese if chinese and words.current.get() == "zh_Hans" else english


def names_for(session: Session, course_id: UUID, bodies: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Id (or the name of a party or a player) -> what people call it, for all that these records hold."""
    ids = {UUID(found) for body in bodies for found in _ID.findall(json.dumps(body))}
    found = {name: words.gettext(CODE_WORDS[name]) for name in _PARTIES}
    played = words.gettext(N_("Rule-based player"))
    found |= {f"player:{each}": played for each in ids}
    teams = {one[1] for body in bodies for one in [str(body["actor"]["name"]).split(":")] if len(one) > 2}
    found |= {
        f"player:{team}:{duty}": f"{played} ({words.gettext(label)})"
        for team in teams
        for duty, label in DUTY_WORDS.items()
    }
    if not ids:
        return found
    for model, english, chinese in _NAMED:
        name = getattr(model, english)
        name = own_words(name, getattr(model, chinese)) if chinese else name
        query = select(model.id, name).where(model.course_id == course_id, model.id.in_(ids))
        found |= {str(row[0]): row[1] for row in session.execute(query)}
    people = select(Person.id, Person.name).where(Person.id.in_(ids))
    return found | {str(row.id): row.name for row in session.execute(people)}
