"""How a run tells what became of its papers: nothing that a paper says can become markup."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.arrivals import DocumentRecord, DocumentState
from flows.report import outcome, plain, table

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


def record(name: str = "a.pdf", state: DocumentState = DocumentState.REJECTED, error: str | None = None) -> DocumentRecord:
    return DocumentRecord(document_id="sha256:00", name=name, size=1, channel="inbox", received_at=NOW, state=state, error=error)


def test_every_state_has_a_word_and_what_is_not_through_says_so() -> None:
    words = {state: outcome(record(state=state)) for state in DocumentState}
    assert words[DocumentState.IN_REVIEW] == "Review"
    assert {words[state] for state in (DocumentState.RECEIVED, DocumentState.READ, DocumentState.CHECKED)} == {"Waiting"}


def test_a_paper_is_a_row_with_a_link_to_the_desk() -> None:
    text = table([record(), record("b.pdf", DocumentState.POSTED)], "http://127.0.0.1:8710")
    assert text.startswith("1 rejected, 1 posted\n")
    assert "| [a.pdf](http://127.0.0.1:8710/documents/sha256:00) |" in text
    assert table([], "http://127.0.0.1:8710").startswith("No papers")


@given(st.text(), st.text())
def test_nothing_that_a_paper_says_becomes_markup(name: str, error: str) -> None:
    rows = table([record(name, error=error)], "http://127.0.0.1:8710").split("\n")[4:]
    assert len(rows) == 1
    unescaped = re.sub(r"&#\d+;", "", rows[0])
    assert unescaped.count("|") == 7
    assert "<" not in unescaped
    assert unescaped.count("](") == 1


@given(st.text())
def test_escaped_text_holds_no_line_end(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1
