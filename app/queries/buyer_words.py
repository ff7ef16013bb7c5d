"""Words of what buyers ask for beside the price: columns and facts of samples."""

from app.core.words import N_

# Columns, for `field_words`.
BUYER_FIELDS: dict[str, str] = {
    "answer_due_at": N_("Answer due"),
    "faulty_pieces": N_("Faulty pieces"),
    "lodged_at": N_("Complained"),
    "loss": N_("What the buyer lost"),
    "made_good": N_("Made good"),
    "outcome": N_("Outcome"),
    "reasons": N_("Reasons"),
    "remedy": N_("Remedy"),
    "round_number": N_("Round"),
    "wanted_usd": N_("Asked for"),
    "asked_at": N_("Asked"),
    "freight_by": N_("Courier paid by"),
    "goods_rmb": N_("Price of the goods"),
    "opinion": N_("The buyer's opinion"),
    "price_usd": N_("Price"),
    "untrue": N_("Said of the goods and not borne out"),
}
# Facts and inputs, for `fact_words`.
BUYER_FACTS: dict[str, str] = {
    "days": N_("Days"),
    "days_from_asking": N_("Days since it was asked for"),
    "days_from_inquiry": N_("Days since the inquiry"),
    "freight_by": N_("Courier paid by"),
    "made_good": N_("Made good"),
    "round_number": N_("Round"),
    "wanted_share": N_("Share of what was asked for"),
    "wanted_usd": N_("Asked for"),
    "gives_reason": N_("Gives a reason"),
    "goods_rmb": N_("Price of the goods"),
    "owed_usd": N_("The buyer pays"),
    "verdict": N_("Verdict"),
    "was_agreed": N_("Had been agreed"),
}
