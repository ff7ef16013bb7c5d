"""What a cargo insurer pays for goods that came damaged, or with which clause it refuses.

Sources: Institute Cargo Clauses (A), (B), (C), 1/1/09: risks covered cl. 1, exclusions cl. 4, insurable
interest cl. 11, duty to preserve rights against carriers cl. 16.2; Marine Insurance Act 1906 s. 71 (partial
loss under a valued policy in proportion) and s. 79 (subrogation). Days of notice, deductible and what a lost
recovery costs come as arguments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole
from app.trade.carriage.incoterms import risk_is_buyers
from app.trade.money import rounded
from app.trade.workings import Workings

TOTAL_LOSS = "total_loss"
# Peril -> the letters whose clause 1 covers it, and where the narrower ones name it.
COVERED: Mapping[str, tuple[str, str]] = {
    "wetting": ("AB", "1.2.3"),  # sea water that enters vessel or container
    "breakage": ("A", "1"),
    "lost_package": ("AB", "1.3"),  # overboard, or dropped while loading or unloading
    TOTAL_LOSS: ("ABC", "1.1.2"),  # vessel stranded, grounded, sunk or capsized
}
# Peril -> the clause that excludes it under all three.
EXCLUDED: Mapping[str, str] = {"insufficient_packing": "4.3", "inherent_vice": "4.4", "delay": "4.5"}
PERILS = (*COVERED, "insufficient_packing", "inherent_vice")
# What an insurer wants to see. The letter holds the carrier liable, for the insurer who pays to recover from.
PAPERS = ("policy", "invoice", "transport_document", "survey_report")
LETTER = "letter_to_carrier"
_PRESERVED = "16.2"
_MIA, _SUBROGATION = "Marine Insurance Act 1906, s. 71", "ICC 2009, cl. 16.2"
_POLICY, _ZERO = "terms of the policy", Decimal(0)


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """What a policy says beside its clauses. deductible_share, of the insured amount; lost_recovery_share, of
    what would be paid, kept back where the carrier was not held liable in time.
    """

    notice_days: int
    deductible_share: Decimal
    lost_recovery_share: Decimal

    def __post_init__(self) -> None:
        not_negative(self, "notice_days")
        within_whole(self, "deductible_share", "lost_recovery_share")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim with its papers. insured and claimed in USD; pieces damaged or lost, of quantity, by the
    survey; days from arrival to the notice of the insurer; letter_in_time: the carrier was held liable.
    """

    clauses: str
    peril: str
    insured: Decimal
    claimed: Decimal
    pieces: int
    quantity: int
    notice_after_days: int
    papers: tuple[str, ...]
    letter_in_time: bool
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """The insurer's answer. reason: a code; clause: of the ICC, "" where it is the policy's own term;
    missing: papers that it asks for; paid in USD.
    """

    verdict: Literal["accept", "query", "refuse"]
    reason: str
    clause: str
    missing: tuple[str, ...]
    paid: Decimal
    workings: Workings


def risk_is_sellers(incoterm: str) -> bool:
    """Whether goods travel at the seller's risk until they are at their destination: the D rules alone.

    Source: Incoterms 2020, A2 and A3.
    """
    return not risk_is_buyers(incoterm, "on_board")


def claim_settlement(claim: ClaimFile, terms: ClaimTerms) -> ClaimDecision:
    """Whether a claim is paid, with what amount, or with which clause it is refused.

    Source: Institute Cargo Clauses 1/1/09, cl. 1, 4, 16.2; Marine Insurance Act 1906, s. 71.
    """
    if claim.peril in EXCLUDED:
        return _refused("excluded", EXCLUDED[claim.peril])
    letters, clause = COVERED[claim.peril]
    if claim.clauses[-2] not in letters:
        return _refused("not_covered", "1")
    if claim.notice_after_days > terms.notice_days:
        return _refused("late_notice", "")
    missing = tuple(name for name in PAPERS if name not in claim.papers)
    if missing:
        if claim.is_second:
            return _refused("papers_missing", "", missing)
        return ClaimDecision("query", "papers_missing", "", missing, _ZERO, Workings())
    return _reckoned(claim, terms, clause)


def _refused(reason: str, clause: str, missing: tuple[str, ...] = ()) -> ClaimDecision:
    return ClaimDecision("refuse", reason, clause, missing, _ZERO, Workings())


def _reckoned(claim: ClaimFile, terms: ClaimTerms, clause: str) -> ClaimDecision:
    workings = Workings()
    loss = workings.add(
        "claim.loss", rounded(claim.insured * claim.pieces / claim.quantity, "USD"), "USD",
        "insured_amount * pieces / quantity", _MIA,
        insured_amount=(claim.insured, "USD"), pieces=(Decimal(claim.pieces), "pieces"),
        quantity=(Decimal(claim.quantity), "pieces"),
    )  # fmt: skip
    kept = _ZERO
    if claim.pieces < claim.quantity and terms.deductible_share:
        kept = workings.add(
            "claim.deductible", rounded(claim.insured * terms.deductible_share, "USD"), "USD",
            "insured_amount * deductible_share", _POLICY,
            insured_amount=(claim.insured, "USD"), deductible_share=(terms.deductible_share, "share"),
        )  # fmt: skip
    if loss <= kept:
        return ClaimDecision("refuse", "below_deductible", "", (), _ZERO, workings)
    due = min(loss - kept, claim.claimed)
    lost = _ZERO
    if not claim.letter_in_time:
        lost = workings.add(
            "claim.lost_recovery", rounded(due * terms.lost_recovery_share, "USD"), "USD",
            "due * lost_recovery_share", _SUBROGATION,
            due=(due, "USD"), lost_recovery_share=(terms.lost_recovery_share, "share"),
        )  # fmt: skip
    paid = workings.add(
        "claim.paid", due - lost, "USD", "min(loss - deductible, claimed) - lost_recovery", _MIA,
        loss=(loss, "USD"), deductible=(kept, "USD"), claimed=(claim.claimed, "USD"),
        lost_recovery=(lost, "USD"),
    )  # fmt: skip
    reason = "paid" if claim.letter_in_time else "recovery_lost"
    return ClaimDecision("accept", reason, clause if lost == 0 else _PRESERVED, (), paid, workings)


def last_day(arrived_on: date, days: int) -> date:
    """The last day of a notice that runs from arrival."""
    return arrived_on + timedelta(days=days)
