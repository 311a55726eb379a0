"""Where one paper of a file ends and the next begins: told from what pages say, and never split unseen where that leaves doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.parting import is_surely_several
from doctypes import find_doctypes
from domain.paper import Kind
from extract.kind.borders import PageSigns, is_counted_through, propose_parts, reasons_for
from extract.opening.pages import part_of
from extract.opening.separators import separators
from extract.page.layout import lay_out
from extract.page.words import PageWords
from extract.read import read_document, read_layout
from fixtures.bundles import blank_sheet, draw_bundles, separator_sheet
from tests.press import Row, sheet
from tests.splitting import Score

DOCTYPES = find_doctypes()


def parts(*pages: PageWords, sheets: Sequence[int] = ()) -> list[tuple[int, int]]:
    found = propose_parts(pages, DOCTYPES, partial(read_layout, doctypes=DOCTYPES), frozenset(sheets))
    return [(part.first, part.last) for part in found]


def note(number: str, page: int, *more: Row, counter: str = "", house: str = "Nordstahl Handel GmbH") -> PageWords:
    head: list[Row] = [(40, {50: house}), (100, {50: "Lieferschein"}), (130, {50: "Lieferschein-Nr.:", 220: number}), *more]
    head += [(200, {50: "Wir liefern Ihnen wie vereinbart die folgenden Waren auf Ihre Rechnung und Gefahr:"})]
    return sheet([*head, (800, {50: counter})] if counter else head, number=page)


def test_pages_with_numbers_of_their_own_are_papers_of_their_own() -> None:
    assert parts(note("LS-70011", 1), note("LS-70012", 2), note("LS-70012", 3), note("LS-70013", 4)) == [(1, 1), (2, 3), (4, 4)]


def test_pages_that_count_themselves_through_are_one_paper() -> None:
    pages = [note("LS-70011", number, counter=f"Seite {number} von 3") for number in (1, 2, 3)]
    alone = [lay_out([replace(page, number=1)]) for page in pages]
    assert is_counted_through(alone)
    assert parts(*pages) == []
    assert not is_counted_through(alone[:2])


def test_a_counter_that_begins_again_begins_a_paper() -> None:
    pages = [note("LS-70011", 1, counter="Seite 1 von 2"), note("LS-70011", 2, counter="Seite 2 von 2")]
    pages += [note("LS-70099", 3, counter="Seite 1 von 2"), note("LS-70099", 4, counter="Seite 2 von 2")]
    assert parts(*pages) == [(1, 2), (3, 4)]


def test_a_blank_back_does_not_part_a_paper_from_itself() -> None:
    blank = PageWords(2, 595, 842, (), "text")
    assert parts(note("LS-70011", 1, counter="Seite 1 von 2"), blank, note("LS-70011", 3, counter="Seite 2 von 2")) == []


def test_the_sheet_between_two_papers_is_in_neither() -> None:
    sheet_between = PageWords(2, 595, 842, (), "text")
    assert parts(note("LS-70011", 1), sheet_between, note("LS-70012", 3), sheets=[2]) == [(1, 1), (3, 3)]
    # One without words may be a picture, and is not left out.
    assert parts(note("LS-70011", 1), sheet_between, note("LS-70012", 3)) == [(1, 2), (3, 3)]


def test_terms_on_the_back_belong_to_the_paper_before_them() -> None:
    back = sheet([(40, {50: "Allgemeine Verkaufs- und Lieferbedingungen"}), (80, {50: "1. Angebot und Vertragsschluss"})], number=2)
    assert parts(note("LS-70011", 1), back) == []


def test_a_sheet_with_a_barcode_and_nothing_else_is_a_separator() -> None:
    one, three = (PageWords(number, 595, 842, note("LS-70011", 1).words, "text") for number in (1, 3))
    bare = PageWords(1, 595, 842, (), "text")
    assert separators(separator_sheet(), [bare, one, three]) == {1}
    assert separators(blank_sheet(), [bare, one, three]) == frozenset()


def test_files_of_the_generator_are_split_where_their_papers_begin() -> None:
    score = Score()
    for bundle in draw_bundles(2, seed=3, between=("none",)):
        reading = read_document(bundle.content, bundle.name, DOCTYPES, None)
        score.add(bundle, reading)
        if is_surely_several(reading):
            pieces = [part_of(bundle.content, part.first, part.last) for part in reading.parts]
            kinds = [read_document(piece, "part.pdf", DOCTYPES, None).kind for piece in pieces]
            assert kinds == [Kind(paper.truth["kind"]) for paper in bundle.papers]
    assert score.unseen >= 1
    assert score.wrong_unseen == 0
    assert score.right >= 0.95 * score.places


signs = st.builds(
    PageSigns,
    counter=st.none() | st.tuples(st.integers(1, 5), st.none() | st.integers(5, 9)),
    number=st.sampled_from(["", "ab12345", "ls99999"]),
    order=st.sampled_from(["", "4500017325"]),
    kind=st.sampled_from(list(Kind)),
    title=st.floats(0, 2),
    said=st.sampled_from(["", "ab12345xx", "ls99999yy"]),
)


@settings(max_examples=200)
@given(signs, st.lists(signs, min_size=1, max_size=4))
def test_no_page_both_has_the_number_of_the_paper_before_it_and_another(page: PageSigns, before: list[PageSigns]) -> None:
    found = list(reasons_for(page, before))
    assert len(found) == len(set(found))
    for one, other in (
        ("same number", "another number"),
        ("same order", "another order"),
        ("title", "no title"),
        ("counter begins", "counter goes on"),
    ):
        assert not {one, other} <= set(found)


@pytest.mark.parametrize("count", [1, 61])
def test_single_pages_and_catalogues_are_not_looked_at(count: int) -> None:
    assert parts(*(note(f"LS-7{number:04}", number) for number in range(1, count + 1))) == []
