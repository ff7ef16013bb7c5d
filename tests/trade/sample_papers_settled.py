"""The clean deal's last papers, of tax office and bank, and all of them together."""

from copy import deepcopy
from typing import Any

from tests.trade import sample_papers as sale
from tests.trade import sample_papers_carried as carried
from tests.trade.sample_credit import SAMPLES as CREDIT_SAMPLES
from tests.trade.sample_papers import FACTORY, SELLER_ZH

VAT_INVOICE = {
    "number": "26332000000118840412",
    "issued_on": "2026-04-22",
    "buyer": SELLER_ZH,
    "seller": FACTORY,
    "lines": [
        {
            "name": f"*服装*男式针织全棉T恤衫（{colour}）",
            "model": "180g/m² S-XL",
            "unit": "件",
            "quantity": "2000",
            "unit_price": "25.00",
            "amount": "50000.00",
            "tax_rate_percent": "13",
            "tax": "6500.00",
        }
        for colour in ("白色", "藏青色")
    ],
    "amount_total": "100000.00",
    "tax_total": "13000.00",
    "total": "113000.00",
    "total_words": "壹拾壹万叁仟元整",
    "remarks": "合同号 HC-PO-2026-0412",
    "issued_by": "陈思",
}
EXCHANGE_SETTLEMENT_SLIP = {
    "number": "NB26051900871",
    "issued_on": "2026-05-19",
    "bank": "中国工商银行宁波鄞州支行",
    "customer": SELLER_ZH,
    "account_number": "3901 1200 0908",
    "remitter": "NORDLICHT TEXTIL GMBH",
    "invoice_number": "HC-INV-2026-0412",
    "currency": "USD",
    "received_amount": "13496.00",
    "fee_amount": "25.00",
    "settled_amount": "13471.00",
    "exchange_rate": "6.6500",
    "rate_on": "2026-05-19",
    "total": "89582.15",
    "total_words": "捌万玖仟伍佰捌拾贰元壹角伍分",
    "purpose": "121010 一般贸易收入",
    "signed_by": "周颖",
}
REFUND_CLAIM = {
    "number": "TS-2026-05-001",
    "issued_on": "2026-06-10",
    "claimant": SELLER_ZH,
    "period": "2026-05",
    "settlement_number": "NB26051900871",
    "lines": [
        {
            "declaration_number": "310420260426001188",
            "export_on": "2026-04-30",
            "vat_invoice_number": "26332000000118840412",
            "hs_code": "6109100021",
            "name": f"男式针织全棉T恤衫（{colour}）",
            "quantity": "2000",
            "unit": "件",
            "purchase_amount": "50000.00",
            "tax": "6500.00",
            "refund_rate_percent": "13",
            "refund": "6500.00",
        }
        for colour in ("白色", "藏青色")
    ],
    "purchase_total": "100000.00",
    "tax_total": "13000.00",
    "total": "13000.00",
    "signed_by": "王磊",
}

_SAMPLES: dict[str, dict[str, Any]] = {
    "quotation": sale.QUOTATION,
    "proforma_invoice": sale.PROFORMA_INVOICE,
    "sales_contract": sale.SALES_CONTRACT,
    "purchase_order": sale.PURCHASE_ORDER,
    "commercial_invoice": sale.COMMERCIAL_INVOICE,
    "packing_list": sale.PACKING_LIST,
    "booking": carried.BOOKING,
    "bill_of_lading": carried.BILL_OF_LADING,
    "air_waybill": carried.AIR_WAYBILL,
    "courier_label": carried.COURIER_LABEL,
    "insurance_certificate": carried.INSURANCE_CERTIFICATE,
    "certificate_of_origin": carried.CERTIFICATE_OF_ORIGIN,
    "export_declaration": carried.EXPORT_DECLARATION,
    "list_9610": carried.LIST_9610,
    "vat_invoice": VAT_INVOICE,
    "shipping_advice": carried.SHIPPING_ADVICE,
    "inspection_certificate": carried.INSPECTION_CERTIFICATE,
    "exchange_settlement_slip": EXCHANGE_SETTLEMENT_SLIP,
    "refund_claim": REFUND_CLAIM,
    **CREDIT_SAMPLES,
}
# The samples by air and the consumer's parcel are deals of their own; a credit is examined on purpose.
_APART = ("air_waybill", "courier_label", "list_9610", *CREDIT_SAMPLES)


def sample(kind: str) -> dict[str, Any]:
    """One clean paper of each kind, free to be spoilt."""
    return deepcopy(_SAMPLES[kind])


def clean_set() -> dict[str, dict[str, Any]]:
    """All papers of the one deal by sea, which agree with each other."""
    return {kind: deepcopy(values) for kind, values in _SAMPLES.items() if kind not in _APART}
