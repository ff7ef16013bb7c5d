"""Every route of the product, and how to ask for it: whose row its address names, and a body for it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from uuid import UUID

from fastapi.routing import APIRoute
from sqlmodel import Session, SQLModel, col, select

import app.routers
from app.actions.registry import ACTIONS, load_all
from app.models.buyer import Buyer
from app.models.call import Call
from app.models.complaint import Complaint
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.declaration import Declaration
from app.models.document import Document
from app.models.enterprise import Enterprise
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.insurance_claim import InsuranceClaim
from app.models.invitation import Invitation
from app.models.laboratory_test import LaboratoryTest
from app.models.listing import Listing
from app.models.order import Order
from app.models.pack import Pack
from app.models.parcel_return import ParcelReturn
from app.models.partnership import Partnership
from app.models.person import Person
from app.models.practice import PracticeAttempt
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.rate_override import RateOverride
from app.models.refund import RefundClaim
from app.models.sample import Sample
from app.models.shipment import Shipment
from app.models.shop import Shop
from app.models.team import Team
from app.models.world_event import WorldEvent
from app.routers.api_description import describe
from tests.builders_world import Seat, Site

# Whose id stands at a name in an address. Consumers' orders are called order_id too: see `model_of`.
MODELS: Mapping[str, type[Any]] = {
    "order_id": Order, "declaration_id": Declaration, "document_id": Document, "inquiry_id": Inquiry,
    "invitation_id": Invitation, "listing_id": Listing, "pack_id": Pack, "partnership_id": Partnership,
    "product_id": Product, "purchase_id": Purchase, "quotation_id": Quotation, "claim_id": RefundClaim,
    "shipment_id": Shipment, "shop_id": Shop, "team_id": Team, "enterprise_id": Enterprise,
    "course_id": Course, "person_id": Person, "rate_id": RateOverride,
    "attempt_id": PracticeAttempt, "sample_id": Sample, "call_id": Call, "buyer_id": Buyer,
    "insurance_claim_id": InsuranceClaim, "test_id": LaboratoryTest,
    "complaint_id": Complaint, "event_id": WorldEvent, "instruction_id": Instruction,
    "return_id": ParcelReturn,
}  # fmt: skip
# What stands at the other names.
WORDS = {"subject": "bank", "hs_code": "610910", "rule_name": "vat_refund.goods_name",
         "kind": "commercial_invoice", "number": "40", "category": "Kitchen", "slug": "team-one",
         "digest": "a" * 64, "token": "a-link-that-nobody-gave"}  # fmt: skip
# Fields whose examples their own checks would refuse.
SAID: Mapping[str, Any] = {
    "email": "sales@school.example", "password": "a long enough password", "old_password": "not this one",
    "criterion": "C1", "level": 2, "person_id": UUID(int=7), "hs_code": "6912001000", "lines": [], "rows": [],
    "tiers": [{"from_pieces": 100, "price_rmb": "21.50"}], "terms": {},
    "papers": {"packing_list": {}},
    "header": {}, "fields": {}, "pictures": [], "duties": [], "reasons": [], "wholesale": [],
    "keywords": [], "points": [], "incoterm": "FOB", "uscc": "", "slug": "a-new-shop", "role": "student",
    "kind": "commercial_invoice", "version": 1, "locale": "en", "aql": "2.5", "clauses": "ICC (A)", "days": 2,
    "answer": "We regret.", "freight_by": "team", "remedy": "none", "way": "refund", "suspicion": "other",
    "places": ["46A.1"],
    "reason": "material_late", "service": "sea_lcl",
}  # fmt: skip


def every_route() -> Iterator[APIRoute]:
    """The routes in the order of their files."""
    load_all()
    for module in sorted(found.name for found in iter_modules(app.routers.__path__)):
        router = getattr(import_module(f"app.routers.{module}"), "router", None)
        if router is not None:
            describe(router)
            yield from (route for route in router.routes if isinstance(route, APIRoute))


def name_of(route: APIRoute) -> str:
    """Method and address."""
    return f"{method_of(route)} {route.path}"


def method_of(route: APIRoute) -> str:
    """GET or POST."""
    return "POST" if "POST" in route.methods else "GET"


def who_may(route: APIRoute) -> tuple[str, ...]:
    """The names of those who may, as the route declares them."""
    return tuple((route.openapi_extra or {})["x-who-may"])


def model_of(route: APIRoute) -> type[Any] | None:
    """The table of the row that the address names; None for an address without an id."""
    if "{order_id}" in route.path and route.path.startswith("/consumer-orders"):
        return ConsumerOrder
    return next((model for name, model in MODELS.items() if f"{{{name}}}" in route.path), None)


def address(route: APIRoute, row_id: object = UUID(int=7)) -> str:
    """The route's address with this id."""
    path = route.path
    for name in MODELS:
        path = path.replace(f"{{{name}}}", str(row_id))
    if path.startswith("/marks/") or "/export." in path:
        path = path.replace("{kind}", "csv")
    for name, word in WORDS.items():
        path = path.replace(f"{{{name}}}", word)
    return path


