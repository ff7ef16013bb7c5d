"""The rest of the clean deal: the papers of carrier, insurer, chamber, customs, bank and tax office."""

from tests.trade import sample_papers as sale
from tests.trade.sample_papers import BUYER, CARGO, MARKS, ROUTE, SELLER, SELLER_ZH

GOODS = "4,000 pieces of men's knitted cotton T-shirts"
_PACKED = {"packages": "80", "package_kind": "cartons"}
_WEIGHED = _PACKED | {"gross_weight_kg": "920.00", "volume_m3": "9.600"}
_SHIP = {"vessel": "SILK HORIZON", "voyage": "026W"}
_BOX = {"container_number": "HYSU7261547", "seal_number": "CN482016"}

BOOKING = (
    _WEIGHED
    | _SHIP
    | ROUTE
    | {
        "number": "HYS-BK-260418-07",
        "issued_on": "2026-04-18",
        "shipper": SELLER,
        "consignee": "To order",
        "notify": BUYER,
        "carrier": "Haiyang Silk Line",
        "mode": "sea LCL",
        "ready_on": "2026-04-25",
        "sailing_on": "2026-04-30",
        "marks": MARKS,
        "goods": GOODS,
        "freight": "prepaid",
        "signed_by": "Wang Lei",
    }
)
BILL_OF_LADING = (
    _WEIGHED
    | _SHIP
    | _BOX
    | ROUTE
    | {
        "number": "HYSNGB2604071",
        "issued_on": "2026-04-30",
        "place_of_issue": "Ningbo",
        "carrier": "Haiyang Silk Line",
        "shipper": SELLER,
        "consignee": "To order",
        "notify": BUYER,
        "place_of_receipt": "Ningbo CFS",
        "place_of_delivery": "Hamburg CFS",
        "marks": MARKS,
        "goods": GOODS,
        "freight": "prepaid",
        "on_board_on": "2026-04-30",
        "charter_party": "no",
        "originals": "3",
        "signed_by": "Chen Min, Ningbo Ocean Agency",
        "signed_as": "as agent for the carrier",
    }
)
AIR_WAYBILL = {
    "number": "781-4402 6613",
    "issued_on": "2026-04-29",
    "place_of_issue": "Ningbo",
    "carrier": "East Sea Air Cargo",
    "shipper": SELLER,
    "consignee": BUYER,
    "port_of_loading": "Ningbo NGB",
    "port_of_discharge": "Hamburg HAM",
    "vessel": "ES 8071",
    "on_board_on": "2026-04-29",
    "handling": "Keep dry. Notify the consignee on arrival.",
    "marks": "SAMPLES ONLY",
    "packages": "2",
    "goods": "Cotton T-shirts, sales samples",
    "gross_weight_kg": "23.00",
    "chargeable_weight_kg": "40.00",
    "volume_m3": "0.240",
    "currency": "USD",
    "freight_rate": "4.15",
    "freight_amount": "166.00",
    "freight": "prepaid",
    "signed_by": "Zhou Qi",
    "signed_as": "as agent for the carrier",
}
COURIER_LABEL = {
    "number": "LX408817266CN",
    "issued_on": "2026-04-07",
    "carrier": "Swift Parcel",
    "service": "Economy tracked",
    "order_number": "FT-B2C-10077",
    "shipper": SELLER,
    "consignee": {"name": "Marie Lefèvre", "address": "12 rue des Tanneurs\n69005 Lyon", "country": "FR"},
    "contents": "sale of goods",
    "lines": [
        {
            "description": "Cotton T-shirt",
            "hs_code": "610910",
            "quantity": "2",
            "net_weight_kg": "0.40",
            "amount": "29.80",
        }
    ],
    "currency": "USD",
    "total": "29.80",
    "gross_weight_kg": "0.46",
    "chargeable_weight_kg": "0.50",
    "ioss_number": "IM2760000742",
    "signed_by": "Wang Lei",
}
SHIPPING_ADVICE = (
    _WEIGHED
    | _SHIP
    | _BOX
    | ROUTE
    | {
        "number": "HC-SA-2026-0412",
        "issued_on": "2026-05-01",
        "seller": SELLER,
        "buyer": BUYER,
        "contract_number": "HC-2026-0412",
        "invoice_number": "HC-INV-2026-0412",
        "bill_of_lading_number": "HYSNGB2604071",
        "goods": GOODS,
        "currency": "USD",
        "total": "19280.00",
        "marks": MARKS,
        "on_board_on": "2026-04-30",
        "expected_on": "2026-06-05",
        "signed_by": "Wang Lei",
    }
)
INSURANCE_CERTIFICATE = (
    _PACKED
    | _SHIP
    | ROUTE
    | {
        "kind_of_paper": "certificate",
        "number": "DH-26-330088",
        "issued_on": "2026-04-28",
        "insurer": "Donghai Marine Insurance Co., Ltd.",
        "insured": SELLER["name"],
        "invoice_number": "HC-INV-2026-0412",
        "marks": MARKS,
        "goods": GOODS,
        "currency": "USD",
        "insured_amount": "21208.00",
        "insured_amount_words": "SAY US DOLLARS TWENTY-ONE THOUSAND TWO HUNDRED AND EIGHT ONLY",
        "premium": "95.44",
        "sailing_on": "2026-04-30",
        "cover": "ICC (A)",
        "further_risks": "War Clauses (Cargo)",
        "claims_at": "Hamburg",
        "survey_agent": "Elbe Survey Bureau GmbH, Hamburg",
        "endorsement": "in blank",
        "originals": "2",
        "signed_by": "Lin Yue",
    }
)
CERTIFICATE_OF_ORIGIN = (
    _PACKED
    | ROUTE
    | {
        "number": "CCPIT-26C3302-0412",
        "issued_on": "2026-04-27",
        "form": "CO",
        "seller": SELLER,
        "buyer": BUYER,
        "vessel": "SILK HORIZON",
        "country_of_destination": "Germany",
        "marks": MARKS,
        "lines": [
            {
                "description": each,
                "hs_code": "6109.10",
                "quantity": "2000",
                "unit": "pieces",
            }
            for each in (sale.WHITE, sale.NAVY)
        ],
        "country_of_origin": "China",
        "invoice_number": "HC-INV-2026-0412",
        "invoice_on": "2026-04-24",
        "declared_by": "Wang Lei",
        "certified_by": "Zhejiang Chamber, certifying officer Xu Fang",
        "certified_at": "Ningbo",
    }
)
INSPECTION_CERTIFICATE = _PACKED | {
    "number": "ZJQ-26-1188",
    "issued_on": "2026-04-22",
    "inspector": "Zhejiang Quality Survey Co., Ltd.",
    "seller": SELLER,
    "buyer": BUYER,
    "contract_number": "HC-2026-0412",
    "goods": GOODS,
    "quantity": "4000",
    "unit": "pieces",
    "marks": MARKS,
    "inspected_on": "2026-04-21",
    "inspected_at": "Yuyao, Ningbo",
    "sampling": "ISO 2859-1, general level II, AQL 2.5 major, 4.0 minor",
    "sample_size": "200",
    "result": "passed",
    "findings": "4 major and 6 minor faults in 200 pieces, within the limits. Colour as sealed sample.",
    "signed_by": "He Jun",
}
EXPORT_DECLARATION = (
    CARGO
    | _SHIP
    | {
        "number": "310420260426001188",
        "customs_of_export": "北仑海关 3104",
        "export_on": "2026-04-30",
        "declared_on": "2026-04-27",
        "consignor": SELLER_ZH,
        "overseas_consignee": BUYER,
        "producer": "宁波云帆针织有限公司",
        "transport_mode": "sea",
        "bill_of_lading_number": "HYSNGB2604071",
        "supervision_mode": "0110",
        "duty_nature": "一般征税 101",
        "contract_number": "HC-2026-0412",
        "trading_country": "德国 DEU",
        "destination_country": "德国 DEU",
        "port_of_discharge": "Hamburg",
        "port_of_loading": "Ningbo",
        "term": "CIF",
        "freight": "432.00",
        "insurance": "95.44",
        "marks": MARKS,
        "container_number": "HYSU7261547",
        "lines": [
            {
                "hs_code": "6109100021",
                "name": f"男式针织全棉T恤衫（{colour}）",
                "elements": "0|0|针织|T恤衫|男式|100%棉|无品牌|短袖圆领",
                "quantity": "2000",
                "unit": "件",
                "first_legal_quantity": "2000",
                "first_legal_unit": "件",
                "second_legal_quantity": "420.00",
                "second_legal_unit": "千克",
                "unit_price": "4.82",
                "amount": "9640.00",
                "origin": "中国",
                "destination": "德国",
                "source_place": "余姚",
                "duty_treatment": "照章征税",
            }
            for colour in ("白色", "藏青色")
        ],
        "currency": "USD",
        "declarant": "王磊",
    }
)
LIST_9610 = {
    "number": "310420269610000077",
    "declared_on": "2026-04-07",
    "customs_of_export": "宁波保税 3105",
    "consignor": SELLER_ZH,
    "platform": "Five Truths 平台",
    "logistics": "Swift Parcel",
    "transport_mode": "air",
    "vessel": "ES 8071",
    "bill_of_lading_number": "781-4402 7001",
    "destination_country": "法国 FRA",
    "lines": [
        {
            "order_number": "FT-B2C-10077",
            "waybill_number": "LX408817266CN",
            "hs_code": "6109100021",
            "name": "男式针织全棉T恤衫",
            "quantity": "2",
            "unit": "件",
            "unit_price": "14.90",
            "amount": "29.80",
        }
    ],
    "currency": "USD",
    "total": "29.80",
    "packages": "1",
    "gross_weight_kg": "0.46",
    "net_weight_kg": "0.40",
    "declarant": "王磊",
}
