"""Cargo insurance: what is insured, what it costs, and CIF from CFR and back.

Source: trade rules, sections 1 and 2. The customary mark-up is 10 %: 110 % of the CIF or CIP price.
"""

# fmt: off  (columns of figures are set by hand)

from decimal import Decimal

from app.trade.bounds import positive
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

INSURED_SHARE = Decimal("1.10")

_SECTION_2 = "trade rules, section 2"


def insured_amount(value: Money, insured_share: Decimal = INSURED_SHARE) -> tuple[Money, Workings]:
    """The amount insured: CIF (or CIP) value * agreed share, rounded half up.

    Raises: RuleBroken("insurance.value_not_positive"). Source: trade rules, section 2.
    """
    if value.amount <= 0 or insured_share <= 0:
        raise RuleBroken("insurance.value_not_positive", field="value")
    workings = Workings()
    amount = workings.add(
        "insurance.insured_amount", rounded(value.amount * insured_share, value.currency), value.currency,
        "value * insured_share", _SECTION_2,
        value=(value.amount, value.currency), insured_share=(insured_share, "share"),
    )
    return Money(amount, value.currency), workings


def premium(
    value: Money, premium_rate: Decimal, insured_share: Decimal = INSURED_SHARE
) -> tuple[Money, Workings]:
    """The premium: insured amount * rate, rounded half up.

    Args: value, the CIF or CIP value; premium_rate, 0.0045 for 0.45 %.
    Raises: RuleBroken("insurance.value_not_positive"), RuleBroken("insurance.rate_out_of_range").
    Source: trade rules, section 2.
    """
    _share(premium_rate, insured_share)
    insured, workings = insured_amount(value, insured_share)
    amount = workings.add(
        "insurance.premium", rounded(insured.amount * premium_rate, value.currency), value.currency,
        "insured_amount * premium_rate", _SECTION_2,
        insured_amount=(insured.amount, value.currency), premium_rate=(premium_rate, "share"),
    )
    return Money(amount, value.currency), workings


@one_line(
    "cfr / (1 - insured_share * premium_rate)", "amount",
    cfr="amount", premium_rate="share", insured_share="share",
)
def cif_from_cfr(cfr: Decimal, premium_rate: Decimal, insured_share: Decimal = INSURED_SHARE) -> Decimal:
    """CIF = CFR / (1 - insured share * rate), unrounded; CIP from CPT the same.

    Raises: RuleBroken("insurance.rate_out_of_range"). Source: trade rules, section 2.
    """
    positive("cfr", cfr)
    return cfr / (1 - _share(premium_rate, insured_share))


@one_line(
    "cif * (1 - insured_share * premium_rate)", "amount",
    cif="amount", premium_rate="share", insured_share="share",
)
def cfr_from_cif(cif: Decimal, premium_rate: Decimal, insured_share: Decimal = INSURED_SHARE) -> Decimal:
    """CFR = CIF * (1 - insured share * rate), unrounded; CPT from CIP the same.

    Raises: RuleBroken("insurance.rate_out_of_range"). Source: trade rules, section 2.
    """
    positive("cif", cif)
    return cif * (1 - _share(premium_rate, insured_share))


def _share(premium_rate: Decimal, insured_share: Decimal) -> Decimal:
    share = premium_rate * insured_share
    if not 0 <= share < 1:
        raise RuleBroken("insurance.rate_out_of_range", field="premium_rate", rate=premium_rate)
    return share
