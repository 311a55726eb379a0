"""Words that a narrow cell broke are whole again; numbers, sentences and pairs of words are left as they are."""

from extract.page.hyphens import unbroken
from extract.page.words import Word
from tests.press import words


def texts(*rows: tuple[float, float, str]) -> list[str]:
    return [word.text for word in unbroken([each for top, x, text in rows for each in words(text, x, top)])]


def test_a_heading_that_its_cell_broke_is_one_word() -> None:
    assert texts((100, 50, "Kundenar-"), (111, 50, "tikelnr."), (100, 200, "Menge")) == ["Kundenartikelnr.", "Menge"]


def test_the_rest_stands_under_the_first_word_of_its_cell() -> None:
    assert texts((100, 50, "Unser Ma-"), (111, 50, "terial")) == ["Unser", "Material"]


def test_an_item_number_that_its_cell_broke_is_left_to_its_reader() -> None:
    assert texts((100, 50, "77-2702-"), (111, 50, "80")) == ["77-2702-", "80"]


def test_a_word_at_the_end_of_a_line_of_running_text_is_left_alone() -> None:
    rows = ((100, 50, "wir bestätigen Ihre Bestel-"), (111, 50, "lung vom 3. Mai"))
    assert texts(*rows) == ["wir", "bestätigen", "Ihre", "Bestel-", "lung", "vom", "3.", "Mai"]


def test_a_pair_that_shares_its_end_is_no_broken_word() -> None:
    assert texts((100, 50, "Ein-"), (111, 50, "und")) == ["Ein-", "und"]


def test_what_stands_elsewhere_or_begins_large_does_not_go_on() -> None:
    assert texts((100, 50, "Netto-"), (111, 90, "gewicht")) == ["Netto-", "gewicht"]
    assert texts((100, 50, "Netto-"), (111, 50, "Brutto")) == ["Netto-", "Brutto"]
    assert texts((100, 50, "Netto-"), (140, 50, "gewicht")) == ["Netto-", "gewicht"]


def test_slivers_of_ink_at_one_place_end_the_search_for_the_edge_of_a_cell() -> None:
    slivers = [Word(text, (48.0, 100.0, 48.0, 110.0), 0.1) for text in ("|'", "'|")]
    broken = [word for top, text in ((100, "Kundenar-"), (111, "tikelnr.")) for word in words(text, 50, top)]
    assert [word.text for word in unbroken([*slivers, *broken])][2:] == ["Kundenartikelnr."]
