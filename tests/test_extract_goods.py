"""The goods of a certificate: tables of them, a block of print for each, and what labels, boxes and looks say of the only ones."""

from __future__ import annotations

import pytest

from doctypes import find_doctypes
from domain.paper import Group, Reading
from extract.field.designations import by_looks
from extract.read import read_scores
from tests.press import Row, laid_out, read, rows_of, sheet, values

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
CHEMISTRY = ("Heat No.", "C", "Si", "Mn", "P", "S")
PLACES = (50.0, 150.0, 220.0, 290.0, 360.0, 430.0)


def paper(*rows: Row) -> Reading:
    return read(sheet([*HEAD, *rows]))


def material(*texts: str) -> Group:
    """The one line of a certificate whose head has those lines of print."""
    [line] = paper(*[(140.0 + 14 * place, {50.0: text}) for place, text in enumerate(texts)]).lines
    return line


# ---- tables


def test_a_declaration_has_a_line_for_each_row_of_its_table_of_goods() -> None:
    rows = [
        ("Line", "Your part", "Description", "Quantity", "Unit", "Lot"),
        ("10", "28-2350-12", "Flat 80x15", "432.5", "kg", "CH05884"),
        ("20", "27-2014-59", "Round 10 mm", "1240", "kg", "CH00752"),
    ]
    head: list[Row] = [(50.0, {50.0: "Northfield Alloys Ltd"}), (80.0, {50.0: "Certificate of conformity"}), HEAD[2]]
    reading = read(sheet([*head, *rows_of(rows, (50.0, 90.0, 180.0, 300.0, 370.0, 420.0), 180.0)]))
    assert [values(line, "order_line", "buyer_item", "quantity", "unit") for line in reading.lines] == [
        ["10", "28-2350-12", "432.5", "KGM"],
        ["20", "27-2014-59", "1240", "KGM"],
    ]
    assert [lot.text("lot_number") for line in reading.lines for lot in line.groups("lots")] == ["CH05884", "CH00752"]


def test_a_form_whose_row_of_labels_names_numbers_is_no_table_of_goods() -> None:
    rows = [("Certificate No.", "Delivery note", "Product", "Quantity"), ("W080110", "82698310", "Plate 10x2000", "1884 kg")]
    [line] = read(sheet([*HEAD[:2], *rows_of(rows, (50.0, 180.0, 300.0, 430.0), 110.0)])).lines
    assert line.text("quantity") == "1884"


def test_a_table_of_results_is_no_table_of_goods() -> None:
    rows = [
        ("Item", "Property", "Unit", "Min", "Max", "Actual"),
        ("1", "Density", "g", "0.78", "1.18", "0.91"),
        ("2", "Water", "%", "0", "0.10", "0.06"),
    ]
    assert len(paper(*rows_of(rows, PLACES, 180.0)).lines) < 2


# ---- blocks


def two_blocks() -> Reading:
    first = [CHEMISTRY, ("15-1405", "0.48", "0.29", "0.61", "0.016", "0.024"), ("E73084", "0.44", "0.20", "0.72", "0.018", "0.018")]
    second = [CHEMISTRY, ("912095", "0.13", "0.25", "1.34", "0.012", "0.005")]
    return paper(
        (140.0, {50.0: "Pos. 10", 110.0: "Round bar 12 mm C45"}),
        (154.0, {50.0: "Quantity: 2075 kg", 200.0: "Grade: C45"}),
        *rows_of(first, PLACES, 176.0),
        (240.0, {50.0: "Pos. 20", 110.0: "Plate 15x2000x6000 S355J2+N"}),
        (254.0, {50.0: "Quantity: 320 kg", 200.0: "Grade: S355J2+N"}),
        *rows_of(second, PLACES, 276.0),
    )


