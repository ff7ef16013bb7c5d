"""What lies on a buyer's desk: a quotation as the product would keep it, and what rivals offer."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid5

from app.core.clock import home_date
from app.models.inquiry import Inquiry
from app.models.quotation import Quotation
from app.trade.price.consignment_costs import Basis
from app.trade.price.price_build_up import Price
from app.trade.price.quoting import Terms, quote
from app.world.dice import Dice
from app.world.views.inquiry import talk_from
from app.world.views.quotation import QuotationView, view_of
from tools.realism.ground import Ground
from tools.realism.writing import Letter

_VALID_DAYS = 81  # no quotation of a check lapses


def quotation_row(letter: Letter, price: Price, terms: Terms, basis: Basis, name: str) -> Quotation:
    """The quotation as the product would keep it, as far as the buyer's view reads it."""
    row = SimpleNamespace(
        id=uuid5(NAMESPACE_URL, name), quantity=terms.quantity, unit_price_usd=price.unit,
        total_usd=price.total.amount, incoterm=terms.incoterm, named_place=terms.named_place,
        payment_terms=terms.payment_terms, lead_time_days=terms.lead_time_days, state="sent", revision=1,
        valid_until=home_date(letter.at) + timedelta(days=_VALID_DAYS),
        build_up={"basis": basis.as_plain()}, product_id=letter.product.id,
    )  # fmt: skip
    return cast(Quotation, row)


def rivals_of(ground: Ground, letter: Letter, dice: Dice) -> tuple[QuotationView, ...]:
    """What up to two other teams offer for the same need: 12 to 33 % margin, a full answer within a day."""
    found = []
    for number in range(dice.whole(0, 2)):
        given, drawn = letter.given, dice.under(number)
        terms = Terms(
            given["quantity"], given["incoterm"], given["named_place"], date.max,
            letter.product.lead_time_days + 12, drawn.between(Decimal("0.12"), Decimal("0.33")),
        )  # fmt: skip
        name = f"{letter.name}:rival {number}"
        price = quote(terms, letter.basis).price
        inquiry = Inquiry(
            course_id=ground.course_id, id=uuid5(NAMESPACE_URL, name), stable_name=name, untrue=[], noted={},
            quantity=given["quantity"], incoterm=given["incoterm"], named_place=given["named_place"],
            asks=[{"ask": ask, "found": "free"} for ask in given["asks"]], need=given["need"],
            request=given["request"], opened_at=letter.at, market=letter.market, state="answered", closing={},
            first_reply_at=letter.at + timedelta(hours=drawn.whole(4, 30)), asked_again=0, reminders=0,
            counters=0, team_id=UUID(int=number + 3), buyer_id=UUID(int=2), number=1, subject="",
        )  # fmt: skip
        said = talk_from(
            inquiry, letter.buyer, letter.product.name_en, letter.at, is_quoted=True, stable_name=name
        )
        row = quotation_row(letter, price, terms, letter.basis, f"{name}:v1")
        found.append(view_of(row, said, letter.product.certificates, letter.product.carton_pieces))
    return tuple(found)
