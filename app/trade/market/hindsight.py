"""What decided a deal, seen when it is over: the one term whose change alone would have turned the answer.

Source: the buyer's own utility (app/trade/market/negotiation_issues); what a change costs the seller is what
the buyer believes, an assumption of the simulation.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.market.negotiation_issues import FOUR, ISSUES, ONE, ZERO, Proposal, Stance, part_of, utility

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Decisive:
    """issue: of ISSUES; was, turns_at: its value and the one at which the answer turns (USD landed, days,
    else a share); cost: how far that is, as a share of the price.
    """

    issue: str
    was: Decimal
    turns_at: Decimal
    cost: Decimal


def decisive_term(stance: Stance, proposal: Proposal, needed: Decimal) -> Decisive | None:
    """The issue whose change alone, at the smallest cost, would have turned the answer; None where no single
    one would have.

    Args: needed: the utility that the buyer insisted on. An offer worth less was refused and is looked at for
    what it lacked; one that was accepted, for what it had to spare.
    """
    if proposal.papers_missing:  # whatever else it offers, nobody orders
        share = proposal.certificates_share
        return Decisive("certificates", share, ONE, _cost(stance, proposal, "certificates", ONE - share))
    liked, _ = utility(stance, proposal)
    is_within = proposal.landed <= stance.limit
    found = []
    for issue in ISSUES:
        weight = stance.weight(issue)
        if not weight or (not is_within and issue != "price"):
            continue
        part = part_of(stance, proposal, issue) + (needed - liked) / weight
        if issue == "price":
            part = max(part, ZERO)  # above the limit nobody buys
        if ZERO <= part <= ONE:
            was, turns_at = _value(proposal, issue), _value_at(stance, issue, part)
            found.append(Decisive(issue, was, turns_at, _cost(stance, proposal, issue, was - turns_at)))
    return min(found, key=lambda each: (each.cost, ISSUES.index(each.issue)), default=None)


def _value(proposal: Proposal, issue: str) -> Decimal:
    own = {"price": proposal.landed, "time": proposal.days, "payment": proposal.prepaid_share}
    if issue == "service":
        return ((proposal.reply_share + proposal.answered_share) / 2).quantize(_CENT)
    return own[issue] if issue in own else Decimal(getattr(proposal, f"{issue}_share"))


def _value_at(stance: Stance, issue: str, part: Decimal) -> Decimal:
    """The value of an issue at which its part is reached: the other way round of `part_of`."""
    if issue == "price":
        return (stance.limit - part * (stance.limit - stance.target)).quantize(_CENT)
    if issue == "time":
        return (stance.most_days - part * (stance.most_days - stance.wanted_days)).quantize(ONE)
    if issue == "payment":
        return (ONE - part * (ONE - stance.wanted_prepaid)).quantize(_CENT)
    return part.quantize(_CENT)


def _cost(stance: Stance, proposal: Proposal, issue: str, change: Decimal) -> Decimal:
    """What the change is to the seller, as a share of the price, by the buyer's beliefs."""
    beliefs = stance.beliefs
    rates = {
        "price": ONE / proposal.landed if proposal.landed > 0 else ONE,
        "time": beliefs.day_rate, "payment": beliefs.prepaid_rate, "service": beliefs.service_rate,
        "sample": beliefs.sample_rate, "certificates": beliefs.certificates_rate,
        "quantity": beliefs.volume_rate, "term": beliefs.term_rate * 4,
    }  # fmt: skip
    return (abs(change) * rates[issue]).quantize(FOUR)
