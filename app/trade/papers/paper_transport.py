"""The papers of transport: booking, bill of lading, air waybill, courier label, shipping advice."""

from dataclasses import replace

from app.trade.papers.paper import (
    BILL_NUMBER,
    BUYER,
    CONTAINER_NUMBER,
    CONTRACT_NUMBER,
    CURRENCY,
    FREIGHT_PAYABLE,
    GOODS,
    GROSS_WEIGHT,
    INVOICE_NUMBER,
    ISSUED_ON,
    MARKS,
    NUMBER,
    ORIGINALS,
    PACKAGE_KIND,
    PACKAGES,
    PORT_OF_DISCHARGE,
    PORT_OF_LOADING,
    REMARKS,
    SEAL_NUMBER,
    SELLER,
    SIGNED_BY,
    TOTAL,
    VESSEL,
    VOLUME,
    VOYAGE,
    YES_NO,
    Paper,
    PaperField,
    filled_by,
    optional,
)

_SHIPPER = PaperField("shipper", "Shipper", "party")
_CARRIER = PaperField("carrier", "Carrier")
_CHARGEABLE = PaperField("chargeable_weight_kg", "Chargeable weight (kg)", "weight", filled_by="carrier")
_PLACE_OF_ISSUE = PaperField("place_of_issue", "Place of issue")

BOOKING = Paper(
    "booking",
    "Shipping booking note",
    "出口货物托运单",
    (
        NUMBER,
        ISSUED_ON,
        _SHIPPER,
        PaperField("consignee", "Consignee", "long"),
        PaperField("notify", "Notify party", "party"),
        _CARRIER,
        PaperField("mode", "Mode", "choice", choices=("sea FCL", "sea LCL", "air", "rail", "courier")),
        PaperField("container_kind", "Container", "choice", required=False, choices=("20GP", "40GP", "40HQ")),
        PORT_OF_LOADING,
        PORT_OF_DISCHARGE,
        *optional(*filled_by("carrier", VESSEL, VOYAGE)),
        PaperField("ready_on", "Cargo ready on", "date"),
        PaperField("sailing_on", "Sailing on", "date", required=False, filled_by="carrier"),
        MARKS,
        PACKAGES,
        PACKAGE_KIND,
        GOODS,
        GROSS_WEIGHT,
        VOLUME,
        FREIGHT_PAYABLE,
        REMARKS,
        SIGNED_BY,
    ),
    "seller",
)

SIGNED_AS = (
    "as carrier",
    "as agent for the carrier",
    "as master",
    "as agent for the master",
    "as freight forwarder",
)

BILL_OF_LADING = Paper(
    "bill_of_lading",
    "Bill of lading",
    "提单",
    (
        *filled_by("carrier", NUMBER, ISSUED_ON, _PLACE_OF_ISSUE, _CARRIER),
        _SHIPPER,
        PaperField("consignee", "Consignee", "long", help_en="A name, or To order, or To order of a bank."),
        PaperField("notify", "Notify party", "party"),
        PaperField("place_of_receipt", "Place of receipt", required=False),
        PORT_OF_LOADING,
        PORT_OF_DISCHARGE,
        PaperField("place_of_delivery", "Place of delivery", required=False),
        *filled_by("carrier", VESSEL, VOYAGE, CONTAINER_NUMBER, SEAL_NUMBER),
        MARKS,
        PACKAGES,
        PACKAGE_KIND,
        GOODS,
        GROSS_WEIGHT,
        VOLUME,
        FREIGHT_PAYABLE,
        PaperField("on_board_on", "Shipped on board on", "date", required=False, filled_by="carrier"),
        PaperField("clauses", "Clauses about the goods", "long", required=False, filled_by="carrier"),
        PaperField(
            "charter_party", "Subject to a charter party", "choice", choices=YES_NO, filled_by="carrier"
        ),
        replace(ORIGINALS, filled_by="carrier"),
        replace(SIGNED_BY, filled_by="carrier"),
        PaperField("signed_as", "Signed as", "choice", filled_by="carrier", choices=SIGNED_AS),
    ),
    "carrier",
)

AIR_WAYBILL = Paper(
    "air_waybill",
    "Air waybill",
    "航空运单",
    (
        *filled_by("carrier", NUMBER, ISSUED_ON, _PLACE_OF_ISSUE, _CARRIER),
        _SHIPPER,
        PaperField("consignee", "Consignee", "party"),
        PaperField("port_of_loading", "Airport of departure"),
        PaperField("port_of_discharge", "Airport of destination"),
        PaperField("vessel", "Flight", filled_by="carrier"),
        PaperField("on_board_on", "Flight date", "date", filled_by="carrier"),
        PaperField("handling", "Handling notes", "long", required=False),
        *optional(MARKS),
        PACKAGES,
        GOODS,
        GROSS_WEIGHT,
        _CHARGEABLE,
        *optional(VOLUME),
        CURRENCY,
        PaperField("freight_rate", "Rate per kg", "price", required=False, filled_by="carrier"),
        PaperField("freight_amount", "Freight charge", "amount", required=False, filled_by="carrier"),
        FREIGHT_PAYABLE,
        replace(SIGNED_BY, filled_by="carrier"),
        PaperField("signed_as", "Signed as", "choice", filled_by="carrier", choices=SIGNED_AS[:2]),
    ),
    "carrier",
)

COURIER_LABEL = Paper(
    "courier_label",
    "Courier label and customs form CN23",
    "国际快递面单",
    (
        PaperField("number", "Tracking number", filled_by="carrier"),
        ISSUED_ON,
        _CARRIER,
        PaperField("service", "Service"),
        PaperField("order_number", "Order number"),
        _SHIPPER,
        PaperField("consignee", "Consignee", "party"),
        PaperField(
            "contents", "Contents", "choice", choices=("sale of goods", "gift", "sample", "returned goods")
        ),
        PaperField(
            "lines",
            "Goods",
            "lines",
            columns=(
                PaperField("description", "Description of goods", "long"),
                PaperField("hs_code", "HS code"),
                PaperField("quantity", "Quantity", "quantity"),
                PaperField("net_weight_kg", "Net weight (kg)", "weight"),
                PaperField("amount", "Value", "amount"),
            ),
        ),
        CURRENCY,
        TOTAL,
        GROSS_WEIGHT,
        _CHARGEABLE,
        PaperField("ioss_number", "IOSS or tax number", required=False),
        SIGNED_BY,
    ),
    "carrier",
)

SHIPPING_ADVICE = Paper(
    "shipping_advice",
    "Shipping advice",
    "装运通知",
    (
        NUMBER,
        ISSUED_ON,
        SELLER,
        BUYER,
        CONTRACT_NUMBER,
        INVOICE_NUMBER,
        BILL_NUMBER,
        GOODS,
        CURRENCY,
        TOTAL,
        MARKS,
        PACKAGES,
        PACKAGE_KIND,
        GROSS_WEIGHT,
        VOLUME,
        VESSEL,
        *optional(VOYAGE),
        CONTAINER_NUMBER,
        SEAL_NUMBER,
        PORT_OF_LOADING,
        PORT_OF_DISCHARGE,
        PaperField("on_board_on", "Sailed on", "date"),
        PaperField("expected_on", "Expected to arrive on", "date"),
        SIGNED_BY,
    ),
    "seller",
)

PAPERS = (BOOKING, BILL_OF_LADING, AIR_WAYBILL, COURIER_LABEL, SHIPPING_ADVICE)
