"""Signing in at the firm's identity provider: OpenID Connect's authorization code flow with PKCE, by Authlib, and who that makes somebody here.

OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3; RFC 7636 (PKCE, S256 only); RFC 9207 (the provider names itself in its answer). Authlib
sends and parses the requests and checks the token's claims, joserfc (which it is built on) its signature. Authlib's own integrations for
frameworks keep the state of a sign-in in a session of theirs; ours is in a cookie of its own (`review/elsewhere.py`).
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from app.people import SignInRefusedError
from app.settings import OidcSettings
from domain.errors import UsageError
from route.senders.webhook import wrong_address

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a key that only the provider has; what a provider offers beside them (none, HMAC) is not taken."""
KEPT_SECONDS = 3600
LEEWAY_SECONDS = 60
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_NOT_NOW = "Signing in there does not work now; try again in a moment, or tell whoever looks after the desk."
_NOT_PROVED = "What the identity provider said could not be proved; sign in again."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Begun:
    """A sign-in that has begun: where the browser goes, and what is asked again when it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass
class Provider:
    """The provider of the settings; what it says of itself and its keys are kept for an hour."""

    settings: OidcSettings
    redirect_uri: str
    secret: Callable[[], str] | None = None
    _kept: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> Begun:
        """A new sign-in, with secrets of its own. Raises SignInRefusedError where the provider does not answer."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with self._failures(), self._client() as client:
            asked = {"prompt": self.settings.prompt} if self.settings.prompt else {}
            where = self._metadata()["authorization_endpoint"]
            url, _ = client.create_authorization_url(where, state=state, code_verifier=verifier, nonce=nonce, **asked)
        return Begun(url, state, nonce, verifier)

    def finish(self, answer: Mapping[str, str], begun: Begun) -> dict[str, Any]:
        """The claims of whoever came back with that answer to the sign-in that this browser began.

        Raises:
            SignInRefusedError: the answer is to another sign-in, the provider said no, or what it said cannot be proved.
        """
        if not secrets.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise SignInRefusedError("That answer belongs to another sign-in; begin again.")
        with self._failures():
            if answer.get("iss", self.settings.issuer) != self.settings.issuer:
                raise SignInRefusedError(_NOT_PROVED)
            if "code" not in answer:
                logger.warning("The identity provider refused a sign-in: %.300r", answer.get("error_description") or answer.get("error"))
                raise SignInRefusedError("The identity provider did not let you in.")
            with self._client() as client:
                where, timeout = self._metadata()["token_endpoint"], self.settings.timeout_seconds
                token = client.fetch_token(where, code=answer["code"], code_verifier=begun.verifier, timeout=timeout)
            claims = self._proved(token, begun.nonce)
            return {**self._asked_for(token, claims), **claims}

    def reach(self) -> str:
        """Asks the provider who it is and for its keys, and reads the secret; says what was found. Raises UsageError."""
        try:
            self._keys(anew=True)
            if self.secret:
                self.secret()
        except (requests.RequestException, JoseError, ValueError, KeyError) as error:
            raise UsageError(f"{self.settings.issuer} cannot be used: {error}") from error
        return f"{self.settings.issuer} answers"

    def _proved(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The ID token's claims, if it is signed by the provider, for us, now, and for this sign-in."""
        written = str(token.get("id_token", ""))
        try:
            decoded = jwt.decode(written, self._keys(), algorithms=self._algorithms())
        except (InvalidKeyIdError, JoseError):  # perhaps it has new keys; a second look tells
            decoded = jwt.decode(written, self._keys(anew=True), algorithms=self._algorithms())
        options: dict[str, Any] = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "nonce": {"essential": True, "value": nonce},
            "sub": {"essential": True},
        }
        params = {"nonce": nonce, "client_id": self.settings.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        claims.validate(leeway=LEEWAY_SECONDS)
        return dict(claims)

    def _asked_for(self, token: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the provider tells beside the ID token, where that has no roles; nothing where it is about somebody else."""
        where = self._metadata().get("userinfo_endpoint")
        if not where or values_of(claims, self.settings.role_claim):
            return {}
        found = self._get(str(where), {"Authorization": f"Bearer {token.get('access_token')}"})
        return found if found.get("sub") == claims["sub"] else {}

    def _algorithms(self) -> list[str]:
        offered = self._metadata().get("id_token_signing_alg_values_supported") or ["RS256"]
        return [each for each in offered if each in ALGORITHMS]

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0), if it is the one of the settings."""
        found = self._looked_up(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.settings.issuer:
            raise UsageError(f"the provider calls itself {str(found.get('issuer'))[:200]!r}: set issuer to exactly that, if it is right")
        for name in _ENDPOINTS:
            if (wrong := wrong_address(str(found.get(name, "")))) is not None:
                raise UsageError(f"its {name} cannot be used: {wrong}")
        return found

    def _keys(self, *, anew: bool = False) -> KeySet:
        return KeySet.import_key_set(self._looked_up(self._metadata()["jwks_uri"], anew=anew))  # type: ignore[arg-type]

    def _looked_up(self, url: str, *, anew: bool = False) -> dict[str, Any]:
        now = time.monotonic()
        with self._lock:
            at, known = self._kept.get(url, (0.0, {}))
        if known and not anew and now - at < KEPT_SECONDS:
            return known
        found = self._get(url, {})
        with self._lock:
            self._kept[url] = now, found
        return found

    def _get(self, url: str, headers: Mapping[str, str]) -> dict[str, Any]:
        answer = requests.get(url, headers=headers, timeout=self.settings.timeout_seconds, allow_redirects=False, verify=self._authority())
        if answer.status_code != requests.codes.ok:
            raise requests.ConnectionError(f"{url} answered {answer.status_code}")
        found = answer.json()
        if not isinstance(found, dict):
            raise UsageError(f"{url} is no object")
        return found

    def _client(self) -> OAuth2Session:
        client = OAuth2Session(
            client_id=self.settings.client_id,
            client_secret=self.secret() if self.secret else None,
            scope=" ".join(self.settings.scopes),
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
        )
        client.verify = self._authority()
        client.max_redirects = 0
        return client

    def _authority(self) -> str | bool:
        return str(self.settings.ca_file) if self.settings.ca_file.name else True

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """What can go wrong, told to whoever looks after the desk in the log, and to whoever signs in without its insides."""
        try:
            yield
        except (requests.RequestException, UsageError) as error:
            logger.warning("The identity provider cannot be asked: %s", error)
            raise SignInRefusedError(_NOT_NOW) from None
        except AuthlibBaseError as error:
            logger.warning("The identity provider gave no token: %s", error)
            raise SignInRefusedError(_NOT_PROVED) from None
        except (JoseError, ValueError, KeyError, TypeError) as error:
            logger.warning("The identity provider's token is not good: %s", error)
            raise SignInRefusedError(_NOT_PROVED) from None


def values_of(claims: Mapping[str, Any], path: str) -> list[str]:
    """The words of a claim that holds one or several; a dot goes into objects, unless the claim's own name has it."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return [each for each in listed if isinstance(each, str)]
