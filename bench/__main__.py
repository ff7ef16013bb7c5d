"""`python -m bench [names...]`: measure the hot paths and print one table. Exit code 1 if one did not run."""

import sys
import traceback
from collections.abc import Callable, Iterator

from bench.consumers import consumers
from bench.course import day
from bench.deeds import deeds, postgres
from bench.evidence import audit
from bench.knowledge import hs_search
from bench.packs import pack
from bench.pages import desk, memory, model, product, search, visitor
from bench.rules import landed, letters, papers
from bench.semester import semester_day
from bench.table import Line, table
from bench.world import World, found_world

PATHS: dict[str, Callable[[World], Iterator[Line]]] = {
    "product": product, "visitor": visitor, "search": search, "desk": desk, "json": model, "deeds": deeds,
    "postgres": postgres, "audit": audit, "day": day, "semester": semester_day, "consumers": consumers,
    "papers": papers, "landed": landed,
    "letters": letters, "hs": hs_search, "pack": pack,
    "memory": memory,
}  # fmt: skip


def main(asked: list[str]) -> int:
    """Run the named paths, all without names."""
    unknown = [name for name in asked if name not in PATHS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}. Paths: {', '.join(PATHS)}", file=sys.stderr)
        return 2
    world, lines, code = found_world(), [], 0
    for name in asked or PATHS:
        print(name, file=sys.stderr, flush=True)
        try:
            lines += PATHS[name](world)
        except Exception:
            traceback.print_exc()
            code = 1
    print(table(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
