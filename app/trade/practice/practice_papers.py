"""The papers of one practice deal, all in agreement with each other."""

from typing import Any

from app.trade.carriage.incoterms import LEAST_INSURED_SHARE
from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_words
from app.trade.practice.practice_case import CURRENCY, Case
from app.trade.practice.practice_goods import Trader
from app.trade.words.country import country_name

Papers = dict[str, dict[str, Any]]
_PAYMENT = (
    "30 % by T/T within 7 days of signature, 70 % by T/T against a copy of the bill of lading."
)


def clean_papers(case: Case) -> Papers:
    """The papers of the deal without a credit, by kind, in agreement with each other.

    Source: trade rules, section 7.
    """
    shared, packed, money = _shared(case), _packed(case), _money(case)
    weights = {
        "net_weight_kg": f"{case.sum_of('net_kg'):.2f}",
        "gross_weight_kg": f"{case.sum_of('gross_kg'):.2f}",
    }
    papers: Papers = {
        "sales_contract": _contract(case),
        "commercial_invoice": shared | packed | money | weights | {
            "number": f"INV-{case.number}", "issued_on": case.day("invoice"), "vessel": case.vessel,
            "contract_number": f"SC-{case.number}", "term": case.term, "named_place": _named_place(case),
            "payment": _PAYMENT, "country_of_origin": "China", "originals": "3",
            "lines": [line | {"hs_code": case.goods.hs_code} for line in _sold(case)],
        },
        "packing_list": shared | packed | weights | {
            "number": f"PL-{case.number}", "issued_on": case.day("invoice"), "vessel": case.vessel,
            "invoice_number": f"INV-{case.number}", "contract_number": f"SC-{case.number}",
            "container_number": case.container, "seal_number": case.seal, "lines": _packing_lines(case),
            "volume_m3": f"{case.sum_of('volume_m3'):.3f}", "originals": "3",
        },
        "bill_of_lading": _bill(case),
        "certificate_of_origin": _certificate(case),
        "shipping_advice": _advice(case),
    }  # fmt: skip
    if case.term == "CIF":
        papers["insurance_certificate"] = _policy(case)
    return papers


def _party(trader: Trader) -> dict[str, str]:
    return {
        "name": trader.name, "address": trader.address, "country": trader.country, "contact": trader.contact
    }  # fmt: skip


def _named_place(case: Case) -> str:
    port = case.seller.port if case.term == "FOB" else case.buyer.port
    return port.partition(",")[0]


def marks_of(case: Case) -> str:
    """The shipping marks: consignee, reference, place, number.

    Source: UNECE Recommendation 15.
    """
    place = case.buyer.port.partition(",")[0].upper()
    return f"{case.buyer.name.split()[0].upper()}\nSC-{case.number}\n{place}\nC/NO. 1-{sum(case.cartons)}"


def general_goods(case: Case) -> str:
    """The goods in general terms, as transport documents name them.

    Source: UCP 600 article 14(e).
    """
    return f"{case.sum_of('pieces'):,.0f} pieces of {case.goods.general}"


def _shared(case: Case) -> dict[str, Any]:
    return {
        "seller": _party(case.seller), "buyer": _party(case.buyer), "port_of_loading": case.seller.port,
        "port_of_discharge": case.buyer.port, "marks": marks_of(case), "signed_by": case.seller.contact,
    }  # fmt: skip


def _packed(case: Case) -> dict[str, str]:
    return {"packages": str(sum(case.cartons)), "package_kind": "cartons"}


def _money(case: Case) -> dict[str, str]:
    return {
        "currency": CURRENCY,
        "total": f"{case.total.amount:.2f}",
        "total_words": amount_in_words(case.total),
    }  # fmt: skip


def descriptions(case: Case) -> tuple[str, str]:
    """The two variants as the contract names them.

    Source: UCP 600 article 18(c).
    """
    first, second = case.goods.variants
    return f"{case.goods.name}, {first}", f"{case.goods.name}, {second}"


def _sold(case: Case) -> list[dict[str, str]]:
    rows = []
    for description, cartons in zip(descriptions(case), case.cartons, strict=True):
        pieces = cartons * case.goods.pieces
        rows.append({
            "description": description, "quantity": str(pieces), "unit": "pieces",
            "unit_price": f"{case.goods.price_usd:.2f}", "amount": f"{pieces * case.goods.price_usd:.2f}",
        })  # fmt: skip
    return rows


def _packing_lines(case: Case) -> list[dict[str, str]]:
    rows, first = [], 1
    for description, cartons in zip(descriptions(case), case.cartons, strict=True):
        goods = case.goods
        rows.append({
            "package_numbers": f"{first}-{first + cartons - 1}", "description": description,
            "packages": str(cartons), "quantity": str(cartons * goods.pieces), "unit": "pieces",
            "net_weight_kg": f"{cartons * goods.net_kg:.2f}",
            "gross_weight_kg": f"{cartons * goods.gross_kg:.2f}",
            "volume_m3": f"{cartons * goods.volume_m3:.3f}",
        })  # fmt: skip
        first += cartons
    return rows


