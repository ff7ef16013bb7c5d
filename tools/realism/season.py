"""A semester of letters to one seller's shop: who writes, what comes of it, and what buyers remember."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app.core.clock import home_time
from app.core.parameters import stated
from app.trade.market.satisfaction import WEIGHTS
from app.trade.market.standing import STRANGER, History, standing
from app.trade.refusal import Refusal
from app.trade.tariff.goods_features import papers_needed
from app.trade.working_time import Office
from app.world.agents.inquiry import arrive
from app.world.agents.market import open_day
from app.world.dice import Dice
from app.world.views.inquiry import KnownBuyer, Wish
from app.world.views.market import Customer, MarketDay, Offering, OpenShop
from app.world.voice import voice_of
from seed.simulate import FIRST_DAY
from tools.realism.delivery import Delivered, delivered
from tools.realism.ground import Ground
from tools.realism.sellers import Seller
from tools.realism.talk import Ended, TalkOf
from tools.realism.writing import Letter

_TEAM, _QUALITY = "Team", 75


@dataclass(slots=True)
class Relation:
    """What one buyer and the seller have been through."""

    buyer: KnownBuyer
    business: str
    answer_hours: int
    won_on: date
    silences: int = 0
    contradictions: int = 0
    deals: list[Delivered] = field(default_factory=list)

    def standing(self, on: date) -> Decimal:
        """What the buyer thinks of the seller on a day: reviews count from their day on."""
        rules = stated("buyer")["standing"]
        steps = {name: Decimal(rules[name]) for name in ("contradictions", "silences", "complaints")}
        judged = [deal for deal in self.deals if deal.on <= on]
        means = {
            name: sum((deal.scores[name] for deal in judged), Decimal(0)) / len(judged)
            for name in WEIGHTS if judged
        }  # fmt: skip
        history = History(
            deals=len(judged), contradictions=self.contradictions, silences=self.silences,
            complaints=sum(deal.is_unsettled for deal in judged), **means,
        )  # fmt: skip
        return standing(history, steps)[0]


@dataclass(slots=True)
class Season:
    """What a semester brought. earned: profit less what complaints cost, USD."""

    talks: list[Ended] = field(default_factory=list)
    deals: list[Delivered] = field(default_factory=list)
    returning: int = 0

    @property
    def earned(self) -> Decimal:
        """Profit of all deals less what their complaints cost, USD."""
        profit = sum((each.profit for each in self.talks if each.is_won), Decimal(0))
        return profit - sum((deal.paid for deal in self.deals), Decimal(0))

    @property
    def agreed(self) -> Decimal:
        """Share of the letters that became orders."""
        return Decimal(sum(each.is_won for each in self.talks)) / max(len(self.talks), 1)


class Letters:
    """The letters of seeds; what does not depend on the seller is written once for all sellers."""

    def __init__(self, ground: Ground, days: int, a_day: Decimal) -> None:
        self.ground, self.days, self._a_day = ground, days, a_day
        self._written: dict[tuple[Any, ...], Letter | None] = {}
        self._arrivals: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        self._offerings = tuple(
            Offering(uuid5(NAMESPACE_URL, each.sku), each.sku, each.category, _QUALITY, each.moq,
                     each.carton_pieces)
            for each in ground.products
        )  # fmt: skip
        self._goods = {
            offering.listing_id: product
            for offering, product in zip(self._offerings, ground.products, strict=True)
        }

    def on(self, seed: str, on: date, customers: Sequence[Customer]) -> Iterator[dict[str, Any]]:
        """The arrivals of a day, as the market's own agent decides."""
        key = (seed, on, tuple((each.stable_name, each.standing) for each in customers))
        if key not in self._arrivals:
            shop = OpenShop(_TEAM, self._offerings, tuple(customers))
            view = MarketDay("market", self.ground.course_id, on, home_time(on), self._a_day, (shop,))
            (passed,) = open_day(view, Dice(seed, on.isoformat(), "market"))
            self._arrivals[key] = passed.given["arrivals"]
        yield from self._arrivals[key]

    def all_of(self, seed: str) -> Iterator[dict[str, Any]]:
        """The arrivals of a semester at a shop that has no customers yet."""
        for number in range(self.days):
            yield from self.on(seed, FIRST_DAY + timedelta(days=number), ())

    def written(
        self, seed: str, arrival: dict[str, Any], known: Relation | None, thought: Decimal
    ) -> Letter | None:
        """The letter of an arrival, as the buyer's own agent writes it; None where nobody can price it."""
        key = (seed, arrival["stable_name"], known.buyer.name if known else "", thought)
        if key not in self._written:
            self._written[key] = self._write(seed, arrival, known, thought)
        return self._written[key]

    def _write(
        self, seed: str, arrival: dict[str, Any], known: Relation | None, thought: Decimal
    ) -> Letter | None:
        product, quantity = self._goods[arrival["listing_id"]], arrival["quantity"]
        market, port = arrival["market"], arrival["destination_port"]
        basis = self.ground.basis(product, market, quantity, port)
        if basis is None:
            return None
        name = arrival["stable_name"]
        view = Wish(
            stable_name=arrival.get("request") or name, letter_name=name, request=arrival.get("request", ""),
            business=known.business if known else arrival["business"], standing=thought,
            papers_needed=papers_needed(market, product.hs_code), at=arrival["at"],
            listing_id=arrival["listing_id"], is_published=True, market=market, quantity=quantity,
            destination_port=port, port_name=port, product_name=product.name_en,
            lead_time_days=product.lead_time_days, basis=basis,
            own_landed=self.ground.own_landed(basis, quantity), buyer=known.buyer if known else None,
        )  # fmt: skip
        try:
            (intent,) = arrive(view, Dice(seed, "arrive", name))
        except Refusal:
            return None
        given = dict(intent.given)
        if known:
            return Letter(name, view.at, market, port, product, known.buyer, known.answer_hours, given, basis)
        told = given["buyer"]
        persona = told["persona"]
        office = Office(
            told["time_zone"], frozenset(persona["weekend"]),
            frozenset(date.fromisoformat(day) for day in persona["holidays"]),
        )  # fmt: skip
        buyer = KnownBuyer(
            uuid5(NAMESPACE_URL, f"{seed}:{told['stable_name']}"), told["name"], told["company_name"], market,
            told["city"], told["language_register"], office,
            voice_of(persona, told["language_register"], market), str(persona["name_own"]),
        )  # fmt: skip
        return Letter(
            name, view.at, market, port, product, buyer, int(given["truth"]["answer_hours"]), given, basis
        )


