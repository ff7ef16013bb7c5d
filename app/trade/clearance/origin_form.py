"""The forms on which origin of China is certified: proof, criteria that each knows, when it may be issued.

Sources: RCEP art. 3.17 and 3.3, form RCEP boxes 10 and 17; ASEAN-China FTA, operational certification
procedures (rules 11 and 12) and overleaf notes of Form E; China-Australia FTA ch. 3 (certificate of origin)
and China-Korea FTA ch. 3 with GACC Announcement 33 of 2022; APTA certification procedures: issued up to three
working days after shipment and never retroactively. Read second-hand, in the notes that Chinese issuing
offices publish. Where a form's criteria are not held, none are checked.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.trade.clearance.origin import NON_PREFERENTIAL, agreements_of, proofs_of
from app.trade.workings import one_line

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OriginForm:
    """One printed form.

    criteria: codes of its origin box, () if it has none or they are not held; days_after: days after shipment
    on which it is still issued without a note; is_working_days: only working days count (public holidays are
    not looked at); late_words: the note of a later one, "" if none may be issued; months_valid: from the day
    of issue, None if not held; article: where it stands.
    """

    name: str
    proof: str
    criteria: tuple[str, ...] = ()
    days_after: int | None = None
    is_working_days: bool = False
    late_words: str = ""
    months_valid: int | None = None
    article: str = ""


FORMS: dict[str, OriginForm] = {
    each.name: each
    for each in (
        OriginForm("CO", NON_PREFERENTIAL),
        OriginForm("RCEP", "rcep_co", ("WO", "PE", "CTC", "RVC", "CR"), 0, False, "ISSUED RETROACTIVELY",
                   12, "RCEP art. 3.17"),
        OriginForm("FORM E", "form_e", ("WO", "PE", "CTH", "RVC", "PSR"), 3, False, "ISSUED RETROACTIVELY",
                   12, "ACFTA OCP rule 11"),
        OriginForm("CHINA-AUSTRALIA", "chafta_co", ("WO", "WP", "PSR"), 0, False, "ISSUED RETROSPECTIVELY",
                   12, "ChAFTA ch. 3"),
        OriginForm("CHINA-KOREA", "chkfta_co", ("WO", "WP", "PSR", "OP"), 7, True, "ISSUED RETROACTIVELY",
                   12, "China-Korea FTA ch. 3"),
        OriginForm("FORM B", "form_b", ("A", "B", "C", "D"), 3, True,
                   article="APTA certification procedures"),
        OriginForm("FORM F", "form_f", late_words="ISSUED RETROACTIVELY"),
        OriginForm("FORM P", "form_p", days_after=15, late_words="ISSUED RETROACTIVELY",
                   article="China-Pakistan FTA"),
        OriginForm("FORM L", "form_l", late_words="ISSUED RETROSPECTIVELY"),
        OriginForm("FORM A", "form_a", ("P", "W", "F")),
    )
}  # fmt: skip


def forms_of(destination: str) -> tuple[str, ...]:
    """Names of the certificates that are of use at a destination, those with a preference first.

    Args: destination, two letters of ISO 3166.
    Source: trade rules, section 7. The declarations that an exporter makes out itself have no form here.
    """
    by_proof = {form.proof: form.name for form in FORMS.values()}
    return tuple(by_proof[proof] for proof in proofs_of(destination) if proof in by_proof)


def proof_of_form(name: str) -> str | None:
    """The code of the proof that a certificate form gives; nothing for a form that is not known.

    Source: trade rules, section 7.
    """
    return FORMS[name].proof if name in FORMS else None


def origin_standing(destination: str, proof: str | None) -> str:
    """What a proof of origin is worth at a destination.

    Returns: "preference"; "none", nothing was presented; "not_preferential", the plain CO; "no_agreement",
        China has none with that destination; "other_agreement", the proof belongs to another one.
    Source: trade rules, section 4: preferences only with the right proof.
    """
    if proof is None:
        return "none"
    if proof == NON_PREFERENTIAL:
        return "not_preferential"
    agreements = agreements_of(destination)
    if any(proof in agreement.proofs for agreement in agreements):
        return "preference"
    return "other_agreement" if agreements else "no_agreement"


def criterion_code(text: str) -> str:
    """The code in an origin criterion as written: "RVC 45 %" and "rvc45%" are RVC, "B 60%" is B.

    Source: overleaf notes of the forms.
    """
    found = re.match(r"[A-Za-z]+", text.strip().strip('"“”'))
    return found[0].upper() if found else ""


@one_line("shipped_on + days_after of the form", "days", since="shipped_on", shipped_on="date")
def last_plain_issue_on(form: OriginForm, shipped_on: date) -> date | None:
    """The last day on which a form may be issued without the note of a late one; nothing if not held.

    Source: the certification procedures of each agreement (see the head of this file).
    """
    if form.days_after is None:
        return None
    if not form.is_working_days:
        return shipped_on + timedelta(days=form.days_after)
    day, left = shipped_on, form.days_after
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day
