"""Every public function of the trade's floor is a rule that anybody may ask, or is plumbing with a reason."""

import inspect
from collections import Counter
from collections.abc import Iterator
from pkgutil import iter_modules

import app.trade
from app.queries.rule_words import is_labelled
from app.trade.rule_shape import Argument
from app.trade.rule_titles import TITLES
from app.trade.rules import PLUMBING, SUBJECTS, public_functions, rules
from tools.words import messages, sentences

MODULES = [found.name for found in iter_modules(app.trade.__path__)]
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
