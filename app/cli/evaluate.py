"""Scores the pipeline on a folder of documents whose truth is known."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds inbox/, orders.json and truth.jsonl")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.evaluate:evaluate")(arguments.folder))
