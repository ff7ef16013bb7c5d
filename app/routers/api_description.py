"""What the API says of itself: operations grouped by word, each with who may, its fields and an example."""

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from app.actions.registry import ACTIONS
from app.routers.deps import administering, in_course, in_enterprise, in_team, needed_who, teaching
from app.routers.one_thread import OneThread

_EXAMPLES = {
    "uuid": "018f4a2e-0000-7000-8000-000000000000",
    "date": "2026-09-01",
    "date-time": "2026-09-01T00:00:00Z",
}
# Who may ask for an address where no action's policy says it: the narrowest of what the handler asks for.
# What belongs to a team or an enterprise is there for its own people and for instructors only.
_READERS = {
    administering: "administrator",
    teaching: "instructor",
    in_team: "team",
    in_enterprise: "enterprise",
    in_course: "member",
    needed_who: "person",
}
_PROBLEM = {
    "description": "Refused: nothing was saved.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors", "saved", "request_id"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail", "code", "request_id")},
        "status": {"type": "integer"},
        "saved": {"type": "boolean", "const": False},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an input; `place` is path, query or body."""

    name: str
    type: str
    place: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and method; `example` can be pasted into a shell."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    action: str
    who: tuple[str, ...]
    fields: tuple[Field, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one word."""

    tag: str
    operations: tuple[Operation, ...]


def describe(router: APIRouter) -> None:
    """Give every route its summary from the handler, its action, and who may; before it is included."""
    for route in router.routes:
        if not isinstance(route, OneThread) or not route.endpoint.__doc__:
            continue
        route.summary, route.description = _said(route)
        own = route.openapi_extra or {}
        action = own.get("x-action") or _action_of(route)
        names = own.get("x-who-may") or _who_may(route, action)
        route.openapi_extra = {**own, **({"x-action": action} if action else {}), "x-who-may": names}


def words_of(router: APIRouter) -> Iterator[str]:
    """What the page of the API says of a router's operations, for the catalogues."""
    for route in router.routes:
        if isinstance(route, OneThread) and route.include_in_schema and route.endpoint.__doc__:
            yield from filter(None, _said(route))


def _said(route: OneThread) -> tuple[str, str]:
    """The first sentence of the handler's words without its full stop, and the rest as one paragraph."""
    first, _, rest = (route.endpoint.__doc__ or "").strip().partition("\n")
    return first.rstrip("."), " ".join(rest.split())


def say_refusals(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Let the application describe itself: its routes, with the refusals that they really give."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=routes
            )
            app.openapi_schema = _with_refusals(schema)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def groups(app: FastAPI, base: str) -> tuple[Group, ...]:
    """All operations by word, in the order of their addresses."""
    by_tag: dict[str, list[Operation]] = {}
    for path, methods in app.openapi()["paths"].items():
        for method, said in methods.items():
            tag = (said.get("tags") or ["other"])[0]
            by_tag.setdefault(tag, []).append(_operation(base, path, method, said))
    order = {"get": 0, "post": 1}
    return tuple(
        Group(tag, tuple(sorted(found, key=lambda one: (order.get(one.method, 2), one.path))))
        for tag, found in sorted(by_tag.items())
    )


def _action_of(route: OneThread) -> str:
    """The action that a handler performs: its name stands among the constants of the handler's code."""
    if "POST" not in route.methods:
        return ""
    code = getattr(inspect.unwrap(route.endpoint), "__code__", None)
    return next((text for text in (code.co_consts if code else ()) if text in ACTIONS), "")


def _who_may(route: OneThread, action: str) -> list[str]:
    """Whom the action's policy names; else whom the handler asks for. One signs in as nobody yet."""
    reader = next((name for call, name in _READERS.items() if call in route.asks), "anyone")
    names = list(ACTIONS[action].allow.names) if action else [reader]
    return [reader] if names == ["person"] else names


def _with_refusals(schema: dict[str, Any]) -> dict[str, Any]:
    """Every operation may refuse, in one shape: FastAPI's own 422 is not what we answer."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _PROBLEM
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    return schema


def _operation(base: str, path: str, method: str, said: Mapping[str, Any]) -> Operation:
    content = said.get("requestBody", {}).get("content", {})
    body = next((content[kind]["schema"] for kind in content), {})
    fields = [
        Field(one["name"], _type(one["schema"]), one["in"], one.get("required", False))
        for one in said.get("parameters", ())
    ]
    needed = set(body.get("required", ()))
    fields += [
        Field(name, _type(schema), "body", name in needed)
        for name, schema in body.get("properties", {}).items()
    ]
    return Operation(
        id=said["operationId"], method=method, path=path, summary=said["summary"],
        text=said.get("description", "").removeprefix(f"{said['summary']}.").strip(),
        action=said.get("x-action", ""),
        who=tuple(said.get("x-who-may", ())), fields=tuple(fields),
        example="\n".join(_shell(base + path, method, content, body)),
    )  # fmt: skip


def _shell(url: str, method: str, content: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[str]:
    yield f"curl {url} \\" if method == "get" else f"curl -X POST {url} \\"
    yield "  -H 'Authorization: Bearer $TOKEN' \\".replace("'", '"')
    if method == "get":
        yield "  -H 'Accept: application/json'"
    elif "multipart/form-data" in content:
        yield "  -F file=@FILE"
    else:
        yield "  -H 'Accept: application/json' -H 'Content-Type: application/json' \\"
        example = {name: _example(schema) for name, schema in body.get("properties", {}).items()}
        yield f"  -d '{json.dumps(example, ensure_ascii=False)}'"


def _choices(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in schema.get("anyOf", (schema,)) if one.get("type") != "null"]


def _type(schema: Mapping[str, Any]) -> str:
    names = []
    for one in _choices(schema):
        name = one.get("format") or one.get("type", "any")
        names.append(f"{_type(one.get('items', {}))}[]" if name == "array" else name)
    return " | ".join(dict.fromkeys(names))


def _example(schema: Mapping[str, Any]) -> Any:
    first = _choices(schema)[0]
    if "default" in schema and schema["default"] is not None:
        return schema["default"]
    kind = first.get("type")
    if kind == "array":
        return [_example(first.get("items", {}))]
    if kind == "object":
        return {name: _example(inner) for name, inner in first.get("properties", {}).items()}
    return {"integer": 1, "boolean": True, "number": "1.00"}.get(
        kind, _EXAMPLES.get(first.get("format"), "…")
    )
