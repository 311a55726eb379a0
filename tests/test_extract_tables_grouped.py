"""A notice grouped by package: the head of its table is printed again for each package on the same page."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (40, {50: "Boulons et Raccords SAS"}),
    (70, {50: "Bon de livraison N° BL011319"}),
    (100, {50: "Votre commande :", 150: "4500123456"}),
]
COLUMNS = {50: "Lig. cde", 110: "Notre réf.", 190: "Désignation", 400: "Cdé", 470: "Livré", 520: "U."}
TOTALS: list[Row] = [
    (560, {50: "Nombre total de colis", 180: "2"}),
    (574, {50: "Poids brut total", 180: "697 kg"}),
    (588, {50: "Enlèvement par", 180: "Heppner"}),
]


def group(top: float, name: dict[int, str], entries: list[tuple[str, str, str, str]], columns: dict[int, str] = COLUMNS) -> list[Row]:
    """A package: its own line, the head of the table, and its entries with their lot below."""
    rows: list[Row] = [(top, dict(name)), (top + 18, dict(columns))]
    for place, (number, item, quantity, lot) in enumerate(entries):
        y = top + 36 + 32 * place
        rows += [
            (y, {50: number, 110: item, 190: "Joint torique NBR", 400: quantity, 470: quantity, 520: "m"}),
            (y + 14, {200: f"dont lot {lot}", 470: quantity}),
        ]
    return rows


FIRST = [("10", "PV43799", "100", "CH07772"), ("40", "PV29757", "25", "262214-A")]
SECOND = [("20", "PV07375", "6", "CH06214"), ("50", "PV40642", "1 000", "CH05846")]


def told(rows: list[Row]) -> list[tuple[str | None, str | None, str | None]]:
    reading = read(sheet(rows))
    return [(line.text("order_line"), line.text("quantity"), line.groups("lots")[0].text("lot_number")) for line in reading.lines]


@pytest.mark.parametrize(
    "names",
    [
        ("COLIS 1/2 – caisse bois   SSCC 354123454083030548", "COLIS 2/2 – caisse bois   SSCC 342601289039888672"),
        ("Colis n° 1 sur 2 – caisse bois", "Colis n° 2 sur 2 – palette Europe"),
        ("Palette 1 de 2", "Palette 2 de 2"),
    ],
)
def test_every_entry_of_every_package_is_read_in_order_though_each_package_has_a_head_of_its_own(names: tuple[str, str]) -> None:
    rows = [
        *HEAD,
        *group(150, {50: names[0], 430: "poids brut 350 kg"}, FIRST),
        *group(290, {50: names[1], 430: "poids brut 347 kg"}, SECOND),
    ]
    assert told([*rows, *TOTALS]) == [("10", "100", "CH07772"), ("40", "25", "262214-A"), ("20", "6", "CH06214"), ("50", "1000", "CH05846")]
    reading = read(sheet([*rows, *TOTALS]))
    assert reading.fields.decimal("gross_weight_kg") == 697
    assert reading.fields.text("carrier") == "Heppner"


def test_the_weight_of_the_only_package_is_still_read() -> None:
    rows = [*HEAD, *group(150, {50: "COLIS 1/1 – caisse bois", 400: "poids brut", 470: "350 kg"}, FIRST)]
    assert read(sheet(rows)).fields.decimal("gross_weight_kg") == 350


def test_another_table_of_the_page_with_other_headings_adds_no_entries() -> None:
    other = {50: "Lig. cde", 110: "Notre réf.", 190: "Contrôle", 400: "Qté prélevée", 500: "Qté bonne"}
    rows = [
        *HEAD,
        *group(150, {50: "Livraison"}, FIRST),
        (320, dict(other)),
        (338, {50: "10", 110: "PV43799", 190: "visuel", 400: "5", 500: "5"}),
    ]
    assert [line.text("order_line") for line in read(sheet(rows)).lines] == ["10", "40"]


def test_a_second_copy_on_the_same_sheet_adds_no_entries() -> None:
    copy = [row for top, name in ((150, "Copie expéditeur"), (330, "Copie destinataire")) for row in group(top, {50: name}, FIRST)]
    assert [line.text("order_line") for line in read(sheet([*HEAD, *copy])).lines] == ["10", "40"]


def test_a_head_that_a_scan_reads_a_letter_off_is_the_same_again() -> None:
    misread = {50: "lig.cde", 110: "Notre ref.", 190: "Désignation", 400: "Cdé", 470: "Liveé", 520: "U."}
    rows = [*HEAD, *group(150, {50: "COLIS 1/2"}, FIRST), *group(290, {50: "COLIS 2/2"}, SECOND, misread)]
    reading = read(sheet([*rows, *TOTALS], source="ocr"))
    assert [(line.text("order_line"), line.text("quantity")) for line in reading.lines] == [
        ("10", "100"),
        ("40", "25"),
        ("20", "6"),
        ("50", "1000"),
    ]


def test_two_packages_that_hold_the_same_are_two_entries() -> None:
    rows = [row for top, name in ((150, "COLIS 1/2"), (330, "COLIS 2/2")) for row in group(top, {50: name}, FIRST[:1])]
    assert [line.text("quantity") for line in read(sheet([*HEAD, *rows])).lines] == ["100", "100"]


def test_entries_of_a_package_go_on_over_the_turn_of_a_page() -> None:
    rest: list[Row] = [
        (150, {50: "40", 110: "PV29757", 190: "Joint torique NBR", 400: "25", 470: "25", 520: "m"}),
        (164, {200: "dont lot 262214-A", 470: "25"}),
    ]
    first = sheet([*HEAD, *group(150, {50: "COLIS 1/3"}, FIRST[:1]), *group(260, {50: "COLIS 2/3"}, SECOND[:1])])
    second = sheet([(40, {50: "Boulons et Raccords SAS"}), *rest, *group(220, {50: "COLIS 3/3"}, SECOND[1:]), *TOTALS], number=2)
    assert [line.text("order_line") for line in read(first, second).lines] == ["10", "20", "40", "50"]


def test_the_blanks_of_a_stamp_are_no_carrier() -> None:
    stamp: list[Row] = [(600, {300: "Reçu le", 400: "à", 420: "h"}), (614, {300: "Cachet et signature du destinataire"})]
    rows = [*HEAD, *group(150, {50: "COLIS 1/1"}, FIRST), *stamp]
    assert read(sheet(rows)).fields.text("carrier") is None


def test_a_table_of_partial_deliveries_inside_an_entry_begins_no_entries() -> None:
    rows: list[Row] = [
        (40, {50: "Glarner Präzisionsteile AG"}),
        (70, {50: "Auftragsbestätigung OB-030621"}),
        (100, {50: "Ihre Bestellung :", 150: "PO-178383"}),
        (150, {50: "Pos.", 90: "Bezeichnung", 330: "Menge", 400: "Preis", 470: "Betrag"}),
        (168, {50: "10", 90: "Blech 15x2000x6000", 330: "1.884 KG", 400: "1,44", 470: "2.712,96"}),
        (186, {100: "Rate", 180: "Menge", 260: "Liefertag", 360: "Ihr Wunsch"}),
        (200, {100: "1", 180: "377 KG", 260: "18.05.2026", 360: "27.05.2026"}),
        (214, {100: "2", 180: "1.507 KG", 260: "25.05.2026", 360: "27.05.2026"}),
        (240, {50: "20", 90: "Rundstahl 10 mm", 330: "1.240 KG", 400: "2,00", 470: "2.480,00"}),
    ]
    reading = read(sheet(rows))
    assert [(line.text("order_line"), line.text("quantity")) for line in reading.lines] == [("10", "1884"), ("20", "1240")]
