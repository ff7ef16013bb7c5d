"""The certificate of origin against the agreement whose form it is: destination, criteria, days, codes.

Codes O01 to O05 are ours; the articles are those of the agreements (see `origin_form`).
"""

from collections.abc import Iterator
from datetime import date

from app.trade.clearance.origin import NON_PREFERENTIAL
from app.trade.clearance.origin_form import (
    FORMS,
    OriginForm,
    criterion_code,
    forms_of,
    last_plain_issue_on,
    origin_standing,
)
from app.trade.finding import Finding
from app.trade.papers.paper_set import TRANSPORT, PaperSet, disagreement

_PAPER = "certificate_of_origin"
_SHORTEST_CODE = 6


def origin_findings(papers: PaperSet) -> Iterator[Finding]:
    """O01 form, O02 criteria, O03 day of issue, O04 validity, O05 codes; nothing for a set without one.

    A plain certificate has no criterion and no preference: only its codes are looked at.
    """
    form = FORMS.get(papers.text(_PAPER, "form"))
    if form is None:
        return
    yield from _codes(papers)
    if form.proof == NON_PREFERENTIAL:
        return
    yield from _destination(papers, form)
    yield from _criteria(papers, form)
    yield from _days(papers, form)


def _destination(papers: PaperSet, form: OriginForm) -> Iterator[Finding]:
    country = papers.text(_PAPER, "buyer.country")
    if country and origin_standing(country, form.proof) != "preference":
        places = (papers.place(_PAPER, "form"), papers.place(_PAPER, "buyer.country"))
        fitting = ", ".join(forms_of(country))
        yield disagreement(
            "O01", "form", places, expected=fitting, found=form.name, article="trade rules, section 7"
        )


def _criteria(papers: PaperSet, form: OriginForm) -> Iterator[Finding]:
    known = ", ".join(form.criteria)
    for place, row in enumerate(papers.rows(_PAPER)):
        written = str(row.get("criterion", ""))
        if form.criteria and criterion_code(written) not in form.criteria:
            where = (papers.place(_PAPER, f"lines.{place}.criterion"),)
            yield disagreement(
                "O02", "criterion", where, expected=known, found=written or "-", article=form.article
            )
            return


def _days(papers: PaperSet, form: OriginForm) -> Iterator[Finding]:
    issued, shipped = papers.day(_PAPER, "issued_on"), papers.day(TRANSPORT, "on_board_on")
    is_noted = papers.text(_PAPER, "issued_retroactively") == "yes"
    if issued and shipped:
        last = last_plain_issue_on(form, shipped)
        is_late = last is not None and issued > last
        if is_late and not (is_noted and form.late_words):
            expected = f"{last}, {form.late_words}" if form.late_words else str(last)
            yield _day("O03", "issued_on", papers, form, (expected, issued))
        elif is_noted and last is not None and not is_late:
            yield _day("O03", "issued_retroactively", papers, form, (f"<= {last}", issued))
        elif issued > _months_later(shipped, 12):
            yield _day("O03", "issued_on", papers, form, (_months_later(shipped, 12), issued))
    arrives = papers.day("shipping_advice", "expected_on")
    if issued and arrives and form.months_valid and arrives > _months_later(issued, form.months_valid):
        yield _day("O04", "issued_on", papers, form, (_months_later(issued, form.months_valid), arrives))


def _day(code: str, what: str, papers: PaperSet, form: OriginForm, said: tuple[object, object]) -> Finding:
    place = (papers.place(_PAPER, what),)
    return disagreement(code, what, place, expected=said[0], found=said[1], article=form.article)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, the first of the next month where that month has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 2, 1)


def _codes(papers: PaperSet) -> Iterator[Finding]:
    """The first six digits are those under which the goods are invoiced, or declared to customs."""
    for kind in ("export_declaration", "commercial_invoice"):
        held = {_six(row.get("hs_code")) for row in papers.rows(kind)} - {""}
        for place, row in enumerate(papers.rows(_PAPER)):
            code = _six(row.get("hs_code"))
            if held and code and code not in held:
                places = (papers.place(kind, "lines"), papers.place(_PAPER, f"lines.{place}.hs_code"))
                expected = ", ".join(sorted(held))
                yield disagreement(
                    "O05", "hs_code", places, expected=expected, found=code, article="trade rules, section 6"
                )
                return
        if held:
            return


def _six(code: object) -> str:
    """The first six digits of a tariff code, "" if it has fewer."""
    digits = "".join(each for each in str(code or "") if each.isdigit())
    return digits[:_SHORTEST_CODE] if len(digits) >= _SHORTEST_CODE else ""