def body(route: APIRoute, ids: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A body that the route can read, though nothing may come of it; `ids` stand for ids in it."""
    content = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    needed = set(schema.get("required", ()))
    fields = {name: one for name, one in schema.get("properties", {}).items() if name in needed}
    return {name: _example(name, one) for name, one in fields.items()} | {
        name: found for name, found in (ids or {}).items() if name in fields
    }


def _example(name: str, schema: Mapping[str, Any]) -> Any:
    if name in SAID:
        return str(SAID[name]) if isinstance(SAID[name], UUID) else SAID[name]
    kinds = [one for one in schema.get("anyOf", (schema,)) if one.get("type") != "null"]
    if any(one.get("type") == "number" for one in kinds):
        return "1.00"
    formats = {"uuid": str(UUID(int=7)), "date": "2026-12-24"}
    first = kinds[0]
    return {"integer": 1, "boolean": True}.get(
        first.get("type"), formats.get(first.get("format"), "Something said")
    )


def row_of(session: Session, model: type[Any], site: Site, ending: str = "") -> SQLModel:
    """A row of course one: the first team's, the first enterprise's, or the course's own."""
    named = {Team: "team_one", Enterprise: "enterprise_one", Course: "course_one"}
    if model in named:
        return session.get_one(model, UUID(site.ids[named[model] + ending]))
    if model is Person:
        return session.get_one(Person, UUID(site.seats["sales"].person_id))
    query = select(model).where(model.course_id == UUID(site.ids["course_one"]))
    if "team_id" in model.model_fields and model is not Invitation:
        query = query.where(model.team_id == UUID(site.ids["team_one"]))
    elif "enterprise_id" in model.model_fields and model is not Invitation:
        query = query.where(model.enterprise_id == UUID(site.ids["enterprise_one"]))
    found = session.exec(query.order_by(col(model.id).desc())).first()
    assert found is not None, f"the small site has no {model.__name__}"
    return found


def owns(site: Site, seat: Seat, row: Any) -> bool:
    """Whether the row belongs to this person's team or enterprise; of no one's, all of the course own it.

    An order names the enterprise of its goods, but is the team's alone: the enterprise has the purchase.
    """
    team = row.id if isinstance(row, Team) else getattr(row, "team_id", None)
    enterprise = None if isinstance(row, Order) else getattr(row, "enterprise_id", None)
    if team is None and enterprise is None:
        return True
    mine = {site.ids.get(seat.team), site.ids.get(seat.enterprise)} - {None}
    return str(team) in mine or str(enterprise) in mine


def is_of_course(site: Site, seat: Seat, row: Any) -> bool:
    """Whether the row lies in the course that this person has open."""
    course = row.id if isinstance(row, Course) else getattr(row, "course_id", None)
    return bool(seat.course) and str(course) == site.ids[seat.course]


def is_among(route: APIRoute, site: Site, seat: Seat | None, row: Any = None) -> bool:
    """Whether the names of those who may fit this person, towards this row (None: their own course's)."""
    return any(_fits(name, site, seat, row) for name in who_may(route))


def _fits(name: str, site: Site, seat: Seat | None, row: Any) -> bool:
    if name in ("anyone", "holder of the link"):
        return True
    if seat is None:
        return False
    kind, _, part = name.partition(":")
    team = site.ids.get(seat.team)
    if kind == "team":
        of = row.id if isinstance(row, Team) else getattr(row, "team_id", None)
        return team is not None and (of is None or str(of) == team) and (
            not part or bool({part, "lead"} & set(seat.duties))
        )  # fmt: skip
    if kind == "enterprise":
        of = row.id if isinstance(row, Enterprise) else getattr(row, "enterprise_id", None)
        own = bool(seat.enterprise) and (of is None or str(of) == site.ids[seat.enterprise])
        return own and part in ("", seat.staff_role)
    return {
        "person": True, "member": bool(seat.course), "instructor": seat.teaches,
        "administrator": seat.administers,
    }.get(kind, False)  # fmt: skip


def actions() -> Mapping[str, Any]:
    """The table of all actions."""
    load_all()
    return ACTIONS
