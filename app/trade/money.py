"""Money: an exact decimal amount with its currency. No floats anywhere.

Source: trade rules, section 0 (unit prices up, totals, duties and taxes half
up).
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from app.trade.refusal import RuleBroken
from app.trade.workings import one_line

# Minor units of ISO 4217; every other currency that we meet has two.
_DECIMALS = {"JPY": 0, "KRW": 0, "CLP": 0, "VND": 0}

GREATEST_AMOUNT = Decimal("9999999999.99")


def decimals_of(currency: str) -> int:
    """Number of decimals of a currency's smallest unit (ISO 4217)."""
    return _DECIMALS.get(currency, 2)


def smallest_step(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 USD, 1 JPY."""
    return Decimal(1).scaleb(-decimals_of(currency))


@one_line("amount, rounded half up", "{currency}", amount="{currency}")
def rounded(amount: Decimal, currency: str) -> Decimal:
    """A total, duty or tax, rounded half up to the currency's own decimals."""
    return amount.quantize(smallest_step(currency), rounding=ROUND_HALF_UP)


@one_line("unit_price, rounded up", "{currency}/piece", unit_price="{currency}/piece")
def quoted(unit_price: Decimal, currency: str = "USD") -> Decimal:
    """A unit price as it is quoted: rounded up to the currency's own decimals.
    """
    return unit_price.quantize(smallest_step(currency), rounding=ROUND_CEILING)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency. Adding two currencies is refused, never guessed."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise RuleBroken("money.not_an_amount")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise RuleBroken("money.currency_unknown", currency=self.currency)

    def _same(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise RuleBroken("money.currencies_differ", left=self.currency, right=other.currency)

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount <= other.amount

    def rounded(self) -> "Money":
        """Half up to the currency's own decimals."""
        return Money(rounded(self.amount, self.currency), self.currency)


def split(total: Decimal, shares: list[Decimal], currency: str) -> list[Decimal]:
    """Split a total by shares so that the parts sum to it exactly (largest remainder).

    Args: total in the currency's own decimals; shares >= 0, not all zero.
    Returns: one amount for each share, in order, each in the currency's smallest step.
    Raises: RuleBroken("money.no_shares").
    """
    whole = sum(shares, Decimal(0))
    if whole <= 0 or any(share < 0 for share in shares):
        raise RuleBroken("money.no_shares")
    step = smallest_step(currency)
    exact = [total * share / whole for share in shares]
    parts = [part.quantize(step, rounding=ROUND_DOWN) for part in exact]
    left = int((total - sum(parts, Decimal(0))) / step)
    sign = 1 if left >= 0 else -1
    by_remainder = sorted(range(len(parts)), key=lambda i: (-abs(exact[i] - parts[i]), i))
    for index in by_remainder[: abs(left)]:
        parts[index] += sign * step
    return parts
