"""What the checks stand on: a course with its demo packs and reference, in a folder of its own.

Nothing is written into it but by the product's own actions; what a trick changed is changed back.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.db import make_engine
from app.core.settings import Settings
from app.models.product import Product
from app.queries.goods.consignment import Wanted, consignment_basis
from app.trade.price.consignment_costs import Basis, Offer, build_up, landed_estimate
from app.trade.price.costing import lowest_price
from app.trade.refusal import Refusal
from seed.simulate import FIRST_DAY, SKILLS, found_simulation, open_world, plan_of
from seed.simulation_run import at_work, pass_day

OWN_TERM = "FCA"  # as app/world/views/inquiry.py reckons the seller's own landed cost
_OFFERED = 8


@dataclass(slots=True)
class Ground:
    """A course on some morning. products: those that the scripted sellers offer, evenly over the packs."""

    session: Session
    course_id: UUID
    products: tuple[Product, ...]
    known: dict[tuple[Any, ...], Basis | None] = field(default_factory=dict)

    def basis(
        self, product: Product, market: str, quantity: int, port: str, terms: str = "tt_30_70",
        with_inspection: bool = False,
    ) -> Basis | None:  # fmt: skip
        """The dated figures of a consignment on the course's first day; None where the product has none."""
        key = (product.sku, market, quantity, port, terms, with_inspection)
        if key not in self.known:
            wanted = Wanted(
                market, quantity, FIRST_DAY, destination_port=port, payment_terms=terms,
                with_inspection=with_inspection,
            )  # fmt: skip
            try:
                self.known[key] = consignment_basis(self.session, product, wanted)
            except Refusal:
                self.known[key] = None
        return self.known[key]

    def own_landed(self, basis: Basis, quantity: int) -> Decimal:
        """The seller's own landed cost per piece without margin, as the buyer's view reckons it."""
        lowest = lowest_price(build_up(basis, Offer(quantity, OWN_TERM, Decimal(0))))
        return landed_estimate(basis, OWN_TERM, lowest.total.amount, quantity)[0]


@contextmanager
def ground(days: int = 0, teams: int = 0, seed: str = "realism") -> Iterator[Ground]:
    """A course after so many days of so many rule-based teams, strong and middling and weak in turn."""
    with tempfile.TemporaryDirectory(prefix="realism-") as name:
        folder = Path(name)
        settings = Settings(data_folder=folder)
        engine = make_engine(settings.url, is_lasting=False)
        found_simulation(engine, seed)
        with Session(engine) as session:
            course_id = open_world(session, plan_of(seed, days, teams, SKILLS))
        if days:
            with at_work(engine, folder, 1) as crew:
                for _ in range(days):
                    pass_day(engine, [course_id], crew)
        with Session(engine) as session:
            yield Ground(session, course_id, _offered(session, course_id))
        engine.dispose()


def _offered(session: Session, course_id: UUID) -> tuple[Product, ...]:
    query = select(Product).where(Product.course_id == course_id).order_by(col(Product.sku))
    products = session.exec(query).all()
    step = max(len(products) // _OFFERED, 1)
    return tuple(products[::step][:_OFFERED])
