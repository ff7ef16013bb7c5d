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
    "words_by": N_("In whose words"),
    "words_verdict": N_("Check of the words"),
}
# Whose words a buyer's letter is in, and what the check of a model's words said, for `code_words`.
WORDING_CODES: dict[str, str] = {
    "grammar": N_("The world's own phrases"),
    "model": N_("A language model's, checked"),
    "words_kept": N_("Every fact kept"),
    "words_length": N_("Refused: too long or too short"),
    "words_leak": N_("Refused: speaks of itself"),
    "words_language": N_("Refused: another language"),
    "words_figures": N_("Refused: figures differ"),
    "words_terms": N_("Refused: terms differ"),
    "words_names": N_("Refused: names differ"),
    "words_signature": N_("Refused: signature differs"),
    "words_asks": N_("Refused: questions differ"),
    "words_denial": N_("Refused: denies otherwise"),
    "words_claim": N_("Refused: claims something new"),
    "words_words": N_("Refused: too many new words"),
    "words_unsafe": N_("Not sent: quotes text that speaks to a machine"),
    "words_resting": N_("No model: the endpoint rests"),
    "words_unreachable": N_("No model: the endpoint is not reached"),
    "words_timeout": N_("No model: no answer in time"),
    "words_status": N_("No model: the endpoint refuses"),
    "words_too_long": N_("No model: the answer is cut"),
    "words_garbage": N_("No model: the answer cannot be read"),
}
