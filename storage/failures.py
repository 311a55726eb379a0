"""Which of the database's failures may pass: locked, full, unreachable. All others are faults of the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from domain.errors import StoreBusyError

_PASSING_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# PostgreSQL's classes: connection, rolled back for concurrency, resources, not in the right state (locks), operator intervention.
_PASSING_SQLSTATES = ("08", "40", "53", "55", "57")
_READ_ONLY = "25006"
_PRIMARY = 0xFF


@contextmanager
def store_failures() -> Iterator[None]:
    """Turns the database's passing failures into `StoreBusyError`."""
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreBusyError("The database has no free connection: try again in a moment.") from error
    except exc.DBAPIError as error:
        if not _may_pass(error):
            raise
        raise StoreBusyError(f"The database cannot be used now ({_words(error)}): it is tried again.") from error


def _may_pass(error: exc.DBAPIError) -> bool:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY in _PASSING_SQLITE
    if error.connection_invalidated:
        return True
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # Without a state the server did not answer: it is unreachable.
        return isinstance(error, exc.OperationalError)
    return state == _READ_ONLY or str(state)[:2] in _PASSING_SQLSTATES


def _words(error: exc.DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__
