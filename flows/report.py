"""How a run tells what became of its papers: a word, a sentence, a table in Markdown with links to the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

from domain.arrivals import DocumentRecord, DocumentState
from route.deadlines import Overdue

LONGEST_WHY = 110

_MARKUP = frozenset("\\`*_{}[]()#+!|~:<>&")

OUTCOMES = {
    DocumentState.POSTED: "Posted",
    DocumentState.POSTING: "Posting",
    DocumentState.IN_REVIEW: "Review",
    DocumentState.REJECTED: "Rejected",
    DocumentState.FAILED: "Failed",
    DocumentState.PARTED: "Parted",
}


def outcome(record: DocumentRecord) -> str:
    """Where a paper is, in a word; `Waiting` where the program has still to do something."""
    return OUTCOMES.get(record.state, "Waiting")


def summary(record: DocumentRecord) -> str:
    """Why it is there, in a sentence."""
    if record.error:
        return record.error
    reasons = record.decision.reasons if record.decision else []
    return reasons[0] if reasons else ""


def table(records: Sequence[DocumentRecord], desk_url: str) -> str:
    """The papers with their outcomes as Markdown; nothing a paper says can become markup."""
    counted = Counter(outcome(record) for record in records)
    head = [", ".join(f"{number} {word.lower()}" for word, number in counted.items()) or "No papers", ""]
    columns = ["| Paper | Kind | Supplier | Order | Outcome | Why |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *columns, *(_row(record, desk_url) for record in records)])


def _row(record: DocumentRecord, desk_url: str) -> str:
    paper = f"[{plain(record.name)}]({desk_url}/documents/{record.document_id})"
    kind = record.kind.replace("_", " ") if record.kind else ""
    cells = [
        plain(kind),
        plain(record.supplier_id or ""),
        plain(record.order_number or ""),
        outcome(record),
        plain(shorten(summary(record), LONGEST_WHY, placeholder=" …")),
    ]
    return f"| {' | '.join([paper, *cells])} |"


def overdue_table(late: Sequence[Overdue], desk_url: str) -> str:
    """The overdue cases as Markdown."""
    rows = [
        f"| [{plain(each.case.name)}]({desk_url}/documents/{each.case.document_id}) | {each.case.queue} | {each.working_days} |"
        for each in late
    ]
    return "\n".join(["| Paper | Department | Working days overdue |", "| --- | --- | --- |", *rows])


def plain(text: str) -> str:
    """The text with everything that Markdown or HTML would take for markup as a numbered character, which both show as it is."""
    flat = " ".join(text.split())
    return "".join(f"&#{ord(letter)};" if letter in _MARKUP else letter for letter in flat)
