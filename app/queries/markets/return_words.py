"""Names of what is stored and found of returns, and words of their codes: a record is read by people."""

from app.core.words import N_

RETURN_FIELDS: dict[str, str] = {
    "figures": N_("Figures"),
    "has_right": N_("May withdraw by law"),
    "request": N_("The consumer's request"),
    "reply": N_("Answer to the consumer"),
    "outcome": N_("Outcome"),
    "refunded_usd": N_("Paid back"),
    "is_decided_by_market": N_("Decided by the market"),
    "is_resaleable": N_("Fit for sale"),
    "share": N_("Share"),
    "returned_pieces": N_("Pieces that came back"),
    "returned_rmb": N_("Net cost of what came back"),
}
RETURN_FACTS: dict[str, str] = {
    "is_owed": N_("The money is owed"),
    "was_answered": N_("Had been answered"),
    "refund_usd": N_("Paid back"),
    "commission_usd": N_("Commission given back"),
    "return_days": N_("Days until a return is thought of"),
}
RETURN_CODES: dict[str, str] = {
    "change_of_mind": N_("Changed their mind"),
    "charged_at_door": N_("Charged at the door"),
    "not_as_described": N_("Not as described"),
    "consumer_pays": N_("Back at the consumer's cost"),
    "label": N_("Back at the team's cost"),
    "part_refunded": N_("Paid back in part"),
    "refunded": N_("Paid back"),
    "review.return_settled": N_("The return was put right"),
    "review.return_refused": N_("The return was refused"),
}
