"""What banks keep of a transfer on its way, by who bears the charges: OUR, SHA or BEN.

Source: trade rules, section 9.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import zero_or_more
from app.trade.money import Money
from app.trade.payments.payment_terms import Shortfall, shortfall
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

# OUR: the remitter bears all; SHA: each its own bank, and those between deduct theirs; BEN: the payee.
CHARGES = ("OUR", "SHA", "BEN")

_SECTION_9 = "trade rules, section 9"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrives of a transfer, and how it stands to what was due."""

    received: Money
    shortfall: Shortfall
    workings: Workings


def arrival(sent: Money, charges: str, correspondent_fee: Money, sending_fee: Money) -> Arrival:
    """The amount that reaches the payee's bank, by who bears the charges (OUR, SHA, BEN).

    Args: sent > 0; both fees >= 0 and in the currency sent: of the banks between, and of the remitter's own.
    Raises: RuleBroken("payment.charges_unknown"), RuleBroken("payment.nothing_left"),
    RuleBroken("money.currencies_differ").
    Source: trade rules, section 9.
    """
    if charges not in CHARGES:
        raise RuleBroken("payment.charges_unknown", field="charges", charges=charges)
    zero_or_more("correspondent_fee", correspondent_fee.amount)
    zero_or_more("sending_fee", sending_fee.amount)
    nothing = Money(Decimal(0), sent.currency)
    between = nothing if charges == "OUR" else correspondent_fee
    own = sending_fee if charges == "BEN" else nothing
    received = (sent - between - own).rounded()
    if received.amount <= 0:
        raise RuleBroken("payment.nothing_left", amount=sent.amount)
    workings = Workings()
    workings.add(
        "payment.received", received.amount, received.currency, "sent - correspondent_fee - sending_fee",
        _SECTION_9, sent=(sent.amount, sent.currency), correspondent_fee=(between.amount, sent.currency),
        sending_fee=(own.amount, sent.currency), charges=(charges, ""),
    )  # fmt: skip
    return Arrival(received, shortfall(sent, received), workings)
