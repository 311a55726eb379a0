"""Money that no entry tells: a row with a quantity, a price and an amount among an entry's words, a discount on all lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.press import Row, read, rows_of, sheet

HEAD = [(40.0, {50.0: "Northfield Alloys Ltd"}), (70.0, {50.0: "Order confirmation 66123"}), (90.0, {50.0: "Your order: 4500017325"})]
PLACES = (36.0, 62.0, 120.0, 218.0, 249.0, 280.0, 330.0, 400.0)
TITLES = ("Pos", "Item", "Description", "Qty", "Unit", "Price", "Amount", "Delivery date")
ENTRIES = [
    ("10", "AB-1234", "Disc", "100", "PCS", "12.50", "1,250.00", "17.04.2026"),
    ("20", "AB-1235", "Nut", "50", "PCS", "8.00", "400.00", "17.04.2026"),
]
UNREAD = "a row has a quantity, a price and an amount, and is no entry that was read"
DISCOUNT = "a discount is taken off all of it, and the prices of its lines are not what is paid"


def notes(*further: Sequence[str], below: Sequence[str] = ()) -> list[str]:
    table = rows_of([TITLES, *ENTRIES, *further], PLACES, 180.0, pitch=15.0)
    foot: list[Row] = [(270.0 + 15 * at, {50.0: text}) for at, text in enumerate(below)]
    return read(sheet([*HEAD, *table, *foot])).notes


@pytest.mark.parametrize("position", ["20A", "", "Alt."])
def test_a_row_that_multiplies_and_is_no_entry_brings_a_person(position: str) -> None:
    assert UNREAD in notes((position, "AB-1236", "Nut zinc", "50", "PCS", "9.00", "450.00", "17.04.2026"))


@pytest.mark.parametrize(
    "below",
    [
        ("Total net EUR 1,650.00",), ("Net 1,650.00", "VAT 19 % 313.50", "Total EUR 1,963.50"), ("A1 1,650.00 19.00 313.50 1,963.50",),
        ("50 PCS at 8.00 make 400.00",),
    ],
)  # fmt: skip
def test_sums_and_rates_are_no_entries(below: tuple[str, ...]) -> None:
    assert UNREAD not in notes(below=below)


@pytest.mark.parametrize(
    "below",
    [
        ("Subtotal 1,650.00", "Discount 5 % -82.50", "Net 1,567.50"), ("Warenwert 1,650.00", "abzgl. 2 % Rabatt -33.00", "Nettobetrag 1,617.00"),
        ("Total brut 1,650.00", "Remise 82.50", "Net HT 1,567.50"), ("Totale 1,650.00", "Sconto 82.50", "Imponibile 1,567.50"),
    ],
)  # fmt: skip
def test_a_discount_on_all_lines_brings_a_person(below: tuple[str, ...]) -> None:
    assert DISCOUNT in notes(below=below)


@pytest.mark.parametrize(
    "below",
    [
        ("Total net 1,650.00", "2 % cash discount 33.00, payable within 14 days: 1,617.00"), ("Total net 1,650.00", "Discount 0.00"),
        ("Summe 1,650.00", "abzgl. 2 % Skonto 33.00 = 1,617.00"), ("Total net 1,650.00", "Discount as agreed"),
    ],
)  # fmt: skip
def test_what_is_off_for_paying_early_is_no_such_discount(below: tuple[str, ...]) -> None:
    assert DISCOUNT not in notes(below=below)


CHARGE = "something is charged beside its lines, and they are not all that is to be paid"


@pytest.mark.parametrize(
    "below",
    [
        ("Goods 1,650.00", "Transport 65.00", "incl. 1,715.00   23 %   394.45   2,109.45"), ("Freight 42.50", "1,692.50"),
        ("Warenwert 1,650.00", "Mindermengenzuschlag 25.00", "1,675.00"), ("Goods 1,650.00", "Transport 42.50", "VAT 19 % 321.58", "2,014.08"),
    ],
)  # fmt: skip
def test_what_is_charged_beside_the_lines_brings_a_person_and_is_no_tax(below: tuple[str, ...]) -> None:
    assert CHARGE in notes(below=below)


@pytest.mark.parametrize(
    "below",
    [
        ("Net 1,650.00", "VAT 19 % 313.50", "Total EUR 1,963.50"), ("1,650.00   313.50   1,963.50",), ("1,650.00   8.25 %   136.13   1,786.13",),
        ("Goods 1,650.00", "Freight 0.00", "Net 1,650.00"), ("Sales tax 101.00", "Total 1,751.00"),
    ],
)  # fmt: skip
def test_a_tax_is_no_such_charge_named_or_told_by_its_share(below: tuple[str, ...]) -> None:
    assert CHARGE not in notes(below=below)


CURRENCIES = "amounts on it stand in more than one currency"


@pytest.mark.parametrize(
    ("total", "told"), [("Total EUR USD 1,650.00", True), ("Total EUR 1,650.00", False), ("Total 1,650.00 EUR", False)]
)
def test_an_amount_in_another_currency_than_the_papers_brings_a_person(total: str, *, told: bool) -> None:
    assert (CURRENCIES in notes(below=("Currency: EUR", total))) == told
