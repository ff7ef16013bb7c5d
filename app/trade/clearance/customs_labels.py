"""English words for the lines of duty, tax and refund reckonings and for what their checks find.

Templates translate them by the catalogue; a finding's sentence is filled with its figures by `str.format`.
"""

from app.trade.finding import Finding
from app.trade.words.labels import N_

LINE_CODES: dict[str, str] = {
    "customs.fob_value": N_("FOB value"),
    "customs.cif_value": N_("CIF value"),
    "import.customs_value": N_("Customs value"),
    "import.duty": N_("Import duty"),
    "import.section_301": N_("Section 301 duty"),
    "import.section_122": N_("Section 122 surcharge"),
    "import.event_duty": N_("Additional duty by an event"),
    "import.section_232": N_("Section 232 metal duty"),
    "import.section_later": N_("Surcharge set for the course"),
    "import.mpf": N_("Merchandise processing fee"),
    "import.hmf": N_("Harbor maintenance fee"),
    "import.vat": N_("VAT or GST at import"),
    "import.icms": N_("ICMS, inside its own base"),
    "import.import_processing": N_("Import processing charge"),
    "import.dta": N_("Customs processing fee (DTA)"),
    "import.uplift": N_("Uplift of the tax base"),
    "import.surcharge": N_("Surcharge on duty"),
    "import.etls": N_("ETLS levy"),
    "import.ciss": N_("CISS levy"),
    "import.sws": N_("Social welfare surcharge"),
    "low_value.value": N_("Value held against the limit"),
    "low_value.duty": N_("Duty of the low-value scheme"),
    "low_value.tax": N_("Tax of the low-value scheme"),
    "refund.purchase_without_vat": N_("Purchase amount without VAT"),
    "refund.amount": N_("VAT refund"),
    "refund.invoiced_tax": N_("At most the tax of the VAT invoice"),
}

FINDINGS: dict[str, str] = {
    "D01.not_ten_digits": N_("The HS code {code} does not have ten digits."),
    "D01.not_in_hs_2022": N_("HS 2022 has no subheading {code}."),
    "D01.not_in_export_tariff": N_("The export tariff that we hold has no line {code}."),
    "D01.export_forbidden": N_("Goods of line {code} may not be exported."),
    "D01.not_in_destination": N_("The destination's import tariff has no subheading {code}."),
    "D02.element_empty": N_("Declaration elements are empty: {elements}."),
    "D02.brand_type_unknown": N_("Brand type {found} is not one of 0 to 4."),
    "D02.preference_unknown": N_("Preference {found} is not one of 0, 1, 2."),
    "D02.brand_named_under_type_0": N_("Brand type 0 means no brand, but the brand {brand} is named."),
    "D02.authorisation_missing": N_("Brand type 3 is contract manufacturing: the authorisation is missing."),
    "D02.order": N_("The elements are not in the order of the tariff: {expected}."),
    "D03.net_above_gross": N_("Net weight {net} kg is above gross weight {gross} kg."),
    "D03.packing_list": N_("The declaration says {found}, the packing list {expected}."),
    "D03.lines": N_("The lines weigh {found} kg together, the header says {expected} kg."),
    "D04": N_("The legal unit must be {expected}, with its quantity."),
    "D05.term": N_("The term is declared as {found}; this contract is declared as {expected}."),
    "D05.missing": N_("Under {term} the {name} must be filled in."),
    "D05.not_allowed": N_("Under {term} the {name} must stay empty."),
    "D06.currency": N_("The declaration is in {found}, the invoice in {expected}."),
    "D06.total": N_("The lines sum to {found}, the invoice says {expected}."),
    "D07.buyer": N_("Mode {mode} does not fit this buyer; fitting modes: {fitting}."),
    "D07.limit": N_("Mode {mode} allows up to {limit} {currency}; the value is {value}."),
    "D08": N_("Line {code} needs a paper that is not attached: {missing}."),
    "D09": N_("The unit price {found} is far from the median of the class, {median}."),
    "D10": N_("The consignor is {found}; the other paper names {expected}."),
    "D11": N_("Declared in {found}, but the VAT invoice is in {invoiced}: the refund would be refused."),
    "D12.after_loading": N_(
        "Declared on {declared_on}, but loading is on {loading_on}: declare a day before."
    ),
    "D12.export_first": N_("The export date {export_on} must come after the declaration date {declared_on}."),
    "D13": N_("A report for dangerous goods is missing: {report}."),
    "R01": N_("Mode {mode} gives no VAT refund."),
    "R02": N_("The declaration is in the name of {found}, not {expected}."),
    "R03": N_("The VAT invoice is made out to {found}, not {expected}."),
    "R04": N_("{item} is not on both the declaration and the VAT invoice."),
    "R05": N_("{item} is declared in {declared} but invoiced in {invoiced}."),
    "R06": N_("{item}: {declared} declared, {invoiced} invoiced."),
    "R07": N_("Received {received} {currency} of {declared} declared."),
    "R08": N_("Claimed on {claimed_on}; the last day was {deadline}."),
    "M01": N_(
        "Received {received} {currency}; {declared} were declared. Explain the difference to the bank."
    ),
    "M02": N_("{payer} paid in the place of {buyer}: explain the third party to the bank."),
    "V01": N_(
        "{parcels} parcels worth {together} {currency} together pass the limit of {limit}: "
        "do not split orders."
    ),
}


def finding_key(finding: Finding) -> str:
    """The key of a finding's sentence in FINDINGS: its code, with the reason where there are several."""
    if finding.code == "D07":
        return "D07.limit" if "limit" in finding.figures else "D07.buyer"
    reason = finding.figures.get("reason")
    return f"{finding.code}.{reason}" if reason else finding.code


def finding_sentence(finding: Finding) -> str:
    """The English sentence, not yet filled with its figures. KeyError for a code of another check."""
    return FINDINGS[finding_key(finding)]
