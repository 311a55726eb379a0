"""What dust and rules leave among the words of a scan goes, and the ü that the English model does not know comes back."""

from __future__ import annotations

import pytest

from extract.engines import OcrWord
from extract.scan.marks import cleaned


def word(text: str, x: float = 0.0, top: float = 100.0, confidence: float = 0.96) -> OcrWord:
    return OcrWord(text, (x, top, x + 12.0 * len(text), top + 30.0), confidence)


def texts(*words: OcrWord) -> list[str]:
    return [each.text for each in cleaned(words)]


@pytest.mark.parametrize("rule", ["|", "[", "]", "_|", "||"])
def test_rules_read_as_strokes_are_no_words_however_sure_the_engine_is_of_them(rule: str) -> None:
    assert texts(word("10"), word(rule, 60), word("25,00", 90)) == ["10", "25,00"]


@pytest.mark.parametrize("mark", [".", ",", "'", ":"])
def test_a_point_with_no_print_beside_it_is_dust(mark: str) -> None:
    assert texts(word("Total"), word(mark, 400, confidence=0.8), word("12", 800)) == ["Total", "12"]
    assert texts(word("Total"), word(mark, 75, confidence=0.8)) == ["Total", mark]


def test_a_dash_alone_is_an_empty_cell_and_stays() -> None:
    assert texts(word("0.012"), word("-", 400, confidence=0.8)) == ["0.012", "-"]


@pytest.mark.parametrize(
    ("read", "printed"), [("Stiick", "Stück"), ("fiir", "für"), ("lhre", "Ihre"), ("xiii", "xiii"), ("chemii", "chemii"), ("II", "II")]
)
def test_words_that_only_the_english_model_writes_so_are_german_ones(read: str, printed: str) -> None:
    assert texts(word(read)) == [printed]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (".298.99", ["298.99"]),
        (".0,73", ["0,73"]),
        (".5", [".5"]),
        (",75", [",75"]),
        ("187,9600:100", ["187,9600", "100"]),
        ("4,94/", ["4,94", "/"]),
        ("12:30", ["12:30"]),
        ("26/46666", ["26/46666"]),
        ("12.05/2026", ["12.05/2026"]),
        ("1.4301/1.4307", ["1.4301/1.4307"]),
    ],
)
def test_a_point_before_a_number_that_has_its_own_goes_and_a_price_is_parted_from_its_unit(read: str, printed: list[str]) -> None:
    assert texts(word(read)) == printed


def test_a_comma_behind_a_number_alone_in_its_cell_is_dust_and_one_in_a_list_is_not() -> None:
    assert texts(word("10,"), word("AV001505", 200)) == ["10", "AV001505"]
    assert texts(word("00547,"), word("00411,", 82), word("00482", 164)) == ["00547,", "00411,", "00482"]


def test_the_pieces_of_a_number_share_its_place() -> None:
    price, unit = cleaned([word("187,9600:100")])
    assert (price.box, unit.box) == ((0.0, 100.0, 96.0, 130.0), (108.0, 100.0, 144.0, 130.0))


def test_halves_of_a_number_are_one_and_numbers_a_blank_apart_are_two() -> None:
    (whole,) = cleaned([word("45006", 0), word("10206", 68)])
    assert (whole.text, whole.confidence) == ("4500610206", 0.75)
    assert texts(word("45006", 0), word("10206", 73)) == ["45006", "10206"]
    assert texts(word("4500610206", 0), word("1020", 128)) == ["4500610206", "1020"]
