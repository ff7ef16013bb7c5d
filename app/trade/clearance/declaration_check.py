"""The checks that customs makes of an export declaration, D01 to D13.

Each check is on its own: a planted fault gives its own code and no other. Source: trade rules, section 6.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.trade.clearance.compliance import reports_needed
from app.trade.clearance.customs import declared_term
from app.trade.clearance.declaration import DealFacts, Declaration, DeclarationLine
from app.trade.clearance.export_line import (
    BRAND_TYPE,
    BRAND_TYPES,
    NO_BRAND,
    OEM_BRAND,
    OPTIONAL_ELEMENTS,
    PREFERENCE,
    PREFERENCES,
    ExportLine,
)
from app.trade.clearance.export_mode import mode_findings
from app.trade.finding import Finding, Severity
from app.trade.money import Money
from app.trade.tariff.hs_code import is_hs_code, subheading

_SECTION_6 = "trade rules, section 6"
_NO_BRAND_WORDS = frozenset({"", "无", "无品牌", "none", "n/a"})
_KILOGRAM = "千克"
# A unit price outside this share of the class's median is looked at again.
_LEAST_SHARE, _GREATEST_SHARE = Decimal("0.5"), Decimal(2)


def declaration_findings(declaration: Declaration, deal: DealFacts) -> list[Finding]:
    """All findings of D01 to D13, by code and then by line; an empty list is a clean declaration.

    Raises: RuleBroken("export_mode.unknown"), RuleBroken("customs.term_unknown") for values that the form
        itself would not take.
    """
    found = [*_header(declaration, deal)]
    for place, line in enumerate(declaration.lines):
        tariff = deal.tariff.get(line.hs10)
        found += _code(line, deal, f"declaration.lines.{place}")
        found += _refund_unit(line, deal, f"declaration.lines.{place}")
        found += _price(line, deal, f"declaration.lines.{place}")
        if tariff is not None:
            found += _elements(line, tariff, deal, f"declaration.lines.{place}")
            found += _legal_units(line, tariff, f"declaration.lines.{place}")
            found += _papers(line, tariff, declaration, f"declaration.lines.{place}")
    return sorted(found, key=lambda finding: (finding.code, finding.places))


def _finding(code: str, /, *places: str, severity: Severity = "error", **figures: object) -> Finding:
    return Finding(code, severity, places, _SECTION_6, dict(figures))


def _header(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    yield from _weights(declaration, deal)
    yield from _term(declaration, deal)
    yield from _total(declaration, deal)
    value = deal.dearest_parcel or Money(declaration.total, declaration.currency)
    mode = declaration.supervision_mode
    yield from mode_findings(mode, deal.buyer, value, simplified=deal.simplified)
    yield from _names(declaration, deal)
    yield from _dates(declaration, deal)
    for report in reports_needed(sorted(deal.marks)):
        if report not in deal.reports:
            yield _finding("D13", "declaration.attached", severity="warning", report=report)


def _code(line: DeclarationLine, deal: DealFacts, at: str) -> Iterator[Finding]:
    """D01."""
    place = f"{at}.hs_code"
    hs6 = subheading(line.hs10)
    if not is_hs_code(line.hs10):
        yield _finding("D01", place, reason="not_ten_digits", code=line.hs10)
    elif hs6 not in deal.hs6_known:
        yield _finding("D01", place, reason="not_in_hs_2022", code=hs6)
    elif line.hs10 not in deal.tariff:
        yield _finding("D01", place, reason="not_in_export_tariff", code=line.hs10)
    elif deal.tariff[line.hs10].is_forbidden:
        yield _finding("D01", place, reason="export_forbidden", code=line.hs10)
    elif deal.hs6_of_destination is not None and hs6 not in deal.hs6_of_destination:
        yield _finding("D01", place, reason="not_in_destination", code=hs6)


def _elements(line: DeclarationLine, tariff: ExportLine, deal: DealFacts, at: str) -> Iterator[Finding]:
    """D02: all there, in order, none empty; brand type and preference with their own codes."""
    place = f"{at}.elements"
    written = dict(line.elements)
    empty = [name for name in tariff.required_elements if not written.get(name) and not _is_brand(name)]
    brand_type = written.get(BRAND_TYPE, "")[:1]
    brands = {name: written.get(name, "") for name in tariff.required_elements if _is_brand(name)}
    if brand_type != NO_BRAND:
        empty += [name for name, value in brands.items() if value.lower() in _NO_BRAND_WORDS]
    if empty:
        yield _finding("D02", place, reason="element_empty", elements=empty)
        return
    if brand_type not in BRAND_TYPES:
        yield _finding("D02", place, reason="brand_type_unknown", found=written[BRAND_TYPE])
    if written[PREFERENCE][:1] not in PREFERENCES:
        yield _finding("D02", place, reason="preference_unknown", found=written[PREFERENCE])
    named = [value for value in brands.values() if value.lower() not in _NO_BRAND_WORDS]
    if brand_type == NO_BRAND and named:
        yield _finding("D02", place, reason="brand_named_under_type_0", brand=named[0])
    if brand_type == OEM_BRAND and not deal.is_brand_authorised:
        yield _finding("D02", place, reason="authorisation_missing", brand=named[0] if named else "")
    order = [name for name, _ in line.elements if name not in OPTIONAL_ELEMENTS]
    if order != [name for name in tariff.required_elements if name in written]:
        yield _finding("D02", place, reason="order", expected=list(tariff.required_elements))


def _is_brand(name: str) -> bool:
    return name != BRAND_TYPE and name.startswith("品牌")


def _weights(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    """D03: net against gross, header against packing list, lines against header."""
    net, gross = declaration.net_weight_kg, declaration.gross_weight_kg
    if net > gross:
        yield _finding("D03", "declaration.net_weight_kg", reason="net_above_gross", net=net, gross=gross)
        return
    pairs = (
        ("packages", Decimal(declaration.packages), Decimal(deal.packages)),
        ("gross_weight_kg", gross, deal.gross_weight_kg),
        ("net_weight_kg", net, deal.net_weight_kg),
    )
    for name, found, expected in pairs:
        if found != expected:
            places = (f"declaration.{name}", f"packing_list.{name}")
            yield _finding("D03", *places, reason="packing_list", found=found, expected=expected)
    kilograms = [_kilograms(line) for line in declaration.lines]
    weighed = [each for each in kilograms if each is not None]
    if len(weighed) == len(kilograms) and sum(weighed, Decimal(0)) != net == deal.net_weight_kg:
        places = ("declaration.net_weight_kg", "declaration.lines")
        yield _finding("D03", *places, reason="lines", found=sum(weighed, Decimal(0)), expected=net)


def _kilograms(line: DeclarationLine) -> Decimal | None:
    """The line's net weight, where one of its legal units is the kilogram."""
    if line.unit1 == _KILOGRAM:
        return line.quantity1
    return line.quantity2 if line.unit2 == _KILOGRAM else None