def _contract(case: Case) -> dict[str, Any]:
    is_insured = case.term == "CIF"
    return _shared(case) | _money(case) | {
        "number": f"SC-{case.number}", "issued_on": case.day("contract"),
        "signed_at": case.seller.port.partition(",")[0],
        "lines": [line | {"specification": "as the sealed sample"} for line in _sold(case)],
        "tolerance_percent": "0", "term": case.term, "named_place": _named_place(case),
        "packing": f"{case.goods.pieces} pieces to an export carton, {sum(case.cartons)} cartons in all.",
        "latest_shipment_on": case.day("latest"), "partial_shipment": "not allowed",
        "transhipment": "allowed", "payment": _PAYMENT,
        "insurance_cover": "ICC (A)" if is_insured else "by the buyer",
        "insurance": "By the seller for 110 % of the invoice value." if is_insured else "By the buyer.",
        "documents": "Commercial invoice, packing list, full set of clean on board bills of lading, "
        "certificate of origin, shipping advice.",
        "inspection": "Before shipment, AQL 2.5, level II.", "claims": "Within 30 days after arrival.",
        "force_majeure": "Neither side answers for events beyond its control.",
        "law": "United Nations Convention on Contracts for the International Sale of Goods.",
        "arbitration": "CIETAC, in English.", "signed_for_buyer": case.buyer.contact,
    }  # fmt: skip


def _carried(case: Case) -> dict[str, Any]:
    return _packed(case) | {
        "port_of_loading": case.seller.port, "port_of_discharge": case.buyer.port, "marks": marks_of(case),
        "goods": general_goods(case), "gross_weight_kg": f"{case.sum_of('gross_kg'):.2f}",
        "volume_m3": f"{case.sum_of('volume_m3'):.3f}", "vessel": case.vessel, "voyage": case.voyage,
        "container_number": case.container, "seal_number": case.seal, "on_board_on": case.day("shipped"),
    }  # fmt: skip


def _bill(case: Case) -> dict[str, Any]:
    return _carried(case) | {
        "number": f"BL{case.number}26", "issued_on": case.day("shipped"),
        "place_of_issue": case.seller.port.partition(",")[0], "carrier": case.carrier,
        "shipper": _party(case.seller), "consignee": "To order", "notify": _party(case.buyer),
        "freight": "collect" if case.term == "FOB" else "prepaid", "charter_party": "no", "originals": "3",
        "signed_by": "Chen Min, Ocean Agency", "signed_as": "as agent for the carrier",
    }  # fmt: skip


def _certificate(case: Case) -> dict[str, Any]:
    code = f"{case.goods.hs_code[:4]}.{case.goods.hs_code[4:6]}"
    columns = ("description", "quantity", "unit")
    lines = [{name: row[name] for name in columns} | {"hs_code": code} for row in _sold(case)]
    shared = {name: value for name, value in _shared(case).items() if name != "signed_by"}
    return shared | _packed(case) | {
        "number": f"CO-{case.number}", "issued_on": case.day("certificate"), "form": "CO",
        "vessel": case.vessel, "country_of_destination": country_name(case.buyer.country), "lines": lines,
        "country_of_origin": "China", "invoice_number": f"INV-{case.number}", "originals": "1",
        "invoice_on": case.day("invoice"), "declared_by": case.seller.contact,
        "certified_by": "Chamber of commerce", "certified_at": case.seller.port.partition(",")[0],
    }  # fmt: skip


def _advice(case: Case) -> dict[str, Any]:
    return _shared(case) | _carried(case) | {
        "number": f"SA-{case.number}", "issued_on": case.day("advice"),
        "contract_number": f"SC-{case.number}", "invoice_number": f"INV-{case.number}",
        "bill_of_lading_number": f"BL{case.number}26", "currency": CURRENCY,
        "total": f"{case.total.amount:.2f}",
        "expected_on": case.day("arrival"),
    }  # fmt: skip


def _policy(case: Case) -> dict[str, Any]:
    insured = Money(case.total.amount * LEAST_INSURED_SHARE, CURRENCY).rounded()
    return _packed(case) | {
        "kind_of_paper": "certificate", "number": f"IC-{case.number}", "issued_on": case.day("policy"),
        "insurer": "Donghai Marine Insurance Co., Ltd.", "insured": case.seller.name,
        "invoice_number": f"INV-{case.number}", "marks": marks_of(case), "goods": general_goods(case),
        "currency": CURRENCY, "insured_amount": f"{insured.amount:.2f}",
        "insured_amount_words": amount_in_words(insured), "vessel": case.vessel, "voyage": case.voyage,
        "sailing_on": case.day("shipped"), "port_of_loading": case.seller.port,
        "port_of_discharge": case.buyer.port, "cover": "ICC (A)",
        "claims_at": case.buyer.port.partition(",")[0],
        "survey_agent": f"Survey Bureau, {case.buyer.port.partition(',')[0]}", "endorsement": "in blank",
        "originals": "2", "signed_by": "Lin Yue",
    }  # fmt: skip
