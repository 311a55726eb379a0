"""Runs the real thing: sweeps the channels, posts, watches the deadlines, and keeps the review desk open."""

from __future__ import annotations

import argparse
from pkgutil import resolve_name

from app.options import add_settings, settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    # The flows stand above the app, so they are found by name.
    return int(resolve_name("flows.serve:serve")(settings_of(arguments)))
