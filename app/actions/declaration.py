"""The verbs of a declaration that the team does: saved as a draft, filed with customs."""

from typing import Any

from app.actions.act import Act
from app.actions.declaration_deal import findings_of, only_shipment
from app.actions.given import Boxes, Whole
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.models.declaration import Declaration
from app.models.document import Document
from app.models.inquiry import Inquiry
from app.models.order import Order
from app.trade.finding import noted
from app.trade.lifecycles import DECLARATION
from app.trade.papers.document_set import counted
from app.trade.papers.documents import PAPERS, checked, missing
from app.trade.papers.draft import drafted, written_elements
from app.trade.refusal import NotOpenNow, RuleBroken, Stale

KIND = "export_declaration"
_BEFORE_CONTRACT = frozenset({"drafted", "issued", "cancelled"})
_PAPERS_TO_FILE = ("commercial_invoice", "packing_list")


class SaveForm(Given):
    """The customs form as far as it is filled in. A line's `elements` may be one text, or a list of
    `name` and `value` in the tariff's order.
    """

    header: Boxes = {}
    lines: list[Boxes] = []
    version: Whole = 0

    def values(self) -> dict[str, Any]:
        """Header and lines as the values of one paper, elements written as one text."""
        return self.header | {"lines": [_with_elements(line) for line in self.lines]}


@action("declaration.save", Order, SaveForm, allow=shop_duty("documents"))
def save(act: Act, order: Order, given: SaveForm) -> Facts:
    """Keep the customs form of an order as a draft, complete or not.

    Raises: NotOpenNow("document.order_not_confirmed"), NotOpenNow("declaration.with_customs"),
        Stale("document.changed_meanwhile"), SeveralRefusals of `draft.drafted`.
    """
    if order.state in _BEFORE_CONTRACT:
        raise NotOpenNow("document.order_not_confirmed")
    values = drafted(KIND, given.values())
    row = next(iter(act.rows(Declaration, order_id=order.id)), None)
    if (row.version if row else 0) != given.version:
        raise Stale("document.changed_meanwhile")
    if row is None:
        row = act.add(Declaration(team_id=order.team_id, order_id=order.id, version=0))
    elif "file" not in DECLARATION.open(row.state):
        raise NotOpenNow("declaration.with_customs")
    row.lines = values.pop("lines", [])
    row.header, row.version = values, row.version + 1
    empty = [name for name in missing(KIND, row.values) if PAPERS[KIND].field(name).filled_by == "student"]
    return {"filled": len(row.values), "missing": len(empty)}


@action("declaration.file", Declaration, Nothing, allow=shop_duty("documents"))
def file(act: Act, declaration: Declaration, given: Nothing) -> Facts:
    """File the declaration with customs, right or wrong: customs will answer.

    Raises: NotOpenNow("declaration.not_open"), RuleBroken("declaration.papers_missing"),
        RuleBroken("declaration.shipment_missing"), SeveralRefusals naming each box (`documents.checked`).
    """
    declaration.state = DECLARATION.after(declaration.state, "file")
    values = checked(KIND, declaration.header | {"lines": declaration.lines}, only="student")
    order = act.find(Order, declaration.order_id)
    issued = {row.kind for row in act.rows(Document, order_id=order.id, state="issued")}
    lacking = [PAPERS[kind].title_en for kind in _PAPERS_TO_FILE if kind not in issued]
    if lacking:
        raise RuleBroken("declaration.papers_missing", papers=lacking)
    shipment = only_shipment(act.session, order)
    if shipment is None:
        raise RuleBroken("declaration.shipment_missing")
    found = findings_of(act.session, order, values)
    declaration.lines = values.pop("lines")
    declaration.header, declaration.findings = values, [noted(each) for each in found]
    declaration.times_filed, declaration.filed_at = declaration.times_filed + 1, act.now
    declaration.note(act.now, "filed")
    declaration.version += 1
    name = f"{act.find(Inquiry, order.inquiry_id).stable_name}:declaration:{declaration.times_filed}"
    act.later(act.now, "declaration.received", declaration.id, {"stable_name": name})
    return {
        "errors": counted(found, "error"),
        "warnings": counted(found, "warning"),
        "times_filed": declaration.times_filed,
        "days_before_departure": (shipment.departs_on - act.today).days,
    }


def _with_elements(line: dict[str, Any]) -> dict[str, Any]:
    written = line.get("elements")
    if isinstance(written, list) and all(isinstance(each, dict) for each in written):
        return line | {"elements": written_elements(written)}
    return line
