"""Shows the policy, proposes another, puts it in force, tries it on past documents, and tells the error of automation."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name

from app.options import add_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    show = verbs.add_parser("show", help="the policy in force, the proposals, and what the file on disk is worth")
    propose = verbs.add_parser("propose", help="stores a policy file as a proposal; it changes nothing yet")
    propose.add_argument("file", type=Path, metavar="FILE", help="a policy file (docs/policy.md)")
    propose.add_argument("--by", required=True, metavar="USER", help="who proposes it")
    approve = verbs.add_parser("approve", help="puts a proposal in force")
    approve.add_argument("hash", metavar="HASH", help="its hash, or the first eight digits of it or more")
    approve.add_argument("--by", required=True, metavar="OTHER", help="a lead, and never who proposed it")
    replay = verbs.add_parser("replay", help="what a policy file would have done to the last documents; changes nothing")
    replay.add_argument("file", type=Path, metavar="FILE", help="a policy file")
    replay.add_argument("--last", type=_positive, default=100, metavar="N", help="how many documents (100)")
    sample = verbs.add_parser("sample", help="the measured error of what was posted by itself")
    for verb in (show, propose, approve, replay, sample):
        add_settings(verb)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    return int(resolve_name("app.policy_command:run")(arguments))


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return number