def season(letters: Letters, seller: Seller, seed: str) -> Season:
    """A seller's semester in the world of a seed."""
    met: dict[UUID, Relation] = {}
    found = Season()
    for number in range(letters.days):
        on = FIRST_DAY + timedelta(days=number)
        for arrival in letters.on(seed, on, _customers(met, on)):
            known = met.get(arrival["buyer_id"]) if arrival.get("buyer_id") else None
            thought = known.standing(on) if known else STRANGER
            letter = letters.written(seed, arrival, known, thought)
            if letter is None or letter.given["need"].get("actor"):
                continue  # a bad actor buys nothing in earnest: whom a seller trusts is not judged here
            dice = Dice(seed, "talk", letter.name)
            ended = TalkOf(letters.ground, seller, letter, dice).run()
            found.talks.append(ended)
            found.returning += known is not None
            _remember(met, letter, ended, seller, found, dice)
    return found


def _remember(
    met: dict[UUID, Relation], letter: Letter, ended: Ended, seller: Seller, found: Season, dice: Dice
) -> None:
    relation = met.get(letter.buyer.buyer_id)
    if relation is None and ended.is_won:
        business = str(letter.given["need"]["business"])
        relation = Relation(letter.buyer, business, letter.answer_hours, ended.on)
        met[letter.buyer.buyer_id] = relation
    if relation is None:
        return
    relation.silences += ended.silences
    relation.contradictions += ended.contradictions
    if ended.is_won:
        deal = delivered(letter, ended, seller, dice.under("delivery"))
        relation.deals.append(deal)
        found.deals.append(deal)


def _customers(met: dict[UUID, Relation], on: date) -> tuple[Customer, ...]:
    known = [
        Customer(each.buyer.name, each.buyer.buyer_id, each.buyer.country, each.business, each.standing(on))
        for each in met.values()
        if each.won_on <= on
    ]
    return tuple(sorted(known, key=lambda each: each.stable_name))
