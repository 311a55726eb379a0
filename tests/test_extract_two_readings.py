"""Words that two engines read differently: marks at a number that one alone saw, and figures that only the other reading makes add up."""

from dataclasses import replace

import pytest

from domain.paper import Leaf, Node
from extract.entry.arithmetic import settle_line
from extract.page.layout import Layout, lay_out
from extract.page.read_twice import without_copies
from extract.page.two_readings import heeding_known_words, without_stuck_marks
from extract.page.words import Word
from extract.shape.values import Habits
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import Row, read, sheet

COMMA = Habits("it", NumberStyle(",", certain=True), DateStyle(month_first=False, certain=True))


def word(text: str, *others: str) -> Word:
    return Word(text, (0, 0, 10, 10), 0.6, others=others, disputed="first")


@pytest.mark.parametrize(
    ("first", "second", "bare"),
    [
        ("3°.", "3", "3"),
        ("+100", "100", "100"),
        ("20)", "20", "20"),
        ("[1.884", "1.884", "1.884"),
        ("6!", "6|", "6"),
        ("2075,000°", "2 075,000", "2075,000"),
        ("197;72", "197,72", "197,72"),
        ("120;5m", "120,5 m", "120,5m"),
        ("12;5", "12,5", "12,5"),
        ("15,.000", "15,000", "15,000"),
    ],
)
def test_a_mark_at_a_number_that_one_engine_alone_saw_is_none_of_it(first: str, second: str, bare: str) -> None:
    told = without_stuck_marks(word(first, second))
    assert (told.text, told.confidence) == (bare, 0.6)
    assert first in told.others


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("-20", "20"),
        ("<0,003", "0,003"),
        (",42", "42"),
        ("(5)", "5"),
        ("(1", "1"),
        ("20%", "20"),
        ("41", "1"),
        ("12,5", "125"),
        ("120;5m", "120,5"),
        ("Pos.", "Pos"),
    ],
)
def test_what_may_be_part_of_a_number_stays_at_it(first: str, second: str) -> None:
    assert without_stuck_marks(word(first, second)).text == first


def test_a_sign_of_degrees_that_one_engine_alone_saw_makes_no_doubt() -> None:
    told = without_stuck_marks(word("20°CJ", "20CJ"))
    assert (told.text, told.disputed) == ("20°CJ", "")
    assert told.confidence > 0.9
    assert without_stuck_marks(word("20°C", "-20C")).confidence == 0.6


def test_a_word_that_is_not_disputed_keeps_its_marks() -> None:
    assert without_stuck_marks(word("3°.")).text == "3°."


def disputed(rows: list[Row], others: dict[str, str]) -> Layout:
    page = sheet(rows, source="ocr")
    words = (replace(each, others=(others[each.text],), confidence=0.6) if each.text in others else each for each in page.words)
    return lay_out([replace(page, words=tuple(words))])


def settled(layout: Layout, read_as: dict[str, str]) -> dict[str, Leaf]:
    tokens = layout.lines[0].tokens
    places = {token.text: token.word.on_page for token in tokens}
    found: dict[str, Node] = {
        name: Leaf(value=text.replace(".", "").replace(",", "."), text=text, confidence=0.9, page=1, box=places[text], source="ocr")
        for name, text in read_as.items()
    }
    settle_line(found, tokens, layout, COMMA)
    return {name: node for name, node in found.items() if isinstance(node, Leaf)}


PRICED: dict[str, str] = {"quantity": "120", "unit_price": "33,49", "price_unit": "1", "net_amount": "401,88"}


def test_the_other_reading_of_a_quantity_is_taken_where_only_it_comes_to_the_amount_for_the_printed_price_unit() -> None:
    layout = disputed([(100.0, {50.0: "120", 150.0: "33,49", 250.0: "1", 350.0: "401,88"})], {"120": "12"})
    found = settled(layout, PRICED)
    assert (found["quantity"].value, found["price_unit"].value) == ("12", "1")
    assert found["quantity"].contested


