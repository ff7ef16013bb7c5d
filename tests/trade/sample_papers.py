"""The papers of one clean deal: 4,000 cotton T-shirts, Ningbo to Hamburg, CIF (trade rules, test A)."""

SELLER = {
    "name": "Ningbo Haichuan Import & Export Co., Ltd.",
    "address": "Room 1208, Portman Plaza, 48 Caihong North Road, Ningbo",
    "country": "CN",
    "tax_id": "91330206MA2CJ7K3XA",
    "contact": "Wang Lei, +86 574 5550 1208",
}
BUYER = {
    "name": "Nordlicht Textil GmbH",
    "address": "Speicherstrasse 14\n20457 Hamburg",
    "country": "DE",
    "tax_id": "DE123456788",
    "contact": "Anke Petersen, +49 40 555 0140",
}
FACTORY = {
    "name": "宁波云帆针织有限公司",
    "address": "浙江省余姚市低塘街道工业园区8号",
    "country": "CN",
    "tax_id": "91330281MA2GR5T48P",
    "contact": "0574-5550 6618 中国银行余姚支行 3665 5828 1001",
}
SELLER_ZH = {
    "name": "宁波海川进出口有限公司",
    "address": "浙江省宁波市鄞州区彩虹北路48号波特曼大厦1208室",
    "country": "CN",
    "tax_id": "91330206MA2CJ7K3XA",
    "contact": "0574-5550 1208 中国工商银行宁波鄞州支行 3901 1200 0908",
}
MARKS = "NORDLICHT\nHC-2026-0412\nHAMBURG\nC/NO. 1-80"
WORDS = "SAY US DOLLARS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY ONLY"
WHITE = "Men's knitted cotton T-shirts, white"
NAVY = "Men's knitted cotton T-shirts, navy"
PAYMENT = "30 % by T/T within 7 days of signature, 70 % by T/T against a copy of the bill of lading."
PACKING = "50 pieces to an export carton of 60 x 40 x 50 cm, 80 cartons in all."
ROUTE = {"port_of_loading": "Ningbo, China", "port_of_discharge": "Hamburg, Germany"}
CARGO = {"packages": "80", "package_kind": "cartons", "net_weight_kg": "840.00", "gross_weight_kg": "920.00"}


def _sold(**more: str) -> list[dict[str, str]]:
    return [
        {"description": each, "quantity": "2000", "unit": "pieces", "unit_price": "4.82", "amount": "9640.00"}
        | more
        for each in (WHITE, NAVY)
    ]


_TERMS = {
    "seller": SELLER,
    "buyer": BUYER,
    "lines": [
        line | {"sku": sku, "specification": "100 % cotton jersey, 180 g/m², round neck, sizes S to XL"}
        for line, sku in zip(_sold(), ("HC-TS-WH", "HC-TS-NV"), strict=True)
    ],
    "tolerance_percent": "5",
    "currency": "USD",
    "term": "CIF",
    "named_place": "Hamburg",
    "total": "19280.00",
    "total_words": WORDS,
    "packing": PACKING,
    "marks": MARKS,
    "latest_shipment_on": "2026-05-10",
    "partial_shipment": "not allowed",
    "transhipment": "allowed",
    **ROUTE,
    "payment": PAYMENT,
    "insurance_cover": "ICC (A)",
    "insurance": "By the seller for 110 % of the invoice value, ICC (A) and War Clauses (Cargo).",
    "documents": "Commercial invoice and packing list in three copies; full set of clean on board bills of "
    "lading; insurance certificate; certificate of origin.",
    "inspection": "By an independent body before shipment, AQL 2.5, level II; its certificate is final "
    "for quality at loading.",
    "claims": "Within 30 days after arrival at the port of discharge, with a survey report.",
    "force_majeure": "Neither side answers for delay by events beyond its control of which it gives notice "
    "within 14 days.",
    "law": "United Nations Convention on Contracts for the International Sale of Goods.",
    "arbitration": "CIETAC, Shanghai, in English, by its rules in force; the award is final.",
}

