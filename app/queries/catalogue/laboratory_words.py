"""Words of laboratory tests."""

from app.core.words import N_

# State of a test -> (tone, label).
TEST_STATES: dict[str, tuple[str, str]] = {
    "asked": ("secondary", N_("Asked for a price")),
    "quoted": ("yellow", N_("Price quoted")),
    "ordered": ("blue", N_("Being tested")),
    "passed": ("green", N_("Report in hand")),
    "failed": ("red", N_("Failed")),
    "lapsed": ("secondary", N_("Offer ran out")),
}
# Why goods cannot meet a law -> how it is said.
FINDINGS: dict[str, str] = {
    "plug_wrong": N_("The data pack names no plug that fits the sockets of the market."),
    "plug_unknown": N_("The goods run on mains, and the data pack names no plug."),
    "battery_untested": N_("The battery has no UN38.3 report."),
    "materials_unknown": N_("The goods touch food, and the data pack names no material."),
    "fibres_unknown": N_("The data pack gives no shares of the fibres."),
}
KIND_WORDS: dict[str, str] = {
    "radio": N_("Radio equipment"), "electrical": N_("Electrical safety"), "toy": N_("Toys"),
    "food_contact": N_("Contact with food"), "textile": N_("Textiles"), "general": N_("Other goods"),
}  # fmt: skip
# Columns, for `field_words`.
TEST_FIELDS = {
    "certificate": N_("Product certificate"), "report_on": N_("Report expected on"), "days": N_("Days"),
    "fee_rmb": N_("Fee"), "report_number": N_("Number of the report"), "reported_at": N_("Report issued"),
}  # fmt: skip
# Codes in records, for `code_words`.
TEST_CODES = {**FINDINGS, **KIND_WORDS, "passed": N_("Report in hand")}
