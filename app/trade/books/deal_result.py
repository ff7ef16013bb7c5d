"""What a deal brought against what its quotation promised, line by line, in RMB.

USD of both sides are valued at the quotation's rate; what the rate did meanwhile is a line of its own.
Source: trade rules, sections 2 and 10.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.trade.bounds import positive
from app.trade.money import rounded
from app.trade.payments import exchange

_ZERO = Decimal(0)
# Account -> currency -> balance, debit less credit.
Books = Mapping[str, Mapping[str, Decimal]]

# Line -> (codes of the quotation's workings, accounts of the books).
_COSTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "result.goods": ((), ("goods", "cost_of_goods", "input_vat")),
    "result.charges": (
        (
            "costing.domestic", "costing.destination_terminal", "costing.on_carriage", "costing.unloading",
            "costing.clearance_fee",
        ),
        ("local_charges", "customs_charges", "inspection"),
    ),
    "result.freight": (("costing.freight",), ("freight",)),
    "result.insurance": (("costing.premium",), ("insurance",)),
    "result.import": (("costing.duty", "costing.import_vat"), ("import_duty",)),
    "result.commission": (("costing.commission",), ("commission",)),
    "result.fees": (("costing.bank_fee", "costing.fixed_fee"), ("bank_fees", "platform_fees")),
    "result.returns": ((), ("sales_returns",)),
}  # fmt: skip
# Costs that are no part of what the goods cost at the border.
_BEYOND_FOB = ("result.freight", "result.insurance", "result.import", "result.commission", "result.fees")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line in RMB; costs are negative."""

    code: str
    quoted: Decimal
    realised: Decimal

    @property
    def difference(self) -> Decimal:
        """Better than quoted when above nought."""
        return self.realised - self.quoted


@dataclass(frozen=True, slots=True)
class Ratios:
    """Margin as a share of sales, exchange cost in RMB per USD of net FOB, profit as a share of export cost;
    None where there is nothing to divide by yet.
    """

    margin_rate: Decimal | None
    exchange_cost: Decimal | None
    profit_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class DealResult:
    """The lines, profit last, and the ratios of both sides."""

    lines: tuple[ResultLine, ...]
    quoted: Ratios
    realised: Ratios


def deal_result(
    workings: Sequence[Mapping[str, Any]],
    quantity: int,
    total_usd: Decimal,
    rmb_per_usd: Decimal,
    books: Books,
) -> DealResult:
    """Quotation and books side by side.

    Args: workings, the lines of `costing.price` as plain values; rmb_per_usd, the quotation's rate > 0;
    books, balances of the order's own entries.
    Source: trade rules, sections 2 and 10.
    """
    positive("quantity", quantity)
    positive("rmb_per_usd", rmb_per_usd)
    quoted = _quoted(workings, quantity, rmb_per_usd)
    lines = [ResultLine("result.sales", rounded(total_usd * rmb_per_usd, "CNY"),
                        -_booked(books, ("sales",), rmb_per_usd))]  # fmt: skip
    for code, (codes, accounts) in _COSTS.items():
        promised = sum((quoted.get(each, _ZERO) for each in codes), _ZERO)
        if code == "result.goods":
            promised = quoted.get("costing.purchase", _ZERO) - quoted.get("costing.vat_refund_total", _ZERO)
        lines.append(ResultLine(code, -promised, -_booked(books, accounts, rmb_per_usd)))
    lines.append(
        ResultLine("result.exchange", _ZERO, -_booked(books, ("exchange_gain", "exchange_loss"), rmb_per_usd))
    )
    kept = [line for line in lines if line.quoted or line.realised or line.code == "result.sales"]
    profit = ResultLine(
        "result.profit",
        sum((line.quoted for line in kept), _ZERO),
        sum((line.realised for line in kept), _ZERO),
    )
    return DealResult(
        (*kept, profit),
        _ratios({line.code: line.quoted for line in kept}, profit.quoted, rmb_per_usd),
        _ratios({line.code: line.realised for line in kept}, profit.realised, rmb_per_usd),
    )


def _quoted(workings: Sequence[Mapping[str, Any]], quantity: int, rate: Decimal) -> dict[str, Decimal]:
    """Code of a line -> RMB over the whole quantity."""
    found: dict[str, Decimal] = {}
    for line in workings:
        currency, _, per = str(line["unit"]).partition("/")
        if currency not in ("CNY", "USD") or per not in ("", "piece"):
            continue
        amount = Decimal(line["amount"]) * (quantity if per else 1) * (rate if currency == "USD" else 1)
        found[line["code"]] = rounded(amount, "CNY")
    return found


def _booked(books: Books, accounts: tuple[str, ...], rate: Decimal) -> Decimal:
    """Balance of accounts in RMB, debit less credit."""
    whole = _ZERO
    for account in accounts:
        held = books.get(account, {})
        whole += held.get("CNY", _ZERO) + rounded(held.get("USD", _ZERO) * rate, "CNY")
    return whole


def _ratios(lines: Mapping[str, Decimal], profit: Decimal, rate: Decimal) -> Ratios:
    sales = lines["result.sales"]
    cost = -(lines.get("result.goods", _ZERO) + lines.get("result.charges", _ZERO))
    net_fob = (sales + sum((lines.get(code, _ZERO) for code in _BEYOND_FOB), _ZERO)) / rate
    return Ratios(
        margin_rate=_four(profit / sales) if sales > 0 else None,
        exchange_cost=_four(exchange.exchange_cost(cost, net_fob)) if sales > 0 and net_fob > 0 else None,
        profit_rate=_four(exchange.profit_rate(net_fob, rate, cost)) if sales > 0 and cost > 0 else None,
    )


def _four(ratio: Decimal) -> Decimal:
    return ratio.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
