"""What is said beside an entry and sounds as if something were not as its row shows it is kept for a person; what every entry has below it is not."""

from __future__ import annotations

import pytest

from domain.paper import Proviso
from tests.press import CONFIRMED, Row, read, sheet

HEAD: Row = (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 320.0: "Menge", 380.0: "Preis", 440.0: "Betrag", 500.0: "Termin"})


def remarks(beside: str, *, foot: str = "") -> list[str]:
    """What is said beside the first of two entries, or below them, in the words of the paper."""
    rows: list[Row] = [
        (200.0 + 28 * at, {50.0: f"{at + 1}0", 90.0: f"C0325{at}A", 170.0: "Schraube M8x40", 320.0: "200 Stk", 380.0: "2,00", 440.0: "400,00", 500.0: "06.07.2026"})
        for at in range(2)
    ]  # fmt: skip
    texts: list[Row] = [(214.0, {170.0: beside})] + ([(320.0, {50.0: foot})] if foot else [])
    page = sheet([*CONFIRMED, HEAD, *rows, *texts, (270.0, {380.0: "Nettobetrag", 440.0: "800,00"})])
    return [remark.said.value for remark in read(page).remarks]


@pytest.mark.parametrize(
    "said",
    [
        "derzeit vergriffen",
        "Lieferbar erst wieder ab Oktober",
        "Termin nicht möglich",
        "Zeugnis gegen Aufpreis",
        "Lieferung in zwei Teilen",
        "merce in arrivo a settembre",
        "ohne Zeugnis",
        "Bitte Rücksprache",
        "Delayed by two weeks",
        "remaining 50 pcs in August",
        "certificate 2.2 only",
        "retard de deux semaines",
        "quantité limitée à 150 pièces",
        "disponibile da ottobre",
        "retraso de dos semanas",
        "vertraging van twee weken",
        "opóźnienie dwa tygodnie",
    ],
)
def test_what_sounds_otherwise_is_told_in_any_language(said: str) -> None:
    assert said in " ".join(remarks(said))


@pytest.mark.parametrize(
    "said",
    [
        "Ihre Artikel-Nr.: 42-1734-11",
        "Ursprungsland: DE, Zolltarif-Nr. 73181500",
        "DIN 931, verzinkt",
        "Status: bestätigt ohne Änderung",
        "Zwischensumme ohne USt.",
    ],
)
def test_what_stands_below_any_entry_is_no_remark(said: str) -> None:
    assert remarks(said) == []


def test_terms_of_business_below_the_entries_are_no_remark() -> None:
    assert (
        remarks(
            "DIN 931, verzinkt",
            foot="Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Reklamationen nur innerhalb von 8 Tagen.",
        )
        == []
    )


def test_a_day_that_does_not_bind_counts_beside_an_entry_and_not_in_the_foot() -> None:
    page = "Liefertermin unverbindlich"
    assert page in " ".join(remarks(page))
    assert remarks("DIN 931, verzinkt", foot=page) == []


def test_it_is_kept_as_what_is_said_beside_a_line() -> None:
    page = sheet([*CONFIRMED, HEAD, (200.0, {50.0: "10", 90.0: "C03250A", 170.0: "Schraube M8x40", 320.0: "200 Stk", 380.0: "2,00", 440.0: "400,00", 500.0: "06.07.2026"}), (214.0, {170.0: "Bitte Rücksprache"})])  # fmt: skip
    assert [remark.kind for remark in read(page).remarks] == [Proviso.BESIDE]
