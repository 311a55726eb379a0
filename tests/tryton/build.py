"""Builds the Tryton that tests talk to, once a machine: an environment of its own and a database with a company in it."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.tryton.rpc import PASSWORD
from tests.tryton.seed import seed_company
from tests.tryton.server import TrytonServer

HERE = Path(__file__).parent
MODULES = ("purchase", "purchase_amendment", "stock_lot", "incoterm", "quality")
CACHE_VARIABLE = "TALLYCLERK_TEST_CACHE"


class NotBuiltError(Exception):
    """Tryton cannot be had here; the message says why."""


def tryton_home() -> Path:
    """The folder with the environment `env` and a database with a company, built now (a minute) unless this recipe was built before.

    Raises:
        NotBuiltError: the package registry cannot be reached, or does not have it.
    """
    packages = (HERE / "requirements.txt").read_bytes() + sys.version.encode()
    filling = b"".join((HERE / name).read_bytes() for name in ("build.py", "seed.py"))
    environment = _cache() / f"tryton-{_digest(packages)}"
    home = environment / f"database-{_digest(filling)}"
    with _alone(environment):
        if not (environment / "built").exists():
            _make_environment(environment / "env")
            (environment / "built").touch()
        if not (home / "built").exists():
            home.mkdir(exist_ok=True)
            _make_database(home)
            (home / "built").touch()
    return home


def _digest(recipe: bytes) -> str:
    return hashlib.sha256(recipe).hexdigest()[:16]


def _cache() -> Path:
    root = os.environ.get(CACHE_VARIABLE) or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(root).expanduser() / "tallyclerk-tests"


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Test runs that start at once build it once."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_environment(environment: Path) -> None:
    venv.create(environment, with_pip=True, clear=True)
    # What packages of ours may be on the path is no business of that process.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = ("--disable-pip-version-check", "--quiet", "--no-input", "--retries", "1")
    command = [environment / "bin/python", "-m", "pip", *told, "install", "-r", HERE / "requirements.txt"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        words = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise NotBuiltError(f"Tryton could not be installed from the package registry: {' '.join(words[:1])[:300]}")


def _make_database(home: Path) -> None:
    server = TrytonServer(home, home)
    server.database.unlink(missing_ok=True)
    server.database.touch()
    (home / "password").write_text(PASSWORD)
    named = ("-d", server.name, "--all", "--email", "admin@works.example", "-l", "en", "-u", *MODULES, "--activate-dependencies")
    command = [home.parent / "env/bin/trytond-admin", "-c", server.configuration(), *named]
    done = subprocess.run(command, env=server.environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotBuiltError(f"Tryton's database could not be made: {done.stderr[-500:]}")
    with server:
        (home / "key").write_text(seed_company(server.admin()))
    with closing(sqlite3.connect(server.database)) as database:  # what the server wrote last is in a file beside it
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
