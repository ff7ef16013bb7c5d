"""One code's own page: its place in the tree, its neighbours, duty at each destination, export lines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from app.core import words
from app.models.rate import DutyTariff, ExportTariffLine
from app.queries.goods.duty import DutyChoice, Goods, duty_choices, duty_layers, us_lines
from app.queries.goods.import_regime import destinations, import_regime, regime_of
from app.queries.goods.tariff import export_lines_under
from app.queries.knowledge.hs import (
    Branch,
    NoteRow,
    branch,
    chinese_names,
    held_nomenclature,
    held_notes,
    note_row,
    section_name,
)
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import reference_rate, refund_rate
from app.queries.rates.reference import row, table
from app.trade.clearance.export_line import element_names
from app.trade.rates.course_rates import duty_of_course
from app.trade.refusal import Absent, RateUnknown
from app.trade.tariff.hs_argument import Difference, difference
from app.trade.tariff.hs_code import chapter, printed

_LINES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another subheading of the heading, and how its text differs."""

    code: str
    printed: str
    text: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Duty at the destinations that share one tariff. Rates are ratios; unknown: the refusal's code, "" else.

    vat_rates: of each destination in turn; lowest to highest: the span of the national lines;
    lines_not_by_value: lines by weight or piece;
    preference: for goods of China with proof of origin; choices: national lines where they are held.
    """

    destinations: tuple[str, ...]
    tariff: str
    lowest: Decimal | None
    highest: Decimal | None
    usual: Decimal | None
    lines: int | None
    lines_not_by_value: int
    preference: Decimal | None
    vat_rates: tuple[Decimal, ...]
    valuation: str
    source: str
    as_of: str
    trust: str
    unknown: str
    choices: tuple[DutyChoice, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of duty on a line of the United States."""

    code: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class UsRow:
    """One 8-digit line of the United States with all its layers on a day, or why they are not known."""

    hts8: str
    description: str
    mfn_text: str
    layers: tuple[Layer, ...]
    total: Decimal | None
    unknown: str
    figures: dict[str, object]


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One 10-digit Chinese line. refund_rate None: not held for the day."""

    hs10: str
    printed: str
    name_zh: str
    units: tuple[str, ...]
    elements: tuple[str, ...]
    vat_rate: Decimal
    refund_rate: Decimal | None
    supervision_codes: str
    inspection_codes: str
    source: str
    trust: str
    note: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """A chapter, heading or subheading. below: what stands under it; the rest only for a subheading."""

    code: str
    printed: str
    text: str
    section: str
    section_name: tuple[str, str]  # and its language
    path: tuple[Branch, ...]
    below: tuple[Branch, ...]
    name_zh: str
    label: str
    predecessor: str
    neighbours: tuple[Neighbour, ...]
    notes: tuple[NoteRow, ...]
    duties: tuple[DutyRow, ...]
    us_lines: tuple[UsRow, ...]
    us_source: tuple[str, str]
    export_lines: tuple[ExportRow, ...]
    on: date


def code_page(session: Session, code: str, on: date) -> CodePage:
    """The page of a code of 2, 4 or 6 digits, with the rates of a day. Raises: Absent."""
    held = held_nomenclature()
    code = code.replace(".", "")
    entry = held.entries.get(code)
    if entry is None:
        raise Absent
    is_six = len(code) == 6
    taught = {cells["hs6"]: cells for cells in table("hs_teaching_set")}.get(code, {})
    parents = [branch(held, code[:n]) for n in (2, 4) if n < len(code) and code[:n] in held.entries]
    us_edition = row("duty_source", "source", "us-hts8-china")
    return CodePage(
        code=code, printed=printed(code), text=entry.text, section=entry.section,
        section_name=section_name(entry.section),
        path=tuple(parents),
        below=tuple(branch(held, each) for each in sorted(held.children.get(code, ()))),
        name_zh=chinese_names().get(code, ""), label=taught.get("label", ""),
        predecessor=taught.get("hs2017_predecessor", ""),
        neighbours=_neighbours(code, entry.text) if is_six else (),
        notes=tuple(
            note_row(note)
            for note in held_notes()
            if note.place == code[:2] or note.place == entry.section
        ),
        duties=_duties(session, code, on) if is_six else (),
        us_lines=_us_rows(session, code, on) if is_six else (),
        us_source=(words.note(us_edition["title"]), us_edition["as_of"]),
        export_lines=_export_rows(session, code, on) if is_six else (),
        on=on,
    )  # fmt: skip


def _neighbours(code: str, text: str) -> tuple[Neighbour, ...]:
    held = held_nomenclature()
    found = []
    for other in sorted(held.children.get(code[:4], ())):
        if other != code:
            theirs = held.entries[other].text
            found.append(Neighbour(other, printed(other), theirs, difference(other, theirs, text)))
    return tuple(found)


def _duties(session: Session, hs6: str, on: date) -> tuple[DutyRow, ...]:
    """One row for each tariff; the members of the European Union share theirs."""
    held = {
        each.destination: each for each in session.exec(select(DutyTariff).where(DutyTariff.hs6 == hs6))
    }
    shared: dict[str, list[str]] = {}
    for destination in destinations():
        if destination != "US":
            shared.setdefault(import_regime(destination).duty_table, []).append(destination)
    return tuple(_duty(session, names, hs6, held, on) for names in shared.values())


def _duty(
    session: Session, names: list[str], hs6: str, held: dict[str, DutyTariff], on: date
) -> DutyRow:
    regime = regime_of(session, names[0], on)
    common = {
        "destinations": tuple(names), "tariff": regime.duty_table, "valuation": regime.valuation,
        "vat_rates": tuple(regime_of(session, each, on).vat_rate(on) for each in names),
        "choices": tuple(duty_choices(session, names[0], hs6)[:_LINES_SHOWN]),
    }  # fmt: skip
    own = duty_of_course(course_rates(session), "duty", regime.duty_table, (hs6,), on)
    if own is not None and own.valid_from is not None:
        return DutyRow(
            lowest=own.rate, highest=own.rate, usual=own.rate, lines=None, lines_not_by_value=0,
            preference=None, source=own.source, as_of=own.valid_from.isoformat(), trust=own.trust, unknown="",
            **common,
        )  # fmt: skip
    found = held.get(regime.duty_table)
    if found is not None:
        edition = row("duty_source", "source", found.source)
        return DutyRow(
            lowest=found.lowest_rate, highest=found.highest_rate, usual=found.usual_rate, lines=found.lines,
            lines_not_by_value=found.lines_not_by_value, preference=found.preference_rate,
            source=words.note(edition["title"]), as_of=edition["as_of"], trust=edition["trust"], unknown="",
            **common,
        )  # fmt: skip
    for key in (f"{names[0]}/{chapter(hs6)}", f"{names[0]}/"):
        try:
            flat = reference_rate(session, "duty_fallback", key, on)
        except RateUnknown:
            continue
        return DutyRow(
            lowest=flat.value, highest=flat.value, usual=flat.value, lines=None, lines_not_by_value=0,
            preference=None, source=flat.source, trust=flat.trust, unknown="",
            as_of=flat.valid_from.isoformat() if flat.valid_from else "",
            **common,
        )  # fmt: skip
    return DutyRow(
        lowest=None, highest=None, usual=None, lines=None, lines_not_by_value=0, preference=None,
        source="", as_of="", trust="", unknown="duty.not_held", **common,
    )  # fmt: skip


def _us_rows(session: Session, hs6: str, on: date) -> tuple[UsRow, ...]:
    rows = []
    for line in us_lines(session, hs6):
        try:
            layers = duty_layers(session, "US", Goods(hs6, line.hts8), on)
        except RateUnknown as unknown:
            why = unknown.code, dict(unknown.figures)
            rows.append(UsRow(line.hts8, line.description, line.mfn_text, (), None, *why))
            continue
        told = tuple(Layer(layer.code, layer.rate) for layer in layers)
        total = sum((layer.rate for layer in layers), Decimal(0))
        rows.append(UsRow(line.hts8, line.description, line.mfn_text, told, total, "", {}))
    return tuple(rows)


def _export_rows(session: Session, hs6: str, on: date) -> tuple[ExportRow, ...]:
    return tuple(_export_row(session, line, on) for line in export_lines_under(session, hs6))


def _export_row(session: Session, line: ExportTariffLine, on: date) -> ExportRow:
    try:
        refund = refund_rate(session, line.hs10, on)
    except RateUnknown:
        refund = None
    return ExportRow(
        hs10=line.hs10, printed=printed(line.hs10), name_zh=line.name_zh,
        units=tuple(unit for unit in (line.unit1, line.unit2) if unit),
        elements=tuple(element_names(line.elements)), vat_rate=line.vat_rate, refund_rate=refund,
        supervision_codes=line.supervision_codes, inspection_codes=line.inspection_codes,
        source=line.source, trust=line.trust, note=words.note(line.note),
    )  # fmt: skip
