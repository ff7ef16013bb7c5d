"""What customs at the destination asks for a shipment, by the real rates, in its currency and in USD."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from app.models.document import Document
from app.models.order import Order
from app.models.product import Product
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.import_regime import regime_of
from app.queries.rates.rate import exchange_rate
from app.trade.carriage.incoterms import SELLER, pays
from app.trade.clearance.customs import BorderValues, ContractPrice, border_values
from app.trade.clearance.import_regime import DutyRate
from app.trade.clearance.import_tax import Entry, import_charges
from app.trade.clearance.origin_form import origin_standing, proof_of_form
from app.trade.money import Money, rounded
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_TO_PORT = ("export_haulage", "export_clearance", "origin_terminal")
_AFTER_BORDER = ("destination_terminal", "on_carriage", "unloading_at_buyer", "import_clearance")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ImportBill:
    """Who bears the charges, and the charges as plain values, or why they are not known.

    charges: as `actions/shipment_journey.Clear` takes them.
    """

    borne_by: str
    charges: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Border:
    """Where, when and how goods come in. on_carriage_usd: what the way on from the border costs."""

    market: str
    on: date
    mode: str
    on_carriage_usd: Decimal


def import_bill(session: Session, shipment: Shipment, on: date) -> ImportBill:
    """Duty, fees and tax of a shipment that enters on a day; never refused: what is not held is named.

    Source: trade rules, section 4; the exchange rate of the day of entry.
    """
    order = session.get_one(Order, shipment.order_id)
    borne_by = "seller" if pays(order.incoterm, "import_duty_tax") == SELLER else "buyer"
    try:
        return ImportBill(borne_by, _charges(session, order, shipment, on))
    except (RateUnknown, RuleBroken) as unknown:
        figures = {name: str(value) for name, value in unknown.figures.items()}
        return ImportBill(borne_by, {"unknown_code": unknown.code, "unknown_figures": figures})


def _charges(session: Session, order: Order, shipment: Shipment, on: date) -> dict[str, Any]:
    product = session.get_one(Product, order.product_id)
    proof = _proof(session, order)
    duties = duty_layers(session, order.market, Goods(product.hs_code[:6], proof=proof), on)
    border = Border(order.market, on, shipment.mode, _at(shipment, "on_carriage"))
    charges = border_charges(session, border, _contract(session, order, shipment, on), duties)
    return {**charges, "origin": origin_standing(order.market, proof)}


def border_charges(
    session: Session, border: Border, contract: ContractPrice, duties: tuple[DutyRate, ...]
) -> dict[str, Any]:
    """What customs asks on a contract's price, in the destination's currency and in USD, with workings.

    Raises: RateUnknown and RuleBroken of exchange, customs value and import charges.
    Source: trade rules, section 4.
    """
    regime = regime_of(session, border.market, border.on)
    rate = exchange_rate(session, regime.currency, border.on)
    values_usd, workings = border_values(contract)
    values = _converted(values_usd, rate, workings)
    inland = rounded(border.on_carriage_usd * rate.rate, regime.currency)
    due = import_charges(regime, Entry(values, duties, border.on, border.mode, inland))
    return {
        "currency": due.currency,
        "customs_value": due.customs_value,
        "duty": due.duty,
        "fees": due.fees,
        "tax": due.tax,
        "total": due.total,
        "total_usd": rounded(due.total / rate.rate, "USD"),
        "rate": rate.rate,
        "rate_on": rate.on,
        "workings": [*workings.as_list(), *due.workings.as_list()],
    }


def _contract(session: Session, order: Order, shipment: Shipment, on: date) -> ContractPrice:
    origin = shipment.option.get("origin_rmb", {})
    unpaid = [Decimal(str(origin.get(item, 0))) for item in _TO_PORT if pays(order.incoterm, item) != SELLER]
    to_port_rmb = sum(unpaid, _ZERO)
    to_port = rounded(to_port_rmb / exchange_rate(session, "CNY", on).rate, "USD") if to_port_rmb else _ZERO
    after = [_at(shipment, item) for item in _AFTER_BORDER if pays(order.incoterm, item) == SELLER]
    held = select(InsurancePolicy.premium_usd).where(InsurancePolicy.shipment_id == shipment.id)
    premium = session.exec(held).first() or _ZERO
    price = Money(order.total_usd, "USD")
    return ContractPrice(order.incoterm, price, to_port, shipment.freight_usd, premium, sum(after, _ZERO))


def _at(shipment: Shipment, item: str) -> Decimal:
    """A charge at destination, USD."""
    return Decimal(str(shipment.option.get("destination_usd", {}).get(item, 0)))


def _converted(values: BorderValues, rate: ExchangeRate, workings: Workings) -> BorderValues:
    """The values in the destination's currency, at the rate of the day of entry."""
    amounts = {"fob": values.fob, "freight": values.freight, "insurance": values.insurance}
    parts = [
        workings.add(
            f"import.{name}_converted",
            rounded(amount * rate.rate, rate.quote),
            rate.quote,
            "value * rate",
            rate.source,
            value=(amount, "USD"),
            rate=(rate.rate, f"{rate.quote}/USD"),
            rate_on=(rate.on.isoformat(), ""),
        )
        for name, amount in amounts.items()
    ]
    return BorderValues(*parts, rate.quote)


def _proof(session: Session, order: Order) -> str | None:
    """The proof of origin that goes with the goods, None without an issued certificate."""
    query = select(Document.fields).where(
        Document.order_id == order.id,
        Document.kind == "certificate_of_origin",
        Document.state == "issued",
    )
    fields = session.exec(query).first()
    return proof_of_form(str(fields.get("form", ""))) if fields else None
