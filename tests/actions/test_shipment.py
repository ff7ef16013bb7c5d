"""Shipments: the whole way to the buyer, and everything that is refused on it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.core.db import housekeeping
from app.models.document import Document
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.rate import ReferenceRate
from app.queries.goods.shipping_options import ShippingWish, shipping_option
from app.trade.papers.container_number import is_container_number
from app.trade.papers.documents import checked
from tests.builders_goods import Goods, goods

D = Decimal


def _ready(session: Session, **terms: object) -> Goods:
    found = goods(session, **terms)
    found.collect()
    found.release()
    return found


def _travel(found: Goods) -> None:
    """From the cut-off to the buyer's door."""
    found.pass_until("shipment.cut_off")
    found.pass_until("shipment.depart")
    while found.shipment().state == "in_transit":
        found.pass_until("shipment.arrive")
    found.pass_until("shipment.clear")
    found.pass_until("shipment.deliver")


def _codes(session: Session) -> list[str]:
    return list(session.exec(select(LedgerEntry.code).order_by(LedgerEntry.at, LedgerEntry.id)))


def test_a_cif_shipment_travels_from_the_booking_to_the_buyer(session: Session) -> None:
    found = _ready(session, incoterm="CIF", named_place="Hamburg")
    shipment = found.book("sea_lcl")
    assert (shipment.origin, shipment.destination, shipment.freight_paid_by) == ("CNNGB", "DEHAM", "seller")
    found.act("insurance.buy", shipment.id, clauses="ICC (C)", insured_usd="11000.00", premium_rate="0.0015")
    _travel(found)
    shipment = found.shipment()
    assert (shipment.state, found.order.state) == ("delivered", "delivered")
    codes = [event["code"] for event in shipment.events]
    assert [code for code in codes if code != "delayed"] == [
        "booked", "loaded", "departed", "arrived", "cleared", "delivered",
    ]  # fmt: skip
    booked = _codes(session)
    assert {"goods_sold", "goods_shipped", "freight_paid", "local_charges_paid", "insurance_paid"} <= set(
        booked
    )
    assert "import_duty_paid" not in booked and shipment.import_charges["borne_by"] == "buyer"
    assert found.agenda("order.review") is not None


def test_the_bill_of_lading_is_whole_and_true(sqlite_session: Session) -> None:
    found = _ready(sqlite_session, incoterm="CFR", named_place="Hamburg")
    found.book("sea_fcl_20gp")
    found.pass_until("shipment.cut_off")
    found.pass_until("shipment.depart")
    bill = sqlite_session.exec(select(Document).where(Document.kind == "bill_of_lading")).one()
    fields = checked("bill_of_lading", bill.fields)
    assert (fields["port_of_loading"], fields["port_of_discharge"]) == ("Ningbo", "Hamburg")
    assert (fields["freight"], fields["packages"], fields["gross_weight_kg"]) == ("prepaid", "20", "220.00")
    assert is_container_number(fields["container_number"]) and fields["marks"] == "NL-4711"
    assert fields["on_board_on"] == found.shipment().departs_on.isoformat()


@pytest.mark.parametrize(("service", "kind"), [("air", "air_waybill"), ("courier", "courier_label")])
def test_air_and_courier_have_their_own_whole_paper(sqlite_session: Session, service: str, kind: str) -> None:
    found = _ready(sqlite_session, incoterm="DAP", named_place="Hamburg")
    found.book(service)
    found.pass_until("shipment.cut_off")
    found.pass_until("shipment.depart")
    paper = sqlite_session.exec(select(Document).where(Document.kind == kind)).one()
    assert checked(kind, paper.fields)["number"] == found.shipment().transport_document_number


def test_the_sale_uses_up_the_deposit_and_the_goods_become_cost(sqlite_session: Session) -> None:
    found = _ready(sqlite_session, incoterm="FOB", named_place="Ningbo")
    assert found.book("sea_lcl").freight_paid_by == "buyer"
    found.pass_until("shipment.cut_off")
    found.pass_until("shipment.depart")
    assert "freight_paid" not in _codes(sqlite_session)
    accounts = dict.fromkeys(("customer_deposits", "receivable", "goods"), D(0))
    for posting in sqlite_session.exec(select(LedgerPosting)):
        if posting.account in accounts:
            accounts[posting.account] += posting.amount
    assert accounts == {"customer_deposits": D(0), "receivable": D(7000), "goods": D(0)}


def test_ddp_leaves_duty_and_tax_with_the_team(sqlite_session: Session) -> None:
    found = _ready(sqlite_session, incoterm="DDP", named_place="Hamburg")
    found.book("air")
    _travel(found)
    charges = found.shipment().import_charges
    assert charges["borne_by"] == "seller" and charges["currency"] == "EUR"
    assert D(charges["total"]) == D(charges["duty"]) + D(charges["fees"]) + D(charges["tax"])
    assert D(charges["duty"]) == (D(charges["customs_value"]) * D("0.12")).quantize(D("0.01"))
    assert "import_duty_paid" in _codes(sqlite_session)


def test_what_the_reference_does_not_hold_is_said_and_not_invented(sqlite_session: Session) -> None:
    found = _ready(sqlite_session, incoterm="DAP", named_place="Hamburg")
    found.deal.change(found.product, hs_code="9999990000")
    with housekeeping(sqlite_session):
        sqlite_session.add(
            ReferenceRate(
                kind="refund_rate", key="9999990000", valid_from=date(2020, 1, 1), value=D("0.13"),
                unit="percent", source="test", trust="high",
            )
        )  # fmt: skip
    found.book("courier")
    _travel(found)
    charges = found.shipment().import_charges
    assert charges["unknown_code"] == "duty.not_held" and "total" not in charges


