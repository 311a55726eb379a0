"""Words that take a line or the order back bring a person, whatever the table beside them says; what rules of business say may be does not."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet

HEAD: list[Row] = [
    (40.0, {50.0: "Northfield Alloys Ltd"}),
    (70.0, {50.0: "Order confirmation 4711-22"}),
    (90.0, {50.0: "Date: 12.03.2026", 300.0: "Your order: 4500017325"}),
]
PLACES = (40.0, 90.0, 170.0, 300.0, 350.0, 400.0, 460.0)
NOTE = "it says in words that a line or the order is not accepted as it stands"


def notes(*below: str, remark: str = "") -> list[str]:
    rows = [
        ("Pos", "Item", "Description", "Qty", "Unit", "Price", "Delivery"),
        ("10", "AB-1234", "Disc", "100", "PCS", "12.50", "17.04.2026"),
        ("", "", remark, "", "", "", ""),
        ("20", "AB-1235", "Nut", "50", "PCS", "8.00", "17.04.2026"),
    ]
    placed: list[Row] = [
        (180.0 + 18 * at, {place: text for place, text in zip(PLACES, row, strict=True) if text}) for at, row in enumerate(rows) if any(row)
    ]
    return read(sheet([*HEAD, *placed, *((280.0 + 14 * at, {50.0: text}) for at, text in enumerate(below))])).notes


@pytest.mark.parametrize(
    "sentence",
    [
        "Item 20 is not available and will be deleted.", "Die Position 20 wurde storniert.", "Poste 20 : article supprimé", "Posizione 20 annullata",
        "La línea 20 queda anulada.", "Regel 20 is vervallen.", "Pozycja 20: anulowana", "We cannot accept your order.",
        "Leider können wir Ihre Bestellung nicht annehmen.", "Nous ne pouvons accepter votre commande.", "Non possiamo confermare il Vostro ordine.",
        "This is an automatic receipt; the order confirmation will follow.", "Eingang bestätigt, die Auftragsbestätigung folgt.",
    ],
)  # fmt: skip
def test_a_sentence_that_takes_a_line_or_the_order_back_brings_a_person(sentence: str) -> None:
    assert NOTE in notes(sentence)


@pytest.mark.parametrize(
    "remark",
    [
        "Position entfällt",
        "cancelled",
        "Artikel nicht lieferbar",
        "non disponibile",
        "supprimé",
        "delayed",
        "verspätet",
        "en retard",
        "price increase",
    ],
)
def test_a_remark_at_a_line_that_it_is_gone_brings_a_person(remark: str) -> None:
    assert NOTE in notes(remark=remark)


@pytest.mark.parametrize(
    "sentence",
    [
        "Orders cannot be cancelled after confirmation.", "If an item is not available we will inform you.", "Thank you for your order.",
        "Previous versions of this confirmation are cancelled.", "Bestellungen können nach Bestätigung nicht storniert werden.",
        "Gli ordini non possono essere annullati.", "We confirm your order as follows.", "Energiezuschlag entfällt", "Skonto entfällt",
        "Die Auftragsbestätigung erfolgt auf Grundlage unserer Bedingungen.",
    ],
)  # fmt: skip
def test_what_may_or_may_not_be_is_no_refusal(sentence: str) -> None:
    assert NOTE not in notes(sentence)
