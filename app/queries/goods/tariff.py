"""The Harmonized System and China's export lines."""

from datetime import date

from sqlmodel import Session, select

from app.models.rate import ExportTariffLine, HsHeading
from app.queries.rates.rate import refund_rate
from app.trade.clearance.export_line import ExportLine, element_names
from app.trade.refusal import RateUnknown


def export_line(session: Session, hs10: str, export_on: date) -> ExportLine:
    """A 10-digit line with the refund rate of the export date.

    Raises: RateUnknown("export_line.not_held"), RateUnknown("rate.not_held") for its refund rate.
    Source: trade rules, section 6.
    """
    held = session.get(ExportTariffLine, hs10)
    if held is None:
        raise RateUnknown("export_line.not_held", field="hs_code", code=hs10)
    return _line(session, held, export_on)


def export_lines(session: Session, hs10: list[str], export_on: date) -> dict[str, ExportLine]:
    """Those of the codes that the reference holds, by code."""
    held = session.exec(select(ExportTariffLine).where(ExportTariffLine.hs10.in_(hs10)))
    return {line.hs10: _line(session, line, export_on) for line in held}


def export_lines_under(session: Session, prefix: str) -> list[ExportTariffLine]:
    """The lines held under a chapter, heading or subheading, by code; for choosing."""
    query = select(ExportTariffLine).where(ExportTariffLine.hs10.startswith(prefix))
    return list(session.exec(query.order_by(ExportTariffLine.hs10)))


def _line(session: Session, held: ExportTariffLine, export_on: date) -> ExportLine:
    return ExportLine(
        hs10=held.hs10,
        name_zh=held.name_zh,
        vat_rate=held.vat_rate,
        refund_rate=refund_rate(session, held.hs10, export_on),
        unit1=held.unit1,
        unit2=held.unit2,
        elements=element_names(held.elements),
        supervision_codes=held.supervision_codes,
        inspection_codes=held.inspection_codes,
        source=held.source,
        trust=held.trust,
    )


def hs_heading(session: Session, code: str) -> HsHeading | None:
    """A chapter, heading or subheading, None if HS 2022 has none of that code."""
    return session.get(HsHeading, code)
