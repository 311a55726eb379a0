"""What many tests need: a clock that can be set, and stores on every database that is there."""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from domain.ports import Store
from storage.database import open_store
from tests.tryton import build
from tests.tryton.server import TrytonServer

TRYTON = os.environ.get("TALLYCLERK_TEST_TRYTON", "")
# How long a test takes is the machine's business; timings are measured by `make bench`.
settings.register_profile("here", deadline=None)
settings.load_profile("here")

POSTGRES = os.environ.get("TALLYCLERK_TEST_POSTGRES", "")


class FakeClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)  # a Monday

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; PostgreSQL only where TALLYCLERK_TEST_POSTGRES gives the address of one."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'db' / 'tallyclerk.db'}"
        return
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(store_url: str, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(store_url, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tryton_home() -> Path:
    """Where the real Tryton was built; skips where it cannot be, unless TALLYCLERK_TEST_TRYTON=required."""
    try:
        return build.tryton_home()
    except build.NotBuiltError as error:
        if TRYTON == "required":
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def tryton_server(tryton_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrytonServer]:
    """A running Tryton with a company and nothing ordered."""
    with TrytonServer(tryton_home, tmp_path_factory.mktemp("tryton")) as server:
        yield server
