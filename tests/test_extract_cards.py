"""Entries printed as cards: rows of small labels over their values, the same again for each entry."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.press import Row, read, sheet, values

HEAD: list[Row] = [
    (40, {50: "Muster Stahl GmbH"}),
    (80, {50: "Auftragsbestätigung", 300: "AB-20417"}),
    (110, {50: "Ihre Bestellung:", 150: "4500123456"}),
    (124, {50: "Datum:", 150: "03.03.2026"}),
]
BANDS = (
    {50: "Pos.", 100: "Bezeichnung", 460: "Betrag EUR"},
    {50: "Menge", 150: "Preis", 260: "Liefertermin", 360: "Wunschtermin"},
    {50: "Artikel-Nr.", 150: "Ihre Artikel-Nr."},
)
FIRST = ("10", "Rundstahl 20 C45", "200,00", "100 kg", "2,00 / kg", "12.04.2026", "01.04.2026", "A-1001", "77-1001")
SECOND = ("20", "Sechskantschraube ISO 4017", "50,00", "1.000 Stk", "5,00 / 100 Stk", "14.04.2026", "02.04.2026", "A-1002", "77-1002")


def card(top: float, entry: Sequence[str], bands: Sequence[dict[int, str]] = BANDS) -> list[Row]:
    """A card: each row of labels, and the values of it right below."""
    rows: list[Row] = []
    left = list(entry)
    for band in bands:
        own, left = left[: len(band)], left[len(band) :]
        rows += [(top, dict(band)), (top + 12, {x: text for x, text in zip(band, own, strict=True) if text})]
        top += 28
    return rows


def test_labels_above_values_that_come_again_for_each_entry_are_one_table_of_cards() -> None:
    reading = read(sheet([*HEAD, *card(200, FIRST), *card(320, SECOND), (450, {360: "Nettobetrag:", 460: "250,00"})]))
    assert [values(line, "order_line", "description", "quantity", "unit", "unit_price", "price_unit") for line in reading.lines] == [
        ["10", "Rundstahl 20 C45", "100", "KGM", "2.00", "1"],
        ["20", "Sechskantschraube ISO 4017", "1000", "C62", "5.00", "100"],
    ]
    assert [values(line, "net_amount", "supplier_item", "buyer_item") for line in reading.lines] == [
        ["200.00", "A-1001", "77-1001"],
        ["50.00", "A-1002", "77-1002"],
    ]
    assert values(reading.fields, "document_number", "order_number", "net_total") == ["AB-20417", "4500123456", "250.00"]


def test_the_date_that_was_asked_for_is_not_the_one_that_is_confirmed() -> None:
    reading = read(sheet([*HEAD, *card(200, FIRST), *card(320, SECOND)]))
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-04-12", "2026-04-14"]


def test_a_card_that_only_says_which_date_was_asked_for_promises_none() -> None:
    bands = (BANDS[0], {50: "Menge", 150: "Preis", 360: "Wunschtermin"}, BANDS[2])
    entries = [(*entry[:5], *entry[6:]) for entry in (FIRST, SECOND)]
    reading = read(sheet([*HEAD, *card(200, entries[0], bands), *card(320, entries[1], bands)]))
    assert [line.text("delivery_date") for line in reading.lines] == [None, None]


def test_a_single_card_with_several_rows_of_labels_is_an_entry() -> None:
    reading = read(sheet([*HEAD, *card(200, FIRST)]))
    assert [values(line, "order_line", "quantity", "supplier_item", "delivery_date") for line in reading.lines] == [
        ["10", "100", "A-1001", "2026-04-12"]
    ]


def test_labels_in_two_languages_name_what_either_does() -> None:
    bands = (
        {50: "Pos.", 100: "Producto / Product", 440: "Importe / Value (EUR)"},
        {50: "Cantidad / Quantity", 170: "Precio / Price", 270: "Plazo confirmado / Confirmed for", 440: "Plazo pedido / Requested"},
        {50: "N/ref. / Our code", 170: "S/ref. / Your code"},
    )
    head: list[Row] = [(40, {50: "Aceros SA"}), (80, {50: "CONFIRMACIÓN DE PEDIDO / ORDER CONFIRMATION", 480: "26/05944"})]
    reading = read(sheet([*head, *card(200, FIRST, bands), *card(320, SECOND, bands)]))
    assert [
        values(line, "order_line", "quantity", "unit_price", "delivery_date", "supplier_item", "buyer_item") for line in reading.lines
    ] == [
        ["10", "100", "2.00", "2026-04-12", "A-1001", "77-1001"],
        ["20", "1000", "5.00", "2026-04-14", "A-1002", "77-1002"],
    ]
    assert reading.fields.text("document_number") == "26/05944"


@pytest.mark.parametrize(
    ("order", "dated", "own"),
    [
        ("S/Pedido / Your P.O.", "De fecha / Dated", "Fecha confirmación / Confirmed"),
        ("Your P.O.", "Dated", "Confirmation date"),
        ("Ihre Bestellung", "vom", "Datum der Bestätigung"),
    ],
)
def test_the_date_beside_the_orders_number_is_the_orders_and_the_one_of_the_confirmation_the_papers(
    order: str, dated: str, own: str
) -> None:
    boxes: list[Row] = [(140, {50: order, 240: dated, 400: own}), (152, {50: "4500867003", 240: "20.02.2026", 400: "03.03.2026"})]
    head: list[Row] = [(40, {50: "Muster Stahl GmbH"}), (80, {50: "Auftragsbestätigung AB-20417"})]
    fields = read(sheet([*head, *boxes, *card(200, FIRST), *card(320, SECOND)])).fields
    assert values(fields, "order_number", "order_date", "document_date") == ["4500867003", "2026-02-20", "2026-03-03"]


def test_a_single_card_in_which_a_product_is_described_and_coded_has_both() -> None:
    bands = (
        {50: "Pos.", 100: "Product", 460: "Value EUR"},
        {50: "Quantity", 150: "Price", 260: "Confirmed for", 360: "Requested"},
        {50: "Our code", 150: "Your code"},
    )
    head: list[Row] = [
        (40, {50: "Steel Ltd"}),
        (80, {50: "Sales order confirmation", 300: "SO-20417"}),
        (110, {50: "Your order:", 150: "4500123456"}),
    ]
    reading = read(sheet([*head, *card(200, ("10", "Round bar C45", *FIRST[2:]), bands)]))
    assert [values(line, "order_line", "description", "supplier_item", "buyer_item") for line in reading.lines] == [
        ["10", "Round bar C45", "A-1001", "77-1001"]
    ]


def test_cards_go_on_over_pages_whose_heads_are_printed_again() -> None:
    box: list[Row] = [
        (140, {50: "Kundennummer", 200: "Sachbearbeiter", 350: "Zahlungsbedingungen"}),
        (152, {50: "47110", 200: "M. Kern", 350: "30 Tage netto"}),
    ]
    pages = [sheet([*HEAD, *box, *card(200, FIRST)]), sheet([*box, *card(200, SECOND)], number=2)]
    reading = read(*pages)
    assert [line.text("order_line") for line in reading.lines] == ["10", "20"]
    assert [line.text("quantity") for line in reading.lines] == ["100", "1000"]


def test_a_value_may_go_on_below_itself_and_an_empty_box_has_none() -> None:
    rows = [*HEAD, *card(200, FIRST), (320, dict(BANDS[0])), (332, {50: "20", 100: "Sechskantschraube ISO 4017", 460: "50,00"})]
    rows += [(344, {100: "M10x30 verzinkt"}), (360, dict(BANDS[1])), (372, {50: "1.000 Stk", 260: "14.04.2026", 360: "02.04.2026"})]
    reading = read(sheet([*rows, (388, dict(BANDS[2])), (400, {50: "A-1002", 150: "77-1002"})]))
    assert values(reading.lines[1], "description", "quantity", "delivery_date", "buyer_item") == [
        "Sechskantschraube ISO 4017 M10x30 verzinkt",
        "1000",
        "2026-04-14",
        "77-1002",
    ]


def test_the_lots_of_a_notice_in_cards_are_those_of_their_entry() -> None:
    bands = ({50: "Ligne", 120: "Référence", 240: "Désignation"}, {50: "Quantité livrée", 150: "Unité", 240: "N° de lot"})
    head: list[Row] = [
        (40, {50: "Acier SAS"}),
        (80, {50: "Bon de livraison N° BL20417"}),
        (110, {50: "Votre commande :", 150: "4500123456"}),
    ]
    cards = [*card(200, ("10", "FR-1001", "Rond acier C45", "100", "kg", "CH1234"), bands)]
    cards += card(280, ("20", "FR-1002", "Vis ISO 4017", "1 000", "pce", "CH5678"), bands)
    reading = read(sheet([*head, *cards]))
    assert [(line.text("quantity"), line.groups("lots")[0].text("lot_number")) for line in reading.lines] == [
        ("100", "CH1234"),
        ("1000", "CH5678"),
    ]


@pytest.mark.parametrize("again", [1, 2, 3])
def test_a_table_whose_head_is_printed_again_is_none_of_cards(again: int) -> None:
    head = {50: "Pos.", 90: "Artikel", 160: "Bezeichnung", 330: "Menge", 400: "Preis", 470: "Betrag"}
    pages = []
    for page in range(again):
        entry = {50: str(10 * page + 10), 90: f"A-100{page}", 160: "Rundstahl C45", 330: "100 kg", 400: "2,00", 470: "200,00"}
        pages.append(sheet([*(HEAD if not page else []), (200, head), (216, entry)], number=page + 1))
    reading = read(*pages)
    assert [line.text("order_line") for line in reading.lines] == [str(10 * page + 10) for page in range(again)]
    assert {line.text("supplier_item") for line in reading.lines} == {f"A-100{page}" for page in range(again)}


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(100, 9999)), min_size=2, max_size=5))
def test_every_card_is_read_with_its_own_values_in_order(entries: list[tuple[int, int]]) -> None:
    cards = [
        row
        for place, (quantity, article) in enumerate(entries)
        for row in card(
            180 + 110 * place,
            (
                str(10 * place + 10),
                "Rundstahl C45",
                "200,00",
                f"{quantity} kg",
                "2,00 / kg",
                "12.04.2026",
                "01.04.2026",
                f"A-{article}",
                "77-1001",
            ),
        )
    ]
    reading = read(sheet([*HEAD, *cards]))
    assert [(line.text("quantity"), line.text("supplier_item")) for line in reading.lines] == [
        (str(quantity), f"A-{article}") for quantity, article in entries
    ]


def test_cards_off_a_scan_are_told_by_their_place_where_small_labels_are_misread() -> None:
    misread = (
        {50: "Pos.", 100: "Bezelchnung", 460: "Betrag FUR"},
        {50: "Menqe", 150: "Prels", 260: "Liefertormin", 360: "Wunschtermin"},
        {50: "Artike1-Nr.", 150: "lhre Artikel-Mr."},
    )
    rows = [*HEAD, *card(200, FIRST), *card(320, SECOND, misread), *card(440, ("30", *FIRST[1:]))]
    reading = read(sheet(rows, source="ocr"))
    assert [values(line, "order_line", "quantity", "delivery_date", "supplier_item", "buyer_item") for line in reading.lines] == [
        ["10", "100", "2026-04-12", "A-1001", "77-1001"],
        ["20", "1000", "2026-04-14", "A-1002", "77-1002"],
        ["30", "100", "2026-04-12", "A-1001", "77-1001"],
    ]
