"""English labels of stable codes of payments, results and refund claims; templates translate them."""

from app.trade.clearance import customs_labels
from app.trade.papers.field_labels import FIELD_LABELS
from app.trade.rulebook.rule_field_labels import RULE_FIELD_LABELS
from app.trade.words import labels, operand_labels, result_labels
from app.trade.words.labels import N_

# Line of a deal's result -> label.
RESULT_LABELS: dict[str, str] = {
    "result.sales": N_("Sales"),
    "result.goods": N_("Goods less VAT refund"),
    "result.charges": N_("Local charges, customs, inspection"),
    "result.freight": N_("Freight"),
    "result.insurance": N_("Insurance"),
    "result.import": N_("Import duty and tax"),
    "result.commission": N_("Commission"),
    "result.fees": N_("Bank and platform fees"),
    "result.returns": N_("Refunds to buyers"),
    "result.exchange": N_("Exchange gain or loss"),
    "result.profit": N_("Profit"),
}

# Line of a transfer's workings, and its operands -> label.
TRANSFER_CODES: dict[str, str] = {"payment.received": N_("Amount credited")}
TRANSFER_OPERANDS: dict[str, str] = {
    "sent": N_("Amount sent"),
    "correspondent_fee": N_("Kept by banks between"),
    "sending_fee": N_("Kept by the buyer's bank"),
    "charges": N_("Charges for account of"),
}

PAYMENT_KINDS: dict[str, str] = {"deposit": N_("Deposit"), "balance": N_("Balance")}
PAYMENT_STATES: dict[str, str] = {
    "expected": N_("Expected"),
    "remitted": N_("On the way"),
    "received": N_("Received"),
    "cancelled": N_("Cancelled"),
}
CHARGES_LABELS: dict[str, str] = {
    "OUR": N_("OUR: the buyer bears all charges"),
    "SHA": N_("SHA: each side bears its own"),
    "BEN": N_("BEN: the seller bears all charges"),
}
REFUND_STATES: dict[str, str] = {
    "claimed": N_("At the tax office"),
    "granted": N_("Granted"),
    "refused": N_("Refused"),
    "paid": N_("Paid"),
}

# Finding of what was entered in a refund claim -> sentence.
ENTRY_FINDINGS: dict[str, str] = {
    "R09": N_("The declaration number {found} is not that of the released declaration."),
    "R10": N_("The VAT invoice number {found} is not that of the supplier's invoice."),
    "R11": N_("The amount without tax is entered as {found}; the VAT invoice says {expected}."),
    "R12": N_("The quantity is entered as {found}; the VAT invoice says {expected}."),
    "R13": N_("The receipt is entered as {found} USD; the bank credited {expected} USD."),
    "R14": N_("{found} RMB is claimed; the papers give {expected} RMB."),
}

# Code of an entry that undoes another one -> label.
REVERSED: dict[str, str] = {"vat_refund_claimed.reversed": N_("VAT refund claim undone")}

# Line of what goods cost at the door, of the judgement of a quotation and of a review -> label.
LANDED_CODES: dict[str, str] = {
    "landed.price": N_("Price under the term"),
    "landed.insurance": N_("Insurance"),
    "landed.duty": N_("Import duty"),
    "landed.per_piece": N_("Landed cost per piece"),
    **{f"landed.{item}": label for item, label in labels.ITEM_LABELS.items()},
    "import.fob_converted": N_("FOB value at the day's rate"),
    "import.freight_converted": N_("Freight at the day's rate"),
    "import.insurance_converted": N_("Insurance at the day's rate"),
}
JUDGED_CODES: dict[str, str] = {
    "negotiation.price": N_("Price in the buyer's eyes"),
    "negotiation.time": N_("Time in the buyer's eyes"),
    "negotiation.payment": N_("Payment in the buyer's eyes"),
    "negotiation.service": N_("Service in the buyer's eyes"),
    "negotiation.sample": N_("Sample in the buyer's eyes"),
    "negotiation.certificates": N_("Certificates in the buyer's eyes"),
    "negotiation.quantity": N_("Quantity in the buyer's eyes"),
    "negotiation.term": N_("Delivery term in the buyer's eyes"),
    "negotiation.best_held": N_("Worth of the best other offer"),
    "negotiation.utility": N_("Worth to the buyer"),
    "negotiation.wanted": N_("Worth that the buyer insists on"),
    "complaint.defects": N_("Faulty pieces"),
    "complaint.lost": N_("Nothing was delivered"),
    "complaint.late": N_("Late shipment"),
    "complaint.documents": N_("Faulty papers"),
    "complaint.claims": N_("Said and not so"),
    "complaint.loss": N_("What the buyer lost"),
    "complaint.worth": N_("What the remedy is worth to the buyer"),
    "complaint.needed": N_("What would settle it"),
    "complaint.award": N_("What the marketplace pays back"),
    "sample.goods": N_("The goods"),
    "sample.claims": N_("What was said of them"),
    "sample.time": N_("How long it took"),
    "sample.score": N_("Opinion of the sample"),
    "review.promise": N_("Kept the promised day"),
    "review.quality": N_("Quality of the goods"),
    "review.replies": N_("Quickness of replies"),
    "review.documents": N_("Correctness of the papers"),
    "review.stars": N_("Stars"),
    "review.unsettled": N_("Less one for a complaint that was not settled"),
}

# All lines and operands that the workings of money may hold.
WORKINGS_LINES: dict[str, str] = (
    labels.LINE_CODES | customs_labels.LINE_CODES | TRANSFER_CODES | LANDED_CODES | JUDGED_CODES
    | result_labels.STEP_CODES
)
WORKINGS_OPERANDS: dict[str, str] = (
    RULE_FIELD_LABELS | result_labels.RESULT_FIELDS | FIELD_LABELS | operand_labels.OPERAND_LABELS
    | TRANSFER_OPERANDS
)  # fmt: skip
WORDS: dict[str, dict[str, str]] = {
    "lines": WORKINGS_LINES,
    "operands": WORKINGS_OPERANDS,
    "result": RESULT_LABELS,
    "kinds": PAYMENT_KINDS,
    "states": PAYMENT_STATES,
    "charges": CHARGES_LABELS,
    "refund_states": REFUND_STATES,
}
