"""`tallyclerk serve`: starts everything, says where it is, and works until it is told to stop."""

from __future__ import annotations

import signal
import sys
import threading

from app.settings import Settings
from flows.operation import Operation


def serve(settings: Settings) -> int:
    """Runs until Ctrl-C or SIGTERM; then ends everything that it started.

    Raises:
        UsageError: a port is taken, a setting names what is not there, or Prefect does not come up.
    """
    stop = stop_on_signals()
    with Operation(settings, stop, say) as operation:
        operation.start()
        for sentence in addresses(operation):
            say(sentence)
        operation.run()
        say("Stopping …")
    return 0


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def addresses(operation: Operation) -> list[str]:
    """Where things are, and the passwords if they are new."""
    channels = [
        f"Papers dropped into {each.location} are taken in." for each in operation.settings.channels.values() if each.kind == "folder"
    ]
    passwords = [
        f"Sign in as {name} with the password {password} (it is not shown again)." for name, password in operation.passwords.items()
    ]
    return [
        f"Review desk: {operation.settings.desk_url}",
        *passwords,
        f"Prefect:     {operation.prefect.ui_url}",
        *channels,
        "Ctrl-C ends it.",
    ]


def say(sentence: str) -> None:
    """Tells whoever started us."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
