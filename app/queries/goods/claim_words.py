"""Words of harm on the way and of insurance claims."""

from app.core.words import N_

STATES = {
    "filed": ("azure", N_("With the insurer")),
    "queried": ("yellow", N_("Papers asked for")),
    "accepted": ("green", N_("Accepted")),
    "refused": ("red", N_("Refused")),
    "paid": ("green", N_("Paid")),
}
PERILS = {
    "wetting": N_("Wet by sea water in the container"),
    "breakage": N_("Broken by rough handling"),
    "lost_package": N_("Packages lost or dropped in loading or unloading"),
    "total_loss": N_("All lost in an accident of the carrier"),
    "insufficient_packing": N_("Crushed: the packing was too weak"),
    "inherent_vice": N_("Spoiled by the nature of the goods themselves"),
    "delay": N_("Late, and whole"),
}
PAPERS = {
    "policy": N_("Policy or certificate"),
    "invoice": N_("Commercial invoice"),
    "transport_document": N_("Bill of lading or waybill"),
    "survey_report": N_("Survey report"),
    "letter_to_carrier": N_("Letter that holds the carrier liable"),
}
REASONS = {
    "paid": N_("The peril is covered and the papers are whole."),
    "recovery_lost": N_("Covered; but the carrier was not held liable in time: the insurer recovers less."),
    "excluded": N_("All three clauses exclude this peril."),
    "not_covered": N_("The clauses that were bought do not cover this peril."),
    "late_notice": N_("The insurer was told too late."),
    "papers_missing": N_("Papers are missing."),
    "below_deductible": N_("The loss lies below the deductible."),
}
# Columns, for `field_words`; facts, for `fact_words`; codes, for `code_words`.
CLAIM_FIELDS = {
    "peril": N_("Peril"), "claimed_usd": N_("Amount claimed"), "settled_usd": N_("Paid by the insurer"),
    "letter_in_time": N_("Carrier held liable in time"), "damage": N_("Harm on the way"),
    "times_filed": N_("Times handed in"), "filed_at": N_("Claim filed"), "policy_id": N_("Insurance policy"),
    "decision_on": N_("Decision on"), "payment_on": N_("Payment on"),
}  # fmt: skip
CLAIM_FACTS = {
    "clause": N_("Clause"), "missing": N_("Missing papers"), "damaged_pieces": N_("Pieces damaged or lost"),
    "is_lost": N_("All was lost on the way"),
    "notice_after_days": N_("Days from arrival to the notice"),
    **{name: CLAIM_FIELDS[name] for name in (
        "peril", "claimed_usd", "settled_usd", "letter_in_time", "times_filed")},
}  # fmt: skip
CLAIM_CODES = {
    **PERILS, **PAPERS, "not_covered": N_("Not covered"), "excluded": N_("Excluded"),
    "late_notice": N_("Late notice"), "papers_missing": N_("Papers missing"),
    "below_deductible": N_("Below the deductible"), "recovery_lost": N_("Recovery lost"),
}  # fmt: skip
WORDS = {"states": STATES, "perils": PERILS, "papers": PAPERS, "reasons": REASONS}
