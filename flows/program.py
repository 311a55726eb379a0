"""The composed program of this process: flows and tasks are given plain values, so they find the program here."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from threading import Event, Lock

from app.bootstrap import Tallyclerk, build
from app.settings import Settings, load_settings

SETTINGS_FILE_VARIABLE = "TALLYCLERK_STARTED_WITH"
"""Names the file in which a starter leaves its settings for the processes that it starts."""

stopping = Event()
"""Set when this process is to end: what has not begun yet is left for the next start."""

_lock = Lock()
_programs: list[Tallyclerk] = []


def use(program: Tallyclerk) -> None:
    """Makes it the program of this process; whoever made it closes it."""
    with _lock:
        _programs[:] = [program]


def current() -> Tallyclerk:
    """The program of this process; composed now, from the starter's settings, where the process has none."""
    with _lock:
        if not _programs:
            _programs.append(build(starters_settings()))
            atexit.register(_programs[0].close)
        return _programs[0]


def leave_settings(settings: Settings) -> dict[str, str]:
    """Writes the settings where only we can read them; returns the environment that leads a child process to them."""
    path = settings.data_dir / "run" / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(settings.model_dump_json(), encoding="utf-8")
    return {SETTINGS_FILE_VARIABLE: str(path)}


def starters_settings() -> Settings:
    """The settings that our starter left for us, else those of this installation."""
    left = os.environ.get(SETTINGS_FILE_VARIABLE)
    return Settings.model_validate_json(Path(left).read_text(encoding="utf-8")) if left else load_settings()
