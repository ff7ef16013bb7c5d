"""The papers of a documentary credit: the credit, draft, beneficiary's certificate, notice of discrepancies.

Source: fields of SWIFT MT700 (trade rules, section 7); UCP 600 articles 6, 14 and 16; ISBP 821, B and P.
"""

from app.trade.credits.credit_faults import credit_faults
from app.trade.papers.paper import (
    ALLOWED,
    CURRENCY,
    INVOICE_NUMBER,
    ISSUED_ON,
    NAMED_PLACE,
    NUMBER,
    ORIGINALS,
    QUANTITY,
    SELLER,
    SIGNED_BY,
    TERM,
    TOTAL,
    TOTAL_WORDS,
    UNIT,
    UNIT_PRICE,
    Paper,
    PaperField,
    filled_by,
    optional,
)

# How a credit asks for a paper (field 46A) -> the kind of paper.
ASKED_PAPERS = {
    "Commercial invoice": "commercial_invoice",
    "Packing list": "packing_list",
    "Bill of lading": "bill_of_lading",
    "Air waybill": "air_waybill",
    "Courier receipt": "courier_label",
    "Insurance policy or certificate": "insurance_certificate",
    "Certificate of origin": "certificate_of_origin",
    "Inspection certificate": "inspection_certificate",
    "Beneficiary's certificate": "beneficiary_certificate",
    "Shipping advice": "shipping_advice",
}
AVAILABLE_BY = ("by negotiation", "by payment", "by acceptance", "by deferred payment")
CONFIRMATION = ("without", "may add", "confirm")
SHIPMENT_WORDS = ("from", "between", "until", "before", "after", "on or about")
ABOUT = ("quantity", "unit price", "quantity and unit price")
DISPOSALS = (
    "held pending your instructions",
    "held pending a waiver by the applicant",
    "being returned",
    "dealt with as instructed before",
)

_CREDIT_NUMBER = PaperField("credit_number", "Letter of credit number")
_PERIODS = PaperField(
    "shipment_periods",
    "Shipment period (44D)",
    "lines",
    required=False,
    columns=(
        PaperField("words", "Words", "choice", choices=SHIPMENT_WORDS),
        PaperField("first_on", "Date", "date"),
        PaperField(
            "last_on", "Last date", "date", required=False, help_en="After 'from' and 'between': until when."
        ),
        PaperField("quantity", "Quantity of this instalment", "quantity", required=False),
    ),
)
_CREDIT_GOODS = PaperField(
    "lines",
    "Goods (45A)",
    "lines",
    columns=(
        PaperField("description", "Description of goods", "long"),
        *optional(QUANTITY, UNIT, UNIT_PRICE),
        PaperField(
            "about",
            "The word 'about' stands with",
            "choice",
            required=False,
            choices=ABOUT,
            help_en="About or approximately: ten per cent more or less (UCP 600 art. 30(a)).",
        ),
        PaperField("tolerance_percent", "Quantity tolerance, per cent", "rate", required=False),
    ),
)
_ASKED = PaperField(
    "documents",
    "Documents required (46A)",
    "lines",
    columns=(
        PaperField("paper", "Document", "choice", choices=tuple(ASKED_PAPERS)),
        PaperField("originals", "Number of originals", "quantity"),
        PaperField("copies", "Number of copies", "quantity", required=False),
        PaperField(
            "wording",
            "In the words of the credit",
            "long",
            required=False,
            help_en="Such as: made out to order, blank endorsed, notify applicant, marked freight prepaid.",
        ),
    ),
)

