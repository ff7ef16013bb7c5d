"""A buyer's first letter as the checks hold it, and what the product's reader makes of a seller's answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.parameters import stated
from app.models.product import Product
from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import LetterReading, read_letter
from app.trade.price.consignment_costs import Basis
from app.world.views.inquiry import KnownBuyer

_DEPOSIT = {"tt_30_70": "30% deposit by T/T, 70% against the copy of the bill of lading",
            "tt_before": "100% by T/T in advance"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """A buyer's first letter as the season has it. given: of the intent that writes it; answer_hours: the
    buyer's own.
    """

    name: str
    at: datetime
    market: str
    port: str
    product: Product
    buyer: KnownBuyer
    answer_hours: int
    given: dict[str, Any]
    basis: Basis


def facts_of(product: Product) -> ProductFacts:
    """What is known of the goods, as app/actions/inquiry_facts.py gives it before any quotation."""
    return ProductFacts(
        name=product.name_en,
        certificates=tuple(product.certificates),
        materials=tuple(part for part in product.materials.split("; ") if part),
        statements=(*product.points_en, product.description_en),
        moq=product.moq,
        lead_time_days=product.lead_time_days,
        carton_pieces=product.carton_pieces,
        carton_size_cm=(product.carton_length_cm, product.carton_width_cm, product.carton_height_cm),
        carton_gross_kg=product.carton_gross_kg,
        carton_net_kg=product.carton_net_kg,
        unit_gross_kg=product.unit_gross_kg,
        origin="CN",
    )


_read: dict[tuple[Any, ...], LetterReading] = {}


def reading_of(letter: Letter, kind: str, unit: str, lead: int, payment_terms: str) -> LetterReading:
    """What the product's reader makes of a seller's letter; each read once."""
    asks = tuple(letter.given["asks"])
    key = (kind, asks, letter.product.sku, lead, payment_terms, letter.name if kind == "pasted" else "")
    if key not in _read:
        body = body_of(letter, kind, unit, lead, payment_terms)
        answered = asks[: -(-len(asks) // 2)] if kind == "half" else asks  # half: the first of the questions
        _read[key] = read_letter(body, answered, facts_of(letter.product), letter.buyer.name)
        if len(_read) > 50_000:
            _read.clear()
    return _read[key]


def body_of(letter: Letter, kind: str, unit: str, lead: int, payment_terms: str) -> str:
    """The seller's letter; boast: it names certificates that nobody holds."""
    if kind == "pasted":
        return str(letter.given["body"])
    words = stated("player_words")
    if kind in ("poor", "empty"):
        return str(words["poor_letter"]) if kind == "poor" else "Dear Sir or Madam,\n\nOK.\n\nBest regards"
    product, given = letter.product, letter.given
    priced = str(words["price"]).format(
        quantity=given["quantity"], unit=unit, term=given["incoterm"], place=given["named_place"]
    )
    listed = ", ".join(product.certificates)
    if kind == "boast":
        listed = "CE, RoHS, FCC, FDA, LFGB, REACH, GOTS, UL, PSE and KC"
    sizes = product.carton_length_cm, product.carton_width_cm, product.carton_height_cm
    letter_of = str(words["letter"]).replace(_DEPOSIT["tt_30_70"], _DEPOSIT[payment_terms])
    return letter_of.format(
        buyer=letter.buyer.name, product=product.name_en, price=priced, lead=lead,
        certificates=str(words["certificates"]).format(listed=listed) if listed else words["no_certificates"],
        carton=product.carton_pieces, size=" x ".join(f"{size.normalize():f}" for size in sizes), team="us",
    )  # fmt: skip
