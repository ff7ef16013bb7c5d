"""What a student enters in a quotation, and the day's figures that the server adds."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, model_validator

from app.actions.given import Count, Day, FieldRefused, Line, Note, Number, Usd, Whole, words
from app.actions.registry import Given
from app.trade.price.quoting import Terms

_HUNDRED = Decimal(100)


def _percent(value: Decimal) -> Decimal:
    if not 0 <= value < 100 or value != round(value, 4):
        raise FieldRefused("quotation.percent_out_of_range")
    return value


def _margin(value: Decimal) -> Decimal:
    if not -90 <= value < 100 or value != round(value, 4):
        raise FieldRefused("quotation.margin_out_of_range")
    return value


def _costs(value: Decimal) -> Decimal:
    if not 0 <= value <= 10_000_000 or value != round(value, 2):
        raise FieldRefused("quotation.costs_out_of_range")
    return value


def _days(value: int) -> int:
    if not 1 <= value <= 365:
        raise FieldRefused("quotation.days_out_of_range", least=1, greatest=365)
    return value


def _sample(value: str) -> str:
    if value not in ("", "charged", "free"):
        raise FieldRefused("value.unknown_choice", name="Sample", found=value[:60], known="charged, free")
    return value


class Choices(Given):
    """What the student enters. Per cents as people write them; an empty field takes its default.

    unit_price_usd, if given, is the price itself; the margin then follows from it.
    """

    quantity: Count
    incoterm: Line
    named_place: Line
    lead_time_days: Annotated[Whole, AfterValidator(_days)]
    valid_until: Day
    margin_percent: Annotated[Number, AfterValidator(_margin)] = Decimal(0)
    unit_price_usd: Usd | None = None
    margin_base: Line = "fob"
    commission_percent: Annotated[Number, AfterValidator(_percent)] = Decimal(0)
    other_costs_rmb: Annotated[Number, AfterValidator(_costs)] = Decimal(0)
    service: Line = ""
    origin_port: Line = "CNNGB"
    destination_port: Line = ""
    cover: Line = "ICC (A)"
    payment_terms: Line = "tt_30_70"
    national_code: Line = ""
    is_vat_borne: bool = False
    with_inspection: bool = False
    sample: Annotated[Line, AfterValidator(_sample)] = ""
    remark: Note = words(default="")

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, typed: Any) -> Any:
        """A field left empty in a form is a field not given."""
        return (
            {name: value for name, value in typed.items() if value != ""}
            if isinstance(typed, dict)
            else typed
        )

    def terms(self) -> Terms:
        """The same as the rules take it: ratios instead of per cents."""
        return Terms(
            quantity=self.quantity,
            incoterm=self.incoterm,
            named_place=self.named_place,
            valid_until=self.valid_until,
            lead_time_days=self.lead_time_days,
            margin_rate=self.margin_percent / _HUNDRED,
            unit_price_usd=self.unit_price_usd,
            margin_base=self.margin_base,
            commission_rate=self.commission_percent / _HUNDRED,
            other_costs_rmb=self.other_costs_rmb,
            service=self.service,
            origin_port=self.origin_port,
            destination_port=self.destination_port,
            cover=self.cover,
            payment_terms=self.payment_terms,
            national_code=self.national_code,
            is_vat_borne=self.is_vat_borne,
            with_inspection=self.with_inspection,
        )

    def entered(self) -> dict[str, Any]:
        """What was entered, as plain values that can be entered again; without the free words."""
        plain: dict[str, Any] = self.model_dump(
            mode="json", include=set(Choices.model_fields), exclude={"remark"}, exclude_none=True
        )
        return plain


class EditChoices(Choices):
    """What the student enters anew, and the version that it stands on."""

    version: Whole = 1


class Draft(Choices):
    """The student's choices with `basis`, the day's figures that the server looked up."""

    basis: dict[str, Any]


class Edit(Draft):
    """A draft's choices anew; `version` of the row that the form showed."""

    version: Whole = 1
