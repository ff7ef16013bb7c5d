"""Seeding a site: course zero, reference data, and the demo course; safe to run again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from seed.demo import demo_course, needs_seeding, seed_demo, sign_ins
from seed.site import found_site, refresh_reference


def seed_site(engine: Engine, data_folder: Path, *, demo: bool, say: Callable[[str], None]) -> dict[str, Any]:
    """Bring a site to where it can be used. Returns what is there, with `words` for people."""
    with Session(engine) as session:
        is_new = found_site(session)
        reference = refresh_reference(session)
        if demo and needs_seeding(session):
            say("making the demo course; this takes about a minute, once")
            seed_demo(session, data_folder, say)
        has_demo = demo_course(session) is not None
    facts = {"is_new": is_new, "reference": reference, "demo": has_demo, "sign_ins": []}
    if has_demo:
        facts["sign_ins"] = [{"role": s.role, "email": s.email, "password": s.password} for s in sign_ins()]
    return facts | {"words": _words(facts)}


def _words(facts: dict[str, Any]) -> str:
    if not facts["sign_ins"]:
        return "The site is ready. Make the first account: five-truths user --administrator NAME@SCHOOL"
    lines = ["Sign in as one of these (password for all: " + facts["sign_ins"][0]["password"] + ")"]
    lines += [f"  {each['role']:<26} {each['email']}" for each in facts["sign_ins"]]
    return "\n".join(lines)
