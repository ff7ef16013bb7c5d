"""The table of all actions: each has a route or a party, a policy, a subject of its course, and words."""

import re
from pathlib import Path

from app.actions.registry import load_all
from app.trade.lifecycles import ALL
from tests.routes import every_route

ROOT = Path(__file__).resolve().parent.parent.parent


def routes() -> str:
    """The source of every router, where actions are named."""
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "app/routers").glob("*.py")))


def worlds() -> str:
    """The source of the agents, and of the operator's commands and seeding."""
    folders = (ROOT / "app/world", ROOT / "seed", ROOT / "app")
    return "\n".join(
        p.read_text("utf-8")
        for f in folders
        for p in sorted(f.rglob("*.py") if f.name != "app" else f.glob("*.py"))
    )


def test_every_action_that_a_person_may_do_has_a_route() -> None:
    source = routes()
    missing = [
        name
        for name, action in sorted(load_all().items())
        if not all(who.startswith("party:") for who in action.allow.names)
        and not (
            set(action.allow.names)
            <= {"administrator"} | {w for w in action.allow.names if w.startswith("party:")}
            and f'"{name}"' in worlds()
        )
        and f'"{name}"' not in source
    ]
    assert missing == []


def test_every_action_of_a_party_is_performed_by_an_agent() -> None:
    source = worlds()
    missing = [
        name
        for name, action in sorted(load_all().items())
        if all(who.startswith("party:") for who in action.allow.names) and f'"{name}"' not in source
    ]
    assert missing == []


def test_every_action_says_what_it_does_and_who_may() -> None:
    for name, action in load_all().items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)
        assert action.summary.endswith("."), name
        assert action.allow.names, name


def test_every_step_of_a_lifecycle_is_reachable_and_every_open_state_has_an_exit() -> None:
    for lifecycle in ALL:
        reached = {lifecycle.start}
        for _ in lifecycle.states:
            reached |= {step.target for step in lifecycle.steps.values() if step.sources & reached}
        assert reached == set(lifecycle.states), lifecycle.word


def test_no_route_changes_anything_by_get() -> None:
    routes = list(every_route())
    assert len(routes) > 150
    for route in routes:
        assert route.methods <= {"GET", "HEAD"} or "GET" not in route.methods
        assert route.endpoint.__doc__, route.path
