"""What the credit asks of its documents in words: consignee, notify party, drawee, tenor, statement.

Source: trade rules, section 8: L09 to L11; UCP 600 articles 6(c), 14(f), 14(j), 20, 23; ISBP 821, B, E and P.
"""

from collections.abc import Iterator

from app.trade.credits.credit_faults import is_bic
from app.trade.credits.letter_of_credit import tenor_of
from app.trade.examining.wording import (
    corresponds,
    plain_words,
    same_bank,
    same_place,
    same_word,
    same_wording,
)
from app.trade.finding import Finding
from app.trade.papers.paper_set import CREDIT, TRANSPORT, PaperSet, disagreement

_ASKED = f"{CREDIT}.documents"
_WITH_PARTIES = (
    *("packing_list", "certificate_of_origin", "inspection_certificate", "shipping_advice"),
    "beneficiary_certificate",
)
# Words of a statement that another form of the verb may replace.
_IDLE = frozenset({"have", "been", "were", "that", "this", "these", "said", "they", "their", "which", "will"})
_SIGNED_ANYWAY = ("draft", "beneficiary_certificate")  # ISBP 821, B8 and A3: they do nothing unsigned


def asked_findings(papers: PaperSet) -> Iterator[Finding]:
    """L09, L10 and L11 of what the credit says in words."""
    if papers.has(TRANSPORT):
        yield from _consignee(papers)
        yield from _notify(papers)
        yield from _places(papers)
        yield from _waybill(papers)
    if papers.has("draft"):
        yield from _draft(papers)
    yield from _countries(papers)
    yield from _statement(papers)
    yield from _signatures(papers)


def _resolved(papers: PaperSet, asked: str) -> str:
    """The name that a credit means by applicant, issuing bank or shipper."""
    bank = papers.text(CREDIT, "issuing_bank").split(",")[0]
    for words, name in (
        ("APPLICANT", papers.text(CREDIT, "buyer.name")),
        ("ISSUING BANK", bank),
        ("BENEFICIARY", papers.text(CREDIT, "seller.name")),
    ):
        asked = asked.replace(words, name) if name else asked
    return asked


def _consignee(papers: PaperSet) -> Iterator[Finding]:
    kind = papers.kind(TRANSPORT)
    demand = papers.demands.get(kind)
    shown = papers.text(kind, "consignee") or papers.text(kind, "consignee.name")
    if not demand or not demand.consignee or not shown:
        return
    asked, said = (_order(each) for each in (_resolved(papers, demand.consignee), shown))
    is_same = said == asked if asked == ("order",) else _begins(said, asked)
    if not is_same:
        yield disagreement(
            "L11", "consignee", (_ASKED, f"{kind}.consignee"), expected=demand.consignee, found=shown,
            article="UCP 600 art. 14(d); ISBP 821 E13",
        )  # fmt: skip


def _order(text: str) -> tuple[str, ...]:
    """Words of a consignee; "to order" and "to order of shipper" are both endorsed by the shipper."""
    words = plain_words(text.replace("&", " and "))
    words = words[1:] if words[:1] == ("to",) else words
    if words[:1] == ("the",):
        words = words[1:]
    return ("order",) if words in (("order", "of", "shipper"), ("order", "of", "the", "shipper")) else words


