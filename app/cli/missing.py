"""Names what did not come: unconfirmed order lines and shipments without their certificates, each with a draft that asks for it."""

from __future__ import annotations

import argparse
from pkgutil import resolve_name

from app.options import add_settings, settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("--days", type=int, default=5, metavar="N", help="working days that a supplier may take to confirm (5)")
    parser.add_argument("--drafts", action="store_true", help="with the letters that ask for it, in the suppliers' languages")
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.worklist:show_missing")(settings_of(arguments), arguments.days, drafts=arguments.drafts))
