"""Words for the codes of a deal: states, asks, terms, services, stages. Templates translate them."""

from types import SimpleNamespace
from typing import Any

from app.core.words import N_, gettext
from app.queries.deals.hindsight import DONE, KINDS, RIGHT, SIGNS
from app.queries.words.code_words import CODE_WORDS
from app.trade.letters.letter_reading import UNCLEAR as UNCLEAR_CODES
from app.trade.words.event_labels import EVENT_KINDS
from app.trade.words.labels import LINE_CODES

INQUIRY = {
    "waiting": ("yellow", N_("Waiting for your answer")),
    "answered": ("blue", N_("Waiting for the buyer")),
    "won": ("green", N_("Won")),
    "lost": ("red", N_("Lost")),
    "declined": ("secondary", N_("Declined")),
}
SAMPLE = {
    "asked": ("yellow", N_("Waiting for your terms")),
    "offered": ("blue", N_("Waiting for the buyer")),
    "agreed": ("yellow", N_("To send")),
    "sent": ("azure", N_("On the way")),
    "delivered": ("azure", N_("With the buyer")),
    "judged": ("green", N_("Judged")),
    "declined": ("secondary", N_("Declined")),
    "refused": ("secondary", N_("Terms turned down")),
    "lapsed": ("red", N_("Given up by the buyer")),
}
SAMPLE_VERDICTS = {
    "warmer": ("green", N_("The buyer likes it")),
    "same": ("blue", N_("As the buyer expected")),
    "cooler": ("yellow", N_("Below what the buyer hoped for")),
    "ends": ("red", N_("Not good enough for the buyer")),
}
SAMPLE_PARTS = {
    "goods": N_("The goods"),
    "claims": N_("What was said of them"),
    "time": N_("How long it took"),
}
INSTRUCTION = {
    "open": ("yellow", N_("To be decided")),
    "checking": ("blue", N_("Asked, waiting for the answer")),
    "checked": ("yellow", N_("Answered: to be decided")),
    "paid": ("azure", N_("Paid")),
    "accepted": ("azure", N_("Accepted")),
    "refused": ("azure", N_("Refused")),
    "lapsed": ("secondary", N_("Not decided in time")),
    "over": ("green", N_("Over")),
}
PURPOSES = {
    "credit": N_("A letter of credit instead of the transfer"),
    "refund": N_("Send on what a buyer paid too much"),
    "purchase": N_("Pay a purchase to a new account"),
    "freight": N_("Pay the freight ahead, to a new account"),
}
SUSPICIONS = {
    "sample_hunter": N_("Samples are all they want"),
    "overpayment": N_("Overpayment with a wish to send money on"),
    "denied_party": N_("A denied party"),
    "other": N_("Something else"),
}
COMPLAINT = {
    "lodged": ("yellow", N_("Waiting for your answer")),
    "answered": ("blue", N_("Waiting for the buyer")),
    "settled": ("green", N_("Settled with the buyer")),
    "unsettled": ("red", N_("The buyer left with the loss")),
    "awarded": ("red", N_("The marketplace paid the buyer back")),
}
COMPLAINT_REASONS = {
    "lost": N_("Nothing was delivered"),
    "defects": N_("Faulty pieces"),
    "late": N_("Late shipment"),
    "documents": N_("Faulty papers"),
    "claims": N_("Said and not so"),
}
COMPLAINT_FACTS = {
    "lost": N_("%(pieces)s of %(quantity)s pieces were lost on the way, at your risk"),
    "defects": N_("%(pieces)s of %(quantity)s pieces, %(percent)s %%; %(allowed_percent)s %% is usual"),
    "late": N_("%(days)s days after the agreed day"),
    "documents": N_("%(faults)s faults in the last set"),
    "claims": N_("%(claims)s"),
}
REMEDIES = {
    "credit": N_("Credit note"),
    "replacement": N_("Replacement of the faulty or lost pieces"),
    "none": N_("Nothing but words"),
}


def _remedies_of(complaint: Any) -> list[tuple[str, str]]:
    """The remedies that are open for a complaint, in the reader's words."""
    new = complaint.replacement
    closed = set() if new is not None and new.freight_usd is not None else {"replacement"}
    return [(code, gettext(label)) for code, label in REMEDIES.items() if code not in closed]


def _suspicions_listed() -> list[tuple[str, str]]:
    return [(code, gettext(label)) for code, label in SUSPICIONS.items()]