def _begins(said: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return len(said) >= len(asked) and all(map(same_word, said, asked))


def _notify(papers: PaperSet) -> Iterator[Finding]:
    kind = papers.kind(TRANSPORT)
    demand, shown = papers.demands.get(kind), papers.text(kind, "notify.name")
    if not demand or not demand.notify or not shown:
        return
    asked = _resolved(papers, demand.notify)
    place = f"{kind}.notify"
    if not same_wording(asked, shown):
        yield disagreement(
            "L11", "notify", (_ASKED, place), expected=asked, found=shown, article="UCP 600 art. 14(j)"
        )
    elif demand.notify == "APPLICANT":
        address, said = papers.text(CREDIT, "buyer.address"), papers.text(kind, "notify.address")
        if address and said and not corresponds(said, address):
            places = (papers.place(CREDIT, "buyer.address"), f"{place}.address")
            yield disagreement(
                "L10", "notify.address", places, expected=address, found=said, article="UCP 600 art. 14(j)"
            )


def _countries(papers: PaperSet) -> Iterator[Finding]:
    """L10 of the papers beside the invoice: addresses may differ, the country may not."""
    for kind in filter(papers.is_examined, _WITH_PARTIES):
        for who in ("seller", "buyer"):
            field = f"{who}.country"
            asked, shown = papers.text(CREDIT, field), papers.text(kind, field)
            if asked and shown and asked != shown:
                places = (papers.place(CREDIT, field), f"{kind}.{field}")
                yield disagreement(
                    "L10", field, places, expected=asked, found=shown, article="UCP 600 art. 14(j)"
                )


def _places(papers: PaperSet) -> Iterator[Finding]:
    for field in ("place_of_receipt", "place_of_delivery"):
        asked, shown = papers.text(CREDIT, field), papers.text(TRANSPORT, field)
        if asked and papers.has("bill_of_lading") and not (shown and same_place(asked, shown)):
            places = (f"{CREDIT}.{field}", papers.place(TRANSPORT, field))
            yield disagreement(
                "L11", field, places, expected=asked, found=shown or "-", article="UCP 600 art. 19(a)(iii)"
            )


def _waybill(papers: PaperSet) -> Iterator[Finding]:
    """An air waybill names its carrier and is signed for it."""
    if not papers.has("air_waybill") or papers.kind(TRANSPORT) != "air_waybill":
        return
    for field, expected in (("carrier", "name of the carrier"), ("signed_as", "carrier or agent")):
        if not papers.text("air_waybill", field):
            yield disagreement(
                "L11", field, papers.ruled(f"air_waybill.{field}"), expected=expected, found="-",
                article="UCP 600 art. 23(a)(i)",
            )  # fmt: skip


def _draft(papers: PaperSet) -> Iterator[Finding]:
    asked, tenor = papers.text(CREDIT, "drafts_at"), papers.text("draft", "tenor")
    if asked and tenor and not _same_tenor(asked, tenor):
        places = (f"{CREDIT}.drafts_at", "draft.tenor")
        yield disagreement("L09", "tenor", places, expected=asked, found=tenor, article="ISBP 821 B2")
    drawee, drawn_on = papers.text(CREDIT, "drawee"), papers.text("draft", "drawee")
    if not drawee or not drawn_on:
        return
    bank, code = papers.text(CREDIT, "issuing_bank"), papers.text(CREDIT, "issuing_bic")
    names = {drawee, *((bank, code) if drawee in (bank, code) else ())}
    if not any(_same_bank(name, drawn_on) for name in names if name):
        places = (f"{CREDIT}.drawee", "draft.drawee")
        yield disagreement(
            "L09", "drawee", places, expected=drawee, found=drawn_on, article="UCP 600 art. 6(c)"
        )


def _same_tenor(asked: str, tenor: str) -> bool:
    """The same days from the same event; a draft may add the date from which they run (ISBP 821, B2)."""
    one, two = tenor_of(asked), tenor_of(tenor)
    return one == two if one and two else same_wording(asked, tenor)


def _same_bank(asked: str, drawn_on: str) -> bool:
    if is_bic(asked):
        return asked in drawn_on
    return same_bank(asked, drawn_on)


def _statement(papers: PaperSet) -> Iterator[Finding]:
    """Every word of weight that is to be certified stands in the certificate."""
    kind = "beneficiary_certificate"
    demand, stated = papers.demands.get(kind), papers.text(kind, "statement")
    if not demand or not demand.statement or not stated:
        return
    said = plain_words(stated)
    wanted = [word for word in plain_words(demand.statement) if len(word) > 3 or word.isdigit()]
    named = plain_words(papers.text(CREDIT, "buyer.name"))
    is_named = bool(named) and set(named) <= set(said)  # the applicant by name
    wanted = [word for word in wanted if word not in _IDLE and not (is_named and word == "applicant")]
    if not all(any(same_word(word, each) for each in said) for word in wanted):
        yield disagreement(
            "L09", "statement", (_ASKED, f"{kind}.statement"), expected=demand.statement, found=stated,
            article="UCP 600 art. 14(f)",
        )  # fmt: skip


def _signatures(papers: PaperSet) -> Iterator[Finding]:
    asked = [kind for kind, demand in papers.demands.items() if demand.is_signed]
    for kind in dict.fromkeys((*asked, *_SIGNED_ANYWAY)):
        is_unsigned = papers.has(kind) and not papers.text(kind, "signed_by")
        if is_unsigned and papers.is_examined(kind):
            code = "L08" if kind == "commercial_invoice" else "L09"
            place = (_ASKED, f"{kind}.signed_by")
            yield disagreement(code, "signed_by", place, expected="signed", found="-", article="ISBP 821 A35")
