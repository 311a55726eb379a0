"""Webhooks as the Standard Webhooks specification (1.0) has them: a POST of the event, signed by HMAC-SHA256.

Headers: `webhook-id` (the event's, the same at each attempt), `webhook-timestamp` (seconds since 1970, of this attempt) and
`webhook-signature` (`v1,` and the base64 of the HMAC over `id.timestamp.body`). Any 2xx means that the receiver has it. Only addresses
that stand in the settings are called (`route/senders/guarded.py`), and what a receiver answers is neither kept nor logged.

The specification's own package signs, too; it is five lines, and the tests verify them with that package.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.errors import DeliveryRefusedError, NotDeliveredError, UsageError
from domain.outward import Delivery
from domain.ports import Clock
from route.senders.guarded import Network, NotCalledError, post

GONE = 410
PREFIX = "whsec_"
SHORTEST_KEY = 24
LONGEST_KEY = 64
"""Bytes, as the specification asks."""


@dataclass(frozen=True)
class Hook:
    """A receiver: its address, and what gives the secret (asked at each attempt, so that a new one needs no restart).

    `networks` are the private networks that its name may stand for, `ca_file` the certificates that prove its own.
    """

    url: str
    secret: Callable[[], str]
    networks: tuple[Network, ...] = ()
    ca_file: str | None = None


@dataclass(frozen=True)
class WebhookSender:
    """Posts events to the receivers of the settings, by name."""

    hooks: Mapping[str, Hook]
    clock: Clock
    timeout: float = 15.0
    """Seconds for the whole of it, however steadily a receiver drips."""

    def send(self, delivery: Delivery) -> None:
        """Posts it.

        Raises:
            NotDeliveredError: no 2xx came. DeliveryRefusedError: the receiver is gone (410), or is in the settings no more.
        """
        hook = self.hooks.get(delivery.target)
        if hook is None:
            raise DeliveryRefusedError(f"There is no webhook {delivery.target!r} in the settings any more.")
        body = delivery.body.encode()
        seconds = str(int(self.clock().timestamp()))
        try:
            signature = sign(key_of(hook.secret()), delivery.message_id, seconds, body)
        except UsageError as error:  # a secret that is mended later is no reason to lose the event
            raise NotDeliveredError(f"The webhook {delivery.target!r} cannot be signed: {error}") from None
        headers = {
            "content-type": "application/json",
            "user-agent": "Tallyclerk",
            "webhook-id": delivery.message_id,
            "webhook-timestamp": seconds,
            "webhook-signature": signature,
        }
        status = self._post(hook, body, headers)
        if status == GONE:
            raise DeliveryRefusedError("The receiver answered 410: it wants no more.")
        if not 200 <= status < 300:
            said = "a redirect, which is not followed" if 300 <= status < 400 else "no success"
            raise NotDeliveredError(f"The receiver answered {status}: {said}.")

    def _post(self, hook: Hook, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            return post(hook.url, body, headers, networks=hook.networks, seconds=self.timeout, ca_file=hook.ca_file)
        except TimeoutError:
            raise NotDeliveredError(f"The receiver did not answer within {self.timeout:g} seconds.") from None
        except NotCalledError as error:
            raise NotDeliveredError(f"The receiver is not called: {error}.") from None
        except OSError as error:
            raise NotDeliveredError(f"The receiver cannot be reached ({type(error).__name__}: {error}).") from None


def sign(key: bytes, message_id: str, seconds: str, body: bytes) -> str:
    """The signature of a message at a moment, as the header has it."""
    digest = hmac.new(key, f"{message_id}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def key_of(secret: str) -> bytes:
    """The key of a secret like `whsec_…` (base64 of 24 to 64 random bytes). Raises UsageError, which never says the secret."""
    try:
        key = base64.b64decode(secret.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise UsageError(
            f"its secret has to be {PREFIX} and the base64 of {SHORTEST_KEY} to {LONGEST_KEY} random bytes ('openssl rand -base64 32')."
        )
    return key


def wrong_address(url: str) -> str | None:
    """Why that is no address for a webhook, in words; None where it is one. Plain http is only for this very machine."""
    try:
        place = urlsplit(url)
        _ = place.port
    except ValueError as error:
        return f"it is no address: {error}"
    if place.scheme not in ("https", "http") or not place.hostname:
        return "it has to be an address like https://portal.firm.example/hooks/tallyclerk"
    if place.username or place.password:
        return "no name or password belongs into an address"
    if place.scheme == "http" and place.hostname not in ("127.0.0.1", "localhost", "::1"):
        return "plain http is only for this machine; use https"
    return None
