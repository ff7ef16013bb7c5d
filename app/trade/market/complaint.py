"""What a business buyer's loss comes to when goods were late, faulty or not as described, and what a remedy
is worth to them.

Sources: faulty goods, CISG art. 50 (price reduced in proportion); ISO 2859-1:1999, 5.1: a quality limit is
for accepting lots and gives no right to supply faulty pieces, so that beyond it all of them count; delay, ICC
Model International Sale Contract, art. 10: 0.5 % of the price for each complete week, 5 % at most. The other
shares are assumptions of the simulation, the same for every buyer.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole
from app.trade.market.dispute import is_claim_covered
from app.trade.workings import Workings

_ICC = "ICC Model International Sale Contract, art. 10"
_CISG = "CISG art. 50; ISO 2859-1:1999, 5.1"
_COVER = "trade rules, section 11: cover of quality and shipping date for 30 days"
_NOTHING_CAME = "CISG art. 49(1)(b), 81(2)"
_ASSUMED = "assumption of the simulation"
_WEEK_RATE, _DELAY_MOST = Decimal("0.005"), Decimal("0.05")
_SORTING = Decimal("0.03")  # of the price: a lot beyond the limit is sorted piece by piece: assumption
_FAULT_RATE, _FAULTS_MOST = Decimal("0.004"), Decimal("0.02")  # storage until papers are mended: assumption
_CLAIM_RATE, _CLAIMS_MOST = (
    Decimal("0.03"),
    Decimal("0.06"),
)  # goods that sell worse than promised: assumption
_REPLACED = Decimal("0.90")  # pieces that come later are worth less: assumption
_WORDS = {"polite": Decimal("0.08"), "curt": Decimal(0), "rude": Decimal("-0.20")}  # of the loss: assumption
_NEEDED = {1: Decimal("0.80"), 2: Decimal("0.60")}  # share of the loss that settles it, by round: assumption
_COVERED = ("defects", "late", "claims", "lost")  # by the marketplace; papers are between the two
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
    is_beyond = goods.defect_rate > goods.agreed_defect_rate
    rates = {
        "defects": (min(goods.defect_rate + _SORTING, _ONE) if is_beyond else _ZERO, _CISG),
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


def award(
    loss: dict[str, Decimal], received_on: date, opened_on: date, survey: Decimal
) -> tuple[Decimal, Workings]:
    """What the marketplace pays back to a buyer whose complaint was not settled, USD: the loss that the facts
    bear out, as far as its cover reaches, while it lasts, and the surveyor by whose report they are proved.

    Args: loss in USD by reason; received_on, the day on which the goods came; opened_on, on which the buyer
    turned to the marketplace; survey, what a surveyor's report costs, USD.
    Source: trade rules, section 11 (`dispute`): quality and shipping date, 30 days after receipt; the loser
    bears the cost of proof (CISG art. 74).
    """
    workings = Workings()
    if not is_claim_covered(received_on, opened_on):
        return _ZERO, workings
    parts = {code: loss[code] for code in _COVERED if loss.get(code)}
    if not parts:
        return _ZERO, workings
    parts["survey"] = survey
    units = {code: (usd, "USD") for code, usd in parts.items()}
    owed = workings.add(
        "complaint.award", sum(parts.values(), _ZERO), "USD", " + ".join(parts), _COVER, **units
    )
    return owed, workings
