"""Print that runs up the edge of a page is left out; numbers of entries and beginnings of lines are not."""

from __future__ import annotations

from extract.page.margins import without_side_print
from extract.page.words import Word

PAGE = (595.0, 842.0)


def column(texts: str, x: float, *, confidence: float = 0.5, step: float = 30.0) -> list[Word]:
    return [Word(text, (x, 100 + step * at, x + 5, 108 + step * at), confidence) for at, text in enumerate(texts.split())]


BODY = [Word("Opdracht", (74.0, 100.0 + 20 * at, 140.0, 108.0 + 20 * at), 0.95) for at in range(20)]


def test_letters_below_each_other_at_the_edge_are_no_words() -> None:
    assert without_side_print([*column("F G B 54 7 = iH & 5 z a", 23.0), *BODY], *PAGE) == BODY
    assert without_side_print([*column("F G B 54 7 = iH & 5 z a", 570.0), *BODY], *PAGE) == BODY


def test_numbers_of_entries_at_the_edge_stay() -> None:
    words = [*column("10 20 30 40 50 60 70 80 90", 30.0, confidence=0.97), *BODY]
    assert without_side_print(words, *PAGE) == words


def test_a_few_unsure_words_and_the_beginnings_of_lines_stay() -> None:
    few = [*column("F G B 54", 23.0), *BODY]
    assert without_side_print(few, *PAGE) == few
    lines = [
        *column("F G B 54 7 = iH & 5 z a", 30.0),
        *(Word("Zolltarif", (29.0, 500.0 + 20 * at, 70.0, 508.0 + 20 * at), 0.9) for at in range(9)),
    ]
    assert without_side_print(lines, *PAGE) == lines
