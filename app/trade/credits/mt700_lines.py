"""The lists of an MT700: goods (45A), documents (46A), shipment periods (44D) and parties, as text and back.

A row is an entry that begins with "+"; what does not fit on its line goes on in the next.
Source: usage of MT700, fields 44D, 45A, 46A, 50 and 59.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.credits.mt700_free import asked_row, goods_row, head_and_country, term_of
from app.trade.credits.swift_text import folded, lines_of, read_swift_date, swift_date
from app.trade.papers.paper_credit import ASKED_PAPERS

Row = Mapping[str, Any]
_GOODS = re.compile(
    r"(?:(?P<about>ABOUT )?(?P<quantity>\d{1,7}) (?P<unit>.+?) OF )?(?P<description>.+?)"
    r"(?: AT (?P<about_price>ABOUT )?[A-Z]{3} (?P<unit_price>\d+(?:\.\d+)?) EACH)?"
    r"(?:, (?P<tolerance_percent>\d+(?:\.\d+)?) PERCENT MORE OR LESS)?"
)
_TERM = re.compile(rf"(?P<term>{'|'.join(INCOTERMS)})(?P<named_place> .+?)?,? INCOTERMS 2020")
_TITLES = {title.upper(): title for title in ASKED_PAPERS}
_ASKED = re.compile(
    rf"(?P<paper>{'|'.join(map(re.escape, _TITLES))}) IN (?P<originals>\d+) ORIGINALS?"
    r"(?: AND (?P<copies>\d+) COP(?:Y|IES))?(?:, (?P<wording>.+))?"
)
_PERIOD = re.compile(
    r"(?P<words>FROM|BETWEEN|UNTIL|BEFORE|AFTER|ON OR ABOUT) (?P<first_on>\d{6})"
    r"(?: (?:TO|AND) (?P<last_on>\d{6}))?(?: (?P<quantity>\d+) UNITS)?"
)
_COMPANY = re.compile(
    r"(?i)\b(ltd|limited|gmbh|inc|llc|corp|corporation|company|co|s\.?a|b\.?v|a\.?g|oy|ab|plc|pty|srl|spa|kk|ltda)"
    r"\.?$"
)
_NAME_LINES, _PARTY_LINES, _WIDTH = 2, 4, 35


def entries(lines: Sequence[str]) -> list[str]:
    """The entries of a list, their lines joined again."""
    joined: list[str] = []
    for line in lines:
        if line.startswith("+") or not joined:
            joined.append(line.removeprefix("+").strip())
        else:
            joined[-1] += " " + line.strip()
    return joined


def written_entries(field: str, texts: Sequence[str], most: int) -> list[str]:
    """Entries as lines of 65 characters, each beginning with "+"."""
    return [line for text in texts for line in lines_of(field, f"+{folded(text)}", most, 65)]


def goods_texts(values: Row) -> list[str]:
    """Field 45A of a credit: each line of goods, then the term."""
    texts = []
    for row in values.get("lines", ()):
        about = row.get("about", "")
        text = f"{row['quantity']} {row['unit']} OF " if row.get("quantity") and row.get("unit") else ""
        text = ("ABOUT " if text and about.startswith("quantity") else "") + text + row["description"]
        if row.get("unit_price"):
            price = "ABOUT " if about.endswith("unit price") else ""
            text += f" AT {price}{values['currency']} {row['unit_price']} EACH"
        if row.get("tolerance_percent"):
            text += f", {row['tolerance_percent']} PERCENT MORE OR LESS"
        texts.append(text)
    if values.get("term"):
        texts.append(f"{values['term']} {values.get('named_place', '')}".strip() + ", INCOTERMS 2020")
    return texts


def read_goods(texts: Sequence[str]) -> dict[str, Any]:
    """The rows of goods, term and named place of field 45A, in our own form or in a bank's words."""
    read: dict[str, Any] = {"lines": []}
    for text in texts:
        term = _TERM.fullmatch(text)
        if term:
            read |= {name: value.strip() for name, value in term.groupdict().items() if value}
            continue
        free_term = None if read.get("term") else term_of(text)
        if free_term:
            read |= free_term
            continue
        row = _GOODS.fullmatch(text)
        free = goods_row(text) if row and not row["quantity"] and not row["unit_price"] else None
        if free:
            read["lines"].append(free)
            continue
        named = row.groupdict() if row else {"description": text}
        about = " and ".join(
            words for name, words in (("about", "quantity"), ("about_price", "unit price")) if named.get(name)
        )
        kept = {name: value for name, value in named.items() if value and not name.startswith("about")}
        read["lines"].append(kept | ({"about": about} if about else {}))
    return read


