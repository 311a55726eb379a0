"""What people decided and put right in the past: enough to count, without the papers themselves."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.cases import CaseState, ReasonCode
from domain.findings import FindingCode
from domain.paper import Kind


class Span(BaseModel):
    """From `since` on and before `until`, of one supplier and one kind of paper where they are named."""

    model_config = ConfigDict(frozen=True)

    since: datetime
    until: datetime
    supplier_id: str | None = None
    kind: Kind | None = None


class DecidedCase(BaseModel):
    """A case that is closed, as it was when it was decided; `corrected` says whether somebody had put a value right before."""

    model_config = ConfigDict(frozen=True)

    state: CaseState
    decided_at: datetime
    reason_code: ReasonCode | None
    kind: Kind | None
    supplier_id: str | None
    findings: list[FindingCode]
    corrected: bool


class CorrectedValue(BaseModel):
    """A value that a person put right: `was` is None where none had been read, `is_now` where it is not on the paper."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    kind: Kind | None
    supplier_id: str | None
    path: str
    was: str | None
    is_now: str | None
