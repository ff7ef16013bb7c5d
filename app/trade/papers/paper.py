"""What a kind of paper is: its fields, who fills each one, and the fields that many papers share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.refusal import Refusal

FieldType = Literal[
    "text",
    "long",
    "date",
    "amount",
    "price",
    "rate",
    "quantity",
    "weight",
    "volume",
    "choice",
    "country",
    "lines",
    "party",
]
FilledBy = Literal[
    "student", "enterprise", "carrier", "insurer", "chamber", "inspector", "customs", "bank", "tax"
]

TERMS = tuple(INCOTERMS)
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "AUD", "CAD", "CNY")
YES_NO = ("yes", "no")
ALLOWED = ("allowed", "not allowed")
# Institute Cargo Clauses, widest first: a wider cover satisfies a narrower demand.
COVERS = ("ICC (A)", "ICC (B)", "ICC (C)")


@dataclass(frozen=True, slots=True)
class PaperField:
    """One box of a paper.

    type: text (one line), long (several lines), date (ISO), amount (currency's decimals), price (4 decimals),
    rate (8 decimals), quantity (whole), weight (kg, 2 decimals), volume (m3, 3 decimals), choice, country
    (two letters of ISO 3166), lines (a list of rows with `columns`), party (of
    the fields in PARTY).
    """

    name: str
    label_en: str
    type: FieldType = "text"
    required: bool = True
    filled_by: FilledBy = "student"
    choices: tuple[str, ...] = ()
    help_en: str = ""
    columns: tuple["PaperField", ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. issuer: who signs it; language: of the form as it is printed; rules: what its boxes,
    each readable by itself, say against each other.
    """

    kind: str
    title_en: str
    title_zh: str
    fields: tuple[PaperField, ...]
    issuer: str
    language: Literal["en", "zh"] = "en"
    rules: Callable[[Mapping[str, Any]], Iterable[Refusal]] | None = None

    def field(self, name: str) -> PaperField:
        """The field of that name; KeyError if the paper has none."""
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)


def optional(*fields: PaperField) -> tuple[PaperField, ...]:
    """The same fields, allowed to stay empty."""
    return tuple(replace(each, required=False) for each in fields)


def filled_by(who: FilledBy, *fields: PaperField) -> tuple[PaperField, ...]:
    """The same fields, filled in by that party."""
    return tuple(replace(each, filled_by=who) for each in fields)


PARTY = (
    PaperField("name", "Name"),
    PaperField("address", "Address", "long"),
    PaperField("country", "Country", "country", help_en="Two letters of ISO 3166, such as DE."),
    PaperField("tax_id", "Tax or registration number", required=False),
    PaperField("contact", "Contact", required=False),
)

NUMBER = PaperField("number", "Number")
ISSUED_ON = PaperField("issued_on", "Date of issue", "date")
SELLER = PaperField("seller", "Seller / exporter", "party")
BUYER = PaperField("buyer", "Buyer / consignee", "party")
CONTRACT_NUMBER = PaperField("contract_number", "Contract number")
INVOICE_NUMBER = PaperField("invoice_number", "Invoice number")
BILL_NUMBER = PaperField("bill_of_lading_number", "Bill of lading or waybill number")
TERM = PaperField("term", "Delivery term (Incoterms 2020)", "choice", choices=TERMS)
NAMED_PLACE = PaperField(
    "named_place", "Named place", help_en="The port or place that stands after the term."
)
CURRENCY = PaperField("currency", "Currency", "choice", choices=CURRENCIES)
TOTAL = PaperField("total", "Total amount", "amount")
TOTAL_WORDS = PaperField("total_words", "Total in words", "long")
PORT_OF_LOADING = PaperField("port_of_loading", "Port of loading")
PORT_OF_DISCHARGE = PaperField("port_of_discharge", "Port of discharge")
VESSEL = PaperField("vessel", "Vessel or flight")
VOYAGE = PaperField("voyage", "Voyage")
MARKS = PaperField("marks", "Shipping marks", "long", help_en="Write N/M when the packages carry no marks.")
GOODS = PaperField("goods", "Description of goods", "long")
PACKAGES = PaperField("packages", "Number of packages", "quantity")
PACKAGE_KIND = PaperField("package_kind", "Kind of packages")
NET_WEIGHT = PaperField("net_weight_kg", "Net weight (kg)", "weight")
GROSS_WEIGHT = PaperField("gross_weight_kg", "Gross weight (kg)", "weight")
VOLUME = PaperField("volume_m3", "Volume (m³)", "volume")
CONTAINER_NUMBER = PaperField("container_number", "Container number", required=False)
SEAL_NUMBER = PaperField("seal_number", "Seal number", required=False)
PAYMENT = PaperField("payment", "Payment", "long")
ORIGIN = PaperField("country_of_origin", "Country of origin")
SIGNED_BY = PaperField("signed_by", "Signed by")
REMARKS = PaperField("remarks", "Remarks", "long", required=False)
FREIGHT_PAYABLE = PaperField("freight", "Freight", "choice", choices=("prepaid", "collect"))
ORIGINALS = PaperField("originals", "Number of originals", "quantity")

DESCRIPTION = PaperField("description", "Description of goods", "long")
HS_CODE = PaperField("hs_code", "HS code")
QUANTITY = PaperField("quantity", "Quantity", "quantity")
UNIT = PaperField("unit", "Unit")
UNIT_PRICE = PaperField("unit_price", "Unit price", "price")
AMOUNT = PaperField("amount", "Amount", "amount")
