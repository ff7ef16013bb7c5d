"""Reads the lists of an MT700 as banks write them by hand, where they are not in our own form.

What a pasted credit says of goods and documents keeps its words; numbers, papers and countries are found in
them. Source: usage of fields 45A, 46A, 50 and 59; ISBP 821 A29 on the number of originals.
"""

import re

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.words.country import country_code

_UNITS = (
    r"PCS|PIECES|SETS|PAIRS|CARTONS|CTNS|KGS?|KILOGRAMS?|METRIC TONS?|MTS?|TONS?|DOZENS?|METRES|METERS|YARDS"
    r"|UNITS|ROLLS|BAGS|BOXES"
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_GOODS = re.compile(
    r"(?P<about>ABOUT |APPROXIMATELY |APPROX\.? )?(?P<quantity>\d{1,3}(?:,\d{3})+|\d{1,7})"
    rf" ?(?P<unit>{_UNITS})\b\.?,? (?:OF )?(?P<description>.+?)"
    rf"(?:,? (?:AT|UNIT PRICE:?) (?P<about_price>ABOUT )?(?:[A-Z]{{3}}|US\$) ?(?P<unit_price>{_FIGURE})"
    rf"(?: ?/ ?\w+| PER \w+| EACH)?)?"
    r"(?:,? (?:PLUS OR MINUS |\+/- ?)?(?P<tolerance_percent>\d{1,2}) ?(?:PERCENT|PCT|%)(?: MORE OR LESS)?)?"
    r"\.?",
    re.IGNORECASE,
)
_TERM = re.compile(
    rf"(?:(?:PRICE|TRADE|DELIVERY) TERMS?:? ?)?(?P<term>{'|'.join(INCOTERMS)})[ ,:]+"
    r"(?P<named_place>[A-Z][A-Z .'-]{1,40}?)"
    r"(?:[ ,]+(?:AS PER )?\(?INCOTERMS.*)?\.?",
    re.IGNORECASE,
)
_PAPERS = (
    (r"INVOICES?", "Commercial invoice"),
    (r"(?:PACKING|WEIGHT) (?:AND WEIGHT )?LISTS?", "Packing list"),
    (r"BILLS? OF LADING|B/L", "Bill of lading"),
    (r"AIR ?WAYBILLS?|AWB", "Air waybill"),
    (r"COURIER RECEIPTS?", "Courier receipt"),
    (r"INSURANCE (?:POLICY|POLICIES|CERTIFICATES?)", "Insurance policy or certificate"),
    (r"CERTIFICATES? OF (?:CHINESE )?ORIGIN|FORM [AEF]\b", "Certificate of origin"),
    (
        r"(?:INSPECTION|QUALITY) CERTIFICATES?|CERTIFICATES? OF (?:QUALITY|INSPECTION)",
        "Inspection certificate",
    ),
    (r"BENEFICIARY'?S? CERTIFICATES?|CERTIFICATES? OF (?:THE )?BENEFICIARY", "Beneficiary's certificate"),
    (r"SHIPPING ADVICES?|ADVICE OF SHIPMENT", "Shipping advice"),
)
_FOLD = {"DUPLICATE": 2, "TRIPLICATE": 3, "QUADRUPLICATE": 4, "QUINTUPLICATE": 5}
_FULL_SET = 3


def goods_row(text: str) -> dict[str, str] | None:
    """One line of goods in free words: "4,000 PCS OF COTTON SHIRTS AT USD 4.82/PC".

    Returns: None if it names no quantity; else description and, where they are found, quantity, unit,
        unit_price, about, tolerance_percent.
    """
    read = _GOODS.fullmatch(text)
    if not read:
        return None
    row = {name: value for name, value in read.groupdict().items() if value}
    about = " and ".join(
        words for name, words in (("about", "quantity"), ("about_price", "unit price")) if row.pop(name, None)
    )
    for figure in ("quantity", "unit_price"):
        if figure in row:
            row[figure] = row[figure].replace(",", "")
    return row | ({"about": about} if about else {})


def term_of(text: str) -> dict[str, str] | None:
    """Term and named place of an entry such as "PRICE TERM: CIF HAMBURG"; None if it is none."""
    read = _TERM.fullmatch(text)
    return {"term": read["term"].upper(), "named_place": read["named_place"].strip()} if read else None


def asked_row(text: str) -> dict[str, str] | None:
    """One document that is asked for in free words: which paper it names first, and how many; None if none.

    "In triplicate" and "in 3 copies" are one original and two copies.
    """
    capitals = text.upper()
    found = [
        (place.start(), title)
        for words, title in _PAPERS
        if (place := re.search(rf"\b(?:{words})", capitals))
    ]
    if not found:
        return None
    originals, copies = _counts(capitals)
    row = {"paper": min(found)[1], "originals": str(originals), "wording": text}
    return row | ({"copies": str(copies)} if copies else {})


def _counts(capitals: str) -> tuple[int, int]:
    stated = re.search(r"\b(\d{1,2})(?:/\d{1,2})? ORIGINALS?\b", capitals)
    copies = re.search(r"\b(\d{1,2}) (?:NON-NEGOTIABLE )?COP(?:Y|IES)\b", capitals)
    fold = re.search(r"\b(\d{1,2})[ -]?FOLD\b", capitals)
    if stated:
        return int(stated[1]), int(copies[1]) if copies else 0
    if "FULL SET" in capitals:
        return _FULL_SET, 0
    in_all = next((number for word, number in _FOLD.items() if word in capitals), 0)
    in_all = in_all or int(copies[1] if copies else fold[1] if fold else 1)
    return 1, in_all - 1


def head_and_country(line: str) -> tuple[str, str] | None:
    """A party's last line without its country, and the country's two letters; None if it names none."""
    before, _, last = line.rpartition(",")
    for head, name in ((before, last), ("", line), (line.rpartition(" ")[0], line.rpartition(" ")[2])):
        code = country_code(name.strip(" ."))
        if code:
            return head.strip(" ,"), code
    return None
