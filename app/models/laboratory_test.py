"""A test that a laboratory makes of a partner's product for a team, and what the reports bear out."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Field

from app.models.base import AMOUNT, CourseRow, Plain, Utc, marked

_BETWEEN = "; "


class LaboratoryTest(CourseRow, table=True):
    """One test for one certificate. kind: of `laboratory.KINDS`; findings: why the goods failed, as codes.

    The report is the team's own, who paid for it: no other team may show it.
    """

    __tablename__ = "laboratory_test"

    team_id: UUID = Field(foreign_key="team.id", index=True)
    product_id: UUID = Field(foreign_key="product.id", index=True)
    listing_id: UUID = Field(foreign_key="listing.id")
    stable_name: str = marked("plumbing", max_length=200)
    state: str = Field(default="asked", max_length=20)
    certificate: str = Field(max_length=40)
    kind: str = Field(max_length=20)
    fee_rmb: Decimal | None = Field(default=None, sa_type=AMOUNT)
    days: int | None = None
    valid_until: date | None = None
    report_on: date | None = None
    report_number: str = Field(default="", max_length=40)
    findings: list[Any] = Field(default_factory=list, sa_type=Plain)
    asked_at: datetime = Field(sa_type=Utc)
    ordered_at: datetime | None = Field(default=None, sa_type=Utc)
    reported_at: datetime | None = Field(default=None, sa_type=Utc)


def certificates_held(of_pack: Iterable[str], passed: Iterable[LaboratoryTest]) -> list[str]:
    """The certificates that a team may show: those of the pack, then those of its own good reports."""
    return [*of_pack, *sorted(test.certificate for test in passed)]


def reported(team_id: Any, product_id: Any) -> Any:
    """A column for a select beside `Product.certificates`: what a team's good reports on a product name."""
    test = LaboratoryTest
    names = select(func.aggregate_strings(test.certificate, _BETWEEN)).where(
        test.team_id == team_id, test.product_id == product_id, test.state == "passed"
    )
    return names.scalar_subquery().label("reported")


def with_reported(of_pack: Iterable[str], names: str | None) -> list[str]:
    """The certificates of the pack, then those that the column `reported` holds, by name."""
    return [*of_pack, *(sorted(names.split(_BETWEEN)) if names else ())]
