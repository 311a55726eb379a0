"""Proves that the audit log is whole: recomputes its chain and names the first broken entry."""

from __future__ import annotations

import argparse
import sys
from pkgutil import resolve_name

from app.options import add_settings, settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="verify", required=True)
    add_settings(verbs.add_parser("verify", help="exit 0 if the chain is whole, else 1"))


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    broken = resolve_name("app.bootstrap:first_broken_entry")(settings_of(arguments))
    if broken is None:
        sys.stdout.write("The audit log is whole.\n")
        return 0
    sys.stdout.write(f"The audit log is broken at entry {broken}: it, or an entry before it, was changed or taken out.\n")
    return 1