def _legal_units(line: DeclarationLine, tariff: ExportLine, at: str) -> Iterator[Finding]:
    """D04."""
    pairs = (
        ("first", tariff.unit1, line.unit1, line.quantity1),
        ("second", tariff.unit2, line.unit2, line.quantity2),
    )
    for name, required, unit, quantity in pairs:
        if required and (unit != required or quantity is None or quantity <= 0):
            yield _finding("D04", f"{at}.{name}_legal_unit", expected=required, found=unit, quantity=quantity)


def _term(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    """D05."""
    expected = declared_term(deal.contract_term)
    if declaration.term != expected:
        places = ("declaration.term", "contract.term")
        yield _finding("D05", *places, reason="term", found=declaration.term, expected=expected)
        return
    needed = {"freight": expected in ("C&F", "CIF"), "insurance": expected == "CIF"}
    for name, given in (("freight", declaration.freight), ("insurance", declaration.insurance)):
        if needed[name] and not given:
            yield _finding("D05", f"declaration.{name}", reason="missing", term=expected, name=name)
        elif not needed[name] and given:
            yield _finding("D05", f"declaration.{name}", reason="not_allowed", term=expected, name=name)


def _total(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    """D06."""
    invoice, places = deal.invoice_total, ("declaration.lines", "commercial_invoice.total")
    if declaration.currency != invoice.currency:
        found, expected = declaration.currency, invoice.currency
        yield _finding("D06", *places, reason="currency", found=found, expected=expected)
    elif declaration.total != invoice.amount:
        yield _finding("D06", *places, reason="total", found=declaration.total, expected=invoice.amount)


def _papers(
    line: DeclarationLine, tariff: ExportLine, declaration: Declaration, at: str
) -> Iterator[Finding]:
    """D08."""
    if tariff.needs_inspection and "inspection" not in declaration.attached:
        yield _finding("D08", f"{at}.hs_code", "declaration.attached", missing="inspection", code=line.hs10)
    for licence in tariff.licences:
        if licence.lower() not in declaration.attached:
            yield _finding("D08", f"{at}.hs_code", "declaration.attached", missing=licence, code=line.hs10)


def _price(line: DeclarationLine, deal: DealFacts, at: str) -> Iterator[Finding]:
    """D09."""
    median = deal.class_prices.get(line.hs10)
    if not median:
        return
    if not median * _LEAST_SHARE <= line.unit_price <= median * _GREATEST_SHARE:
        place = f"{at}.unit_price"
        yield _finding("D09", place, severity="warning", found=line.unit_price, median=median)


def _names(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    """D10."""
    others = (("contract.seller", deal.seller), ("vat_invoice.buyer", deal.invoiced_to))
    for place, name in others:
        if name is not None and name != declaration.consignor:
            yield _finding("D10", "declaration.consignor", place, found=declaration.consignor, expected=name)


def _refund_unit(line: DeclarationLine, deal: DealFacts, at: str) -> Iterator[Finding]:
    """D11."""
    invoiced = deal.invoiced_units.get(line.name)
    if invoiced is not None and invoiced not in (line.unit, line.unit1):
        places = (f"{at}.unit", "vat_invoice.lines")
        yield _finding("D11", *places, severity="warning", found=line.unit, invoiced=invoiced)


def _dates(declaration: Declaration, deal: DealFacts) -> Iterator[Finding]:
    """D12: customs is told 24 hours before loading, so on an earlier day; goods leave after that."""
    declared, export, loading = declaration.declared_on, declaration.export_on, deal.loading_on
    if declared >= loading:
        places = ("declaration.declared_on", "booking.loading_on")
        yield _finding("D12", *places, reason="after_loading", declared_on=declared, loading_on=loading)
    elif export <= declared:
        places = ("declaration.export_on", "declaration.declared_on")
        yield _finding("D12", *places, reason="export_first", declared_on=declared, export_on=export)