QUOTATION = {
    "number": "HC-Q-2026-0412",
    "issued_on": "2026-03-02",
    "valid_until": "2026-03-16",
    "seller": SELLER,
    "buyer": BUYER,
    "lines": [line | {"sku": sku} for line, sku in zip(_sold(), ("HC-TS-WH", "HC-TS-NV"), strict=True)],
    "currency": "USD",
    "term": "CIF",
    "named_place": "Hamburg",
    "total": "19280.00",
    "packing": PACKING,
    "shipment_time": "Within 45 days after the deposit",
    **ROUTE,
    "payment": PAYMENT,
    "signed_by": "Wang Lei",
}
PROFORMA_INVOICE = _TERMS | {
    "number": "HC-PI-2026-0412",
    "issued_on": "2026-03-10",
    "valid_until": "2026-03-24",
    "bank": "Bank of China, Ningbo Branch\nSWIFT BKCHCNBJ92A\nAccount 3847 5820 1120",
    "signed_by": "Wang Lei",
}
SALES_CONTRACT = _TERMS | {
    "number": "HC-2026-0412",
    "issued_on": "2026-03-12",
    "signed_at": "Ningbo",
    "signed_by": "Wang Lei",
    "signed_for_buyer": "Anke Petersen",
}
PURCHASE_ORDER = {
    "number": "HC-PO-2026-0412",
    "issued_on": "2026-03-18",
    "buyer": SELLER_ZH,
    "seller": FACTORY,
    "lines": [
        {
            "sku": sku,
            "description": f"男式针织全棉T恤衫（{colour}）",
            "quantity": "2000",
            "unit": "件",
            "unit_price": "28.25",
            "amount": "56500.00",
        }
        for sku, colour in (("HC-TS-WH", "白色"), ("HC-TS-NV", "藏青色"))
    ],
    "currency": "CNY",
    "vat_rate_percent": "13",
    "total": "113000.00",
    "total_words": "壹拾壹万叁仟元整",
    "delivery_on": "2026-04-20",
    "delivery_place": "宁波北仑港区指定仓库",
    "packing": "每箱50件，外箱60×40×50厘米，共80箱，外箱刷唛头。",
    "quality": "按确认样生产；出货前按AQL 2.5抽样检验，不合格者返工。",
    "payment": "订单确认后预付30 %，验收合格并收到增值税专用发票后付清余款。",
    "invoicing": "税率13 %的增值税专用发票，品名、单位、数量与报关单一致。",
    "breach": "逾期交货每日按货款的0.5 ‰支付违约金。",
    "signed_by": "王磊",
}
COMMERCIAL_INVOICE = {
    "number": "HC-INV-2026-0412",
    "issued_on": "2026-04-24",
    "contract_number": "HC-2026-0412",
    "seller": SELLER,
    "buyer": BUYER,
    **ROUTE,
    "vessel": "SILK HORIZON",
    "term": "CIF",
    "named_place": "Hamburg",
    "payment": PAYMENT,
    "marks": MARKS,
    "lines": _sold(hs_code="6109100021"),
    "currency": "USD",
    "total": "19280.00",
    "total_words": WORDS,
    **CARGO,
    "country_of_origin": "China",
    "signed_by": "Wang Lei",
}
PACKING_LIST = {
    "number": "HC-PL-2026-0412",
    "issued_on": "2026-04-24",
    "invoice_number": "HC-INV-2026-0412",
    "contract_number": "HC-2026-0412",
    "seller": SELLER,
    "buyer": BUYER,
    **ROUTE,
    "vessel": "SILK HORIZON",
    "container_number": "HYSU7261547",
    "seal_number": "CN482016",
    "marks": MARKS,
    "lines": [
        {
            "package_numbers": numbers,
            "description": description,
            "packages": "40",
            "quantity": "2000",
            "unit": "pieces",
            "net_weight_kg": "420.00",
            "gross_weight_kg": "460.00",
            "volume_m3": "4.800",
        }
        for numbers, description in (("1-40", WHITE), ("41-80", NAVY))
    ],
    **CARGO,
    "volume_m3": "9.600",
    "signed_by": "Wang Lei",
}
