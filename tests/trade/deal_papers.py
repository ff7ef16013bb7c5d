"""The papers and the credit that follow from one deal of `clean_sets.json`, in agreement with each other."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_words

Papers = dict[str, dict[str, Any]]
SELLER = {
    "name": "Ningbo Haichuan Import & Export Co., Ltd.",
    "address": "48 Caihong North Road\nNingbo",
    "country": "CN",
}
_TRANSPORT = {"sea": "bill_of_lading", "air": "air_waybill", "courier": "courier_label"}
_TITLES = {"sea": "Bill of lading", "air": "Air waybill", "courier": "Courier receipt"}
_COLLECT = ("EXW", "FCA", "FAS", "FOB")
_INSURED = ("CIF", "CIP")


def _total(wanted: dict[str, Any]) -> Decimal:
    return sum((Decimal(each["quantity"]) * Decimal(each["price"]) for each in wanted["goods"]), Decimal(0))


def _money(wanted: dict[str, Any], amount: Decimal) -> str:
    return str(Money(amount, wanted["currency"]).rounded().amount)


def _summed(wanted: dict[str, Any], column: str) -> str:
    return str(sum((Decimal(each[column]) for each in wanted["goods"]), Decimal(0)))


def _lines(wanted: dict[str, Any], *columns: str) -> list[dict[str, str]]:
    rows = []
    for each in wanted["goods"]:
        amount = _money(wanted, Decimal(each["quantity"]) * Decimal(each["price"]))
        row = each | {"unit_price": each["price"], "amount": amount}
        rows.append({name: row[name] for name in ("description", "quantity", *columns)})
    return rows


def papers_of(wanted: dict[str, Any], buyer: dict[str, str]) -> Papers:
    """All papers of the deal by kind."""
    number, dates, total = wanted["number"], wanted["dates"], _money(wanted, _total(wanted))
    parties = {"seller": SELLER, "buyer": buyer}
    route = {"port_of_loading": wanted["from"], "port_of_discharge": wanted["to"]}
    packed = {"packages": _summed(wanted, "packages"), "package_kind": wanted.get("package_kind", "cartons")}
    weights = {
        "net_weight_kg": _summed(wanted, "net_weight_kg"),
        "gross_weight_kg": _summed(wanted, "gross_weight_kg"),
    }
    money = {
        "currency": wanted["currency"],
        "total": total,
        "total_words": amount_in_words(Money(Decimal(total), wanted["currency"])),
    }
    numbers = {"contract_number": f"SC-{number}", "invoice_number": f"INV-{number}"}
    shared = deepcopy(parties | route | packed | {"marks": wanted["marks"]})
    papers: Papers = {
        "commercial_invoice": deepcopy(shared)
        | weights
        | money
        | {
            "number": f"INV-{number}",
            "issued_on": dates["invoice"],
            "contract_number": f"SC-{number}",
            "term": wanted["term"],
            "named_place": wanted["place"],
            "country_of_origin": "China",
            "lines": _lines(wanted, "unit", "unit_price", "amount"),
            "signed_by": "Wang Lei",
            "originals": "3",
        },
        "packing_list": deepcopy(shared)
        | weights
        | numbers
        | {
            "number": f"PL-{number}",
            "issued_on": dates["invoice"],
            "volume_m3": _summed(wanted, "volume_m3"),
            "lines": _lines(wanted, "unit", "packages", "net_weight_kg", "gross_weight_kg", "volume_m3"),
            "originals": "3",
            "signed_by": "Wang Lei",
        },
        "certificate_of_origin": deepcopy(shared)
        | {
            "number": f"CO-{number}",
            "issued_on": dates["invoice"],
            "form": "CO",
            "country_of_origin": "China",
            "invoice_number": f"INV-{number}",
            "invoice_on": dates["invoice"],
            "lines": _lines(wanted, "unit"),
            "originals": "1",
        },
        _TRANSPORT[wanted["mode"]]: _transport(wanted, shared, weights),
    }
    if wanted["term"] in _INSURED:
        papers["insurance_certificate"] = _policy(wanted, shared)
    if "credit" in wanted:
        papers |= _for_credit(wanted, money)
    if wanted.get("contract"):
        papers["sales_contract"] = deepcopy(parties | route | money) | {
            "number": f"SC-{number}",
            "issued_on": dates["contract"],
            "marks": wanted["marks"],
            "term": wanted["term"],
            "named_place": wanted["place"],
            "latest_shipment_on": wanted["latest"],
            "partial_shipment": "not allowed",
            "transhipment": "allowed",
            "tolerance_percent": "0",
            "lines": _lines(wanted, "unit", "unit_price", "amount"),
            "insurance_cover": "ICC (A)",
            "insurance": "",
        }
    return papers


def _transport(wanted: dict[str, Any], shared: dict[str, Any], weights: dict[str, str]) -> dict[str, Any]:
    number, shipped = wanted["number"], wanted["dates"]["shipped"]
    buyer = shared["buyer"]
    carried = {name: shared[name] for name in ("packages", "package_kind", "marks")} | {
        "gross_weight_kg": weights["gross_weight_kg"],
        "goods": wanted["general"],
        "shipper": deepcopy(SELLER),
        "freight": "collect" if wanted["term"] in _COLLECT else "prepaid",
        "signed_by": "Chen Min",
    }
    if wanted["mode"] == "sea":
        return carried | {
            "number": f"BL-{number}",
            "issued_on": shipped,
            "on_board_on": shipped,
            "carrier": "Haiyang Silk Line",
            "port_of_loading": shared["port_of_loading"],
            "port_of_discharge": shared["port_of_discharge"],
            "consignee": wanted.get("consignee", "To order"),
            "notify": deepcopy(buyer),
            "vessel": "SILK HORIZON",
            "voyage": "026W",
            "container_number": "HYSU7261547",
            "seal_number": "CN482016",
            "volume_m3": _summed(wanted, "volume_m3"),
            "charter_party": "no",
            "originals": "3",
            "signed_as": "as agent for the carrier",
        }
    if wanted["mode"] == "air":
        return {name: value for name, value in carried.items() if name != "package_kind"} | {
            "number": f"781-{number}",
            "issued_on": shipped,
            "on_board_on": shipped,
            "carrier": "East Sea Air Cargo",
            "port_of_loading": wanted["from"].split(",")[0],
            "port_of_discharge": wanted["to"].split(",")[0],
            "consignee": deepcopy(wanted.get("consignee_party", buyer)),
            "vessel": "ES 8071",
            "signed_as": "as agent for the carrier",
            "volume_m3": _summed(wanted, "volume_m3"),
        }
    return {
        "number": f"LX{number}CN",
        "issued_on": shipped,
        "carrier": "Swift Parcel",
        "service": "Express",
        "order_number": f"SC-{number}",
        "shipper": deepcopy(SELLER),
        "consignee": deepcopy(buyer),
        "contents": "sale of goods",
        "lines": [],
        "gross_weight_kg": weights["gross_weight_kg"],
        "signed_by": "Wang Lei",
    }


def _policy(wanted: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    insured = _money(wanted, _total(wanted) * Decimal("1.1"))
    at_sea = wanted["mode"] == "sea"
    return {name: shared[name] for name in ("packages", "package_kind", "marks")} | {
        "kind_of_paper": "policy",
        "number": f"PI-{wanted['number']}",
        "issued_on": wanted["dates"]["invoice"],
        "insurer": "Donghai Marine Insurance Co., Ltd.",
        "insured": SELLER["name"],
        "invoice_number": f"INV-{wanted['number']}",
        "goods": wanted["general"],
        "currency": wanted["currency"],
        "insured_amount": insured,
        "insured_amount_words": amount_in_words(Money(Decimal(insured), wanted["currency"])),
        "vessel": "SILK HORIZON" if at_sea else "ES 8071",
        "voyage": "026W" if at_sea else "",
        "port_of_loading": wanted["from"],
        "port_of_discharge": wanted["to"],
        "cover": "ICC (A)",
        "further_risks": "War Clauses (Cargo)",
        "endorsement": "in blank",
        "originals": "2",
        "signed_by": "Lin Yue",
    }


def _for_credit(wanted: dict[str, Any], money: dict[str, str]) -> Papers:
    number, credit = wanted["number"], wanted["credit"]
    papers: Papers = {
        "beneficiary_certificate": {
            "number": f"BC-{number}",
            "issued_on": wanted["dates"]["shipped"],
            "seller": deepcopy(SELLER),
            "credit_number": f"LC{number}",
            "invoice_number": f"INV-{number}",
            "originals": "1",
            "statement": "One set of copies has been sent to the applicant by courier within 3 days "
            "after shipment.",
            "signed_by": "Wang Lei",
        }
    }
    if credit.get("drafts_at", "SIGHT"):
        papers["draft"] = money | {
            "number": f"D-{number}",
            "issued_on": wanted["dates"]["presented"],
            "issued_at": "Ningbo",
            "tenor": credit.get("drafts_at", "SIGHT").lower(),
            "payee": "Bank of China, Ningbo",
            "drawee": "HSBKDEHH",
            "drawn_under": "Hansebank AG",
            "credit_number": f"LC{number}",
            "credit_on": wanted["dates"]["credit"],
            "invoice_number": f"INV-{number}",
            "drawer": SELLER["name"],
            "signed_by": "Wang Lei",
        }
    return papers


def credit_of(wanted: dict[str, Any], buyer: dict[str, str]) -> dict[str, Any]:
    """The credit of the deal, with what is its own."""
    dates, mode = wanted["dates"], wanted["mode"]
    applicant = {name: text.upper() for name, text in buyer.items()}
    freight = "COLLECT" if wanted["term"] in _COLLECT else "PREPAID"
    carriage = {
        "sea": f"FULL SET OF CLEAN ON BOARD, MADE OUT TO ORDER, BLANK ENDORSED, MARKED FREIGHT {freight}, "
        "NOTIFY APPLICANT",
        "air": f"CONSIGNED TO APPLICANT, MARKED FREIGHT {freight}",
        "courier": "",
    }[mode]
    asked = [
        {"paper": "Commercial invoice", "originals": "3", "wording": "SIGNED"},
        {"paper": "Packing list", "originals": "3"},
        {"paper": _TITLES[mode], "originals": "3" if mode == "sea" else "1", "wording": carriage},
        {"paper": "Certificate of origin", "originals": "1"},
        {
            "paper": "Beneficiary's certificate",
            "originals": "1",
            "wording": "CERTIFYING THAT ONE SET OF COPIES HAS BEEN SENT TO APPLICANT BY COURIER WITHIN 3 "
            "DAYS AFTER SHIPMENT",
        },
    ]
    if wanted["term"] in _INSURED:
        asked.append(
            {
                "paper": "Insurance policy or certificate",
                "originals": "2",
                "wording": "BLANK ENDORSED, FOR 110 PERCENT OF INVOICE VALUE, COVERING ICC (A) "
                "AND WAR CLAUSES",
            }
        )
    credit = {
        "sequence": "1/1",
        "form": "irrevocable",
        "number": f"LC{wanted['number']}",
        "issued_on": dates["credit"],
        "rules": "UCP LATEST VERSION",
        "expires_on": dates["expires"],
        "expires_at": "CHINA",
        "issuing_bank": "Hansebank AG, Hamburg",
        "issuing_bic": "HSBKDEHH",
        "advising_bic": "BKCHCNBJ92A",
        "applicant": applicant,
        "beneficiary": {name: text.upper().replace("&", "AND") for name, text in SELLER.items()},
        "currency": wanted["currency"],
        "amount": _money(wanted, _total(wanted)),
        "available_with": "ANY BANK",
        "available_by": "by negotiation",
        "drafts_at": "SIGHT",
        "drawee": "HSBKDEHH",
        "partial_shipment": "not allowed",
        "transhipment": "allowed",
        "port_of_loading": wanted["from"].upper(),
        "port_of_discharge": wanted["to"].upper(),
        "latest_shipment_on": wanted["latest"],
        "lines": [
            {
                "description": each["description"].upper(),
                "quantity": each["quantity"],
                "unit": each["unit"].upper(),
                "unit_price": each["price"],
            }
            for each in wanted["goods"]
        ],
        "term": wanted["term"],
        "named_place": wanted["place"].upper(),
        "documents": asked,
        "confirmation": "without",
    }
    merged = credit | wanted["credit"]
    return {name: value for name, value in merged.items() if value is not None}
