"""Loads purchase orders into the embedded order book."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from pkgutil import resolve_name

from app.options import add_settings, settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="import", required=True)
    importing = verbs.add_parser("import", help="adds or replaces the orders of a file, all or none")
    importing.add_argument("file", type=Path, metavar="FILE", help="a JSON list of purchase orders")
    add_settings(importing)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    count = resolve_name("app.bootstrap:import_orders")(settings_of(arguments), arguments.file)
    sys.stdout.write(f"{count} purchase orders are in the order book.\n")
    return 0
