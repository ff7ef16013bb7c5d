"""What a sparring buyer stands on: the demo packs' goods, the dated reference in a database that is thrown
away, and a need drawn from the seed.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_time
from app.core.course_session import read_for, read_for_none
from app.core.db import make_engine
from app.core.difficulty import laid_by
from app.core.parameters import supposed
from app.core.settings import Settings
from app.models.course import SITE
from app.models.product import Product, columns_of
from app.queries.goods.consignment import Wanted, consignment_basis
from app.queries.goods.port import port
from app.trade.catalogue.product import read_rows
from app.trade.catalogue.product_columns import COLUMNS
from app.trade.letters.letter_claims import ProductFacts
from app.trade.market.negotiation_issues import Proposal
from app.trade.market.standing import STRANGER
from app.trade.price.consignment_costs import Basis, Offer, build_up, landed_estimate
from app.trade.price.costing import lowest_price
from app.trade.price.quoting import Terms
from app.trade.refusal import RuleBroken
from app.trade.tariff.goods_features import papers_needed
from app.trade.working_time import Office, next_working_moment
from app.world.agents.inquiry import arrive
from app.world.buyer_kinds import kind_for, kind_of
from app.world.dice import Dice
from app.world.parameters import market_habits
from app.world.personas import days_off
from app.world.spar import Goods, Spar
from app.world.views.inquiry import Wish
from seed.packs.build import SLUGS, product_rows
from seed.simulate import FIRST_DAY, found_simulation

_OWN_TERM = "FCA"  # as the buyer's view reckons the seller's own landed cost
# Rival offers of a request, ASSUMPTIONS for practice: how far above the seller's own landed cost, in days
# beyond the factory's and the way, and how well they answered.
_MARGIN, _DAYS, _CARE = (Decimal("0.08"), Decimal("0.40")), (4, 20), (Decimal("0.5"), Decimal(1))
MOST_RIVALS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be given in place of the pack's own. words: what it takes."""

    words: str
    fits: Callable[[Any], bool]
    read: Callable[[Any], Any] = lambda value: value


