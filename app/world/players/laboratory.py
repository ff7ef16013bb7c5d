"""A player's laboratory tests: a paper that buyers asked for and goods lack, where it is worth its fee.

The talks of the last weeks stand for those of the next. Goods that the data pack says would fail are left.
"""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from app.core.parameters import parameters
from app.models.enterprise import Enterprise
from app.models.inquiry import Inquiry
from app.models.laboratory_test import LaboratoryTest, reported, with_reported
from app.models.listing import Listing
from app.models.product import Product
from app.trade.clearance.laboratory import failings, goods_of, kind_of_test
from app.trade.letters.letter_certificates import code_of
from app.trade.tariff.goods_features import papers_needed, papers_wanting
from app.world.players.money import at_bank
from app.world.players.move import Move, Seat

_RESERVE = 3  # times the fee that must be at the bank
_TALKS = (
    select(
        Inquiry.market, Inquiry.quantity, Listing.id.label("listing_id"), Enterprise.slug, Product.id,
        Product.sku, Product.hs_code, Product.tiers, Product.certificates, Product.materials,
        Product.attributes, Product.dangerous, reported(Inquiry.team_id, Inquiry.product_id),
    )
    .join(Product, Product.id == Inquiry.product_id)
    .join(Enterprise, Enterprise.id == Product.enterprise_id)
    .join(Listing, (Listing.product_id == Product.id) & (Listing.team_id == Inquiry.team_id))
    .where(Inquiry.team_id == bindparam("team"), Inquiry.opened_at >= bindparam("since"))
    .order_by(Enterprise.slug, Product.sku, Inquiry.opened_at, Inquiry.stable_name)
)  # fmt: skip


def laboratory_moves(seat: Seat) -> list[Move]:
    """Prices to ask for, and offers of the laboratory to take up."""
    if not seat.skill.orders_tests:
        return []
    told = parameters("laboratory")["player"]
    asked = {"team": seat.team.id, "since": seat.now - timedelta(days=int(told["talk_days"]))}
    worth: dict[tuple[Any, str], Decimal] = {}
    goods: dict[Any, Any] = {}
    for row in seat.session.connection().execute(_TALKS, asked):
        held = with_reported(row.certificates, row.reported)
        for paper in papers_wanting(papers_needed(row.market, row.hs_code), held):
            worth[row.id, paper] = worth.get((row.id, paper), Decimal(0)) + _gain(seat, row, told)
            goods[row.id] = row
    return list(_moves(seat, worth, goods)) if worth else []


def _gain(seat: Seat, talk: Any, told: Any) -> Decimal:
    """What a paper is worth in one talk, RMB: the margin of its goods times the share of talks it turns."""
    unit = Decimal(str(talk.tiers[0][1])) if talk.tiers else Decimal(0)
    return unit * talk.quantity * seat.skill.margin_percent / 100 * Decimal(told["turned_share"])


def _moves(seat: Seat, worth: dict[tuple[Any, str], Decimal], goods: dict[Any, Any]) -> Iterable[Move]:
    query = select(LaboratoryTest).where(LaboratoryTest.team_id == seat.team.id)
    tests: dict[tuple[Any, str], list[LaboratoryTest]] = {}
    for test in seat.session.execute(query.order_by(LaboratoryTest.stable_name)).scalars():
        tests.setdefault((test.product_id, test.certificate), []).append(test)
    kinds = parameters("laboratory")["kinds"]
    for (product_id, paper), gain in worth.items():
        row, made = goods[product_id], tests.get((product_id, paper), [])
        name = f"laboratory:{row.slug}:{row.sku}:{code_of(paper)}:{len(made)}"
        quoted = next((test for test in made if test.state == "quoted"), None)
        if quoted is not None and _pays(seat, quoted, gain):
            yield Move(f"{name}:order", "laboratory_test.order", quoted.id)
        dearest = Decimal(kinds[kind_of_test(row.hs_code)]["fee_rmb"][1])
        is_open = all(test.state in ("lapsed", "failed") for test in made)
        if is_open and gain >= dearest and not failings(paper, goods_of(row)):
            yield Move(f"{name}:ask", "laboratory_test.ask", row.listing_id, {"certificate": paper})


def _pays(seat: Seat, test: LaboratoryTest, gain: Decimal) -> bool:
    """Whether an offer is worth its fee and leaves the bank with what suppliers are paid from."""
    fee = test.fee_rmb or Decimal(0)
    return gain >= fee and at_bank(seat, "CNY") >= fee * _RESERVE
