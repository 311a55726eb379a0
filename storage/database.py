"""Opens the database: connections, transactions, and a schema that is up to date before anybody uses it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from domain.errors import UsageError
from domain.ports import Clock, Store, UnitOfWork
from storage.failures import store_failures
from storage.unit import SqlUnitOfWork

_READING = "tallyclerk_reading"
_WAIT_SECONDS = 30
# One lock for all writers, as SQLite has it by nature: a unit of work never sees another one half done.
_POSTGRESQL_WRITER_LOCK = 7_265_021
# Alembic keeps its context in the module, so threads must take turns.
_ONE_AT_A_TIME = threading.Lock()


class SqlStore:
    """A store on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._thread = threading.local()

    def begin(self, *, reading: bool = False) -> AbstractContextManager[UnitOfWork]:
        """A unit of work; one for `reading` waits for no writer and may change nothing.

        Raises:
            StoreBusyError: the database cannot be written (or reached) now.
        """
        return self._reading() if reading else self._writing()

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[UnitOfWork]:
        with store_failures(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_READING: True})
            with connection.begin():
                yield SqlUnitOfWork(connection, self._clock)

    @contextmanager
    def _writing(self) -> Iterator[UnitOfWork]:
        if getattr(self._thread, "writing", False):
            # It would wait for itself.
            raise RuntimeError("This thread has a unit of work open already.")
        self._thread.writing = True
        try:
            with store_failures(), self._engine.begin() as connection:
                yield SqlUnitOfWork(connection, self._clock)
        finally:
            self._thread.writing = False


def open_store(url: str, clock: Clock) -> Store:
    """The store at that address, created or brought up to date where needed; two processes may do so at once.

    Raises:
        UsageError: the address is wrong, its driver is missing, or what is there is no database of ours.
        StoreBusyError: the database cannot be reached or written now.
    """
    engine = _engine(_address(url))
    try:
        with store_failures(), _ONE_AT_A_TIME:
            _migrate(engine)
    except DatabaseError as error:
        engine.dispose()
        if isinstance(error.orig, sqlite3.DatabaseError) and error.orig.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise UsageError(f"{engine.url.database} is no SQLite database: name another file.") from error
        raise
    except CommandError as error:
        engine.dispose()
        raise UsageError("The database was made by a newer Tallyclerk: use that one, or another database.") from error
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, clock)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UsageError("The database address is not one: write it like sqlite:///var/tallyclerk.db.") from error
    match address.get_backend_name():
        case "sqlite" if address.database in (None, "", ":memory:"):
            raise UsageError("A database in memory is gone with its first connection: name a file, like sqlite:///var/tallyclerk.db.")
        case "sqlite":
            return address.set(drivername="sqlite")
        case "postgresql":
            return address.set(drivername="postgresql+psycopg")
        case other:
            raise UsageError(f"Tallyclerk keeps its data in SQLite or PostgreSQL, not in {other}: change the database address.")


def _engine(address: URL) -> Engine:
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite:
        _make_folder(Path(address.database or ""))
    options: dict[str, Any] = {"timeout": _WAIT_SECONDS} if sqlite else {"connect_timeout": 10}
    try:
        engine = create_engine(address, pool_pre_ping=not sqlite, pool_timeout=_WAIT_SECONDS, connect_args=options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageError("PostgreSQL needs its driver: install tallyclerk[postgresql].") from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The database's folder {file.parent} cannot be made ({error.strerror}): choose another.") from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and late; we begin them (see `_begin_sqlite`).
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection: Any) -> None:
    """Switches to the write-ahead log; on a fresh file two processes may want to at once, and SQLite does not wait for that."""
    give_up = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once if somebody wrote between; taking the lock first makes it wait instead.
    reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(_READING):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
    connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = '5min'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_WRITER_LOCK})")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
