"""Import duty of a destination on a code: MFN, national line, preference, or the stacked layers of the US."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from sqlmodel import Session, select

from app.models.rate import DutyTariff, DutyTariffLine, UsTariffLine
from app.queries.goods.import_regime import import_regime, regime_of
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import reference_rate
from app.queries.rates.reference import row
from app.queries.rates.reference_held import held, held_row
from app.trade.clearance.import_regime import DutyRate, ImportRegime
from app.trade.clearance.origin import rate_of_origin
from app.trade.clearance.united_states import UsLine, us_duties
from app.trade.market.world_event import BY_EVENT, additional_duties
from app.trade.rates.course_rates import CourseRates, duty_of_course
from app.trade.refusal import RateUnknown
from app.trade.tariff.hs_code import chapter, subheading

_US_SOURCE = "us-hts8-china"


@dataclass(frozen=True, slots=True)
class Goods:
    """What duty depends on besides the destination. national_code: the line that the student chose, or "".

    proof: code of the origin paper presented (`origin.proofs_of`); is_metal_article: see `us_duties`.
    """

    hs6: str
    national_code: str = ""
    proof: str | None = None
    is_metal_article: bool | None = None


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """One national line to choose from. rate None: not by value, as rate_text says."""

    national_code: str
    description: str
    rate: Decimal | None
    rate_text: str


@cache
def edition_trust(source: str) -> str:
    """How far an edition of a tariff is trusted."""
    return row("duty_source", "source", source)["trust"]


def duty_rate(session: Session, destination: str, goods: Goods, on: date) -> DutyRate:
    """The duty on goods of China at a destination; for the United States see `duty_layers`.

    Raises: RateUnknown("duty.line_decides") when the national lines differ and none is chosen,
        RateUnknown("duty.line_unknown"), RateUnknown("duty.not_by_value"), RateUnknown("duty.not_held"),
        RateUnknown("customs.destination_unknown"), RateUnknown("origin.rate_not_held").
    Source: trade rules, section 4.
    """
    regime, rates = regime_of(session, destination, on), course_rates(session)
    codes = goods.national_code, goods.hs6
    own = duty_of_course(rates, "duty", regime.duty_table, codes, on)
    mfn, of_origin = (own, _preference(session, regime, goods)) if own else _mfn(session, regime, goods, on)
    preference = duty_of_course(rates, "duty_preference", regime.duty_table, codes, on)
    return rate_of_origin(mfn, of_origin, regime, goods.proof, preference)


def _mfn(session: Session, regime: ImportRegime, goods: Goods, on: date) -> tuple[DutyRate, Decimal | None]:
    """The MFN rate of the site's tariff, and its preference for goods of China if one is held."""
    if goods.national_code:
        line = held_row(session, DutyTariffLine, (regime.duty_table, goods.national_code))
        if line is None or line.hs6 != goods.hs6:
            raise RateUnknown("duty.line_unknown", destination=regime.destination, code=goods.national_code)
        if line.rate is None:
            raise RateUnknown(
                "duty.not_by_value", destination=regime.destination, code=goods.national_code,
                text=line.rate_text,
            )  # fmt: skip
        trust = edition_trust(line.source)
        mfn = DutyRate("duty", line.rate, line.national_code, "mfn", line.source, trust)
        return mfn, line.preference_rate
    found = held_row(session, DutyTariff, (regime.duty_table, goods.hs6))
    if found is None:
        return _fallback(session, regime.destination, goods.hs6, on), None
    if found.lowest_rate is None or found.lowest_rate != found.highest_rate or found.lines_not_by_value:
        raise RateUnknown(
            "duty.line_decides", destination=regime.destination, code=goods.hs6,
            lowest=found.lowest_rate, highest=found.highest_rate,
        )  # fmt: skip
    mfn = DutyRate("duty", found.lowest_rate, goods.hs6, "mfn", found.source, edition_trust(found.source))
    return mfn, found.preference_rate


def _preference(session: Session, regime: ImportRegime, goods: Goods) -> Decimal | None:
    """The site's preference beside a duty that the course has set itself."""
    line = held_row(session, DutyTariffLine, (regime.duty_table, goods.national_code or goods.hs6))
    held = line or held_row(session, DutyTariff, (regime.duty_table, goods.hs6))
    return held.preference_rate if held else None


def _fallback(session: Session, destination: str, hs6: str, on: date) -> DutyRate:
    for key in (f"{destination}/{chapter(hs6)}", f"{destination}/"):
        try:
            held = reference_rate(session, "duty_fallback", key, on)
        except RateUnknown:
            continue
        if held.value is not None:
            return DutyRate(
                "duty", held.value, hs6, "fallback", held.source, held.trust, held.valid_from, held.version
            )
    raise RateUnknown("duty.not_held", destination=destination, code=hs6)


