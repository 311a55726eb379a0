"""What a sentence says was asked for is no promise beside the day that is promised; of two prices the net one is paid."""

from __future__ import annotations

import pytest

from tests.press import CONFIRMED, Row, read, sheet, values

SENTENCES = [
    ("Zu Position {}: Wir liefern 10 Stk Scheibe. Der Preis beträgt 4,10 EUR. Gewünscht war der 12.10.2026; wir liefern am 11.10.2026."),
    ("Item {}: we shall supply 10 pcs washer. The price is 4.10 EUR. You asked for 12.10.2026; we expect to deliver on 11.10.2026."),
    ("Poste {} : 10 pièces rondelle. Le prix est de 4,10 EUR. Vous aviez demandé le 12.10.2026 ; livraison le 11.10.2026."),
    ("Pozycja {}: 10 szt. podkładka. Cena 4,10 EUR. Oczekiwany termin: 12.10.2026; przewidujemy dostawę 11.10.2026."),
    ("Regel {}: wij leveren 10 st ring. De prijs is 4,10 EUR. U vroeg om 12.10.2026; wij leveren op 11.10.2026."),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_day_that_a_sentence_promises_is_read_and_not_the_one_that_was_asked_for(sentence: str) -> None:
    rows: list[Row] = [*CONFIRMED]
    for top, number in ((180.0, "10"), (230.0, "20")):
        words = sentence.format(number).split()
        half = len(words) // 2
        rows += [(top, {50.0: " ".join(words[:half])}), (top + 12, {50.0: " ".join(words[half:])})]
    lines = read(sheet(rows, size=8.0)).lines
    assert [values(line, "order_line", "delivery_date") for line in lines] == [["10", "2026-10-11"], ["20", "2026-10-11"]]


def test_a_day_alone_is_the_promise_whatever_leads_up_to_it() -> None:
    sentence = "Pos. {}: 10 Stk Scheibe zum Preis von 4,10 EUR, gewünschte Lieferung 12.10.2026."
    rows: list[Row] = [*CONFIRMED, (180.0, {50.0: sentence.format("10")}), (210.0, {50.0: sentence.format("20")})]
    assert [values(line, "delivery_date") for line in read(sheet(rows, size=8.0)).lines] == [["2026-10-12"], ["2026-10-12"]]


def test_an_item_with_a_short_number_and_a_colon_is_the_orders_line() -> None:
    sentence = (
        "To item {}: we shall supply 5 pcs Washer (your item 43-4767-51, our code RB-24493). The price is 1.50 EUR, delivery 07.06.2026."
    )
    rows: list[Row] = [*CONFIRMED, (180.0, {50.0: sentence.format("10")}), (210.0, {50.0: sentence.format("20")})]
    lines = read(sheet(rows, size=7.0)).lines
    assert [values(line, "order_line", "buyer_item", "supplier_item") for line in lines] == [
        ["10", "43-4767-51", "RB-24493"],
        ["20", "43-4767-51", "RB-24493"],
    ]


@pytest.mark.parametrize(("gross", "net"), [("Listenpreis", "Nettopreis"), ("Catalogusprijs", "Nettoprijs"), ("List price", "Net price")])
def test_of_a_list_price_and_a_net_one_without_a_discount_the_net_one_is_paid(gross: str, net: str) -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (
            180.0,
            {50.0: "Ihre Pos.", 110.0: "Bezeichnung", 220.0: "Menge", 270.0: gross, 350.0: net, 430.0: "Betrag", 490.0: "Liefertermin"},
        ),
        (195.0, {50.0: "10", 110.0: "Scheibe", 220.0: "12 Stk", 270.0: "5,00", 350.0: "4,10", 430.0: "49,20", 490.0: "16.03.2026"}),
        (210.0, {50.0: "20", 110.0: "Mutter", 220.0: "8 Stk", 270.0: "3,00", 350.0: "2,00", 430.0: "16,00", 490.0: "19.03.2026"}),
    ]
    assert [values(line, "unit_price") for line in read(sheet(rows)).lines] == [["4.10"], ["2.00"]]
