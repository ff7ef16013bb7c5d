"""English labels of what rules give back and ask for, where no other table of labels holds the name."""

from app.trade.words.labels import N_

# Field of a rule's result or argument, or operand of its line -> label.
RESULT_FIELDS: dict[str, str] = {
    "base_share": N_("Share opened without any sign"),
    "first_share": N_("Added for a first consignment"),
    "margin_basis": N_("Base of the margin"),
    "marks_share": N_("Added for marks"),
    "most_share": N_("Highest share opened"),
    "warning_share": N_("Added for a warning"),
    "banking_days": N_("Banking days"),
    "charged_at_door": N_("Charged at the door"),
    "counted_from": N_("Counted from"),
    "credits": N_("Credits"),
    "debits": N_("Debits"),
    "description": N_("Description of the product"),
    "keywords": N_("Keywords"),
    "method": N_("Method of payment"),
    "net_profit": N_("Net profit"),
    "no_chance": N_("Price at which nobody accepts"),
    "no_profit": N_("Price without profit"),
    "pictures": N_("Pictures"),
    "points": N_("Selling points"),
    "quality": N_("Listing quality"),
    "stars": N_("Stars"),
    "stated": N_("As stated in the credit"),
    "times_filed": N_("Times filed"),
    "title": N_("Title"),
    "truth": N_("Truth of the claims"),
    "usual": N_("Usual price"),
}

# Line of a rule that reckons in steps -> label.
STEP_CODES: dict[str, str] = {
    "negotiation.chance": N_("Chance of acceptance"),
    "negotiation.expected": N_("Expected profit"),
    "negotiation.best_price": N_("Best price"),
    "negotiation.best_expected": N_("Best expected profit"),
    "payment.earliest": N_("Earliest day, in days"),
    "payment.latest": N_("Latest day, in days"),
    "payment.cost_rate": N_("Cost as a share of the total"),
    "landed.slope": N_("Growth of the landed cost per unit of price"),
    "landed.at_zero": N_("Landed cost at a price of zero"),
    "credit.least": N_("Least that the credit allows"),
    "credit.greatest": N_("Most that the credit allows"),
    "bookkeeping.balance": N_("Balance of the account"),
    "result.profit": N_("Profit"),
    "dispute.notice_days": N_("Days for the notice to the carrier"),
    "customs.to_port": N_("Costs up to the port"),
    "customs.after_border": N_("Costs beyond the border"),
}
