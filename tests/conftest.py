"""What many tests need: a clock that can be set, stores on every database that is there, a small world, and the desk in a browser."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text

from app import people
from domain.ports import Store
from storage.database import open_store
from tests.browser import OpenDesk, launched, served
from tests.caller import Caller, caller_at
from tests.clock import FakeClock
from tests.tryton import build
from tests.tryton.server import TrytonServer
from tests.visitor import Visitor, visitor_at
from tests.world import World, world

TRYTON = os.environ.get("TALLYCLERK_TEST_TRYTON", "")
# How long a test takes is the machine's business; timings are measured by `make bench`.
# A gate that says yes or no to a change draws the same examples for the same code; everybody else's runs look further.
settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("here")

POSTGRES = os.environ.get("TALLYCLERK_TEST_POSTGRES", "")


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


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with every table and nothing in them, made once and copied."""
    file = tmp_path_factory.mktemp("empty") / "tallyclerk.db"
    open_store(f"sqlite:///{file}", FakeClock()).close()
    return file


@pytest.fixture
def store(store_url: str, clock: FakeClock, empty_database: Path) -> Iterator[Store]:
    if store_url.startswith("sqlite:///"):
        file = Path(store_url.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True)
        copyfile(empty_database, file)
    opened = open_store(store_url, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session", autouse=True)
def strong_hasher() -> Iterator[PasswordHasher]:
    """Passwords are hashed cheaply in tests; yields the hasher of the program, which is slow on purpose."""
    strong = people._hasher
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_hasher", cheap)
        patch.setattr(people, "_nobody", cheap.hash("nobody"))
        yield strong


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    """A small world of the test's own; a module whose world differs has a fixture of this name."""
    with world(tmp_path) as here:
        yield here


@pytest.fixture
def clerk(made: World) -> Visitor:
    """The clerk, signed in at the desk of that world."""
    return visitor_at(made, "clerk")


@pytest.fixture
def call(made: World) -> Caller:
    """A program at the JSON interface of that world, by the name of its token's user."""
    return caller_at(made)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of a module: to start one takes longer than most of them."""
    with launched() as browser:
        yield browser


@pytest.fixture
def desk(made: World, chromium: Browser) -> Iterator[OpenDesk]:
    """The desk of that world, served on loopback, and a browser with nobody in it."""
    with served(made, chromium) as opened:
        yield opened


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
