"""What is sent with the verbs of a listing, and how its fields are read."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, field_validator

from app.actions.given import Count, FieldRefused, Line, RichText, Title, Usd, Whole, words
from app.actions.registry import Given

KEYWORDS_AT_MOST, KEYWORD_CHARACTERS = 10, 40
POINTS_AT_MOST, TIERS_AT_MOST, PICTURES_AT_MOST = 8, 4, 12
STOCK_AT_MOST = 1_000_000


def _parted(value: Any) -> Any:
    """Keywords typed with commas become a list."""
    if isinstance(value, str):
        return [word for word in value.replace("，", ",").replace("\n", ",").split(",") if word.strip()]
    return value


def _keywords(value: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        if len(word) > KEYWORD_CHARACTERS:
            raise FieldRefused("text.too_long", limit=KEYWORD_CHARACTERS, length=len(word))
    if len(value) > KEYWORDS_AT_MOST:
        raise FieldRefused("listing.keywords_too_many", most=KEYWORDS_AT_MOST, found=len(value))
    return tuple(dict.fromkeys(value))


def _filled(most: int, is_filled: Callable[[Any], bool] = bool) -> Callable[[Any], Any]:
    """A list without its blank places, of at most so many."""

    def check(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise FieldRefused("form.not_a_choice")
        filled = [item for item in value if is_filled(item)]
        if len(filled) > most:
            raise FieldRefused("listing.too_many", most=most, found=len(filled))
        return filled

    return check


def _stock(value: int) -> int:
    if not 0 <= value <= STOCK_AT_MOST:
        raise FieldRefused("count.out_of_range", least=0, greatest=STOCK_AT_MOST)
    return value


Keywords = Annotated[tuple[Line, ...], BeforeValidator(_parted), AfterValidator(_keywords)]
Points = Annotated[tuple[Line, ...], BeforeValidator(_filled(POINTS_AT_MOST))]
Stock = Annotated[Whole, AfterValidator(_stock)]


class Create(Given):
    """A product of the partner's pack and a price; the rest is taken over from the pack, to be edited."""

    product_id: UUID
    price_usd: Usd


class Tier(Given):
    """What a business buyer pays for one piece from so many on."""

    from_pieces: Count
    price_usd: Usd


def _has_figures(tier: Any) -> bool:
    return not isinstance(tier, dict) or bool(tier.get("from_pieces") or tier.get("price_usd"))


class Edit(Given):
    """All of a listing but its pictures. `description` is rich text; keywords may come parted by commas."""

    version: Whole
    title: Title = words()
    keywords: Keywords = ()
    points: Points = ()
    description: RichText = words(default="")
    price_usd: Usd
    wholesale: Annotated[tuple[Tier, ...], BeforeValidator(_filled(TIERS_AT_MOST, _has_figures))] = ()
    shipping_template_id: UUID | None = None
    stock_pieces: Stock = 0

    @field_validator("shipping_template_id", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value

    def tiers(self) -> list[list[Any]]:
        """The tiers as they are kept."""
        return [[tier.from_pieces, tier.price_usd] for tier in self.wholesale]


class Placed(Given):
    """A picture of the product and its place; without a place it is not shown."""

    digest: Line
    place: Whole | None = None

    @field_validator("place", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value


class OrderPictures(Given):
    """Which pictures are shown, and in which order."""

    version: Whole
    pictures: tuple[Placed, ...] = ()

    def digests(self) -> list[str]:
        """Digests in the order of their places."""
        shown = [(placed.place, at, placed.digest) for at, placed in enumerate(self.pictures)]
        return [digest for place, _, digest in sorted(p for p in shown if p[0] is not None)]
