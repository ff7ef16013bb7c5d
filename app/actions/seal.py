"""Sealing a record: the canonical bytes, the leaf, the log's new head.

Free words and hidden truth leave the record as `{"sha256": …, "chars": n}`, salted; the words themselves go
to `text_of_record`, apart, so that they can be erased without breaking the log.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from app.actions.act import Act
from app.actions.holding import Head
from app.actions.recorder import Marked
from app.actions.registry import Given
from app.core.canonical import PLAIN, canonical, instant_text, plain, plain_bytes
from app.core.clock import wall_now
from app.core.merkle_log import Frontier, leaf_hash
from app.models.evidence import Record, TextOfRecord
from app.trade.refusal import Refusal

_RECORD: Any = Record.__table__  # type: ignore[attr-defined]
_TEXT: Any = TextOfRecord.__table__  # type: ignore[attr-defined]
SHAPE = 1  # of the record's body; a change of shape gets a new number, and old records stay as they are


class About(NamedTuple):
    """What a deed was done to, and the team whose it is."""

    kind: str
    row_id: UUID
    team_id: UUID | None

    @classmethod
    def of(cls, subject: Any) -> "About":
        """Of the row that was acted on."""
        kind = type(subject).__name__
        team_id = getattr(subject, "team_id", None) or (subject.id if kind == "Team" else None)
        return cls(kind, subject.id, team_id)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be sealed: the verb, what was asked, and what came of it."""

    action: str
    subject: About
    given: Given
    facts: Mapping[str, Any]
    refusal: Refusal | None
    changes: Mapping[str, Any]
    caused_by: int | None

    @property
    def outcome(self) -> str:
        """`refused` or `done`."""
        return "refused" if self.refusal else "done"


def seal(act: Act, deed: Deed) -> None:
    """Add the record of this act to the log. The caller commits."""
    texts = _Texts(act)
    actor, subject = act.actor, deed.subject
    team_id = actor.team_id or subject.team_id
    by_actor, by_team = f"record:actor:{actor.kind}:{actor.name}", f"record:team:{team_id}"
    numbers = act.hand.numbers.take({by_actor: 1, by_team: 1} if team_id else {by_actor: 1})
    columns = {
        "course_id": act.course.id,
        "number": act.number,
        "actor_kind": actor.kind,
        "actor": actor.name,
        "actor_number": numbers[by_actor],
        "team_id": team_id,
        "team_number": numbers.get(by_team),
        "at": act.now,
        "wall_at": wall_now(),
        "action": deed.action,
        "subject_type": subject.kind,
        "subject_id": subject.row_id,
        "outcome": deed.outcome,
        "caused_by": deed.caused_by,
    }
    body = _body(columns, deed, texts)
    leaf = leaf_hash(body)
    act.hand.add(_RECORD, [columns | {"body": body, "leaf": leaf}])
    if texts.rows:
        act.hand.add(_TEXT, texts.rows)
    _grow(act, leaf)


def _body(columns: Mapping[str, Any], deed: Deed, texts: "_Texts") -> bytes:
    """The record's canonical bytes. Each part is made plain once, by whoever knows what is in it."""
    team_id = columns["team_id"]
    return plain_bytes(
        {
            "shape": SHAPE,
            "course": str(columns["course_id"]),
            "number": columns["number"],
            "actor": {
                "kind": columns["actor_kind"],
                "name": columns["actor"],
                "number": columns["actor_number"],
            },
            "team": {"id": str(team_id), "number": columns["team_number"]} if team_id else None,
            "at": instant_text(columns["at"]),
            "wall_at": instant_text(columns["wall_at"]),
            "action": deed.action,
            "subject": {"type": columns["subject_type"], "id": str(columns["subject_id"])},
            "given": texts.sealed(_given(deed.given)),
            "changes": texts.sealed(deed.changes),
            "facts": texts.sealed(deed.facts),
            "outcome": deed.outcome,
            "refusal": plain(_refusal(deed.refusal)),
            "caused_by": deed.caused_by,
        }
    )


@cache
def _marks(kind: type[Given]) -> Mapping[str, str]:
    """field -> its mark, of the fields typed as free words or secrets (see `given.words` and
    `given.secret`).
    """
    found = {}
    for name, field in kind.model_fields.items():
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        if extra.get("mark"):
            found[name] = str(extra["mark"])
    return found


_LEFT_OUT = ("secret", "bulk")


def fields_left_out(given: Given) -> set[str]:
    """Fields that neither a record nor a stored digest holds: secrets such as a password, and rows in
    bulk.
    """
    return {name for name, mark in _marks(type(given)).items() if mark in _LEFT_OUT}


def _given(given: Given) -> dict[str, Any]:
    """The input by field, free words marked, secrets and rows in bulk left out."""
    marks = _marks(type(given))
    shown: dict[str, Any] = {}
    for name in type(given).model_fields:
        value = getattr(given, name)
        if marks.get(name) not in _LEFT_OUT:
            shown[name] = Marked(marks[name], value) if name in marks and value not in (None, "") else value
    return shown


def _refusal(refusal: Refusal | None) -> dict[str, Any] | None:
    if refusal is None:
        return None
    return {"code": refusal.code, "field": refusal.field, "figures": dict(refusal.figures)}


def _grow(act: Act, leaf: bytes) -> None:
    head = act.hand.log.head()
    frontier = Frontier() if head is None else Frontier.read(head.size, head.frontier)
    frontier.append(leaf)
    act.hand.log.grow(Head(frontier.size, frontier.stored(), act.now.astimezone(UTC)))


class _Texts:
    """Takes marked values out of a record and keeps them as rows of `text_of_record`."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._seen: dict[tuple[str, str], dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []

    def sealed(self, value: Any) -> Any:
        """The value as JSON's own kinds, with digests in place of marked words."""
        kind = type(value)
        if kind in PLAIN:  # most are: asked first, for it is faster
            return value
        if kind is Marked:
            return self._digest(value)
        if kind is dict or isinstance(value, Mapping):
            return {
                str(key): item if type(item) in PLAIN else self.sealed(item) for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [item if type(item) in PLAIN else self.sealed(item) for item in value]
        return plain(value)

    def _digest(self, value: Marked) -> dict[str, Any]:
        body = value.value if isinstance(value.value, str) else canonical(value.value).decode()
        if (value.mark, body) not in self._seen:
            salt = self._salt(body)
            digest = hashlib.sha256((salt + body).encode()).hexdigest()
            self._seen[value.mark, body] = {"sha256": digest, "chars": len(body)}
            row = {"course_id": self._act.course.id, "number": self._act.number, "position": len(self.rows)}
            self.rows.append(row | {"digest": digest, "mark": value.mark, "salt": salt, "body": body})
        return dict(self._seen[value.mark, body])

    def _salt(self, body: str) -> str:
        """Chance for people's words. A party's and a player's come from the seed, so that the same world has
        the same log.
        """
        if self._act.actor.kind not in ("party", "player"):
            return secrets.token_hex(16)
        named = canonical([self._act.course.seed, self._act.number, len(self.rows), plain(body)])
        return hashlib.sha256(named).hexdigest()[:32]
