"""The draft of a letter of credit for the balance of an order, as an applicant's bank would word it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.credits.soft_clause import SOFT_CLAUSES
from app.world.dice import Dice

_NOT_SWIFT = re.compile(r"[^A-Z0-9/\-?().,'+ ]")
_NAME, _GOODS = 60, 100  # characters: two lines of 35 for a party, two of 65 for the goods
_BANKS = (
    ("Meridian Commercial Bank", "MERC"), ("First Harbour Bank", "FHBK"), ("Union Coast Bank", "UCOB"),
)  # fmt: skip
# Words as bad practice has them; each alone makes payment depend on the applicant.
_PLANTS = {
    "applicant_certificate": "INSPECTION CERTIFICATE ISSUED AND SIGNED BY THE APPLICANT AFTER LOADING "
    "IS TO BE PRESENTED WITH THE DOCUMENTS.",
    "matching_signature": "THE INSPECTION CERTIFICATE BEARS SIGNATURES WHICH MUST MATCH THOSE ON FILE "
    "WITH THE ISSUING BANK.",
    "goods_receipt": "CARGO RECEIPT ISSUED BY THE APPLICANT AFTER ARRIVAL IS TO BE PRESENTED.",
    "later_amendment": "SHIPMENT ONLY AFTER THE NAME OF THE VESSEL HAS BEEN GIVEN BY THE APPLICANT AND "
    "ADVISED IN AN AMENDMENT.",
    "after_sale": "PAYMENT WILL BE MADE AFTER THE APPLICANT HAS SOLD THE GOODS.",
    "notice_operative": "THIS CREDIT BECOMES OPERATIVE ONLY UPON OUR FURTHER NOTICE.",
}


@dataclass(frozen=True, slots=True)
class CreditDeal:
    """What the bank is told of a deal. Names as they stand in the contract; amount and price in USD."""

    applicant: str
    applicant_city: str
    applicant_country: str
    beneficiary: str
    beneficiary_address: str
    goods: str
    quantity: int
    unit_price: Decimal
    amount: Decimal
    incoterm: str
    named_place: str
    number: int
    on: date
    ship_by: date


def planted(dice: Dice, many: int) -> list[str]:
    """The kinds of soft clause that a draft gets."""
    left = sorted(SOFT_CLAUSES)
    return [
        left.pop(dice.under("clause", str(place)).whole(0, len(left) - 1))
        for place in range(many)
    ]  # fmt: skip


def draft_credit(deal: CreditDeal, kinds: list[str], dice: Dice) -> dict[str, Any]:
    """Values of a letter of credit, at sight, for the balance. kinds: soft clauses that it is to have."""
    bank, code = dice.under("bank").pick(_BANKS)
    bic = f"{code}{deal.applicant_country}22"
    usual = ["ALL DOCUMENTS MUST BE IN ENGLISH.", "A FEE OF USD 50.00 IS DEDUCTED FOR EACH DISCREPANT SET."]
    soft = (_PLANTS[kind] for kind in kinds)
    conditions = [usual[0], *soft, usual[1], "THE DEPOSIT PAID IS DEDUCTED FROM THE INVOICE VALUE."]
    return {
        "sequence": "1/1", "form": "irrevocable", "number": f"{code}{deal.on:%y}LC{deal.number:04d}",
        "issued_on": deal.on.isoformat(), "rules": "UCP LATEST VERSION",
        "expires_on": (deal.ship_by + timedelta(days=41)).isoformat(), "expires_at": "CHINA",
        "issuing_bank": bank, "issuing_bic": bic, "advising_bic": "BKCHCNBJ92A",
        "applicant": {
            "name": swift_words(deal.applicant, "APPLICANT", _NAME),
            "address": swift_words(deal.applicant_city, "MAIN STREET 1"), "country": deal.applicant_country,
        },
        "beneficiary": {
            "name": swift_words(deal.beneficiary, "BENEFICIARY", _NAME),
            "address": swift_words(deal.beneficiary_address, "CHINA"), "country": "CN",
        },
        "currency": "USD", "amount": f"{deal.amount:.2f}",
        "available_with": "ANY BANK IN CHINA", "available_by": "by negotiation", "drafts_at": "SIGHT",
        "drawee": bic, "partial_shipment": "not allowed", "transhipment": "allowed",
        "port_of_loading": "ANY PORT IN CHINA", "port_of_discharge": f"ANY PORT OF {deal.applicant_country}",
        "latest_shipment_on": (deal.ship_by + timedelta(days=20)).isoformat(),
        "lines": [
            {"description": swift_words(deal.goods, "GOODS", _GOODS), "quantity": str(deal.quantity),
             "unit": "PIECES", "unit_price": f"{deal.unit_price:.2f}"},
        ],
        "term": deal.incoterm, "named_place": swift_words(deal.named_place, "CHINA"),
        "documents": [
            {"paper": "Commercial invoice", "originals": "3", "wording": "SIGNED"},
            {"paper": "Packing list", "originals": "3"},
            {"paper": "Certificate of origin", "originals": "1"},
        ],
        "conditions": "\n".join(conditions),
        "charges": "ALL BANKING CHARGES OUTSIDE THE COUNTRY OF ISSUE ARE FOR THE BENEFICIARY.",
        "presentation_days": "21", "confirmation": "without",
        "instructions": "ON RECEIPT OF COMPLYING DOCUMENTS WE SHALL REMIT AS THE PRESENTING BANK INSTRUCTS.",
    }  # fmt: skip


def swift_words(text: str, instead: str, most: int = 35) -> str:
    """A name in the characters of a SWIFT message, whole words alone; other words where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " AND ")).encode("ascii", "ignore").decode()
    kept = " ".join(_NOT_SWIFT.sub(" ", plain.upper()).split())
    if len(kept) > most:
        kept = kept[: most + 1].rpartition(" ")[0] or kept[:most]
    kept = kept.strip(" -:,")
    return kept if any(each.isalpha() for each in kept) else instead
