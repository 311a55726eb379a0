"""What is kept of people: users, their visits and tokens, and the notices and messages that are owed to them and to other programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.outward import Delivery, DeliveryState, EventType, Notice, NoticeKind, Via
from domain.people import ApiToken, Attempts, User, Visit


class Users(Protocol):
    """Who may sign in; changes are audited, and never say a password or its hash."""

    def get(self, name: str) -> User | None:
        """The user of that name."""

    def of_subject(self, subject: str) -> User | None:
        """Who that is at the identity provider (`ISSUER SUBJECT`)."""

    def all(self) -> Sequence[User]:
        """Everybody, by name."""

    def save(self, user: User, *, by: str, action: str) -> None:
        """Adds or replaces the user. Where the role, departments, password or right to come in changed, all their visits end."""

    def attempts(self, name: str) -> Attempts:
        """Wrong passwords of late for a name, whether or not anybody has it."""

    def remember(self, name: str, tried: Attempts | None) -> None:
        """Stores the wrong passwords of a name; None forgets them."""


class Visits(Protocol):
    """Who is signed in, by the SHA-256 of what the browser holds."""

    def start(self, visit: Visit) -> None:
        """Remembers a visit, and forgets all that nobody was seen in for a day."""

    def find(self, key_hash: str) -> Visit | None:
        """The visit of that key."""

    def seen(self, key_hash: str, at: datetime) -> None:
        """Somebody was there."""

    def end(self, key_hash: str) -> None:
        """Signs out."""

    def end_all(self, user: str) -> int:
        """Signs somebody out everywhere; returns how many visits ended."""


class ApiTokens(Protocol):
    """The tokens of other programs; making and revoking is audited."""

    def add(self, token: ApiToken, *, by: str) -> None:
        """Stores a new token."""

    def find(self, token_id: str) -> ApiToken | None:
        """The token of that id, revoked ones excepted."""

    def all(self) -> Sequence[ApiToken]:
        """Every token that is not revoked, oldest first."""

    def revoke(self, token_id: str, *, by: str) -> bool:
        """Takes it away for good; False where there is none."""


class Deliveries(Protocol):
    """The outbox of messages: events that wait to be spread over receivers, and what is on its way to each."""

    def due(self, now: datetime) -> bool:
        """Whether there is anything to spread, or to try now; a quick look."""

    def spread(self, receivers: Mapping[str, Collection[EventType]]) -> int:
        """Plans a delivery of each new event for each webhook that wants its type; returns how many. No event is spread twice."""

    def plan(self, delivery: Delivery) -> bool:
        """Adds it; False where that message is planned for that target already."""

    def claim(self, via: Collection[Via], *, now: datetime, lease_seconds: int, but: Collection[str] = ()) -> Delivery | None:
        """Takes the longest waiting delivery to a target not in `but` for this process, and counts the attempt."""

    def settle(self, delivery: Delivery, *, to: DeliveryState, error: str | None, not_before: datetime) -> None:
        """Records what became of an attempt; what was delivered meanwhile by another process stays so."""

    def withdraw(self, document_id: str, *, via: Via) -> int:
        """Drops what waits about a document and was never tried; returns how many."""

    def in_state(self, state: DeliveryState, *, limit: int = 200) -> Sequence[Delivery]:
        """The deliveries in that state, newest first."""

    def again(self, message_id: str | None, *, by: str, now: datetime) -> int:
        """Lets dead deliveries (of that message, or all) be tried anew; audited. Returns how many."""


class Notices(Protocol):
    """What people are to be told of their cases and were not yet."""

    def add(self, user: str, case_id: int, kind: NoticeKind, words: str, *, now: datetime) -> None:
        """Keeps it until it is told."""

    def untold(self) -> Sequence[Notice]:
        """Everything that was not told yet, oldest first."""

    def last_told(self, user: str) -> datetime | None:
        """When somebody was last told of something."""

    def told(self, numbers: Collection[int], *, at: datetime | None) -> None:
        """They are told, or (None) not worth telling any more."""
