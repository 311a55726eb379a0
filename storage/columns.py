"""Column types that mean the same on SQLite and PostgreSQL: moments in UTC, words without NUL, JSON as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, JsonValue
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment with time zone. SQLite keeps none, so there it is written and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, as the database takes it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside: what no database can hold (NUL, half surrogates) is replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The text as every database takes it."""
        return None if value is None else storable(value)


class Json(TypeDecorator[JsonValue]):
    """JSON as text, in ASCII and in the order it was given, so that both databases return exactly what they got."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The text of the value; None stays NULL."""
        return None if value is None else json.dumps(value, allow_nan=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The value of the text."""
        return None if value is None else json.loads(value)


def storable(text: str) -> str:
    """The text with NUL and half surrogates replaced by the replacement character."""
    return text.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def canonical(value: JsonValue) -> str:
    """The one way to write a JSON value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain(value: object) -> JsonValue:
    """A field's value as JSON: models, enums, moments and lists of them.

    Raises:
        TypeError: it has no JSON form.
    """
    match value:
        case BaseModel():
            return _dumped(value)
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(name): plain(item) for name, item in value.items()}
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON form.")


def _dumped(model: BaseModel) -> JsonValue:
    dumped: JsonValue = model.model_dump(mode="json")
    return dumped
