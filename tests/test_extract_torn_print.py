"""Large print that the first engine tore: which words are pieces of one phrase, and when the phrase read whole takes their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.engines import OcrText
from extract.page.words import Word, in_one
from extract.scan.second import SecondReading
from extract.scan.torn_print import close_together, is_better, torn_phrases
from tests.test_extract_engines_second import PAPER, FakeLineReader, page


def large(text: str, left: float, right: float, top: float = 50.0, bottom: float = 64.0) -> Word:
    return Word(text, (left, top, right, bottom), 0.9)


SMALL = [Word(f"text{at}", (50.0, 100.0 + 12 * at, 80.0, 106.0 + 12 * at), 0.96) for at in range(9)]
TORN = [large("Konform", 60, 120), large("itatse", 122, 160), large("kla", 164, 180), large("rung", 182, 210)]


def torn(*words: Word) -> list[list[str]]:
    given = [*words, *SMALL]
    return [[given[index].text for index in phrase] for phrase in torn_phrases(given, 6.0)]


def test_pieces_without_a_blank_between_them_are_one_torn_phrase() -> None:
    assert torn(*TORN) == [["Konform", "itatse", "kla", "rung"]]


def test_whole_words_in_large_print_are_not_torn() -> None:
    assert torn(large("Order", 60, 100), large("Acknowledgement", 105, 190)) == []


def test_a_speck_between_large_words_and_a_piece_that_was_read_twice_belong_to_the_phrase() -> None:
    speck = Word("4", (150.0, 55.0, 153.0, 58.0), 0.6)
    assert torn(large("Dichiarazione", 60, 140), speck, large("conformita", 156, 230)) == [["Dichiarazione", "4", "conformita"]]


def test_numbers_and_the_print_of_the_text_are_left_as_they_are() -> None:
    assert torn(large("AB-", 60, 90), large("47110", 90, 130)) == []
    assert torn(Word("Lie", (50.0, 20.0, 60.0, 26.0), 0.9), Word("fer", (60.5, 20.0, 70.0, 26.0), 0.9)) == []


@pytest.mark.parametrize(
    ("said", "sure", "better"),
    [
        ("Konformitätserklärung", 0.6, True),
        ("Konformitätserklärung", 0.3, False),
        ("Konformit", 0.7, False),
        ("Prüfzeugnis 3.1", 0.99, False),
    ],
)
def test_the_phrase_takes_the_place_of_its_pieces_where_it_is_clear_and_can_be_what_they_are_of(
    said: str, sure: float, better: bool
) -> None:
    assert is_better(TORN, OcrText(said, sure)) is better


def test_a_torn_title_is_read_whole_by_the_second_engine_and_nothing_else_changes() -> None:
    second = SecondReading(FakeLineReader([OcrText("Konformitäts erklärung", 0.98)]))
    read = second.of_page(page(*TORN, *SMALL), PAPER, 300)
    assert [word.text for word in read.words] == ["Konformitäts", "erklärung", *(word.text for word in SMALL)]
    first, last = read.words[:2]
    assert (first.box[0], last.box[2], first.others) == (60.0, 210.0, ("Konform itatse kla rung",))
    assert 0 <= last.box[0] - first.box[2] < 0.3 * first.height


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 60), st.floats(0, 700), st.floats(1, 40)), max_size=12))
def test_every_word_is_in_one_phrase_at_most_whatever_the_page_looks_like(boxes: list[tuple[float, float, float, float]]) -> None:
    words = [Word("ab", (left, top, left + width, top + height), 0.9) for left, width, top, height in boxes]
    taken = [index for phrase in torn_phrases(words, 8.0) for index in phrase]
    assert len(taken) == len(set(taken))
    for phrase in torn_phrases(words, 8.0):
        whole = close_together([in_one([words[index] for index in phrase])])
        assert whole[0].box[0] == min(words[index].box[0] for index in phrase)
