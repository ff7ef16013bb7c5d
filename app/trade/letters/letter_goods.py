"""Asks about the goods that a letter answers: packing, smallest order, samples, own brand."""

import re
from collections.abc import Sequence
from decimal import Decimal

from app.trade.letters.letter_answers import Answer, Finding, as_written, denies, plain, surety
from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_goods_words import GOODS
from app.trade.letters.letter_phrases import CHARGED, FREE, NOT_FREE, OFFERS
from app.trade.letters.letter_reader import Owned, Read

_TOUCHED, _CLEAR, _FAIR = Decimal("0.4"), Decimal("0.9"), Decimal("0.7")

_ASKED_FREE = re.compile(r"\bask(?:s|ed|ing)? (?:us )?(?:for )?(?:an? |some )?free")
_FROM = re.compile(r"\b(?:order|from|over|above|under|least|than|for)\W*$")
_CARTON_SPAN = 34
_AROUND = re.compile(r"[,;]")
_ONE_CARTON = re.compile(r"cartons?|ctns?|box|cajas?|karton|caixa|короб|カートン|箱|كرتون")
_IN_A_CARTON = re.compile(
    r"^ ?(?:[^\W\d]+ ){1,3}?(?:a|an|one|1|each|every|per|in|im|je|pro|por|par|en|na|num|в|на|/) ?(?:\w+ )?"
    r"(?:cartons?|ctns?|box|karton|caja|caixa|короб)"
)
_NO_MOQ = re.compile(r"\bno (?:moq|minimum)\b|\bwithout (?:moq|minimum)\b|\bsin mínimo\b|\bkeine mindest")
_BRAND = re.compile(r"\blogo|\bbrands?\b|\bcustomi[sz]|\boem\b|\bodm\b|\bprivate label")
# What leaves open whether a logo is done: nothing that a buyer can go by.
_LEFT_OPEN = re.compile(r"\bdepend|\bmaybe\b|\bperhaps\b|\bi think\b|\bmight\b|\bnot sure\b")
# A count from which a logo costs nothing is no smallest number.
_FREE_FROM = re.compile(
    r"\b(?:free|no (?:extra )?(?:charge|cost|fee))\b[^.;]{0,25}\b(?:if|when|for|from|over|above|than)\b"
)
_WITHOUT_LOGO = re.compile(r"\bwithout (?:\w+ )?logo\b|\bno extra\b")
_NO_PROBLEM = re.compile(r"\bno problem\b|\bincluded\b|\b(?:kein|sin|sem) problem\w*\b")
_COUNT_ALONE = re.compile(r"[1-9]\d{1,3}0")
_NET = re.compile(r"\bnet\b|\bn\.? ?w\b|netto|neto|líquido|нетто|正味|الصافي|净重")
_GROSS = re.compile(r"\bgross\b|\bg\.? ?w\b|brutto|bruto|brut\b|брутто|総重量|الإجمالي|毛重")
_UNIT = re.compile(
    r"\b(?:each|one|per|a|every) (?:\w+ ){0,2}(?:mat|mug|piece|pc|lamp|towel|pair|weigh)"
    r"|\bper (?:piece|pc)|pro stück|por pieza"
)


def packing_of(reads: Sequence[Read], found: Finding) -> None:
    """Pieces a carton, carton size, gross and net weight; any of them answers."""
    values: dict[str, str] = {}
    words, best = "", Decimal(0)
    for read in reads:
        for each in read.owned:
            part = _packing_part(each, read, values)
            if part:
                words = words or read.sentence.text[:80]
                is_bare = (
                    each.figure.kind == "number"
                    and re.search(r", $", read.low[: each.figure.start])
                    and not _IN_A_CARTON.match(read.low[each.figure.end :])
                )
                best = max(best, _TOUCHED if is_bare else surety(min(each.cost, 60), read))
                values |= part
    if values:
        found.note(Answer("packing", words, values, best, "" if best >= Decimal("0.6") else "hedged"))


