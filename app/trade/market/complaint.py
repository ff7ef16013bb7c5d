"""What a business buyer's loss comes to when goods were late, faulty or not as described, and what a remedy
is worth to them.

Sources: faulty goods, CISG art. 50 (price reduced in proportion); delay, ICC Model International Sale
Contract, art. 10: 0.5 % of the price for each complete week, 5 % at most. The other shares are assumptions
of the simulation, the same for every buyer.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole
from app.trade.workings import Workings

_ICC = "ICC Model International Sale Contract, art. 10"
_CISG = "CISG art. 50"
_NOTHING_CAME = "CISG art. 49(1)(b), 81(2)"
_ASSUMED = "assumption of the simulation"
_WEEK_RATE, _DELAY_MOST = Decimal("0.005"), Decimal("0.05")
_SORTING = Decimal("1.25")  # sorting and sending back costs a quarter more than the pieces: assumption
_FAULT_RATE, _FAULTS_MOST = Decimal("0.004"), Decimal("0.02")  # storage until papers are mended: assumption
_CLAIM_RATE, _CLAIMS_MOST = (
    Decimal("0.03"),
    Decimal("0.06"),
)  # goods that sell worse than promised: assumption
_REPLACED = Decimal("0.90")  # pieces that come later are worth less: assumption
_WORDS = {"polite": Decimal("0.08"), "curt": Decimal(0), "rude": Decimal("-0.20")}  # of the loss: assumption
_NEEDED = {1: Decimal("0.80"), 2: Decimal("0.60")}  # share of the loss that settles it, by round: assumption
ROUNDS = 2
_ZERO, _ONE, _CENT, _FOUR = Decimal(0), Decimal(1), Decimal("0.01"), Decimal("0.0001")

Verdict = Literal["accept", "insist", "leave"]


@dataclass(frozen=True, slots=True)
class DeliveredGoods:
    """What came, in the buyer's eyes. total in USD; rates are shares of pieces; agreed_defect_rate is what a
    contract usually allows; untrue_claims: statements about the goods that they do not bear out; is_lost:
    nothing came, at the seller's risk.
    """

    total: Decimal
    defect_rate: Decimal
    agreed_defect_rate: Decimal
    days_late: int
    document_faults: int
    untrue_claims: int
    is_lost: bool = False

    def __post_init__(self) -> None:
        not_negative(self, "total", "days_late", "document_faults", "untrue_claims")
        within_whole(self, "defect_rate", "agreed_defect_rate")


def buyers_loss(goods: DeliveredGoods) -> tuple[dict[str, Decimal], Workings]:
    """The loss in USD by reason: defects, late, documents, claims; reasons without a loss are left out.
    Of goods that were lost on the way nothing but the whole price counts.

    Source: CISG art. 50; art. 49(1)(b) and 81(2), the price back where nothing is delivered; ICC Model
    International Sale Contract, art. 10; assumptions of the simulation.
    """
    over = max(goods.defect_rate - goods.agreed_defect_rate, _ZERO)
    rates = {
        "defects": (over * _SORTING, _CISG),
        "late": (min(goods.days_late // 7 * _WEEK_RATE, _DELAY_MOST), _ICC),
        "documents": (min(goods.document_faults * _FAULT_RATE, _FAULTS_MOST), _ASSUMED),
        "claims": (min(goods.untrue_claims * _CLAIM_RATE, _CLAIMS_MOST), _ASSUMED),
    }
    if goods.is_lost:
        rates = {"lost": (_ONE, _NOTHING_CAME)}
    workings, found = Workings(), {}
    for code, (rate, source) in rates.items():
        if rate > 0:
            found[code] = workings.add(
                f"complaint.{code}", (goods.total * rate).quantize(_CENT), "USD", "total * rate", source,
                total=(goods.total, "USD"), rate=(rate, "share"),
            )  # fmt: skip
    return found, workings


@dataclass(frozen=True, slots=True)
class RemedyOffered:
    """kind: credit, replacement or none; amount: the credit in USD; tone of the letter."""

    kind: str
    amount: Decimal
    tone: str


@dataclass(frozen=True, slots=True)
class ComplaintAnswer:
    """The buyer's answer. made_good: share of the loss that the remedy covers, 0 to 1."""

    verdict: Verdict
    worth: Decimal
    needed: Decimal
    made_good: Decimal
    workings: Workings


def complaint_answer(loss: dict[str, Decimal], offered: RemedyOffered, round_number: int) -> ComplaintAnswer:
    """Whether a remedy settles a complaint: accept, insist once more, or leave with the loss.

    Args: loss in USD by reason; round_number, 1 or 2. A replacement mends what is
    faulty or lost and nothing else.
    Source: assumptions of the simulation, named in the lines.
    """
    whole = sum(loss.values(), _ZERO)
    workings = Workings()
    workings.add("complaint.loss", whole, "USD", " + ".join(loss))
    given = offered.amount if offered.kind == "credit" else _ZERO
    if offered.kind == "replacement":
        given = (loss.get("defects", _ZERO) + loss.get("lost", _ZERO)) * _REPLACED
    words = _WORDS.get(offered.tone, _ZERO) * whole
    worth = workings.add(
        "complaint.worth", max(given + words, _ZERO).quantize(_CENT), "USD", "remedy + words", _ASSUMED,
        remedy=(given.quantize(_CENT), "USD"), words=(words.quantize(_CENT), "USD"),
    )  # fmt: skip
    share = _NEEDED.get(round_number, _NEEDED[ROUNDS])
    needed = workings.add(
        "complaint.needed", (whole * share).quantize(_CENT), "USD", "loss * share", _ASSUMED,
        loss=(whole, "USD"), share=(share, "share"),
    )  # fmt: skip
    made_good = min(given / whole, _ONE).quantize(_FOUR) if whole > 0 else _ONE
    if worth >= needed:
        return ComplaintAnswer("accept", worth, needed, made_good, workings)
    verdict: Verdict = "insist" if round_number < ROUNDS else "leave"
    return ComplaintAnswer(verdict, worth, needed, made_good, workings)
