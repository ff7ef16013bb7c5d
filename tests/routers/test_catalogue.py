"""The pages of an enterprise and of the teams that it works with, over HTTP, in both languages."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.models.enterprise import Enterprise
from app.models.partnership import Partnership
from app.models.product import Product
from tests.builders_catalogue import (
    PITCH,
    Supplier,
    a_catalogue,
    a_checked_pack,
    a_partnership,
    a_team,
    an_application,
    an_enterprise,
)
from tests.builders_listing import with_reference
from tests.clients import Client, application


@dataclass
class Scene:
    """A supplier with goods, a checked pack, a partner team and another that waits, and their browsers."""

    session: Session
    supplier: Supplier
    product_id: object
    pack_id: object
    partnership_id: object
    waiting_id: object
    manager: Client
    liaison: Client
    team: Client
    rival: Client
    teacher: Client
    stranger: Client


@pytest.fixture
def scene(sqlite_engine: Engine, tmp_path: Path) -> Scene:
    session = Session(sqlite_engine, expire_on_commit=False)
    supplier = an_enterprise(session)
    world = supplier.world
    with_reference(session)
    a_catalogue(supplier)
    pack_id = a_checked_pack(supplier)
    team, rival = a_team(world), a_team(world, "Rival")
    other = an_enterprise(session, world, "Miro")
    partnership_id, waiting_id = a_partnership(supplier, team), an_application(supplier, rival)
    app = application(sqlite_engine, tmp_path / "data")
    people = (supplier.manager, supplier.liaison, team, rival, world.instructor, other.manager)
    browsers = [Client(app, session, actor.person_id, world.course_id) for actor in people]
    product = session.exec(select(Product).where(Product.sku == "MUG-01")).one()
    return Scene(session, supplier, product.id, pack_id, partnership_id, waiting_id, *browsers)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_each_page_opens_for_whom_it_is(scene: Scene, lang: str) -> None:
    enterprise = scene.supplier.enterprise_id
    pages = {
        "manager": ("/enterprise", "/enterprise/settings", "/packs", f"/packs/{scene.pack_id}", "/products",
                    f"/products/{scene.product_id}", "/partnerships", f"/partnerships/{scene.waiting_id}"),
        "liaison": ("/enterprise", "/enterprise/settings", "/packs", f"/products/{scene.product_id}"),
        "team": ("/partnerships", f"/partnerships/{scene.partnership_id}"),
        "rival": ("/partnerships", f"/partnerships/{scene.waiting_id}"),
        "teacher": ("/enterprises", "/partnerships", f"/packs?enterprise={enterprise}",
                    f"/products?enterprise={enterprise}", f"/enterprises/{enterprise}/settings",
                    f"/products/{scene.product_id}", f"/packs/{scene.pack_id}"),
    }  # fmt: skip
    for who, paths in pages.items():
        for path in paths:
            assert getattr(scene, who).page(path, lang=lang).status_code == 200, (who, path)
            assert getattr(scene, who).json(path).status_code == 200, (who, path)


def test_what_is_anothers_is_not_there(scene: Scene) -> None:
    for path in (f"/packs/{scene.pack_id}", f"/products/{scene.product_id}",
                 f"/partnerships/{scene.partnership_id}",
                 f"/products?enterprise={scene.supplier.enterprise_id}",
                 f"/enterprises/{scene.supplier.enterprise_id}/settings"):  # fmt: skip
        assert scene.stranger.page(path).status_code == 404, path
        if "partnerships" not in path:
            assert scene.team.page(path).status_code == 404, path
    assert scene.rival.page(f"/partnerships/{scene.partnership_id}").status_code == 404
    for client, path in ((scene.team, "/packs"), (scene.team, "/products"), (scene.team, "/enterprise"),
                         (scene.manager, "/enterprises")):  # fmt: skip
        assert client.page(path).status_code == 403, path


def test_only_a_partner_reads_the_catalogue_and_nobody_of_a_team_the_floor_price(scene: Scene) -> None:
    partner = scene.team.page(f"/partnerships/{scene.partnership_id}").text
    assert "MUG-01" in partner and f"product={scene.product_id}" in partner and "10.50" not in partner
    assert "MUG-02" not in scene.rival.page(f"/partnerships/{scene.waiting_id}").text
    assert "MUG-02" not in scene.rival.page("/partnerships").text


def test_a_team_applies_and_the_enterprise_answers_on_its_page(scene: Scene) -> None:
    path = f"/partnerships/{scene.waiting_id}"
    refused = scene.manager.form(f"{path}/decline", "/partnerships", answer="")
    assert refused.status_code == 422 and "Say why you decline" in refused.text
    assert (
        scene.manager.form(f"{path}/decline", "/partnerships", answer="No <b>mugs</b> left.").status_code
        == 303
    )
    page = scene.rival.page("/partnerships").text
    assert "No &lt;b&gt;mugs&lt;/b&gt; left." in page
    again = f"/enterprises/{scene.supplier.enterprise_id}/partnerships/apply"
    assert scene.rival.form(again, "/partnerships", pitch=PITCH).status_code == 303
    scene.session.rollback()
    waiting = scene.session.exec(select(Partnership).where(Partnership.state == "applied")).one()
    assert scene.liaison.form(f"/partnerships/{waiting.id}/accept", "/partnerships").status_code == 303
    assert scene.rival.form(f"/partnerships/{waiting.id}/end", answer="We close.").status_code == 303


def test_a_product_is_corrected_by_its_form_and_a_wrong_figure_comes_back(scene: Scene) -> None:
    where = f"/products/{scene.product_id}"
    given = {
        "version": 1, "tiers__0__from_pieces": 200, "tiers__0__price_rmb": "12.60",
        "tiers__1__from_pieces": "", "tiers__1__price_rmb": "", "floor_price_rmb": "99",
        "lead_time_days": 15, "daily_capacity": "", "carton_net_kg": "13.7",
    }  # fmt: skip
    refused = scene.manager.form(f"{where}/edit", where, **given)
    assert refused.status_code == 422 and 'value="99"' in refused.text
    assert scene.manager.form(f"{where}/edit", where, **given | {"floor_price_rmb": "10"}).status_code == 303
    scene.session.rollback()
    product = scene.session.get(Product, scene.product_id)
    assert (product.lead_time_days, product.is_offered) == (15, False)


def test_the_teacher_brings_an_enterprise_in_and_its_people_describe_it(scene: Scene) -> None:
    course = scene.supplier.world.course_id
    said = {"name": "Terrin Outdoor", "name_zh": "拓岭户外"}
    made = scene.teacher.form(f"/courses/{course}/enterprises/create", "/enterprises", **said)
    assert made.status_code == 303 and "Terrin Outdoor" in scene.teacher.page("/enterprises").text
    key = scene.supplier.enterprise_id
    assert scene.liaison.form(f"/enterprises/{key}/edit", version=1, **said).status_code == 303
    rule = {"least_pitch_characters": 20, "most_teams": 0, "collect_paid_rate": "0.3", "version": 2}
    assert scene.manager.form(f"/enterprises/{key}/set-house-rule", **rule).status_code == 303
    scene.session.rollback()
    assert scene.session.get(Enterprise, key).house_rule["most_teams"] == 0


def test_the_template_is_a_workbook(scene: Scene) -> None:
    assert scene.manager.http.get("/packs/template.xlsx").content.startswith(b"PK")