_OPENING = (
    PaperField("sequence", "Sequence of total (27)", help_en="Such as 1/1."),
    PaperField("form", "Form of credit (40A)", "choice", choices=("irrevocable", "irrevocable transferable")),
    PaperField("number", "Letter of credit number (20)"),
    PaperField("issued_on", "Date of issue (31C)", "date"),
    PaperField("rules", "Applicable rules (40E)", "choice", choices=("UCP LATEST VERSION",)),
    PaperField("expires_on", "Date of expiry (31D)", "date"),
    PaperField("expires_at", "Place of expiry (31D)"),
    PaperField("issuing_bank", "Issuing bank"),
    PaperField("issuing_bic", "Issuing bank's code (BIC)"),
    PaperField("advising_bic", "Advising bank's code (BIC)"),
    PaperField("applicant", "Applicant (50)", "party"),
    PaperField("beneficiary", "Beneficiary (59)", "party"),
    PaperField("currency", "Currency (32B)", "choice", choices=CURRENCY.choices),
    PaperField("amount", "Amount (32B)", "amount"),
)
_AVAILABLE = (
    PaperField(
        "amount_tolerance",
        "Amount tolerance (39A)",
        required=False,
        help_en="More and less in per cent, such as 05/05.",
    ),
    PaperField("available_with", "Available with (41a)"),
    PaperField("available_by", "Available (41a)", "choice", choices=AVAILABLE_BY),
    *optional(
        PaperField("drafts_at", "Drafts at (42C)", help_en="Such as: sight, or 60 days after B/L date."),
        PaperField("drawee", "Drawee (42a)"),
        PaperField("deferred_payment", "Deferred payment (42P)", "long"),
    ),
    PaperField("partial_shipment", "Partial shipments (43P)", "choice", choices=(*ALLOWED, "conditional")),
    PaperField("transhipment", "Transhipment (43T)", "choice", choices=(*ALLOWED, "conditional")),
)
_SHIPPING = (
    *optional(
        PaperField("place_of_receipt", "Place of receipt (44A)"),
        PaperField("port_of_loading", "Port of loading or airport of departure (44E)"),
        PaperField("port_of_discharge", "Port of discharge or airport of destination (44F)"),
        PaperField("place_of_delivery", "Place of delivery (44B)"),
        PaperField("latest_shipment_on", "Latest date of shipment (44C)", "date"),
    ),
    _PERIODS,
)
_CONDITIONS = (
    *optional(
        PaperField("conditions", "Additional conditions (47A)", "long"),
        PaperField("charges", "Charges (71D)", "long"),
        PaperField("presentation_days", "Period for presentation in days (48)", "quantity"),
    ),
    PaperField("confirmation", "Confirmation instructions (49)", "choice", choices=CONFIRMATION),
    PaperField("instructions", "Instructions to the bank (78)", "long", required=False),
)

LETTER_OF_CREDIT = Paper(
    "letter_of_credit",
    "Letter of credit",
    "信用证",
    filled_by(
        "bank",
        *_OPENING,
        *_AVAILABLE,
        *_SHIPPING,
        _CREDIT_GOODS,
        *optional(TERM, NAMED_PLACE),
        _ASKED,
        *_CONDITIONS,
    ),
    "bank",
    rules=credit_faults,
)

DRAFT = Paper(
    "draft",
    "Bill of exchange",
    "汇票",
    (
        NUMBER,
        ISSUED_ON,
        PaperField("issued_at", "Place of issue"),
        CURRENCY,
        TOTAL,
        TOTAL_WORDS,
        PaperField("tenor", "At", help_en="Such as: sight, or 60 days after B/L date 30 April 2026."),
        PaperField("due_on", "Due date", "date", required=False),
        PaperField("payee", "Pay to the order of"),
        PaperField("drawee", "Drawn on"),
        *optional(
            PaperField("drawn_under", "Drawn under: issuing bank"),
            _CREDIT_NUMBER,
            PaperField("credit_on", "Date of the letter of credit", "date"),
        ),
        INVOICE_NUMBER,
        PaperField("drawer", "Drawer"),
        SIGNED_BY,
    ),
    "seller",
)

BENEFICIARY_CERTIFICATE = Paper(
    "beneficiary_certificate",
    "Beneficiary's certificate",
    "受益人证明",
    (
        NUMBER,
        ISSUED_ON,
        SELLER,
        *optional(_CREDIT_NUMBER),
        INVOICE_NUMBER,
        PaperField(
            "statement", "We certify that", "long", help_en="In the words in which the credit asks for it."
        ),
        *optional(ORIGINALS),
        SIGNED_BY,
    ),
    "seller",
)

DISCREPANCY_NOTICE = Paper(
    "discrepancy_notice",
    "Notice of discrepancies",
    "不符点通知",
    filled_by(
        "bank",
        NUMBER,
        ISSUED_ON,
        PaperField("bank", "From: the bank that refuses"),
        PaperField("presenter", "To: the presenter"),
        _CREDIT_NUMBER,
        PaperField("presented_on", "Documents received on", "date"),
        CURRENCY,
        PaperField("total", "Amount of the drawing", "amount"),
        PaperField(
            "lines",
            "Discrepancies",
            "lines",
            columns=(
                PaperField("code", "Rule"),
                PaperField("document", "Document"),
                PaperField("discrepancy", "Discrepancy", "long"),
            ),
        ),
        PaperField("disposal", "The documents are", "choice", choices=DISPOSALS),
        *optional(PaperField("fee_amount", "Discrepancy fee", "amount")),
        SIGNED_BY,
    ),
    "bank",
)

PAPERS = (LETTER_OF_CREDIT, DRAFT, BENEFICIARY_CERTIFICATE, DISCREPANCY_NOTICE)
