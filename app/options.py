"""The command-line arguments that several commands share; light, so that `--help` is quick."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Adds `--settings FILE`."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="the settings file (default: tallyclerk.toml here, if there is one)")


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings that the arguments name. Raises UsageError where they are wrong."""
    settings: Settings = resolve_name("app.settings:load_settings")(arguments.settings)
    return settings
