"""Words of the control room: subjects, groups and units of figures, degrees of difficulty."""

from app.core.words import N_
from app.trade.rates.rate_labels import PLACES

SUBJECTS = {
    "demand": N_("Demand: income, season, patience"),
    "markets": N_("Habits of the markets"),
    "buyer": N_("Business buyers"),
    "buyer_kinds": N_("Kinds of buyers"),
    "consumer": N_("Consumers"),
    "supplier": N_("Factories"),
    "carrier": N_("Carriers"),
    "bank": N_("Banks"),
    "customs_office": N_("Customs office"),
    "tax_office": N_("Tax office"),
    "insurance": N_("Insurer, and harm on the way"),
    "partnership": N_("Enterprises"),
    "player": N_("Rule-based players"),
    "marketplace": N_("Marketplace"),
    "sample": N_("Samples"),
    "laboratory": N_("Laboratory"),
    "call": N_("Calls"),
    "complaint": N_("Complaints"),
    "bad_actors": N_("Fraud and denied parties"),
    "returns": N_("Returns of consumers"),
    "buyer_documents": N_("Buyers and papers"),
    "events": N_("Events"),
    "rewording": N_("Letters reworded by a model"),
}
DEGREES = {
    "gentle": (N_("Gentle"), N_("Few letters, patient buyers, room in the price: to learn the steps.")),
    "usual": (N_("Usual"), N_("The world as its figures state it.")),
    "demanding": (N_("Demanding"), N_("Many letters, little patience, limits close to cost: for a contest.")),
}
GROUPS = {
    "air": N_("Air"), "answer": N_("Answers"), "ask": N_("Asking"), "business": N_("Orders of firms"),
    "buyers": N_("All buyers"), "charges": N_("Who bears the charges"), "conduct": N_("Conduct"),
    "cool": N_("What cools a buyer"), "correspondent": N_("Banks between"), "courier": N_("Courier"),
    "delay": N_("Delays"), "demand": N_("Taste for categories"), "family.apparel": N_("Apparel"),
    "family.electronics": N_("Electronics"), "family.home": N_("Home and living"),
    "family.outdoor": N_("Outdoor"), "family.toys": N_("Toys"), "goods": N_("Goods"),
    "habit.prompt": N_("Buyers who pay at once"), "habit.usual": N_("Buyers who pay as usual"),
    "habit.slow": N_("Buyers who pay slowly"), "house_rule": N_("House rule"), "income": N_("Income"),
    "inspection": N_("Inspection"), "letters": N_("Letters"), "manner.formal": N_("Formal letters"),
    "manner.plain": N_("Plain letters"), "manner.warm": N_("Warm letters"), "middling": N_("Middling skill"),
    "parcel": N_("Parcel"), "pay": N_("Paying"), "payment": N_("Payment"), "peaks": N_("Months of its own"),
    "quality": N_("Quality"), "revenue": N_("Size of the markets"), "review": N_("Review"),
    "rework": N_("Rework"), "rolling": N_("Rolled bookings"), "sailing_day": N_("Day of sailing"),
    "sea_fcl": N_("Sea, full container"), "sea_lcl": N_("Sea, part of a container"),
    "strong": N_("Strong skill"), "weak": N_("Weak skill"), "truth": N_("Hidden truth of a buyer"),
    "offer": N_("Offers"), "player": N_("Rule-based players"), "kinds.radio": N_("Radio equipment"),
    "kinds.electrical": N_("Electrical safety"), "kinds.toy": N_("Toys"),
    "kinds.food_contact": N_("Contact with food"), "kinds.textile": N_("Textiles"),
    "kinds.general": N_("Other goods"),
    "way": N_("Days on the way"), "year": N_("The year"), "wholesaler": N_("Wholesaler"),
    "retailer": N_("Retailer"), "distributor": N_("Distributor"), "reseller": N_("Online reseller"),
    "importer": N_("Importer with a portfolio"), "requests": N_("Requests for quotation"),
    "standing": N_("What a buyer thinks of a seller"), "beliefs": N_("What the buyer believes of the seller"),
    "damage": N_("Chance of harm on the way"), "peril.sea": N_("What happens at sea"),
    "peril.other": N_("What happens by air and courier"), "pieces": N_("Pieces that suffer"),
    "policy": N_("Terms of the policy"), "claim": N_("How the insurer works"),
    "agreed": N_("Where the contract is silent"), "lodge": N_("Complaining"),
    "notice": N_("Notice of an event"),
    "share": N_("Share of first letters"), "mail": N_("Mail"), "swap": N_("Swapped accounts"),
    "forwarder": N_("Letters in the forwarder's name"),
    "credit": N_("Letters of credit that buyers propose"),
    "waiver": N_("Waiver of discrepancies"),
    "overpayment": N_("Overpayment"), "hunter": N_("Sample hunters"), "blocked": N_("Stopped by the bank"),
}  # fmt: skip
# What stands beside the file's comment where several figures share one, or none has any.
LABELS = {
    **PLACES,
    "OUR": N_("all by the buyer (OUR)"), "SHA": N_("shared (SHA)"), "BEN": N_("all by the seller (BEN)"),
    "weight": N_("share of buyers with this habit"), "latest_hour": N_("latest hour of a letter"),
    "earliest_hour": N_("earliest hour of a letter"), "directness": N_("directness"),
    "formality": N_("formality"), "first_utility": N_("what a buyer claims at first"),
    "least_utility": N_("what a buyer takes at the last"), "price_weight": N_("weight of the price"),
    "time_weight": N_("weight of time"), "payment_weight": N_("weight of payment"),
    "rude_annoyance": N_("the same for rudeness"), "silence_annoyance": N_("the same for silence"),
    "delay_days": N_("days of a delay"), "review_rate": N_("share who write a review"),
    "apparel": N_("Apparel"), "electronics": N_("Electronics"), "home": N_("Home and living"),
    "outdoor": N_("Outdoor"), "toys": N_("Toys"), "least": N_("least"), "most": N_("most"),
}  # fmt: skip
UNITS = {
    "days": N_("days"), "hours": N_("hours"), "hour": N_("o'clock"), "months": N_("months"),
    "minutes": N_("minutes"), "seconds": N_("seconds"), "usd": "USD", "rmb": "RMB", "kg": "kg", "cm": "cm",
    "percent": N_("per cent"), "rate": N_("share of 1"), "share": N_("share of 1"), "factor": N_("times"),
}  # fmt: skip


def label_of(key: str) -> str:
    """What tells a figure from others with the same comment; a month of the year as a number; "" for none."""
    last = key.rpartition(".")[2]
    if last in LABELS:
        return LABELS[last]
    if last.isdecimal():
        return last
    words = last.split("_")
    return next((LABELS[each] for each in ("least", "most") if each in words), "")
