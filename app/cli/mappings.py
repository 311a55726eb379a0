"""What suppliers call our items and units: what was learned, confirming and revoking it, and what it would change."""

from __future__ import annotations

import argparse
from pkgutil import resolve_name

from app.options import add_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="what was learned, by supplier and item")
    listing.add_argument("words", nargs="*", metavar="WORD", help="only where all of these stand in supplier, item or what is said")
    listing.add_argument("--supplier", metavar="ID", help="only of this supplier")
    states = ("proposed", "in_force", "disputed", "revoked")
    listing.add_argument("--state", choices=states, help="only what stands so")
    show = verbs.add_parser("show", help="one mapping with its evidence and the papers that it helped to post")
    confirm = verbs.add_parser("confirm", help="puts a mapping in force")
    revoke = verbs.add_parser("revoke", help="takes a mapping out of force at once, or turns its proposal down")
    test = verbs.add_parser("test", help="what a mapping changes on the supplier's last papers; changes nothing")
    for verb in (show, confirm, revoke, test):
        verb.add_argument("number", type=_positive, metavar="NUMBER", help="the mapping, as 'list' numbers it")
    confirm.add_argument(
        "--factor", default="", metavar="N", help="of a unit: how many of our unit it is, to be said by whoever confirms it"
    )
    for verb, who in ((confirm, "a lead, and not the only one whose approvals say so"), (revoke, "who revokes it")):
        verb.add_argument("--by", required=True, metavar="USER", help=who)
        verb.add_argument("--reason", required=True, metavar="WORDS", help="why")
    test.add_argument("--last", type=_positive, default=20, metavar="N", help="how many papers (20)")
    for verb in (listing, show, confirm, revoke, test):
        add_settings(verb)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.mapping_command:run")(arguments))


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return number
