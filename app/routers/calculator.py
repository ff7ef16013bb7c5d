"""The calculator: everything in the address, nothing written; figures change while they are dragged."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import AfterValidator, model_validator
from sqlmodel import Session
from starlette.responses import Response

from app.actions.given import Count, FieldRefused, Line, Number, Rmb, Usd
from app.actions.registry import Given
from app.core import words
from app.core.clock import home_date
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.goods.consignment import Wanted
from app.queries.goods.import_regime import destinations
from app.queries.goods.port import ports
from app.queries.goods.shipping_options import nearest_port
from app.queries.money.calculator import Asked, FreeGoods, Reckoned, WhatIf, reckoned
from app.queries.money.calculator_goods import calculator_choices, calculator_product, spread_rate_of
from app.routers.answer import Answer, wants_json
from app.routers.deps import DoorOf, InCourse
from app.routers.given import read_given
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.trade.carriage.incoterms import incoterm
from app.trade.clearance import customs_labels
from app.trade.price.consignment_costs import Offer
from app.trade.price.price_build_up import MARGIN_BASES
from app.trade.refusal import RateUnknown, Refusal, RuleBroken, SeveralRefusals
from app.trade.tariff.hs_code import hs_code
from app.trade.words.money_labels import LANDED_CODES, WORKINGS_LINES, WORKINGS_OPERANDS

router = APIRouter(tags=["knowledge"], route_class=OneThread)
_HUNDRED = Decimal(100)


def _share(value: Decimal) -> Decimal:
    if not 0 <= value < 100 or value != round(value, 4):
        raise FieldRefused("quotation.percent_out_of_range")
    return value


def _margin(value: Decimal) -> Decimal:
    if not -90 <= value < 100 or value != round(value, 4):
        raise FieldRefused("quotation.margin_out_of_range")
    return value


def _above_nought(value: Decimal) -> Decimal:
    if not 0 < value <= 10_000 or value != round(value, 4):
        raise FieldRefused("calculator.not_positive")
    return value


Share, Size = Annotated[Number, AfterValidator(_share)], Annotated[Number, AfterValidator(_above_nought)]


class Figures(Given):
    """What the reader enters: a product, or goods by hand; percents as people write them."""

    product: UUID | None = None
    purchase_rmb: Rmb | None = None
    vat_percent: Share = Decimal(13)
    refund_percent: Share | None = None
    code: Line = ""
    pieces: Count = 50
    length_cm: Size = Decimal(60)
    width_cm: Size = Decimal(40)
    height_cm: Size = Decimal(50)
    gross_kg: Size = Decimal("11.5")
    net_kg: Size = Decimal(10)
    quantity: Count = 1000
    market: Line = "DE"
    origin_port: Line = "CNNGB"
    destination_port: Line = ""
    service: Line = ""
    incoterm: Line = "FOB"
    named_place: Line = ""
    margin_percent: Annotated[Number, AfterValidator(_margin)] = Decimal(10)
    margin_base: Line = "fob"
    commission_percent: Share = Decimal(0)
    other_rmb: Rmb | None = None
    cover: Line = "ICC (A)"
    currency: Line = "USD"
    target_usd: Usd | None = None
    national_code: Line = ""
    rate: Size | None = None
    freight_percent: Size = _HUNDRED
    duty_percent: Share | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, typed: Any) -> Any:
        """A field left empty is a field not given."""
        return {name: value for name, value in typed.items() if value != ""}


@router.get("/calculator")
def calculator(request: Request, reading: InCourse, answer: Answer) -> Response:
    """Reckon a price under all eleven Incoterms, its landed cost, and the way back from a target price."""
    typed = {name: value for name, value in request.query_params.items() if name in Figures.model_fields}
    given, result, errors = Figures(), None, []
    try:
        given = read_given(Figures, typed)
        result = _reckoned(request, reading, given)
    except (RuleBroken, RateUnknown, SeveralRefusals) as refusal:
        if wants_json(request):
            raise
        errors = refusal.refusals if isinstance(refusal, SeveralRefusals) else [refusal]
    market = str(typed.get("market") or given.market)
    choices = calculator_choices(reading.session, reading.actor, market if market in destinations() else "DE")
    wrong = {each.field: words.sentence(each.code, each.figures) for each in errors if each.field}
    request.state.again_action, request.state.again_typed = "/calculator" if errors else "", typed
    request.state.again_wrong = wrong
    page = {
        "given": given, "typed": typed, "choices": choices, "result": result,
        "errors": [_said(each) for each in errors],
    }  # fmt: skip
    return answer.page(
        page, "calculator/page.html", fragment="calculator/_reckoned.html", labels=DEAL_LABELS,
        lines=WORKINGS_LINES | customs_labels.LINE_CODES | LANDED_CODES, operands=WORKINGS_OPERANDS,
    )  # fmt: skip


def _said(refusal: Refusal) -> dict[str, str]:
    return {"field": refusal.field or "", "words": words.sentence(refusal.code, refusal.figures)}


def _reckoned(request: Request, reading: DoorOf, given: Figures) -> Reckoned | None:
    """The reckoning; None while there are no goods to reckon with. Raises as the consignment does."""
    if given.product is None and given.purchase_rmb is None:
        return None
    if given.market not in destinations():
        raise RuleBroken("calculator.market_unknown", "market", market=given.market)
    if given.margin_base not in MARGIN_BASES:
        raise RuleBroken("costing.margin_base_unknown", "margin_base", base=given.margin_base)
    incoterm(given.incoterm)
    session = reading.session
    goods = calculator_product(session, reading.actor, given.product) if given.product else _by_hand(given)
    wanted = Wanted(
        given.market, given.quantity, home_date(now_of(request)), given.service, given.origin_port,
        _port(session, given),
        named_place=given.named_place, cover=given.cover, national_code=given.national_code,
        spread_rate=spread_rate_of(session, reading.actor), refund_rate=_ratio(given.refund_percent),
    )  # fmt: skip
    offer = Offer(
        given.quantity, given.incoterm, given.margin_percent / _HUNDRED, given.margin_base,
        given.commission_percent / _HUNDRED, given.other_rmb or Decimal(0),
    )  # fmt: skip
    own = WhatIf(given.rate, given.freight_percent / _HUNDRED, _ratio(given.duty_percent))
    return reckoned(
        session, goods, Asked(wanted, offer, given.currency, given.named_place, given.target_usd, own)
    )


def _port(session: Session, given: Figures) -> str:
    """The port of discharge: the chosen one if it lies at the destination, else the nearest there."""
    there = {each.unlocode for each in ports(session, given.market)}
    chosen = given.destination_port
    return chosen if chosen in there else nearest_port(session, given.market, given.origin_port)


def _by_hand(given: Figures) -> FreeGoods:
    digits = hs_code(given.code, 10 if len(given.code.replace(".", "")) > 6 else 6, "code")
    if given.refund_percent is None and len(digits) < 10:
        raise RuleBroken("calculator.refund_needed", "refund_percent")
    return FreeGoods(
        [[1, str(given.purchase_rmb)]], given.vat_percent / _HUNDRED, digits, given.pieces, given.length_cm,
        given.width_cm, given.height_cm, given.gross_kg, given.net_kg,
    )  # fmt: skip


def _ratio(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / _HUNDRED
