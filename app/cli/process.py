"""Takes files through the whole pipeline without a server: one result a line; nothing is posted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from pkgutil import resolve_name


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders; folders are walked in name order")
    parser.add_argument("--orders", required=True, type=Path, metavar="ORDERS.json", help="the purchase orders to check against")
    parser.add_argument("--out", required=True, type=Path, metavar="RESULTS.jsonl", help="where the results go")
    parser.add_argument(
        "--workers", type=positive, default=os.cpu_count() or 1, metavar="N", help="documents read at once (default: the cores)"
    )
    parser.add_argument("--store", default=None, metavar="URL", help="the database to keep everything in (default: a throw-away one)")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    process_paths = resolve_name("app.process:process_paths")
    return int(process_paths(arguments.paths, arguments.orders, arguments.out, arguments.workers, arguments.store))


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return number
