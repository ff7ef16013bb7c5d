"""Harm on the way: drawn by name, surveyed, claimed, and what the insurer makes of it."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.refusals import Forbidden
from app.models.document import Document
from app.models.insurance_claim import InsuranceClaim
from app.models.ledger import LedgerEntry
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.goods.insurance_claim import harm_of, policy_of
from app.trade.carriage.claim_settlement import LETTER, PAPERS
from app.trade.market.complaint import DeliveredGoods
from app.world.agents.complaint import consider as complain
from app.world.agents.insurer import decide
from app.world.dice import Dice
from app.world.transit_damage import Journey, damage_rate, transit_damage
from app.world.views.complaint import DeliveryView
from app.world.views.insurer import InsurerView
from app.world.views.order import _harm
from tests.builders_goods import Goods, goods
from tests.clients import Client, application
from tests.trade.carriage.test_claim_settlement import FILE
from tests.world.test_deal import TALK

D = Decimal
SEA = Journey("sea_lcl", "north_europe", 6, 30, D(12), 1000)
ALL = dict.fromkeys((*PAPERS, LETTER), True)
WET = {"kind": "wetting", "pieces": 200, "quantity": 1000}


def test_harm_is_rare_rarer_by_air_and_drawn_by_the_name_alone() -> None:
    assert damage_rate(SEA) == D("0.0260") and damage_rate(replace(SEA, service="air", days=3)) < D("0.01")
    assert (
        damage_rate(replace(SEA, month=1))
        == D("0.03380")
        < damage_rate(replace(SEA, month=1, carton_kg=D(30)))
    )
    drawn = [transit_damage(SEA, Dice("seed", number)) for number in range(4000)]
    harmed = [each for each in drawn if each]
    assert 0.018 < len(harmed) / len(drawn) < 0.034
    kinds = Counter(each["kind"] for each in harmed)
    assert kinds["wetting"] > kinds["inherent_vice"] and all(0 < each["pieces"] <= 1000 for each in harmed)
    assert drawn[:50] == [transit_damage(SEA, Dice("seed", number)) for number in range(50)]
    air = replace(SEA, service="air")
    assert not any(
        transit_damage(air, Dice("seed", number)).get("kind") == "wetting" for number in range(2000)
    )


def test_the_insurer_decides_by_the_rule_and_only_what_is_open() -> None:
    view = InsurerView("x", UUID(int=1), "filed", date(2026, 10, 5), FILE, frozenset())
    (paid,) = decide(view, Dice("seed"))
    assert (paid.action, paid.given["settled_usd"]) == ("insurance_claim.accept", D("495.00"))
    (refused,) = decide(replace(view, file=replace(FILE, peril="delay")), Dice("seed"))
    assert (refused.action, refused.given["clause"]) == ("insurance_claim.refuse", "4.5")
    (asked,) = decide(replace(view, file=replace(FILE, papers=())), Dice("seed"))
    assert (asked.action, asked.given["answer_by"]) == ("insurance_claim.query", date(2026, 10, 12))
    assert decide(replace(view, state="paid"), Dice("seed")) == []


def _arrived(session: Session, term: str = "DAP") -> Goods:
    """Insured goods at Hamburg of which sea water spoiled a fifth."""
    found = goods(session, incoterm=term, named_place="Hamburg")
    found.collect()
    found.release()
    shipment = found.book("sea_lcl")
    assert _refusal(found) == "insurance_claim.not_insured"
    cover = {"clauses": "ICC (A)", "insured_usd": "11000.00", "premium_rate": "0.0045"}
    found.act("insurance.buy", shipment.id, **cover)
    found.pass_until("shipment.cut_off")
    found.pass_until("shipment.depart")
    carrier = party("carrier", found.world.course_id)
    found.world.act(carrier, "shipment.arrive", shipment.id, clearance_days=60, damage=WET)
    return found


def _refusal(found: Goods, **given: Any) -> str | None:
    asked = found.asked("insurance_claim.file", found.shipment().id, **{"claimed_usd": "2200.00", **given})
    return asked.refusal.code if asked.refusal else None


def test_a_claim_is_filed_asked_about_once_accepted_and_paid(
    sqlite_session: Session, sqlite_engine: Engine, tmp_path: Path
) -> None:
    found = _arrived(sqlite_session)
    shipment = found.shipment()
    page = f"/orders/{found.order.id}/shipment"
    client = Client(
        application(sqlite_engine, tmp_path), sqlite_session, found.lead.person_id, found.world.course_id
    )
    assert "Wet by sea water" in client.page(page).text
    assert "claim from the insurer" in client.page("/desk").text
    path = f"/shipments/{shipment.id}/insurance-claims/file"
    given = {"loss": "damage", "claimed_usd": "2200.00", "policy": "true", "transport_document": "true"}
    assert client.form(path, page=page, **given | {"claimed_usd": "99999.00"}).status_code == 422
    assert client.form(path, page=page, **given | {"letter_to_carrier": "true"}).status_code == 303
    found.pass_until("insurance_claim.arrive")
    found.pass_until("insurance_claim.decide")
    told = client.json(page).json()["harm"]
    assert (told["pieces"], told["claim"]["state"], told["claim"]["letter_in_time"]) == (200, "queried", True)
    assert "the insurer asks for papers" in client.page("/desk").text
    found.deal.put(
        Document(
            team_id=found.deal.team_id, order_id=found.order.id, kind="commercial_invoice", state="issued",
            number="CI-1", fields={}, version=1,
        )
    )  # fmt: skip
    claim_id = told["claim"]["id"]
    more = {"invoice": "true", "survey_report": "true"}
    assert client.form(f"/insurance-claims/{claim_id}/add-papers", page=page, **more).status_code == 303
    for kind in ("arrive", "decide", "pay"):
        found.pass_until(f"insurance_claim.{kind}")
    claim = sqlite_session.exec(select(InsuranceClaim)).one()
    assert (claim.state, claim.settled_usd, claim.answer["clause"]) == ("paid", D("2145.00"), "1.2.3")
    assert "claim_received" in sqlite_session.exec(select(LedgerEntry.code)).all()
    assert "your rights against the carrier go over" in client.page(page).text
    assert _refusal(found) == "insurance_claim.filed_already"
    with pytest.raises(Forbidden):
        found.asked("insurance_claim.pay", claim.id)


def test_a_claim_is_the_buyers_after_the_risk_has_passed(sqlite_session: Session) -> None:
    found = _arrived(sqlite_session, term="CIF")
    assert _refusal(found, **ALL) == "insurance_claim.risk_is_buyers"
    shipment = found.shipment()
    harm = harm_of(sqlite_session, found.order, shipment, policy_of(sqlite_session, shipment))
    assert harm and not harm.is_sellers and not harm.may_file
    assert _harm(sqlite_session, found.order) == (False, 0)
    found.deal.change(found.order, incoterm="DAP")
    assert _harm(sqlite_session, found.order) == (False, D("0.2"))
    assert _refusal(found, loss="delay") == "insurance_claim.not_late"
    assert _refusal(found, invoice=True) == "insurance_claim.no_invoice"
    found.deal.change(found.shipment(), damage={})
    assert _refusal(found) == "insurance_claim.nothing_found"
    found.deal.change(found.shipment(), arrived_at=None)
    assert _refusal(found) == "insurance_claim.not_arrived"


def test_goods_that_are_lost_clear_no_customs_and_the_deal_goes_on(
    sqlite_session: Session, sqlite_engine: Engine, tmp_path: Path
) -> None:
    found = goods(sqlite_session, state="shipped", incoterm="DAP", named_place="Hamburg")
    own = {"team_id": found.order.team_id, "order_id": found.order.id}
    shipment = found.deal.put(
        Shipment(
            stable_name="s", number=1, state="in_transit", service="sea_lcl", mode="sea", carrier="Line",
            origin="CNNGB", destination="DEHAM", packages=1, gross_kg=D(1), net_kg=D(1), volume_m3=D(1),
            freight_usd=D(1), freight_paid_by="seller", cut_off_at=found.deal.now(), departs_on=found.today,
            arrives_on=found.today, departed_at=found.deal.now(), **own,
        )
    )  # fmt: skip
    found.deal.put(
        InsurancePolicy(
            shipment_id=shipment.id, number="P", clauses="ICC (A)", insured_usd=D(11000), premium_usd=D(5),
            issued_on=found.today, **own,
        )
    )  # fmt: skip
    lost = {"kind": "total_loss", "pieces": 1000, "quantity": 1000}
    carrier = party("carrier", found.world.course_id)
    found.world.act(carrier, "shipment.arrive", shipment.id, clearance_days=5, damage=lost)
    shipment = found.shipment()
    assert (shipment.state, found.order.state, shipment.import_charges) == ("perished", "perished", {})
    assert found.agenda("shipment.clear") is None and found.agenda("shipment.deliver") is None
    client = Client(
        application(sqlite_engine, tmp_path), sqlite_session, found.lead.person_id, found.world.course_id
    )
    page = client.page(f"/orders/{found.order.id}/shipment").text
    assert "All lost in an accident of the carrier" in page and "File the claim" in page
    assert found.agenda("complaint.consider") is not None
    assert _harm(sqlite_session, found.order) == (True, 1)
    found.deal.change(found.order, incoterm="CIF")  # the same loss after the risk has passed
    assert _harm(sqlite_session, found.order) == (True, 0)


def test_a_buyer_whose_goods_are_lost_at_the_sellers_risk_wants_the_price_back() -> None:
    gone = DeliveredGoods(D(9600), D(1), D("0.025"), 9, 1, 0, is_lost=True)
    view = DeliveryView("x", UUID(int=1), "PI-1", True, False, 1000, gone, 9, (), TALK)
    (wish,) = complain(view, Dice("seed"))
    assert (wish.given["loss"], wish.given["faulty_pieces"]) == ({"lost": D("9600.00")}, 1000)
    assert [each["code"] for each in wish.given["reasons"]] == ["lost"]
    assert "1,000" in wish.given["body"] and "faulty" not in wish.given["body"]
    assert complain(replace(view, goods=replace(gone, is_lost=False, defect_rate=D(0), days_late=0,
                                                document_faults=0)), Dice("seed")) == []  # fmt: skip
