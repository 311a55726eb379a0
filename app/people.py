"""The people of the review desk: who they are, what they may do, and the users that a first start makes."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from domain.cases import User
from domain.ports import Store

DECIDERS = frozenset({"clerk", "lead"})
"""The roles that may decide a case; any other role may only look."""

FIRST_USERS = {"clerk": "clerk", "lead": "lead"}
"""Two, because some papers need two pairs of eyes."""

_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_urlsafe())


def may_decide(user: User) -> bool:
    """Whether this person may approve, correct and reject."""
    return user.role in DECIDERS


def sign_in(store: Store, name: str, password: str) -> User | None:
    """The user, if the password is theirs; an unknown name takes as long as a wrong password."""
    with store.begin() as work:
        user = work.users.get(name)
    try:
        _hasher.verify(user.password_hash if user else _nobody, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return None
    return user


def make_first_users(store: Store) -> dict[str, str]:
    """Makes the first users where there are none yet; returns their new passwords, which are kept nowhere else."""
    with store.begin() as work:
        if work.users.any():
            return {}
        passwords = {name: secrets.token_urlsafe(12) for name in FIRST_USERS}
        for name, role in FIRST_USERS.items():
            work.users.add(User(name=name, role=role, password_hash=_hasher.hash(passwords[name])))
    return passwords
