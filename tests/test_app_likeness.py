"""The same paper scanned again, where its number was read otherwise, goes before a person; another delivery does not."""

from __future__ import annotations

import pytest

from app.likeness import likeness
from domain.arrivals import DocumentState
from domain.paper import Reading
from tests.world import World, confirmation, leaf


def changed(reading: Reading, path: str, value: str) -> Reading:
    return reading.with_leaf(path, leaf(value))


def test_a_paper_scanned_again_with_its_number_misread_goes_before_a_person(made: World) -> None:
    assert made.put_through(confirmation("AB-10017"), "first.pdf").state is DocumentState.POSTED
    again = made.put_through(confirmation("AB-1OO17"), "again.pdf")
    assert again.state is DocumentState.IN_REVIEW
    assert again.decision is not None
    assert any("first.pdf" in reason for reason in again.decision.reasons)


@pytest.mark.parametrize(
    "other",
    [
        confirmation("AB-20933"),
        changed(changed(confirmation("AB-10018"), "lines[0].delivery_date", "2026-09-03"), "document_date", "2026-07-13"),
    ],
)
def test_another_paper_about_the_order_is_no_copy(made: World, other: Reading) -> None:
    made.put_through(confirmation("AB-10017"), "first.pdf")
    found = made.put_through(other, "other.pdf")
    assert not any("scanned again" in finding.message for finding in found.findings)


def test_likeness_is_of_values_and_says_nothing_of_papers_that_say_little() -> None:
    assert likeness(confirmation("AB-1"), confirmation("AB-2")) == 1.0
    assert likeness(confirmation("AB-1"), confirmation("AB-2", price="9.99")) < 0.9
    empty = confirmation().model_copy(update={"lines": [], "fields": confirmation().fields.model_copy(update={"root": {}})})
    assert likeness(empty, empty) == 0.0


def test_a_case_shows_what_a_revision_changes_beside_the_paper_that_it_replaces(made: World) -> None:
    made.put_through(confirmation("AB-10017"), "first.pdf")
    newer = changed(changed(confirmation("AB-10017"), "document_date", "2026-07-20"), "lines[0].delivery_date", "2026-09-08")
    again = made.put_through(newer, "second.pdf")
    assert again.state is DocumentState.IN_REVIEW
    revision = made.desk.paper(again.document_id).revision
    assert revision is not None
    assert (revision.other.name, revision.is_newer) == ("first.pdf", True)
    assert ("lines[0].delivery_date", "2026-09-01", "2026-09-08") in [(change.path, change.was, change.now) for change in revision.changes]
