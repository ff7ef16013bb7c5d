"""Every rule answers its example, and refuses what is negative, zero, absurd or of another kind by field."""

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from app.core.words import LOCALES, current, has_sentence, sentence
from app.queries.knowledge.rule import asked, described, examples
from app.trade.refusal import Refusal, SeveralRefusals
from app.trade.rulebook.rules import rules
from app.trade.words.money_labels import WORKINGS_LINES, WORKINGS_OPERANDS
from tests.trade.examples import EXAMPLES

GIVEN = examples()
RULES = sorted(set(GIVEN) & set(rules()))
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Leaves that may be below nought, and why.
SIGNED = {
    "exact": "rounding takes any figure", "money.": "rounding and splitting take any figure",
    "taken.": "a price that loses money", "margin_rate": "a quotation may plan a loss, but not of all of it",
    "postings.": "a credit is below nought", "statements.": "a loss is below nought",
    "exchange.convert": "a debt is converted too", "rates.": "only the rate that is taken is looked at",
    "hs_code.": "any text may be asked about", "declaration.": "a form's own checks read it",
    "entered.": "a form's own checks read it", "truth.": "a form's own checks read it", "papers.": "the same",
    ".of": "a code", "hts8": "a code", "hs10": "a code", "terms.quantity": "only the term is looked at",
    "negotiation.": "scores of the simulation", "negotiation_issues.": "the same", "concession.": "the same",
    "price_expectation.": "the same", "consumer_choice.": "weights of the simulation",
    "is_about_amount": "the words of the credit are looked for", "form.": "a row of the forms' table",
    "allowed_hours": "no time allowed makes every answer slow",
}  # fmt: skip


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*place, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*place, number))
    else:
        yield place, value


