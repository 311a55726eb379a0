"""Who is at the desk: sessions, tokens against forged requests, attempts at passwords, and the headers of every answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from itsdangerous import BadSignature, Signer

from domain.cases import User

COOKIE = "tallyclerk_session"
IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 60 * 60
MOST_SESSIONS = 1000

MOST_ATTEMPTS = 5
ATTEMPTS_SECONDS = 60

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Session:
    """A visit to the desk; `user` is None until somebody has signed in. Times are seconds of a monotonic clock."""

    key: str
    user: User | None
    token: str
    started: float
    seen: float

    def accepts(self, token: str) -> bool:
        """Whether a form carries this session's token."""
        return hmac.compare_digest(self.token.encode(), token.encode())


@dataclass
class Sessions:
    """The visits, kept in memory: a restart signs everybody out. The cookie is a signed random key and says nothing else."""

    secret: bytes
    now: Callable[[], float] = time.monotonic
    _open: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, user: User | None) -> Session:
        """A new visit with a new key, so that a key from before the sign-in is worth nothing after it."""
        at = self.now()
        session = Session(key=secrets.token_urlsafe(32), user=user, token=secrets.token_urlsafe(32), started=at, seen=at)
        with self._lock:
            self._drop_old(at)
            self._open[session.key] = session
        return session

    def find(self, cookie: str | None) -> Session | None:
        """The visit that the cookie stands for, if it is signed by us and neither idle nor too long."""
        key = self._key(cookie)
        with self._lock:
            session = self._open.get(key or "")
            if session is None or not self._lives(session, self.now()):
                return None
            session = self._open[session.key] = replace(session, seen=self.now())
        return session

    def end(self, session: Session) -> None:
        """Signs out: the cookie is worth nothing from now on."""
        with self._lock:
            self._open.pop(session.key, None)

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return self._signer().sign(session.key).decode()

    def _signer(self) -> Signer:
        return Signer(self.secret, salt="tallyclerk.session", digest_method=hashlib.sha256)

    def _key(self, cookie: str | None) -> str | None:
        try:
            return self._signer().unsign(cookie or "").decode()
        except (BadSignature, UnicodeError):
            return None

    def _lives(self, session: Session, at: float) -> bool:
        return at - session.seen < IDLE_SECONDS and at - session.started < LONGEST_SECONDS

    def _drop_old(self, at: float) -> None:
        for key in [key for key, session in self._open.items() if not self._lives(session, at)]:
            del self._open[key]
        # Visits of nobody cost nothing to start, so they go first when there are too many.
        crowd = sorted(self._open.values(), key=lambda session: (session.user is not None, session.seen))
        for session in crowd[: max(0, len(crowd) + 1 - MOST_SESSIONS)]:
            del self._open[session.key]


@dataclass
class Attempts:
    """Wrong passwords of late, by user name; too many in a minute close the door for the rest of it."""

    now: Callable[[], float] = time.monotonic
    _failed: dict[str, list[float]] = field(default_factory=dict)

    def may_try(self, name: str) -> bool:
        """Whether another password for that name is looked at."""
        recent = [at for at in self._failed.get(name, []) if self.now() - at < ATTEMPTS_SECONDS]
        if recent:
            self._failed[name] = recent
        else:
            self._failed.pop(name, None)
        return len(recent) < MOST_ATTEMPTS

    def failed(self, name: str) -> None:
        """Remembers a wrong password."""
        if len(self._failed) < MOST_SESSIONS or name in self._failed:
            self._failed.setdefault(name, []).append(self.now())
