"""The demo packs' tariff lines: what a seller of these goods needs to know is known."""

from sqlmodel import Session

from app.queries.goods.tariff import export_line
from app.trade.catalogue.product_cells import elements_in
from app.trade.clearance.export_line import BRAND_TYPE, OPTIONAL_ELEMENTS, PREFERENCE
from seed.packs.build import SLUGS, product_rows
from tests.builders import FIRST_DAY
from tests.builders_listing import with_reference


def test_every_code_of_the_demo_packs_is_held_with_its_refund_rate_and_elements(
    sqlite_session: Session,
) -> None:
    with_reference(sqlite_session)
    for row in (row for slug in SLUGS for row in product_rows(slug)):
        line = export_line(sqlite_session, row["hs_code"], FIRST_DAY)
        assert row["vat_rate"] == f"{line.vat_rate * 100:.0f}", row["sku"]
        named = [name for name, _ in elements_in(row["declaration_elements"])]
        assert named[:2] == [BRAND_TYPE, PREFERENCE]
        needed = [name for name in named if name not in OPTIONAL_ELEMENTS]
        assert tuple(needed) == line.required_elements, row["sku"]