QUOTATION = {
    "draft": ("secondary", N_("Draft")),
    "sent": ("blue", N_("Sent")),
    "countered": ("yellow", N_("Needs a new version")),
    "accepted": ("green", N_("Accepted")),
    "rejected": ("red", N_("Rejected")),
    "replaced": ("secondary", N_("Replaced")),
    "withdrawn": ("secondary", N_("Withdrawn")),
    "lapsed": ("secondary", N_("Lapsed")),
}
ORDER = {
    "drafted": ("yellow", N_("Proforma invoice to write")),
    "issued": ("blue", N_("Waiting for the buyer")),
    "confirmed": ("azure", N_("Waiting for the deposit")),
    "deposit_received": ("yellow", N_("Goods to prepare")),
    "shipped": ("blue", N_("On the way")),
    "delivered": ("azure", N_("Delivered")),
    "perished": ("red", N_("Lost on the way")),
    "completed": ("green", N_("Completed")),
    "cancelled": ("secondary", N_("Cancelled")),
}
ASKS = {
    "unit_price": N_("Unit price"),
    "lead_time": N_("Lead time"),
    "certificates": N_("Certificates"),
    "packing": N_("Packing"),
    "samples": N_("Samples"),
    "payment": N_("Payment terms"),
}
# What is missing where a letter touches on an ask.
UNCLEAR = {code: CODE_WORDS[code] for code in UNCLEAR_CODES}
PAYMENT_TERMS = {
    "tt_30_70": N_("T/T 30/70: deposit first, balance against a copy of the bill of lading"),
    "tt_before": N_("T/T: all in advance"),
}
SERVICES = {
    "sea_lcl": N_("Sea, groupage (LCL)"),
    "sea_fcl_20gp": N_("Sea, 20-foot container"),
    "sea_fcl_40gp": N_("Sea, 40-foot container"),
    "sea_fcl_40hq": N_("Sea, 40-foot high cube"),
    "air": N_("Air freight"),
    "courier": N_("Courier"),
    "parcel_line": N_("Parcel line"),
    "rail_lcl": N_("Rail, groupage"),
    "rail_fcl_40hq": N_("Rail, 40-foot high cube"),
}
STAGES = {
    "inquiry": ("inbox", N_("Inquiry and quotation")),
    "contract": ("signature", N_("Contract")),
    "deposit": ("wallet", N_("Deposit")),
    "purchase": ("factory", N_("Goods preparation")),
    "shipment": ("ship", N_("Transport and insurance")),
    "documents": ("files", N_("Documents")),
    "declaration": ("stamp", N_("Customs declaration")),
    "balance": ("banknote", N_("Balance and settlement")),
    "refund": ("receipt", N_("VAT refund")),
}
REASONS = {
    "price": N_("Price"),
    "time": N_("Time until delivery"),
    "payment": N_("Payment terms"),
    "service": N_("Answers and speed"),
    "certificates": N_("Certificates"),
    "quantity": N_("Quantity"),
    "term": N_("Delivery term"),
    "other_offer": N_("Another offer was better"),
    "silence": N_("No answer in time"),
    "sample": N_("The sample"),
    "bad_actor": N_("It was no honest deal"),
    "blocked": N_("The bank stopped it"),
    "won": N_("The deal was concluded"),
}
BUSINESSES = {
    "wholesaler": N_("Wholesaler"),
    "retailer": N_("Retailer"),
    "distributor": N_("Distributor"),
    "reseller": N_("Online reseller"),
    "importer": N_("Importer with a portfolio"),
}
SAMPLES = {"charged": N_("charged"), "free": N_("free of charge")}
MARGIN_BASES = {
    "fob": N_("of the FOB price"),
    "price": N_("of the full price"),
    "cost": N_("of the export cost"),
}
PAYMENTS = {"deposit": N_("Deposit"), "balance": N_("Balance")}
PAYMENT_STATES = {
    "expected": N_("Expected"),
    "remitted": N_("On its way"),
    "received": N_("Received"),
    "cancelled": N_("Cancelled"),
}
CHANGES = {
    "order.buyer_differs": N_("The buyer's name is not the one agreed."),
    "order.quantity_differs": N_("The quantity is not the one agreed."),
    "order.price_differs": N_("The unit price is not the one agreed."),
    "order.total_differs": N_("The total is not the one agreed."),
    "order.currency_differs": N_("The currency is not the one agreed."),
    "order.term_differs": N_("The delivery term is not the one agreed."),
    "order.place_differs": N_("The named place is not the one agreed."),
    "order.payment_differs": N_("The payment clause does not say what was agreed."),
    "order.shipment_late": N_("Shipment would be later than the buyer can take."),
}

DEAL_LABELS = SimpleNamespace(
    inquiry=INQUIRY, quotation=QUOTATION, order=ORDER, asks=ASKS, unclear=UNCLEAR,
    payment_terms=PAYMENT_TERMS, services=SERVICES,
    stages=STAGES, reasons=REASONS, businesses=BUSINESSES, samples=SAMPLES,
    margin_bases=MARGIN_BASES, payments=PAYMENTS,
    payment_states=PAYMENT_STATES,
    changes=CHANGES, lines=LINE_CODES, sample=SAMPLE, sample_verdicts=SAMPLE_VERDICTS,
    sample_parts=SAMPLE_PARTS, complaint=COMPLAINT, complaint_reasons=COMPLAINT_REASONS,
    suspicions_listed=_suspicions_listed, kinds=KINDS, signs=SIGNS, right=RIGHT, done=DONE,
    complaint_facts=COMPLAINT_FACTS, remedies=REMEDIES, remedies_of=_remedies_of,
    events=EVENT_KINDS,
)  # fmt: skip
