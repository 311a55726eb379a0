"""The people of the review desk: how they come in, their passwords, and the tokens of other programs.

What is asked of passwords follows OWASP ASVS 5.0, chapter 6: long ones allowed, no rules of composition, guessable ones refused, short
locks against guessing that grow, and an unknown name told like a wrong password.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

import zxcvbn
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.decisions import Queue
from domain.errors import NotAllowedError, UsageError
from domain.outward import is_address
from domain.people import ApiToken, Attempts, Role, User
from domain.ports import Clock, Store

FIRST_USERS = {"clerk": Role.CLERK, "inspector": Role.INSPECTOR, "lead": Role.LEAD, "admin": Role.ADMIN}
"""Two who may decide every ordinary paper, because some need two pairs of eyes; one for quality; one who looks after people."""

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128
HARD_TO_GUESS = 3
"""zxcvbn's score from 0 to 4; 3 is out of reach of guesses against a slow hash."""

FREE_ATTEMPTS = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(minutes=15)

PREFIX = "tallyclerk"
LONGEST_TOKEN_DAYS = 366

_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_urlsafe())


class SignInRefusedError(NotAllowedError):
    """The name and password do not fit, or no password for the name is looked at now."""


def sign_in(store: Store, name: str, password: str, *, clock: Clock) -> User:
    """The user, if the password is theirs; an unknown name takes as long as a wrong password, and is told alike.

    Raises:
        SignInRefusedError: it is not, or there were too many wrong ones.
    """
    with store.begin(reading=True) as work:
        user, tried = work.users.get(name), work.users.attempts(name)
    if tried.locked_until and tried.locked_until > clock():
        minutes = -(-(tried.locked_until - clock()) // timedelta(minutes=1))
        raise SignInRefusedError(f"Too many wrong passwords; try again in {'a minute' if minutes == 1 else f'{minutes} minutes'}.")
    if _fits(user, password):
        assert user is not None
        if tried.failed:
            with store.begin() as work:
                work.users.remember(name, None)
        return user
    failed = tried.failed + 1
    lock = min(LONGEST_LOCK, FIRST_LOCK * 2 ** min(failed - FREE_ATTEMPTS, 10)) if failed >= FREE_ATTEMPTS else None
    with store.begin() as work:
        work.users.remember(name, Attempts(failed=failed, locked_until=clock() + lock if lock else None))
        if lock and user:
            work.audit.append(actor="tallyclerk", action="sign-in locked", subject=f"user:{name}", after={"wrong passwords": failed})
    raise SignInRefusedError("That name and password do not fit.")


def change_password(store: Store, user: User, old: str, new: str) -> None:
    """Sets somebody's own password; they are signed out everywhere.

    Raises:
        UsageError: the old one is wrong, or the new one is too easy to guess.
    """
    if not _fits(user, old):
        raise UsageError("The present password is not right.")
    problem = weakness(new, user.name)
    if problem:
        raise UsageError(problem)
    changed = user.model_copy(update={"password_hash": _hasher.hash(new), "must_change": False})
    with store.begin() as work:
        work.users.save(changed, by=user.name, action="password changed")


def weakness(password: str, name: str) -> str | None:
    """Why a password is not good enough, in a sentence; None where it is."""
    if len(password) < SHORTEST_PASSWORD:
        return f"A password has at least {SHORTEST_PASSWORD} characters; a sentence is a good one."
    if len(password) > LONGEST_PASSWORD:
        return f"A password has at most {LONGEST_PASSWORD} characters."
    # zxcvbn looks at 72 characters at most, and the first ones tell.
    found = zxcvbn.zxcvbn(password[:72], user_inputs=[name, "tallyclerk"])
    if found["score"] < HARD_TO_GUESS:
        warning = found["feedback"]["warning"] or "It is among the first that somebody would try"
        return f"That password is too easy to guess: {warning.rstrip('.')}. A few words that do not belong together are better."
    return None


def add_user(store: Store, name: str, role: Role, departments: Sequence[Queue] = (), *, by: str) -> str:
    """Adds somebody; returns a first password, which is kept nowhere and has to be changed when it is first used.

    Raises:
        UsageError: the name is taken, or is none.
    """
    named = name.strip()
    if not named or len(named) > 200 or not named.isprintable():
        raise UsageError("A user's name has 1 to 200 characters that can be seen.")
    with store.begin() as work:
        if work.users.get(named):
            raise UsageError(f"There is a user {named} already.")
        password = secrets.token_urlsafe(12)
        user = User(name=named, role=role, departments=list(departments), password_hash=_hasher.hash(password), must_change=True)
        work.users.save(user, by=by, action="user added")
    return password


def change_user(
    store: Store,
    name: str,
    *,
    by: str,
    role: Role | None = None,
    departments: Sequence[Queue] | None = None,
    disabled: bool | None = None,
    email: str | None = None,
) -> User:
    """Changes what somebody is at the desk for, or whether they may come in at all (which signs them out everywhere), or their address.

    Raises:
        UsageError: there is no such user, nobody would be left who looks after people, or the address is none.
    """
    if email and not is_address(email.strip()):
        raise UsageError(f"{email.strip()[:100]!r} is no address for mail.")
    with store.begin() as work:
        user = _known(work.users.get(name), name)
        told: dict[str, object] = {"role": role, "departments": None if departments is None else list(departments), "disabled": disabled}
        told["email"] = None if email is None else email.strip()
        changed = user.model_copy(update={key: value for key, value in told.items() if value is not None})
        others = [each for each in work.users.all() if each.name != name]
        if user.role is Role.ADMIN and not any(each.role is Role.ADMIN and not each.disabled for each in [*others, changed]):
            raise UsageError(f"{name} is the only admin: make another one first.")
        work.users.save(changed, by=by, action="user changed")
    return changed


def reset_password(store: Store, name: str, *, by: str) -> str:
    """A new first password for somebody who lost theirs. Raises UsageError where there is no such user, or they have none of ours."""
    password = secrets.token_urlsafe(12)
    with store.begin() as work:
        user = _known(work.users.get(name), name)
        if user.subject:
            raise UsageError(f"{name} signs in at the identity provider: their password is changed there.")
        work.users.save(
            user.model_copy(update={"password_hash": _hasher.hash(password), "must_change": True}), by=by, action="password reset"
        )
        work.users.remember(name, None)
    return password


def make_token(store: Store, name: str, label: str, *, days: int, by: str, clock: Clock) -> str:
    """A token that lets another program in under that user's rights; it is shown once and kept nowhere.

    Raises:
        UsageError: there is no such user, or it would live too long.
    """
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise UsageError(f"A token lives from 1 to {LONGEST_TOKEN_DAYS} days.")
    token_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    now = clock()
    with store.begin() as work:
        _known(work.users.get(name), name)
        made = ApiToken(
            token_id=token_id,
            user=name,
            label=label.strip()[:100] or "a program",
            secret_hash=_digest(secret),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        work.tokens.add(made, by=by)
    return f"{PREFIX}_{token_id}_{secret}"


def user_of_token(store: Store, token: str, *, clock: Clock) -> User | None:
    """Whose token it is; None where it is none of ours, revoked, too old, or of somebody who may not come in."""
    mark, _, rest = token.partition("_")
    token_id, _, secret = rest.partition("_")
    if mark != PREFIX or not secret:
        return None
    with store.begin(reading=True) as work:
        known = work.tokens.find(token_id)
        user = work.users.get(known.user) if known else None
    fits = hmac.compare_digest(known.secret_hash if known else "", _digest(secret))
    return user if known and fits and known.expires_at > clock() and user and not user.disabled else None


def make_first_users(store: Store) -> dict[str, str]:
    """Makes the first users where there are none yet; returns their new passwords, which are kept nowhere else."""
    with store.begin() as work:
        if work.users.all():
            return {}
        passwords = {name: secrets.token_urlsafe(12) for name in FIRST_USERS}
        for name, role in FIRST_USERS.items():
            work.users.save(User(name=name, role=role, password_hash=_hasher.hash(passwords[name])), by="tallyclerk", action="user added")
    return passwords


def _fits(user: User | None, password: str) -> bool:
    try:
        _hasher.verify(user.password_hash if user and user.password_hash else _nobody, password[: LONGEST_PASSWORD * 4])
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and not user.disabled


def _known(user: User | None, name: str) -> User:
    if user is None:
        raise UsageError(f"There is no user {name}; 'tallyclerk users list' names them.")
    return user


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
