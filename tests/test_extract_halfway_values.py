"""A form's cell has its label in two languages, one line below the other, and the value of the next cell stands halfway between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.press import Row, lines_of, read, sheet, values

HALF = 5.0
"""From a label's upper half to the value beside it, and on to its lower half."""


def _cells(top: float, *cells: tuple[str, str, str]) -> list[Row]:
    """A row of such cells: the label's halves, and the value between them."""
    places = [50.0 + 250 * at for at in range(len(cells))]
    rows: list[Row] = [(top, {x: own for x, (own, _, _) in zip(places, cells, strict=True)})]
    rows.append((top + HALF, {x + 130: value for x, (_, value, _) in zip(places, cells, strict=True)}))
    rows.append((top + 2 * HALF, {x: english for x, (_, _, english) in zip(places, cells, strict=True)}))
    return rows


FORM: list[Row] = [
    (40.0, {50.0: "Walcownia Zagłębie S.A."}),
    (60.0, {50.0: "Świadectwo odbioru 3.1 EN 10204"}),
    *_cells(100.0, ("Nr świadectwa", "W039823", "Certificate No"), ("Data wystawienia", "22.06.2026", "Date of issue")),
    *_cells(130.0, ("Zamówienie klienta nr", "4500216043", "Customer Order No"), ("Pozycja zamówienia", "10", "Order Item")),
    *_cells(160.0, ("Gatunek", "C45", "Grade"), ("Norma", "EN 10083-2", "Standard")),
]


def test_a_value_halfway_down_a_label_in_two_languages_is_the_labels() -> None:
    found = read(sheet(FORM))
    assert values(found.fields, "document_number", "document_date", "order_number") == ["W039823", "2026-06-22", "4500216043"]
    assert values(found.lines[0], "order_line", "grade", "standard") == ["10", "C45", "EN 10083-2"]


def test_a_row_of_cells_with_two_values_beside_one_text_of_two_lines_stays_as_it_is() -> None:
    rows: list[Row] = [
        (100.0, {100.0: "Sechskantschraube"}),
        (105.0, {250.0: "40", 300.0: "12,50"}),
        (110.0, {100.0: "galvanisch verzinkt"}),
    ]
    assert lines_of(sheet(rows)) == ["Sechskantschraube", "40 12,50", "galvanisch verzinkt"]


def test_rows_whose_values_are_all_set_lower_than_their_labels_are_not_taken_for_labels_of_two_lines() -> None:
    labels = ["Streckgrenze", "Zugfestigkeit", "Bruchdehnung"]
    rows: list[Row] = [
        row for at, label in enumerate(labels) for row in ((100.0 + 10 * at, {50.0: label}), (105.0 + 10 * at, {180.0: f"4{at}1"}))
    ]
    assert lines_of(sheet(rows)) == ["Streckgrenze", "401", "Zugfestigkeit", "411", "Bruchdehnung", "421"]
    symbols: list[Row] = [(100.0, {50.0: "Si"}), (105.0, {106.0: "0.38"}), (110.0, {50.0: "Mn", 140.0: "Yield Strength"})]
    assert lines_of(sheet(symbols)) == ["Si", "0.38", "Mn Yield Strength"]


@given(st.floats(0.0, 30.0), st.floats(0.0, 30.0))
def test_no_word_is_lost_or_doubled_however_lines_stand(first: float, second: float) -> None:
    rows: list[Row] = [
        (100.0, {50.0: "Nr świadectwa"}),
        (100.0 + first, {180.0: "W039823"}),
        (100.0 + first + second, {50.0: "Certificate No"}),
    ]
    found = " ".join(lines_of(sheet(rows))).split()
    assert sorted(found) == sorted(["Nr", "świadectwa", "W039823", "Certificate", "No"])
