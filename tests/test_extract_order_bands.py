"""A band above each group of entries names the order that they are for, by whatever words the supplier has for the buyer's order."""

from __future__ import annotations

from typing import Literal

import pytest

from domain.paper import Reading
from tests.press import SHIPPED, Row, read, sheet

HEAD = [*SHIPPED[:2], (110.0, {50.0: "Lieferschein-Nr.: LS-4711"}), SHIPPED[3]]
COLUMNS: Row = (180.0, {50.0: "Pos.", 90.0: "Kundenmaterial", 190.0: "Bezeichnung", 400.0: "Menge", 470.0: "Einheit"})


def entry(top: float, line: str, item: str, amount: str) -> Row:
    return (top, {50.0: line, 90.0: item, 190.0: "Scheibe A 10,5", 400.0: amount, 470.0: "Stk"})


def grouped(*words: str, source: Literal["text", "ocr"] = "text") -> Reading:
    """Two entries below the first band, one below the second."""
    numbers = ("4500017325", "PO-880012")
    rows = [
        COLUMNS,
        (200.0, {50.0: f"{words[0]} {numbers[0]}"}),
        entry(220.0, "10", "42-1734-11", "100"),
        entry(240.0, "20", "42-1735-12", "200"),
        (260.0, {50.0: f"{words[-1]} {numbers[1]}"}),
        entry(280.0, "10", "42-9911-13", "300"),
    ]
    return read(sheet([*HEAD, *rows], source=source))


@pytest.mark.parametrize(
    "words",
    [
        "Ihre Bestellung",
        "Ihr Zeichen / Bestellung",
        "Bestellzeichen",
        "PO-nummer",
        "Your Ref.",
        "Ref. cliente",
        "Votre référence",
        "Ihre Referenz",
    ],
)
def test_each_entry_is_for_the_order_of_the_band_above_it(words: str) -> None:
    reading = grouped(words)
    assert [line.text("order_number") for line in reading.lines] == ["4500017325", "4500017325", "PO-880012"]
    assert [line.text("quantity") for line in reading.lines] == ["100", "200", "300"]


def test_on_a_scan_a_letter_of_a_bands_words_may_be_misread() -> None:
    reading = grouped("Bestellzeichen", "Bestellzeiohen", source="ocr")
    assert [line.text("order_number") for line in reading.lines] == ["4500017325", "4500017325", "PO-880012"]


@pytest.mark.parametrize("words", ["Unsere Auftragsnummer", "Lieferschein", "Charge", "Paket"])
def test_other_numbers_above_entries_are_no_orders(words: str) -> None:
    assert not any(line.leaf("order_number") for line in grouped(words).lines)


def test_a_reference_above_each_entry_may_be_the_buyers_item() -> None:
    rows = [COLUMNS]
    for place, item in enumerate(("42-1734-11", "42-1735-12")):
        rows += [(200.0 + 40 * place, {50.0: f"Ihre Referenz 90017{place}25"}), entry(220.0 + 40 * place, f"{place + 1}0", item, "100")]
    assert not any(line.leaf("order_number") for line in read(sheet([*HEAD, *rows])).lines)
