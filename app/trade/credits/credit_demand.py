"""What a letter of credit asks of each document, read from its own words in field 46A.

Source: usage of field 46A; UCP 600 articles 17, 20 and 28.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.papers.paper_credit import ASKED_PAPERS

# Words of a demand end at a comma, or where the next demand begins.
_END = r"(?=,|;|\.(?:\s|$)|\s(?:AND\s)?(?:NOTIFY|MARKED|BLANK|ENDORSED|SHOWING|FREIGHT)|$)"
_CONSIGNEE = re.compile(rf"(?:MADE OUT|CONSIGNED|ISSUED) TO (?:THE )?(.+?){_END}")
_NOTIFY = re.compile(rf"NOTIFY(?:ING)?(?: PARTY)?:? (?:THE )?(.+?){_END}")
_FREIGHT = re.compile(r"FREIGHT (PREPAID|COLLECT)")
_PERCENT = re.compile(r"(PLUS )?(\d{2,3})\s?(?:PCT|PERCENT|PER CENT|%)")
_COVER = re.compile(r"(?:ICC|INSTITUTE CARGO CLAUSES?)[ ,]*\(?([ABC])\b")
_STATEMENT = re.compile(r"(?:CERTIFYING|STATING|CONFIRMING) (?:THAT )?(.+)", re.DOTALL)
_RISKS = {"WAR": "war", "STRIKE": "strike"}


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of one document. Empty where the credit is silent.

    consignee, notify: a name, "ORDER" or "APPLICANT"; freight "prepaid" or "collect"; insured_share of the
    invoice value; cover such as "ICC (A)"; risks, further ones in small letters; statement, what is to be
    certified.
    """

    originals: Decimal
    consignee: str = ""
    notify: str = ""
    freight: str = ""
    insured_share: Decimal | None = None
    cover: str = ""
    risks: tuple[str, ...] = ()
    statement: str = ""
    is_signed: bool = False


def demands(credit: Mapping[str, Any]) -> dict[str, Demand]:
    """The demands of a credit by kind of paper, in its order. Rows that cannot be read are passed over."""
    read: dict[str, Demand] = {}
    for row in credit.get("documents", ()):
        kind = ASKED_PAPERS.get(row.get("paper", "")) if isinstance(row, Mapping) else None
        if kind:
            read[kind] = _demand(row)
    return read


def _demand(row: Mapping[str, Any]) -> Demand:
    words = " ".join(str(row.get("wording", "")).upper().split())
    cover = _COVER.search(words)
    # "All risks" is met by the widest clauses (UCP 600 article 28(h)).
    clauses = cover[1] if cover else "A" if "ALL RISKS" in words else ""
    notify = _first(_NOTIFY, words)
    originals = str(row.get("originals", ""))
    return Demand(
        originals=Decimal(originals) if originals.isascii() and originals.isdigit() else Decimal(1),
        consignee=_first(_CONSIGNEE, words).removeprefix("THE "),
        notify="APPLICANT" if "APPLICANT" in notify else notify,
        freight=_first(_FREIGHT, words).lower(),
        insured_share=_insured_share(words),
        cover=f"ICC ({clauses})" if clauses else "",
        risks=tuple(risk for word, risk in _RISKS.items() if word in words),
        statement=_first(_STATEMENT, words),
        is_signed=bool(re.search(r"\bSIGNED\b", words)),
    )


def _insured_share(words: str) -> Decimal | None:
    """110 per cent is a share of 1.1, and so is "invoice value plus 10 per cent"."""
    for plus, percent in _PERCENT.findall(words):
        share = Decimal(percent) / 100 + (1 if plus else 0)
        if share >= 1:
            return share
    return None


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found[1].strip() if found else ""