def duty_layers(session: Session, destination: str, goods: Goods, on: date) -> tuple[DutyRate, ...]:
    """All layers of duty, ready for an `Entry`: one everywhere, several in the United States, and what events
    of the course's world lay on the goods besides.

    For the US the national code is the 8-digit line; without one the only line of the code is taken.
    Raises: as `duty_rate` and `us_duties`.
    """
    rates, laid = course_rates(session), duties_by_events(session, destination, goods, on)
    if destination != "US":
        return (duty_rate(session, destination, goods, on), *laid)
    line = _us_line(session, goods, on)
    layers = us_duties(
        line, regime_of(session, "US", on), on, is_metal_article=goods.is_metal_article,
        surcharge_rate=rates.surcharge_rate,
    )  # fmt: skip
    return (*(_layer_of_course(rates, layer, on) for layer in layers), *laid)


def duties_by_events(session: Session, destination: str, goods: Goods, on: date) -> tuple[DutyRate, ...]:
    """What events of the course's world lay on the goods at a destination on a day, each a layer."""
    events = course_rates(session).events
    return tuple(
        DutyRate("event_duty", each.ratio("duty_percent"), goods.hs6, "event", each.cited, BY_EVENT,
                 each.starts_on, each.number)
        for each in additional_duties(events, destination, goods.hs6, on)
    )  # fmt: skip


def _layer_of_course(rates: CourseRates, layer: DutyRate, on: date) -> DutyRate:
    """A layer of the course's own names its override; `_us_line` has put the rate itself in."""
    if layer.code not in ("duty", "section_301"):
        return layer
    own = duty_of_course(rates, layer.code, "US", (layer.of, layer.of[:6]), on)
    return replace(own, of=layer.of, kind=layer.kind) if own else layer


def _us_line(session: Session, goods: Goods, on: date) -> UsLine:
    rates = course_rates(session)
    lines = [_line_of_course(rates, line, on) for line in us_lines(session, goods.hs6)]
    if goods.national_code:
        lines = [line for line in lines if line.hts8 == goods.national_code]
        if not lines:
            raise RateUnknown("duty.line_unknown", destination="US", code=goods.national_code)
    if not lines:
        raise RateUnknown("duty.not_held", destination="US", code=goods.hs6)
    layers = {_layers_of(line) for line in lines}
    if len(layers) > 1:
        rates = [line.mfn_rate for line in lines if line.mfn_rate is not None]
        lowest, highest = min(rates, default=None), max(rates, default=None)
        raise RateUnknown(
            "duty.line_decides", destination="US", code=goods.hs6, lowest=lowest, highest=highest
        )
    return lines[0]


def _line_of_course(rates: CourseRates, line: UsLine, on: date) -> UsLine:
    codes = line.hts8, line.hts8[:6]
    mfn = duty_of_course(rates, "duty", "US", codes, on)
    extra = duty_of_course(rates, "section_301", "US", codes, on)
    if mfn is not None:
        line = replace(line, mfn_rate=mfn.rate)
    return line if extra is None else replace(line, section_301_rate=extra.rate)


def _layers_of(line: UsLine) -> tuple[object, ...]:
    return (
        line.mfn_rate,
        line.section_301_rate,
        line.is_section_122_exempt,
        line.section_232_annex,
        line.is_section_232_partial,
    )


def us_lines(session: Session, hs6: str) -> list[UsLine]:
    """The 8-digit lines of the United States under a subheading."""
    code = subheading(hs6)
    return list(held(session, ("us_lines", code), lambda: _us_lines(session, code)))


def _us_lines(session: Session, code: str) -> tuple[UsLine, ...]:
    rows = session.exec(select(UsTariffLine).where(UsTariffLine.hs6 == code).order_by(UsTariffLine.hts8))
    return tuple(
        UsLine(
            hts8=line.hts8,
            description=line.description,
            mfn_rate=line.mfn_rate,
            mfn_text=line.mfn_text,
            section_301_rate=line.section_301_rate,
            is_section_122_exempt=line.is_section_122_exempt,
            section_232_annex=line.section_232_annex,
            is_section_232_partial=line.is_section_232_partial,
            source=_US_SOURCE,
        )
        for line in rows
    )


def duty_choices(session: Session, destination: str, hs6: str) -> list[DutyChoice]:
    """The national lines behind a subheading, to choose from; empty where the reference holds none."""
    if destination == "US":
        return [
            DutyChoice(line.hts8, line.description, line.mfn_rate, line.mfn_text)
            for line in us_lines(session, hs6)
        ]
    table = import_regime(destination).duty_table
    held = session.exec(
        select(DutyTariffLine)
        .where(DutyTariffLine.destination == table, DutyTariffLine.hs6 == hs6)
        .order_by(DutyTariffLine.national_code)
    )
    return [DutyChoice(line.national_code, line.description, line.rate, line.rate_text) for line in held]
