"""Scores the pipeline on a folder of documents whose truth is known."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds inbox/, orders.json and truth.jsonl")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures go as JSON, for comparing one run with the next")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.evaluate:evaluate")(arguments.folder, arguments.json))
