"""Double entry: accounts, postings that balance in every currency, trial balance and profit statement.

A posting is positive on the debit side and negative on the credit side. Each currency balances by itself;
what crosses from one to another goes through `exchange_clearing`, which is open in both.
Source: double entry; CAS 19 (China) for accounts in foreign currency.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import positive
from app.trade.money import Money, rounded
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

ASSET, LIABILITY, EQUITY, INCOME, EXPENSE = "asset", "liability", "equity", "income", "expense"

# Account -> kind. Every account may hold every currency.
ACCOUNTS: dict[str, str] = {
    "bank": ASSET,
    "escrow": ASSET,
    "receivable": ASSET,
    "goods": ASSET,
    "input_vat": ASSET,
    "vat_refund_receivable": ASSET,
    "exchange_clearing": ASSET,
    "customer_deposits": LIABILITY,
    "payable": LIABILITY,
    "capital": EQUITY,
    "sales": INCOME,
    "exchange_gain": INCOME,
    "sales_returns": EXPENSE,
    "cost_of_goods": EXPENSE,
    "freight": EXPENSE,
    "insurance": EXPENSE,
    "customs_charges": EXPENSE,
    "import_duty": EXPENSE,
    "inspection": EXPENSE,
    "local_charges": EXPENSE,
    "commission": EXPENSE,
    "bank_fees": EXPENSE,
    "platform_fees": EXPENSE,
    "samples": EXPENSE,
    "fraud_loss": EXPENSE,
    "exchange_loss": EXPENSE,
}

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry: debit positive, credit negative."""

    account: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the books; refuses to exist when it does not balance in each currency.

    Raises: RuleBroken("ledger.unbalanced"), RuleBroken("ledger.account_unknown"), RuleBroken("ledger.empty"),
    RuleBroken("ledger.part_of_a_cent").
    """

    code: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        if not self.postings:
            raise RuleBroken("ledger.empty", entry=self.code)
        for posting in self.postings:
            if posting.account not in ACCOUNTS:
                raise RuleBroken("ledger.account_unknown", account=posting.account)
            if posting.amount != rounded(posting.amount, posting.currency):
                raise RuleBroken("ledger.part_of_a_cent", amount=posting.amount, currency=posting.currency)
        for currency, accounts in trial_balance(self.postings).items():
            difference = sum(accounts.values(), _ZERO)
            if difference:
                raise RuleBroken(
                    "ledger.unbalanced", entry=self.code, currency=currency, difference=difference
                )


def debit(account: str, money: Money) -> Posting:
    """A posting on the debit side: an asset or an expense grows."""
    return Posting(account, money.currency, money.amount)


def credit(account: str, money: Money) -> Posting:
    """A posting on the credit side: a liability, capital or income grows."""
    return Posting(account, money.currency, -money.amount)


def entry(code: str, *postings: Posting) -> Entry:
    """An entry of postings: those on one account and currency become one, and noughts are left out.

    Raises: RuleBroken("ledger.unbalanced"), RuleBroken("ledger.account_unknown"),
    RuleBroken("ledger.empty"), RuleBroken("ledger.part_of_a_cent").
    """
    netted: dict[tuple[str, str], Decimal] = {}
    for posting in postings:
        key = posting.account, posting.currency
        netted[key] = netted.get(key, _ZERO) + posting.amount
    return Entry(code, tuple(Posting(*key, amount) for key, amount in netted.items() if amount))


def reversed_entry(wrong: Entry) -> Entry:
    """The entry that undoes another one: books are put right by adding, never by changing."""
    undone = (Posting(posting.account, posting.currency, -posting.amount) for posting in wrong.postings)
    return Entry(f"{wrong.code}.reversed", tuple(undone))


def trial_balance(postings: Iterable[Posting]) -> dict[str, dict[str, Decimal]]:
    """The balance of every account in every currency: debit less credit.

    Each currency sums to nought when every entry balances.
    """
    balances: dict[str, dict[str, Decimal]] = {}
    for posting in postings:
        accounts = balances.setdefault(posting.currency, {})
        accounts[posting.account] = accounts.get(posting.account, _ZERO) + posting.amount
    return balances


@dataclass(frozen=True, slots=True)
class ProfitStatement:
    """Income and expenses of one currency by account, both as positive figures, and what is left."""

    currency: str
    income: dict[str, Decimal]
    expenses: dict[str, Decimal]
    profit: Decimal


def profit_statements(postings: Iterable[Posting]) -> list[ProfitStatement]:
    """What was earned and spent, in each currency by itself, currencies in alphabetical order.

    Raises: RuleBroken("ledger.account_unknown").
    """
    statements = []
    for currency, accounts in sorted(trial_balance(postings).items()):
        for name in accounts:
            if name not in ACCOUNTS:
                raise RuleBroken("ledger.account_unknown", field="postings", account=name)
        income = {name: -amount for name, amount in accounts.items() if ACCOUNTS[name] == INCOME}
        expenses = {name: amount for name, amount in accounts.items() if ACCOUNTS[name] == EXPENSE}
        profit = sum(income.values(), _ZERO) - sum(expenses.values(), _ZERO)
        statements.append(ProfitStatement(currency, income, expenses, profit))
    return statements


def profit_in(
    statements: list[ProfitStatement], currency: str, rates: dict[str, Decimal]
) -> tuple[Money, Workings]:
    """The profit of all currencies in one, at given rates.

    Args: rates, units of the currency asked for, for one unit of each other currency.
    Raises: RateUnknown("exchange.pair_unknown").
    """
    for given in rates.values():
        positive("rates", given)
    workings = Workings()
    whole = _ZERO
    for statement in statements:
        rate = Decimal(1) if statement.currency == currency else rates.get(statement.currency)
        if rate is None:
            raise RateUnknown("exchange.pair_unknown", base=statement.currency, quote=currency)
        whole += workings.add(
            "ledger.profit_part",
            rounded(statement.profit * rate, currency),
            currency,
            "profit * exchange_rate",
            profit=(statement.profit, statement.currency),
            exchange_rate=(rate, f"{currency}/{statement.currency}"),
        )
    workings.add("ledger.profit", whole, currency, "sum of the parts")
    return Money(whole, currency), workings
