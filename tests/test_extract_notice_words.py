"""What a ship notice says in words that its entries do not: left out, corrected, come back; a clean notice's words bring nobody."""

from __future__ import annotations

import pytest

from domain.paper import Reading
from tests.press import Row, read, rows_of, sheet

PLACES = (50.0, 90.0, 180.0, 280.0, 380.0)
TABLE = [
    ("Pos", "Item", "Description", "Quantity", "Batch"),
    ("10", "AB-1234", "Resin A", "300 KG", "L4711"),
    ("20", "AB-1235", "Resin B", "200 KG", "L4712"),
]


def notice(sentence: str) -> Reading:
    head: list[Row] = [
        (50.0, {50.0: "Northfield Alloys Ltd"}),
        (80.0, {50.0: "DELIVERY NOTE"}),
        (95.0, {50.0: "No. 66123", 300.0: "Date 12.03.2026"}),
        (110.0, {50.0: "Your order 4500017325 of 01.03.2026"}),
    ]
    return read(sheet([*head, *rows_of(TABLE, PLACES, 160.0), (240.0, {50.0: sentence})]))


@pytest.mark.parametrize(
    "sentence",
    [
        "Item 20 is not included in this delivery.", "Position 20 ist in dieser Lieferung nicht enthalten.", "Le poste 20 n'est pas inclus.",
        "La posizione 20 non è compresa: pos. 20 non consegnato", "La línea 20 no está incluida.", "Regel 20 niet meegeleverd", "Poz. 20 nie dostarczono",
        "1 drum (100 KG) of item 10 will follow tomorrow.", "Pos. 20 nur 180 kg geliefert.", "Delivered: AB-1299 instead of AB-1235.",
        "Anstelle von AB-1235 wurde AB-1299 geliefert.", "Correction: item 20 quantity is 180 KG.", "Korrektur: Menge 180 kg",
        "This delivery note replaces delivery note 66100.", "Annule et remplace le bon de livraison 66100", "Sostituisce DDT 66100",
        "CANCELLED", "STORNIERT", "Return delivery", "Rücklieferung", "Reso merce", "Devolución", "Retourzending", "Zwrot towaru",
        "Ersatzlieferung zu Reklamation 4711", "Sample delivery, not for production.",
    ],
)  # fmt: skip
def test_words_that_say_something_else_than_the_entries_bring_a_person(sentence: str) -> None:
    assert notice(sentence).notes


@pytest.mark.parametrize(
    "sentence",
    [
        "Partial delivery. Balance to follow.", "Teillieferung. Restlieferung folgt.", "Complete delivery", "Livraison partielle, reliquat à suivre",
        "Please check the goods on receipt; claims within 8 days.", "Pallets to be exchanged: 2 EUR pallets", "Goods received: ________   Date: ______",
        "Returns can only be accepted by agreement.", "Rücksendungen können nur nach Absprache angenommen werden.",
        "If an item is missing please call us.", "UN 1866, RESIN SOLUTION, 3, III, 5 drums, 500 kg net", "Incoterm: DAP Hamm",
    ],
)  # fmt: skip
def test_words_of_any_notice_bring_nobody(sentence: str) -> None:
    assert notice(sentence).notes == []


def test_the_number_of_a_note_that_this_one_replaces_is_not_its_own() -> None:
    assert notice("This delivery note replaces delivery note 66100.").fields.text("document_number") == "66123"
