"""What a consignment costs at both ends of the main carriage, by its service."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from sqlmodel import Session

from app.queries.goods.freight import destination_charges, origin_charges
from app.queries.rates.rate import port_charges
from app.trade.carriage.transport_options import TransportOption

_CENT, _ZERO = Decimal("0.01"), Decimal(0)
_PER_CONTAINER = ("thc_general_cargo", "vgm", "isps", "eir", "seal", "booking_fee")
_PER_BILL = ("documentation", "manifest")


class Asked(Protocol):
    """What the charges depend on besides the service."""

    @property
    def on(self) -> date: ...
    @property
    def origin_port(self) -> str: ...
    @property
    def with_inspection(self) -> bool: ...


def charges_in_china(
    session: Session, wanted: Asked, option: TransportOption, tons: Decimal, gross_kg: Decimal
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Haulage, terminal and papers, clearance, inspection; RMB in total."""
    costs = origin_charges(session, wanted.on)
    inspection = costs["inspection"] if wanted.with_inspection else _ZERO
    charges = {
        tuple(row.key.split("/")[1:]): row.value or _ZERO
        for row in port_charges(session, wanted.origin_port, wanted.on)
    }
    clearance = charges.get(("customs_declaration", "bill"), _ZERO)
    if option.mode in ("courier", "post"):
        return _ZERO, _ZERO, clearance, inspection
    haulage = max(costs["haulage_ton"] * tons, costs["haulage_minimum"])
    if option.mode == "air":
        terminal = costs["air_terminal_kg"] * gross_kg
    elif option.containers:
        size = "20" if "20" in option.service else "40"
        haulage = costs[f"haulage_{size}"] * option.containers
        terminal = (
            sum((charges.get((name, size), _ZERO) for name in _PER_CONTAINER), _ZERO) * option.containers
        )
    else:
        terminal = costs["warehouse_ton"] * tons
    if option.mode == "sea":
        terminal += sum((charges.get((name, "bill"), _ZERO) for name in _PER_BILL), _ZERO)
    return _fen(haulage), _fen(terminal), clearance, inspection


def charges_abroad(
    session: Session, wanted: Asked, option: TransportOption, tons: Decimal, gross_kg: Decimal
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Terminal, on-carriage, unloading, clearance; USD in total."""
    costs = destination_charges(session, wanted.on)
    if option.mode in ("courier", "post"):
        return _ZERO, _ZERO, _ZERO, costs["courier_clearance"]
    on_carriage = max(costs["on_carriage_ton"] * tons, costs["on_carriage_minimum"])
    if option.mode == "air":
        terminal = max(costs["air_terminal_kg"] * gross_kg, costs["air_terminal_minimum"])
    elif option.containers:
        size = "20" if "20" in option.service else "40"
        terminal = costs[f"terminal_{size}"] * option.containers
        on_carriage = costs["on_carriage_container"] * option.containers
    else:
        terminal = max(costs["terminal_ton"] * tons, costs["terminal_minimum"])
    return _fen(terminal), _fen(on_carriage), costs["unloading"], costs["import_clearance"]


def _fen(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)
