"""What shipping offices and letters print: lots with their quantities, numbers behind dots, an entry's sum in a sentence, other numbers that look alike."""

from __future__ import annotations

import pytest

from domain.paper import Group
from extract.kind.borders import is_counted_through
from extract.page.layout import lay_out
from tests.press import CONFIRMED, PITCH, SHIPPED, Row, read, rows_of, sheet, values

PLACES = (50.0, 90.0, 170.0, 400.0, 470.0)
TITLES = ("Pos.", "Artikel", "Bezeichnung", "Menge", "ME")
ENTRY = ("10", "BG-6852", "Rundstahl 12 mm", "25", "ST")
NEXT = ("20", "BG-7001", "Flachstahl 30x8", "8", "ST")


def shipped(*texts: str) -> Group:
    """The first line of a notice that has those texts below it."""
    rows: list[Row] = [*SHIPPED, *rows_of([TITLES, ENTRY], PLACES, 180.0)]
    rows += [(194.0 + PITCH * at, {170.0: text}) for at, text in enumerate(texts, 1)]
    rows += rows_of([NEXT], PLACES, 194.0 + PITCH * (len(texts) + 1))
    return read(sheet(rows)).lines[0]


def lots_of(line: Group) -> list[list[str | None]]:
    return [values(lot, "lot_number", "quantity") for lot in line.groups("lots")]


def test_a_lot_has_the_quantity_that_is_labelled_behind_it() -> None:
    line = shipped("Charge L001307, Menge 12 ST", "Charge L005547, Menge 13 ST")
    assert lots_of(line) == [["L001307", "12"], ["L005547", "13"]]


def test_a_lots_quantity_that_is_labelled_and_does_not_add_up_is_read_as_it_stands() -> None:
    line = shipped("Charge L001307, Menge 12 ST", "Charge L005547, Menge 12 ST")
    assert lots_of(line) == [["L001307", "12"], ["L005547", "12"]]
    assert line.text("quantity") == "25"


def test_a_lots_quantity_stands_in_the_next_line_where_its_number_ends_one_with_a_colon() -> None:
    line = shipped("Charge 0005572: 8 Charge 0008424: 8 Charge 0006810:", "9")
    assert lots_of(line) == [["0005572", "8"], ["0008424", "8"], ["0006810", "9"]]


def test_a_country_ends_with_its_code_whatever_is_labelled_behind_it() -> None:
    assert shipped("Ursprungsland: DE   Stat. Warennummer: 73181900").text("country_of_origin") == "DE"


def test_a_code_for_statistics_is_no_number_of_the_item() -> None:
    rows = [
        *SHIPPED,
        *rows_of([("Ln", "Désignation", "Livré", "UV"), ("10", "Écrou frein M16", "25", "PCE")], (50.0, 90.0, 400.0, 470.0), 180.0),
    ]
    (only,) = read(sheet([*rows, (208.0, {90.0: "Code statistique: 73042090"})])).lines
    assert only.text("supplier_item") is None


def test_the_line_of_the_client_is_no_number_of_the_clients_item() -> None:
    line = shipped("Poste client 10 - Code client article 18-2664-79")
    assert values(line, "order_line", "buyer_item") == ["10", "18-2664-79"]


def test_an_address_in_the_net_is_no_number_of_a_paper() -> None:
    rows = [*rows_of([TITLES, ENTRY], PLACES, 180.0), (240.0, {50.0: "Lieferung: https://track.example/?id=186886616"})]
    number = read(sheet([*SHIPPED, *rows])).fields.leaf("document_number")
    assert number is not None
    assert (number.value, number.contested) == ("LS-4711", False)


def test_of_two_columns_of_orders_the_one_beside_the_suppliers_own_is_the_buyers() -> None:
    titles = ("R.", "Ordine / riga", "Ns. ordine", "Articolo", "Descrizione", "Q.tà", "UM")
    places = (50.0, 80.0, 190.0, 260.0, 330.0, 460.0, 510.0)
    entries = [
        ("1", "4500861863 / 10", "74534-1", "TV41594B", "Tubo idraulico", "95", "PZ"),
        ("2", "4500587342 / 20", "74534-2", "TV53557B", "Rondella piana", "100", "PZ"),
    ]
    found = read(sheet([*SHIPPED[:2], *rows_of([titles, *entries], places, 180.0)])).lines
    assert [values(line, "order_number", "order_line") for line in found] == [["4500861863", "10"], ["4500587342", "20"]]


@pytest.mark.parametrize("label", ["Vorgang", "Auftragsbestätigung Nr."])
def test_dots_that_lead_from_a_label_to_its_value_make_it_no_less_sure(label: str) -> None:
    head: list[Row] = [*CONFIRMED[:2], (110.0, {50.0: f"{label} ................: AB-64010", 320.0: "Ihre Bestellung: 4500017325"})]
    number = read(sheet([*head, (124.0, {50.0: "Datum: 03.07.2026"}), *rows_of([TITLES, ENTRY], PLACES, 180.0)])).fields.leaf(
        "document_number"
    )
    assert number is not None
    assert (number.value, number.confidence > 0.95) == ("AB-64010", True)


