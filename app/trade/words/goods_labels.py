"""English labels of the stable codes of goods and transport; templates translate them by the catalogue."""


from app.trade.words.labels import N_

PURCHASE_STATES: dict[str, str] = {
    "placed": N_("Waiting for the supplier"),
    "in_production": N_("In production"),
    "ready": N_("Ready at the factory"),
    "collected": N_("With the forwarder"),
    "declined": N_("Declined"),
}
# Reason code of a supplier's decline -> what it says.
DECLINE_REASONS: dict[str, str] = {
    "price": N_("The price is too low for this quantity."),
    "date": N_("The goods cannot be ready by that day."),
}
DELAY_REASONS: dict[str, str] = {
    "material_late": N_("Material came late"),
    "machine_down": N_("A machine broke down"),
    "factory_stop": N_("The factory stood still, as announced"),
    "workers_short": N_("Too few workers this week"),
    "line_busy": N_("Another order holds the line"),
    "rework": N_("Sorting and mending of the lot"),
}
INSPECTION_STATES: dict[str, str] = {
    "ordered": N_("Ordered"),
    "passed": N_("Passed"),
    "failed": N_("Failed"),
}
SHIPMENT_STATES: dict[str, str] = {
    "booked": N_("Booked"),
    "loaded": N_("Loaded"),
    "in_transit": N_("On the way"),
    "arrived": N_("At customs"),
    "cleared": N_("Cleared"),
    "delivered": N_("Delivered"),
    "perished": N_("Lost on the way"),
    "cancelled": N_("Cancelled"),
}
SERVICES: dict[str, str] = {
    "sea_lcl": N_("Sea, groupage (LCL)"),
    "sea_fcl_20gp": N_("Sea, 20-foot container"),
    "sea_fcl_40gp": N_("Sea, 40-foot container"),
    "sea_fcl_40hq": N_("Sea, 40-foot high cube"),
    "air": N_("Air cargo"),
    "courier": N_("Courier"),
}
# Why a carrier moved a booking to a later sailing.
ROLL_REASONS: dict[str, str] = {
    "goods_missing": N_("the goods were not there"),
    "not_released": N_("customs had not released them"),
    "deposit_missing": N_("the buyer's deposit had not come"),
    "papers_missing": N_("the dangerous-goods reports were missing"),
}
# An event of a journey -> its name on the tracking page.
EVENTS: dict[str, str] = {
    "booked": N_("Space booked"),
    "rolled": N_("Moved to the next sailing"),
    "held_up": N_("Kept by an event"),
    "cancelled": N_("Booking cancelled"),
    "given_up": N_("Space given up by the carrier"),
    "loaded": N_("Taken in for loading"),
    "departed": N_("Has departed"),
    "delayed": N_("Delay announced"),
    "arrived": N_("Has arrived"),
    "perished": N_("All lost in an accident of the carrier"),
    "damaged": N_("Found damaged or short by the surveyor"),
    "cleared": N_("Cleared by customs"),
    "delivered": N_("Delivered to the buyer"),
}
# Values at the border in the destination's currency, beside those of `customs_labels`.
LINE_CODES: dict[str, str] = {
    "import.fob_converted": N_("FOB value in the destination's currency"),
    "import.freight_converted": N_("Freight in the destination's currency"),
    "import.insurance_converted": N_("Insurance in the destination's currency"),
}
# Operands of those lines, beside those of `operand_labels`.
OPERANDS: dict[str, str] = {
    "rate_on": N_("Rate of"),
    "of": N_("Tariff line"),
    "inland": N_("Inland transport"),
    "cif": N_("CIF value"),
    "fob": N_("FOB value"),
    "last_known_to": N_("Last known figure, valid to"),
}
