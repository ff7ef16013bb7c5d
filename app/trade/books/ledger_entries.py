"""The entries that the events of a deal make in a team's books.

Amounts are positive money in their own currency; each entry balances in each currency.
Source: Chinese Accounting Standards CAS 14 (revenue) and CAS 19 (foreign currency); trade rules, section 10.
"""

from app.trade.books.bookkeeping import Entry, credit, debit, entry
from app.trade.money import Money
from app.trade.payments.exchange import ExchangeRate, convert
from app.trade.refusal import RuleBroken

# What a team may pay for, each an expense account.
CHARGES = (
    "freight",
    "insurance",
    "customs_charges",
    "import_duty",
    "inspection",
    "local_charges",
    "commission",
    "bank_fees",
    "platform_fees",
    "samples",
)


def _positive(*amounts: Money) -> None:
    for money in amounts:
        if money.amount <= 0:
            raise RuleBroken("ledger.amount_not_positive", amount=money.amount, currency=money.currency)


def _not_negative(*amounts: Money) -> None:
    for money in amounts:
        if money.amount < 0:
            raise RuleBroken("ledger.amount_negative", amount=money.amount, currency=money.currency)


def capital_paid_in(amount: Money) -> Entry:
    """The team's starting money."""
    _positive(amount)
    return entry("capital_paid_in", debit("bank", amount), credit("capital", amount))


def deposit_received(received: Money, bank_fee: Money) -> Entry:
    """A deposit, owed to the buyer until the goods are sold. The fee may be in another currency."""
    _positive(received)
    _not_negative(bank_fee)
    return entry(
        "deposit_received",
        debit("bank", received),
        credit("customer_deposits", received),
        debit("bank_fees", bank_fee),
        credit("bank", bank_fee),
    )


def goods_sold(total: Money, deposit: Money) -> Entry:
    """The sale at shipment: the deposit is earned and the rest is owed by the buyer.

    Raises: RuleBroken("ledger.deposit_above_total").
    """
    _positive(total)
    _not_negative(deposit)
    if total < deposit:
        raise RuleBroken("ledger.deposit_above_total", deposit=deposit.amount, total=total.amount)
    return entry(
        "goods_sold",
        debit("customer_deposits", deposit),
        debit("receivable", total - deposit),
        credit("sales", total),
    )


def balance_received(due: Money, received: Money, bank_fee: Money) -> Entry:
    """The balance of a sale; what banks abroad kept of it on the way is a bank fee too.

    Raises: RuleBroken("ledger.received_above_due").
    """
    _positive(due, received)
    _not_negative(bank_fee)
    if due < received:
        raise RuleBroken("ledger.received_above_due", due=due.amount, received=received.amount)
    return entry(
        "balance_received",
        debit("bank", received),
        debit("bank_fees", due - received),
        credit("receivable", due),
        debit("bank_fees", bank_fee),
        credit("bank", bank_fee),
    )


def purchase_invoiced(net: Money, vat: Money) -> Entry:
    """A supplier's VAT invoice: goods at their net price, and VAT that is to be reclaimed."""
    _positive(net)
    _not_negative(vat)
    return entry(
        "purchase_invoiced", debit("goods", net), debit("input_vat", vat), credit("payable", net + vat)
    )


def purchase_paid(amount: Money) -> Entry:
    """The supplier is paid."""
    _positive(amount)
    return entry("purchase_paid", debit("payable", amount), credit("bank", amount))


def goods_shipped(net: Money) -> Entry:
    """Goods leave the stock: their net purchase price becomes cost."""
    _positive(net)
    return entry("goods_shipped", debit("cost_of_goods", net), credit("goods", net))


def charge_paid(account: str, amount: Money) -> Entry:
    """Freight, premium, customs or another charge is paid.

    Raises: RuleBroken("ledger.account_unknown").
    """
    if account not in CHARGES:
        raise RuleBroken("ledger.account_unknown", account=account)
    _positive(amount)
    return entry(f"{account}_paid", debit(account, amount), credit("bank", amount))


def claim_received(amount: Money) -> Entry:
    """The insurer pays a claim: it stands against what insurance cost."""
    _positive(amount)
    return entry("claim_received", debit("bank", amount), credit("insurance", amount))


def settlement(sold: Money, at_booking: ExchangeRate, at_settlement: ExchangeRate) -> Entry:
    """Foreign currency is sold to the bank: proceeds at today's rate, cleared at the rate in the books.

    Gain and loss: receipt * (rate at settlement - rate in the quotation).
    Raises: RuleBroken("exchange.rate_does_not_fit").
    """
    _positive(sold)
    proceeds, _ = convert(sold, at_settlement)
    booked, _ = convert(sold, at_booking)
    gain = proceeds - booked
    is_gain = gain.amount >= 0
    return entry(
        "settlement",
        credit("bank", sold),
        debit("exchange_clearing", sold),
        debit("bank", proceeds),
        credit("exchange_clearing", booked),
        credit("exchange_gain", gain) if is_gain else debit("exchange_loss", -gain),
    )


