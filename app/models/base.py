"""What every table shares: ids, the course that a row belongs to, and exact column types.

Numbers are stored as scaled whole numbers, since SQLite has no exact decimal and both databases must agree.
Column marks (`Column.info["mark"]`) tell the recorder how to note a change:
`words` (free text of a person: salted digest in the record), `hidden` (truth that the world keeps until the
deal is over: salted digest too), `secret` (never in a record), `plumbing` (of the house, not of the trade).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from app.core.canonical import plain

_GREATEST = 2**63 - 1


class Exact(TypeDecorator[Decimal]):
    """A decimal with a fixed number of decimals, stored as a whole number of its smallest step."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, decimals: int) -> None:
        super().__init__()
        self.decimals = decimals

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.decimals)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {self.decimals} decimals: round it by a rule first")
        if abs(whole) > _GREATEST:
            raise ValueError(f"{value} does not fit the column")
        return whole

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.decimals)


class Utc(TypeDecorator[datetime]):
    """An instant. Aware in Python, always UTC; SQLite keeps it as text without a zone."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone: use UTC")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Plain(TypeDecorator[Any]):
    """JSON of plain values; decimals, dates and ids go in as strings. Replace the value, never mutate it."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else plain(value)


AMOUNT = Exact(4)  # money and unit prices
RATE = Exact(8)  # exchange rates, shares, duty rates
WEIGHT = Exact(3)  # kg
LENGTH = Exact(2)  # cm
VOLUME = Exact(6)  # m3
MARKS = ("words", "hidden", "secret", "plumbing")


def marked(mark: str, **kwargs: Any) -> Any:
    """A field whose changes the recorder treats by its mark (see the module's words)."""
    if mark not in MARKS:
        raise ValueError(mark)
    kwargs["sa_column_kwargs"] = {**kwargs.get("sa_column_kwargs", {}), "info": {"mark": mark}}
    return Field(**kwargs)


class Row(SQLModel):
    """A row with an id of ours (UUIDv7 shape; `Act.add` gives it, deterministically)."""

    id: UUID = Field(default=None, primary_key=True)

    def __init__(self, **given: Any) -> None:
        """A new row: what is given, else each field's default.

        As SQLModel does it (rows are not validated, actions' inputs are), without asking each default every
        time how it is called, which takes longer than to write the row.
        """
        names, plain_values, makers = _fields_of(type(self))
        values = self.__dict__
        values.update(plain_values)
        for name, make in makers:
            if name not in given:
                values[name] = make()
        values.update((name, value) for name, value in given.items() if name in names)
        object.__setattr__(self, "__pydantic_fields_set__", set(given) & names)


@cache
def _fields_of(
    model: type[SQLModel],
) -> tuple[frozenset[str], dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """A model's fields by name, its defaults that are one and the same value, and what makes the others."""
    fields = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    made = {name: field.default_factory for name, field in fields.items() if field.default_factory}
    same = {name: field.default for name, field in fields.items() if name not in made}
    if mutable := [name for name, value in same.items() if isinstance(value, list | dict | set)]:
        raise TypeError(f"{model.__name__}: a default that rows would share: {mutable}")
    return frozenset(model.model_fields), same, tuple(made.items())  # type: ignore[arg-type]


class CourseRow(Row):
    """A row of one course. Every query names the course first, and no query joins two."""

    course_id: UUID = Field(default=None, foreign_key="course.id", index=True)
