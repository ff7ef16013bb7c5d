"""The verbs of a shop: opened once by its team, and edited."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, field_validator
from sqlmodel import col, select

from app.actions.act import Act
from app.actions.given import FieldRefused, Line, Name, Note, Whole, words
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, action
from app.models.shop import Shop
from app.models.team import Team
from app.trade.refusal import RuleBroken, Stale

Tone = Literal["teal", "indigo", "amber", "rose", "green", "slate"]
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]\Z")
_may = shop_duty("marketing")


def _slug(value: str) -> str:
    if not _SLUG.match(value):
        raise FieldRefused("shop.slug_wrong")
    return value


class Words(Given):
    """What a shop says of itself."""

    name: Name = words()
    about: Note = words(default="")
    return_policy: Note = words(default="")
    tone: Tone = "teal"


class Open(Words):
    """A new shop. `slug` is its part of the public address."""

    slug: Annotated[Line, AfterValidator(_slug)]


@action("shop.open", Team, Open, allow=_may)
def open_shop(act: Act, team: Team, given: Open) -> Facts:
    """Open the team's shop: from now on the market shows what it publishes.

    Raises: RuleBroken("shop.is_open_already"), RuleBroken("shop.slug_taken").
    """
    if act.rows(Shop, team_id=team.id):
        raise RuleBroken("shop.is_open_already")
    _check_slug(act, given.slug)
    act.add(Shop(team_id=team.id, is_open=True, **given.model_dump()))
    return {"has_about": bool(given.about), "has_return_policy": bool(given.return_policy)}


class Edit(Words):
    """The shop's words again; `is_open` False takes it from the market for a while."""

    version: Whole
    is_open: bool = False

    @field_validator("is_open", mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return False if value == "" else value


@action("shop.edit", Shop, Edit, allow=_may)
def edit(act: Act, shop: Shop, given: Edit) -> Facts:
    """Change what the shop says of itself, or close it for a while.

    Raises: Stale("shop.changed_meanwhile").
    """
    if given.version != shop.version:
        raise Stale("shop.changed_meanwhile")
    for name in ("name", "about", "return_policy", "tone", "is_open"):
        setattr(shop, name, getattr(given, name))
    shop.version += 1
    return {"is_open": shop.is_open, "has_return_policy": bool(shop.return_policy)}


def _check_slug(act: Act, slug: str) -> None:
    taken = select(Shop.id).where(col(Shop.course_id) == act.course.id, col(Shop.slug) == slug)
    if act.session.exec(taken).first():
        raise RuleBroken("shop.slug_taken", "slug")
