"""The lines of those rules that answer in several steps but give their callers a bare value.

A rule of one step declares its line beside itself (`workings.one_line`); one that hands its workings back
needs neither. Each function here takes what the rule gave back, then the rule's own arguments.
"""

# fmt: off  (columns of figures are set by hand)

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade import money
from app.trade.books import bookkeeping, proceeds
from app.trade.clearance.customs import ContractPrice
from app.trade.credits import letter_of_credit
from app.trade.market import consumer_choice, dispute, listing_quality, negotiation, price_expectation
from app.trade.payments import payment_method
from app.trade.price import consumer_price, costing, quoting
from app.trade.price.consignment_costs import Basis, contract_price, landed_cost
from app.trade.price.price_build_up import ON_COST, ON_PRICE, PriceBuildUp
from app.trade.workings import Workings

_SECTION_2, _SECTION_9 = "trade rules, section 2", "trade rules, section 9"


def _margin_at(_: Decimal, build: PriceBuildUp, unit_price: Decimal) -> Workings:
    cost_rmb, workings = costing.export_cost(build)
    taken = proceeds.proceeds(build, unit_price * build.quantity)
    workings.lines += _proceeds(taken, build, taken.total).lines
    cost = workings.add("costing.cost_in_currency", cost_rmb / build.rmb_per_unit, build.currency,
                        "export_cost_rmb / rmb_per_unit", _SECTION_2, export_cost_rmb=(cost_rmb, "CNY"),
                        rmb_per_unit=(build.rmb_per_unit, f"CNY/{build.currency}"))
    workings.lines += _margin_rate(Decimal(0), build, taken, cost).lines
    return workings


def _margin_rate(_: Decimal, build: PriceBuildUp, taken: proceeds.Proceeds, cost: Decimal) -> Workings:
    workings, unit = Workings(), build.currency
    profit = workings.add("costing.profit", taken.net_fob - cost, unit, "net_fob - cost", _SECTION_2,
                          net_fob=(taken.net_fob, unit), cost=(cost, unit))
    base = {ON_PRICE: taken.total, ON_COST: cost}.get(build.margin_base, taken.fob)
    workings.add("costing.margin_rate", profit / base, "share", "profit / margin_basis", _SECTION_2,
                 profit=(profit, unit), margin_basis=(base, unit))
    return workings


def _proceeds(taken: proceeds.Proceeds, build: PriceBuildUp, total: Decimal) -> Workings:
    workings, unit = Workings(), build.currency
    workings.add("costing.total", total, unit)
    for code, amount in taken.taken_out:
        if amount:
            workings.add(code, amount, unit, "part of the total", _SECTION_2)
    workings.add("costing.fob", taken.fob, unit, "total - everything beyond FOB", _SECTION_2)
    workings.add("costing.net_fob", taken.net_fob, unit, "fob - fees", _SECTION_2, fob=(taken.fob, unit))
    return workings


def _taxes(found: tuple[Decimal, Decimal], build: PriceBuildUp, cif: Decimal | None = None) -> Workings:
    workings, charges = Workings(), build.import_charges
    base = {} if cif is None else {"cif": (cif, build.currency)}
    unit = build.currency if found != proceeds.tax_shares(build) or cif is not None else "share"
    workings.add("costing.duty", found[0], unit, "the amount given, else the duty_rate of the value",
                 _SECTION_2, duty_rate=(charges.duty_rate, "share"), **base)
    workings.add("costing.import_vat", found[1], unit, "the amount given, else vat_rate of value and duty",
                 _SECTION_2, vat_rate=(charges.vat_rate, "share"), **base)
    return workings


def _break_even(found: Decimal, build: PriceBuildUp) -> Workings:
    cost_rmb, workings = costing.export_cost(build)
    workings.add("costing.break_even_fob", found, f"{build.currency}/piece",
                 "export_cost_rmb / rmb_per_unit / quantity", _SECTION_2, export_cost_rmb=(cost_rmb, "CNY"),
                 rmb_per_unit=(build.rmb_per_unit, f"CNY/{build.currency}"),
                 quantity=(Decimal(build.quantity), "pieces"))
    return workings


def _quote(found: quoting.Quoted, terms: quoting.Terms, basis: Basis) -> Workings:
    _, landed = landed_cost(basis, terms.incoterm, found.price.total.amount, terms.quantity)
    workings = Workings([*found.price.workings.lines, *landed.lines])
    workings.add("costing.lowest_price", found.lowest, "USD/piece", "the same without a margin", _SECTION_2)
    return workings


