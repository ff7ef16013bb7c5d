"""What a letter's claims are traced to: the data pack's row of the goods, the team's own
laboratory reports, and the buyer's quotation.
"""

from collections.abc import Mapping
from typing import Any

from app.actions.act import Act
from app.models.inquiry import Inquiry
from app.models.laboratory_test import LaboratoryTest, certificates_held
from app.models.product import Product
from app.models.quotation import Quotation
from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import LetterReading

_ORIGIN = "CN"  # what partner enterprises supply is of Chinese origin: it leaves by an export declaration


def letter_facts(act: Act, inquiry: Inquiry, product: Product) -> ProductFacts:
    """The facts that are known of an inquiry's goods when the team writes."""
    sent = act.rows(Quotation, inquiry_id=inquiry.id, state="sent")
    price = sent[0].unit_price_usd if sent else None
    passed = act.rows(LaboratoryTest, team_id=inquiry.team_id, product_id=product.id, state="passed")
    return ProductFacts(
        name=product.name_en,
        certificates=tuple(certificates_held(product.certificates, passed)),
        materials=tuple(part for part in product.materials.split("; ") if part),
        statements=(*product.points_en, product.description_en, *_attributes(product)),
        moq=product.moq,
        lead_time_days=product.lead_time_days,
        carton_pieces=product.carton_pieces,
        carton_size_cm=(product.carton_length_cm, product.carton_width_cm, product.carton_height_cm),
        carton_gross_kg=product.carton_gross_kg,
        carton_net_kg=product.carton_net_kg,
        unit_gross_kg=product.unit_gross_kg,
        unit_size_cm=tuple(
            side
            for side in (product.unit_length_cm, product.unit_width_cm, product.unit_height_cm)
            if side is not None
        ),
        origin=_ORIGIN,
        price=price,
        currency="USD" if price is not None else "",
    )


def _attributes(product: Product) -> tuple[str, ...]:
    return tuple(f"{name}: {', '.join(map(str, values))}" for name, values in product.attributes.items())


def told(each: Mapping[str, Any], reading: LetterReading) -> dict[str, str]:
    """An ask after it was read: the words that answer it, or what is unclear in those that touch on it."""
    ask = each["ask"]
    found = each["found"] or reading.found.get(ask, "")
    unclear = "" if found else reading.unclear.get(ask, "")
    return {"ask": ask, "found": found} | ({"unclear": unclear} if unclear else {})


def untrue(known: list[Any], reading: LetterReading) -> list[Any]:
    """What the letters said so far and the goods do not bear out, each once."""
    wrong = [claim for claim in reading.claims if claim.verdict == "contradicted"]
    wrong += [
        claim for claim in reading.claims if claim.verdict == "unsupported" and claim.topic == "certificate"
    ]
    said = [{"topic": claim.topic, "key": claim.key} for claim in wrong]
    return [*known, *(each for each in said if each not in known)]
