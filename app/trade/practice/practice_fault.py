"""Faults that are planted into a clean set for practice, as clerks make them: one slip on one paper each.

What a fault is worth is said by the examination alone, never by this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.practice.practice_papers import Papers

Spoil = Callable[[Papers], object]


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip. kinds: papers that must be there; spoil changes them; is_subtle: found by few at first."""

    name: str
    kinds: tuple[str, ...]
    spoil: Spoil
    is_subtle: bool = False


def _put(kind: str, **values: Any) -> Spoil:
    return lambda papers: papers[kind].update(values)


def _turned(kind: str, field: str) -> Spoil:
    """Two neighbouring figures of a text in the wrong order: the commonest slip of all."""

    def spoil(papers: Papers) -> None:
        text = str(papers[kind][field])
        for place in range(len(text) - 1, 0, -1):
            before, after = text[place - 1], text[place]
            if before.isdigit() and after.isdigit() and before != after:
                papers[kind][field] = text[: place - 1] + after + before + text[place + 1 :]
                return
        papers[kind][field] = text + "1"

    return spoil


def _more(kind: str, field: str, by: str) -> Spoil:
    return lambda papers: papers[kind].update({field: str(Decimal(papers[kind][field]) + Decimal(by))})


def _days(kind: str, field: str, by: int) -> Spoil:
    def spoil(papers: Papers) -> None:
        day = date.fromisoformat(papers[kind][field]) + timedelta(days=by)
        papers[kind][field] = day.isoformat()

    return spoil


def _line(kind: str, field: str, change: Callable[[str], str]) -> Spoil:
    def spoil(papers: Papers) -> None:
        lines = [dict(row) for row in papers[kind]["lines"]]
        lines[0][field] = change(lines[0][field])
        papers[kind]["lines"] = lines

    return spoil


def _party(kind: str, who: str, **values: str) -> Spoil:
    return lambda papers: papers[kind].update({who: papers[kind][who] | values})


def _shipped_late(papers: Papers) -> None:
    for kind in ("bill_of_lading", "shipping_advice"):
        if kind in papers:
            _days(kind, "on_board_on", 12)(papers)
    _days("bill_of_lading", "issued_on", 12)(papers)
    for kind in ("shipping_advice", "beneficiary_certificate", "draft"):
        if kind in papers:
            _days(kind, "issued_on", 12)(papers)


_INVOICE, _LIST, _BILL = "commercial_invoice", "packing_list", "bill_of_lading"
_ORIGIN, _POLICY, _DRAFT, _STATED = (
    "certificate_of_origin", "insurance_certificate", "draft", "beneficiary_certificate",
)  # fmt: skip
FAULTS: tuple[Fault, ...] = (
    Fault("invoice_goods", (_INVOICE,), _line(_INVOICE, "description", lambda said: "Ladies' leather belts")),
    Fault("invoice_buyer", (_INVOICE,), _party(_INVOICE, "buyer", name="Elbe Retail Group AG")),
    Fault("invoice_price", (_INVOICE,),
          _line(_INVOICE, "unit_price", lambda said: f"{Decimal(said) - Decimal('0.30'):.2f}"), True),
    Fault("invoice_words", (_INVOICE,), _put(_INVOICE, total_words="SAY US DOLLARS TEN THOUSAND ONLY")),
    Fault("invoice_term", (_INVOICE,), _put(_INVOICE, term="FCA")),
    Fault("list_gross", (_LIST,),
          _line(_LIST, "gross_weight_kg", lambda said: f"{Decimal(said) + 9:.2f}"), True),
    Fault("list_packages", (_LIST,), _line(_LIST, "packages", lambda said: str(int(said) + 1)), True),
    Fault("list_container", (_LIST,), _turned(_LIST, "container_number"), True),
    Fault("list_seal", (_LIST,), _turned(_LIST, "seal_number"), True),
    Fault("list_quantity", (_LIST,), _line(_LIST, "quantity", lambda said: str(int(said) - 50))),
    Fault("bill_packages", (_BILL,), _more(_BILL, "packages", "-1"), True),
    Fault("bill_gross", (_BILL,), _more(_BILL, "gross_weight_kg", "40")),
    Fault("bill_marks", (_BILL,), _turned(_BILL, "marks"), True),
    Fault("bill_goods", (_BILL,), _put(_BILL, goods="Frozen fish fillets")),
    Fault("bill_clause", (_BILL,), _put(_BILL, clauses="Three cartons wet and torn.")),
    Fault("bill_charter", (_BILL,), _put(_BILL, charter_party="yes")),
    Fault("bill_forwarder", (_BILL,), _put(_BILL, signed_as="as freight forwarder")),
    Fault("bill_set", (_BILL,), _put(_BILL, originals="2")),
    Fault("bill_port", (_BILL,), _put(_BILL, port_of_discharge="Antwerp, Belgium")),
    Fault("bill_notify", (_BILL,), _party(_BILL, "notify", name="Elbe Spedition GmbH")),
    Fault("bill_late", (_BILL,), _shipped_late),
    Fault("origin_invoice", (_ORIGIN,), _turned(_ORIGIN, "invoice_number"), True),
    Fault("origin_vessel", (_ORIGIN,), _put(_ORIGIN, vessel="AMBER CRANE")),
    Fault("origin_marks", (_ORIGIN,), _put(_ORIGIN, marks="N/M")),
    Fault("origin_country", (_ORIGIN,), _put(_ORIGIN, country_of_origin="Viet Nam")),
    Fault("origin_code", (_ORIGIN,), _line(_ORIGIN, "hs_code", lambda said: "8509.40"), True),
    Fault("policy_amount", (_POLICY,), lambda papers: _put(
        _POLICY, insured_amount=papers[_INVOICE]["total"], insured_amount_words="")(papers), True),
    Fault("policy_cover", (_POLICY,), _put(_POLICY, cover="ICC (C)")),
    Fault("policy_date", (_POLICY,), _days(_POLICY, "issued_on", 5), True),
    Fault("policy_kind", (_POLICY,), _put(_POLICY, kind_of_paper="cover note")),
    Fault("policy_endorsement", (_POLICY,), _put(_POLICY, endorsement="none")),
    Fault("advice_bill", ("shipping_advice",), _turned("shipping_advice", "bill_of_lading_number"), True),
    Fault("advice_total", ("shipping_advice",), _more("shipping_advice", "total", "100.00")),
    Fault("draft_amount", (_DRAFT,), lambda papers: (
        _more(_DRAFT, "total", "50.00")(papers), _put(_DRAFT, total_words="")(papers))),
    Fault("draft_tenor", (_DRAFT,), _put(_DRAFT, tenor="60 days after B/L date")),
    Fault("draft_credit", (_DRAFT,), _turned(_DRAFT, "credit_number"), True),
    Fault("statement", (_STATED,), _put(_STATED, statement="The goods are of good quality.")),
    Fault("statement_credit", (_STATED,), _turned(_STATED, "credit_number"), True),
)  # fmt: skip
