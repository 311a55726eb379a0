"""How much there is of each heat where no plain label says so, and what else a heat's line tells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group
from extract.certificate.limit_columns import without_limit_columns
from tests.press import Row, laid_out, read, rows_of, sheet

HEAD: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
    (124.0, {50.0: "Quantity: 2075 kg", 300.0: "Grade: S235JR"}),
]
PLACES = (50.0, 120.0, 190.0, 260.0, 330.0)


def heats(*rows: Row) -> list[Group]:
    return read(sheet([*HEAD, *rows])).heats


def shares(found: list[Group]) -> list[tuple[str | None, str | None]]:
    return [(heat.text("heat_number"), heat.text("quantity")) for heat in found]


def table(unit: str, first: str, second: str) -> list[Row]:
    rows = [("Heat", unit, "C", "Si", "Mn"), ("4T8812", first, "0.18", "0.44", "1.32"), ("4T8813", second, "0.17", "0.41", "1.30")]
    return rows_of(rows, PLACES, 180.0)


def test_a_column_headed_by_the_lines_unit_alone_tells_shares_that_come_to_the_whole() -> None:
    assert shares(heats(*table("kg", "1037", "1038"))) == [("4T8812", "1037"), ("4T8813", "1038")]


@given(st.integers(1, 2074), st.integers(1, 2074))
def test_amounts_that_do_not_come_to_the_whole_are_no_shares(first: int, second: int) -> None:
    found = [share for _, share in shares(heats(*table("kg", str(first), str(second))))]
    assert found == ([str(first), str(second)] if first + second == 2075 else [None, None])


def test_a_column_in_another_unit_than_the_lines_tells_no_shares() -> None:
    assert shares(heats(*table("mtrs", "1037", "1038"))) == [("4T8812", None), ("4T8813", None)]


def test_pieces_beside_metres_are_no_shares_of_the_metres() -> None:
    rows = [("Heat", "Pcs", "kg", "C", "Si"), ("4T8812", "11", "1037", "0.18", "0.44"), ("4T8813", "12", "1038", "0.17", "0.41")]
    rows = [(*row, more) for row, more in zip(rows, ("Mn", "1.3", "1.2"), strict=True)]
    assert shares(heats(*rows_of(rows, (*PLACES, 400.0), 180.0))) == [("4T8812", "1037"), ("4T8813", "1038")]


def test_an_amount_in_the_words_about_a_heat_is_its_share() -> None:
    one, other = "Lot 598030 (1037 kg) made from heat 4T8812:", "Lot 593407 (1038 kg) made from heat 4T8813:"
    found = heats(
        (180.0, {50.0: one}),
        (194.0, {50.0: "C 0.18  Si 0.44  Mn 1.32"}),
        (220.0, {50.0: other}),
        (234.0, {50.0: "C 0.17  Si 0.41  Mn 1.30"}),
    )
    assert shares(found) == [("4T8812", "1037"), ("4T8813", "1038")]


def test_an_amount_that_ends_a_heats_line_behind_a_stroke_is_its_share() -> None:
    rows: list[Row] = [(180.0, {50.0: "Heat 4T8812 – Lot 803566 – 250 pcs"}), (194.0, {50.0: "C 0.18  Si 0.44  Mn 1.32"})]
    assert shares(heats(*rows)) == [("4T8812", "250")]


def test_the_country_of_melt_behind_lot_and_quantity_is_read() -> None:
    line = "Cast No: 27-5692   Lot: 145270   Qty: 2075 kg   Country of Melt: FI"
    rows = rows_of([("Si", "Fe", "Cu", "Mn", "Mg"), ("1.05", "0.29", "0.24", "0.58", "0.82")], PLACES, 200.0)
    [heat] = heats((180.0, {50.0: line}), *rows)
    assert (heat.text("lot_number"), heat.text("melt_country")) == ("145270", "FI")


def test_words_that_go_over_columns_of_limits_are_kept_whole() -> None:
    rows: list[Row] = [
        (100.0, {150.0: "min", 200.0: "max", 250.0: "Ist"}),
        (112.0, {50.0: "Rm MPa", 150.0: "360", 200.0: "510", 250.0: "399"}),
        (130.0, {50.0: "Heat K41198 · lot 677852 · 1038 kg · melted DE"}),
    ]
    assert without_limit_columns(laid_out(rows)).lines[-1].text == "Heat K41198 · lot 677852 · 1038 kg · melted DE"


def test_a_row_of_limits_in_two_languages_heads_no_columns() -> None:
    rows: list[Row] = [
        (100.0, {50.0: "Soll ≥ / Min"}),
        (112.0, {50.0: "Soll ≤ / Max", 150.0: "0.20"}),
        (124.0, {50.0: "430212", 150.0: "0.15"}),
    ]
    assert [line.text for line in without_limit_columns(laid_out(rows)).lines] == ["Soll ≥ / Min", "Soll ≤ / Max 0.20", "430212 0.15"]


def test_dashes_in_cells_of_their_own_are_no_spans_and_the_row_is_one_of_results() -> None:
    rows = [("Heat", "C", "Si", "Mn", "P", "S"), ("37-6074", "0.044", "-", "1.33", "-", "0.001")]
    [heat] = heats(*rows_of(rows, (*PLACES, 400.0), 180.0))
    assert heat.text("heat_number") == "37-6074"


def test_the_revision_of_a_form_is_no_papers_number_and_one_called_report_is() -> None:
    rows: list[Row] = [
        (50.0, {50.0: "De Haan BV"}),
        (80.0, {50.0: "Certificate conform specificatieblad rev. 4"}),
        (110.0, {50.0: "Report", 150.0: "QS90942/26"}),
        (124.0, {50.0: "Your order", 150.0: "4500017325"}),
    ]
    assert read(sheet(rows)).fields.text("document_number") == "QS90942/26"
