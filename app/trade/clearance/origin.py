"""Origin of China: which agreement a destination has, which paper proves it, and the rate it gives.

Source: trade rules, sections 4 and 7.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.clearance.import_regime import DutyRate, ImportRegime
from app.trade.refusal import RateUnknown

_ASEAN = frozenset({"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"})
NON_PREFERENTIAL = "co"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A preference that China's goods may have. proofs: codes of the papers that claim it."""

    code: str
    proofs: tuple[str, ...]
    members: frozenset[str]


AGREEMENTS = (
    Agreement("ChAFTA", ("chafta_co", "chafta_declaration"), frozenset({"AU"})),
    Agreement("ChKFTA", ("chkfta_co",), frozenset({"KR"})),
    Agreement("RCEP", ("rcep_co", "rcep_declaration"), frozenset({"JP", "KR", "AU", "NZ"}) | _ASEAN),
    Agreement("ACFTA", ("form_e",), _ASEAN),
    Agreement("APTA", ("form_b",), frozenset({"KR", "IN", "BD", "LK", "LA", "MN"})),
    Agreement("Chile", ("form_f",), frozenset({"CL"})),
    Agreement("Pakistan", ("form_p",), frozenset({"PK"})),
    Agreement("Costa Rica", ("form_l",), frozenset({"CR"})),
    Agreement("GSP", ("form_a",), frozenset({"NO", "NZ", "AU"})),
)


def agreements_of(destination: str) -> tuple[Agreement, ...]:
    """Agreements under which goods of China may have a lower duty there; none for US, EU, GB, CA."""
    return tuple(agreement for agreement in AGREEMENTS if destination in agreement.members)


def proofs_of(destination: str) -> tuple[str, ...]:
    """Codes of the origin papers that are of use there, the preferential ones first."""
    preferential = (proof for agreement in agreements_of(destination) for proof in agreement.proofs)
    return (*preferential, NON_PREFERENTIAL)


def rate_of_origin(
    mfn: DutyRate,
    preference_rate: Decimal | None,
    regime: ImportRegime,
    proof: str | None,
    own: DutyRate | None = None,
) -> DutyRate:
    """The duty rate with an origin paper: the preference with the right proof, otherwise the MFN rate.

    Args: preference_rate, of the line under the regime's agreement, empty if the reference lacks it; proof,
    the code of the paper presented; own, the preference that the course has set itself.
    Raises: RateUnknown("origin.rate_not_held") when the proof opens an agreement whose rate is not held.
    Source: trade rules, section 4: preferences only with the right proof.
    """
    claimed = [a for a in agreements_of(regime.destination) if proof in a.proofs]
    if not claimed:
        return mfn
    if own is not None:
        return own if own.rate < mfn.rate else mfn
    if regime.preference_rate is not None and claimed[0].code == regime.agreements[0]:
        preference_rate = regime.preference_rate
    elif claimed[0].code != "RCEP":
        preference_rate = None
    if preference_rate is None:
        raise RateUnknown(
            "origin.rate_not_held", destination=regime.destination, agreement=claimed[0].code, code=mfn.of
        )
    if preference_rate >= mfn.rate:
        return mfn
    return DutyRate("duty", preference_rate, mfn.of, "preference", claimed[0].code, mfn.trust)
