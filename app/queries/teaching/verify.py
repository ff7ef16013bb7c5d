"""Checks a course's log from its first record to its head, and names the first record that is wrong.

Streams raw columns and recomputes everything that the log claims: each leaf over the stored bytes, the tree,
the numbers without a gap, the columns copied from the bytes, the words kept apart, and the rows counted in
bulk. The bytes are compared
with what the columns say by their fixed head and tail; they are parsed only where that does not fit, since
parsing costs ten times what hashing does. `thorough` parses every record to prove that its text is canonical.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlmodel import Session

from app.core.merkle_log import EMPTY_ROOT, Frontier
from app.models.evidence import LogHead, RunningNumber
from app.queries.teaching.verify_bulk import bulk_fault
from app.queries.teaching.verify_rows import Row, record_rows, text_rows
from app.trade.refusal import NotOpenNow

# The canonical text of what was parsed: see core/canonical.py, whose own care for kinds is not needed here.
_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _no_fraction(number: str) -> Any:
    raise ValueError("amounts are strings in a record, never floats")


_parsed = json.JSONDecoder(parse_float=_no_fraction).decode


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which record (None: the log as a whole). `code` has its sentence in the catalogue."""

    number: int | None
    code: str
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many records were read, the root over them (hex), and the first fault (None: all in order)."""

    records: int
    root: str
    first_fault: Fault | None


def must_be_whole(session: Session, course_id: UUID) -> None:
    """Before anything is concluded from a course's log. Raises NotOpenNow("evidence.altered")."""
    fault = verify_course(session, course_id, thorough=False).first_fault
    if fault is not None:
        raise NotOpenNow("evidence.altered", number=fault.number or 0)


def verify_course(session: Session, course_id: UUID, *, thorough: bool = True) -> Verdict:
    """Check the whole log of a course. Reads only; not thorough, about 10 seconds a million records."""
    connection = session.connection()
    tree, numbers = Frontier(), _RunningNumbers()
    fault = None
    for row in record_rows(connection, course_id):
        fault = _record_fault(row, tree.size, str(course_id), thorough) or numbers.fault(row)
        if fault is not None:
            break
        tree.append(row[2])
    fault = fault or _head_fault(session, course_id, tree) or _left_out(session, course_id, numbers)
    before = fault.number if fault is not None and fault.number is not None else tree.size
    fault = _text_fault(connection, course_id, before) or fault
    if fault is None:
        rows = bulk_fault(session, course_id, before)
        fault = Fault(*rows) if rows is not None else None
    return Verdict(tree.size, tree.root().hex(), fault)


def _record_fault(row: Row, expected: int, course_id: str, thorough: bool) -> Fault | None:
    number, body, leaf = row[0], row[1], row[2]
    if number != expected:
        return Fault(expected, "verify.record_missing", {"number": expected})
    if sha256(b"\x00" + body).digest() != leaf:
        return Fault(number, "verify.bytes_changed", {"number": number})
    head, middle, tail = _expected_text(row, course_id)
    if not (body.startswith(head) and body.endswith(tail) and middle in body) or thorough:
        return _parsed_fault(row, course_id)
    return None


def _expected_text(row: Row, course_id: str) -> tuple[bytes, bytes, bytes]:
    """What the bytes begin with, hold and end with unless it was refused, by the columns alone."""
    (
        number,
        _,
        _,
        action,
        kind,
        actor,
        actor_number,
        team,
        team_number,
        at,
        wall_at,
        subject,
        subject_id,
        outcome,
        caused_by,
    ) = row
    cause = "null" if caused_by is None else caused_by
    whose = f'{{"id":"{team}","number":{team_number}}}' if team else "null"
    head = (
        f'{{"action":"{action}","actor":{{"kind":"{kind}","name":"{actor}","number":{actor_number}}},'
        f'"at":"{at}","caused_by":{cause},"changes":{{'
    )
    tail = (
        f',"number":{number},"outcome":"{outcome}","refusal":null,"shape":1,'
        f'"subject":{{"id":"{subject_id}","type":"{subject}"}},"team":{whose},"wall_at":"{wall_at}"}}'
    )
    return head.encode(), f'}},"course":"{course_id}","facts":{{'.encode(), tail.encode()


