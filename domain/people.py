"""The people of the review desk: roles, departments, visits and the tokens of other programs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.decisions import Queue


class Role(StrEnum):
    """What somebody is at the desk for."""

    CLERK = "clerk"
    INSPECTOR = "inspector"
    LEAD = "lead"
    AUDITOR = "auditor"
    ADMIN = "admin"


DEPARTMENTS: dict[Role, list[Queue]] = {
    Role.CLERK: [Queue.PURCHASING, Queue.RECEIVING],
    Role.INSPECTOR: [Queue.QUALITY],
    Role.LEAD: list(Queue),
    Role.AUDITOR: [],
    Role.ADMIN: [],
}
"""Whose cases a role decides, unless a user's own departments say otherwise. Auditors look, admins look after people: neither decides."""

DECIDERS = frozenset({Role.CLERK, Role.INSPECTOR, Role.LEAD})
"""The roles that decide cases."""


class User(BaseModel):
    """Somebody who may sign in at the review desk."""

    model_config = ConfigDict(frozen=True)

    name: str
    role: Role
    departments: list[Queue] = []
    password_hash: str = ""
    must_change: bool = False
    disabled: bool = False
    email: str = ""
    """Where they are told of their cases; nowhere where empty."""
    subject: str | None = None
    """Who they are at the identity provider, as `ISSUER SUBJECT`; None for whoever has only a password."""

    @property
    def own_departments(self) -> list[Queue]:
        """Whose cases this person decides."""
        return (self.departments or DEPARTMENTS[self.role]) if self.role in DECIDERS else []

    def decides(self, queue: Queue) -> bool:
        """Whether cases of that department are this person's to decide."""
        return queue in self.own_departments


class Visit(BaseModel):
    """Somebody's stay at the desk, from signing in to signing out. The browser holds the key; here is only its SHA-256."""

    model_config = ConfigDict(frozen=True)

    key_hash: str
    user: str
    started_at: datetime
    seen_at: datetime


class Attempts(BaseModel):
    """Wrong passwords for a name of late, and until when no other is looked at."""

    model_config = ConfigDict(frozen=True)

    failed: int = 0
    locked_until: datetime | None = None


class ApiToken(BaseModel):
    """Lets another program in under a user's name and rights; only the hash of its secret is kept."""

    model_config = ConfigDict(frozen=True)

    token_id: str
    user: str
    label: str
    secret_hash: str
    created_at: datetime
    expires_at: datetime
