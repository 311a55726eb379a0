"""Looks after the people of the review desk: adds, changes and lists them, and makes tokens for other programs."""

from __future__ import annotations

import argparse
import getpass
import sys
from pkgutil import resolve_name

from rich.console import Console
from rich.table import Table

from app.options import add_settings, settings_of
from domain.decisions import Queue
from domain.people import DEPARTMENTS, Role
from domain.ports import Store

TOKEN_DAYS = 90


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _verb(verbs, "list", "everybody, with roles and departments", named=False)
    adding = _verb(verbs, "add", "adds somebody and prints their first password, which they have to change")
    changing = _verb(verbs, "change", "changes somebody's role or departments (they are signed out), or their address")
    for sub, required in ((adding, True), (changing, False)):
        sub.add_argument("--role", type=Role, choices=list(Role), required=required, help=", ".join(Role))
        sub.add_argument(
            "--department", type=Queue, choices=list(Queue), action="append", help="instead of the role's own; may be repeated"
        )
    changing.add_argument("--email", metavar="ADDRESS", help="where they are told of their cases; '' takes it away")
    _verb(verbs, "password", "a new first password for somebody who lost theirs")
    linking = _verb(verbs, "link", "says who somebody is at the identity provider; their password lets nobody in any more")
    linking.add_argument("subject", metavar="SUBJECT", help="their 'sub' there; the log names it when they tried to sign in")
    _verb(verbs, "disable", "keeps somebody out; what they did stays under their name")
    _verb(verbs, "enable", "lets somebody in again")
    tokens = _verb(verbs, "token", "a token that lets another program in with that user's rights; it is printed once")
    tokens.add_argument("--for", dest="label", required=True, metavar="WHAT", help="what the token is for")
    tokens.add_argument("--days", type=int, default=TOKEN_DAYS, metavar="N", help=f"how long it is good ({TOKEN_DAYS})")
    revoking = _verb(verbs, "revoke", "takes a token away", named=False)
    revoking.add_argument("token", metavar="TOKEN-ID")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    settings = settings_of(arguments)
    store: Store = resolve_name("app.bootstrap:open_installed_store")(settings)
    people = resolve_name("app.people")
    by = f"{getpass.getuser()} (command line)"
    match arguments.verb:
        case "list":
            _list(store)
        case "add":
            password = people.add_user(store, arguments.name, arguments.role, arguments.department or [], by=by)
            _tell(f"{arguments.name} signs in with {password} once, and has to choose a password then.")
        case "change":
            people.change_user(store, arguments.name, by=by, role=arguments.role, departments=arguments.department, email=arguments.email)
        case "password":
            _tell(
                f"{arguments.name} signs in with {people.reset_password(store, arguments.name, by=by)} once, and has to choose a password then."
            )
        case "link":
            resolve_name("app.elsewhere:link")(store, settings.oidc, arguments.name, arguments.subject, by=by)
        case "disable" | "enable":
            people.change_user(store, arguments.name, by=by, disabled=arguments.verb == "disable")
        case "token":
            clock = resolve_name("app.bootstrap:utc_now")
            _tell(people.make_token(store, arguments.name, arguments.label, days=arguments.days, by=by, clock=clock))
        case "revoke":
            with store.begin() as work:
                if not work.tokens.revoke(arguments.token, by=by):
                    _tell(f"There is no token {arguments.token}.")
                    return 1
    return 0


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str, *, named: bool = True
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=says, description=says)
    if named:
        parser.add_argument("name", metavar="NAME")
    add_settings(parser)
    return parser


def _list(store: Store) -> None:
    with store.begin(reading=True) as work:
        users, tokens = work.users.all(), work.tokens.all()
    everybody = Table("name", "role", "decides for", "e-mail", "note")
    for user in users:
        note = "may not come in" if user.disabled else "has to choose a password" if user.must_change else ""
        everybody.add_row(user.name, user.role, ", ".join(user.departments or DEPARTMENTS[user.role]), user.email, note)
    programs = Table("token", "what for", "rights of", "good until")
    for token in tokens:
        programs.add_row(token.token_id, token.label, token.user, f"{token.expires_at:%Y-%m-%d}")
    Console().print(everybody, *([programs] if tokens else []))


def _tell(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
