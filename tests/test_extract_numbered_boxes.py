"""Forms of numbered boxes: the number of a box is no entry's position, and its value stands below its label."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.label.label_places import box_numbers
from tests.press import Row, laid_out, read, sheet, values


def form(box: Callable[[int], str]) -> list[Row]:
    """A transport document in boxes that are numbered all through, with a table between them."""
    return [
        (40, {30: "Tubi Lombardi S.r.l.", 350: "DOCUMENTO DI TRASPORTO"}),
        (54, {400: "(D.P.R. 472/96)"}),
        (140, {30: f"{box(3)} D.D.T. N.", 160: f"{box(4)} DEL", 300: f"{box(5)} COD. CLIENTE"}),
        (152, {30: "24947/26", 160: "21/08/2026", 300: "76578"}),
        (170, {30: f"{box(6)} CAUSALE", 230: f"{box(7)} RIF. VS. ORDINE", 420: f"{box(8)} DATA ORDINE"}),
        (182, {30: "VENDITA", 230: "4700238467", 420: "27/07/2026"}),
        (210, {30: "POS.", 90: "ARTICOLO", 180: "DESCRIZIONE DELLA MERCE", 430: "U.M.", 500: "QUANTITÀ"}),
        (224, {30: "10", 90: "TF.52507", 180: "Anello di tenuta", 430: "PZ", 500: "100,000"}),
        (238, {30: "20", 90: "TF.02865", 180: "Lamiera S235JR", 430: "KG", 500: "471,000"}),
        (256, {30: f"{box(10)} ASPETTO DEI BENI", 170: f"{box(11)} ANNOTAZIONI", 330: f"{box(12)} PESO LORDO KG", 450: f"{box(13)} COLLI"}),
        (268, {30: "scatola", 170: "nessuna", 330: "711", 450: "1"}),
        (286, {30: f"{box(16)} NOTE", 200: f"{box(17)} VETTORE", 400: f"{box(18)} N. SPEDIZIONE"}),
        (298, {30: "nessuna", 200: "BRT S.p.A.", 400: "RR043143576DE"}),
    ]


@pytest.mark.parametrize("box", [lambda n: f"{n}.", lambda n: f"({n})", lambda n: f"{n}", lambda n: f"{n})"])
def test_the_values_of_numbered_boxes_are_read_and_their_numbers_are_no_entries(box: Callable[[int], str]) -> None:
    reading = read(sheet(form(box)))
    assert [values(line, "order_line", "supplier_item", "quantity", "description") for line in reading.lines] == [
        ["10", "TF.52507", "100.000", "Anello di tenuta"],
        ["20", "TF.02865", "471.000", "Lamiera S235JR"],
    ]
    names = ("document_number", "document_date", "order_number", "gross_weight_kg", "package_count", "carrier", "tracking_number")
    assert values(reading.fields, *names) == ["24947/26", "2026-08-21", "4700238467", "711", "1", "BRT S.p.A.", "RR043143576DE"]


def numbered(text: str) -> list[str]:
    """The numbers of boxes in a line whose phrases stand far apart."""
    cells = {40.0 + 170 * place: phrase for place, phrase in enumerate(text.split("  "))}
    return [token.text for token in box_numbers(laid_out([(100, cells)]).lines[0])]


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("10. PESO LORDO KG  11. COLLI", ["10.", "11."]),
        ("11 Bruttogewicht  11a Nettogewicht  12 Packstücke", ["11", "11a", "12"]),
        ("(3) Transporteur  (4) Date d'enlèvement", ["(3)", "(4)"]),
        ("10. ASPETTO  j1. N. COLLI  12, PESO LORDO KG", ["10.", "12,"]),
        ("10 Flansch  20 Scheibe", []),
        ("10 Flansch DN40  11 Scheibe M10", []),
        ("10 Flansch  100 kg", []),
        ("7. Nota", []),
    ],
)
def test_boxes_count_on_and_hold_no_other_figures(row: str, numbers: list[str]) -> None:
    assert numbered(row) == numbers


def test_the_number_of_the_next_box_is_no_weight_where_a_scan_misreads_the_numbers() -> None:
    rows = [*form(lambda n: {11: "j1.", 13: "13,"}.get(n, f"{n}."))]
    fields = read(sheet(rows, source="ocr")).fields
    assert values(fields, "gross_weight_kg", "package_count") == ["711", "1"]


@given(st.integers(1, 90), st.integers(2, 3), st.sampled_from(["{}", "{}.", "{})", "({})"]))
def test_a_row_of_boxes_is_told_wherever_its_count_begins(first: int, boxes: int, form_: str) -> None:
    row = "  ".join(f"{form_.format(first + place)} Label" for place in range(boxes))
    assert numbered(row) == [form_.format(first + place) for place in range(boxes)]
