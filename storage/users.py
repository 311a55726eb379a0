"""Who may come to the desk: users, their visits, wrong passwords, and the tokens of other programs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from domain.people import ApiToken, Attempts, User, Visit
from domain.ports import AuditLog, Clock
from storage.columns import plain
from storage.tables import api_tokens, attempts, users, visits

_FORGOTTEN_AFTER = timedelta(days=1)
_TOLD = ("role", "departments", "must_change", "disabled", "email", "subject")
_HARMLESS = {"email"}
"""What may change without an end to anybody's visits."""


class SqlUsers:
    """The users in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog, clock: Clock) -> None:
        self._connection = connection
        self._audit = audit
        self._clock = clock

    def get(self, name: str) -> User | None:
        """The user of that name."""
        row = self._connection.execute(select(users).where(users.c.name == name)).first()
        return User.model_validate(row._asdict()) if row else None

    def of_subject(self, subject: str) -> User | None:
        """Who that is at the identity provider (`ISSUER SUBJECT`)."""
        row = self._connection.execute(select(users).where(users.c.subject == subject)).first()
        return User.model_validate(row._asdict()) if row else None

    def all(self) -> Sequence[User]:
        """Everybody, by name."""
        return [User.model_validate(row._asdict()) for row in self._connection.execute(select(users).order_by(users.c.name))]

    def save(self, user: User, *, by: str, action: str) -> None:
        """Adds or replaces the user. Where the role, departments, password or right to come in changed, all their visits end."""
        before = self.get(user.name)
        self._connection.execute(delete(users).where(users.c.name == user.name))
        self._connection.execute(insert(users).values(**user.model_dump(mode="json")))
        if before and before.model_dump(exclude=_HARMLESS) != user.model_dump(exclude=_HARMLESS):
            self._connection.execute(delete(visits).where(visits.c.user == user.name))
        told = {name: plain(getattr(user, name)) for name in _TOLD}
        was = {name: plain(getattr(before, name)) for name in _TOLD} if before else {}
        changed = {name: value for name, value in told.items() if was.get(name) != value and not (before is None and value in ("", None))}
        self._audit.append(
            actor=by, action=action, subject=f"user:{user.name}", before={name: was[name] for name in changed if name in was}, after=changed
        )

    def attempts(self, name: str) -> Attempts:
        """Wrong passwords of late for a name, whether or not anybody has it."""
        row = self._connection.execute(select(attempts).where(attempts.c.name_hash == _hash(name))).first()
        return Attempts(failed=row.failed, locked_until=row.locked_until) if row else Attempts()

    def remember(self, name: str, tried: Attempts | None) -> None:
        """Stores the wrong passwords of a name; None forgets them."""
        now = self._clock()
        stale = attempts.c.tried_at < now - _FORGOTTEN_AFTER
        self._connection.execute(delete(attempts).where((attempts.c.name_hash == _hash(name)) | stale))
        if tried is not None:
            self._connection.execute(insert(attempts).values(name_hash=_hash(name), tried_at=now, **tried.model_dump()))


class SqlVisits:
    """The visits in one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, visit: Visit) -> None:
        """Remembers a visit, and forgets all that nobody was seen in for a day."""
        self._connection.execute(delete(visits).where(visits.c.seen_at < visit.started_at - _FORGOTTEN_AFTER))
        self._connection.execute(insert(visits).values(**visit.model_dump()))

    def find(self, key_hash: str) -> Visit | None:
        """The visit of that key."""
        row = self._connection.execute(select(visits).where(visits.c.key_hash == key_hash)).first()
        return Visit.model_validate(row._asdict()) if row else None

    def seen(self, key_hash: str, at: datetime) -> None:
        """Somebody was there."""
        self._connection.execute(update(visits).where(visits.c.key_hash == key_hash).values(seen_at=at))

    def end(self, key_hash: str) -> None:
        """Signs out."""
        self._connection.execute(delete(visits).where(visits.c.key_hash == key_hash))

    def end_all(self, user: str) -> int:
        """Signs somebody out everywhere; returns how many visits ended."""
        return self._connection.execute(delete(visits).where(visits.c.user == user)).rowcount


class SqlApiTokens:
    """The tokens in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def add(self, token: ApiToken, *, by: str) -> None:
        """Stores a new token."""
        self._connection.execute(insert(api_tokens).values(**token.model_dump(), revoked=False))
        after = {"token": token.token_id, "label": token.label, "expires_at": plain(token.expires_at)}
        self._audit.append(actor=by, action="token made", subject=f"user:{token.user}", after=after)

    def find(self, token_id: str) -> ApiToken | None:
        """The token of that id, revoked ones excepted."""
        row = self._connection.execute(select(api_tokens).where(api_tokens.c.token_id == token_id, ~api_tokens.c.revoked)).first()
        return ApiToken.model_validate(row._asdict()) if row else None

    def all(self) -> Sequence[ApiToken]:
        """Every token that is not revoked, oldest first."""
        asked = select(api_tokens).where(~api_tokens.c.revoked).order_by(api_tokens.c.created_at)
        return [ApiToken.model_validate(row._asdict()) for row in self._connection.execute(asked)]

    def revoke(self, token_id: str, *, by: str) -> bool:
        """Takes it away for good; False where there is none."""
        token = self.find(token_id)
        if token is None:
            return False
        self._connection.execute(update(api_tokens).where(api_tokens.c.token_id == token_id).values(revoked=True))
        self._audit.append(actor=by, action="token revoked", subject=f"user:{token.user}", after={"token": token_id})
        return True


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
