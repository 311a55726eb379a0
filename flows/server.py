"""The embedded Prefect server: a child process on loopback with its own home, found healthy before anybody uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import UsageError

HEALTH_SECONDS = 120.0
STOP_SECONDS = 10.0
LOG_LINES = 5


def prefect_environment(home: Path, api_url: str) -> dict[str, str]:
    """What Prefect is told through the environment: where it lives, and that it tells nobody anything."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url,
        "PREFECT_UI_API_URL": api_url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        # The runs' own pages tell everything; the console only what went wrong.
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
        "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "INFO",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "INFO",
        "PREFECT_CLI_PROMPT": "false",
        # On loopback a server that does not answer is dead; the papers do not wait for it.
        "PREFECT_CLIENT_MAX_RETRIES": "2",
    }


def is_healthy(api_url: str) -> bool:
    """Whether a Prefect server answers there; a quick question on loopback."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=2) as answer:  # noqa: S310 - http on an address from the settings
            return json.load(answer) is True
    except (OSError, ValueError):
        return False


@dataclass
class Child:
    """A child process in a group of its own, which ends when this process ends, however it ends."""

    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it; what it prints goes to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                [sys.executable, "-m", "flows.tether", *self.command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )

    @property
    def runs(self) -> bool:
        """Whether it is alive."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Lets go of the tether, and waits until the whole group has ended."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n") if self.log.is_file() else []
        return " / ".join(line.strip() for line in lines[-LOG_LINES:] if line.strip())


@dataclass
class PrefectServer:
    """Prefect's server and UI: our own child on loopback, or one that is there already."""

    api_url: str
    child: Child | None = None

    @classmethod
    def embedded(cls, home: Path, host: str, port: int) -> PrefectServer:
        """A server of our own, with its database under `home`."""
        api_url = f"http://{host}:{port}/api"
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
        return cls(api_url, Child(command, home / "server.log", prefect_environment(home, api_url)))

    @property
    def ui_url(self) -> str:
        """Where people look at the runs."""
        return self.api_url.removesuffix("/api")

    def start(self) -> None:
        """Starts it if it is ours; it is not ready yet."""
        if self.child is not None:
            self.child.start()

    def wait(self, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Waits until it answers, while `goes_on` says so.

        Raises:
            UsageError: it ended, or does not answer in two minutes.
        """
        until = time.monotonic() + HEALTH_SECONDS
        while goes_on() and not is_healthy(self.api_url):
            if self.child is not None and not self.child.runs:
                raise UsageError(f"The Prefect server ended ({self.child.last_words() or 'without a word'}); its log is {self.child.log}.")
            if time.monotonic() > until:
                raise UsageError(f"No Prefect server answers at {self.api_url}; start it, or let Tallyclerk run its own.")
            time.sleep(0.2)

    def stop(self) -> None:
        """Ends it if it is ours."""
        if self.child is not None:
            self.child.stop()
