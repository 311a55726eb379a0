"""The second reading: who is believed when two engines agree or differ, what is read again, and that nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.paper import Group, Kind, Leaf, Reading
from extract.engines import Image, OcrText, OcrWord
from extract.engines.rapidocr import RapidOcr
from extract.page.words import PageWords, Word
from extract.scan.second import AGREED, CONTRADICTED, SecondReading, settled

PAPER = np.full((400, 800), 255, np.uint8)


@dataclass
class FakeLineReader:
    """Answers what it was told to, in order."""

    answers: list[OcrText]
    asked: list[Image] = field(default_factory=list)
    name: str = "fake"

    def missing(self) -> str | None:
        return None

    def lines(self, crops: Sequence[Image]) -> list[OcrText]:
        self.asked += crops
        return [self.answers.pop(0) for _ in crops]


def word(text: str, confidence: float, left: float = 20.0) -> Word:
    return Word(text, (left, 20.0, left + 10.0 * len(text), 30.0), confidence)


def page(*words: Word) -> PageWords:
    return PageWords(1, 192.0, 96.0, words, "ocr")


def test_two_engines_that_agree_make_a_word_surer() -> None:
    [sure] = settled(word("OB0013223", 0.6), OcrText("OB0013223", 0.99))
    assert (sure.text, sure.confidence, sure.seconded, sure.others) == ("OB0013223", AGREED, True, ())


def test_an_unclear_second_reading_does_not_count_as_agreement() -> None:
    [sure] = settled(word("OB0013223", 0.6), OcrText("OB0013223", 0.6))
    assert (sure.seconded, sure.confidence < AGREED) == (False, True)


@pytest.mark.parametrize(("first", "second"), [("€C118761", "CC118761"), ("§L-46782", "SL-46782"), ("$16/2026", "S16/2026")])
def test_a_sign_that_begins_no_number_is_the_letter_that_the_second_engine_reads(first: str, second: str) -> None:
    [told] = settled(word(first, 0.8), OcrText(second, 0.97))
    assert (told.text, told.seconded) == (second, True)


@pytest.mark.parametrize(("first", "second"), [("tydzien", "tydzień"), ("CONFIRMACION", "CONFIRMACIÓN"), ("Stück", "Stuck")])
def test_engines_that_differ_by_accents_alone_agree_and_the_second_one_knows_them(first: str, second: str) -> None:
    [told] = settled(word(first, 0.8), OcrText(second, 0.97))
    assert (told.text, told.seconded, told.others) == (max(first, second, key=lambda text: not text.isascii()), True, ())


@pytest.mark.parametrize(("first", "second"), [("0,27", "0.27"), ("58.0", "58,0"), ("0.006", "0,006")])
def test_a_comma_for_the_point_of_one_number_is_no_difference(first: str, second: str) -> None:
    [told] = settled(word(first, 0.8), OcrText(second, 0.97))
    assert (told.text, told.seconded, told.others) == (first, True, ())


@pytest.mark.parametrize(("first", "second"), [("3,768", "3.768"), ("1.4301", "1,4301"), ("4,00", "400"), ("0.27", "0.,27")])
def test_a_comma_for_a_point_is_one_where_it_may_make_another_number(first: str, second: str) -> None:
    [told] = settled(word(first, 0.8), OcrText(second, 0.97))
    assert (told.seconded, len(told.others)) == (False, 1)


def test_accents_are_no_matter_between_words_with_figures_either() -> None:
    week, number = settled(word("tydzien 16/2026", 0.8), OcrText("tydzień 16/2026", 0.97))
    assert [(each.text, each.seconded) for each in (week, number)] == [("tydzień", True), ("16/2026", True)]


def test_a_nought_behind_a_sign_for_a_letter_is_never_agreed_upon_unless_its_print_tells() -> None:
    [told] = settled(word("$0054197", 0.9), OcrText("S0054197", 0.98))
    assert (told.text, told.seconded, told.disputed) == ("S0054197", False, "second")
    assert told.confidence < 0.9


@pytest.mark.parametrize("amount", ["$0.0125", "€4711", "$12,500.00", "€0,95"])
def test_an_amount_of_money_is_no_number_with_a_misread_letter(amount: str) -> None:
    [told] = settled(word(amount, 0.95), OcrText(amount, 0.97))
    assert (told.text, told.seconded) == (amount, True)


def test_where_they_differ_the_surer_one_is_taken_with_both_kept_and_doubted() -> None:
    [taken] = settled(word("0B0013223", 0.95), OcrText("OB0013223", 0.99))
    assert (taken.text, taken.others, taken.seconded) == ("OB0013223", ("0B0013223",), False)
    assert taken.confidence < 0.9


@pytest.mark.parametrize("second", [OcrText("5x2000", 0.99), OcrText("", 0.0), OcrText("1Sx2OOO", 0.3)])
def test_signs_lost_at_the_edge_and_guesses_replace_nothing_but_cast_doubt(second: OcrText) -> None:
    [kept] = settled(word("15x2000", 0.97), second)
    assert (kept.text, kept.confidence <= CONTRADICTED, kept.seconded) == ("15x2000", True, False)


def test_a_blank_that_the_first_engine_lost_parts_the_word_and_its_box() -> None:
    left, right = settled(word("Uwartikel:", 0.8), OcrText("Uw artikel:", 0.97))
    assert (left.text, right.text) == ("Uw", "artikel:")
    assert left.box[2] < right.box[0] < right.box[2] == 120.0


def test_the_surer_the_first_engine_the_surer_the_second_one_must_be() -> None:
    assert [settled(word("565", first), OcrText("585", 0.8))[0].text for first in (0.8, 0.92, 0.96)] == ["585", "565", "565"]


def test_capitals_are_the_first_engines_to_tell_unless_it_is_doubtful() -> None:
    [kept] = settled(word("Uw", 0.96), OcrText("UW", 0.97))
    assert (kept.text, kept.confidence, kept.others) == ("Uw", 0.96, ("UW",))
    assert settled(word("c71", 0.7), OcrText("C71", 0.99))[0].text == "C71"


@given(st.text(max_size=12), st.floats(0, 1), st.text(max_size=14), st.floats(0, 1))
def test_no_second_reading_makes_a_contradicted_word_surer(text: str, first: float, other: str, second: float) -> None:
    for each in settled(word(text, first), OcrText(other.strip(), second)):
        assert 0 <= each.confidence <= 1
        assert each.seconded is False or each.others == ()
        if each.others and each.others[0].casefold() != each.text.casefold():
            assert each.confidence <= max(CONTRADICTED, 0.84)


def test_only_doubtful_print_is_read_again_when_a_page_is_read() -> None:
    reader = FakeLineReader([OcrText("Menge", 0.99)])
    words = (word("Datum", 0.97), word("Mcnge", 0.5, 100.0), word(".", 0.3, 170.0))
    found = SecondReading(reader).of_page(page(*words), PAPER, 300)
    assert [each.text for each in found.words] == ["Datum", "Menge", "."]
    assert len(reader.asked) == 1


def test_pieces_of_a_word_that_stand_close_are_read_as_one() -> None:
    reader = FakeLineReader([OcrText("Omschrijving", 0.99)])
    [whole] = SecondReading(reader).of_page(page(word("Omschrij", 0.7), word("ving", 0.6, 101.0)), PAPER, 300).words
    assert (whole.text, whole.seconded, whole.box[2]) == ("Omschrijving", True, 141.0)


def test_words_that_a_narrow_blank_parts_are_read_one_by_one() -> None:
    reader = FakeLineReader([OcrText("Nr", 0.99), OcrText("poz.", 0.99)])
    found = SecondReading(reader).of_page(page(word("Nr", 0.7), word("p0z.", 0.6, 43.0)), PAPER, 300)
    assert [each.text for each in found.words] == ["Nr", "poz."]


def test_a_word_with_wide_paper_inside_is_two_words() -> None:
    paper = np.full((400, 800), 255, np.uint8)
    for left, right in ((84, 240), (300, 450)):
        paper[84:125, left:right:6] = 0
    reader = FakeLineReader([OcrText("0.022", 0.99), OcrText("0.005", 0.99), OcrText("Mn", 0.99)])
    ran = Word("00220.005", (20.0, 20.0, 108.0, 30.0), 0.7)
    left, right = SecondReading(reader).of_page(page(ran, word("Mn", 0.97, 130.0)), paper, 300).words[:2]
    assert (left.text, right.text) == ("0.022", "0.005")
    assert (left.box[2] < 60, right.box[0] > 70) == (True, True)
    assert max(left.confidence, right.confidence) < 0.9


def test_a_short_word_right_of_a_figure_is_read_again_however_sure() -> None:
    reader = FakeLineReader([OcrText("pcs", 0.99)])
    found = SecondReading(reader).of_page(page(word("100.00", 0.96), word("pes", 0.96, 85.0), word("of", 0.96, 130.0)), PAPER, 300)
    assert [each.text for each in found.words] == ["100.00", "pcs", "of"]


def test_what_is_to_be_posted_is_read_again_and_descriptions_are_not() -> None:
    number, text = word("AB123", 0.97), word("Screw", 0.97, 100.0)
    leaves = {
        name: Leaf(value=each.text, text=each.text, confidence=0.9, page=1, box=each.box, source="ocr")
        for name, each in (("document_number", number), ("description", text))
    }
    reading = Reading(kind=Kind.ORDER_CONFIRMATION, kind_confidence=1.0, language="en", fields=Group(dict(leaves)))
    reader = FakeLineReader([OcrText("AB123", 0.99)])
    second = SecondReading(reader)
    read = second.of_page(page(number, text), PAPER, 300)
    [found] = second.of_values([read], lambda _: reading, find_doctypes())
    assert [each.seconded for each in found.words] == [True, False]


def _of_values(first: OcrText, again: OcrText) -> Word:
    number = word("PO-162915", 0.97)
    posted = Leaf(value=number.text, text=number.text, confidence=0.9, page=1, box=number.box, source="ocr")
    reading = Reading(kind=Kind.ORDER_CONFIRMATION, kind_confidence=1.0, language="en", fields=Group({"order_number": posted}))
    second = SecondReading(FakeLineReader([first, again]))
    read = second.of_page(page(replace(number, confidence=0.8)), PAPER, 300)
    [found] = second.of_values([read], lambda _: reading, find_doctypes())
    return found.words[0]


def test_a_value_that_the_second_engine_cut_short_is_settled_where_it_agrees_off_a_wider_cut_out() -> None:
    settled_now = _of_values(OcrText("PO-16291", 0.97), OcrText("PO-162915", 0.97))
    assert (settled_now.text, settled_now.seconded, settled_now.confidence > 0.95) == ("PO-162915", True, True)


@pytest.mark.parametrize("again", [OcrText("PO-162916", 0.99), OcrText("PO-162915", 0.7)])
def test_a_value_stays_in_doubt_where_the_second_look_differs_or_is_not_clear(again: OcrText) -> None:
    doubted = _of_values(OcrText("PO-16291", 0.97), again)
    assert (doubted.text, doubted.seconded, doubted.confidence <= CONTRADICTED) == ("PO-162915", False, True)


_LOOKS = (OcrText("PO-162915", 0.75), OcrText("PO-162915", 0.3), OcrText("PO-162975", 0.9))


def test_a_value_that_was_once_read_with_more_signs_before_it_stays_in_doubt() -> None:
    longer = _of_values(OcrText("APO-162915", 0.5), OcrText("PO-162915", 0.99))
    assert (longer.seconded, longer.others) == (False, ("APO-162915",))


def test_what_the_second_engine_was_unclear_about_is_looked_at_in_a_wider_cut_out() -> None:
    again, guess, other = (_of_values(OcrText("PO-162915", 0.7), look) for look in _LOOKS)
    assert [(each.text, each.seconded) for each in (again, guess, other)] == [("PO-162915", at == 0) for at in range(3)]


def test_what_the_second_engine_read_otherwise_is_settled_where_the_first_one_now_agrees() -> None:
    figure = Leaf(value="0.13", text="0.13", confidence=0.8, page=1, box=(20.0, 20.0, 60.0, 30.0), source="ocr")
    reading = Reading(kind=Kind.CERTIFICATE, kind_confidence=1.0, language="en", heats=[Group({"quantity": figure})])
    looks: list[Image] = []

    def first(sheet: Image) -> Sequence[OcrWord]:
        looks.append(sheet)
        return [OcrWord("0.13", (90.0, 90.0, 180.0, 120.0), 0.9)]

    second = SecondReading(FakeLineReader([OcrText("0.13", 0.99)]), first)
    read = second.of_page(page(word("C1zz", 0.5)), PAPER, 300)
    [found] = second.of_values([read], lambda _: reading, find_doctypes())
    assert (found.words[0].text, found.words[0].seconded, len(looks)) == ("0.13", True, 1)


def test_a_number_that_one_engine_saw_whole_has_no_blank() -> None:
    assert [each.text for each in settled(word("AB-68166", 0.8), OcrText("AB-681 66", 0.97))] == ["AB-68166"]


def test_papers_without_pictures_are_not_read_twice() -> None:
    def fail(_: object) -> Reading:
        raise AssertionError

    pages = [PageWords(1, 100.0, 100.0, (word("AB123", 1.0),), "text")]
    assert SecondReading(FakeLineReader([])).of_values(pages, fail, find_doctypes()) == pages


@pytest.mark.slow
@pytest.mark.skipif(RapidOcr().missing() is not None, reason="rapidocr is not installed")
def test_rapidocr_reads_print_of_all_widths_in_order_and_twice_the_same() -> None:
    crops = []
    said = ["4500017325", "42-1734-11", "A1", "2026-08-07 EUR"]
    for text in said:
        picture = np.full((60, 30 + 34 * len(text)), 255, np.uint8)
        cv2.putText(picture, text, (12, 44), cv2.FONT_HERSHEY_DUPLEX, 1.4, (0,), 2, cv2.LINE_AA)
        crops.append(picture)
    reader = RapidOcr()
    found = reader.lines(crops)
    assert [each.text.replace(" ", "") for each in found] == [each.replace(" ", "") for each in said]
    assert reader.lines(crops) == found
    assert reader.lines([]) == []


def test_the_pieces_of_a_code_are_read_again_as_one_although_the_first_engine_is_sure_of_each() -> None:
    left, right = word("H270", 0.97), word("037", 0.96, left=60.5)
    reader = FakeLineReader([OcrText("H270037", 0.99)])
    read = SecondReading(reader).of_page(page(left, right), PAPER, 300)
    assert [each.text for each in read.words] == ["H270037"]


def test_words_with_a_blank_between_them_are_not_put_together() -> None:
    reader = FakeLineReader([])
    words = (word("12", 0.97), word("037", 0.96, left=46.0))
    assert SecondReading(reader).of_page(page(*words), PAPER, 300).words == words
