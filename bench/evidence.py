"""The audit of a log of 100,000 records, against one SHA-256 pass over the same bytes."""

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session

from app.core.canonical import canonical
from app.core.db import housekeeping
from app.core.merkle_log import Frontier, leaf_hash
from app.models.course import Course
from app.models.evidence import LogHead, Record, RunningNumber
from app.queries.teaching.verify import verify_course
from bench.table import Line, barred
from bench.world import World, copied, engine_of

_RECORDS, _ACTORS, _CHUNK = 100_000, 60, 10_000
_CHANGES = {f"column_{n}": [None, f"value {n} of a row that the deed made"] for n in range(18)}


def audit(world: World) -> Iterator[Line]:
    """Both depths of the check: by the stored bytes' head and tail, and every record parsed."""
    with copied(world.market()) as folder:
        engine = engine_of(folder)
        with Session(engine) as session:
            course_id, bodies = _long_log(session, UUID(world.course_id))
            for name, thorough in (("by bytes", False), ("every record parsed", True)):
                yield _line(session, course_id, bodies, name, thorough)
        engine.dispose()


def _line(session: Session, course_id: UUID, bodies: list[bytes], name: str, thorough: bool) -> Line:
    began = time.process_time()
    for body in bodies:
        hashlib.sha256(b"\x00" + body).digest()
    hashed = time.process_time() - began
    began = time.process_time()
    verdict = verify_course(session, course_id, thorough=thorough)
    audited = time.process_time() - began
    if verdict.first_fault is not None:
        raise RuntimeError(f"the bench's own log does not verify: {verdict.first_fault}")
    line = Line(
        f"audit of {_RECORDS:,} records, {name}", f"{_RECORDS / audited:,.0f}/s",
        f"SHA-256 {_RECORDS / hashed:,.0f}/s", hashed / audited, audited / _RECORDS * 1000,
    )  # fmt: skip
    return line if thorough else barred(line, least_ratio=0.25)


def _long_log(session: Session, like: UUID) -> tuple[UUID, list[bytes]]:
    """A course of its own whose log holds so many records of the usual size."""
    course = session.get_one(Course, like).model_dump() | {"id": uuid4(), "is_demo": False}
    course_id, tree, bodies = course["id"], Frontier(), []
    with housekeeping(session):
        session.execute(insert(Course), [course])
        for first in range(0, _RECORDS, _CHUNK):
            rows = [_record(course_id, number) for number in range(first, first + _CHUNK)]
            session.execute(insert(Record), rows)
            for row in rows:
                tree.append(row["leaf"])
                bodies.append(row["body"])
        head = {"course_id": course_id, "size": tree.size, "frontier": tree.stored(), "root": tree.root()}
        session.execute(insert(LogHead), [head])
        session.execute(insert(RunningNumber), _running_numbers(course_id))
    return course_id, bodies


def _names(number: int) -> tuple[str, UUID]:
    return str(UUID(int=number % _ACTORS + 1)), UUID(int=number % _ACTORS + 1001)


def _record(course_id: UUID, number: int) -> dict[str, Any]:
    actor, team_id = _names(number)
    at = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(seconds=number)
    columns = {
        "course_id": course_id, "number": number, "actor_kind": "person", "actor": actor,
        "actor_number": number // _ACTORS + 1, "team_id": team_id, "team_number": number // _ACTORS + 1,
        "at": at, "wall_at": at, "action": "quotation.send", "subject_type": "Quotation",
        "subject_id": UUID(int=number + 10**9), "outcome": "done", "caused_by": None,
    }  # fmt: skip
    body = canonical({
        "shape": 1, "course": course_id, "number": number, "at": at, "wall_at": at, "caused_by": None,
        "actor": {"kind": "person", "name": actor, "number": columns["actor_number"]},
        "team": {"id": team_id, "number": columns["team_number"]}, "action": "quotation.send",
        "subject": {"type": "Quotation", "id": columns["subject_id"]}, "given": {"version": 1},
        "changes": {f"quotation:{number}": {"is": "changed", "fields": _CHANGES}},
        "facts": {"margin_rate": "0.18"}, "outcome": "done", "refusal": None,
    })  # fmt: skip
    return columns | {"body": body, "leaf": leaf_hash(body)}


def _running_numbers(course_id: UUID) -> list[dict[str, Any]]:
    rows = []
    for each in range(_ACTORS):
        last = len(range(each, _RECORDS, _ACTORS))
        actor, team_id = _names(each)
        rows += [
            {"course_id": course_id, "name": f"record:actor:person:{actor}", "last": last},
            {"course_id": course_id, "name": f"record:team:{team_id}", "last": last},
        ]
    return rows