def asked_text(row: Row) -> str:
    """One document of field 46A: "COMMERCIAL INVOICE IN 3 ORIGINALS AND 2 COPIES, SIGNED"."""
    text = f"{row['paper'].upper()} IN {_counted(row['originals'], 'ORIGINAL', 'ORIGINALS')}"
    if row.get("copies"):
        text += f" AND {_counted(row['copies'], 'COPY', 'COPIES')}"
    return text + (f", {row['wording']}" if row.get("wording") else "")


def read_asked(text: str) -> dict[str, str]:
    """One document of field 46A, in our own form or a bank's words. Raises: ValueError if none is named."""
    read = _ASKED.fullmatch(text)
    if not read:
        free = asked_row(text)
        if not free:
            raise ValueError(text)
        return free
    row = {name: value for name, value in read.groupdict().items() if value}
    return row | {"paper": _TITLES[row["paper"]]}


def period_text(row: Row) -> str:
    """One period of field 44D: "FROM 260401 TO 260430 2000 UNITS"."""
    text = f"{row['words'].upper()} {swift_date(row['first_on'])}"
    if row.get("last_on"):
        text += f" {'AND' if row['words'] == 'between' else 'TO'} {swift_date(row['last_on'])}"
    return text + (f" {row['quantity']} UNITS" if row.get("quantity") else "")


def read_period(text: str) -> dict[str, str]:
    """One period of field 44D. Raises: ValueError for words of another form."""
    read = _PERIOD.fullmatch(text)
    if not read:
        raise ValueError(text)
    row = {name: value for name, value in read.groupdict().items() if value}
    row |= {name: read_swift_date(row[name]) for name in ("first_on", "last_on") if name in row}
    return row | {"words": row["words"].lower()}


def party_lines(field: str, party: Row) -> list[str]:
    """Fields 50 and 59: name, address, country; four lines of 35 characters."""
    lines = lines_of(field, folded(party["name"]), _NAME_LINES, _WIDTH)
    lines += lines_of(field, party["address"], _PARTY_LINES - len(lines), _WIDTH)
    if len(lines) < _PARTY_LINES:
        return [*lines, party["country"]]
    lines[-1] = f"{lines[-1]} {party['country']}"
    return lines_of(field, "\n".join(lines), _PARTY_LINES, _WIDTH)


def read_party(lines: Sequence[str]) -> dict[str, str]:
    """Name, address and country of fields 50 and 59.

    A name that does not end in the form of a company goes on in the next line, if that one does. An account
    number ("/...") before the name is passed over. Raises: ValueError if no country is named at the end.
    """
    rest = [line.strip() for line in lines if not line.startswith("/") and line.strip()]
    head, _, country = rest[-1].rpartition(" ") if rest else ("", "", "")
    if rest and not re.fullmatch("[A-Z]{2}", country):
        head, country = head_and_country(rest[-1]) or ("", "")
    if len(rest) < 2 or not country:
        raise ValueError(" ".join(lines))
    rest = [*rest[:-1], *([head] if head else [])]
    of_name = 2 if len(rest) > 2 and not _COMPANY.search(rest[0]) and _COMPANY.search(rest[1]) else 1
    return {"name": " ".join(rest[:of_name]), "address": "\n".join(rest[of_name:]), "country": country}


def _counted(number: str, one: str, many: str) -> str:
    return f"{number} {one if int(number) == 1 else many}"
