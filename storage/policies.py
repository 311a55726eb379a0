"""The versions of the policy: proposed, and put in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.errors import StaleStateError
from domain.policy import PolicyBook, PolicyVersion
from domain.ports import AuditLog
from storage.tables import policies


class SqlPolicies:
    """The policy's versions in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def propose(self, book: PolicyBook, *, source: str, by: str, now: datetime) -> PolicyVersion:
        """Stores a version that is not in force; `source` is the file as it was written."""
        row = insert(policies).values(hash=book.hash, content=book.canonical, source=source, proposed_by=by, proposed_at=now)
        number = self._connection.execute(row.returning(policies.c.number)).scalar_one()
        after = {"number": number, "hash": book.hash, "version": book.version}
        self._audit.append(actor=by, action="policy proposed", subject=_subject(book.hash), after=after)
        return self._get(number)

    def put_in_force(self, number: int, *, by: str, now: datetime) -> PolicyVersion:
        """Makes the version the policy that documents are decided by. Who may is the caller's business.

        Raises:
            StaleStateError: it was put in force already.
        """
        before = self.in_force()
        turn = (self._connection.execute(select(func.max(policies.c.force))).scalar() or 0) + 1
        proposed = (policies.c.number == number) & policies.c.force.is_(None)
        changed = update(policies).where(proposed).values(force=turn, approved_by=by, approved_at=now)
        if self._connection.execute(changed).rowcount != 1:
            raise StaleStateError("That policy was put in force already: propose it again to go back to it.")
        version = self._get(number)
        self._audit.append(
            actor=by,
            action="policy put in force",
            subject=_subject(version.hash),
            before={"hash": before.hash if before else None},
            after={"number": number, "hash": version.hash, "proposed_by": version.proposed_by},
        )
        return version

    def in_force(self) -> PolicyVersion | None:
        """The version that documents are decided by; None where none was ever put in force."""
        query = select(policies).where(policies.c.force.is_not(None)).order_by(policies.c.force.desc()).limit(1)
        row = self._connection.execute(query).first()
        return _version(row) if row else None

    def recent(self, *, limit: int = 20) -> Sequence[PolicyVersion]:
        """The newest versions first."""
        query = select(policies).order_by(policies.c.number.desc()).limit(limit)
        return [_version(row) for row in self._connection.execute(query)]

    def _get(self, number: int) -> PolicyVersion:
        return _version(self._connection.execute(select(policies).where(policies.c.number == number)).one())


def _version(row: Row[tuple[object, ...]]) -> PolicyVersion:
    values = row._asdict()
    return PolicyVersion.model_validate({**values, "book": PolicyBook.model_validate_json(values["content"])})


def _subject(policy_hash: str) -> str:
    return f"policy:{policy_hash}"
