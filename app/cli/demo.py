"""Starts everything on this machine in a fresh folder and puts the sample paperwork through it."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("--once", action="store_true", help="end when the paperwork is through")
    parser.add_argument(
        "--data", type=Path, default=Path("var/demo"), metavar="DIR", help="where the demo lives; made anew (default: var/demo)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    # The flows stand above the app, so they are found by name.
    return int(resolve_name("flows.demo:demo")(arguments.data, once=arguments.once))
