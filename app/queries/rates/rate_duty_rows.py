"""Import duties for the reference desk: the lines of one tariff by code or by words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from app.core import words
from app.core.words import N_
from app.models.product import Product
from app.models.rate import DutyTariff, DutyTariffLine, HsHeading
from app.queries.goods.duty import Goods, duty_rate, edition_trust, us_lines
from app.queries.goods.import_regime import tariffs
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate_rows import RateRow, RowsAsked
from app.queries.rates.rate_words import rate_text
from app.queries.rates.reference import row as reference_row
from app.queries.scope import Reader
from app.trade.rates.course_rates import BY_INSTRUCTOR, duty_of_course
from app.trade.rates.rate_kind import PERCENT
from app.trade.refusal import RateUnknown

DUTY_ROWS = 40  # shown at once; a narrower search shows the rest
_WITH_LINES = 5  # codes whose national lines of the United States are shown too


def duty_rows(session: Session, reader: Reader, asked: RowsAsked) -> Iterator[RateRow]:
    """Duties of a destination on the codes asked for; without a search, on those of the course's products."""
    tariff = tariffs()[asked.place]
    codes = _codes(session, reader, asked.words)
    headings = session.exec(select(HsHeading).where(col(HsHeading.code).in_(codes)))
    names = {heading.code: heading.description for heading in headings}
    held = session.exec(
        select(DutyTariff).where(DutyTariff.destination == tariff, col(DutyTariff.hs6).in_(codes))
    )
    lines = {line.hs6: line for line in held}
    for code in codes:
        yield replace(
            duty_row(session, asked.place, code, lines.get(code), asked.on), note=names.get(code, "")
        )
        if tariff == "US" and len(codes) <= _WITH_LINES:
            yield from us_rows(session, code, asked.on)


def _codes(session: Session, reader: Reader, sought: str) -> list[str]:
    digits = sought.replace(".", "").replace(" ", "")
    heading = select(HsHeading.code).where(HsHeading.level == 6).order_by(col(HsHeading.code))
    if digits.isascii() and digits.isdigit():
        return list(session.exec(heading.where(col(HsHeading.code).startswith(digits[:6])).limit(DUTY_ROWS)))
    if sought:
        for word in sought.split()[:5]:
            heading = heading.where(col(HsHeading.description).icontains(word, autoescape=True))
        return list(session.exec(heading.limit(DUTY_ROWS)))
    of_course = select(Product.hs_code).where(Product.course_id == reader.course_id).distinct()
    codes = sorted({code[:6] for code in session.exec(of_course) if code})
    return codes[:DUTY_ROWS] or list(session.exec(heading.where(col(HsHeading.code).startswith("9503"))))


def duty_row(
    session: Session, destination: str, code: str, line: DutyTariff | DutyTariffLine | None, on: date
) -> RateRow:
    """The duty of a destination on one code: the course's own, the tariff's, or the flat one that stands in.

    Args: line, of the tariff, None where it holds none.
    """
    tariff = tariffs()[destination]
    row = RateRow("duty", f"{tariff}/{code}", _dotted(code), "", "", "")
    own = duty_of_course(course_rates(session), "duty", tariff, (code,), on)
    if own is not None:
        return replace(
            row, text=rate_text(own.rate, PERCENT), source=own.source, trust=BY_INSTRUCTOR,
            valid_from=own.valid_from, version=own.version,
        )  # fmt: skip
    if isinstance(line, DutyTariffLine):
        text = line.rate_text if line.rate is None else rate_text(line.rate, PERCENT)
        return replace(row, text=text, source=_edition(line.source), trust=edition_trust(line.source))
    if line is not None:
        return replace(row, text=_span(line), source=_edition(line.source), trust=edition_trust(line.source))
    try:
        flat = duty_rate(session, destination, Goods(code[:6]), on)
    except RateUnknown:
        return row
    text = words.gettext(N_("%(rate)s, flat")) % {"rate": rate_text(flat.rate, PERCENT)}
    return replace(row, text=text, source=flat.source, trust=flat.trust, version=flat.version)


def _edition(source: str) -> str:
    """An edition of a tariff by its title and its day."""
    cells = reference_row("duty_source", "source", source)
    return f"{words.note(cells['title'])} ({cells['as_of']})"


def _dotted(code: str) -> str:
    return ".".join(filter(None, (code[:4], code[4:6], code[6:])))


def _span(line: DutyTariff) -> str:
    """The duty of the national lines: one rate, or from the lowest to the highest."""
    if line.lowest_rate is None or line.highest_rate is None:
        return words.gettext(N_("not by value"))
    text = rate_text(line.lowest_rate, PERCENT)
    if line.highest_rate != line.lowest_rate:
        text += f" – {rate_text(line.highest_rate, PERCENT)}"
    if line.lines_not_by_value:
        text += ", " + words.gettext(N_("some lines not by value"))
    if line.preference_rate is not None:
        preference = rate_text(line.preference_rate, PERCENT)
        text += " · " + words.gettext(N_("%(rate)s with proof of origin")) % {"rate": preference}
    return text


def us_rows(session: Session, code: str, on: date) -> Iterator[RateRow]:
    """The 8-digit lines of a code with what falls on goods of China besides."""
    rates = course_rates(session)
    for line in us_lines(session, code):
        codes = (line.hts8, code)
        mfn = duty_of_course(rates, "duty", "US", codes, on)
        extra = duty_of_course(rates, "section_301", "US", codes, on)
        rate = mfn.rate if mfn else line.mfn_rate
        text = line.mfn_text if rate is None else rate_text(rate, PERCENT)
        more = [(N_("Section 301 %(rate)s"), extra.rate if extra else line.section_301_rate)]
        for label, value in more:
            if value != Decimal(0):
                text += " + " + words.gettext(label) % {"rate": rate_text(value, PERCENT)}
        version = max(each.version for each in (mfn, extra) if each) if mfn or extra else 0
        key, source = f"US/{line.hts8}", mfn.source if mfn else _edition(line.source)
        yield RateRow("duty", key, _dotted(line.hts8), text, source, BY_INSTRUCTOR if version else "high",
                      version=version, note=line.description)  # fmt: skip
