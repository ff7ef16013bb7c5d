"""The verbs of an enterprise: brought into a course, its words edited, its house rule set."""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from app.actions.act import Act
from app.actions.given import FieldRefused, Line, Name, Note, Rate, Whole, words
from app.actions.policies import administers, staff, teaches
from app.actions.registry import Facts, Given, action
from app.core.canonical import decimal_text
from app.core.parameters import parameters
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.trade.catalogue.uscc import is_uscc
from app.trade.refusal import RuleBroken, Stale

_SLUG_CHARACTERS = 60


def _uscc(value: str) -> str:
    if value and not is_uscc(value):
        raise FieldRefused("enterprise.uscc_wrong")
    return value


def _within(limit: int) -> AfterValidator:
    def check(value: str) -> str:
        if len(value) > limit:
            raise FieldRefused("text.too_long", limit=limit, length=len(value))
        return value

    return AfterValidator(check)


About = Annotated[Note, _within(2000)]


class Words(Given):
    """What an enterprise says of itself. uscc: its 18-sign code, or empty; port: where it ships from."""

    name: Name
    name_zh: Name
    address: Line = ""
    address_zh: Line = ""
    uscc: Annotated[Line, AfterValidator(_uscc)] = ""
    contact: Annotated[Line, _within(120)] = words(default="")
    about: About = ""
    about_zh: About = ""
    industry: Annotated[Line, _within(60)] = ""
    port: Annotated[Line, _within(60)] = ""


class Create(Words):
    """A new enterprise. `slug` is its short name in addresses; empty: made of its English name."""

    slug: Line = ""


class Edit(Words):
    """The enterprise's words again, and the version that the form showed."""

    version: Whole


class SetHouseRule(Given):
    """What decides when nobody of the enterprise answers. least_pitch_characters: of an application;
    most_teams: partners at once; collect_paid_rate: share of a purchase paid before goods are collected.
    """

    least_pitch_characters: Whole = Field(ge=0, le=2000)
    most_teams: Whole = Field(ge=0, le=200)
    needs_company: bool = False
    collect_paid_rate: Rate = Decimal(1)
    version: Whole


@action("enterprise.create", Course, Create, allow=teaches() | administers())
def create(act: Act, course: Course, given: Create) -> Facts:
    """Bring an enterprise into the course; its staff come in by invitation.

    Raises: RuleBroken("enterprise.slug_wrong" | "enterprise.slug_taken").
    """
    slug = given.slug or slug_of(given.name)
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", slug) or len(slug) > _SLUG_CHARACTERS:
        raise RuleBroken("enterprise.slug_wrong", "slug")
    if act.rows(Enterprise, slug=slug):
        raise RuleBroken("enterprise.slug_taken", "slug", slug=slug)
    said = given.model_dump(exclude={"slug"})
    act.add(Enterprise(slug=slug, house_rule=dict(parameters("partnership")["house_rule"]), **said))
    return {"slug": slug, "has_uscc": bool(given.uscc)}


@action("enterprise.edit", Enterprise, Edit, allow=staff() | teaches())
def edit(act: Act, enterprise: Enterprise, given: Edit) -> Facts:
    """Change what the enterprise says of itself.

    Raises: Stale("enterprise.changed_meanwhile").
    """
    _next_version(enterprise, given.version)
    for name, value in given.model_dump(exclude={"version"}).items():
        setattr(enterprise, name, value)
    return {"has_uscc": bool(given.uscc), "about_characters": len(given.about)}


@action("enterprise.set_house_rule", Enterprise, SetHouseRule, allow=staff("product_manager") | teaches())
def set_house_rule(act: Act, enterprise: Enterprise, given: SetHouseRule) -> Facts:
    """Set what decides on applications, and when goods may leave, while nobody answers.

    Raises: Stale("enterprise.changed_meanwhile"), RuleBroken("enterprise.share_above_one").
    """
    if given.collect_paid_rate > 1:
        raise RuleBroken("enterprise.share_above_one", "collect_paid_rate")
    _next_version(enterprise, given.version)
    rule: dict[str, Any] = given.model_dump(exclude={"version", "collect_paid_rate"})
    rule["collect_paid_rate"] = decimal_text(given.collect_paid_rate)
    enterprise.house_rule = {**enterprise.house_rule, **rule}
    return {"house_rule": rule}


def slug_of(name: str) -> str:
    """A short name for addresses out of an English one: "Lanmei Home Co., Ltd." -> "lanmei-home-co-ltd"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_CHARACTERS].strip("-")


def _next_version(enterprise: Enterprise, version: int) -> None:
    if enterprise.version != version:
        raise Stale("enterprise.changed_meanwhile")
    enterprise.version += 1