def _is_whole(most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and 1 <= value <= most


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST


def _is_price(value: Any) -> bool:
    try:
        return type(value) in (int, str) and _LEAST_PRICE <= Decimal(value) <= _MOST_PRICE
    except ArithmeticError:
        return False


_MOST_PAPERS = 50
_LONGEST, _LEAST_PRICE, _MOST_PRICE = 200, Decimal("0.01"), Decimal(1_000_000)
GIVEN: Mapping[str, Figure] = {
    "name_en": Figure("a text", _is_text),
    "hs_code": Figure("ten digits", lambda value: _is_text(value) and bool(re.fullmatch(r"\d{10}", value))),
    "price_rmb": Figure('an amount as text, such as "31.50"', _is_price, Decimal),
    "moq": Figure("a whole number from 1", _is_whole(1_000_000)),
    "lead_time_days": Figure("1 to 365", _is_whole(365)),
    "carton_pieces": Figure("a whole number from 1", _is_whole(10_000)),
    "certificates": Figure(
        "a list of texts",
        lambda value: isinstance(value, list) and len(value) <= _MOST_PAPERS and all(map(_is_text, value)),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to spar with. "" or None: drawn from the seed. given: see GIVEN."""

    seed: str
    market: str = ""
    kind: str = ""
    sku: str = ""
    difficulty: str = "usual"
    rivals: int | None = None
    given: Mapping[str, Any] | None = None


def products() -> dict[str, Product]:
    """The demo packs' products by SKU."""
    found = {}
    for slug in SLUGS:
        rows = product_rows(slug)
        cells = [(at, [row.get(column.key, "") for column in COLUMNS]) for at, row in enumerate(rows, 2)]
        pictures = [f"{row['sku']}-{n}.jpg" for row in rows for n in (1, 2, 3)]
        reading = read_rows("products", [column.en for column in COLUMNS], cells, pictures=pictures)
        for row in reading.rows:
            if row.product is not None:
                found[row.product.sku] = Product(
                    id=UUID(int=1), course_id=SITE, enterprise_id=SITE, pack_id=SITE,
                    **columns_of(row.product),
                )  # fmt: skip
    return dict(sorted(found.items()))


class Unpriced(ValueError):
    """Nobody can price or carry the goods to that market."""


@contextmanager
def sparring(asked: Asked) -> Iterator[Spar]:
    """A buyer with a need, ready to talk. Raises: Unpriced where nobody can price or carry the goods."""
    with tempfile.TemporaryDirectory(prefix="five-truths-spar-") as name:
        engine = make_engine(Settings(data_folder=Path(name)).url, is_lasting=False)
        found_simulation(engine, asked.seed)
        with Session(engine) as session:
            read_for(session, SITE)
            try:
                with supposed(session, {"world": laid_by(asked.difficulty, {})}):
                    yield _spar(session, asked)
            finally:
                read_for_none()
        engine.dispose()


def _spar(session: Session, asked: Asked) -> Spar:
    dice = Dice(asked.seed, "spar")
    goods = products()
    product = goods[asked.sku or dice.under("product").pick(sorted(goods))]
    _lay_over(product, asked.given or {})
    view = _wish(session, asked, product, dice)
    (intent,) = arrive(view, dice.under("letter")) or (None,)
    if intent is None or view.basis is None:
        raise Unpriced(f"nobody can price or carry {product.sku} to {view.market} now; name another product")

    city = intent.given["buyer"]["city"]

    def basis_of(terms: Terms) -> Basis:
        return consignment_basis(session, product, _wanted(view, terms, city))

    held = _rivals(view, view.basis, dice.under("rivals")) if view.request else []
    return Spar(intent.given, view.at, Goods(product, _facts(product), basis_of), held)


def _lay_over(product: Product, given: Mapping[str, Any]) -> None:
    """Figures of one's own in place of the pack's."""
    for name, value in given.items():
        if name == "price_rmb":
            product.tiers = [[1, str(value)]]
        else:
            setattr(product, name, value)


def _wish(session: Session, asked: Asked, product: Product, dice: Dice) -> Wish:
    """The need before the letter, drawn as the market draws one."""
    markets = list(market_habits().values())
    drawn = dice.under("market").weighted(markets, [each.weight for each in markets])
    habits = market_habits()[asked.market] if asked.market else drawn
    kind = asked.kind or kind_for(dice.under("kind"))
    least = product.moq * int(dice.under("quantity").pick(kind_of(kind)["moq_multiples"]))
    pieces = -(-least // max(product.carton_pieces, 1)) * max(product.carton_pieces, 1)
    code = dice.under("port").pick(habits.ports)
    rivals = dice.under("rivals").whole(0, 2) if asked.rivals is None else asked.rivals
    office = Office(habits.time_zone, habits.weekend, frozenset(
        datetime.fromisoformat(day).date() for day in days_off(habits.country, FIRST_DAY)
    ))  # fmt: skip
    name = f"spar:{asked.seed}"
    wanted = Wanted(habits.country, pieces, FIRST_DAY, destination_port=code)
    try:
        basis: Basis | None = consignment_basis(session, product, wanted)
    except RuleBroken:
        basis = None
    return Wish(
        stable_name=name, letter_name=name, request=f"{name}:{rivals}" if rivals else "", business=kind,
        standing=STRANGER, papers_needed=papers_needed(habits.country, product.hs_code),
        at=next_working_moment(office, home_time(FIRST_DAY)), listing_id=UUID(int=1), is_published=True,
        market=habits.country, quantity=pieces, destination_port=code, port_name=port(session, code).name,
        product_name=product.name_en, lead_time_days=product.lead_time_days, basis=basis,
        own_landed=_own_landed(basis, pieces) if basis else Decimal(0), buyer=None,
    )  # fmt: skip


def _own_landed(basis: Basis, quantity: int) -> Decimal:
    lowest = lowest_price(build_up(basis, Offer(quantity, _OWN_TERM, Decimal(0))))
    return landed_estimate(basis, _OWN_TERM, lowest.total.amount, quantity)[0]


def _wanted(view: Wish, terms: Terms, city: str) -> Wanted:
    return Wanted(
        view.market, terms.quantity, FIRST_DAY, destination_port=view.destination_port,
        named_place=terms.named_place, buyer_city=city, payment_terms=terms.payment_terms,
    )  # fmt: skip


def _rivals(view: Wish, basis: Basis, dice: Dice) -> list[Proposal]:
    """What other sellers hold out for the same need."""
    found = []
    for number in range(int(view.request.rpartition(":")[2])):
        drawn = dice.under(number)
        landed = view.own_landed * (1 + drawn.between(*_MARGIN))
        days = view.lead_time_days + basis.most_days + drawn.whole(*_DAYS)
        found.append(
            Proposal(
                landed.quantize(Decimal("0.0001")),
                Decimal(days),
                Decimal("0.3"),
                drawn.between(*_CARE),
                drawn.between(*_CARE),
            )
        )
    return found


def _facts(product: Product) -> ProductFacts:
    """What claims are traced to."""
    return ProductFacts(
        name=product.name_en, certificates=tuple(product.certificates),
        materials=tuple(part for part in product.materials.split("; ") if part),
        statements=(*product.points_en, product.description_en), moq=product.moq,
        lead_time_days=product.lead_time_days, carton_pieces=product.carton_pieces,
        carton_size_cm=(product.carton_length_cm, product.carton_width_cm, product.carton_height_cm),
        carton_gross_kg=product.carton_gross_kg, carton_net_kg=product.carton_net_kg,
        unit_gross_kg=product.unit_gross_kg, origin="CN",
    )  # fmt: skip
