"""What the heading of prices says that they are for counts where the price itself says nothing: `Preis je 100`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.entry_cells import price_unit_in_heading
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