def test_blocks_that_begin_with_the_line_of_an_order_are_lines_with_their_own_material() -> None:
    assert [values(line, "order_line", "grade", "quantity", "unit") for line in two_blocks().lines] == [
        ["10", "C45", "2075", "KGM"],
        ["20", "S355J2+N", "320", "KGM"],
    ]


def test_a_block_names_the_heats_that_are_printed_in_it() -> None:
    assert [line.text("heat_number") for line in two_blocks().lines] == ["15-1405, E73084", "912095"]


def test_a_block_is_called_by_what_stands_behind_its_number() -> None:
    assert [line.text("description") for line in two_blocks().lines] == ["Round bar 12 mm C45", "Plate 15x2000x6000 S355J2+N"]


def test_what_the_head_says_of_one_line_is_not_said_of_several() -> None:
    lines = read(sheet([*HEAD[:2], (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325 / 30"}), *_blocks()])).lines
    assert [line.text("order_line") for line in lines] == ["10", "20"]


def _blocks() -> list[Row]:
    return [
        (140.0, {50.0: "Pos. 10", 110.0: "Round bar 12 mm C45"}),
        (154.0, {50.0: "Grade: C45"}),
        (180.0, {50.0: "Pos. 20", 110.0: "Plate 15x2000 S235JR"}),
        (194.0, {50.0: "Grade: S235JR"}),
    ]


# ---- the only line


@pytest.mark.parametrize("text", ["Quantity: 942 kg", "Quantity (kg): 942", "Quantity: 942kg"])
def test_the_unit_stands_behind_a_quantity_or_in_brackets_before_it(text: str) -> None:
    assert values(material(text), "quantity", "unit") == ["942", "KGM"]


@pytest.mark.parametrize("behind", [" - 00020", " / 20", ", Pos. 20", " / 00020"])
def test_the_line_of_an_order_stands_behind_its_number(behind: str) -> None:
    rows: list[Row] = [*HEAD[:2], (110.0, {50.0: "Certificate No.: W080110", 300.0: f"Your order: PO-430007{behind}"})]
    reading = read(sheet([*rows, (140.0, {50.0: "Grade: S355J2+N"})]))
    assert reading.fields.text("order_number") == "PO-430007"
    assert reading.lines[0].text("order_line") == "20"


def test_a_quantity_behind_the_number_of_an_order_is_not_its_line() -> None:
    rows: list[Row] = [*HEAD[:2], (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: PO-430007 - 100 pcs"})]
    reading = read(sheet([*rows, (140.0, {50.0: "Grade: S355J2+N"})]))
    assert reading.lines[0].text("order_line") is None


def test_labels_that_share_a_place_share_out_the_values() -> None:
    rows: list[Row] = [(140.0, {50.0: "Qty / Size", 200.0: "2261 kg / 12x2000x6000 mm"})]
    [line] = paper(*rows).lines
    assert values(line, "quantity", "dimensions") == ["2261", "12x2000x6000 mm"]


# ---- looks


def test_grade_standard_size_and_condition_are_told_by_their_looks_where_labels_are_not_known() -> None:
    line = material("Xyzzy: S355J2+N", "Plugh: EN 10025-2", "Frob: 10x2000x6000 mm", "Quux: +N")
    assert values(line, "grade", "standard", "dimensions", "delivery_condition") == ["S355J2+N", "EN 10025-2", "10x2000x6000 mm", "+N"]


def test_what_is_told_by_its_looks_is_less_sure_than_what_is_labelled() -> None:
    looks, labelled = (
        read_scores([sheet([*HEAD, (140.0, {50.0: text})])], find_doctypes()).lines[0].leaf("grade")
        for text in ("Xyzzy: S355J2+N", "Grade: S355J2+N")
    )
    assert looks
    assert labelled
    assert looks.confidence < labelled.confidence


@pytest.mark.parametrize("text", ["EN 10204", "EN ISO 6892-1", "EN ISO 148-1", "ASTM A370", "ISO 9001"])
def test_standards_of_documents_and_of_tests_are_not_those_of_the_product(text: str) -> None:
    layout = laid_out([(50.0, {50.0: text})])
    assert by_looks(layout.lines, ["standard"]) == {}


def test_several_grades_without_a_label_are_not_sure() -> None:
    layout = laid_out([(50.0, {50.0: "S355J2+N"}), (64.0, {50.0: "1.4301"})])
    assert by_looks(layout.lines, ["grade"])["grade"].score <= 0.5


def test_a_number_beside_the_word_material_is_no_grade() -> None:
    assert material("Material: 0073692", "Xyzzy: S355J2+N").text("grade") == "S355J2+N"


def test_the_name_of_a_product_goes_on_in_the_line_below() -> None:
    rows: list[Row] = [(140.0, {50.0: "Product:", 150.0: "Round bar 15 mm C45,"}), (152.0, {150.0: "mill length 6 m"})]
    [line] = paper(*rows).lines
    assert line.text("description") == "Round bar 15 mm C45, mill length 6 m"


# ---- boxes


def test_labels_in_a_box_name_what_its_title_says() -> None:
    rows: list[Row] = [
        (140.0, {50.0: "Order", 300.0: "Delivery"}),
        (156.0, {50.0: "ID", 150.0: "PO-1000", 300.0: "ID", 400.0: "3000/20"}),
        (170.0, {50.0: "Item no.", 150.0: "000010", 300.0: "Item no.", 400.0: "1"}),
        (184.0, {50.0: "Quantity", 150.0: "100 kg", 300.0: "Quantity", 400.0: "90 kg"}),
        (198.0, {50.0: "Date", 150.0: "2021-12-01", 300.0: "Date", 400.0: "2021-12-13"}),
    ]
    reading = read(sheet([*HEAD[:2], (110.0, {50.0: "Certificate ID", 150.0: "W080110", 300.0: "Date", 400.0: "2021-12-14"}), *rows]))
    assert values(reading.fields, "document_number", "document_date", "order_number", "delivery_note_number") == [
        "W080110",
        "2021-12-14",
        "PO-1000",
        "3000/20",
    ]
    assert values(reading.lines[0], "order_line", "quantity") == ["10", "90"]


# ---- several certificates in one file


def pages(second: str) -> Reading:
    texts = [["Heat No.", "C", "Si", "Mn"], ["4T8812", "0.018", "0.44", "1.32"]]
    rows = rows_of(texts, (50.0, 150.0, 220.0, 290.0), 180.0)
    again: list[Row] = [*HEAD[:2], (110.0, {50.0: f"Certificate No.: {second}", 300.0: "Your order: 4500017325"})]
    return read(sheet([*HEAD, *rows]), sheet([*again, *rows], number=2))


def test_a_certificate_of_several_pages_is_one() -> None:
    number = pages("W080110").fields.leaf("document_number")
    assert number
    assert number.confidence > 0.9


def test_of_several_certificates_in_one_file_no_number_is_sure() -> None:
    fields = pages("W080111").fields
    for name in ("document_number", "order_number"):
        found = fields.leaf(name)
        assert found
        assert found.confidence < 0.8


# ---- items that labels call otherwise


def test_a_number_beside_the_word_material_is_the_suppliers_item() -> None:
    assert values(material("Material: KA-08678", "Quantity: 180 kg"), "grade", "supplier_item") == [None, "KA-08678"]


def test_of_two_references_the_one_with_a_line_is_the_order() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Laminaciones Asturleón S.L.U."}),
        (80.0, {50.0: "Certificado de análisis"}),
        (110.0, {50.0: "Certificado n.º:", 200.0: "C-30546"}),
        (124.0, {50.0: "S/Ref.", 200.0: "75-8682-53"}),
        (138.0, {50.0: "Su referencia", 200.0: "4500339146 / 20"}),
    ]
    reading = read(sheet(rows))
    assert reading.fields.text("order_number") == "4500339146"
    assert values(reading.lines[0], "order_line", "buyer_item") == ["20", "75-8682-53"]


@pytest.mark.parametrize(
    "said", ["1.4404 - EN 10088-2", "1.4404 / EN 10088-2:2014", "1.4404 (EN 10088-2)", "EN 10088-2 1.4404", "1.4404 wg EN 10088-2"]
)
def test_the_standard_beside_a_grade_is_no_part_of_it(said: str) -> None:
    line = material(f"Material: {said}", "Plate 8x2000x6000")
    assert line.text("grade") == "1.4404"


def test_a_standard_in_the_name_of_a_grade_stays_there() -> None:
    assert material("Material: ASTM A516 Gr.70").text("grade") == "A516 Gr.70"
    assert material("Material: EN AW-6082").text("grade") == "EN AW-6082"


@pytest.mark.parametrize("below", ["Przekrój / Dimensions", "Section / Dimensions"])
def test_the_label_of_the_row_below_is_no_part_of_a_grade(below: str) -> None:
    assert material(f"Material: 1.4404 {below}").text("grade") == "1.4404"
    assert material("Material: 1.4404 / X2CrNiMo17-12-2").text("grade") == "1.4404 / X2CrNiMo17-12-2"


def test_how_much_there_is_of_each_heat_is_not_the_lines_quantity() -> None:
    rows = [("Heat", "Lot", "Quantity"), ("H575866", "665506", "620 kg"), ("H814156", "968469", "720 kg")]
    analyses = [CHEMISTRY, ("H575866", "0.11", "0.20", "1.10", "0.010", "0.003"), ("H814156", "0.12", "0.21", "1.20", "0.012", "0.004")]
    facts: list[Row] = [(140.0, {50.0: "Total length: 1340 m"})]
    reading = paper(*facts, *rows_of(rows, PLACES[:3], 180.0), *rows_of(analyses, PLACES, 260.0))
    assert reading.lines[0].text("quantity") == "1340"
    assert [heat.text("quantity") for heat in reading.heats] == ["620", "720"]


def test_goods_that_are_called_material_are_not_the_grade_beside_it() -> None:
    line = material("Material: Plate 12x2000x6000 S355J2+N", "Grade: S355J2+N", "Standard: EN 10025-2")
    assert line.text("grade") == "S355J2+N"


def test_an_analysis_of_chemicals_names_no_steel_whatever_its_results_look_like() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Northfield Chemicals Ltd", 350.0: "Certificate of Analysis"}),
        (110.0, {50.0: "1.4440 Refractive Index, 20 °C", 300.0: "1.4200 - 1.4700", 420.0: "ASTM D1218"}),
        (124.0, {50.0: "0.9018 Density, 20 °C", 300.0: "0.870 - 0.930", 420.0: "ASTM D4052"}),
        (150.0, {50.0: "Your PO / item", 160.0: "4500475772 / 10", 300.0: "CoA No.", 400.0: "QS78576/26"}),
        (164.0, {50.0: "Material", 160.0: "02079-CB", 300.0: "Your material", 400.0: "96-1300-54"}),
    ]
    reading = read(sheet(rows))
    [line] = reading.lines
    assert reading.fields.text("document_number") == "QS78576/26"
    assert values(line, "grade", "supplier_item", "buyer_item", "order_line") == [None, "02079-CB", "96-1300-54", "10"]


@pytest.mark.parametrize("label", ["Poste de commande", "Order line number", "Riga d'ordine", "Línea del pedido"])
def test_the_line_of_the_order_on_a_certificate_is_told_by_what_its_label_means(label: str) -> None:
    found = paper(
        (124.0, {50.0: "Description: Round bar 12 mm", 300.0: f"{label}: 30"}), (138.0, {50.0: "Grade: 42CrMo4", 300.0: "Quantity: 320 kg"})
    )
    assert [line.text("order_line") for line in found.lines] == ["30"]