def _landed_line(
    found: negotiation.Line, terms: quoting.Terms, basis: Basis, unit_price: Decimal
) -> Workings:
    _, workings = landed_cost(basis, terms.incoterm, unit_price * terms.quantity, terms.quantity)
    workings.add("landed.slope", found.slope, "USD/USD", "(landed at 2 * unit_price - landed) / unit_price",
                 _SECTION_2, unit_price=(unit_price, "USD/piece"))
    workings.add("landed.at_zero", found.at_zero, "USD/piece", "landed - slope * unit_price", _SECTION_2,
                 slope=(found.slope, "USD/USD"), unit_price=(unit_price, "USD/piece"))
    return workings


def _contract_price(found: ContractPrice, total: Decimal, **_: Any) -> Workings:
    workings, section = Workings(), "trade rules, sections 1 and 4"
    workings.add("landed.price", total, "USD", "", section)
    for code, amount in (("customs.to_port", found.to_port), ("landed.main_carriage", found.freight),
                         ("landed.cargo_insurance", found.insurance),
                         ("customs.after_border", found.after_border)):
        workings.add(code, amount, "USD", "of the day's figures", section)
    return workings


def _parcel_margin(found: Decimal, sale: consumer_price.ParcelSale, paid_usd: Decimal) -> Workings:
    return _margin_at(found, consumer_price.build_up(sale), paid_usd)


def _parcel_lowest(_: Decimal, sale: consumer_price.ParcelSale) -> Workings:
    return costing.lowest_price(consumer_price.build_up(sale)).workings


def _split(found: Sequence[Decimal], total: Decimal, shares: list[Decimal], currency: str) -> Workings:
    workings, whole = Workings(), sum(shares, Decimal(0))
    for part, share in zip(found, shares, strict=True):
        workings.add("money.split", part, currency, "total * share, to the smallest step", "",
                     total=(total, currency), share=(share / whole, "share"))
    return workings


def _bounds(found: letter_of_credit.Bounds, of: Decimal, unit: str) -> Workings:
    workings = Workings()
    for code, amount in (("credit.least", found.least), ("credit.greatest", found.greatest)):
        if amount is None:
            continue
        tolerance = {"tolerance": (abs(amount / of - 1), "share")} if of else {}
        sign = "-" if code == "credit.least" else "+"
        workings.add(code, amount, unit, f"stated * (1 {sign} tolerance)", "UCP 600 article 30",
                     stated=(of, unit), **tolerance)
    return workings


def _amount_bounds(found: letter_of_credit.Bounds, amount: Decimal, **_: Any) -> Workings:
    return _bounds(found, amount, "amount")


def _quantity_bounds(found: letter_of_credit.Bounds, quantity: Decimal, **_: Any) -> Workings:
    return _bounds(found, quantity, "pieces")


def _payment_days(
    found: Iterable[payment_method.Due], milestones: payment_method.Milestones, **_: Any
) -> Workings:
    workings = Workings()
    for due in found:
        start: date = getattr(milestones, due.milestone)
        for code, day in (("payment.earliest", due.earliest_on), ("payment.latest", due.latest_on)):
            workings.add(code, Decimal((day - start).days), "days", f"days after {due.milestone}", _SECTION_9,
                         share=(due.share, "share"), counted_from=(start.isoformat(), "date"),
                         on=(day.isoformat(), "date"))
    return workings


def _methods_compared(
    found: Iterable[payment_method.Weighed], total: money.Money, rmb_per_usd: Decimal,
    circumstances: payment_method.Circumstances,
) -> Workings:
    workings = Workings()
    for one in found:
        _, lines = payment_method.seller_cost(one.code, total, rmb_per_usd, circumstances)
        workings.lines += lines.lines
        workings.add("payment.cost_rate", one.cost_rate, "share", "cost / total", _SECTION_9,
                     method=(one.code, "code"), cost=(one.cost.amount, one.cost.currency),
                     total=(total.amount, total.currency))
    return workings


def _loss_claim(found: dispute.LossClaim, *, delivered_on: date | None, **_: Any) -> Workings:
    workings = Workings()
    if delivered_on and found.notice_by:
        workings.add("dispute.notice_days", Decimal((found.notice_by - delivered_on).days), "days",
                     "days after delivered_on", "trade rules, section 11",
                     delivered_on=(delivered_on.isoformat(), "date"),
                     on=(found.notice_by.isoformat(), "date"))
    return workings


def _trial_balance(
    found: dict[str, dict[str, Decimal]], postings: Iterable[bookkeeping.Posting]
) -> Workings:
    workings, kept = Workings(), list(postings)
    for currency, accounts in found.items():
        for name, balance in accounts.items():
            amounts = [one.amount for one in kept if (one.currency, one.account) == (currency, name)]
            debits = sum((amount for amount in amounts if amount > 0), Decimal(0))
            workings.add("bookkeeping.balance", balance, currency, "debits - credits", "",
                         account=(name, "code"), debits=(debits, currency),
                         credits=(debits - balance, currency))
    return workings


