"""How one person writes: language, register, how directly and formally; figures as the language has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal, parse_pattern

from app.world.dice import Dice
from app.world.parameters import parameters

ENGLISH = "en"
# The forms of a language's nouns beside a number, in the order in which a grammar lists them (CLDR names).
_FORMS = {"ru": ("one", "few", "many"), "ar": ("one", "two", "few", "many", "other"), "ja": ("other",)}
_TWO_FORMS = ("one", "other")
# Money behind its currency or before it. Source: CLDR, and the usage of English trade letters.
_CURRENCY_FIRST = frozenset({"en", "pt"})
_FOLDER = Path(__file__).resolve().parents[2] / "seed/world/letters"


@cache
def written_languages() -> frozenset[str]:
    """The languages that have a phrase grammar."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A manner of writing. register: plain, formal or warm; directness, formality: 0 to 1."""

    language: str = ENGLISH
    country: str = ""
    register: str = "plain"
    directness: Decimal = Decimal("0.5")
    formality: Decimal = Decimal("0.5")

    @property
    def locale(self) -> Locale:
        """The locale of figures: that of the language as it is written in the country."""
        return _locale(self.language, self.country)

    def written(self, fact: object) -> str:
        """A fact as this language writes it: int a count, Decimal USD, date a day, text as it is."""
        if isinstance(fact, bool) or not isinstance(fact, int | Decimal | date):
            return str(fact)
        if isinstance(fact, date):
            return _day(fact, self.language, self.country)
        if isinstance(fact, int):
            return _count(fact, self.language, self.country)
        amount = _AMOUNT.apply(fact, self.locale)
        return f"USD {amount}" if self.language in _CURRENCY_FIRST else f"{amount}\u00a0USD"

    def number(self, value: Decimal) -> str:
        """A number that counts no money, as this language writes it."""
        return str(format_decimal(value, "#,##0.##", locale=self.locale))

    def form_of(self, fact: object) -> int:
        """The place of the noun's form beside a number among those that a grammar of this language lists."""
        forms = _FORMS.get(self.language, _TWO_FORMS)
        try:
            number = Decimal(str(fact).replace(",", ""))
        except InvalidOperation:
            return len(forms) - 1
        named = self.locale.plural_form(number)
        return forms.index(named) if named in forms else len(forms) - 1


# Read once: to lay out a pattern takes longer than to write a figure by it.
_AMOUNT = parse_pattern("#,##0.00##")


@lru_cache(4096)
def _count(number: int, language: str, country: str) -> str:
    return str(format_decimal(number, locale=_locale(language, country)))


@lru_cache(1024)
def _day(on: date, language: str, country: str) -> str:
    return str(format_date(on, "long", locale=_locale(language, country)))


ANYONE = Voice()


@cache
def _locale(language: str, country: str) -> Locale:
    """English figures are written the British way but in North America: 1.200 pieces would be read as one."""
    if language == ENGLISH:
        return Locale("en", "US" if country in ("US", "CA") else "GB")
    name = f"{language}_{country}"
    return Locale(language, country) if name in locale_identifiers() else Locale(language)


def manner(register: str, dice: Dice) -> tuple[str, Decimal, Decimal]:
    """Register, directness and formality of a new person. People differ more than countries do.

    Args: register, the commonest one of the market.
    """
    told = parameters("buyer")["manner"]
    if not dice.chance(Decimal(told["usual_register_share"])):
        register = dice.pick([each for each in ("plain", "formal", "warm") if each != register])
    means = told[register]
    spread = Decimal(told["spread"])
    drawn = (dice.normal(Decimal(means[name]), spread) for name in ("directness", "formality"))
    directness, formality = (
        min(max(each, Decimal(0)), Decimal(1)).quantize(Decimal("0.01")) for each in drawn
    )
    return register, directness, formality


def written_language(own: str, dice: Dice) -> str:
    """The language of a person's letters: their own where it has a grammar; mostly English all the same."""
    share = Decimal(parameters("buyer")["manner"]["english_share"])
    in_english = dice.chance(share)
    return ENGLISH if in_english or own not in written_languages() else own


def voice_of(persona: Mapping[str, Any], register: str, country: str) -> Voice:
    """The voice of a known person; what the persona does not say follows from the register."""
    means = parameters("buyer")["manner"].get(register, {})
    return Voice(
        language=str(persona.get("writes", ENGLISH)),
        country=country,
        register=register,
        directness=Decimal(str(persona.get("directness", means.get("directness", "0.5")))),
        formality=Decimal(str(persona.get("formality", means.get("formality", "0.5")))),
    )
