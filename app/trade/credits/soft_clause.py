"""Clauses of a letter of credit that leave it to the applicant whether the beneficiary is paid.

Source: UCP 600 articles 2, 7, 10(a), 14(a), 14(h) and 16; ISBP 745, preliminary considerations v and vii.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

_APPLICANT = r"(?:APPLICANT|BUYER)"
# The first that fits names a clause: the narrower ones stand before the wider.
_MARKS = (
    (
        "goods_receipt",
        rf"\b(?:CARGO|GOODS) RECEIPT\b.*\b{_APPLICANT}",
    ),
    (
        "matching_signature",
        r"\bSIGNATURES?\b.*\b(?:MATCH|CONFORM|IDENTICAL|VERIF|AGREE)\w*.*\b(?:FILE|RECORDS?|BANK)",
    ),
    ("later_amendment", rf"\b(?:SHIP|VESSEL|CARRIER)\w*\b.*\b(?:AMENDMENT|NAMED BY THE {_APPLICANT})\b"),
    ("after_sale", r"\b(?:PAY|PAID|PAYMENT|PAYABLE|REMIT)\b.*\b(?:SOLD|RESOLD|RESALE|SALE OF THE GOODS)\b"),
    ("notice_operative", r"\b(?:OPERATIVE|EFFECTIVE|IN FORCE)\b.*\b(?:NOTICE|ADVICE|NOTIFY|ADVISE)\w*"),
    (
        "applicant_certificate",
        rf"\b(?:ISSUED|SIGNED|COUNTERSIGNED)\b[A-Z ,']* BY (?:THE )?{_APPLICANT}\b",
    ),
)
SOFT_CLAUSES = {
    "applicant_certificate": "ISBP 745, preliminary considerations vii; UCP 600 art. 14(a), 16",
    "matching_signature": "ISBP 745, preliminary considerations vii; UCP 600 art. 14(a), 16",
    "goods_receipt": "ISBP 745, preliminary considerations vii; UCP 600 art. 5, 14(a)",
    "later_amendment": "UCP 600 art. 10(a), 14(h); ISBP 745, preliminary considerations v",
    "after_sale": "UCP 600 art. 4(a), 7, 14(h)",
    "notice_operative": "UCP 600 art. 2, 7, 11",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause of a credit. place: its field and number there, "46A.5"; text in its own words."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class SoftClause:
    """A clause that the applicant alone can fulfil. code and source: of SOFT_CLAUSES."""

    place: str
    code: str
    source: str


def clauses(credit: Mapping[str, Any]) -> tuple[Clause, ...]:
    """What a credit asks for in fields 46A and 47A, numbered from one."""
    asked = [f"{row['paper']}: {row.get('wording', '')}".strip(": ") for row in credit.get("documents", ())]
    further = str(credit.get("conditions", "")).splitlines()
    return tuple(
        Clause(f"{field}.{number}", text)
        for field, texts in (("46A", asked), ("47A", further))
        for number, text in enumerate(texts, 1)
    )


def soft_clauses(credit: Mapping[str, Any]) -> tuple[SoftClause, ...]:
    """The clauses under which the applicant decides whether complying documents can exist.

    Args: values of a letter of credit as they are written; only `documents` and `conditions` are read.
    Source: a credit is a definite undertaking (UCP 600 art. 2, 7); it should ask for no document that the
        applicant issues or signs (ISBP 745, preliminary considerations vii).
    """
    return tuple(
        SoftClause(clause.place, code, SOFT_CLAUSES[code])
        for clause in clauses(credit)
        for code in (_code(" ".join(clause.text.upper().split())),)
        if code
    )


def amended(credit: Mapping[str, Any], struck: Collection[str]) -> dict[str, Any]:
    """A credit without the clauses at these places.

    Args: values of a letter of credit; struck: places such as "46A.5", as `clauses` numbers them.
    """
    asked = [
        row for number, row in enumerate(credit.get("documents", ()), 1) if f"46A.{number}" not in struck
    ]
    further = [
        text
        for number, text in enumerate(str(credit.get("conditions", "")).splitlines(), 1)
        if f"47A.{number}" not in struck
    ]
    return {**credit, "documents": asked, "conditions": "\n".join(further)}


def _code(text: str) -> str:
    return next((code for code, mark in _MARKS if re.search(mark, text)), "")
