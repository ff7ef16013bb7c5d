"""The inspector: draws a sample without replacement and reports what is faulty in it."""

from decimal import Decimal

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.inspector import InspectorView, inspector_view


@agent("inspection.do", view=inspector_view)
def inspect(view: InspectorView, dice: Dice) -> list[Intent]:
    """Counts the faulty pieces of the sample, a hypergeometric draw from the lot as it truly is."""
    if view.state != "ordered":
        return []
    found = drawn(view.quantity, view.defective, view.sample_size, dice)
    return [Intent("inspector", "inspection.report", view.inspection_id, {"defects_found": found})]


def drawn(lot: int, defective: int, sample: int, dice: Dice) -> int:
    """Faulty pieces among `sample` pieces drawn one by one from a lot, none put back."""
    found = 0
    for taken in range(sample):
        if dice.chance(Decimal(defective - found) / (lot - taken)):
            found += 1
    return found
