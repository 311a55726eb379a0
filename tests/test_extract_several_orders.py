"""Numbers in a head: several orders on one paper, a number that is only confirmed, a day of printing, a day on the next line."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import Row, read, rows_of, sheet

PLACES = (50.0, 90.0, 190.0, 270.0, 350.0, 430.0)
TABLE = [
    ("Pos", "Item", "Quantity", "Unit price", "Amount", "Delivery date"),
    ("10", "AB-1234", "100 PCS", "12.50", "1,250.00", "17.04.2026"),
]
NOTE = "it names several orders, and which of its lines are for which is not told"


def confirmed(*head: str) -> Reading:
    """A confirmation with that head above its one line."""
    rows: list[Row] = [(40.0, {50.0: "Northfield Alloys Ltd"})]
    rows += [(80.0 + 15 * at, {50.0: text}) for at, text in enumerate(head)]
    return read(sheet([*rows, *rows_of(TABLE, PLACES, 220.0)]))


@pytest.mark.parametrize(
    "named",
    [
        ("Your orders: 4500017325 and 4500017399",), ("Your order no.: 4500017325, 4500017399",), ("Ihre Bestellungen: 4500017325 / 4500017399",),
        ("Your order no.: 4500017325", "Your order no.: 4500017399"), ("Votre commande : 4500017325 et 4500017399",),
    ],
)  # fmt: skip
def test_a_paper_for_several_orders_brings_a_person(named: tuple[str, ...]) -> None:
    assert NOTE in confirmed("Order confirmation 66123", "Date: 12.03.2026", *named).notes


@pytest.mark.parametrize(
    "named",
    [
        ("Our order no.: 4500099999", "Your order no.: 4500017325"), ("Your order no.: 4500017325", "Project no.: 4500099999"),
        ("Your order no.: 4500017325", "Supplier no.: 4700055555"), ("Your order no.: 4500017325, line 10",),
        ("Your order no.: 4500017325 / 01.03.2026",), ("Your order no.: 4500017325", "Customer PO: 4500017325"),
    ],
)  # fmt: skip
def test_other_numbers_beside_the_order_are_no_second_order(named: tuple[str, ...]) -> None:
    assert NOTE not in confirmed("Order confirmation 66123", "Date: 12.03.2026", *named).notes


@pytest.mark.parametrize(
    ("named", "own"),
    [
        ("Confirmation of order 4500017325", "Confirmation number 66123"),
        ("Confirmation of your order no. 4500017325", "Our order no. 66123"),
    ],
)
def test_a_number_that_is_confirmed_is_the_orders_where_the_paper_has_its_own(named: str, own: str) -> None:
    fields = confirmed(named, own, "Date 12 Mar 2026").fields
    assert (fields.text("document_number"), fields.text("order_number")) == ("66123", "4500017325")


def test_the_day_of_printing_is_the_papers_own_only_where_it_tells_no_other() -> None:
    both = confirmed(
        "Order confirmation 66123", "Printed: 13.03.2026", "Order date: 12.03.2026", "Customer PO: 4500017325", "PO date: 01.03.2026"
    )
    assert (both.fields.text("document_date"), both.fields.text("order_date")) == ("2026-03-12", "2026-03-01")
    assert confirmed("Order confirmation 66123", "Printed: 13.03.2026").fields.text("document_date") == "2026-03-13"


def test_a_day_at_the_head_of_a_line_is_of_the_number_that_was_named_last_above() -> None:
    fields = confirmed("Auftragsbestätigung 66123 zu Ihrer Bestellung 4500017325", "vom 01.03.2026", "Datum: 12. März 2026").fields
    assert (fields.text("document_date"), fields.text("order_date")) == ("2026-03-12", "2026-03-01")
