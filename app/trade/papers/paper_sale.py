"""The papers of the sale: quotation, proforma invoice, sales contract, purchase order."""

from app.trade.papers.paper import (
    ALLOWED,
    AMOUNT,
    BUYER,
    COVERS,
    CURRENCY,
    DESCRIPTION,
    ISSUED_ON,
    MARKS,
    NAMED_PLACE,
    NUMBER,
    PAYMENT,
    PORT_OF_DISCHARGE,
    PORT_OF_LOADING,
    QUANTITY,
    REMARKS,
    SELLER,
    SIGNED_BY,
    TERM,
    TOTAL,
    TOTAL_WORDS,
    UNIT,
    UNIT_PRICE,
    Paper,
    PaperField,
    optional,
)

_SKU = PaperField("sku", "Item", required=False)
_PACKING = PaperField(
    "packing", "Packing", "long", help_en="Pieces to a carton, carton size, number of cartons."
)
_VALID_UNTIL = PaperField("valid_until", "Valid until", "date")
_GOODS_LINES = PaperField(
    "lines",
    "Goods",
    "lines",
    columns=(
        _SKU,
        DESCRIPTION,
        PaperField("specification", "Specification", "long"),
        QUANTITY,
        UNIT,
        UNIT_PRICE,
        AMOUNT,
    ),
)
_QUOTED_LINES = PaperField(
    "lines", "Goods", "lines", columns=(_SKU, DESCRIPTION, QUANTITY, UNIT, UNIT_PRICE, AMOUNT)
)

# The minimum terms of a contract, in the order of the paper (trade rules, section 7).
CONTRACT_TERMS = (
    SELLER,
    BUYER,
    _GOODS_LINES,
    PaperField(
        "tolerance_percent",
        "Quantity tolerance, per cent",
        "rate",
        help_en="More or less that both sides accept; 0 for none.",
    ),
    CURRENCY,
    TERM,
    NAMED_PLACE,
    TOTAL,
    TOTAL_WORDS,
    _PACKING,
    PaperField("latest_shipment_on", "Latest date of shipment", "date"),
    PaperField("partial_shipment", "Partial shipments", "choice", choices=ALLOWED),
    PaperField("transhipment", "Transhipment", "choice", choices=ALLOWED),
    PORT_OF_LOADING,
    PORT_OF_DISCHARGE,
    PAYMENT,
    PaperField("insurance_cover", "Insurance cover", "choice", choices=(*COVERS, "by the buyer")),
    PaperField("insurance", "Insurance", "long"),
    PaperField("documents", "Documents", "long"),
    PaperField("inspection", "Inspection", "long"),
    PaperField("claims", "Claims", "long", help_en="Days after arrival, and the proof that is needed."),
    PaperField("force_majeure", "Force majeure", "long"),
    PaperField("law", "Governing law", "long"),
    PaperField("arbitration", "Arbitration", "long"),
)

QUOTATION = Paper(
    "quotation",
    "Quotation",
    "报价单",
    (
        NUMBER,
        ISSUED_ON,
        _VALID_UNTIL,
        SELLER,
        BUYER,
        _QUOTED_LINES,
        CURRENCY,
        TERM,
        NAMED_PLACE,
        TOTAL,
        _PACKING,
        PaperField("shipment_time", "Time of shipment"),
        *optional(PORT_OF_LOADING, PORT_OF_DISCHARGE),
        PAYMENT,
        REMARKS,
        SIGNED_BY,
    ),
    "seller",
)

PROFORMA_INVOICE = Paper(
    "proforma_invoice",
    "Proforma invoice",
    "形式发票",
    (
        NUMBER,
        ISSUED_ON,
        _VALID_UNTIL,
        *CONTRACT_TERMS,
        *optional(MARKS),
        PaperField("bank", "Seller's bank", "long", help_en="Bank, SWIFT code, account name and number."),
        REMARKS,
        SIGNED_BY,
    ),
    "seller",
)

SALES_CONTRACT = Paper(
    "sales_contract",
    "Sales contract",
    "销售合同",
    (
        NUMBER,
        ISSUED_ON,
        PaperField("signed_at", "Place of signature"),
        *CONTRACT_TERMS,
        *optional(MARKS),
        REMARKS,
        PaperField("signed_by", "Signed for the seller"),
        PaperField("signed_for_buyer", "Signed for the buyer"),
    ),
    "seller and buyer",
)

PURCHASE_ORDER = Paper(
    "purchase_order",
    "Purchase order",
    "采购订单",
    (
        NUMBER,
        ISSUED_ON,
        PaperField("buyer", "Buyer", "party"),
        PaperField("seller", "Supplier", "party"),
        _QUOTED_LINES,
        CURRENCY,
        PaperField("vat_rate_percent", "VAT rate in the price, per cent", "rate"),
        TOTAL,
        TOTAL_WORDS,
        PaperField("delivery_on", "Date of delivery", "date"),
        PaperField("delivery_place", "Place of delivery"),
        _PACKING,
        PaperField("quality", "Quality and inspection", "long"),
        PAYMENT,
        PaperField("invoicing", "VAT invoice", "long"),
        PaperField("breach", "Late or faulty delivery", "long"),
        REMARKS,
        SIGNED_BY,
    ),
    "buyer",
)

PAPERS = (QUOTATION, PROFORMA_INVOICE, SALES_CONTRACT, PURCHASE_ORDER)
