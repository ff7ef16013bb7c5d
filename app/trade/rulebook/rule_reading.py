"""Reads plain JSON as the arguments of a rule, and asks the rule: value and workings as plain values.

Decimals come as text, dates by ISO 8601, money as {"amount", "currency"}, nested values as objects. What is
wrong is said by the place of the field, such as `build.domestic.other`; nothing is guessed or left out.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, DecimalException
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals
from app.trade.rulebook.rule_shape import LISTS, MAPS, arguments_of, hints_of, plain, spoken, without_none
from app.trade.rulebook.rule_steps import STEPS
from app.trade.workings import ONE_LINE, Workings

# Beyond these no trade is reckoned, and exact decimals would no longer be exact.
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
_GREATEST_INTEGER = 10**9
_TEXT, _ITEMS = 20_000, 2_000
_YES_NO = {"true": True, "false": False}

# A type that may also be given by name, such as a destination or a container -> who knows the names.
Named = Mapping[type, Callable[[str], Any]]


class ArgumentWrong(RuleBroken):
    """What was given cannot be read as the argument that the field names."""


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What a rule gave back, as plain values; workings: empty for a rule that reckons nothing."""

    value: Any
    workings: list[dict[str, Any]]


def read_arguments(
    function: Callable[..., Any], given: Mapping[str, Any], named: Named | None = None
) -> dict[str, Any]:
    """The arguments of a rule from plain values.

    Raises: ArgumentWrong, or SeveralRefusals of them, each with the place of its field; and the refusals of
    the values themselves, such as a carton without a size.
    """
    reader = _Reader(named or {})
    read = reader.members({one.name: (one.hint, one.is_needed) for one in arguments_of(function)}, given, "")
    if len(reader.wrong) > 1:
        raise SeveralRefusals(list(reader.wrong))
    if reader.wrong:
        raise reader.wrong[0]
    return read


def rule_answer(function: Callable[..., Any], arguments: Mapping[str, Any]) -> RuleAnswer:
    """Ask a rule. Raises: the rule's own refusals; RuleBroken("rule.beyond_reckoning")."""
    parameters = inspect.signature(function).parameters
    spread = [name for name, one in parameters.items() if one.kind is one.VAR_POSITIONAL]
    kept = {name: value for name, value in arguments.items() if name not in spread}
    try:
        if spread:  # what stands before the listed ones is given by place
            before = [kept.pop(name) for name in list(kept)]
            found = function(*before, *arguments.get(spread[0], ()))
        else:
            found = function(**kept)
        answer = _answer(found)
        if not answer.workings:
            defaults = {name: one.default for name, one in parameters.items() if name not in arguments}
            answer = RuleAnswer(answer.value, _lines(function, {**defaults, **arguments}, found))
        return answer
    except (DecimalException, OverflowError) as fault:  # a date beyond the calendar is no better
        raise RuleBroken("rule.beyond_reckoning") from fault


def _lines(function: Callable[..., Any], arguments: Mapping[str, Any], found: Any) -> list[dict[str, Any]]:
    """The lines of a rule that gives its callers the bare value."""
    if function in STEPS:
        return [plain(line) for line in STEPS[function](found, **arguments).as_list()]
    if function not in ONE_LINE:
        return []
    module = inspect.getmodule(function)
    said = (spoken(one.__doc__ or "").source for one in (function, module))
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    line = ONE_LINE[function].line(name, arguments, found, next((one for one in said if one), ""))
    return [plain(line.as_dict())] if line else []


def _answer(found: Any) -> RuleAnswer:
    workings: list[Workings] = []
    if isinstance(found, tuple) and any(isinstance(part, Workings) for part in found):
        workings = [part for part in found if isinstance(part, Workings)]
        rest = [part for part in found if not isinstance(part, Workings)]
        found = rest[0] if len(rest) == 1 else rest
    elif is_dataclass(found) and not isinstance(found, type):
        workings = [part for part in (getattr(found, one.name) for one in fields(found))
                    if isinstance(part, Workings)]  # fmt: skip
    elif isinstance(found, list):
        workings = [one.workings for one in found if isinstance(getattr(one, "workings", None), Workings)]
    elif not isinstance(found, str | list | tuple | Mapping) and hasattr(found, "__iter__"):
        found = list(found)
    return RuleAnswer(plain(found), [plain(line) for part in workings for line in part.as_list()])


