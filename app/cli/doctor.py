"""Says what is installed, reachable and missing, and what to do about each."""

from __future__ import annotations

import argparse
from pkgutil import resolve_name

from app.options import add_settings, settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.doctor:examine")(settings_of(arguments)))
