"""Customs at the destination: releases what has arrived against duty and tax."""

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.import_customs import ImportView, import_view


@agent("shipment.clear", view=import_view)
def clear(view: ImportView, dice: Dice) -> list[Intent]:
    """States the charges and lets the goods go on to the buyer."""
    if view.state != "arrived":
        return []
    given = {
        "charges": view.bill.charges,
        "borne_by": view.bill.borne_by,
        "delivery_days": dice.whole(*view.delivery_days),
    }
    return [Intent("customs_office", "shipment.clear", view.shipment_id, given)]
