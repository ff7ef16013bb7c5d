"""The letter of credit of a practice deal, and the papers that only a credit asks for."""

from datetime import date
from typing import Any

from app.trade.papers.words_of_amount import amount_in_words
from app.trade.practice.practice_case import Case
from app.trade.practice.practice_papers import Papers, clean_papers, descriptions

_STATEMENT = (
    "One set of non-negotiable documents has been sent to the applicant by courier "
    "within 3 days after shipment."
)
_CONDITIONS = (
    "ALL DOCUMENTS MUST BE IN ENGLISH.\nA FEE OF USD 50.00 IS DEDUCTED FOR EACH DISCREPANT SET."
)
_INSTRUCTIONS = "ON RECEIPT OF COMPLYING DOCUMENTS WE SHALL REMIT AS THE PRESENTING BANK INSTRUCTS."
# What the bank looks at: the contract and the advice are no matter of the credit.
_NOT_PRESENTED = ("sales_contract", "shipping_advice")


def credit_papers(case: Case) -> Papers:
    """The papers presented under the credit, and the credit itself, all in agreement.

    Source: trade rules, section 7 (MT700) and section 8.
    """
    papers = {kind: values for kind, values in clean_papers(case).items() if kind not in _NOT_PRESENTED}
    return {"letter_of_credit": _credit(case)} | papers | {
        "draft": _draft(case), "beneficiary_certificate": _certificate(case)
    }  # fmt: skip


def presented_on(case: Case) -> date:
    """The day on which the set goes to the bank.

    Source: practice, within the 21 days of UCP 600 art. 14(c).
    """
    return date.fromisoformat(case.day("draft"))


def _credit_number(case: Case) -> str:
    return f"{case.buyer.bic[:4]}26LC{case.number}"


def _credit(case: Case) -> dict[str, Any]:
    is_fob = case.term == "FOB"
    place = (case.seller if is_fob else case.buyer).port.partition(",")[0]
    lines = [
        {"description": description.upper(), "quantity": str(cartons * case.goods.pieces), "unit": "PIECES",
         "unit_price": f"{case.goods.price_usd:.2f}"}
        for description, cartons in zip(descriptions(case), case.cartons, strict=True)
    ]  # fmt: skip
    return {
        "sequence": "1/1", "form": "irrevocable", "number": _credit_number(case),
        "issued_on": case.day("credit"), "rules": "UCP LATEST VERSION",
        "expires_on": case.day("expiry"), "expires_at": "CHINA",
        "issuing_bank": case.buyer.bank, "issuing_bic": case.buyer.bic, "advising_bic": case.seller.bic,
        "applicant": {name: getattr(case.buyer, name) for name in ("name", "address", "country")},
        "beneficiary": {name: getattr(case.seller, name) for name in ("name", "address", "country")},
        "currency": case.total.currency, "amount": f"{case.total.amount:.2f}",
        "available_with": "ANY BANK IN CHINA", "available_by": "by negotiation", "drafts_at": "SIGHT",
        "drawee": case.buyer.bic, "partial_shipment": "not allowed", "transhipment": "allowed",
        "port_of_loading": case.seller.port.upper(), "port_of_discharge": case.buyer.port.upper(),
        "latest_shipment_on": case.day("latest"), "lines": lines, "term": case.term,
        "named_place": place.upper(), "documents": _asked(case),
        "conditions": _CONDITIONS,
        "charges": "ALL BANKING CHARGES OUTSIDE THE COUNTRY OF ISSUE ARE FOR THE BENEFICIARY.",
        "presentation_days": "21", "confirmation": "without",
        "instructions": _INSTRUCTIONS,
    }  # fmt: skip


def _asked(case: Case) -> list[dict[str, str]]:
    freight = "COLLECT" if case.term == "FOB" else "PREPAID"
    asked = [
        {"paper": "Commercial invoice", "originals": "3", "wording": "SIGNED"},
        {"paper": "Packing list", "originals": "3"},
        {"paper": "Bill of lading", "originals": "3",
         "wording": f"FULL SET OF CLEAN ON BOARD, MADE OUT TO ORDER, BLANK ENDORSED, MARKED "
         f"FREIGHT {freight}, NOTIFY APPLICANT"},
    ]  # fmt: skip
    if case.term == "CIF":
        wording = "BLANK ENDORSED, FOR 110 PERCENT OF INVOICE VALUE, COVERING ICC (A)"
        asked.append({"paper": "Insurance policy or certificate", "originals": "2", "wording": wording})
    asked.append({"paper": "Certificate of origin", "originals": "1"})
    statement = f"CERTIFYING THAT {_STATEMENT.upper().rstrip('.')}"
    return [*asked, {"paper": "Beneficiary's certificate", "originals": "1", "wording": statement}]


def _draft(case: Case) -> dict[str, Any]:
    return {
        "number": f"D-{case.number}", "issued_on": case.day("draft"),
        "issued_at": case.seller.port.partition(",")[0], "currency": case.total.currency,
        "total": f"{case.total.amount:.2f}", "total_words": amount_in_words(case.total), "tenor": "Sight",
        "payee": case.seller.bank, "drawee": case.buyer.bic, "drawn_under": case.buyer.bank,
        "credit_number": _credit_number(case), "credit_on": case.day("credit"),
        "invoice_number": f"INV-{case.number}", "drawer": case.seller.name, "signed_by": case.seller.contact,
    }  # fmt: skip


def _certificate(case: Case) -> dict[str, Any]:
    seller = {name: getattr(case.seller, name) for name in ("name", "address", "country", "contact")}
    return {
        "number": f"BC-{case.number}", "issued_on": case.day("advice"), "seller": seller,
        "credit_number": _credit_number(case), "invoice_number": f"INV-{case.number}",
        "statement": _STATEMENT, "originals": "1", "signed_by": case.seller.contact,
    }  # fmt: skip
