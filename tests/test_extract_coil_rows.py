"""Coils and bundles below an entry: a mill's own numbers with amounts that come to the entry's are its lots, and any such rows are never passed over."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import SHIPPED, Row, read, sheet

HEAD: Row = (200.0, {50.0: "Pos.", 90.0: "Bezeichnung", 330.0: "Artikel-Nr.", 430.0: "Menge", 500.0: "ME"})
LINE: Row = (216.0, {50.0: "10", 90.0: "Rundstahl 12 mm C45", 330.0: "03204", 430.0: "1884", 500.0: "kg"})


def _read(*below: Row) -> Reading:
    return read(sheet([*SHIPPED, HEAD, LINE, *below]))


def _lots(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(lot.text("lot_number"), lot.text("quantity")) for lot in reading.lines[0].groups("lots")]


@pytest.mark.parametrize("name", ["Bund-Nr.", "Coil Nr.", "N. fascio", "N° fardeau", "Bundle No.", "Nr wiązki", "Rollo n.º"])
def test_numbered_bundles_that_come_to_the_quantity_are_its_lots(name: str) -> None:
    reading = _read(
        (230.0, {110.0: name, 240.0: "Menge", 330.0: "Stück"}),
        (244.0, {110.0: "CH04711", 240.0: "942", 330.0: "12"}),
        (258.0, {110.0: "CH04712", 240.0: "942", 330.0: "12"}),
    )
    assert _lots(reading) == [("CH04711", "942"), ("CH04712", "942")]


def test_bundles_that_come_to_something_else_are_no_lots() -> None:
    reading = _read((230.0, {110.0: "Bund-Nr.", 240.0: "Menge"}), (244.0, {110.0: "CH04711", 240.0: "941"}))
    assert _lots(reading) == []


def test_parts_under_a_heading_that_is_unknown_leave_the_quantity_unsure() -> None:
    reading = _read(
        (230.0, {110.0: "Kennz.", 240.0: "Anteil", 330.0: "Stück"}),
        (244.0, {110.0: "CH04711", 240.0: "942", 330.0: "12"}),
        (258.0, {110.0: "CH04712", 240.0: "942", 330.0: "12"}),
    )
    quantity = reading.lines[0].leaf("quantity")
    assert quantity is not None
    assert _lots(reading) or quantity.contested


def test_parts_whose_thousands_stand_behind_a_blank_come_to_the_quantity() -> None:
    reading = read(
        sheet(
            [
                *SHIPPED,
                HEAD,
                (216.0, {50.0: "10", 90.0: "Rundstahl 12 mm C45", 330.0: "03204", 430.0: "2 075", 500.0: "kg"}),
                (230.0, {110.0: "Bund-Nr.", 240.0: "Menge", 330.0: "Gewicht"}),
                (244.0, {110.0: "CH04711", 240.0: "2 075", 330.0: "2 075"}),
            ]
        )
    )
    assert _lots(reading) == [("CH04711", "2075")]


def test_entries_without_a_table_have_their_bundles_too() -> None:
    reading = read(
        sheet(
            [
                *SHIPPED,
                (216.0, {50.0: "10", 90.0: "Rundstahl 12 mm C45", 430.0: "942 kg"}),
                (230.0, {110.0: "Bund-Nr.", 240.0: "Menge"}),
                (244.0, {110.0: "CH04711", 240.0: "942"}),
                (260.0, {50.0: "20", 90.0: "Rundstahl 16 mm C45", 430.0: "432 kg"}),
                (274.0, {110.0: "Bund-Nr.", 240.0: "Menge"}),
                (288.0, {110.0: "CH04713", 240.0: "432"}),
            ]
        )
    )
    assert [lot.text("lot_number") for line in reading.lines for lot in line.groups("lots")] == ["CH04711", "CH04713"]
