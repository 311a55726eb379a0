"""Labels and headings that begin as ours do and are of another thing: days of making and paying, rates of tax, works orders, numbers of invoices."""

from __future__ import annotations

import pytest

from tests.press import CONFIRMED, Row, read, sheet, values
from tests.test_extract_led_entries import _read, _told

TOP: list[Row] = [(40.0, {50.0: "Brenner Stahl GmbH"}), (90.0, {50.0: "Auftragsbestätigung AB-4711"})]
MILL: list[Row] = [(40.0, {50.0: "Acería del Norte S.A."}), (90.0, {50.0: "Certificado de inspección 3.1"})]


@pytest.mark.parametrize("label", ["Date de fabrication", "Data produkcji", "Data prova", "Fecha de ensayo"])
def test_a_day_whose_label_goes_on_behind_the_word_for_it_is_less_sure_to_be_the_papers_own(label: str) -> None:
    sure, other = (
        read(sheet([*TOP, (120.0, {50.0: text, 200.0: "12.03.2026"})])).fields.leaf("document_date") for text in ("Datum", label)
    )
    assert sure
    assert other is None or other.confidence < sure.confidence


def test_what_falls_due_in_the_head_of_a_paper_is_no_delivery() -> None:
    assert values(read(sheet([*TOP, (120.0, {50.0: "Scadenza:", 200.0: "30.04.2026"})])).fields, "delivery_date") == [None]
    assert values(read(sheet([*TOP, (120.0, {50.0: "Fällig am:", 200.0: "30.04.2026"})])).fields, "delivery_date") == [None]


@pytest.mark.parametrize("label", ["Stawka VAT", "Taux TVA", "Tipo IVA", "Cod. IVA", "Umsatzsteuercode"])
def test_the_rate_or_code_of_a_tax_is_not_what_it_comes_to(label: str) -> None:
    assert values(read(sheet([*TOP, (120.0, {50.0: f"{label}:", 200.0: "19,50"})])).fields, "tax_total") == [None]


@pytest.mark.parametrize("label", ["Orden de fabricación", "Zlecenie produkcyjne", "Commande usine"])
def test_the_order_of_the_works_is_not_the_buyers(label: str) -> None:
    assert values(read(sheet([*MILL, (120.0, {50.0: f"{label}:", 200.0: "4711825"})])).fields, "order_number") == [None]


@pytest.mark.parametrize("other", ["N° facture", "Nº proveedor", "Nr rejestracyjny"])
def test_a_mark_before_a_word_that_heads_nothing_counts_no_positions(other: str) -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: other, 130.0: "Pos.", 170.0: "Bezeichnung", 280.0: "Menge", 330.0: "ME", 370.0: "Preis"}),
        (214.0, {50.0: "71", 130.0: "10", 170.0: "Kugelhahn", 280.0: "8", 330.0: "Stk", 370.0: "5,00"}),
        (228.0, {50.0: "72", 130.0: "20", 170.0: "Rückschlagventil", 280.0: "6", 330.0: "Stk", 370.0: "2,00"}),
    )
    assert _told(reading, "order_line", "quantity") == [["10", "8"], ["20", "6"]]


def test_what_is_still_to_come_is_no_quantity_and_a_unit_in_brackets_belongs_to_its_heading() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Lp.", 80.0: "Nazwa", 200.0: "Cant. pendiente", 300.0: "Ilość (szt.)", 400.0: "Cena"}),
        (214.0, {50.0: "10", 80.0: "Zawór", 220.0: "3", 320.0: "8", 400.0: "5,00"}),
        (228.0, {50.0: "20", 80.0: "Kurek", 220.0: "4", 320.0: "6", 400.0: "2,00"}),
    )
    assert _told(reading, "order_line", "quantity") == [["10", "8"], ["20", "6"]]
