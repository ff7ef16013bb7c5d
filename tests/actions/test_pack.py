"""Packs: checked, imported, replaced, put aside; what the record holds of them and what it does not."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, operator
from app.actions.pack import ReadRow, root_of
from app.actions.pack_reading import PackFile, check_of_sheet
from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.core.delimited import read_csv
from app.core.limits import SHEET
from app.models.evidence import Record
from app.models.pack import Pack, PackRow
from app.models.product import Product, ProductPicture
from app.trade.refusal import Refusal
from tests.builders import a_course
from tests.builders_catalogue import (
    ROW,
    ROWS,
    Supplier,
    a_catalogue,
    a_checked_pack,
    a_team,
    an_enterprise,
    check_given,
    read_picture,
    sheet_csv,
)


def refusal_of(
    supplier: Supplier, action: str, subject_id: object, actor: Actor | None = None, **given: object
):
    outcome = perform(supplier.session, actor or supplier.manager, action, subject_id, given)
    assert outcome.refusal is not None
    return outcome.refusal


def products(supplier: Supplier) -> dict[str, Product]:
    found = supplier.session.exec(select(Product).where(Product.enterprise_id == supplier.enterprise_id))
    return {product.sku: product for product in found}


def facts_of_import(supplier: Supplier, pack_id: object, **given: object):
    return supplier.world.act(supplier.manager, "pack.import_rows", pack_id, **given).facts


def test_a_checked_pack_changes_nothing_until_it_is_imported(session: Session) -> None:
    supplier = an_enterprise(session)
    bad = {**ROW, "sku": "BAD-01", "hs_code": "69"}
    outcome = supplier.world.act(
        supplier.manager, "pack.check", supplier.enterprise_id, **check_given([*ROWS, bad])
    )
    assert (outcome.facts["rows_good"], outcome.facts["rows_refused"], outcome.facts["gaps"] > 0) == (
        3,
        1,
        True,
    )
    assert products(supplier) == {}
    facts = facts_of_import(supplier, outcome.made_id)
    assert (facts["added"], facts["changed"], facts["withdrawn"], facts["rows_refused"]) == (3, 0, 0, 1)
    mug = products(supplier)["MUG-01"]
    assert (mug.moq, mug.tiers, mug.is_offered) == (200, [[200, "12.80"], [1000, "11.90"]], True)
    assert mug.elements[0] == ["品牌类型", "1"] and mug.attributes["Colour"] == ["oat", "ink"]
    assert session.get(Pack, outcome.made_id).state == "imported"


def test_a_new_version_changes_by_sku_adds_and_withdraws(session: Session) -> None:
    supplier = an_enterprise(session)
    first = a_catalogue(supplier)
    changed = {**ROW, "sku": "mug-01", "price_rmb": "12.50"}
    second = a_checked_pack(supplier, [changed, ROWS[1], {**ROW, "sku": "CUP-09"}])
    facts = facts_of_import(supplier, second)
    assert (facts["added"], facts["changed"], facts["unchanged"], facts["withdrawn"]) == (1, 1, 1, 1)
    held = products(supplier)
    assert set(held) == {"mug-01", "MUG-02", "BWL-01", "CUP-09"}
    assert held["mug-01"].tiers[0] == [200, "12.50"] and not held["BWL-01"].is_offered
    assert session.get(Pack, first).state == "superseded"


def test_a_product_whose_row_was_refused_stays_on_offer(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    a_catalogue(supplier)
    broken = {**ROWS[1], "price_rmb": "twelve"}
    facts_of_import(supplier, a_checked_pack(supplier, [ROW, broken]))
    held = products(supplier)
    assert held["MUG-02"].is_offered and not held["BWL-01"].is_offered


def test_products_that_a_part_pack_does_not_name_may_be_kept(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    a_catalogue(supplier)
    facts = facts_of_import(supplier, a_checked_pack(supplier, [ROW, {**ROW, "sku": "X-1"}]), missing="keep")
    assert facts["withdrawn"] == 0 and all(product.is_offered for product in products(supplier).values())


def test_pictures_stay_where_a_new_version_brings_none_and_change_where_it_does(session: Session) -> None:
    supplier = an_enterprise(session)
    a_catalogue(supplier)
    mug = products(supplier)["MUG-01"]

    def digests() -> list[str]:
        query = select(ProductPicture).where(ProductPicture.product_id == mug.id)
        return [one.digest for one in session.exec(query.order_by(ProductPicture.position))]

    facts_of_import(supplier, a_checked_pack(supplier, [{**ROW, "moq_pieces": "300"}]), missing="keep")
    assert digests() == ["a" * 64]
    brought = [read_picture("MUG-01-1.jpg", "b" * 64), read_picture("MUG-01-2.jpg", "c" * 64)]
    facts_of_import(supplier, a_checked_pack(supplier, [ROW], brought), missing="keep")
    assert digests() == ["b" * 64, "c" * 64]


def test_without_a_net_weight_a_product_is_not_offered_and_a_known_one_is_kept(
    sqlite_session: Session,
) -> None:
    supplier = an_enterprise(sqlite_session)
    unweighed = {**ROW, "carton_net_kg": ""}
    facts = facts_of_import(supplier, a_checked_pack(supplier, [unweighed, {**unweighed, "sku": "N-1"}]))
    assert facts["barriers"] == 2 and not products(supplier)["N-1"].is_offered
    facts_of_import(supplier, a_checked_pack(supplier, [ROW]), missing="keep")
    facts_of_import(supplier, a_checked_pack(supplier, [{**unweighed, "moq_pieces": "250"}]), missing="keep")
    assert products(supplier)["MUG-01"].carton_net_kg is not None and products(supplier)["MUG-01"].is_offered


def test_the_record_holds_the_root_of_the_rows_and_none_of_them(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    rows = [{**ROW, "sku": f"S-{number:03}"} for number in range(200)]
    a_checked_pack(supplier, rows)
    record = sqlite_session.exec(select(Record).where(Record.action == "pack.check")).one()
    assert len(record.body) < 3000 and b"Stoneware" not in record.body
    kept = sqlite_session.exec(select(PackRow).order_by(PackRow.number)).all()
    columns = ReadRow.model_fields
    read = [ReadRow(**{name: getattr(row, name) for name in columns}) for row in kept]
    assert root_of(read).encode() in record.body


def test_the_same_file_twice_is_refused_with_its_day_and_changes_nothing(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    given = check_given()
    waiting = supplier.world.act(supplier.manager, "pack.check", supplier.enterprise_id, **given).made_id
    again = refusal_of(supplier, "pack.check", supplier.enterprise_id, **given)
    assert again.code == "pack.checked_already"
    facts_of_import(supplier, waiting)
    again = refusal_of(supplier, "pack.check", supplier.enterprise_id, **given)
    assert (again.code, again.figures["number"]) == ("pack.imported_already", 1) and again.figures["on"]
    assert len(sqlite_session.exec(select(Pack)).all()) == 1


def test_a_discarded_pack_may_come_again_and_is_not_imported(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    pack_id = a_checked_pack(supplier)
    supplier.world.act(supplier.manager, "pack.discard", pack_id)
    assert refusal_of(supplier, "pack.import_rows", pack_id).code == "pack.not_open"
    assert refusal_of(supplier, "pack.discard", pack_id).code == "pack.not_open"
    assert a_checked_pack(supplier) != pack_id


def test_a_pack_without_a_good_row_cannot_be_imported(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    pack_id = a_checked_pack(supplier, [{**ROW, "price_rmb": ""}])
    assert refusal_of(supplier, "pack.import_rows", pack_id).code == "pack.nothing_good"


def test_a_full_store_takes_no_more_pictures(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    pictures = [
        read_picture("MUG-01-1.jpg", f"{number:064x}").model_copy(update={"stored_bytes": 1 << 30})
        for number in range(3)
    ]
    given = check_given(pictures=pictures[:2])
    supplier.world.act(supplier.manager, "pack.check", supplier.enterprise_id, **given)
    more = check_given(pictures=pictures)
    found = refusal_of(supplier, "pack.check", supplier.enterprise_id, **more)
    assert (found.code, found.figures["most_mb"]) == ("pack.store_full", 2048)


@pytest.mark.parametrize("action", ["pack.import_rows", "pack.discard"])
def test_another_enterprises_pack_is_not_there_and_a_liaison_may_not(
    sqlite_session: Session, action: str
) -> None:
    supplier = an_enterprise(sqlite_session)
    other = an_enterprise(sqlite_session, supplier.world, "Miro")
    pack_id = a_checked_pack(supplier)
    student = a_team(supplier.world)
    for actor, kind in ((other.manager, Missing), (student, Missing), (supplier.liaison, Forbidden)):
        with pytest.raises(kind):
            perform(sqlite_session, actor, action, pack_id)
    elsewhere = a_course(sqlite_session, "Another", "seed-2")
    with pytest.raises(Missing):
        perform(sqlite_session, replace(elsewhere.instructor), action, pack_id)


def test_a_student_uploads_no_pack_and_the_operator_may(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    student = a_team(supplier.world)
    with pytest.raises(Forbidden):
        perform(sqlite_session, student, "pack.check", supplier.enterprise_id, check_given())
    actor = operator(supplier.world.course_id)
    assert perform(sqlite_session, actor, "pack.check", supplier.enterprise_id, check_given()).made_id


def test_missing_and_doubled_columns_are_one_message() -> None:
    rows = [{key: value for key, value in ROW.items() if key != "price_rmb"}]
    columns = [key for key in ROW if key != "price_rmb"]
    for named, code in ((columns, "pack.columns_missing"), ([*ROW, "sku"], "pack.columns_twice")):
        sheet = read_csv("products.csv", sheet_csv(rows, named), SHEET)
        with pytest.raises(Refusal) as found:
            check_of_sheet(PackFile("p.zip", "0" * 64, 1), sheet, [])
        assert found.value.code == code and len(found.value.figures["columns"]) == 1