def _parsed_fault(row: Row, course_id: str) -> Fault | None:
    """Compare field by field, and the text with its canonical form."""
    number, body = row[0], row[1]
    try:
        said = _parsed(body.decode())
        copies = _copies(row, course_id)
        wrong = next((name for name in copies if _at(said, name) != copies[name]), None)
        is_canonical = _text(said).encode() == body
    except (ValueError, TypeError, AttributeError):
        return Fault(number, "verify.not_canonical", {"number": number})
    if wrong is not None:
        return Fault(number, "verify.copy_differs", {"number": number, "name": wrong})
    return None if is_canonical else Fault(number, "verify.not_canonical", {"number": number})


def _copies(row: Row, course_id: str) -> dict[str, Any]:
    """Path in the record's text -> what the columns say of it."""
    (
        number,
        _,
        _,
        action,
        kind,
        actor,
        actor_number,
        team,
        team_number,
        at,
        wall_at,
        subject,
        subject_id,
        outcome,
        caused_by,
    ) = row
    return {
        "course": course_id,
        "number": number,
        "actor.kind": kind,
        "actor.name": actor,
        "actor.number": actor_number,
        "team.id": team,
        "team.number": team_number,
        "at": at,
        "wall_at": wall_at,
        "action": action,
        "subject.type": subject,
        "subject.id": subject_id,
        "outcome": outcome,
        "caused_by": caused_by,
    }


def _at(said: Any, path: str) -> Any:
    for step in path.split("."):
        said = said[step] if said is not None else None
    return said


class _RunningNumbers:
    """Each actor's and each team's own numbers go up by one: a record left out shows as a gap."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def fault(self, row: Row) -> Fault | None:
        kind, actor, actor_number, team, team_number = row[4:9]
        last = self.last
        name = f"record:actor:{kind}:{actor}"
        last[name] = count = last.get(name, 0) + 1
        if count != actor_number:
            return Fault(row[0], "verify.actor_number_gap", {"number": row[0], "expected": count})
        if team:
            name = f"record:team:{team}"
            last[name] = count = last.get(name, 0) + 1
            if count != team_number:
                return Fault(row[0], "verify.team_number_gap", {"number": row[0], "expected": count})
        return None


def _head_fault(session: Session, course_id: UUID, tree: Frontier) -> Fault | None:
    """Whether the stored head is the head of what was read."""
    columns = select(LogHead.size, LogHead.frontier, LogHead.root).where(LogHead.course_id == course_id)
    found = session.execute(columns).first()
    size, frontier, root = found if found else (0, b"", EMPTY_ROOT)
    if size > tree.size:
        return Fault(tree.size, "verify.tail_missing", {"number": tree.size, "missing": size - tree.size})
    if size < tree.size:
        return Fault(size, "verify.beyond_head", {"number": size})
    if (frontier, root) != (tree.stored(), tree.root()):
        return Fault(None, "verify.root_differs")
    return None


def _left_out(session: Session, course_id: UUID, numbers: _RunningNumbers) -> Fault | None:
    """Whether somebody has more records by their running number than the log holds: the tail was cut."""
    counted = select(RunningNumber.name, RunningNumber.last).where(
        RunningNumber.course_id == course_id, func.substr(RunningNumber.name, 1, 7) == "record:"
    )
    for name, last in session.execute(counted.order_by(RunningNumber.name)):
        if numbers.last.get(name, 0) != last:
            missing = last - numbers.last.get(name, 0)
            return Fault(None, "verify.running_number_differs", {"missing": missing})
    return None


def _text_fault(connection: Connection, course_id: UUID, before: int) -> Fault | None:
    """The first text, of a record before `before`, that is not the one the record names."""
    for number, digest, salt, body, record in text_rows(connection, course_id, before):
        if f'"sha256":"{digest}"'.encode() not in record:
            return Fault(number, "verify.text_unknown", {"number": number})
        erased = salt is None and body is None
        if not erased and sha256(f"{salt}{body}".encode()).hexdigest() != digest:
            return Fault(number, "verify.text_changed", {"number": number})
    return None


def courses_with_logs(session: Session) -> Iterator[UUID]:
    """Every course that has a log, the site first."""
    yield from session.execute(select(LogHead.course_id).order_by(LogHead.course_id)).scalars()


__all__ = ["Fault", "Verdict", "courses_with_logs", "verify_course"]
