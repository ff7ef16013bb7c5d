"""What a business buyer looks at in an offer, and how much each part of it counts: additive utility.

Source: P. Faratin, C. Sierra, N. R. Jennings, "Negotiation decision functions for autonomous agents",
Robotics and Autonomous Systems 24 (1998), section 2. A buyer's figures are stated assumptions of the
simulation.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from app.trade.bounds import above_zero, not_negative, within_whole
from app.trade.workings import Workings

SOURCE = "Faratin, Sierra, Jennings 1998"
ZERO, ONE = Decimal(0), Decimal(1)
FOUR = Decimal("0.0001")

# In the order of the workings. The first four count for every buyer; the others where their weight is above
# nought.
ISSUES = ("price", "time", "payment", "service", "sample", "certificates", "quantity", "term")
_ALWAYS = ISSUES[:4]

# How much of the way and its risk the seller takes, by term: the steps between two terms are what a buyer
# minds.
_SELLER_TAKES = {
    "EXW": 0, "FCA": 1, "FAS": 1, "FOB": 1, "CFR": 2, "CPT": 2, "CIF": 3, "CIP": 3, "DAP": 4, "DPU": 4,
    "DDP": 5,
}  # fmt: skip
_STEP = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What a buyer thinks a seller gives up with each wish, as a share of the price; assumptions.

    day_rate: for each day sooner; prepaid_rate: for the whole price paid later instead of before shipment;
    sample_rate: for a free sample; term_rate: for each step of the term; volume_rate: what it saves on twice
    the quantity; service_rate: for answers in full and in time; certificates_rate: for all papers that were
    wanting; shortest_days: readiness sooner than that is not asked.
    """

    day_rate: Decimal = Decimal("0.002")
    prepaid_rate: Decimal = Decimal("0.02")
    sample_rate: Decimal = Decimal("0.005")
    term_rate: Decimal = Decimal("0.005")
    volume_rate: Decimal = Decimal("0.04")
    service_rate: Decimal = Decimal("0.01")
    certificates_rate: Decimal = Decimal("0.03")
    shortest_days: Decimal = Decimal(10)

    def __post_init__(self) -> None:
        within_whole(
            self, "day_rate", "prepaid_rate", "sample_rate", "term_rate", "volume_rate", "service_rate",
            "certificates_rate",
        )  # fmt: skip
        not_negative(self, "shortest_days")


