"""A paper beside the earlier one of its number that it replaces, or that replaced it: what the two say otherwise, value by value."""

from __future__ import annotations

from dataclasses import dataclass

from domain.arrivals import DocumentRecord
from domain.doctype import CheckContext
from domain.paper import Reading
from validate.across import differences, revised


@dataclass(frozen=True)
class Change:
    """A value that two papers of one number say otherwise; `path` is this paper's."""

    path: str
    was: str
    now: str


@dataclass(frozen=True)
class Revision:
    """The other paper, whether this one is the newer of the two, and what would be posted otherwise."""

    other: DocumentRecord
    is_newer: bool
    changes: tuple[Change, ...]


def revision_of(reading: Reading, context: CheckContext) -> Revision | None:
    """The revision that the paper is; None where no earlier paper of its number has another date."""
    other, doctype = revised(reading, context), context.doctype
    if other is None or other.reading is None:
        return None
    now, before = reading.fields.date("document_date"), other.reading.fields.date("document_date")
    found = differences(reading, other.reading, doctype.posted_fields if doctype else (), doctype.posted_line_fields if doctype else ())
    is_newer = now is not None and before is not None and now > before
    return Revision(other, is_newer, tuple(Change(path, was, is_) for path, (was, is_) in found.items()))
