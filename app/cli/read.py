"""Reads one document and prints what it says, as JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from pkgutil import resolve_name


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF or an image")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    reading = resolve_name("app.process:read_file")(arguments.file)
    sys.stdout.write(reading.model_dump_json(indent=2) + "\n")
    return 0
