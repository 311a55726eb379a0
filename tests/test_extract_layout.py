"""Words put into lines and phrases: level or leaning, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from extract.page.layout import lay_out
from extract.page.words import Word, turned, union
from tests.press import A4, PITCH, Row, laid_out, lines_of, sheet, words

LETTER: list[Row] = [
    (60.0, {50.0: "Brenner Stahl GmbH", 330.0: "Auftragsbestätigung"}),
    (60.0 + PITCH, {50.0: "Industriestr. 4", 330.0: "Nr. AB-4711"}),
    (60.0 + 2 * PITCH, {50.0: "57072 Siegen", 200.0: "Deutschland", 330.0: "Datum 03.07.2026"}),
    (60.0 + 3 * PITCH, {330.0: "Seite 1"}),
]
LINES = ["Brenner Stahl GmbH Auftragsbestätigung", "Industriestr. 4 Nr. AB-4711", "57072 Siegen Deutschland Datum 03.07.2026", "Seite 1"]


def test_words_that_stand_level_are_a_line_and_wide_gaps_part_its_phrases() -> None:
    lines = laid_out(LETTER).lines
    assert [line.text for line in lines] == LINES
    assert [phrase.text for phrase in lines[2].phrases] == ["57072 Siegen", "Deutschland", "Datum 03.07.2026"]


@given(st.floats(-0.015, 0.015))
def test_lines_are_chained_though_the_page_leans(slope: float) -> None:
    assert lines_of(sheet(LETTER, slope=slope)) == LINES


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_words_come_does_not_matter(random: Random) -> None:
    page = sheet(LETTER)
    shuffled = random.sample(page.words, len(page.words))
    assert lines_of(replace(page, words=tuple(shuffled))) == LINES


def test_a_word_with_an_odd_box_stays_in_its_line() -> None:
    page = sheet([(100.0, {50.0: "250 Stk", 300.0: "76,42 EUR"})])
    odd = replace(page.words[1], box=(81.0, 103.0, 96.0, 107.0))
    assert lines_of(replace(page, words=(page.words[0], odd, *page.words[2:]))) == ["250 Stk 76,42 EUR"]


def test_pages_follow_one_another_and_blank_words_are_dropped() -> None:
    blank = Word("  ", (10, 10, 20, 20), 1.0)
    first, second = sheet([(60.0, {50.0: "one"})]), sheet([(60.0, {50.0: "two"})], number=2)
    layout = lay_out([replace(first, words=(*first.words, blank)), second])
    assert [(line.page, line.text) for line in layout.lines] == [(1, "one"), (2, "two")]


def test_a_typewriters_wide_blanks_part_no_phrases() -> None:
    rows = []
    for row in range(6):
        placed: dict[float, str] = {}
        x = 50.0
        for text in ("We", "confirm", "your", "order", "of", "today"):
            placed[x] = text
            x += 5.0 * len(text) + 6.0
        rows.append((60.0 + PITCH * row, placed))
    assert all(len(line.phrases) == 1 for line in laid_out(rows).lines)


# Strokes between columns are no words, and what begins with `>` is quoted of an earlier mail.
PRINT = st.text(max_size=5).filter(lambda text: not text.startswith(">") and (text.strip() == "" or text.strip().strip("|¦│") != ""))


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 800), st.floats(0.1, 90), st.floats(0.1, 40), PRINT), max_size=30))
def test_no_word_is_lost_or_doubled_wherever_it_stands(placed: list[tuple[float, float, float, float, str]]) -> None:
    every = tuple(Word(text, (x, y, x + w, y + h), 0.5) for x, y, w, h, text in placed)
    tokens = [token for line in lay_out([replace(sheet([]), words=every)]).lines for token in line.tokens]
    # Words may be parted, and dust at their ends may go; no letter and no figure does.
    assert sorted(_signs(token.text for token in tokens)) == sorted(_signs(word.text for word in every))


def _signs(texts: Iterable[str]) -> list[str]:
    return [sign for text in texts for sign in text if sign.isalnum()]


@given(st.sampled_from([0, 90, 180, 270]), st.floats(0, 500), st.floats(0, 800))
def test_turning_a_page_on_until_it_is_upright_again_changes_nothing(turn: int, x: float, y: float) -> None:
    width, height = A4
    [word] = words("x", x, y)
    there = turned(word, turn, width, height)
    size = (height, width) if turn in (90, 270) else (width, height)
    back = turned(there, 360 - turn, *size)
    assert all(abs(a - b) < 1e-6 for a, b in zip(back.box, word.box, strict=True))


def test_the_union_of_boxes_is_around_all_of_them() -> None:
    assert union([(1, 5, 3, 6), (2, 1, 9, 4)]) == (1, 1, 9, 6)


def test_a_thin_figure_before_its_thousands_is_part_of_the_number_on_a_scan() -> None:
    parts = (
        Word("kg", (495.8, 50.0, 503.3, 56.0), 0.96),
        Word("1", (527.5, 50.0, 529.9, 56.0), 0.98),
        Word("413,00", (533.8, 50.0, 557.0, 56.0), 0.92),
    )
    scan = replace(sheet(LETTER), words=parts, source="ocr")
    assert [token.text for token in lay_out([scan]).lines[0].tokens] == ["kg", "1 413,00"]


def test_a_line_and_its_quantity_in_a_sentence_are_two_numbers_on_a_scan() -> None:
    parts = tuple(
        Word(text, (x0, 50.0, x1, 56.0), 0.96)
        for text, x0, x1 in (("line", 71.3, 86.2), ("20", 90.0, 98.6), ("140", 102.9, 117.4), ("ea.", 121.4, 132.2))
    )
    scan = replace(sheet(LETTER), words=parts, source="ocr")
    assert [token.text for token in lay_out([scan]).lines[0].tokens] == ["line", "20", "140", "ea."]


def test_the_lines_of_a_scan_are_as_far_apart_as_their_print_whatever_hangs_out_of_a_box() -> None:
    def word(text: str, x: float, top: float, bottom: float) -> Word:
        return Word(text, (x, top, x + 20, bottom), 0.9)

    tall, speck = word("(a),", 80, 98, 110), word("|-", 110, 90, 120)
    row = (word("Item", 20, 100, 108), word("ten", 50, 100, 108), tall, speck, word("pcs", 140, 100, 108))
    first, second = lay_out([replace(sheet([]), words=(*row, word("below", 20, 114, 122)), source="ocr")]).lines
    assert (first.box[1], first.box[3], second.box[1]) == (100.0, 108.0, 114.0)
    assert next(token.word.on_page for token in first.tokens if token.text == tall.text) == tall.box


def test_a_title_beside_small_print_is_one_phrase_though_its_blanks_are_wider() -> None:
    small = [
        Word(text, (x, 50.0, x + 4.0 * len(text), 56.5), 0.96) for text, x in (("Halvorsen", 50.0), ("Anlagenbau", 88.0), ("GmbH,", 130.0))
    ]
    small += [Word(text, (x, 50.0, x + 4.0 * len(text), 56.5), 0.96) for text, x in (("70469", 152.0), ("Stuttgart,", 175.0))]
    large = [Word(text, (x, 47.0, x + 7.0 * len(text), 57.0), 0.96) for text, x in (("Goods", 420.0), ("Received", 462.5), ("Slip", 526.0))]
    [line] = lay_out([replace(sheet(LETTER), words=(*small, *large), source="ocr")]).lines
    assert [phrase.text for phrase in line.phrases] == ["Halvorsen Anlagenbau GmbH, 70469 Stuttgart,", "Goods Received Slip"]
