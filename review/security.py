"""Who is at the desk: visits that outlive a restart, tokens against forged requests, and the headers of every answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadSignature, Signer

from domain.errors import TransientError
from domain.people import User, Visit
from domain.ports import Clock, Store

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_NOTICED_EVERY = timedelta(minutes=1)

_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
"""Said only where people come by https."""


@dataclass(frozen=True)
class Session:
    """Somebody's stay; `user` is None until they have signed in. `token` is what their forms carry."""

    key: str
    user: User | None
    token: str

    def accepts(self, token: str) -> bool:
        """Whether a form carries this session's token."""
        return hmac.compare_digest(self.token.encode(), token.encode("utf-8", "replace"))


@dataclass(frozen=True)
class Sessions:
    """The stays at the desk. The cookie is a signed random key and says nothing else; the store has only the key's hash.

    Before the sign-in there is only the cookie: nothing is stored for strangers, so they cannot fill the store.
    """

    secret: bytes
    store: Store
    clock: Clock
    secure: bool = False

    @property
    def cookie_name(self) -> str:
        """With the prefix that browsers tie to this host and to https, where people come by https."""
        return "__Host-tallyclerk" if self.secure else "tallyclerk_session"

    def start(self, user: User | None) -> Session:
        """A new stay with a new key, so that a key from before the sign-in is worth nothing after it."""
        key = secrets.token_urlsafe(32)
        if user is not None:
            now = self.clock()
            with self.store.begin() as work:
                work.visits.start(Visit(key_hash=_digest(key), user=user.name, started_at=now, seen_at=now))
                work.audit.append(actor=user.name, action="signed in", subject=f"user:{user.name}")
        return self._session(key, user)

    def find(self, cookie: str | None) -> Session | None:
        """The stay that the cookie stands for, if it is signed by us; nobody's, where it is idle, too long or over."""
        key = self._key(cookie)
        if key is None:
            return None
        now = self.clock()
        with self.store.begin(reading=True) as work:
            visit = work.visits.find(_digest(key))
            user = work.users.get(visit.user) if visit else None
        lives = visit and now - visit.seen_at < IDLE and now - visit.started_at < LONGEST and user and not user.disabled
        if not visit or not lives:
            return self._session(key, None)
        if now - visit.seen_at >= _NOTICED_EVERY:
            with suppress(TransientError), self.store.begin() as work:
                work.visits.seen(visit.key_hash, now)
        return self._session(key, user)

    def end(self, session: Session) -> None:
        """Signs out: the cookie is worth nothing from now on."""
        with self.store.begin() as work:
            work.visits.end(_digest(session.key))

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return self._signer().sign(session.key).decode()

    def _session(self, key: str, user: User | None) -> Session:
        # Before and after the sign-in the token differs, as the key does.
        return Session(key, user, hmac.new(self.secret, b"tallyclerk.form:" + key.encode(), hashlib.sha256).hexdigest())

    def _signer(self) -> Signer:
        return Signer(self.secret, salt="tallyclerk.session", digest_method=hashlib.sha256)

    def _key(self, cookie: str | None) -> str | None:
        try:
            return self._signer().unsign(cookie or "").decode()
        except (BadSignature, UnicodeError):
            return None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
