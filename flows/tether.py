"""Runs a command that must not outlive its starter: when our standard input ends, as it does when the starter dies, the command ends.

Use: `python -m flows.tether COMMAND…` as the leader of a process group of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

PATIENCE_SECONDS = 8.0


def main(command: Sequence[str]) -> int:
    """Runs the command to its end, or to ours."""
    # A handler, not SIG_IGN, which the command would inherit.
    signal.signal(signal.SIGTERM, lambda *_: None)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - what our starter says
    threading.Thread(target=_end_with_starter, args=(child,), daemon=True).start()
    code = child.wait()
    _end_group()
    return code


def _end_with_starter(child: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGTERM)
    try:
        child.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _end_group() -> None:
    """What the command itself started gets a moment to follow it."""
    if os.getpgrp() != os.getpid():
        return
    os.killpg(os.getpgrp(), signal.SIGTERM)
    time.sleep(0.2)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if os.getpgrp() == os.getpid():
        sys.stdout.flush()
        os.killpg(os.getpgrp(), signal.SIGKILL)
    sys.exit(code)
