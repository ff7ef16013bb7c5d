"""A handler and all that it asks for run in one turn of one worker thread.

FastAPI takes the request to another thread and back for each plain dependency, and again to close each one;
between two turns the request holds its session's connection while other requests run. Here what a handler
asks for is reckoned in the handler's own turn: under load a page costs about half, no more connections are
open than there are threads, and what a dependency sets in its context (the reader's language) is still set in
the handler.
"""

import inspect
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, get_args, get_origin

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends as Mark
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound, get_route_path
from starlette.types import Receive, Scope, Send

from app.routers.given import take_form

_REQUEST = "request_of_the_turn"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A plain dependency: its call, and what stands for each of its parameters (None: the request)."""

    call: Callable[..., Any]
    parameters: tuple[tuple[str, "_Asked | None"], ...]
    is_opened: bool  # a generator, which is closed after the handler


class OneThread(APIRoute):
    """A route whose plain handler runs in one turn with its dependencies; its form is read before.

    asks: the calls of those dependencies, of all levels.
    """

    def __init__(
        self, path: str, endpoint: Callable[..., Any], *, dependencies: Sequence[Any] = (), **named: Any
    ) -> None:
        self._asked = {} if inspect.iscoroutinefunction(endpoint) else _asked_by(endpoint)
        self.asks = frozenset(_calls(self._asked))
        handler = _in_one_turn(endpoint, self._asked) if self._asked else endpoint
        super().__init__(path, handler, dependencies=[Depends(take_form), *(dependencies or ())], **named)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler; who may not ask is told that before anything is said of what is wrong in the
        address.
        """
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError:
                await run_in_threadpool(_reckon_all, self._asked, request)
                raise

        return handle


class FirstPart(BaseRoute):
    """All routes under one first part of an address: a request is compared with those of its part alone."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.routes: list[OneThread] = []

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first route that fits, else one that fits but for the method; it stands in the scope."""
        partial: tuple[Match, Scope] = (Match.NONE, {})
        if scope["type"] != "http" or get_route_path(scope).split("/", 2)[1:2] != [self.part]:
            return partial
        for route in self.routes:
            found = route.matches(scope)
            if found[0] is Match.FULL:
                return found
            if found[0] is Match.PARTIAL and partial[0] is Match.NONE:
                partial = found
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that `matches` found answer."""
        await scope["route"].handle(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """The address of a route by its name. Raises: NoMatchFound."""
        for route in self.routes:
            if route.name == name:
                return route.url_path_for(name, **path_params)
        raise NoMatchFound(name, path_params)


def by_first_part(routes: Sequence[BaseRoute]) -> list[FirstPart]:
    """Routes parted by the first part of their addresses, each part in the order given.

    Raises: TypeError for a route of another class, since such a one would not read its form.
    """
    parts: dict[str, FirstPart] = {}
    for route in routes:
        if not isinstance(route, OneThread):
            raise TypeError(f"not of the class OneThread: {route}")
        part = route.path.split("/", 2)[1]
        parts.setdefault(part, FirstPart(part)).routes.append(route)
    return list(parts.values())


def _calls(asked: Mapping[str, _Asked | None]) -> Iterator[Callable[..., Any]]:
    for each in asked.values():
        if each is not None:
            yield each.call
            yield from _calls(dict(each.parameters))


def _asked_by(function: Callable[..., Any]) -> dict[str, _Asked]:
    """The parameters that we can reckon: dependencies that need no more than the request and each other."""
    parameters = inspect.signature(function, eval_str=True).parameters
    found = {name: _asked(parameter) for name, parameter in parameters.items()}
    return {name: asked for name, asked in found.items() if asked is not None}


def _asked(parameter: inspect.Parameter) -> _Asked | None:
    marks = get_args(parameter.annotation) if get_origin(parameter.annotation) is Annotated else ()
    call = next((each.dependency for each in marks if isinstance(each, Mark)), None)
    if call is None or inspect.iscoroutinefunction(call) or inspect.isasyncgenfunction(call):
        return None
    parameters: list[tuple[str, _Asked | None]] = []
    for name, inner in inspect.signature(call, eval_str=True).parameters.items():
        deeper = None if inner.annotation is Request else _asked(inner)
        if deeper is None and inner.annotation is not Request:
            return None
        parameters.append((name, deeper))
    return _Asked(call, tuple(parameters), inspect.isgeneratorfunction(call))


def _in_one_turn(endpoint: Callable[..., Any], asked: Mapping[str, _Asked]) -> Callable[..., Any]:
    """The handler as FastAPI sees it: without what we reckon, and with the request."""
    signature = inspect.signature(endpoint, eval_str=True)
    kept = [each for name, each in signature.parameters.items() if name not in asked]
    own = next((each.name for each in kept if each.annotation is Request), None)
    if own is None:
        kept.append(inspect.Parameter(_REQUEST, inspect.Parameter.KEYWORD_ONLY, annotation=Request))

    @wraps(endpoint)
    def turn(**given: Any) -> Any:
        request = given[own] if own else given.pop(_REQUEST)
        with ExitStack() as opened:
            return endpoint(**given, **_all_reckoned(asked, request, opened))

    turn.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
    return turn


def _reckon_all(asked: Mapping[str, _Asked], request: Request) -> None:
    with ExitStack() as opened:
        _all_reckoned(asked, request, opened)


def _all_reckoned(asked: Mapping[str, _Asked], request: Request, opened: ExitStack) -> dict[str, Any]:
    known: dict[Callable[..., Any], Any] = {}
    return {name: _reckoned(each, request, known, opened) for name, each in asked.items()}


def _reckoned(asked: _Asked, request: Request, known: dict[Any, Any], opened: ExitStack) -> Any:
    """What the dependency gives; each is called once for a request."""
    if asked.call not in known:
        given = {
            name: request if inner is None else _reckoned(inner, request, known, opened)
            for name, inner in asked.parameters
        }
        if asked.is_opened:
            known[asked.call] = opened.enter_context(contextmanager(asked.call)(**given))
        else:
            known[asked.call] = asked.call(**given)
    return known[asked.call]
