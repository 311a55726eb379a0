"""A stand-in for the reading process's kinds of paper: from then on, documents do what their bytes say, as bad documents do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from domain.doctype import DocType
from domain.errors import TransientError, UnreadableError
from domain.paper import Kind, Reading

GOOD = Reading(kind=Kind.OTHER, kind_confidence=0.9, language="en")


def doctypes() -> tuple[DocType, ...]:
    """No kinds of paper; the process that asks for them reads no more, but misbehaves."""
    vars(import_module("__main__"))["read_document"] = behave
    return ()


def behave(content: bytes, name: str, *_: Any, on_page: Callable[[int], None]) -> Reading:
    """Does what the document says; a good one is read."""
    what, _, argument = content.decode().partition(" ")
    said = {
        "hang": hang,
        "hang_with_a_child": lambda: hang_with_a_child(Path(argument)),
        "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "leave": lambda: os._exit(3),
        "eat_memory": lambda: bytearray(8 * 1024**3),
        "recurse": recurse,
        "fail": lambda: fail(ValueError("the third page\nhas no words")),
        "be_unreadable": lambda: fail(UnreadableError("It is upside down.")),
        "wait": lambda: fail(TransientError("Tesseract was killed.")),
        "chatter": lambda: print('{"size": 1}', flush=True),  # noqa: T201
        "write_to_descriptor_one": lambda: os.write(1, b'{"unreadable": "no"}\n'),
        "take_its_time": lambda: take_time(on_page),
    }.get(what, GOOD.model_copy)()
    return said if isinstance(said, Reading) else GOOD


def hang() -> None:
    """Never answers."""
    time.sleep(600)


def hang_with_a_child(note: Path) -> None:
    """Never answers, and leaves word of the program that it started."""
    note.write_text(str(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid))
    hang()


def recurse() -> None:
    """Goes down without end."""
    recurse()


def fail(error: Exception) -> None:
    """Raises the error."""
    raise error


def take_time(on_page: Callable[[int], None]) -> None:
    """Reads slowly, page by page."""
    for page in range(1, 5):
        time.sleep(0.4)
        on_page(page)
