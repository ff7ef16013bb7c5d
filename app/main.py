"""The roof: builds the application from settings, engine and routers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from app.actions.registry import load_all
from app.core.db import make_engine
from app.core.logs import set_up_logs
from app.core.model_endpoint import Model, endpoint_of
from app.core.settings import Settings, settings_from
from app.routers import problems
from app.routers.api_description import describe, say_refusals
from app.routers.health import metrics_router
from app.routers.one_thread import by_first_part
from app.routers.wire import Wire
from app.world.rewording import ModelRewording
from app.world.worker import Worker

APP = Path(__file__).resolve().parent
# More threads only fight for the interpreter: eight have a shorter tail than forty, and need less memory.
THREADS = 8
DESCRIPTION = """
Everything that a page does, a program can do: the same addresses answer in JSON when the request says
`Accept: application/json` or carries a personal token (`Authorization: Bearer …`, made under *My account*).

* **Reading** is `GET`; every amount is a string with a decimal point, every time is UTC.
* **Doing** is `POST`; each deed is one *action* and leaves one record of evidence. Send an
  `Idempotency-Key`: asking
  again with the same key gives the first outcome again.
* **Refusals** are `application/problem+json` with a stable `code`, the words, and the fields they are about.
"""


def build(settings: Settings, engine: Engine | None = None) -> FastAPI:
    """The application over one database. The world's worker runs while the server does, unless settings say
    no.
    """
    set_up_logs()
    load_all()
    engine = engine or make_engine(settings.url, lock_wait_seconds=settings.lock_wait_seconds)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        endpoint = endpoint_of(settings)
        reword = ModelRewording(Model(endpoint)) if endpoint else None
        worker = Worker(engine, settings.data_folder, reword) if settings.world else None
        if worker:
            worker.start()
        yield
        if worker:
            worker.stop()
        engine.dispose()

    app = FastAPI(
        title="Five Truths", version="0.1.0", description=DESCRIPTION, lifespan=life,
        docs_url=None, redoc_url=None, openapi_url="/openapi.json",
    )  # fmt: skip
    app.state.settings, app.state.engine = settings, engine
    problems.install(app)
    app.mount("/static", StaticFiles(directory=APP / "static"), name="static")
    routes = _routes() + (metrics_router.routes if settings.metrics else [])
    app.router.routes.extend(by_first_part(routes))
    say_refusals(app, routes)
    app.add_middleware(Wire, settings=settings)
    if settings.allowed_hosts != "*":
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts.split(","))
    return app


def _routes() -> list[BaseRoute]:
    """Every word's routes, described, in the order of their files."""
    found: list[BaseRoute] = []
    package = import_module("app.routers")
    for module in sorted(each.name for each in iter_modules(package.__path__)):
        router = getattr(import_module(f"app.routers.{module}"), "router", None)
        if router is not None:
            describe(router)
            found += router.routes
    return found


def from_environment() -> FastAPI:
    """The application as the server starts it: `uvicorn --factory app.main:from_environment`."""
    return build(settings_from())
