"""Shows what was told to other programs and people and was not taken, and sends it again."""

from __future__ import annotations

import argparse
import getpass
import sys
from pkgutil import resolve_name

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.options import add_settings, settings_of
from domain.outward import DeliveryState
from domain.ports import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="webhooks and mails that wait or are dead, newest first")
    listing.add_argument("--state", type=DeliveryState, choices=list(DeliveryState), help="only these (default: waiting and dead)")
    again = verbs.add_parser("again", help="sends dead ones again, with the ids they had")
    again.add_argument("message", metavar="MESSAGE-ID", nargs="?", help="one of them (default: all that are dead)")
    for each in (listing, again):
        add_settings(each)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    store: Store = resolve_name("app.bootstrap:open_installed_store")(settings_of(arguments))
    if arguments.verb == "list":
        _list(store, [arguments.state] if arguments.state else [DeliveryState.WAITING, DeliveryState.DEAD])
        return 0
    clock = resolve_name("app.bootstrap:utc_now")
    with store.begin() as work:
        changed = work.deliveries.again(arguments.message, by=f"{getpass.getuser()} (command line)", now=clock())
    sys.stdout.write(f"{changed} will be tried again by 'tallyclerk serve'.\n" if changed else "None of that is dead.\n")
    return 0 if changed or not arguments.message else 1


def _list(store: Store, states: list[DeliveryState]) -> None:
    table = Table("message", "to", "state", "attempts", "next attempt", "why")
    with store.begin(reading=True) as work:
        found = [each for state in states for each in work.deliveries.in_state(state)]
    for each in found:
        following = f"{each.not_before:%Y-%m-%d %H:%M} UTC" if each.state is DeliveryState.WAITING else ""
        cells = (each.message_id, f"{each.via} {each.target}", each.state, str(each.attempts), following, each.error or "")
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table if found else "Nothing waits, and nothing is dead.")
