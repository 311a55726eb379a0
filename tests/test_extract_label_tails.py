"""An order's label that says what stands behind the number: the order's line and its day, as a large system's certificates print it."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet, values

LABELS = [
    ("Bestellung Pos./Datum", "4500017325 000020 / 16.02.2026"),
    ("Purchase order item/date", "4500017325 000020 / 16/02/2026"),
    ("Commande d'achat poste/date", "4500017325 20 / 16/02/2026"),
    ("Ordine cliente pos. / data", "4500017325 20 / 16.02.2026"),
    ("Pedido posición/fecha", "4500017325 20 / 16.02.2026"),
    ("Inkooporder positie/datum", "4500017325 20 / 16.02.2026"),
    ("Zamówienie poz./data", "4500017325 20 / 16.02.2026"),
    ("Bestellnummer/Position", "4500017325 / 20"),
]


def _paper(*order: Row) -> list[Row]:
    return [
        (40.0, {50.0: "Nordwalz AG"}),
        (60.0, {50.0: "Analysenzertifikat"}),
        (80.0, {50.0: "Zertifikat-Nr.: Q-77441"}),
        *order,
        (150.0, {50.0: "Ihre Referenz:", 200.0: "31-1577-64"}),
        (164.0, {50.0: "Charge:", 200.0: "264097"}),
        (200.0, {50.0: "Merkmal", 200.0: "Einheit", 300.0: "Wert"}),
        (214.0, {50.0: "Dichte", 200.0: "g/cm3", 300.0: "1,05"}),
    ]


@pytest.mark.parametrize(("label", "value"), LABELS)
def test_an_order_with_its_line_and_day_is_read_beside_its_label_and_below_it_and_a_reference_is_no_order(label: str, value: str) -> None:
    beside, below = [(110.0, {50.0: label, 300.0: value})], [(110.0, {300.0: label}), (124.0, {300.0: value})]
    close: list[Row] = [(110.0, {50.0: f"{label} {value}"})]
    for place in (beside, below, close):
        found = read(sheet(_paper(*place)))
        assert values(found.fields, "order_number") == ["4500017325"]
        assert values(found.lines[0], "order_line") == ["20"]


def test_the_line_of_an_order_under_a_label_of_its_own_is_no_order() -> None:
    rows: list[Row] = [(110.0, {50.0: "Bestellung: 4500017325"}), (124.0, {50.0: "Bestellung Pos.: 30"})]
    found = read(sheet(_paper(*rows)))
    assert values(found.fields, "order_number") == ["4500017325"]
    assert values(found.lines[0], "order_line") == ["30"]