@pytest.mark.parametrize(
    ("entry", "price"),
    [
        ("10 pièces à 70,88 EUR / pièce, remise 20 %, soit {sum} EUR HT, livraison : 10 juin 2026", "70.88"),
        ("10 PZ a 70,88 EUR / PZ, sconto 20 %, pari a {sum} EUR netti, consegna : 10 giugno 2026", "70.88"),
        ("10 stuks à 70,88 EUR / stuk, korting 20 %, totaal {sum} EUR netto, levering : 10 juni 2026", "70.88"),
    ],
)
@pytest.mark.parametrize("said", ["567,04", "582,04"])
def test_what_an_entry_in_a_sentence_comes_to_is_read_whether_it_adds_up_or_not(entry: str, price: str, said: str) -> None:
    rows = [
        (180.0, {50.0: "Position 10 - Courroie HTD 8M-800, art. VR05877"}),
        (192.0, {50.0: entry.format(sum=said)}),
        (220.0, {50.0: "Position 20 - Bride EN 1092-1, art. VR08316"}),
        (232.0, {50.0: entry.format(sum="567,04")}),
    ]
    first = read(sheet([*CONFIRMED, *rows])).lines[0]
    assert values(first, "unit_price", "discount_pct", "net_amount") == [price, "20", said.replace(",", ".")]


def test_a_day_behind_the_orders_number_is_not_the_papers_own() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Robinetterie Vannier SARL"}),
        (80.0, {50.0: "Morteau, 4 avril 2026"}),
        (110.0, {50.0: "Objet: Accusé de réception de commande AR059825"}),
        (124.0, {50.0: "v/réf. 4500461517 du 31 mars 2026 - Code client 45865"}),
        (152.0, {50.0: "Nous vous remercions de votre commande dont nous vous confirmons la prise en compte."}),
    ]
    fields = read(sheet([*head, *rows_of([TITLES, ENTRY], PLACES, 200.0)])).fields
    assert (fields.text("document_date"), fields.text("order_date")) == ("2026-04-04", "2026-03-31")


def test_a_number_and_its_sequence_in_an_entry_count_no_pages() -> None:
    first = lay_out([sheet([(50.0, {50.0: "Auftragsbestätigung"}), (700.0, {50.0: "1/0"}), (800.0, {400.0: "Seite 1 / 2"})])])
    second = lay_out([sheet([(60.0, {50.0: "7/0", 90.0: "HY003146"}), (800.0, {400.0: "Seite 2 / 2"})])])
    assert is_counted_through([first, second])


@pytest.mark.parametrize("words", ["Versand ab Werk", "AB-Nr.: 10093073"])
def test_a_word_that_is_a_legal_form_elsewhere_makes_no_company(words: str) -> None:
    rows: list[Row] = [*CONFIRMED, *rows_of([TITLES, ENTRY], PLACES, 180.0), (222.0, {90.0: words}), (236.0, {90.0: words})]
    supplier = read(sheet(rows)).fields.text("supplier_name")
    assert supplier == "Brenner Stahl GmbH"


def test_a_label_above_a_company_is_no_part_of_its_name_and_tells_whether_it_sends_or_receives() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Bestätigung Ihrer Bestellung"}),
        (80.0, {50.0: "Von:", 300.0: "An:"}),
        (92.0, {50.0: "Brenner Stahl GmbH", 300.0: "Halvorsen Anlagenbau GmbH"}),
        (120.0, {50.0: "AB-Nr. 4711", 300.0: "Ihre Bestellung: 4500017325"}),
    ]
    assert read(sheet([*head, *rows_of([TITLES, ENTRY], PLACES, 180.0)])).fields.text("supplier_name") == "Brenner Stahl GmbH"


def test_codes_of_the_suppliers_own_order_are_no_items() -> None:
    titles = ("Regel", "Onze order-regel", "Artikel", "Omschrijving", "Geleverd", "Eh.")
    places = (50.0, 90.0, 200.0, 270.0, 430.0, 500.0)
    entries = [("10", "A26374-1", "28658-Z", "Naadloze buis", "180", "m"), ("20", "A32436-2", "04617-Z", "Zeskantbout", "50", "st.")]
    found = read(sheet([*SHIPPED, *rows_of([titles, *entries], places, 180.0)])).lines
    assert [line.text("supplier_item") for line in found] == ["28658-Z", "04617-Z"]


def test_the_orders_line_is_read_behind_the_orders_day_and_the_order_with_it() -> None:
    rows: list[Row] = [*SHIPPED[:2], (110.0, {50.0: "Lieferschein-Nr.: LS-4711", 300.0: "Auftrag: 88123456"}), SHIPPED[3]]
    rows += rows_of([("Pos.", *TITLES[1:]), ("000010", *ENTRY[1:])], PLACES, 180.0)
    rows += [(208.0, {170.0: "Ihre Bestellung 4500017325 vom 12.08.2026, Position 70"})]
    rows += rows_of([("000020", *NEXT[1:])], PLACES, 222.0)
    rows += [(236.0, {170.0: "Ihre Bestellung 4500017325 vom 12.08.2026, Position 90"})]
    found = read(sheet(rows))
    assert found.fields.text("order_number") == "4500017325"
    assert [line.text("order_line") for line in found.lines] == ["70", "90"]


def test_a_line_without_lots_is_doubted_where_the_others_have_them() -> None:
    rows: list[Row] = [*SHIPPED, *rows_of([TITLES, ENTRY], PLACES, 180.0)]
    rows += [(208.0, {170.0: "Wszsd 263431-A   12"}), (222.0, {170.0: "Wszsd 263432-A   13"}), *rows_of([NEXT], PLACES, 236.0)]
    first, second = read(sheet(rows)).lines
    sure, doubted = first.leaf("quantity"), second.leaf("quantity")
    assert lots_of(first) == [["263431-A", "12"], ["263432-A", "13"]]
    assert sure is not None
    assert doubted is not None
    assert doubted.confidence < 0.9 < sure.confidence