@dataclass(frozen=True, slots=True)
class Stance:
    """What a buyer wants. Prices are landed USD per piece, days count from order to door.

    limit: above it the buyer never buys (already no worse than the outside offer); target: what the buyer
    hopes for, below limit; weights of the issues sum to 1; concession: 1 gives way evenly, below 1 late,
    above 1 early; least_utility: what is still worth a deal at the very end; reciprocity: share of the
    demand that follows the seller's own concessions, 0 to 1; wanted_prepaid: share of the price that the
    buyer pays before shipment without minding; overreach_free: how far above the limit an offer may stand,
    as a share of it, before the buyer takes it amiss; overreach_weight: what each whole limit beyond that
    adds to the demand.
    """

    limit: Decimal
    target: Decimal
    price_weight: Decimal
    time_weight: Decimal
    payment_weight: Decimal
    service_weight: Decimal
    wanted_days: Decimal
    most_days: Decimal
    patience_days: Decimal
    concession: Decimal
    first_utility: Decimal
    least_utility: Decimal
    rounds_most: int
    sample_weight: Decimal = ZERO
    certificates_weight: Decimal = ZERO
    quantity_weight: Decimal = ZERO
    term_weight: Decimal = ZERO
    reciprocity: Decimal = ZERO
    wanted_prepaid: Decimal = ZERO
    overreach_free: Decimal = ZERO
    overreach_weight: Decimal = ZERO
    beliefs: Beliefs = field(default_factory=Beliefs)

    def __post_init__(self) -> None:
        above_zero(self, "limit", "concession")
        not_negative(self, "target", "wanted_days", "most_days", "patience_days", "rounds_most")
        not_negative(self, "overreach_free", "overreach_weight")
        within_whole(self, *(f"{name}_weight" for name in ISSUES), "reciprocity", "wanted_prepaid")

    def weight(self, issue: str) -> Decimal:
        """How much an issue counts."""
        weight: Decimal = getattr(self, f"{issue}_weight")
        return weight


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quotation in the buyer's eyes. prepaid_share: of the price before shipment; shares of 0 to 1.

    reply_share: 1 for an answer in half of the time allowed, 0 for one at twice; answered_share: of the asks;
    sample_share: 1 free or not wanted, 0 none; certificates_share: held of those that market and goods ask
    for; quantity_share, term_share: 1 as wanted; papers_missing: how many are wanting of those without which
    this buyer does not order.
    """

    landed: Decimal
    days: Decimal
    prepaid_share: Decimal
    reply_share: Decimal
    answered_share: Decimal
    sample_share: Decimal = ONE
    certificates_share: Decimal = ONE
    quantity_share: Decimal = ONE
    term_share: Decimal = ONE
    papers_missing: Decimal = ZERO

    def __post_init__(self) -> None:
        not_negative(self, "landed", "days", "papers_missing")
        within_whole(
            self, "prepaid_share", "reply_share", "answered_share", "sample_share", "certificates_share",
            "quantity_share", "term_share",
        )  # fmt: skip


def utility(stance: Stance, proposal: Proposal) -> tuple[Decimal, Workings]:
    """How much the buyer likes a proposal: a weighted sum of its parts, each 1 at the buyer's wish; below 0
    above the limit.

    Source: additive scoring, Faratin et al. 1998, section 2.
    """
    workings = Workings()
    whole, counted = ZERO, []
    for name in ISSUES:
        weight = stance.weight(name)
        if name not in _ALWAYS and not weight:
            continue
        part = part_of(stance, proposal, name).quantize(FOUR)
        counted.append(name)
        whole += workings.add(
            f"negotiation.{name}", part * weight, "share", "part * weight", SOURCE,
            part=(part, "share"), weight=(weight, "share"),
        )  # fmt: skip
    return workings.add("negotiation.utility", whole, "share", " + ".join(counted), SOURCE), workings


def part_of(stance: Stance, proposal: Proposal, issue: str) -> Decimal:
    """How far one issue of a proposal meets the wish: 1 at the wish, a price above the limit below 0."""
    if issue == "price":
        span = stance.limit - stance.target
        return min((stance.limit - proposal.landed) / span, ONE) if span > 0 else ZERO
    if issue == "time":
        room = stance.most_days - stance.wanted_days
        return share_of((stance.most_days - proposal.days) / room) if room > 0 else ZERO
    if issue == "payment":
        room = ONE - stance.wanted_prepaid
        return min((ONE - proposal.prepaid_share) / room, ONE) if room > 0 else ONE
    if issue == "service":
        return (proposal.reply_share + proposal.answered_share) / 2
    part: Decimal = getattr(proposal, f"{issue}_share")
    return part


def term_share(offered: str, wanted: str) -> Decimal:
    """How near an offered term is to the wanted one: a quarter less for each step between them."""
    return max(ONE - term_steps(offered, wanted) * _STEP, ZERO)


def term_steps(offered: str, wanted: str) -> int:
    """How many steps of the way lie between two terms; 0 where the wanted one is not known."""
    return abs(_SELLER_TAKES[offered] - _SELLER_TAKES[wanted]) if wanted in _SELLER_TAKES else 0


def cost_of_tests(missing: int, test_usd: Decimal, quantity: int) -> Decimal:
    """What it costs a buyer, USD a piece, to have goods tested itself whose papers are wanting.

    Args: missing, papers; test_usd, of one of them; quantity above 0.
    """
    return (missing * test_usd / quantity).quantize(FOUR)


def quantity_share(quantity: int, wanted: int, flex: Decimal) -> Decimal:
    """How near a quantity is to the wanted one: 1 at the wish, 0 where it is off by the share `flex`."""
    off = abs(Decimal(quantity) - wanted) / wanted
    return share_of(ONE - off / flex) if flex > 0 else (ONE if not off else ZERO)


def share_of(value: Decimal) -> Decimal:
    """A value cut to between 0 and 1."""
    return min(max(value, ZERO), ONE)