def with_leaf(given: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(given)
    spot = changed
    for step in place[:-1]:
        spot = spot[step]
    spot[place[-1]] = value
    return changed


def refusals_of(name: str, given: Any) -> list[Refusal]:
    """The refusals that a rule gives; a fault of any other kind fails the test."""
    try:
        asked(rules()[name], given)
    except SeveralRefusals as several:
        return list(several.refusals)
    except Refusal as refused:
        return [refused]
    return []


def test_nearly_every_rule_has_an_example_and_none_is_of_no_rule() -> None:
    assert sorted(set(GIVEN) - set(rules())) == []
    assert len(rules()) - len(GIVEN) <= 2


@pytest.mark.parametrize("name", RULES)
def test_the_example_comes_out_as_it_is_written_down(name: str) -> None:
    found = asked(rules()[name], GIVEN[name]["given"])
    assert json.loads(json.dumps(found.value)) == GIVEN[name]["value"]
    for line in found.workings:
        assert line["code"] in WORKINGS_LINES or line["code"] in rules()
        for operand in line["operands"]:
            assert operand in WORKINGS_OPERANDS


@pytest.mark.parametrize("name", RULES)
def test_nonsense_is_refused_by_its_field_and_never_a_fault(name: str) -> None:
    silent = []
    for place, value in leaves(GIVEN[name]["given"]):
        for nonsense in _nonsense(value):
            found = refusals_of(name, with_leaf(GIVEN[name]["given"], place, nonsense))
            assert all(has_sentence(one.code) for one in found), found
            if str(nonsense) != "-1" or not _NUMBER.fullmatch(str(value)):
                continue
            spot = ".".join((name, *map(str, place)))
            if not found and not any(signed in spot for signed in SIGNED):
                silent.append(spot)
    assert silent == []


def _nonsense(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool) or value is None:
        return ("perhaps", 7)
    return (-1, 0, 10**9) if isinstance(value, int) else ("-1", "0", "999999999999", "", "ZZZ", 1.5)


@pytest.mark.parametrize(
    ("name", "place", "value", "code", "field"),
    [
        ("costing.price", "build.purchase_price_rmb", "0", "costing.purchase_price_not_positive",
         "build.purchase_price_rmb"),
        ("costing.price", "build.domestic.export_haulage", "-1", "value.negative",
         "build.domestic.export_haulage"),
        ("costing.price", "build.freight", "-0.01", "value.negative", "build.freight"),
        ("costing.price", "build.refund_rate", "0.2", "costing.refund_above_vat", "build.refund_rate"),
        ("costing.price", "build.margin_rate", "1", "costing.shares_reach_whole", "margin_rate"),
        ("costing.price", "build.term", "FOX", "incoterms.unknown", "build.incoterm"),
        ("costing.price_at", "unit_price", "0", "costing.price_not_positive", "unit_price"),
        ("consignment_costs.landed_cost", "quantity", 0, "value.not_positive", "quantity"),
        ("consignment_costs.landed_cost", "basis.duty_rate", "-0.1", "value.negative", "basis.duty_rate"),
        ("incoterms.checks", "mode", "rocket", "value.unknown_choice", "mode"),
        ("insurance.premium", "value.amount", "0", "insurance.value_not_positive", "value"),
        ("insurance.cfr_from_cif", "cif", "-4", "value.not_positive", "cif"),
        ("packing.loading", "container.length_cm", "0", "value.not_positive", "container.length_cm"),
        ("freight.groupage_freight", "tariff.per_revenue_ton", "-45", "value.negative",
         "tariff.per_revenue_ton"),
        ("freight.sea_days", "nautical_miles", "0", "freight.distance_unknown", "nautical_miles"),
        ("customs.border_values", "contract.freight", "-432", "value.negative", "contract.freight"),
        ("customs.border_values", "contract.price.currency", "usd", "money.currency_unknown",
         "contract.price"),
        ("import_tax.import_charges", "entry.values.currency", "USD", "customs.currency_differs", None),
        ("import_tax.import_charges", "entry.values.fob", "-2000", "value.negative", "entry.values.fob"),
        ("import_tax.import_charges", "regime", "AQ", "customs.destination_unknown", "regime"),
        ("low_value.parcel_charges", "parcel.distinct_hs6", 0, "value.not_positive", "parcel.distinct_hs6"),
        ("low_value.parcel_charges", "scheme.duty", "half", "value.unknown_choice", "scheme.duty"),
        ("low_value.scheme_for", "parcel.currency", "USD", "low_value.currency_differs", None),
        ("united_states.us_duties", "line.mfn_rate", None, "duty.not_by_value", None),
        ("united_states.us_duties", "on", "2025-06-01", "duty.ieepa_not_held", None),
        ("vat_refund.repayment", "returned_quantity", "4001", "refund.return_out_of_range", "quantity"),
        ("payment_terms.banking_days_later", "days", 100_000, "value.absurd", "days"),
        ("payment_terms.instalments", "terms.0.share", "0.4", "payment.shares_not_whole", "terms"),
        ("transfer_charges.arrival", "sending_fee.amount", "-1", "value.negative", "sending_fee"),
        ("transfer_charges.arrival", "charges", "ALL", "payment.charges_unknown", "charges"),
        ("exchange.convert", "money.currency", "EUR", "exchange.rate_does_not_fit", None),
        ("exchange.published_rate", "on", "2027-01-01", "exchange.rate_unknown", None),
        ("exchange.exchange_cost", "net_fob", "0", "exchange.net_fob_not_positive", None),
        ("sampling.plan", "aql", "6.5", "sampling.aql_unknown", "aql"),
        ("sampling.plan", "lot_size", 1, "sampling.lot_too_small", "lot_size"),
        ("ledger_entries.goods_sold", "deposit.amount", "20000", "ledger.deposit_above_total", None),
        ("words_of_amount.number_in_words", "number", -5, "value.negative", "number"),
        ("container_number.check_digit", "first_ten", "CSQ3054383", "container_number.wrong_form",
         "first_ten"),
        ("export_mode.export_mode", "code", "0111", "export_mode.unknown", "supervision_mode"),
        ("export_mode.mode_findings", "value.currency", "EUR", "money.currencies_differ", None),
    ],
)  # fmt: skip
def test_each_refusal_has_its_code_its_field_and_words_in_both_languages(
    name: str, place: str, value: Any, code: str, field: str | None
) -> None:
    steps = tuple(int(step) if step.isdigit() else step for step in place.split("."))
    found = refusals_of(name, with_leaf(GIVEN[name]["given"], steps, value))
    assert [(one.code, one.field) for one in found] == [(code, field)]
    said = set()
    for locale in LOCALES:
        kept = current.set(locale)
        said.add(sentence(found[0].code, found[0].figures))
        current.reset(kept)
    assert len(said) == len(LOCALES) and not any("…" in words for words in said)


def test_worked_examples_are_among_the_examples_and_agree() -> None:
    out = EXAMPLES["cost_a_b2b"]["out"]
    value = {name: GIVEN[name]["value"] for name in GIVEN if GIVEN[name].get("worked") == "Test A"}
    assert value["costing.price"]["unit"] == out["fob"]
    assert value["costing.price"]["total"]["amount"] == out["fob_total"]
    assert value["packing.pack"]["volume_m3"] == out["m3"]
    assert value["freight.groupage_freight"]["amount"] == out["freight"]
    assert value["insurance.premium"]["amount"] == out["premium"]
    assert value["vat_refund.vat_refund"] == out["refund_piece"]
    b2c = EXAMPLES["cost_b_b2c"]["out"]
    assert GIVEN["platform_fees.sale_fees"]["value"]["commission"]["amount"] == b2c["platform_fee"]
    assert Decimal(GIVEN["consumer_price.margin_at"]["value"]) == Decimal("0.2001")


def test_a_rule_describes_itself_with_units_choices_and_names() -> None:
    said = described(rules()["packing.containers_needed"])
    container = next(one for one in said["arguments"] if one["name"] == "container")
    assert "40HQ" in container["names"]
    weights = next(one for one in said["arguments"] if one["name"] == "carton")["fields"]
    assert {one["name"]: one["unit"] for one in weights}["gross_kg"] == "kg"
