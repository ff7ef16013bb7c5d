"""The layers of United States duty on goods of China, and how they stack.

Source: trade rules, section 4 (Sections 301, 122 and 232; IEEPA duties void since 2026-02-24).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.trade.bounds import not_negative, zero_or_more
from app.trade.clearance.import_regime import DutyRate, ImportRegime
from app.trade.refusal import RateUnknown

_IEEPA_FROM, _IEEPA_TO = date(2025, 2, 4), date(2026, 2, 23)
_SECTION_232_FROM = date(2026, 4, 6)
_FLOOR_ANNEX = "3"


@dataclass(frozen=True, slots=True)
class UsLine:
    """One 8-digit line. mfn_rate None: the duty is specific or mixed, as mfn_text says.

    section_232_annex: "", 1a, 1b, 2 or 3; is_section_232_partial: only some goods of the line fall under it.
    """

    hts8: str
    description: str
    mfn_rate: Decimal | None
    mfn_text: str
    section_301_rate: Decimal
    is_section_122_exempt: bool
    section_232_annex: str
    is_section_232_partial: bool
    source: str

    def __post_init__(self) -> None:
        not_negative(self, "mfn_rate", "section_301_rate")


def us_duties(
    line: UsLine,
    regime: ImportRegime,
    on: date,
    *,
    is_metal_article: bool | None = None,
    surcharge_rate: Decimal = Decimal(0),
) -> tuple[DutyRate, ...]:
    """The stacked duties of a line on a day: MFN, Section 301, then Section 232 or Section 122.

    Args: is_metal_article decides a line of which only part is under Section 232; surcharge_rate, the
        teacher's setting for what may follow Section 122 (nothing was found after 2026-07-24).
    Raises: RateUnknown("duty.not_by_value"), RateUnknown("duty.ieepa_not_held") for 2025-02-04 to 2026-02-23,
        RateUnknown("duty.section_232_not_held") before 2026-04-06, RateUnknown("duty.section_232_undecided").
    Source: trade rules, section 4.
    """
    zero_or_more("surcharge_rate", surcharge_rate)
    if line.mfn_rate is None:
        raise RateUnknown("duty.not_by_value", destination="US", code=line.hts8, text=line.mfn_text)
    on = regime.law_on(on)
    if _IEEPA_FROM <= on <= _IEEPA_TO:
        raise RateUnknown("duty.ieepa_not_held", on=on)
    duties = [
        DutyRate("duty", line.mfn_rate, line.hts8, "mfn", line.source, "high"),
        DutyRate("section_301", line.section_301_rate, line.hts8, "surcharge", line.source, "high"),
    ]
    metal = _section_232(line, regime, on, is_metal_article)
    if metal is not None:
        duties.append(metal)
    if (metal is None or metal.rate == 0) and not line.is_section_122_exempt:
        duties += _section_122(line, regime, on)
        if surcharge_rate:
            duties.append(
                DutyRate(
                    "section_later", surcharge_rate, line.hts8, "surcharge", "course setting", "assumption"
                )
            )
    return tuple(duty for duty in duties if duty.rate or duty.code == "duty")


def _section_232(line: UsLine, regime: ImportRegime, on: date, is_metal: bool | None) -> DutyRate | None:
    if not line.section_232_annex or (line.is_section_232_partial and is_metal is False):
        return None
    if line.is_section_232_partial and is_metal is None:
        raise RateUnknown("duty.section_232_undecided", code=line.hts8)
    if on < _SECTION_232_FROM:
        raise RateUnknown("duty.section_232_not_held", code=line.hts8, on=on)
    tax = regime.tax_on(f"section_232_{line.section_232_annex}", on)
    rate = tax.rate or Decimal(0)
    if line.section_232_annex == _FLOOR_ANNEX:
        # The floor is on MFN and Section 232 together; Section 301 stands on top of it.
        rate = max(Decimal(0), rate - (line.mfn_rate or Decimal(0)))
    return DutyRate(
        "section_232", rate, line.hts8, "surcharge", tax.source, tax.trust, tax.valid_from, tax.version
    )


def _section_122(line: UsLine, regime: ImportRegime, on: date) -> list[DutyRate]:
    return [
        DutyRate(
            "section_122", tax.rate or Decimal(0), line.hts8, "surcharge", tax.source, tax.trust,
            tax.valid_from, tax.version,
        )
        for tax in regime.taxes_on(on)
        if tax.code == "section_122"
    ]  # fmt: skip
