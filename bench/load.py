"""A small load of our own: keep-alive connections to one server of this machine, counted and timed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """What one load found: requests a second, the 99th percentile in ms, answers that were not 2xx or 3xx."""

    rate: float
    p99_ms: float
    errors: int


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One HTTP/1.1 request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if length:
        await reader.readexactly(length)
    return status


async def _client(port: int, make: Callable[[int], bytes], numbers: list[int], times: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    errors = 0
    for number in numbers:
        began = time.perf_counter()
        writer.write(make(number))
        await writer.drain()
        status = await _answer(reader)
        times.append(time.perf_counter() - began)
        errors += not 200 <= status < 400
    writer.close()
    return errors


async def _load(port: int, make: Callable[[int], bytes], count: int, clients: int) -> Run:
    times: list[float] = []
    shares = [list(range(client, count, clients)) for client in range(clients)]
    began = time.perf_counter()
    errors = sum(await asyncio.gather(*(_client(port, make, share, times) for share in shares)))
    seconds = time.perf_counter() - began
    times.sort()
    return Run(count / seconds, times[int(len(times) * 0.99) - 1] * 1000, errors)


def load(port: int, make: Callable[[int], bytes], *, count: int, clients: int) -> Run:
    """Send `count` requests over `clients` connections; `make(n)` gives the n-th request."""
    return asyncio.run(_load(port, make, count, clients))