def vat_refund_claimed(input_vat: Money, refund: Money) -> Entry:
    """A refund is claimed: input VAT that the refund rate does not give back becomes cost of the goods.

    Raises: RuleBroken("ledger.refund_above_vat").
    """
    _positive(input_vat)
    _not_negative(refund)
    if input_vat < refund:
        raise RuleBroken("ledger.refund_above_vat", vat=input_vat.amount, refund=refund.amount)
    return entry(
        "vat_refund_claimed",
        debit("vat_refund_receivable", refund),
        debit("cost_of_goods", input_vat - refund),
        credit("input_vat", input_vat),
    )


def vat_refund_refused(refund: Money) -> Entry:
    """A claim is refused for good: what was to come back is cost."""
    _positive(refund)
    return entry(
        "vat_refund_refused", debit("cost_of_goods", refund), credit("vat_refund_receivable", refund)
    )


def vat_refund_received(refund: Money) -> Entry:
    """The tax office pays a refund."""
    _positive(refund)
    return entry("vat_refund_received", debit("bank", refund), credit("vat_refund_receivable", refund))


def sample_sold(amount: Money) -> Entry:
    """A buyer pays for a sample, or for its carriage."""
    _positive(amount)
    return entry("sample_sold", debit("bank", amount), credit("sales", amount))


def replacement_bought(amount: Money) -> Entry:
    """Pieces bought and sent in place of faulty ones."""
    _positive(amount)
    return entry("replacement_bought", debit("cost_of_goods", amount), credit("bank", amount))


def instrument_credited(amount: Money) -> Entry:
    """The bank credits a cheque or draft, with the right to take it back until it is cleared."""
    _positive(amount)
    return entry("instrument_credited", debit("bank", amount), credit("customer_deposits", amount))


def instrument_bounced(credited: Money, refunded: Money) -> Entry:
    """A cheque comes back unpaid: the bank takes its credit back; what was refunded out of it is lost."""
    _positive(credited)
    _not_negative(refunded)
    return entry(
        "instrument_bounced",
        debit("customer_deposits", credited - refunded),
        debit("fraud_loss", refunded),
        credit("bank", credited),
    )


def payment_gone_astray(amount: Money) -> Entry:
    """What went to a stranger's account did not pay the supplier: it is lost, and the debt is open again."""
    _positive(amount)
    return entry("payment_gone_astray", debit("fraud_loss", amount), credit("payable", amount))


def freight_gone_astray(amount: Money) -> Entry:
    """What went to a stranger's account paid no forwarder: it is paid again, and the first is lost."""
    _positive(amount)
    return entry("freight_gone_astray", debit("fraud_loss", amount), credit("bank", amount))


def price_reduced(amount: Money) -> Entry:
    """What a buyer takes off the balance because the credit for it ran out unpaid."""
    _positive(amount)
    return entry("price_reduced", debit("sales", amount), credit("receivable", amount))


def credit_dishonoured(discount: Money) -> Entry:
    """The bank refuses the papers of a credit; the buyer takes the goods for less: the rest is lost."""
    _positive(discount)
    return entry("credit_dishonoured", debit("fraud_loss", discount), credit("receivable", discount))


def escrow_held(paid: Money) -> Entry:
    """A consumer pays; the platform holds the money."""
    _positive(paid)
    return entry("escrow_held", debit("escrow", paid), credit("customer_deposits", paid))


def escrow_released(held: Money, platform_fee: Money) -> Entry:
    """The platform releases the money less its fee, and the sale is earned.

    Raises: RuleBroken("ledger.fee_above_amount").
    """
    _positive(held)
    _not_negative(platform_fee)
    if held < platform_fee:
        raise RuleBroken("ledger.fee_above_amount", fee=platform_fee.amount, amount=held.amount)
    return entry(
        "escrow_released",
        debit("bank", held - platform_fee),
        debit("platform_fees", platform_fee),
        credit("escrow", held),
        debit("customer_deposits", held),
        credit("sales", held),
    )


def escrow_refunded(amount: Money) -> Entry:
    """The platform gives held money back to the consumer."""
    _positive(amount)
    return entry("escrow_refunded", debit("customer_deposits", amount), credit("escrow", amount))


def deposit_refunded(amount: Money) -> Entry:
    """A deposit goes back to the buyer, because nothing was shipped."""
    _positive(amount)
    return entry("deposit_refunded", debit("customer_deposits", amount), credit("bank", amount))


def sale_refunded(amount: Money) -> Entry:
    """Money of a finished sale goes back to the buyer."""
    _positive(amount)
    return entry("sale_refunded", debit("sales_returns", amount), credit("bank", amount))


def platform_fee_returned(amount: Money) -> Entry:
    """The platform gives a part of its fee back with a refund."""
    _positive(amount)
    return entry("platform_fee_returned", debit("bank", amount), credit("platform_fees", amount))


def goods_taken_back(net: Money) -> Entry:
    """Sold goods come back fit for sale: their net purchase price is stock again, and no cost."""
    _positive(net)
    return entry("goods_taken_back", debit("goods", net), credit("cost_of_goods", net))


def platform_fee_paid(amount: Money) -> Entry:
    """A fee of the platform outside a release, such as for a withdrawal."""
    return charge_paid("platform_fees", amount)
