"""The command line: one module a command, named as the command; the first line of a module is its help.

A command's module offers `configure(parser)` and `run(arguments, settings) -> int`. What does the work is imported when the
command runs, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import ast
import logging
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from domain.errors import TallyclerkError

PROGRAM = "tallyclerk"
USAGE_EXIT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; a wrong use or a missing part is one sentence on stderr and a non-zero exit."""
    parsed = _parse(list(sys.argv[1:] if arguments is None else arguments))
    told = logging.StreamHandler()
    told.setLevel(logging.WARNING)  # of the handler, as libraries set their loggers' own
    logging.basicConfig(handlers=[told], format="%(levelname)s %(name)s: %(message)s")
    try:
        command = import_module(f"{__name__}.{parsed.command}")
        return int(command.run(parsed))
    except TallyclerkError as error:
        _say(str(error))
        return USAGE_EXIT
    except ModuleNotFoundError as error:
        _say(
            f"The Python package {error.name!r} is missing; 'make' installs all that is needed, 'tallyclerk doctor' says what else is missing."
        )
        return 1
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _say(f"{error.filename or PROGRAM}: {error.strerror or error}.")
        return 1
    except KeyboardInterrupt:
        return 130


def commands() -> dict[str, str]:
    """Every command with its one line of help, without importing any."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        source = (Path(__path__[0]) / f"{module.name}.py").read_text(encoding="utf-8")
        found[module.name] = (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]
    return found


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        _say(f"{message[:1].upper()}{message[1:]}; '{self.prog} --help' says what is possible.")
        sys.exit(USAGE_EXIT)


def _parse(arguments: list[str]) -> argparse.Namespace:
    known = commands()
    parser = _Parser(prog=PROGRAM, description="Reads supplier paperwork, checks it against purchase orders, and posts what is certain.")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {version(PROGRAM)}")
    places = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in known.items():
        sub = places.add_parser(name, help=summary, description=summary)
        if name == asked:
            import_module(f"{__name__}.{name}").configure(sub)
    return parser.parse_args(arguments)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{PROGRAM}: {sentence}\n")
