"""Words that ran together are parted where they meet; words that only look so stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page.glued import parted, without_touching_positions
from extract.page.words import Word


def pieces(text: str) -> list[str]:
    return [part.text for part in parted(Word(text, (10.0, 20.0, 10.0 + 5 * len(text), 30.0), 0.9))]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Prezzo:53,14", ["Prezzo:", "53,14"]),
        ("Nr.:4711", ["Nr.:", "4711"]),
        ("1,27/KG", ["1,27", "/KG"]),
        ("203,0100/100kg|", ["203,0100", "/100kg"]),
        ("Riga10", ["Riga", "10"]),
        ("3.1Test", ["3.1", "Test"]),
        ("B0414250del15/07/2026", ["B0414250", "del", "15/07/2026"]),
        ("4500017325vom03.07.2026", ["4500017325", "vom", "03.07.2026"]),
        ("13-3116-11-V/poste", ["13-3116-11", "-", "V/poste"]),
        ("Stikstof.(N)", ["Stikstof.", "(N)"]),
        ("3.1B", ["3.1B"]),
        ("inkoopnr./", ["inkoopnr.", "/"]),
        ("Schmidt/", ["Schmidt/"]),
        ("Yourltem", ["Your", "Item"]),
        ("ltem", ["Item"]),
        ("lten", ["lten"]),
        ("250·m", ["250", "m"]),
        ("8·m", ["8·m"]),
        ("Pos.10", ["Pos.", "10"]),
        ("0006363(6)", ["0006363", "(6)"]),
        ("320KG", ["320", "KG"]),
        ("4.685,60EUR", ["4.685,60", "EUR"]),
        ("EUR12.50", ["EUR", "12.50"]),
        ("EUR2026", ["EUR2026"]),
        ("120,5m", ["120,5", "m"]),
        ("8|ST", ["8", "ST"]),
        ("pos.Artikel", ["pos.", "Artikel"]),
        ("Pièce.......CC097657", ["Pièce", "CC097657"]),
        ("‘00020", ["00020"]),
        ("_DAP", ["DAP"]),
        (":H570372", ["H570372"]),
        ("“pro", ["pro"]),
        ("PosiciónCódigo", ["Posición", "Código"]),
        ("C45·EN", ["C45", "EN"]),
        ("TOWARU·ZM-03402", ["TOWARU", "ZM-03402"]),
        ("A10Versandanzeige", ["A10", "Versandanzeige"]),
        ("[B01]Producto", ["B01", "Producto"]),
        ("A09]Artículo", ["A09", "Artículo"]),
        ("4700121363/31.7.2026", ["4700121363", "/31.7.2026"]),
        ("Ch.005335", ["Ch.", "005335"]),
        ("NR.4700894084", ["NR.", "4700894084"]),
        ("(18.00),001157", ["(18.00),", "001157"]),
        ("#30", ["#", "30"]),
        ("CH02261:5", ["CH02261:", "5"]),
        ("180.5.M", ["180.5.", "M"]),
        ("156,7500par100kg", ["156,7500", "par", "100", "kg"]),
        ("N°.de", ["N°.", "de"]),
        ("Identificazione/Colata/", ["Identificazione/", "Colata/"]),
    ],
)
def test_words_that_ran_together_are_parted(printed: str, meant: list[str]) -> None:
    assert pieces(printed) == meant


@pytest.mark.parametrize(
    "whole",
    [
        "316L",
        "S355J2+N",
        "M12x30",
        "12.03.2026",
        "https://brenner.example",
        "10:30",
        "EN10204:2004",
        "A|B",
        "BG-6852",
        "6204-2RS",
        "WR.08535",
        "C45E",
        "kN·m",
        "35·18",
        "No.8",
        "EN10025:2019",
        "#30017",
    ],
)
def test_what_only_looks_like_two_words_stays_whole(whole: str) -> None:
    assert pieces(whole) == [whole]


def test_only_ocr_loses_the_blank_behind_the_mark_of_a_position() -> None:
    printed = Word("#57", (0.0, 0.0, 100.0, 10.0), 1.0)
    assert parted(printed) == [printed]


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_no_sign_is_made_up_and_pieces_stand_side_by_side(text: str) -> None:
    word = Word(text, (0.0, 0.0, 100.0, 10.0), 1.0)
    found = parted(word)
    place = 0
    for part in found:
        place = text.index(part.text, place) + len(part.text)
        assert 0.0 <= part.box[0] <= part.box[2] <= 100.0
    assert [part.box[0] for part in found] == sorted(part.box[0] for part in found)


def column(*texts: str) -> list[str]:
    words = [Word(text, (59.0, 20.0 * place, 59.0 + 5 * len(text), 20.0 * place + 10), 0.9) for place, text in enumerate(texts)]
    return [part.text for part in without_touching_positions(words)]


def test_a_padded_position_that_touches_the_quantity_behind_it_is_parted_where_others_show_how_long_it_is() -> None:
    assert column("00010", "00020", "00030200.000", "00040") == ["00010", "00020", "00030", "200.000", "00040"]
    assert column("000101", "00020", "00030") == ["00010", "1", "00020", "00030"]


@pytest.mark.parametrize(
    "whole",
    [
        ("0246978", "0246979", "02469801"),  # heats
        ("00010", "00030200.000"),  # one alone tells no length
        ("00010", "00020", "00015200"),  # does not rise
        ("00310", "00417", "005218"),  # no even steps
    ],
)
def test_numbers_that_count_no_positions_stay_whole(whole: tuple[str, ...]) -> None:
    assert column(*whole) == list(whole)


@given(st.lists(st.text("0123456789.,", min_size=1, max_size=12), max_size=8))
def test_parting_positions_keeps_every_sign(texts: list[str]) -> None:
    assert "".join(column(*texts)) == "".join(texts)


def test_items_that_begin_with_a_zero_and_end_with_letters_are_whole() -> None:
    words = [Word(text, (50.0, 20.0 * at, 90.0, 20.0 * at + 8), 0.9) for at, text in enumerate(("02793VS", "04328VS", "57463VS"))]
    assert [word.text for word in without_touching_positions(words)] == ["02793VS", "04328VS", "57463VS"]