def _packing_part(each: Owned, read: Read, held: dict[str, str]) -> dict[str, str]:
    figure = each.figure
    if figure.kind in ("pieces", "number") and each.topic == "packing" and "pieces" not in held:
        is_goods = bool(GOODS.match(read.low[figure.end :].lstrip()))
        span = 2 * _CARTON_SPAN if is_goods else _CARTON_SPAN
        near = read.low[max(figure.start - span, 0) : figure.end + span]
        is_count = figure.value == figure.value.to_integral_value() and figure.value > 1
        if is_count and _ONE_CARTON.search(near) and (figure.kind == "pieces" or each.cost < span):
            return {"pieces": plain(figure.value)}
    if figure.kind == "size" and len(figure.parts) == 3 and "size_cm" not in held:
        return {"size_cm": "x".join(plain(side.normalize()) for side in figure.parts)}
    if figure.kind == "kg":
        name = weight_name(each, read)
        if name and name not in held:
            return {name: plain(figure.value)}
    return {}


def weight_name(each: Owned, read: Read) -> str:
    """Which weight a figure is: gross_kg or net_kg of a carton; empty where it is that of a piece."""
    figure = each.figure
    pair = [other.figure.start for other in read.owned if other.figure.words == figure.words]
    if len(pair) == 2:  # "G.W./N.W. 7.9/6.3 kgs"
        gross, net = _GROSS.search(read.low), _NET.search(read.low)
        is_net_first = bool(gross and net and net.start() < gross.start())
        return "net_kg" if (figure.start == min(pair)) == is_net_first else "gross_kg"
    named = ((_NET, "net_kg"), (_GROSS, "gross_kg"))
    marks = [(_apart(found, figure, read.low), name) for pattern, name in named
             for found in pattern.finditer(read.low)]  # fmt: skip
    if marks:
        return min(marks)[1]
    return (
        ""
        if _UNIT.search(read.low[: figure.end + 12]) and not _ONE_CARTON.search(read.low[: figure.start])
        else "gross_kg"
    )


def _apart(found: re.Match[str], figure: Figure, low: str) -> int:
    """How far a word stands from a figure; a comma between counts as much as twenty letters."""
    first, last = sorted(((found.start(), found.end()), (figure.start, figure.end)))
    between = low[first[1] : last[0]]
    return len(between) + 20 * between.count(",")


def least_order_of(reads: Sequence[Read], found: Finding) -> None:
    """The smallest order, and the pieces from which an own brand is done."""
    for read in reads:
        is_brand = read.has("customisation") and not re.search(r"\bwithout (?:\w+ )?logo", read.low)
        if _NO_MOQ.search(read.low):
            found.note(Answer("moq", read.sentence.text[:80], {"pieces": "none"}, _CLEAR + Decimal("0.1")))
        if is_brand:
            continue
        for each in read.of("moq", "pieces", "number"):
            if each.figure.value == each.figure.value.to_integral_value():
                values = {"pieces": plain(each.figure.value)}
                answer = Answer("moq", as_written(each.figure, read), values, surety(each.cost, read))
                found.note_or_doubt(answer, "pieces", read.low)
    if "moq" not in found.answers:
        _bare_count(reads, found)


def _bare_count(reads: Sequence[Read], found: Finding) -> None:
    """A count that is all of its clause, and nobody else's: "60 pcs, 35 days", or of its sentence: "150."."""
    for read in reads:
        if _COUNT_ALONE.fullmatch(read.low):
            found.note(Answer("moq", read.low, {"pieces": read.low}, Decimal("0.62")))
        for each in read.owned:
            is_nobodys = each.figure.kind == "pieces" and not each.topic and not each.figure.is_range
            clause = _AROUND.split(read.low[: each.figure.start])[-1] + _AROUND.split(
                read.low[each.figure.end :])[0]  # fmt: skip
            if is_nobodys and not clause.strip(" .!") and not read.sentence.is_question:
                values = {"pieces": plain(each.figure.value)}
                found.note(Answer("moq", as_written(each.figure, read), values, Decimal("0.62")))


