"""What the heading of prices says that they are for counts where the price itself says nothing: `Preis je 100`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.entry.entry_cells import price_unit_in_heading
from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (40.0, {50.0: "Northfield Alloys Ltd"}),
    (70.0, {50.0: "Order confirmation 4711-22"}),
    (90.0, {50.0: "Date: 12.03.2026", 300.0: "Your order: 4500017325"}),
]
PLACES = (50.0, 90.0, 160.0, 250.0, 310.0, 350.0, 450.0)


def price_units(heading: str, price: str = "12,50") -> list[str | None]:
    rows = [
        ("Pos", "Artikel", "Bezeichnung", "Menge", "ME", heading, "Termin"),
        ("10", "AB-1234", "Scheibe", "1000", "ST", price, "17.04.26"),
        ("20", "AB-1235", "Mutter", "500", "ST", "8,00", "17.04.26"),
    ]
    page = sheet([*HEAD, *((180.0 + 18 * at, dict(zip(PLACES, row, strict=True))) for at, row in enumerate(rows))])
    return [line.text("price_unit") for line in read(page).lines]


@pytest.mark.parametrize(
    "heading", ["Preis/100", "Preis / 100", "Preis je 100", "Preis EUR/100 ST", "Price per 100", "Prix/100", "Cena/100"]
)
def test_prices_are_for_what_their_heading_says(heading: str) -> None:
    assert price_units(heading) == ["100", "100"]


def test_a_price_that_says_itself_what_it_is_for_is_for_that() -> None:
    assert price_units("Preis/100", "125,00 je 1000")[0] == "1000"


@pytest.mark.parametrize("heading", ["Preis", "Preis/Einheit", "Preis EUR"])
def test_a_heading_that_names_no_number_says_nothing(heading: str) -> None:
    assert price_units(heading) == [None, None]


@given(st.text(max_size=20))
def test_any_heading_names_a_power_of_ten_or_nothing(heading: str) -> None:
    assert price_unit_in_heading(heading) in (None, 10, 100, 1000)


def test_a_mere_net_before_an_amount_is_the_price_less_its_discount_and_no_amount() -> None:
    rows = [
        ("Pos.", "Codice", "Q.tà", "UM", "Prezzo", "Sc.%", "Netto", "Importo"),
        ("10", "AB-1234", "100", "NR", "12,50", "10", "11,25", "1.125,00"),
        ("20", "AB-1235", "50", "NR", "8,00", "10", "7,20", "360,00"),
    ]
    placed = [(180.0 + 18 * at, {20.0 + 65 * place: text for place, text in enumerate(row)}) for at, row in enumerate(rows)]
    found = [(line.text("unit_price"), line.text("discount_pct"), line.text("net_amount")) for line in read(sheet([*HEAD, *placed])).lines]
    assert found == [("12.50", "10", "1125.00"), ("8.00", "10", "360.00")]


def confirmed(name: str, *headings: str, cells: tuple[str, ...]) -> list[str | None]:
    """A value of a line with those headings and cells behind its quantity."""
    rows = [("Pos", "Item", "Description", "Qty", "Unit", *headings), ("10", "AB-1234", "Disc", "100", "PCS", *cells)]
    places = (36.0, 62.0, 130.0, 218.0, 249.0, 280.0, 385.0, 465.0)
    placed = [(180.0 + 18 * at, dict(zip(places, row, strict=False))) for at, row in enumerate([*rows, ("20", *rows[1][1:])])]
    return [line.text(name) for line in read(sheet([*HEAD, *placed])).lines]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Old price", "New price"), ("Your price", "Our price"), ("Alter Preis", "Neuer Preis"), ("Bestellpreis", "Unser Preis"),
        ("Ancien prix", "Nouveau prix"), ("Prezzo precedente", "Prezzo nuovo"), ("Precio anterior", "Precio nuevo"),
        ("Oude prijs", "Nieuwe prijs"), ("Stara cena", "Nowa cena"),
    ],
)  # fmt: skip
def test_of_two_prices_the_one_that_holds_is_confirmed(old: str, new: str) -> None:
    assert confirmed("unit_price", old, new, "Delivery date", cells=("12.50", "13.00", "17.04.2026")) == ["13.00", "13.00"]


def test_what_stands_beside_the_ordered_quantity_under_a_heading_nobody_knows_makes_it_unsure() -> None:
    rows = [
        ("Pos", "Item", "Description", "PO qty", "SO", "qty", "Unit", "Price"),
        ("10", "AB-1234", "Disc", "100", "80", "", "PCS", "12.50"),
    ]
    places = (36.0, 62.0, 140.0, 218.0, 260.0, 272.0, 310.0, 350.0)
    placed = [
        (180.0 + 18 * at, {x: text for x, text in zip(places, row, strict=True) if text})
        for at, row in enumerate([*rows, ("20", *rows[1][1:])])
    ]
    for line in read(sheet([*HEAD, *placed])).lines:
        quantity = line.leaf("quantity")
        assert quantity is None or quantity.value == "80" or quantity.confidence < 0.9


def test_the_day_of_arrival_is_promised_where_that_of_dispatch_stands_beside_it() -> None:
    assert confirmed("delivery_date", "Price", "Ship date", "Arrival", cells=("12.50", "14.04.2026", "17.04.2026")) == ["2026-04-17"] * 2
