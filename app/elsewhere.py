"""Who somebody that signed in at the identity provider is here: their role by the mapping of the settings, renewed at each sign-in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from app.oidc import Begun, Provider, values_of
from app.people import SignInRefusedError
from app.secret import read_secret
from app.settings import OidcSettings, Settings
from domain.errors import UsageError
from domain.outward import is_address
from domain.people import Role, User
from domain.ports import Store

CALLBACK = "/login/oidc/callback"
_BY = "identity provider"
_LONGEST_NAME = 200
_LONGEST_SUBJECT = 600

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Elsewhere:
    """Signing in at the provider of the settings."""

    settings: OidcSettings
    provider: Provider
    store: Store

    def begin(self) -> Begun:
        """A new sign-in. Raises SignInRefusedError."""
        return self.provider.begin()

    def finish(self, answer: Mapping[str, str], begun: Begun) -> User:
        """Whoever came back, with the role that the provider gives them now. Raises SignInRefusedError."""
        return admit(self.store, self.settings, self.provider.finish(answer, begun))


def elsewhere(settings: Settings, store: Store) -> Elsewhere | None:
    """The way in by the provider of the settings; None where they name none."""
    provider = provider_of(settings)
    return Elsewhere(provider.settings, provider, store) if provider else None


def provider_of(settings: Settings) -> Provider | None:
    """The provider of the settings; None where they name none. Its secret is read when it is used."""
    oidc = settings.oidc
    if oidc is None:
        return None
    kept = oidc.client_secret_file != Path() or oidc.client_secret_variable
    secret = partial(read_secret, oidc.client_secret_file, oidc.client_secret_variable) if kept else None
    return Provider(oidc, settings.desk_url + CALLBACK, secret)


def admit(store: Store, settings: OidcSettings, claims: Mapping[str, Any]) -> User:
    """The user of those claims, made at the first sign-in, with the role and address that the claims say now.

    Somebody is known by issuer and subject, never by name or address: those can be given to somebody else. So a user of ours who has that
    name is not taken over; `link` is for that.

    Raises:
        SignInRefusedError: none of their roles is one here, they may not come in, or the name is another user's.
    """
    subject = f"{settings.issuer} {claims['sub']}"
    role = _role(claims, settings)
    if role is None or len(subject) > _LONGEST_SUBJECT:
        logger.warning("%s has no role here: %s is %.300r", subject, settings.role_claim, values_of(claims, settings.role_claim))
        raise SignInRefusedError("Your account has no role at this desk; whoever looks after your firm's accounts can give you one.")
    email = _word(claims, "email") if claims.get("email_verified") is not False else ""
    with store.begin() as work:
        known = work.users.of_subject(subject)
        if known is None:
            name = _word(claims, settings.name_claim) or email or str(claims["sub"])
            if work.users.get(name):
                logger.warning("%s would be %r, which is another user's name; 'tallyclerk users link' makes them one", subject, name)
                raise SignInRefusedError(f"There is another user {name} here already; an admin can say that this is you.")
            known = User(name=name, role=role, subject=subject)
        elif known.disabled:
            raise SignInRefusedError("You may not come in any more.")
        departments = known.departments if known.role is role else []
        now = known.model_copy(
            update={"role": role, "departments": departments, "email": email if is_address(email) else known.email, "must_change": False}
        )
        if work.users.get(now.name) != now:
            work.users.save(now, by=_BY, action="user changed" if work.users.get(now.name) else "user added")
    return now


def link(store: Store, settings: OidcSettings | None, name: str, subject: str, *, by: str) -> User:
    """Says that a user of ours is that subject at the provider; their password lets nobody in any more.

    Raises:
        UsageError: no provider is set up, there is no such user, or the subject is somebody's already.
    """
    if settings is None:
        raise UsageError("The settings name no identity provider ([oidc]).")
    with store.begin() as work:
        user, whose = work.users.get(name), work.users.of_subject(f"{settings.issuer} {subject}")
        if user is None:
            raise UsageError(f"There is no user {name}; 'tallyclerk users list' names them.")
        if whose is not None:
            raise UsageError(f"That is {whose.name} already.")
        changed = user.model_copy(update={"subject": f"{settings.issuer} {subject}", "password_hash": "", "must_change": False})
        work.users.save(changed, by=by, action="user linked")
    return changed


def _role(claims: Mapping[str, Any], settings: OidcSettings) -> Role | None:
    """Of several that fit, the one that stands first in the settings."""
    theirs = values_of(claims, settings.role_claim)
    return next((role for value, role in settings.roles.items() if value in theirs), None)


def _word(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    word = " ".join(found.split()) if isinstance(found, str) else ""
    return word if word.isprintable() and len(word) <= _LONGEST_NAME else ""
