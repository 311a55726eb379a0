"""Who may sign in at the review desk."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from domain.cases import User
from domain.ports import AuditLog
from storage.tables import users


class SqlUsers:
    """The users in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def get(self, name: str) -> User | None:
        """The user of that name."""
        row = self._connection.execute(select(users).where(users.c.name == name)).first()
        return User.model_validate(row._asdict()) if row else None

    def add(self, user: User) -> None:
        """Adds or replaces the user."""
        self._connection.execute(delete(users).where(users.c.name == user.name))
        self._connection.execute(insert(users).values(**user.model_dump()))
        self._audit.append(actor="tallyclerk", action="user added", subject=f"user:{user.name}", after={"role": user.role})

    def any(self) -> bool:
        """Whether there is any user yet."""
        return self._connection.execute(select(users.c.name).limit(1)).first() is not None
