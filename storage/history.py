"""What people decided and put right, out of the cases and the audit log; it only looks."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Column, ColumnElement, Connection, select

from domain.cases import CaseState
from domain.decided import CorrectedValue, DecidedCase, Span
from domain.findings import FindingCode
from storage.tables import audit, cases, documents

CORRECTED = "value corrected"
_KNOWN = frozenset(FindingCode)


class SqlHistory:
    """What is past in one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def decided(self, span: Span, *, limit: int) -> Sequence[DecidedCase]:
        """The cases that were decided in that span and are not open again, the latest first."""
        closed = cases.c.state.in_([CaseState.APPROVED, CaseState.REJECTED, CaseState.RETURNED])
        within = (closed, cases.c.decided_at >= span.since, cases.c.decided_at < span.until)
        columns = (cases.c.state, cases.c.decided_at, cases.c.reason_code, cases.c.kind, cases.c.supplier_id, cases.c.codes)
        query = select(*columns, cases.c.corrected_by).where(*within, *_of(span, cases.c.supplier_id, cases.c.kind))
        rows = self._connection.execute(query.order_by(cases.c.decided_at.desc(), cases.c.case_id.desc()).limit(limit))
        return [
            DecidedCase(
                state=CaseState(row.state),
                decided_at=row.decided_at,
                reason_code=row.reason_code,
                kind=row.kind,
                supplier_id=row.supplier_id,
                findings=[FindingCode(code) for code in row.codes.split() if code in _KNOWN],
                corrected=bool(row.corrected_by),
            )
            for row in rows
        ]

    def corrected(self, span: Span, *, limit: int) -> Sequence[CorrectedValue]:
        """The values that people put right in that span, the latest first; by the audit log, so that none is left out."""
        within = (audit.c.action == CORRECTED, audit.c.at >= span.since, audit.c.at < span.until)
        query = select(audit.c.subject, audit.c.before, audit.c.after, documents.c.kind, documents.c.supplier_id)
        query = query.join(documents, documents.c.document_id == audit.c.subject)
        rows = self._connection.execute(
            query.where(*within, *_of(span, documents.c.supplier_id, documents.c.kind)).order_by(audit.c.sequence.desc()).limit(limit)
        )
        return [
            CorrectedValue(
                document_id=row.subject,
                kind=row.kind,
                supplier_id=row.supplier_id,
                path=before["field"],
                was=before["leaf"]["value"] if before["leaf"] else None,
                is_now=after["leaf"]["value"] if after["leaf"] else None,
            )
            for row in rows
            for before, after in [(json.loads(row.before), json.loads(row.after))]
        ]


def _of(span: Span, supplier: Column[str], kind: Column[str]) -> list[ColumnElement[bool]]:
    asked = ((supplier, span.supplier_id), (kind, span.kind))
    return [column == value for column, value in asked if value is not None]
