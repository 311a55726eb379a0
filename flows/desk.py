"""The review desk's web server, in a thread of this process."""

from __future__ import annotations

import os
import socket
import threading
from pkgutil import resolve_name

import uvicorn

from app.bootstrap import Tallyclerk
from app.desk import Desk
from app.elsewhere import elsewhere
from app.secret import secret_key
from domain.errors import UsageError

STOP_SECONDS = 5


class DeskServer:
    """Serves the desk on the settings' host and port."""

    def __init__(self, tally: Tallyclerk) -> None:
        self._settings = tally.settings
        # The desk is our sibling, so it is found by name.
        create_app = resolve_name("review.app:create_app")
        app = create_app(
            Desk(tally.pipeline),
            secret=secret_key(tally.settings.data_dir),
            hosts=tally.settings.desk_hosts,
            secure=tally.settings.desk_secure,
            elsewhere=elsewhere(tally.settings, tally.pipeline.store),
        )
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=STOP_SECONDS
        )
        self._server = uvicorn.Server(config)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Opens the desk. Raises UsageError where its port is taken."""
        host, port = self._settings.host, self._settings.desk_port
        try:
            listening = socket.create_server((host, port))
        except OSError as error:
            raise UsageError(
                f"The review desk cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}); set another desk_port."
            ) from error
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, name="review desk", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Closes it; what is being answered is answered."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(STOP_SECONDS + 1)


def free_port(host: str, wanted: int) -> int:
    """The port if it is free, else any other that is."""
    for port in (wanted, 0):
        try:
            with socket.create_server((host, port)) as listening:
                return int(listening.getsockname()[1])
        except OSError:
            continue
    raise UsageError(f"No port is free on {host}.")
