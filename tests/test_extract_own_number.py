"""The paper's own number, which nothing else confirms: what is none, and what a stamp may have left of one."""

from __future__ import annotations

import pytest

from extract.page.two_readings import doubting_torn_numbers
from extract.page.words import Word
from tests.press import SHIPPED, read, sheet


def test_what_numbers_of_packages_are_called_is_no_number_of_the_paper() -> None:
    rows = [
        (30.0, {50.0: "Packing list"}),
        (44.0, {50.0: "SSCC-18", 200.0: "Packaging"}),
        (58.0, {50.0: "342601286222200228", 200.0: "CTN"}),
    ]
    assert read(sheet(rows)).fields.text("document_number") is None


@pytest.mark.parametrize(("number", "sure"), [("LS081512", True), ("512", False), ("26/35", False)])
def test_a_short_number_off_a_scan_may_be_what_a_stamp_left_of_one(number: str, *, sure: bool) -> None:
    rows = [(top, {x: text.replace("LS-4711", number) for x, text in cells.items()}) for top, cells in SHIPPED]
    scanned, printed = (read(sheet(rows, source=source)).fields.leaf("document_number") for source in ("ocr", "text"))
    assert scanned
    assert printed
    assert (scanned.value, printed.value) == (number, number)
    assert (scanned.confidence > 0.7) == sure


@pytest.mark.parametrize("offer", ["notre devis n° 9682", "nuestro presupuesto nº 9682", "unser Angebot Nr. 9682"])
def test_the_number_of_an_offer_in_a_letter_is_none_of_the_papers_own(offer: str) -> None:
    rows = [
        (50.0, {50.0: "Ateliers Quénot"}),
        (90.0, {50.0: "N/Réf. CC036594"}),
        (150.0, {50.0: "Objet : Accusé de réception - votre commande n° PO-160752 du 03/08/2026"}),
        (180.0, {50.0: "Nous vous remercions de votre commande. Cette commande fait suite"}),
        (194.0, {50.0: f"à {offer} du 31/07/2026."}),
    ]
    assert read(sheet(rows)).fields.text("document_number") == "CC036594"


def test_the_day_of_a_cast_is_not_the_papers_own() -> None:
    rows = [
        (40.0, {50.0: "Fonderia Navigli S.p.A."}),
        (54.0, {50.0: "Certificato di controllo EN 10204 3.1"}),
        (90.0, {50.0: "Colata", 150.0: "Lotto", 250.0: "Data colata"}),
        (104.0, {50.0: "125543", 150.0: "740004", 250.0: "11/10/2026"}),
    ]
    assert read(sheet(rows)).fields.text("document_date") is None


def test_a_value_with_its_own_label_before_it_is_not_of_the_title_above_it() -> None:
    rows = [
        (40.0, {50.0: "Élastochim Gier SAS", 400.0: "Certificat d'analyse"}),
        (56.0, {50.0: "Client", 200.0: "Bulletin n°", 270.0: "033611", 320.0: "Code produit", 400.0: "EG-34818"}),
        (70.0, {50.0: "Halvorsen Anlagenbau GmbH", 200.0: "Édité le", 270.0: "23.05.2026", 320.0: "Votre code", 400.0: "98-6669-20"}),
    ]
    assert read(sheet(rows)).fields.text("document_number") == "033611"


def test_a_lot_that_was_not_read_brings_a_person() -> None:
    lines = [
        (160.0, {50.0: "Pos.", 90.0: "Artikel", 200.0: "Menge", 260.0: "Einheit"}),
        (180.0, {50.0: "10", 90.0: "CT01871", 200.0: "40", 260.0: "Stk"}),
    ]
    below = [(320.0, {50.0: "Inhalt", 240.0: "Charge", 400.0: "Stück"}), (334.0, {50.0: "Lager 6206", 240.0: "263621-A", 400.0: "40 Stk"})]
    note = "a lot is printed on it and was not read"
    alone, packed = read(sheet([*SHIPPED, *lines])), read(sheet([*SHIPPED, *lines, *below]))
    assert note not in alone.notes
    assert (note in packed.notes) == (not packed.lines[0].groups("lots"))


def test_a_number_beside_print_that_no_engine_could_read_is_never_sure() -> None:
    def line(sure: float, gap: float) -> list[float]:
        words = [Word("11", (50.0, 100.0, 58.0, 108.0), 0.98, seconded=True), Word("bap", (58.0 + gap, 100.0, 72.0 + gap, 108.0), sure)]
        return [word.confidence for word in doubting_torn_numbers(words)]

    assert line(0.13, 2.0)[0] < 0.6
    assert line(0.13, 9.0)[0] == line(0.9, 2.0)[0] == 0.98


@pytest.mark.parametrize("page", ["Blad 1 / 1", "Seite 1 von 2", "Page 1/1", "Pag. 1"])
def test_the_number_of_a_page_beside_the_title_is_no_number_of_the_paper(page: str) -> None:
    rows = [
        (60.0, {50.0: "Pakbon", 500.0: page}),
        (90.0, {50.0: "Verzending nr.", 160.0: "0073742", 300.0: "Documentdatum", 400.0: "19-08-2026"}),
        (104.0, {50.0: "Uw referentie", 160.0: "PO-774728", 300.0: "Uw order d.d.", 400.0: "17-06-2026"}),
    ]
    number = read(sheet(rows)).fields.leaf("document_number")
    assert number is None or number.value == "0073742"


def test_a_mark_of_a_number_that_goes_on_in_a_torn_word_is_no_label_of_the_papers_own() -> None:
    """`N° proveedor / Vendor` under a stamp: what stands below is the vendor's number."""
    rows = [
        (60.0, {50.0: "CONFIRMACIÓN DE PEDIDO"}),
        (90.0, {50.0: "S/Pedido / Your P.O.", 300.0: "De fecha / Dated"}),
        (100.0, {50.0: "4500388754", 300.0: "14-01-2026"}),
        (130.0, {50.0: "Comercial / Contact", 300.0: "N°", 310.0: "prove dor / Vendor"}),
        (138.0, {50.0: "L. Etxeberria", 300.0: "103555"}),
    ]
    assert read(sheet(rows, size=6)).fields.text("document_number") is None
