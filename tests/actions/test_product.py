"""Small corrections of a product by its enterprise."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.models.product import Product
from tests.builders_catalogue import Supplier, a_catalogue, a_team, an_enterprise


def mug(supplier: Supplier) -> Product:
    return supplier.session.exec(select(Product).where(Product.sku == "MUG-01")).one()


def edited(product: Product, **changes: object) -> dict[str, object]:
    return {
        "tiers": [{"from_pieces": "300", "price_rmb": "13.00"}, {"from_pieces": "", "price_rmb": ""}],
        "floor_price_rmb": "10.50", "lead_time_days": 18, "daily_capacity": "", "carton_net_kg": "13.7",
        "is_offered": "true", "version": product.version, **changes,
    }  # fmt: skip


def test_prices_times_and_the_offer_are_corrected(session: Session) -> None:
    supplier = an_enterprise(session)
    a_catalogue(supplier)
    product = mug(supplier)
    facts = supplier.world.act(supplier.manager, "product.edit", product.id, **edited(product)).facts
    assert (facts["price_rmb"], facts["price_before_rmb"]) == (Decimal("13.00"), Decimal("12.80"))
    product = mug(supplier)
    assert (product.moq, product.tiers, product.lead_time_days) == (300, [[300, "13.00"]], 18)
    assert (product.daily_capacity, product.version) == (None, 2)
    assert "gap.daily_capacity_missing" in {gap["code"] for gap in product.gaps}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"version": 9}, "product.changed_meanwhile", None),
        ({"carton_net_kg": ""}, "product.net_weight_needed", "carton_net_kg"),
        ({"carton_net_kg": "13.7001"}, "product.net_weight_wrong", "carton_net_kg"),
        ({"carton_net_kg": "15.3"}, "product.net_above_gross", "carton_net_kg"),
        ({"floor_price_rmb": "13.01"}, "product.floor_above_price", "floor_price_rmb"),
        (
            {"tiers": [{"from_pieces": "300", "price_rmb": "13"}, {"from_pieces": "300", "price_rmb": "12"}]},
            "product.tier_pieces_not_rising",
            "tiers.1.from_pieces",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused(
    sqlite_session: Session, changes: dict[str, object], code: str, field: str | None
) -> None:
    supplier = an_enterprise(sqlite_session)
    a_catalogue(supplier)
    product = mug(supplier)
    given = edited(product, **changes)
    refusal = perform(sqlite_session, supplier.manager, "product.edit", product.id, given).refusal
    first = getattr(refusal, "refusals", [refusal])[0]
    assert (first.code, first.field) == (code, field)


def test_only_its_product_manager_corrects_a_product(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    other = an_enterprise(sqlite_session, supplier.world, "Miro")
    a_catalogue(supplier)
    product = mug(supplier)
    student = a_team(supplier.world)
    for actor, kind in (
        (supplier.liaison, Forbidden),
        (supplier.world.instructor, Forbidden),
        (other.manager, Missing),
        (student, Missing),
    ):
        with pytest.raises(kind):
            perform(sqlite_session, actor, "product.edit", product.id, edited(product))
