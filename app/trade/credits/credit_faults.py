"""What the boxes of a letter of credit say against each other, each of them readable by itself.

Source: network validated rules of SWIFT MT700; UCP 600 articles 6 and 29; trade rules, section 7.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.trade.refusal import Refusal, RuleBroken

_TOLERANCE = re.compile(r"[0-9]{2}/[0-9]{2}")
_SEQUENCE = re.compile(r"([1-8])/([1-8])")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
GREATEST_DAYS = 999


def is_bic(text: str) -> bool:
    """Whether the text is a bank's code of 8 or 11 characters (ISO 9362)."""
    return bool(_BIC.fullmatch(text))


def credit_faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """What the boxes of a credit say against each other.

    Args: values as `documents.checked` read them.
    Yields: RuleBroken "credit.sequence_form", "tolerance_form", "bic_form", "two_shipment_dates",
        "expires_before_shipment", "drafts_incomplete", "drafts_and_deferred", "deferred_missing",
        "drafts_missing", "period_end_missing", "days_out_of_range".
    Source: network validated rules of MT700; UCP 600 article 6(b), (d)(i).
    """
    sequence = _SEQUENCE.fullmatch(values.get("sequence", "1/1"))
    if not sequence or int(sequence[1]) > int(sequence[2]):
        yield RuleBroken("credit.sequence_form", field="sequence")
    if not _TOLERANCE.fullmatch(values.get("amount_tolerance", "00/00")):
        yield RuleBroken("credit.tolerance_form", field="amount_tolerance")
    for field in ("issuing_bic", "advising_bic"):
        if field in values and not is_bic(values[field]):
            yield RuleBroken("credit.bic_form", field=field)
    if int(values.get("presentation_days", "0")) > GREATEST_DAYS:
        yield RuleBroken("credit.days_out_of_range", field="presentation_days", limit=GREATEST_DAYS)
    yield from _shipment_faults(values)
    yield from _availability_faults(values)


def _shipment_faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    latest, expires = values.get("latest_shipment_on"), values.get("expires_on")
    if latest and values.get("shipment_periods"):
        yield RuleBroken("credit.two_shipment_dates", field="shipment_periods")
    if latest and expires and expires < latest:
        yield RuleBroken("credit.expires_before_shipment", field="expires_on", latest=latest)
    for number, row in enumerate(values.get("shipment_periods", ())):
        if row.get("words") == "between" and not row.get("last_on"):
            yield RuleBroken("credit.period_end_missing", field=f"shipment_periods.{number}.last_on")


def _availability_faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """42C and 42a stand together; drafts or deferred payment, not both; acceptance needs a draft."""
    by, drafts, drawee = (values.get(name) for name in ("available_by", "drafts_at", "drawee"))
    deferred = values.get("deferred_payment")
    if bool(drafts) != bool(drawee):
        yield RuleBroken("credit.drafts_incomplete", field="drawee" if drafts else "drafts_at")
    if drafts and deferred:
        yield RuleBroken("credit.drafts_and_deferred", field="deferred_payment")
    if by == "by deferred payment" and not deferred:
        yield RuleBroken("credit.deferred_missing", field="deferred_payment")
    if by == "by acceptance" and not drafts:
        yield RuleBroken("credit.drafts_missing", field="drafts_at")
