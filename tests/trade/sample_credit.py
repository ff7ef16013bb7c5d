"""A letter of credit for the clean deal by sea, and the papers that only a credit asks for."""

from copy import deepcopy
from typing import Any

from tests.trade import sample_papers as sale

LETTER_OF_CREDIT: dict[str, Any] = {
    "sequence": "1/1",
    "form": "irrevocable",
    "number": "NBH26LC0412",
    "issued_on": "2026-03-20",
    "rules": "UCP LATEST VERSION",
    "expires_on": "2026-05-31",
    "expires_at": "CHINA",
    "issuing_bank": "Hansebank AG, Hamburg",
    "issuing_bic": "HSBKDEHH",
    "advising_bic": "BKCHCNBJ92A",
    "applicant": {
        "name": "NORDLICHT TEXTIL GMBH",
        "address": "SPEICHERSTRASSE 14\n20457 HAMBURG",
        "country": "DE",
    },
    "beneficiary": {
        "name": "NINGBO HAICHUAN IMPORT AND EXPORT CO., LTD.",
        "address": "48 CAIHONG NORTH ROAD, NINGBO",
        "country": "CN",
    },
    "currency": "USD",
    "amount": "19280.00",
    "available_with": "ANY BANK IN CHINA",
    "available_by": "by negotiation",
    "drafts_at": "SIGHT",
    "drawee": "HSBKDEHH",
    "partial_shipment": "not allowed",
    "transhipment": "allowed",
    "port_of_loading": "NINGBO, CHINA",
    "port_of_discharge": "HAMBURG, GERMANY",
    "latest_shipment_on": "2026-05-10",
    "lines": [
        {"description": each.upper(), "quantity": "2000", "unit": "PIECES", "unit_price": "4.82"}
        for each in (sale.WHITE, sale.NAVY)
    ],
    "term": "CIF",
    "named_place": "HAMBURG",
    "documents": [
        {"paper": "Commercial invoice", "originals": "3", "copies": "2", "wording": "SIGNED"},
        {"paper": "Packing list", "originals": "3"},
        {
            "paper": "Bill of lading",
            "originals": "3",
            "copies": "3",
            "wording": "FULL SET OF CLEAN ON BOARD, MADE OUT TO ORDER, BLANK ENDORSED, MARKED FREIGHT "
            "PREPAID, NOTIFY APPLICANT",
        },
        {
            "paper": "Insurance policy or certificate",
            "originals": "2",
            "wording": "BLANK ENDORSED, FOR 110 PERCENT OF INVOICE VALUE, COVERING ICC (A) AND WAR CLAUSES",
        },
        {"paper": "Certificate of origin", "originals": "1"},
        {
            "paper": "Beneficiary's certificate",
            "originals": "1",
            "wording": "CERTIFYING THAT ONE SET OF NON-NEGOTIABLE DOCUMENTS HAS BEEN SENT TO THE APPLICANT "
            "BY COURIER WITHIN 3 DAYS AFTER SHIPMENT",
        },
    ],
    "conditions": "ALL DOCUMENTS MUST BE IN ENGLISH.\n"
    "A FEE OF USD 50.00 IS DEDUCTED FOR EACH DISCREPANT SET.",
    "charges": "ALL BANKING CHARGES OUTSIDE GERMANY ARE FOR THE BENEFICIARY.",
    "presentation_days": "21",
    "confirmation": "without",
    "instructions": "ON RECEIPT OF COMPLYING DOCUMENTS WE SHALL REMIT AS INSTRUCTED BY THE PRESENTING BANK.",
}
DRAFT: dict[str, Any] = {
    "number": "HC-D-2026-0412",
    "issued_on": "2026-05-06",
    "issued_at": "Ningbo",
    "currency": "USD",
    "total": "19280.00",
    "total_words": sale.WORDS,
    "tenor": "Sight",
    "payee": "Bank of China, Ningbo Branch",
    "drawee": "HSBKDEHH",
    "drawn_under": "Hansebank AG, Hamburg",
    "credit_number": "NBH26LC0412",
    "credit_on": "2026-03-20",
    "invoice_number": "HC-INV-2026-0412",
    "drawer": sale.SELLER["name"],
    "signed_by": "Wang Lei",
}
BENEFICIARY_CERTIFICATE: dict[str, Any] = {
    "number": "HC-BC-2026-0412",
    "issued_on": "2026-05-04",
    "seller": sale.SELLER,
    "credit_number": "NBH26LC0412",
    "invoice_number": "HC-INV-2026-0412",
    "statement": "One set of non-negotiable documents has been sent to the applicant by courier within "
    "3 days after shipment.",
    "originals": "1",
    "signed_by": "Wang Lei",
}
DISCREPANCY_NOTICE: dict[str, Any] = {
    "number": "HBH-26-0931",
    "issued_on": "2026-05-13",
    "bank": "Hansebank AG, Hamburg",
    "presenter": "Bank of China, Ningbo Branch",
    "credit_number": "NBH26LC0412",
    "presented_on": "2026-05-08",
    "currency": "USD",
    "total": "19280.00",
    "lines": [
        {
            "code": "L11",
            "document": "Bill of lading",
            "discrepancy": "Freight collect instead of freight prepaid.",
        },
        {
            "code": "L01",
            "document": "Presentation",
            "discrepancy": "Presented after the period for presentation.",
        },
    ],
    "disposal": "held pending a waiver by the applicant",
    "fee_amount": "50.00",
    "signed_by": "Katrin Lohse",
}

SAMPLES = {
    "letter_of_credit": LETTER_OF_CREDIT,
    "draft": DRAFT,
    "beneficiary_certificate": BENEFICIARY_CERTIFICATE,
    "discrepancy_notice": DISCREPANCY_NOTICE,
}


def credit(**changes: Any) -> dict[str, Any]:
    """The credit of the clean deal, some of its boxes otherwise; None takes a box out."""
    merged = deepcopy(LETTER_OF_CREDIT) | changes
    return {name: value for name, value in merged.items() if value is not None}