def test_a_quantity_that_adds_up_as_it_was_read_keeps_its_first_reading() -> None:
    layout = disputed([(100.0, {50.0: "120", 150.0: "33,49", 250.0: "10", 350.0: "401,88"})], {"120": "12"})
    assert settled(layout, {**PRICED, "price_unit": "10"})["quantity"].value == "120"


def test_where_the_readings_of_two_numbers_would_do_neither_is_taken() -> None:
    layout = disputed([(100.0, {50.0: "20", 150.0: "10,00", 350.0: "100,00"})], {"20": "10", "10,00": "5,00"})
    assert settled(layout, {"quantity": "20", "unit_price": "10,00", "net_amount": "100,00"})["quantity"].value == "20"


def test_a_cell_that_says_nothing_as_one_engine_read_it_is_read_as_the_other_did() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Raccorderie Bresciane"}),
        (80.0, {50.0: "Conferma d'ordine"}),
        (110.0, {50.0: "Numero: AB-4711", 300.0: "Vs. ordine: 4500017325"}),
        (140.0, {50.0: "Pos.", 90.0: "Articolo", 200.0: "Quantità", 280.0: "Prezzo", 350.0: "Importo"}),
        (156.0, {50.0: "10", 90.0: "RB-4711", 200.0: "200,000", 280.0: "50,80.00", 350.0: "10.160,00"}),
        (172.0, {50.0: "20", 90.0: "RB-4712", 200.0: "30,000", 280.0: "12,50", 350.0: "375,00"}),
    ]
    page = sheet(rows, source="ocr")
    torn = (replace(each, others=("50,8000",), confidence=0.6) if each.text == "50,80.00" else each for each in page.words)
    price = read(replace(page, words=tuple(torn))).lines[0].leaf("unit_price")
    assert price is not None
    assert price.value == "50.8000"


def test_of_print_that_was_given_twice_one_stays() -> None:
    page = sheet([(100.0, {50.0: "3768", 150.0: "kg"})], source="ocr")
    first = page.words[0]
    x0, top, x1, bottom = first.box
    pieces = (replace(first, text="3", box=(x0, top, x0 + 5, bottom)), replace(first, text="768", box=(x0 + 5, top + 1, x1, bottom)))
    again = replace(first, confidence=0.5, box=(x0 + 1, top, x1, bottom + 2))
    lines = lay_out([replace(page, words=(*pieces, *page.words, again))]).lines
    assert [line.text for line in lines] == ["3768 kg"]


def test_print_that_differs_stays_though_it_lies_on_other_print() -> None:
    page = sheet([(100.0, {50.0: "1.48"})], source="ocr")
    assert len(without_copies([page.words[0], replace(page.words[0], text="1.46")])) == 2


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("ttem", "Item", "Item"),
        ("Segunn", "Numero", "Numero"),
        ("Item", "Datum", "Item"),  # both may be right: the first stays
        ("Tyne", "Lyne", "Tyne"),
        ("Heat", "de coulée / Heat", "Heat"),  # it read further than the word
        ("471", "Item", "471"),
    ],
)
def test_of_two_readings_the_one_is_taken_that_alone_is_a_word_of_labels(first: str, second: str, taken: str) -> None:
    assert [each.text for each in heeding_known_words([word(first, second)])] == [taken]


def test_a_reading_of_several_words_together_stands_for_none_of_them() -> None:
    chain = [word("Tyne", "Ordine cliente"), word("clyente", "Ordine cliente")]
    assert [each.text for each in heeding_known_words(chain)] == ["Tyne", "clyente"]


def test_a_price_that_a_scan_tore_before_its_decimal_mark_is_one_number() -> None:
    page = sheet([(50.0, {50.0: "Preis", 120.0: "1", 128.0: ".10", 200.0: "EUR"})], source="ocr")
    assert "1.10" in [token.text for token in lay_out([page]).lines[0].tokens]