class _Reader:
    """Reads values and notes each wrong one by its place."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.wrong: list[Refusal] = []

    def _is(self, code: str, place: str, **figures: Any) -> Any:
        """Note a fault; gives nothing back, in the place of the value."""
        self.wrong.append(ArgumentWrong(f"rule.{code}", place, name=place, **figures))

    def members(self, wanted: Mapping[str, tuple[Any, bool]], given: Any, place: str) -> dict[str, Any]:
        """The named members of an object; those that are left out keep their defaults."""
        if not isinstance(given, Mapping):
            self._is("not_an_object", place or "-", fields=", ".join(wanted))
            return {}
        for name in given:
            if name not in wanted:
                self._is("argument_unknown", _at(place, str(name)[:60]), known=", ".join(wanted))
        read = {}
        for name, (hint, is_needed) in wanted.items():
            if name in given:
                read[name] = self.value(hint, given[name], _at(place, name))
            elif is_needed:
                self._is("argument_missing", _at(place, name))
        return read

    def value(self, hint: Any, given: Any, place: str) -> Any:
        """One value of that type; None after a fault, which is noted."""
        bare, is_optional = without_none(hint)
        if given is None and is_optional:
            return None
        origin = get_origin(bare) or bare
        if origin in LISTS:
            return self._list(bare, origin, given, place)
        if origin in MAPS:
            return self._table(bare, given, place)
        if origin is Literal:
            return self._choice(get_args(bare), given, place)
        if origin in (Union, UnionType):
            return self._one_of(get_args(bare), given, place)
        if isinstance(bare, type) and is_dataclass(bare):
            return self._object(bare, given, place)
        return self._simple(bare, given, place)

    def _simple(self, kind: Any, given: Any, place: str) -> Any:
        if kind is Decimal:
            return self._decimal(given, place)
        if kind is int:
            return self._integer(given, place)
        if kind is bool:
            return self._yes_no(given, place)
        if kind is str:
            if isinstance(given, str) and len(given) <= _TEXT:
                return given
            return self._is("not_a_text", place, limit=_TEXT)
        if kind in (date, datetime):
            return self._day(kind, given, place)
        return given

    def _yes_no(self, given: Any, place: str) -> Any:
        found = _YES_NO.get(given) if isinstance(given, str) else given
        return found if isinstance(found, bool) else self._is("not_yes_no", place)

    def _decimal(self, given: Any, place: str) -> Any:
        text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
        if not isinstance(text, str) or not _DECIMAL.fullmatch(text.strip()):
            return self._is("not_a_decimal", place)
        return Decimal(text.strip())

    def _integer(self, given: Any, place: str) -> Any:
        if isinstance(given, str) and re.fullmatch(r"-?[0-9]{1,10}", given.strip(), re.ASCII):
            given = int(given)
        if not isinstance(given, int) or isinstance(given, bool) or abs(given) > _GREATEST_INTEGER:
            return self._is("not_an_integer", place, limit=_GREATEST_INTEGER)
        return given

    def _day(self, kind: Any, given: Any, place: str) -> Any:
        try:
            found = kind.fromisoformat(given)
        except (TypeError, ValueError):
            found = None
        if found is None or (kind is datetime and found.tzinfo is None):
            return self._is("not_a_time" if kind is datetime else "not_a_date", place)
        return found

    def _choice(self, choices: tuple[Any, ...], given: Any, place: str) -> Any:
        if given in choices:
            return given
        return self._is("not_a_choice", place, choices=", ".join(str(one) for one in choices))

    def _list(self, hint: Any, origin: Any, given: Any, place: str) -> Any:
        if not isinstance(given, list | tuple) or len(given) > _ITEMS:
            return self._is("not_a_list", place, limit=_ITEMS)
        kinds = get_args(hint) or (Any,)
        if origin is tuple and Ellipsis not in kinds:
            if len(given) != len(kinds):
                return self._is("not_so_many", place, count=len(kinds))
            return tuple(
                self.value(kind, one, f"{place}.{n}")
                for n, (kind, one) in enumerate(zip(kinds, given, strict=True))
            )
        read = [self.value(kinds[0], one, f"{place}.{number}") for number, one in enumerate(given)]
        if origin in (tuple, list):
            return origin(read)
        return frozenset(read) if "Set" in str(origin) or "set" in str(origin) else tuple(read)

    def _table(self, hint: Any, given: Any, place: str) -> Any:
        if not isinstance(given, Mapping) or len(given) > _ITEMS:
            return self._is("not_a_table", place)
        of_key, of_value = get_args(hint) or (Any, Any)
        return {
            self.value(of_key, key, f"{place}.{str(key)[:60]}"): self.value(
                of_value, one, f"{place}.{str(key)[:60]}"
            )
            for key, one in given.items()
        }

    def _one_of(self, kinds: tuple[Any, ...], given: Any, place: str) -> Any:
        """The first of several kinds of object whose fields hold all that is given and need no more."""
        for kind in kinds:
            known, needed = _names(kind)
            if isinstance(given, Mapping) and needed <= set(given) <= known:
                return self._object(kind, given, place)
        return self._is("not_one_of", place, kinds=", ".join(kind.__name__ for kind in kinds))

    def _object(self, kind: Any, given: Any, place: str) -> Any:
        if isinstance(given, str) and kind in self.named:
            return self._kept(place, lambda: self.named[kind](given))
        before = len(self.wrong)
        hints = hints_of(kind)
        _, needed = _names(kind)
        wanted = {
            one.name: (hints[one.name], one.name in needed)
            for one in fields(kind) if one.init and hints[one.name] is not Workings
        }  # fmt: skip
        read = self.members(wanted, given, place)
        if len(self.wrong) > before:
            return None
        made = {one.name: Workings() for one in fields(kind) if hints[one.name] is Workings}
        return self._kept(place, lambda: kind(**read, **made))

    def _kept(self, place: str, make: Callable[[], Any]) -> Any:
        """A value that may refuse itself: the refusal then names the field by its place."""
        try:
            return make()
        except Refusal as refused:
            field = _at(place, refused.field) if refused.field else place
            self.wrong.append(type(refused)(refused.code, field, **refused.figures))
            return None


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _names(kind: Any) -> tuple[set[str], set[str]]:
    """All fields of a kind of object, and those that are needed."""
    found = {one.name: one for one in arguments_of(kind)}
    hints = hints_of(kind)
    known = {name for name in found if hints.get(name) is not Workings}
    return known, {name for name in known if found[name].is_needed}
