"""Reads a form or a JSON body into one input model, and says so in the API description.

Fields of a form may name places in lists and objects by dots: `lines.0.quantity`.
"""

import json
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from app.actions.given import FieldRefused
from app.actions.registry import Given
from app.core.limits import FORM_FIELDS, JSON_NESTING
from app.core.passwords import same
from app.routers.deps import form_token_of
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals

G = TypeVar("G", bound=Given)
OWN_FIELDS = ("form_token", "form_key", "form_page")
_SAFE = ("GET", "HEAD", "OPTIONS")


class Unreadable(Refusal):
    """The body cannot be decoded. 400."""


class UnsupportedBody(Refusal):
    """A kind of body that we do not take. 415."""


class FormExpired(Refusal):
    """The form's token is missing, old or another's. 403; what was typed is kept."""


async def take_form(request: Request) -> None:
    """Read the body of an unsafe request once, and check that it comes from a form of ours.

    Raises: Unreadable, UnsupportedBody, FormExpired.
    """
    if request.method in _SAFE:
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        request.state.typed = await _json(request)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        await _form(request)
    elif not kind and request.headers.get("content-length", "0") == "0":
        request.state.typed = {}
    else:
        raise UnsupportedBody("door.body_kind", kind=kind[:60])
    if not request.headers.get("authorization"):
        _check_token(request)


async def _json(request: Request) -> dict[str, Any]:
    body = await request.body()
    try:
        read = json.loads(
            body, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_no_doubles
        )
    except (ValueError, RecursionError) as fault:
        raise Unreadable("door.unreadable") from fault
    if not isinstance(read, dict) or _depth(read) > JSON_NESTING:
        raise Unreadable("door.unreadable")
    return read


def _no_float(text: str) -> Any:
    """A JSON number with a fraction becomes what no field takes: amounts are sent as strings, never
    floats.
    """
    return float(text)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a field twice")
    return dict(pairs)


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


async def _form(request: Request) -> None:
    try:
        form = await request.form(max_fields=FORM_FIELDS, max_files=4)
    except (Refusal, OSError):  # too large or too slow, found while it streamed; or no room to keep it
        raise
    except Exception as fault:
        raise Unreadable("door.unreadable") from fault
    flat: dict[str, Any] = {}
    many: list[str] = []
    for name, value in form.multi_items():
        if isinstance(value, str):
            _check_text(value)
        if name.endswith("[]"):
            flat.setdefault(name[:-2], []).append(value)
        elif name in flat:
            many.append(name)
        else:
            flat[name] = value
    for own in OWN_FIELDS:
        setattr(request.state, own, flat.pop(own, None))
    request.state.files = {name: value for name, value in flat.items() if isinstance(value, UploadFile)}
    request.state.form = form
    request.state.typed_flat = {
        name: value for name, value in flat.items() if not isinstance(value, UploadFile)
    }
    request.state.typed = nested(request.state.typed_flat)
    if many:
        raise RuleBroken("form.field_twice", many[0], name=many[0])


def _check_text(value: str) -> None:
    # python-multipart decodes invalid UTF-8 to the replacement character or to surrogates.
    if "\ufffd" in value or any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise Unreadable("door.unreadable")


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """`{"lines.0.quantity": "3"}` -> `{"lines": [{"quantity": "3"}]}`. Lists keep their order; gaps close
    up.
    """
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        spot = tree
        *path, last = name.split(".")[:JSON_NESTING]
        for part in path:
            step = spot.setdefault(part, {})
            if not isinstance(step, dict):
                step = spot[part] = {}
            spot = step
        spot[last] = value
    return {name: _listed(value) for name, value in tree.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(item) for name, item in value.items()}
    if inner and all(name.isascii() and name.isdigit() and len(name) < 6 for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def _check_token(request: Request) -> None:
    """A form of ours, from a page of ours. JSON without a bearer token carries the token in a header."""
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise FormExpired("door.form_expired")
    token = getattr(request.state, "form_token", None) or request.headers.get("x-form-token", "")
    if not isinstance(token, str) or not same(token, form_token_of(request)):
        raise FormExpired("door.form_expired")


def read(model: type[G]) -> Any:
    """A dependency that gives the body as this input model. Raises SeveralRefusals naming each field."""

    def given(request: Request) -> G:
        return read_given(model, getattr(request.state, "typed", {}))

    given.__annotations__["return"] = model
    return Depends(given)


def read_given(model: type[G], typed: dict[str, Any]) -> G:
    """The typed values as an input model. Raises SeveralRefusals."""
    try:
        return model.model_validate(typed)
    except ValidationError as fault:
        raise SeveralRefusals([_refusal(error) for error in fault.errors(include_url=False)]) from fault


_KNOWN = {
    "missing": "form.field_missing",
    "extra_forbidden": "form.field_unknown",
    "int_type": "count.not_whole",
    "int_parsing": "count.not_whole",
    "bool_type": "form.not_a_choice",
    "bool_parsing": "form.not_a_choice",
    "enum": "form.not_a_choice",
    "literal_error": "form.not_a_choice",
    "uuid_parsing": "form.not_a_choice",
    "uuid_type": "form.not_a_choice",
}


def _refusal(error: Any) -> Refusal:
    name = ".".join(str(part) for part in error["loc"])
    fault = error.get("ctx", {}).get("error")
    if isinstance(fault, FieldRefused):
        return RuleBroken(fault.refusal.code, name, **fault.refusal.figures)
    return RuleBroken(_KNOWN.get(error["type"], "form.field_wrong"), name, name=name)


def body_of(*models: type[Given]) -> dict[str, Any]:
    """The API description of a route's body, as JSON and as a form alike."""
    schema = models[0].model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.pop("$defs", {})
    inline = _inlined(schema, definitions)
    return {
        "requestBody": {
            "required": bool(inline.get("required")),
            "content": {
                "application/json": {"schema": inline},
                "application/x-www-form-urlencoded": {"schema": inline},
            },
        }
    }


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, dict):
        name = schema.get("$ref", "").rpartition("/")[2]
        if name in definitions:
            return _inlined(definitions[name], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items() if key != "mark"}
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    return schema
