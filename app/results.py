"""What comes out for each document, in the form of the contract."""

from __future__ import annotations

from pydantic import BaseModel

from domain.arrivals import DocumentRecord
from domain.decisions import Decision, Outcome
from domain.findings import Finding
from domain.paper import Group, Kind, Reading


class ReadResult(BaseModel):
    """A document's reading, with whose bytes it is of."""

    file: str
    document_id: str
    kind: Kind = Kind.OTHER
    kind_confidence: float = 0.0
    language: str | None = None
    fields: Group = Group({})
    lines: list[Group] = []
    heats: list[Group] = []
    packages: list[Group] = []


class Result(ReadResult):
    """A document's reading with what was found and decided."""

    supplier_id: str | None = None
    order_number: str | None = None
    findings: list[Finding] = []
    decision: Decision
    error: str | None = None


def read_result(file: str, document_id: str, reading: Reading) -> ReadResult:
    """The reading of a document, as `tallyclerk read` prints it."""
    return ReadResult(file=file, document_id=document_id, **_said(reading))


def result(
    file: str, record: DocumentRecord, *, reading: Reading | None, findings: list[Finding], decision: Decision | None, policy: str
) -> Result:
    """The result of a document; one that the program failed on goes before a person, with the reason."""
    failed = Decision(outcome=Outcome.REVIEW, approvals=1, reasons=[record.error or "It was not decided."], policy=policy)
    return Result(
        file=file,
        document_id=record.document_id,
        supplier_id=record.supplier_id,
        order_number=record.order_number,
        findings=findings,
        decision=decision or failed,
        error=record.error,
        **(_said(reading) if reading else {}),
    )


def stored_result(record: DocumentRecord) -> Result | None:
    """The result of a document as the store has it; None before it was decided."""
    if record.decision is None:
        return None
    return result(
        record.name, record, reading=record.reading, findings=record.findings, decision=record.decision, policy=record.decision.policy
    )


def _said(reading: Reading) -> dict[str, object]:
    return {
        "kind": reading.kind,
        "kind_confidence": reading.kind_confidence,
        "language": reading.language,
        "fields": reading.fields,
        "lines": reading.lines,
        "heats": [_in_words_of_the_contract(heat) for heat in reading.heats],
        "packages": reading.packages,
    }


def _in_words_of_the_contract(heat: Group) -> Group:
    """The heat without what only the checks need to know of it."""
    tests = [Group({name: node for name, node in test.root.items() if name != "specimen_width_mm"}) for test in heat.groups("impact")]
    return Group({**heat.root, "impact": tests}) if tests else heat
