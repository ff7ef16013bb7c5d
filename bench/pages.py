"""Pages over HTTP: each against a bare Starlette hello on the same kind of server, loaded alike.

What was read is kept while the course's log stands (decision 13), so two figures are measured: as readers
find a page when nothing has happened since the reader before, and with a deed before each request, when all
is read and drawn anew.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench.load import Run, load, request_bytes
from bench.server import APPLICATION, HELLO, Server
from bench.table import Line, barred
from bench.world import FILE, World, copied

_CLIENTS, _REQUESTS, _HELLOS, _WARM = 32, 480, 2400, 64
_ASKED = ("linen", "oak gift", "ceramic mug", "steel", "travel", "folding garden", "wool", "bamboo kitchen")


@dataclass(frozen=True, slots=True)
class Measured:
    """A load's figures with the server's CPU for each request, in ms."""

    run: Run
    cpu_ms: float


def measured(server: Server, make: Callable[[int], bytes], count: int, clients: int = _CLIENTS) -> Measured:
    """Load a server that is warm."""
    before = server.cpu_seconds()
    run = load(server.port, make, count=count, clients=clients)
    return Measured(run, (server.cpu_seconds() - before) / count * 1000)


def _page_line(
    name: str, folder: Path, make: Callable[[int], bytes], *, least_ratio: float, most_cpu_ms: float
) -> Line:
    """One page's line: hello is loaded right before and right after, so that both see the same machine."""
    with Server(HELLO, folder) as hello, Server(APPLICATION, folder) as server:
        greet = request_bytes("GET", "/", {})
        load(hello.port, lambda n: greet, count=_WARM, clients=_CLIENTS)
        load(server.port, make, count=_WARM, clients=_CLIENTS)
        bare = [measured(hello, lambda n: greet, _HELLOS)]
        page = measured(server, make, _REQUESTS)
        bare.append(measured(hello, lambda n: greet, _HELLOS))
    if page.run.errors:
        raise RuntimeError(f"{name}: {page.run.errors} answers were errors")
    rate = sum(each.run.rate for each in bare) / len(bare)
    line = Line(
        name, f"{page.run.rate:.0f}/s, p99 {page.run.p99_ms:.0f} ms", f"hello {rate:.0f}/s",
        page.run.rate / rate, page.cpu_ms,
    )  # fmt: skip
    return barred(line, least_ratio=least_ratio, most_cpu_ms=most_cpu_ms)


def _browser(path: str, cookie: str = "") -> bytes:
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    return request_bytes("GET", path, headers | {"Cookie": f"visitor=bench; session={cookie}"})


def _product(world: World, n: int) -> str:
    return f"/market/products/{world.listings[n % len(world.listings)]}"


def _search(n: int) -> str:
    return f"/market/search?q={_ASKED[n % len(_ASKED)].replace(' ', '+')}&page={1 + n // len(_ASKED) % 3}"


@contextmanager
def _with_deeds(world: World, folder: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A copy of the site, and what makes its course's log grow as a deed does."""
    with copied(folder) as site:
        beside = sqlite3.connect(site / FILE, isolation_level=None)
        beside.execute("PRAGMA synchronous=OFF")
        course = UUID(world.course_id).hex
        grow = "UPDATE log_head SET size = size + 1 WHERE course_id = ?"
        yield site, lambda: None if beside.execute(grow, (course,)).rowcount else _no_log()
        beside.close()


def _no_log() -> None:
    raise LookupError("the course has no log")


def _both(
    world: World, name: str, folder: Path, make: Callable[[int], bytes], *, least_ratio: float,
    most_cpu_ms: float,
) -> Iterator[Line]:  # fmt: skip
    bars = {"least_ratio": least_ratio, "most_cpu_ms": most_cpu_ms}
    yield _page_line(name, folder, make, **bars)
    with _with_deeds(world, folder) as (site, deed):
        yield _page_line(f"{name}, a deed before each", site, lambda n: deed() or make(n), **bars)


def product(world: World) -> Iterator[Line]:
    """The product page of a reader who is signed in."""
    yield from _both(
        world, "product page, 2,000 listings", world.market(),
        lambda n: _browser(_product(world, n), world.cookie), least_ratio=0.06, most_cpu_ms=1.5,
    )  # fmt: skip


def visitor(world: World) -> Iterator[Line]:
    """The same for visitors, for whom it is kept."""
    yield _page_line(
        "product page, a visitor's (kept)", world.market(),
        lambda n: _browser(_product(world, n % 20)), least_ratio=0.06, most_cpu_ms=1.5,
    )  # fmt: skip


def search(world: World) -> Iterator[Line]:
    """Search by words, with facets."""
    yield from _both(
        world, "search page with facets, 2,000 listings", world.market(),
        lambda n: _browser(_search(n), world.cookie), least_ratio=0.04, most_cpu_ms=2,
    )  # fmt: skip


def desk(world: World) -> Iterator[Line]:
    """The seller's home page in the demo course."""
    yield from _both(
        world, "seller's desk, demo course", world.demo(), lambda n: _browser("/desk", world.cookie),
        least_ratio=0.025, most_cpu_ms=4,
    )  # fmt: skip


def model(world: World) -> Iterator[Line]:
    """The product page's model, as a program reads it."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {world.bearer}"}
    yield from _both(
        world, "product page as JSON", world.market(),
        lambda n: request_bytes("GET", _product(world, n), headers), least_ratio=0.12, most_cpu_ms=1.5,
    )  # fmt: skip


def memory(world: World) -> Iterator[Line]:
    """Two workers after some pages of every kind, and what it costs to start one."""
    pages: Sequence[str] = ["/desk", "/orders", "/inquiries", "/books", "/market", "/listings"]
    with _started(world, 1) as server:
        start = server.cold_start_cpu_seconds
    with _started(world, 2) as server:
        make = [_browser(path, world.cookie) for path in pages]
        run = load(server.port, lambda n: make[n % len(make)], count=180, clients=16)
        used = server.memory_mib()
    if run.errors:
        raise RuntimeError(f"memory: {run.errors} answers were errors")
    yield Line("memory, 2 workers, demo course", f"{used:.0f} MiB", bar="<= 200 MiB", is_met=used <= 200)
    yield Line("cold start, CPU", f"{start:.2f} s", bar="<= 3 s", is_met=start <= 3)


@contextmanager
def _started(world: World, workers: int) -> Iterator[Server]:
    with Server(APPLICATION, world.demo(), workers=workers) as server:
        yield server
