"""Every public function of the trade's floor is a rule that anybody may ask, or is plumbing with a reason."""

import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any, get_args

from app.queries.knowledge.rule import asked, examples
from app.queries.knowledge.rule_words import is_labelled
from app.trade.finding import Finding
from app.trade.rulebook.rule_shape import Argument, hints_of
from app.trade.rulebook.rule_steps import STEPS
from app.trade.rulebook.rule_titles import TITLES
from app.trade.rulebook.rules import PLUMBING, SUBJECTS, modules, public_functions, rules
from app.trade.workings import ONE_LINE, Workings
from tools.words import messages, sentences

MODULES = list(modules())
LISTED = [name for names in SUBJECTS.values() for name in names]


def test_every_public_function_of_trade_is_a_rule_or_plumbing_with_a_reason() -> None:
    functions = {f"{module}.{name}" for module in MODULES for name in public_functions(module)}
    plumbing = {name for name in functions if name in PLUMBING or name.partition(".")[0] in PLUMBING}
    assert sorted(functions - set(rules()) - plumbing) == []
    assert sorted(set(rules()) & plumbing) == []
    assert len(rules()) > 130


def test_plumbing_and_subjects_name_only_what_is_there() -> None:
    there = {f"{module}.{name}" for module in MODULES for name in public_functions(module)} | set(MODULES)
    assert sorted(set(PLUMBING) - there) == []
    assert sorted(set(LISTED) - set(MODULES)) == []
    assert len(LISTED) == len(set(LISTED))
    assert all(reason.strip() for reason in PLUMBING.values())


def test_every_rule_says_what_it_gives_and_where_it_comes_from() -> None:
    assert [one.name for one in rules().values() if not one.line] == []
    assert [one.name for one in rules().values() if not one.source] == []


def test_every_rule_has_a_title_of_its_own_and_every_title_a_rule() -> None:
    assert sorted(set(TITLES) ^ set(rules())) == []
    assert [title for title, count in Counter(TITLES.values()).items() if count > 1] == []


def test_every_sentence_of_a_rule_is_asked_of_the_chinese_catalogue() -> None:
    asked = messages()
    said = {text for one in rules().values() for text in (one.title, one.line, one.more, one.args,
                                                          one.returns, one.source)}  # fmt: skip
    assert sorted(said - asked - {""}) == []


def test_every_argument_field_and_choice_has_a_label_in_words() -> None:
    def names(arguments: tuple[Argument, ...]) -> Iterator[str]:
        for one in arguments:
            yield from (one.name, *(choice for choice in one.choices if choice.islower()))
            yield from names(one.fields)

    assert sorted({n for one in rules().values() for n in names(one.arguments) if not is_labelled(n)}) == []


def test_what_a_rule_refuses_has_a_sentence() -> None:
    codes = {code for one in rules().values() for code in one.codes}
    assert len(codes) > 60
    assert sorted(codes - set(sentences())) == []


def test_the_list_is_the_code_itself() -> None:
    for one in rules().values():
        asked = list(inspect.signature(one.function).parameters)
        assert [argument.name for argument in one.arguments] == asked
        assert (one.function.__doc__ or "").split()[0] == one.line.split()[0]


def test_every_argument_can_be_given_as_json() -> None:
    kinds = {"decimal", "integer", "text", "date", "time", "yes_no", "choice", "list", "table", "object",
             "any"}  # fmt: skip
    assert {argument.kind for one in rules().values() for argument in one.arguments} <= kinds


# Module, or rule -> why its figures have no lines: nothing is reckoned.
WITHOUT_LINES = {
    "incoterms": "looks the term up in its table",
    "consignment_costs.build_up": "gathers the figures of a price, which costing reckons",
    "consumer_price.build_up": "the same for a parcel",
    "export_mode": "looks the mode up in its table",
    "low_value.scheme_for": "looks the scheme up in its table",
    "origin.rate_of_origin": "looks the rate up in its table",
    "united_states.us_duties": "gathers the rates, which import_tax reckons with",
    "payment_method.method": "looks the method up in its table",
    "payment_terms.open_account": "writes the days that were asked for as an instalment",
    "letter_of_credit.tenor_of": "reads the days out of the words of a draft",
    "platform_fees.platform_fees": "looks the fees up in their table",
    "exchange.published_rate": "picks the rate of a day",
    "exchange_choice.booking_rate": "picks the rate of a month",
    "sampling": "looks the plan up in the tables of ISO 2859-1, and counts",
    "bookkeeping.entry": "writes given amounts on accounts",
    "bookkeeping.reversed_entry": "writes an entry the other way round",
    "ledger_entries": "writes given amounts on accounts",
}


def test_every_rule_that_gives_a_figure_gives_its_lines_or_says_why_not() -> None:
    figures = [one for one in rules().values() if _gives_figures(hints_of(one.function)["return"])]
    assert len(figures) > 90
    silent = [one.name for one in figures if not asked(one, examples()[one.name]["given"]).workings]
    excused = {name for name in silent if {name, name.partition(".")[0]} & set(WITHOUT_LINES)}
    assert sorted(set(silent) - excused) == []
    used = {part for name in silent for part in (name, name.partition(".")[0])}
    assert sorted(set(WITHOUT_LINES) - used) == []


def test_the_line_of_a_one_step_rule_is_the_value_itself() -> None:
    listed = rules()  # reading the list first is what loads the rules, and with them their declarations
    for function, declared in ONE_LINE.items():
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        found = asked(listed[name], examples()[name]["given"])
        (line,) = found.workings
        value = found.value[declared.of] if declared.of else found.value
        value = value["amount"] if isinstance(value, dict) else value
        assert line["code"] == name and line["formula"] and line["source"]
        assert declared.since or Decimal(line["amount"]) == Decimal(value)
        assert all(unit for _, unit in line["operands"].values())


def test_the_lines_of_a_rule_of_several_steps_hold_the_figures_that_it_gives() -> None:
    for function in STEPS:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        found = asked(rules()[name], examples()[name]["given"])
        amounts = {round(Decimal(line["amount"]), 4) for line in found.workings}
        parts = found.value if isinstance(found.value, list) else [found.value]
        figures = [one for one in parts if not isinstance(one, dict | list)]
        assert [one for one in figures if round(Decimal(one), 4) not in amounts] == [], name


def _gives_figures(hint: Any, seen: tuple[Any, ...] = ()) -> bool:
    """Whether a value of that type holds a number or a sum of money, however deep."""
    if hint in (Decimal, int):
        return True
    if hint in seen or hint in (Finding, Workings):
        return False
    if is_dataclass(hint):
        return any(_gives_figures(one, (*seen, hint)) for one in hints_of(hint).values())
    return any(_gives_figures(one, (*seen, hint)) for one in get_args(hint))


def test_every_name_in_what_a_rule_gives_back_has_a_label() -> None:
    names = {name for one in examples().values() for name in _names(one["value"])}
    without = {name for name in names if not is_labelled(name)}
    assert sorted(name for name in without if not name.isupper()) == []  # a currency is its own word


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in _names(one)}
    return {name for one in value for name in _names(one)} if isinstance(value, list) else set()
