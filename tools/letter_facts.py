"""Facts such as the engine gives them, to write any letter of any language from."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.world.voice import Voice

# A country in which each language of a grammar is written.
COUNTRIES = {"en": "US", "es": "MX", "de": "DE", "fr": "FR", "pt": "BR", "ru": "RU", "ja": "JP", "ar": "AE"}
REGISTERS = ("plain", "formal", "warm")


def facts(language: str = "en", register: str = "plain", directness: str = "0.5") -> dict[str, Any]:
    """Every fact that a phrase may name."""
    voice = Voice(language, COUNTRIES[language], register, Decimal(directness))
    return {
        "voice": voice, "greeting": "Hello", "name_of_us": "Kim Weber", "signature": "Kim Weber",
        "company": "Weber & Partner Inc.", "city": "Springfield", "product": "Stoneware mug",
        "quantity": 1200, "asked_quantity": 1500, "term": "FOB", "place": "Ningbo", "hours": 36,
        "country": "Springfield", "offered": Decimal("4.20"), "wanted": Decimal("3.85"),
        "landed": Decimal("6.10"), "limit": Decimal("5.75"), "alternative": Decimal("5.90"), "days": 41,
        "patience": 21, "days_late": 3, "number": "HC-7", "pieces": 2, "owed": Decimal("18.50"),
        "claim": "waterproof", "day": date(2026, 10, 5), "expected": "FOB", "found": "CIF",
        "lead": 25, "more": 1800, "payment": "in advance", "deposit": 30, "compared": date(2026, 10, 9),
        "reason": "", "matter": "", "questions": "",
        "percent": "3.5", "allowed_percent": "2.5", "faults": 3, "claims": "waterproof",
        "credited": Decimal("2400.00"), "due": Decimal("1100.00"), "difference": Decimal("1300.00"),
        "agent": "Quay Point Agents", "amount": Decimal("7000.00"), "places": "46A.2, 47A.1",
        "discount": Decimal("1400.00"), "until": date(2026, 11, 4), "many": 3, "fee": Decimal("50.00"),
        "rules": "600 articles 14 and 16", "fields": "46A or 47A",
        "firm": "Kiln Works", "hour": "20:30", "papers": "CE, RoHS", "promised": "", "open": "",
    }  # fmt: skip
