"""An entry of a scan whose number was not read is an entry all the same, and goes before a person."""

from __future__ import annotations

from tests.press import Row, read, sheet, values

HEAD: list[Row] = [
    (40.0, {50.0: "Brenner Stahl GmbH"}),
    (90.0, {50.0: "Lieferschein"}),
    (110.0, {50.0: "Lieferschein Nr.: LS-5595336"}),
    (122.0, {50.0: "Ihre Bestellung: 4500017325"}),
    (160.0, {50.0: "Pos", 90.0: "Bezeichnung", 330.0: "Menge", 400.0: "Charge"}),
]


def entry(top: float, number: str, what: str, quantity: str, lot: str) -> Row:
    return (top, {50.0: number, 90.0: what, 330.0: quantity, 400.0: lot})


def test_a_speck_before_the_number_of_a_scanned_entry_does_not_make_it_a_part_of_the_one_before() -> None:
    rows = [
        *HEAD,
        entry(175.0, "10", "Rundstahl 12 mm 42CrMo4", "320,000", "CH08567"),
        entry(190.0, ".20", "Sechskantschraube M8x25 verzinkt", "2.500,000", "L009792"),
        entry(205.0, "30", "Mutter DIN 985 M6", "500,000", "000081"),
    ]
    reading = read(sheet(rows, source="ocr"))
    assert [values(line, "quantity", "order_line") for line in reading.lines] == [["320.000", "10"], ["2500.000", None], ["500.000", "30"]]