def samples_of(reads: Sequence[Read], found: Finding) -> None:
    """Whether samples are free or charged, at what, and in how many days."""
    values: dict[str, str] = {}
    words, is_last = "", False
    touched = False
    for read in reads:
        is_here = (read.has("samples") or bool(read.of("samples", "money"))) and not read.is_adversarial
        goes_on = is_last and not any(
            cue.is_strong and cue.topic not in ("samples", "courier", "company") for cue in read.cues
        )
        if (is_here or goes_on) and read.low and not read.sentence.is_question:
            part = _sample_part(read)
            words = words or (read.sentence.text[:80] if part else "")
            values = part | values
            touched = touched or is_here
        is_last = is_here
    if values:
        if values.get("cost") == "free":
            values = {key: value for key, value in values.items() if key not in ("amount", "currency")}
        is_clear = "cost" in values or "days_least" in values
        clear = "amount" in values or values.get("cost") == "free" or "days_least" in values
        found.note(
            Answer(
                "samples",
                words,
                values,
                _CLEAR if is_clear and clear else _TOUCHED,
                "" if clear else "no_terms",
            )
        )
    elif touched:
        found.note(Answer("samples", "", {}, _TOUCHED, "no_terms"))


def _sample_part(read: Read) -> dict[str, str]:
    values: dict[str, str] = {}
    money = read.of("samples", "money") or [
        each for each in read.owned if each.figure.kind == "money" and not each.topic
    ]
    is_denied = bool(NOT_FREE.search(read.low))
    if FREE.search(_ASKED_FREE.sub(" ", read.low)) and not is_denied:
        values["cost"] = "free"
    elif money:
        values |= {
            "cost": "charged",
            "amount": plain(money[0].figure.value),
            "currency": money[0].figure.unit,
        }
    elif is_denied or CHARGED.search(read.low):
        values["cost"] = "charged"
    days = read.of("samples", "days") or [
        each for each in read.owned if each.figure.kind == "days" and each.cost >= 25
    ]
    if (
        days
        and days[0].topic in ("samples", "", "lead_time", "delivery_time")
        and days[0].figure.unit == "days"
    ):
        figure = days[0].figure
        values |= {"days_least": plain(figure.value)} | (
            {"days_most": plain(figure.most)} if figure.is_range else {}
        )
    return values


def brand_of(reads: Sequence[Read], found: Finding) -> None:
    """Whether the goods are made with the buyer's logo or design, and from how many pieces."""
    for read in reads:
        if read.sentence.is_question or read.is_adversarial:
            continue
        if _BRAND.search(read.sentence.low) and _LEFT_OPEN.search(read.sentence.low):
            found.note(Answer("customisation", read.sentence.text[:80], {}, _TOUCHED, "vague"))
            continue
        if not read.has("customisation", strong=True) or not read.low:
            continue
        text = read.low
        counts = [each.figure for each in read.owned if each.figure.kind in ("pieces", "number")
                  and (each.topic in ("customisation", "moq", "quantity", "")
                       or _FROM.search(text[: each.figure.start]))
                  and each.figure.value > 1]  # fmt: skip
        counts = [] if _FREE_FROM.search(text) else counts
        values = {"moq": plain(counts[0].value)} if counts else {}
        costs = FREE.search(text) or read.of("unit_price", "money") or read.of("setup", "money")
        does = OFFERS.search(text) or counts or _NO_PROBLEM.search(text) or costs
        no = denies(_WITHOUT_LOGO.sub(" ", text))
        if no and not counts:
            found.note(Answer("customisation", read.sentence.text[:80], {"is_done": "no"}, _FAIR))
        elif does and re.search(r"not a problem|in general|custom\?", text):
            found.note(Answer("customisation", read.sentence.text[:80], {}, _TOUCHED, "vague"))
        elif does:
            found.note(Answer("customisation", read.sentence.text[:80], {"is_done": "yes", **values}, _CLEAR))
