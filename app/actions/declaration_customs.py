"""The verbs of the customs office: a filed declaration is received, queried, inspected, released, refused."""

import re
from datetime import datetime
from typing import Any

from app.actions.act import Act
from app.actions.policies import party
from app.actions.registry import Facts, Given, Nothing, action
from app.models.declaration import Declaration
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.trade.finding import read_noted
from app.trade.lifecycles import DECLARATION
from app.trade.papers.document_set import counted
from app.trade.refusal import NotOpenNow

_CUSTOMS_CODE = re.compile(r"\d{4}", re.ASCII)


class Receive(Given):
    """When customs will have looked at it."""

    review_at: datetime


class Reasons(Given):
    """The findings that the answer rests on, as they are noted."""

    reasons: list[dict[str, Any]]


class Inspect(Given):
    """When the packages will have been opened."""

    inspected_at: datetime


@action("declaration.receive", Declaration, Receive, allow=party("customs_office"))
def receive(act: Act, declaration: Declaration, given: Receive) -> Facts:
    """Customs takes the declaration in and sets the time of its answer.

    Raises: NotOpenNow("declaration.not_filed").
    """
    if declaration.state != "filed":
        raise NotOpenNow("declaration.not_filed")
    act.later(given.review_at, "declaration.review", declaration.id, {"stable_name": _name(act, declaration)})
    return {"review_at": given.review_at}


@action("declaration.query", Declaration, Reasons, allow=party("customs_office"))
def query(act: Act, declaration: Declaration, given: Reasons) -> Facts:
    """Customs sends the declaration back with the boxes that must be put right.

    Raises: NotOpenNow("declaration.not_open").
    """
    return _send_back(act, declaration, "query", given)


@action("declaration.refuse", Declaration, Reasons, allow=party("customs_office"))
def refuse(act: Act, declaration: Declaration, given: Reasons) -> Facts:
    """Customs refuses the declaration: wrong mode, missing licence, or goods that are not as declared.

    Raises: NotOpenNow("declaration.not_open").
    """
    return _send_back(act, declaration, "refuse", given)


@action("declaration.inspect", Declaration, Inspect, allow=party("customs_office"))
def inspect(act: Act, declaration: Declaration, given: Inspect) -> Facts:
    """Customs has the packages opened.

    Raises: NotOpenNow("declaration.not_open").
    """
    declaration.state = DECLARATION.after(declaration.state, "inspect")
    declaration.note(act.now, "inspecting", until=given.inspected_at.isoformat())
    name = _name(act, declaration)
    act.later(given.inspected_at, "declaration.inspected", declaration.id, {"stable_name": name})
    return {"inspected_at": given.inspected_at}


@action("declaration.release", Declaration, Nothing, allow=party("customs_office"))
def release(act: Act, declaration: Declaration, given: Nothing) -> Facts:
    """Customs releases the goods and gives the declaration its number.

    Raises: NotOpenNow("declaration.not_open").
    """
    was_inspected = declaration.state == "inspecting"
    declaration.state = DECLARATION.after(declaration.state, "release")
    found = _CUSTOMS_CODE.search(str(declaration.header.get("customs_of_export", "")))
    serial = act.next_number("declaration")
    declaration.number = f"{found[0] if found else '0000'}{act.today:%Y}0{serial:09d}"
    declaration.released_at = act.now
    declaration.note(act.now, "released", number=declaration.number)
    return {"times_filed": declaration.times_filed, "was_inspected": was_inspected}


def _send_back(act: Act, declaration: Declaration, verb: str, given: Reasons) -> Facts:
    was_inspected = declaration.state == "inspecting"
    declaration.state = DECLARATION.after(declaration.state, verb)
    declaration.note(act.now, declaration.state, reasons=given.reasons)
    reasons = counted([read_noted(each) for each in given.reasons], "error")
    return {"reasons": reasons, "times_filed": declaration.times_filed, "was_inspected": was_inspected}


def _name(act: Act, declaration: Declaration) -> str:
    order = act.find(Order, declaration.order_id)
    inquiry = act.find(Inquiry, order.inquiry_id)
    return f"{inquiry.stable_name}:declaration:{declaration.times_filed}"
