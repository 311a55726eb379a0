"""What stands beside results and is none: shares of pieces that were tested otherwise, and a product's own standard beside its material's."""

from __future__ import annotations

from domain.paper import Reading
from tests.press import Row, read, sheet

TOP: list[Row] = [
    (50.0, {50.0: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
    (70.0, {50.0: "Zeugnis-Nr.: Z-4711", 300.0: "Datum: 03.07.2026"}),
    (90.0, {50.0: "Bestellung: 4500017325"}),
]


def paper(*rows: Row) -> Reading:
    return read(sheet([*TOP, *rows], size=8.0))


def test_a_share_of_tested_pieces_is_no_strength_and_a_report_number_no_elongation() -> None:
    reading = paper(
        (120.0, {50.0: "Schmelze", 150.0: "Rm MPa", 250.0: "Rp0,2 MPa", 350.0: "A5 %"}),
        (134.0, {50.0: "H556502", 150.0: "576", 250.0: "314", 350.0: "50,5"}),
        (148.0, {50.0: "Wirbelstrom", 150.0: "100 % OK", 350.0: "1406"}),
    )
    said = {leaf.value for path, leaf in reading.leaves() if "tensile" in path}
    assert {"576", "314", "50.5"} <= said
    assert not {"100", "1406"} & said


def test_the_standard_behind_the_grade_is_the_materials_and_not_the_screws() -> None:
    reading = paper(
        (104.0, {50.0: "Sechskantschraube ISO 4017 M6x25 8.8 verzinkt"}),
        (118.0, {50.0: "Vormaterial C45 nach EN 10083-2, Zustand +N"}),
        (140.0, {50.0: "Schmelze", 150.0: "C", 200.0: "Si", 250.0: "Mn"}),
        (154.0, {50.0: "A97295", 150.0: "0,47", 200.0: "0,32", 250.0: "0,74"}),
    )
    assert [line.text("standard") for line in reading.lines] in (["EN 10083-2"], [])
    assert "ISO 4017" not in {leaf.value for _, leaf in reading.leaves()}
