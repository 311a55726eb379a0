"""The order's text, repeated before the answer to it, is no answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.entry.quoted_order import without_quoted_order
from extract.page.layout import lay_out
from tests.press import CONFIRMED, Row, read, sheet, values

OPENINGS = [
    ("Ihre Bestellung lautet:", "Wir bestätigen:"),
    ("You ordered:", "We confirm:"),
    ("Votre commande :", "Nous confirmons :"),
    ("Vostra richiesta:", "Confermiamo:"),
    ("Su pedido dice:", "Confirmamos:"),
    ("U bestelde:", "Wij bevestigen:"),
    ("Państwa zamówienie:", "Potwierdzamy:"),
]


def entry(top: float, number: str, item: str, *, asked: str, answer: str) -> list[Row]:
    return [
        (top, {50.0: f"{asked} Ihre Pos. {number}, {item}, Menge 500 Stk, Preis 17,82 EUR per 100 Stk, Termin 06.10.2026"}),
        (top + 14, {50.0: f"{answer} Ihre Pos. {number}"}),
        (top + 28, {50.0: "Artikel-Nr.", 160.0: "L005276 Sicherungsmutter DIN 985 M12"}),
        (top + 42, {50.0: "Ihre Artikelnr.", 160.0: item}),
        (top + 56, {50.0: "Menge", 160.0: "500 Stk"}),
        (top + 70, {50.0: "Einzelpreis", 160.0: "17,82 EUR per 100 Stk"}),
        (top + 84, {50.0: "Betrag", 160.0: "89,10 EUR"}),
        (top + 98, {50.0: "Termin", 160.0: "13.10.2026"}),
    ]


@pytest.mark.parametrize(("asked", "answer"), OPENINGS)
def test_the_day_that_was_asked_for_is_not_the_day_that_is_confirmed_below_it(asked: str, answer: str) -> None:
    rows = [
        *CONFIRMED,
        *entry(180.0, "10", "70-9989-35", asked=asked, answer=answer),
        *entry(310.0, "20", "56-1924-42", asked=asked, answer=answer),
    ]
    lines = read(sheet(rows)).lines
    names = ("order_line", "buyer_item", "quantity", "unit_price", "delivery_date")
    assert [values(line, *names) for line in lines] == [
        ["10", "70-9989-35", "500", "17.82", "2026-10-13"],
        ["20", "56-1924-42", "500", "17.82", "2026-10-13"],
    ]


def test_a_line_told_twice_behind_words_that_nobody_knows_goes_before_a_person() -> None:
    rows = [
        *CONFIRMED,
        *entry(180.0, "10", "70-9989-35", asked="Xxhr Bestxxxxng lxxtet:", answer="Wxr bexxxxxgen:"),
        *entry(310.0, "20", "56-1924-42", asked="Xxhr Bestxxxxng lxxtet:", answer="Wxr bexxxxxgen:"),
    ]
    assert any("tells a line twice" in note for note in read(sheet(rows)).notes)


def test_what_is_asked_for_in_a_unit_that_only_a_heading_makes_one_is_left_out_as_well() -> None:
    rows: list[Row] = [
        (110.0, {50.0: "Vostra richiesta: Vs. posizione 20, 81-2496-63, Rondella A8,5 acciaio, Quantità 1.000 N., Prezzo 6,92 EUR,"}),
        (124.0, {50.0: "Data 25/09/2026"}),
        (138.0, {50.0: "Confermiamo: Pos. ordine 20"}),
    ]
    assert [line.text for line in without_quoted_order(lay_out([sheet(rows, size=7.0)])).lines] == ["Pos. ordine 20"]


def test_the_number_of_the_order_is_not_left_out_where_no_answer_follows_it() -> None:
    rows: list[Row] = [
        (110.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (124.0, {50.0: "Wir bestätigen:"}),
        (150.0, {50.0: "10   L005276   500 Stk"}),
    ]
    layout = lay_out([sheet(rows)])
    assert without_quoted_order(layout) is layout


def test_what_repeats_the_order_without_an_answer_below_it_stays() -> None:
    rows: list[Row] = [(110.0, {50.0: "You ordered: 500 pcs nuts"}), (124.0, {50.0: "Total 89.10 EUR"})]
    layout = lay_out([sheet(rows)])
    assert without_quoted_order(layout) is layout


@given(
    st.lists(
        st.sampled_from(["You ordered: 5 pcs nut", "We confirm: 5 pcs nut", "We confirm:", "Total 89.10", "Your order: 4711"]), max_size=12
    )
)
def test_nothing_is_left_out_but_what_repeats_the_order_and_the_words_before_the_answer(texts: list[str]) -> None:
    layout = lay_out([sheet([(50.0 + 14 * at, {50.0: text}) for at, text in enumerate(texts)])])
    kept = [line.text for line in without_quoted_order(layout).lines]
    assert all(any(line.text.endswith(text) for line in layout.lines) for text in kept)
    assert sum(text == "Total 89.10" for text in kept) >= sum(
        text == "Total 89.10" for at, text in enumerate(texts) if not any(before.startswith("You") for before in texts[:at])
    )
