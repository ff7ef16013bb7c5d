"""The export declaration of an order: the customs form, its checks, and the answers of customs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.words import N_
from app.models.declaration import Declaration
from app.models.order import Order
from app.models.rate import ExportTariffLine
from app.queries.papers.document import OrderHead, head_of, order_of
from app.queries.papers.document_sources import Source, sources_of
from app.queries.papers.finding_words import SaidFinding, said_all, said_noted
from app.queries.papers.paper_boxes import Box, FormCheck, Values, boxes_of, form_check
from app.queries.scope import Reader, found, has_duty, own
from app.trade.clearance.declaration_deal import declared_codes
from app.trade.clearance.declaration_form import HEADER_NAMES_ZH, LINE_NAMES_ZH
from app.trade.clearance.export_line import (
    BRAND_TYPE,
    OPTIONAL_ELEMENTS,
    PREFERENCE,
    element_names,
    read_elements,
)
from app.trade.finding import Finding
from app.trade.lifecycles import DECLARATION

KIND = "export_declaration"
STATES: dict[str, tuple[str, str]] = {
    "": ("secondary", N_("Not written yet")),
    "draft": ("yellow", N_("Draft")),
    "filed": ("azure", N_("With customs")),
    "queried": ("yellow", N_("Sent back with questions")),
    "inspecting": ("azure", N_("Goods are being opened")),
    "released": ("green", N_("Released")),
    "refused": ("red", N_("Refused")),
}
# What happened, on the timeline -> label.
EVENTS: dict[str, str] = {
    "filed": N_("Filed with customs"),
    "queried": N_("Customs sent it back"),
    "inspecting": N_("Customs has the packages opened"),
    "released": N_("Released"),
    "refused": N_("Customs refused it"),
}


@dataclass(frozen=True, slots=True)
class NamedBox:
    """A box with its name on the Chinese form."""

    zh: str
    box: Box


@dataclass(frozen=True, slots=True)
class Element:
    """One declaration element of a line."""

    name: str
    value: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of goods; elements None while its code is not known."""

    boxes: tuple[NamedBox, ...]
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the declaration, with customs' reasons."""

    at: datetime
    what: str
    number: str
    until: datetime | None
    reasons: tuple[SaidFinding, ...]


@dataclass(frozen=True, slots=True)
class DeclarationCheck:
    """The form by itself, and D01 to D13 once it is complete."""

    form: FormCheck
    errors: tuple[SaidFinding, ...]
    warnings: tuple[SaidFinding, ...]


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    """The declaration of an order, as far as it has come."""

    order: OrderHead
    declaration_id: UUID | None
    number: str
    state: str
    version: int
    times_filed: int
    header: tuple[NamedBox, ...]
    lines: tuple[FormLine, ...]
    blank: FormLine
    check: DeclarationCheck
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    open: frozenset[str]
    may_documents: bool


def declared_values(session: Session, reader: Reader, order_id: UUID) -> tuple[Order, Values]:
    """The order and what stands in its form. Raises Absent."""
    order = order_of(session, reader, order_id)
    row = _declaration(session, order)
    return order, row.values if row else {}


def declaration_page(
    session: Session, reader: Reader, order_id: UUID, findings: list[Finding]
) -> DeclarationPage:
    """The form with what the checks find in it (`findings`). Raises Absent."""
    order = order_of(session, reader, order_id)
    row = _declaration(session, order)
    values = row.values if row else {}
    header, lines, blank = _form(session, values)
    return DeclarationPage(
        order=head_of(session, order),
        declaration_id=row.id if row else None,
        number=row.number if row else "",
        state=row.state if row else "",
        version=row.version if row else 0,
        times_filed=row.times_filed if row else 0,
        header=header,
        lines=lines,
        blank=blank,
        check=declaration_check(values, findings),
        events=tuple(map(_event, row.answers)) if row else (),
        sources=sources_of(session, order),
        open=DECLARATION.open(row.state) if row else frozenset(),
        may_documents=has_duty(reader, "documents") and reader.team_id == order.team_id,
    )


def declaration_check(values: Values, findings: list[Finding]) -> DeclarationCheck:
    """What is still wrong with a form, in the reader's words."""
    return DeclarationCheck(
        form_check(KIND, values),
        said_all(each for each in findings if each.severity == "error"),
        said_all(each for each in findings if each.severity != "error"),
    )


def printed_declaration(session: Session, reader: Reader, declaration_id: UUID) -> Values:
    """The values of a declaration, for its own team and for who teaches. Raises Absent."""
    query = select(Declaration).where(Declaration.id == declaration_id, own(Declaration, reader))
    return found(session.exec(query).first()).values


def order_of_declaration(session: Session, reader: Reader, declaration_id: UUID) -> UUID:
    """The order that a declaration belongs to. Raises Absent."""
    query = select(Declaration.order_id).where(Declaration.id == declaration_id, own(Declaration, reader))
    return found(session.exec(query).first())


def elements_of(session: Session, code: str, written: str = "") -> tuple[Element, ...]:
    """The elements that the tariff asks of a code, with what is written; none for a code that is not held."""
    held = session.get(ExportTariffLine, code)
    if held is None:
        return ()
    names = element_names(held.elements) or (BRAND_TYPE, PREFERENCE)
    values = dict(read_elements(written, names))
    return tuple(Element(name, values.get(name, ""), name not in OPTIONAL_ELEMENTS) for name in names)


def _declaration(session: Session, order: Order) -> Declaration | None:
    query = select(Declaration).where(
        Declaration.course_id == order.course_id, Declaration.order_id == order.id
    )
    return session.exec(query).first()


def _form(session: Session, values: Values) -> tuple[tuple[NamedBox, ...], tuple[FormLine, ...], FormLine]:
    boxes = {box.name: box for box in boxes_of(KIND, values)}
    header = {box.name: box for box in boxes_of(KIND, values, "header.")}
    named = tuple(NamedBox(zh, header[f"header.{name}"]) for name, zh in HEADER_NAMES_ZH.items())
    written = [row for row in values.get("lines", []) if isinstance(row, Mapping)] or [{}]
    codes = [(declared_codes({"lines": [row]}) or [""])[0] for row in written]
    lines = tuple(
        FormLine(_named(row), elements_of(session, code, str(held.get("elements", ""))))
        for row, code, held in zip(boxes["lines"].rows, codes, written, strict=True)
    )
    return named, lines, FormLine(_named(boxes["lines"].blank), ())


def _named(row: tuple[Box, ...]) -> tuple[NamedBox, ...]:
    return tuple(NamedBox(LINE_NAMES_ZH[box.name.rpartition(".")[2]], box) for box in row)


def _event(kept: Mapping[str, Any]) -> Event:
    until = kept.get("until")
    return Event(
        at=datetime.fromisoformat(kept["at"]),
        what=kept["what"],
        number=str(kept.get("number", "")),
        until=datetime.fromisoformat(until) if until else None,
        reasons=said_noted(kept.get("reasons", [])),
    )
