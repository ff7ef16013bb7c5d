"""What a check of papers found: which rule, where, how grave, with what figures.

A check hands back findings instead of raising, because a person wants to see all of them at once. The words
that a person reads are looked up from the code in the locale catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from app.trade.money import Money

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that one check found.

    code: of the check, such as "D05" or "L08"; places: the documents and fields concerned, dotted, such as
    ("declaration.freight",); article: of the rules ("UCP 600 art. 18") or "" where it is practice; figures:
    what was found and what was expected, plain values for the sentence; cost: what the fault would cost,
    if known.
    """

    code: str
    severity: Severity
    places: tuple[str, ...]
    article: str = ""
    figures: dict[str, Any] = field(default_factory=dict)
    cost: Money | None = None


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that stop the paper."""
    return [finding for finding in findings if finding.severity == "error"]


def noted(finding: Finding) -> dict[str, Any]:
    """A finding as plain values, to be kept with the paper that was checked; its cost only if it has one."""
    cost = finding.cost
    priced = {"cost": {"amount": str(cost.amount), "currency": cost.currency}} if cost else {}
    return {
        "code": finding.code,
        "severity": finding.severity,
        "places": list(finding.places),
        "article": finding.article,
        "figures": dict(finding.figures),
        **priced,
    }


def read_noted(kept: Mapping[str, Any]) -> Finding:
    """The finding that was noted; its figures as they are kept, numbers as text."""
    cost = kept.get("cost")
    return Finding(
        kept["code"],
        kept["severity"],
        tuple(kept["places"]),
        kept.get("article", ""),
        dict(kept["figures"]),
        Money(Decimal(cost["amount"]), cost["currency"]) if cost else None,
    )