def test_goods_that_are_not_there_roll_to_the_next_sailing_and_are_given_up_in_the_end(
    sqlite_session: Session,
) -> None:
    found = goods(sqlite_session, incoterm="CFR", named_place="Hamburg")
    first = found.book("sea_lcl").departs_on
    for _ in range(3):
        found.pass_until("shipment.cut_off")
    shipment = found.shipment()
    assert (shipment.rolls, shipment.state, shipment.departs_on) == (3, "booked", first + timedelta(days=21))
    assert shipment.events[-1]["figures"]["reason"] == "goods_missing"
    found.pass_until("shipment.cut_off")
    assert found.shipment().state == "cancelled" and found.agenda("shipment.cut_off") is None


def test_a_booking_needs_an_order_a_free_place_and_an_open_service(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    wish = ShippingWish(found.deal.now())
    offer = shipping_option(sqlite_session, found.order, "sea_lcl", wish)

    def refused(**changes: object) -> tuple[str, str | None]:
        asked = found.asked("shipment.book", found.order.id, offer=replace(offer, **changes).as_plain())
        assert asked.refusal is not None
        return asked.refusal.code, asked.refusal.field

    assert refused(cut_off_at=found.deal.now()) == ("shipment.cut_off_passed", "service")
    nothing = found.asked("shipment.book", found.order.id).refusal
    assert nothing is not None and nothing.code == "shipment.service_unknown"
    closed = shipping_option(sqlite_session, found.order, "air", wish)
    asked = found.asked("shipment.book", found.order.id, offer=closed.as_plain()).refusal
    assert asked is not None and asked.code == "shipment.term_needs_sea"
    found.book("sea_lcl")
    assert refused() == ("shipment.already_booked", None)
    found.deal.change(found.order, state="shipped")
    assert refused()[0] == "shipment.order_not_ready"


def test_a_booking_is_cancelled_before_loading_unless_it_is_insured(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    shipment = found.book("sea_lcl")
    found.act("insurance.buy", shipment.id, clauses="ICC (A)", insured_usd="11000.00", premium_rate="0.0045")
    insured = found.asked("shipment.cancel", shipment.id).refusal
    assert insured is not None and insured.code == "shipment.insured"


def test_a_cancelled_booking_makes_room_for_another(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    shipment = found.book("sea_lcl")
    found.act("shipment.cancel", shipment.id)
    assert found.agenda("shipment.cut_off") is None
    again = found.asked("shipment.cancel", shipment.id).refusal
    assert again is not None and again.code == "shipment.not_open"
    assert found.book("sea_fcl_20gp").number == shipment.number + 1


def test_a_carrier_loads_only_what_is_there_and_released(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    carrier = party("carrier", found.world.course_id)
    shipment = found.book("sea_lcl", ready_on=found.today + timedelta(days=60))
    missing = found.asked("shipment.load", shipment.id, carrier).refusal
    assert missing is not None and missing.code == "shipment.goods_missing"
    found.collect()
    held = found.asked("shipment.load", shipment.id, carrier).refusal
    assert held is not None and held.code == "shipment.not_released"
    for action, given in (
        ("shipment.depart", {}),
        ("shipment.delay", {"days": 1}),
        ("shipment.arrive", {"clearance_days": 1}),
        ("shipment.deliver", {}),
    ):
        early = found.asked(action, shipment.id, carrier, **given).refusal
        assert early is not None and early.code == "shipment.not_open"


def test_customs_clears_only_what_has_arrived(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    customs = party("customs_office", found.world.course_id)
    given = {"charges": {}, "borne_by": "buyer", "delivery_days": 1}
    early = found.asked("shipment.clear", found.book("sea_lcl").id, customs, **given).refusal
    assert early is not None and early.code == "shipment.not_open"


def test_a_roll_is_for_a_booking(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    shipment = found.book("sea_lcl")
    found.act("shipment.cancel", shipment.id)
    given = {
        "reason": "goods_missing", "departs_on": "2026-10-01", "arrives_on": "2026-11-01", "vessel": "V",
        "voyage": "1", "cut_off_at": found.deal.now(), "fee_usd": "0",
    }  # fmt: skip
    late = found.asked("shipment.roll", shipment.id, party("carrier", found.world.course_id), **given).refusal
    assert late is not None and late.code == "shipment.not_open"


def test_an_event_moves_a_booking_with_its_cut_off_and_never_makes_it_earlier(
    sqlite_session: Session,
) -> None:
    found = goods(sqlite_session)
    shipment = found.book("sea_lcl")
    carrier = party("carrier", found.world.course_id)
    before, cut_off_at, week = shipment.departs_on, shipment.cut_off_at, timedelta(days=7)
    given = {
        "event": 1, "kind": "port_strike", "departs_on": before + week,
        "arrives_on": shipment.arrives_on + week,
    }  # fmt: skip
    found.asked("shipment.hold", shipment.id, carrier, **given).must()
    held = found.shipment()
    assert (held.departs_on, held.cut_off_at) == (before + week, cut_off_at + week)
    assert held.events[-1]["code"] == "held_up" and held.events[-1]["figures"]["days"] == 7
    early = found.asked("shipment.hold", shipment.id, carrier, **given | {"departs_on": before}).refusal
    assert early is not None and early.code == "shipment.hold_backwards"
    found.act("shipment.cancel", shipment.id)
    late = found.asked("shipment.hold", shipment.id, carrier, **given).refusal
    assert late is not None and late.code == "shipment.not_under_way"
