"""A letter of credit as an MT700: what is written is read back the same."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.trade.credits.credit_demand import demands
from app.trade.credits.mt700 import ORDER, as_sent, mt700, read_mt700
from app.trade.papers.documents import checked
from app.trade.papers.paper_credit import ASKED_PAPERS
from app.trade.refusal import RuleBroken
from tests.trade.sample_credit import credit

# SWIFT Standards MT, MT700: the greatest number of characters on a line of each field.
WIDTHS = {"50": 35, "59": 35, "42C": 35, "71D": 35, "44D": 65, "45A": 65, "46A": 65, "47A": 65, "78": 65}
_X = re.compile(r"[A-Za-z0-9/\-?:().,'+ \n]*")


def body(text: str) -> str:
    """What stands between the braces of block 4."""
    return text.partition("{4:\n")[2].removesuffix("\n-}")


def field(text: str, tag: str) -> list[str]:
    """The lines of one field."""
    found = re.search(rf"^:{tag}:(.*?)(?=\n:[0-9]{{2}}[A-Z]?:|\Z)", body(text), re.DOTALL | re.MULTILINE)
    assert found, tag
    return found[1].split("\n")


def test_the_sample_credit_is_written_field_by_field() -> None:
    text = mt700(credit())
    assert text.startswith(
        "{1:F01HSBKDEHHAXXX0000000000}{2:I700BKCHCNBJA92AN}{4:\n:27:1/1\n:40A:IRREVOCABLE\n"
    )
    assert field(text, "20") == ["NBH26LC0412"]
    assert field(text, "31D") == ["260531CHINA"]
    assert field(text, "32B") == ["USD19280,00"]
    assert field(text, "59")[:2] == ["NINGBO HAICHUAN IMPORT AND EXPORT", "CO., LTD."]
    assert field(text, "41D") == ["ANY BANK IN CHINA", "BY NEGOTIATION"]
    assert field(text, "42A") == ["HSBKDEHH"]
    assert field(text, "45A")[-1] == "+CIF HAMBURG, INCOTERMS 2020"
    assert field(text, "46A")[0] == "+COMMERCIAL INVOICE IN 3 ORIGINALS AND 2 COPIES, SIGNED"


def test_the_fields_stand_in_the_order_of_the_standard() -> None:
    tags = re.findall(r"^:([0-9]{2}[A-Z]?):", body(mt700(credit(amount_tolerance="05/05"))), re.MULTILINE)
    known = {"41D": "41a", "42A": "42a"}
    places = [ORDER.index(known.get(tag, tag)) for tag in tags]
    assert places == sorted(places)


days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
word = st.text(st.sampled_from("ABCDEGHIKLMNOPRSTUVWZ"), min_size=2, max_size=9)
words = st.lists(word, min_size=1, max_size=9).map(" ".join)
count = st.integers(1, 999_999).map(str)
pieces = st.sampled_from(("PIECES", "KG", "METRIC TONS", "SETS"))


def sometimes(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | value


@st.composite
def parties(draw: st.DrawFn) -> dict[str, str]:
    name = f"{draw(word)} {draw(word)} {draw(st.sampled_from(['LTD', 'CO., LTD.', 'GMBH', 'INC']))}"
    address = draw(st.lists(word, min_size=1, max_size=2).map("\n".join))
    return {"name": name, "address": address, "country": draw(st.sampled_from(["CN", "DE", "JP", "BR"]))}


@st.composite
def rows(draw: st.DrawFn, **columns: st.SearchStrategy[Any]) -> dict[str, str]:
    drawn = {name: draw(value) for name, value in columns.items()}
    return {name: value for name, value in drawn.items() if value is not None}


def amounts(currency: str) -> st.SearchStrategy[str]:
    whole = st.integers(1, 9_999_999)
    return (
        whole.map(str)
        if currency == "JPY"
        else whole.map(lambda cents: f"{cents // 100 + 1}.{cents % 100:02}")
    )


@st.composite
def credits(draw: st.DrawFn) -> dict[str, Any]:
    """Credits of any terms, each complete by itself."""
    currency = draw(st.sampled_from(("USD", "EUR", "JPY")))
    latest = draw(days)
    goods = rows(
        description=words, quantity=count, unit=pieces, unit_price=sometimes(amounts("USD")),
        about=st.none(), tolerance_percent=sometimes(st.integers(1, 10).map(str)),
    )  # fmt: skip
    asked = rows(
        paper=st.sampled_from(list(ASKED_PAPERS)), originals=st.integers(1, 5).map(str),
        copies=sometimes(st.integers(1, 9).map(str)), wording=sometimes(words),
    )  # fmt: skip
    period = rows(
        words=st.sampled_from(("from", "between", "on or about", "until")), first_on=days.map(str),
        last_on=days.map(str), quantity=sometimes(count),
    )  # fmt: skip
    is_by_date = draw(st.booleans())
    return credit(
        currency=currency,
        amount=draw(amounts(currency)),
        issued_on=str(draw(days)),
        expires_on=str(latest + timedelta(draw(st.integers(0, 90)))),
        latest_shipment_on=str(latest) if is_by_date else None,
        shipment_periods=None if is_by_date else draw(st.lists(period, min_size=1, max_size=3)),
        applicant=draw(parties()),
        beneficiary=draw(parties()),
        amount_tolerance=draw(sometimes(st.sampled_from(("05/05", "10/00")))),
        available_with=draw(st.sampled_from(("ANY BANK", "BKCHCNBJ92A"))),
        lines=draw(st.lists(goods, min_size=1, max_size=4)),
        documents=draw(st.lists(asked, min_size=1, max_size=6)),
        conditions=draw(sometimes(st.lists(words, min_size=1, max_size=4).map("\n".join))),
        charges=draw(sometimes(words)),
        presentation_days=draw(sometimes(st.integers(1, 60).map(str))),
        place_of_receipt=draw(sometimes(word)),
    )


@settings(max_examples=60, deadline=None)
@given(credits())
def test_what_is_written_is_read_back_and_written_the_same(values: dict[str, Any]) -> None:
    kept = checked("letter_of_credit", values)
    text = mt700(kept)
    assert read_mt700(text) == as_sent(kept)
    assert mt700(read_mt700(text)) == text
    assert read_mt700(text.replace("\n", "\r\n")) == as_sent(kept)
    assert _X.fullmatch(body(text))
    for tag, width in WIDTHS.items():
        if f":{tag}:" in text:
            assert max(map(len, field(text, tag))) <= width, tag


@pytest.mark.parametrize("about", ["quantity", "unit price", "quantity and unit price"])
def test_about_stands_with_its_item(about: str) -> None:
    goods = [
        {"description": "COTTON YARN", "quantity": "900", "unit": "KG", "unit_price": "3.10", "about": about}
    ]
    values = credit(lines=goods)
    text = mt700(values)
    assert ("+ABOUT 900 KG OF" in text, "AT ABOUT USD 3.10" in text) == ("quantity" in about, "unit" in about)
    assert read_mt700(text)["lines"] == goods


REFUSED = [
    ({"lines": [{"description": "CRÊPE FABRIC"}]}, "not_swift_text", "lines"),
    ({"conditions": "PAY 100 % AT SIGHT"}, "not_swift_text", "conditions"),
    ({"number": "A-NUMBER-OF-MORE-THAN-16"}, "too_long_for_swift", "number"),
    ({"applicant": {"name": "A " * 60, "address": "B", "country": "DE"}}, "too_long_for_swift", "applicant"),
    ({"charges": "MANY WORDS " * 40}, "too_long_for_swift", "charges"),
    ({"lines": [{"description": "SHIRTS IN BOXES, 5 PERCENT MORE OR LESS"}]}, "not_read_back", "lines"),
    ({"conditions": "W" * 60 + " +BIS"}, "not_read_back", "conditions"),
    ({"drafts_at": "- SIGHT"}, "not_swift_text", "drafts_at"),
]


@pytest.mark.parametrize(("change", "reason", "box"), REFUSED)
def test_what_a_message_cannot_carry_is_refused_at_its_box(
    change: dict[str, Any], reason: str, box: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        mt700(credit(**change))
    assert (refusal.value.code, refusal.value.field) == (f"credit.{reason}", box)


SENT = mt700(credit())
UNREAD = [
    ("", "not_mt700"),
    ("hello", "not_mt700"),
    (SENT.replace(":27:", "27:"), "not_mt700"),
    (SENT.replace(":43P:", ":99X:"), "field_unknown"),
    (SENT.replace(":43P:", ":43T:"), "field_twice"),
    (SENT.replace("USD19280,00", "USD19280.00"), "field_not_read"),
    (SENT.replace("260510", "260230"), "field_not_read"),
    (SENT.replace("+PACKING LIST IN 3 ORIGINALS", "+PHYTOSANITARY PAPER"), "field_not_read"),
    (SENT.replace("20457 HAMBURG\nDE", "20457 HAMBURG"), "field_not_read"),
    (SENT + "x" * 20_000, "not_mt700"),
]


@pytest.mark.parametrize(("text", "reason"), UNREAD, ids=range(len(UNREAD)))
def test_a_text_that_is_no_such_message_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RuleBroken, match=f"credit.{reason}"):
        read_mt700(text)


# A credit as a bank types it, in other words than ours.
BY_HAND = """{1:F01HSBKDEHHAXXX0000000000}{2:I700BKCHCNBJA92AN}{4:
:27:1/1
:40A:IRREVOCABLE
:20:LC-77/2026
:31C:260320
:40E:UCP LATEST VERSION
:31D:260531IN CHINA
:51D:HANSEBANK AG
HAMBURG
:50:NORDLICHT TEXTIL GMBH
SPEICHERSTRASSE 14
20457 HAMBURG, GERMANY
:59:/3847582011
NINGBO HAICHUAN IMPORT AND EXPORT
CO., LTD.
48 CAIHONG NORTH ROAD
NINGBO, P.R. CHINA
:32B:USD19280,
:39A:05/05
:41D:ANY BANK
BY NEGOTIATION
:42C:60 DAYS AFTER B/L DATE
:42A:HSBKDEHH
:43P:NOT ALLOWED
:43T:ALLOWED
:44E:ANY CHINESE PORT
:44F:HAMBURG
:44C:260510
:45A:+ABOUT 4,000 PCS OF MEN'S COTTON T-SHIRTS AT USD 4.82/PC
+PRICE TERM: CIF HAMBURG
:46A:+SIGNED COMMERCIAL INVOICE IN TRIPLICATE
+FULL SET OF CLEAN ON BOARD OCEAN BILLS OF LADING MADE OUT TO ORDER
AND BLANK ENDORSED, MARKED FREIGHT PREPAID, NOTIFY APPLICANT
+INSURANCE POLICY IN 2 ORIGINALS FOR 110 PCT OF INVOICE VALUE
COVERING ICC (A)
+CERTIFICATE OF ORIGIN IN 1 ORIGINAL AND 1 COPY
+PACKING LIST IN 3 COPIES
:48:15
:49:CONFIRM
:57A:BKCHCNBJ92A
:72Z:PLEASE ACKNOWLEDGE
-}"""


def test_a_credit_in_a_banks_own_words_is_read() -> None:
    read = read_mt700(BY_HAND)
    assert checked("letter_of_credit", read | {"issuing_bank": "Hansebank AG"})
    assert read["lines"] == [
        {
            "quantity": "4000",
            "unit": "PCS",
            "description": "MEN'S COTTON T-SHIRTS",
            "unit_price": "4.82",
            "about": "quantity",
        }
    ]
    assert (read["term"], read["named_place"], read["amount"]) == ("CIF", "HAMBURG", "19280")
    assert (read["applicant"]["country"], read["beneficiary"]["country"]) == ("DE", "CN")
    assert read["beneficiary"]["name"] == "NINGBO HAICHUAN IMPORT AND EXPORT CO., LTD."
    assert [(row["paper"], row["originals"], row.get("copies")) for row in read["documents"]] == [
        ("Commercial invoice", "1", "2"),
        ("Bill of lading", "3", None),
        ("Insurance policy or certificate", "2", None),
        ("Certificate of origin", "1", "1"),
        ("Packing list", "1", "2"),
    ]
    asked = demands(read)
    assert (asked["bill_of_lading"].consignee, asked["bill_of_lading"].notify) == ("ORDER", "APPLICANT")
    assert (asked["insurance_certificate"].cover, asked["commercial_invoice"].is_signed) == ("ICC (A)", True)
