"""What a rule's arguments are, read from its signature: kinds, units, choices, the fields of nested values.

Nothing here is written down twice: the description is the code's own type hints and docstrings.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import GenericAlias, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from app.trade.workings import Workings

LISTS = (list, tuple, Sequence, Iterable, Set, set, frozenset)
MAPS = (dict, Mapping)
_NOTHING = type(None)
_UNITS = {
    "kg": "kg", "cm": "cm", "cm3": "cm3", "m3": "m3", "days": "days", "hours": "hours", "rate": "ratio",
    "share": "ratio", "rmb": "CNY", "usd": "USD", "miles": "nm", "knots": "knots", "pieces": "pieces",
    "cartons": "cartons", "containers": "containers", "parcels": "parcels", "quantity": "pieces",
    "tons": "RT", "size": "pieces",
}  # fmt: skip
_PLAIN_RATES = ("rmb_per_usd", "rmb_per_unit", "fx_rate")
_CODE = re.compile(r'"([a-z_0-9]+\.[a-z_0-9]+)"')
_AS_ANOTHER = re.compile(r"as `(\w+)`")
_SECTION = re.compile(r"(Args and Raises|Args|Returns|Raises|Source):\s*")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument, or one field of a nested value.

    kind: "decimal", "integer", "text", "date", "time", "yes_no", "choice", "list", "table" (a JSON object
    with free keys), "object" (with `fields`) or "any"; unit: by its name, "" if it has none; default: as
    plain JSON, None also for "nothing"; choices: of a choice; hint: the type as Python knows it.
    """

    name: str
    kind: str
    unit: str
    is_needed: bool
    default: Any
    choices: tuple[str, ...]
    fields: tuple["Argument", ...]
    says: str
    hint: Any


@dataclass(frozen=True, slots=True)
class Spoken:
    """A docstring taken apart. line: the first; more: what follows before the named sections."""

    line: str
    more: str
    args: str
    returns: str
    raises: str
    source: str


def spoken(docstring: str) -> Spoken:
    """A docstring by its sections, each as one line."""
    text = inspect.cleandoc(docstring or "")
    head, *parts = _SECTION.split(text)
    sections = {name: " ".join(part.split()) for name, part in zip(parts[::2], parts[1::2], strict=True)}
    line, _, more = head.partition("\n\n")
    return Spoken(
        " ".join(line.split()).rstrip("."),
        " ".join(more.split()),
        sections.get("Args", sections.get("Args and Raises", "")),
        sections.get("Returns", ""),
        sections.get("Raises", ""),
        sections.get("Source", "").rstrip("."),
    )


def codes_in(function: Callable[..., Any]) -> tuple[str, ...]:
    """The codes that a rule refuses with, from its docstring; "as `price`" stands for those of price."""
    said = spoken(function.__doc__ or "").raises
    codes = _CODE.findall(said)
    for other in _AS_ANOTHER.findall(said):
        codes += codes_in(vars(inspect.getmodule(function))[other])
    return tuple(dict.fromkeys(codes))


@cache
def hints_of(owner: Any) -> dict[str, Any]:
    """The type hints of a function or dataclass, names resolved."""
    return get_type_hints(owner)


def arguments_of(function: Callable[..., Any]) -> tuple[Argument, ...]:
    """The arguments of a rule in their order."""
    hints = hints_of(function)
    found = []
    for name, one in inspect.signature(function).parameters.items():
        if one.kind is one.VAR_POSITIONAL:  # given as one list
            found.append(argument(name, GenericAlias(tuple, (hints[name], ...)), ()))
        else:
            found.append(argument(name, hints[name], one.default))
    return tuple(found)


def fields_of(kind: Any) -> tuple[Argument, ...]:
    """The fields of a nested value; workings are made by rules, never given."""
    hints = hints_of(kind)
    return tuple(
        argument(one.name, hints[one.name], _default(one))
        for one in fields(kind)
        if one.init and hints[one.name] is not Workings
    )


def _default(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else inspect.Parameter.empty


def argument(name: str, hint: Any, default: Any = inspect.Parameter.empty) -> Argument:
    """One argument by its name, type and default."""
    bare, _ = without_none(hint)
    kind = kind_of(bare)
    is_needed = default is inspect.Parameter.empty
    return Argument(
        name, kind, _unit(name, kind), is_needed, None if is_needed else plain(default),
        tuple(str(one) for one in get_args(bare)) if kind == "choice" else (),
        fields_of(bare) if kind == "object" and is_dataclass(bare) else (),
        spoken(bare.__doc__ or "").line if kind == "object" and is_dataclass(bare) else "", hint,
    )  # fmt: skip


def without_none(hint: Any) -> tuple[Any, bool]:
    """The type without its None, and whether it had one."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kept = tuple(one for one in get_args(hint) if one is not _NOTHING)
    return (kept[0] if len(kept) == 1 else Union[kept]), len(kept) < len(get_args(hint))  # noqa: UP007


_SIMPLE: dict[Any, str] = {
    Decimal: "decimal", int: "integer", str: "text", bool: "yes_no", date: "date", datetime: "time",
    object: "any", Any: "any",
}  # fmt: skip


def kind_of(hint: Any) -> str:
    """The kind of an argument's type. Raises: TypeError for a type that no JSON can give."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin = get_origin(hint) or hint
    if origin is Literal:
        return "choice"
    if origin in LISTS:
        return "list"
    if origin in MAPS:
        return "table"
    if origin in (Union, UnionType) or (isinstance(hint, type) and is_dataclass(hint)):
        return "object"
    raise TypeError(f"no JSON gives {hint}")


def _unit(name: str, kind: str) -> str:
    if kind not in ("decimal", "integer") or name in _PLAIN_RATES:
        return ""
    return _UNITS.get(name.rpartition("_")[2], "")


def plain(value: Any) -> Any:
    """A value as JSON's own kinds, decimals as text; refusals by code, workings left out."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in shown(value) if not isinstance(item, Workings)}
    if isinstance(value, Exception):
        return {"code": str(value), "figures": plain(getattr(value, "figures", {}))}
    return value


def shown(value: Any) -> Iterable[tuple[str, Any]]:
    """The fields of a value and what it reckons from them by itself, such as a total."""
    for one in fields(value):
        yield one.name, getattr(value, one.name)
    for name, member in vars(type(value)).items():
        if isinstance(member, property) and not name.startswith("_"):
            yield name, getattr(value, name)
