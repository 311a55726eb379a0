"""Tryton's server as a process of its own on loopback, over a copy of the database that was built."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.tryton.rpc import Admin

CONFIGURATION = """\
[database]
uri = sqlite://
path = {data}
[web]
listen = 127.0.0.1:{port}
[request]
max_size = 41943040
[product]
price_decimal = 8
[email]
uri = smtp://127.0.0.1:1
"""


class TrytonServer:
    """Starts, stops and kills the server over the database in `data`; its address stays the same."""

    name = "erp"

    def __init__(self, home: Path, data: Path) -> None:
        self.home = home
        self.data = data
        self.database = data / f"{self.name}.sqlite"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._token = ""
        self._process: subprocess.Popen[bytes] | None = None
        if data != home:
            shutil.copyfile(home / self.database.name, self.database)

    @property
    def key(self) -> str:
        """The key of the user application that Tallyclerk signs in with."""
        return (self.home / "key").read_text()

    @property
    def options(self) -> dict[str, str]:
        """The settings `erp_options` for this server."""
        return {"url": f"{self.address}/{self.name}", "key": self.key, "company": "Works", "seconds": "60"}

    def configuration(self) -> Path:
        """The server's configuration, written."""
        file = self.data / "trytond.conf"
        file.write_text(CONFIGURATION.format(data=self.data, port=self.port))
        return file

    def environment(self) -> dict[str, str]:
        """The process's surroundings: nothing of ours is on its path."""
        ours = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return {**ours, "TRYTONPASSFILE": str(self.home / "password")}

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [self.home.parent / "env/bin/trytond", "-c", self.configuration(), "-d", self.name]
        with (self.data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log, cwd=self.data)
        for _ in range(2400):
            if self._process.poll() is not None:
                break
            try:
                httpx.get(self.address, timeout=5)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"Tryton does not answer: {(self.data / 'server.log').read_text()[-2000:]}")

    def kill(self) -> None:
        """Ends it in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def revive(self) -> None:
        """Starts it again if it was killed."""
        if self._process is None:
            self.start()

    def pause(self) -> None:
        """It stays connected, but does nothing."""
        assert self._process is not None
        self._process.send_signal(19)

    def go_on(self) -> None:
        """It goes on where it was paused."""
        assert self._process is not None
        self._process.send_signal(18)

    def admin(self) -> Admin:
        """Its administrator, signed in, in the company."""
        admin = Admin(self.address, self.name, self._token)
        self._token = admin.token
        companies = admin.ids("company.company")
        if companies:
            admin.context = {"company": companies[0], "companies": companies}
        return admin

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
