"""The same paper scanned again, where its number was read otherwise: likeness says to look, never that it may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from domain.arrivals import DocumentRecord, DocumentState
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading, name_of

ALIKE = 0.9
"""So large a share of their values two scans of one paper have in common; two deliveries of one order differ in lots, dates or quantities."""
FEWEST_VALUES = 6
MISREAD = 2
"""So many letters or figures of a number may be misread, of a long one."""
SHORTEST = 5
_SETTLED = (DocumentState.REJECTED, DocumentState.PARTED)


def looks_like(reading: Reading, document_id: str, others: Sequence[DocumentRecord]) -> Finding | None:
    """That another paper about the same order says the same under a number that is almost this one's, or has none.

    Args:
        reading: the paper.
        document_id: its own document.
        others: the documents about the same order, oldest first.
    """
    number = reading.fields.text("document_number")
    for other in others:
        if other.document_id == document_id:
            return None  # what came later is told by its own look
        if other.reading is None or other.reading.kind is not reading.kind or other.state in _SETTLED:
            continue
        theirs = other.reading.fields.text("document_number")
        if _may_be_one(number, theirs) and likeness(reading, other.reading) >= ALIKE:
            said = f"as {theirs}" if theirs else "without a number"
            return Finding(
                code=FindingCode.DUPLICATE_DOCUMENT,
                severity=Severity.WARNING,
                field="document_number",
                found=number,
                message=f"It says the same as “{other.name}”, which was read {said} on {other.received_at:%Y-%m-%d}: it may be that paper scanned again.",
            )
    return None


def likeness(one: Reading, other: Reading) -> float:
    """The share of values that two papers have in common, their own numbers left out; 0 where they say too little."""
    a, b = _values(one), _values(other)
    if min(a.total(), b.total()) < FEWEST_VALUES:
        return 0.0
    return (a & b).total() / (a | b).total()


def _values(reading: Reading) -> Counter[tuple[str, str]]:
    return Counter((name_of(path), leaf.value) for path, leaf in reading.leaves() if path != "document_number")


def _may_be_one(number: str | None, other: str | None) -> bool:
    """Whether two readings may be of one number; equal ones are told by the number itself."""
    if number is None or other is None:
        return True
    return number != other and min(len(number), len(other)) >= SHORTEST and Levenshtein.distance(number, other) <= MISREAD