def _profit_statements(found: Iterable[bookkeeping.ProfitStatement], **_: Any) -> Workings:
    workings = Workings()
    for one in found:
        workings.add("result.profit", one.profit, one.currency, "income - expenses", "",
                     income=(sum(one.income.values(), Decimal(0)), one.currency),
                     expenses=(sum(one.expenses.values(), Decimal(0)), one.currency))
    return workings


def _expectation(found: price_expectation.Expectation, price: Decimal, profit: negotiation.Line,
                 landed: negotiation.Line, surely: Decimal, never: Decimal) -> Workings:
    workings, each = Workings(), "USD/piece"
    workings.add("negotiation.chance", found.chance, "share", "(never - landed) / (never - surely)", "",
                 landed=(landed.at(price), each), surely=(surely, each), never=(never, each))
    workings.add("negotiation.expected", found.expected, "USD", "chance * profit", "",
                 chance=(found.chance, "share"), profit=(profit.at(price), "USD"))
    workings.add("negotiation.best_price", found.best_price, each, "(no_profit + no_chance) / 2", "",
                 no_profit=(profit.price_for(Decimal(0)), each), no_chance=(landed.price_for(never), each))
    workings.add("negotiation.best_expected", found.best_expected, "USD", "chance * profit there", "",
                 best_price=(found.best_price, each), profit=(profit.at(found.best_price), "USD"))
    return workings


def _shares(found: Sequence[Decimal], offers: Sequence[consumer_choice.Offer],
            taste: consumer_choice.Taste) -> Workings:
    workings = Workings()
    worths = [*(consumer_choice.utility(offer, taste) for offer in offers), taste.nothing]
    for share, worth in zip(found, worths, strict=True):
        workings.add("consumer_choice.shares", share, "share", "exp(utility) / sum of exp(utility)",
                     "McFadden 1974", utility=(worth, "points"))
    return workings


def _elasticity(found: Decimal, offer: consumer_choice.Offer, others: Sequence[consumer_choice.Offer],
                taste: consumer_choice.Taste) -> Workings:
    shares = consumer_choice.shares([offer, *others], taste)
    workings = _shares(shares, [offer, *others], taste)
    workings.add("consumer_choice.price_elasticity", found, "percent", "-price_weight * (1 - share)",
                 "McFadden 1974", price_weight=(taste.price_weight, "points"), share=(shares[0], "share"))
    return workings


def _stars(found: tuple[int, Any], received: consumer_choice.Received) -> Workings:
    workings = Workings()
    workings.add("review.stars", Decimal(found[0]), "stars",
                 "5 - days_late / 3 begun (3 at most) - charged_at_door - untrue_claims + returned,"
                 " from 1 to 5", "",
                 days_late=(Decimal(max(0, received.days - received.promised_days)), "days"),
                 charged_at_door=(Decimal(received.is_charged_at_door), "stars"),
                 untrue_claims=(Decimal(received.untrue_claims), "stars"),
                 returned=(Decimal(consumer_choice.stars_of_return(received.returned)), "stars"))
    return workings


def _quality(found: listing_quality.Quality, **_: Any) -> Workings:
    workings = Workings()
    parts = {one.code: (Decimal(one.points), "points") for one in found.parts}
    workings.add("listing_quality.quality", Decimal(found.score), "points", " + ".join(parts), "", **parts)
    return workings


# Rule -> its lines, from what it gave back and its arguments.
STEPS: dict[Callable[..., Any], Callable[..., Workings]] = {
    costing.margin_at: _margin_at, costing.break_even_fob: _break_even, proceeds.import_taxes: _taxes,
    proceeds.tax_shares: _taxes, proceeds.tax_amounts: _taxes, proceeds.proceeds: _proceeds,
    proceeds.margin_rate: _margin_rate, quoting.quote: _quote, quoting.landed_line: _landed_line,
    contract_price: _contract_price, consumer_price.margin_at: _parcel_margin,
    consumer_price.lowest_price: _parcel_lowest,
    money.split: _split, letter_of_credit.amount_bounds: _amount_bounds,
    letter_of_credit.quantity_bounds: _quantity_bounds, payment_method.payment_days: _payment_days,
    payment_method.methods_compared: _methods_compared, dispute.loss_claim: _loss_claim,
    bookkeeping.trial_balance: _trial_balance, bookkeeping.profit_statements: _profit_statements,
    price_expectation.expectation: _expectation, consumer_choice.shares: _shares,
    consumer_choice.price_elasticity: _elasticity, consumer_choice.stars_for: _stars,
    listing_quality.quality: _quality,
}
