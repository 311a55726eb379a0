"""Upright rules of a page part its cells: what stands in one is read together, and nothing is read over a rule."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.opening.pages import printed_page
from extract.page.layout import lay_out
from extract.page.walls import THICK, rules_of
from extract.page.words import PageWords, Wall
from tests.press import Row, read, sheet, values

TOP: list[Row] = [
    (50.0, {50.0: "Pennine Bearing plc"}),
    (80.0, {50.0: "Order Confirmation"}),
    (110.0, {50.0: "Confirmation No.: A-4711", 300.0: "Your Order: 4500017325"}),
    (124.0, {50.0: "Date: 03/07/2026"}),
]
RULES = (48.0, 80.0, 130.0, 300.0, 345.0, 390.0, 425.0, 470.0, 510.0, 570.0)


def ruled(rows: Sequence[Row], walls: Sequence[float] = RULES) -> PageWords:
    """A page whose rows below the first ones stand between upright rules."""
    bottom = max(top for top, _ in rows) + 12
    return replace(sheet([*TOP, *rows], size=7.0), walls=tuple((x, rows[0][0] - 4, bottom) for x in walls))


def drawn(*rectangles: tuple[float, float, float, float], turned: int = 0, torn: bool = False) -> list[Wall]:
    """The upright rules of a page with those rectangles: left, top, width and height in points."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, A4)
    canvas.setPageRotation(turned)
    if torn:
        canvas.setDash(3, 2)
    for left, top, width, height in rectangles:
        canvas.rect(left, A4[1] - top - height, width, height)
    canvas.drawString(100, 100, "Order 4500017325")
    canvas.save()
    page = pdfium.PdfDocument(buffer.getvalue())[0]
    return list(rules_of(page, 0)[0])


def test_the_sides_of_cells_are_the_walls_of_a_page() -> None:
    assert drawn((100, 200, 50, 20), (150, 200, 80, 20)) == [pytest.approx((x, 200, 220), abs=0.5) for x in (100, 150, 230)]


def test_pieces_of_a_rule_are_one_wall() -> None:
    assert drawn((100, 200, 50, 20), (100, 220, 50, 20)) == [pytest.approx((x, 200, 240), abs=0.5) for x in (100, 150)]
    assert [(round(x), round(top), round(bottom, -1)) for x, top, bottom in drawn((100, 200, 50, 200), torn=True)] == [
        (100, 200, 400),
        (150, 200, 400),
    ]


def test_level_rules_and_short_strokes_are_no_walls() -> None:
    assert drawn((100, 200, 300, 0.5), (100, 300, 20, 4)) == []


@given(st.floats(10, 500), st.floats(10, 700), st.floats(20, 80), st.floats(10, 100))
def test_any_cell_has_a_wall_left_and_right_of_it(left: float, top: float, width: float, height: float) -> None:
    walls = drawn((left, top, width, height))
    assert [x for x, _, _ in walls] == pytest.approx([left, left + width], abs=THICK)


def test_figures_flush_with_the_right_rule_of_their_cell_belong_to_its_heading_at_the_left() -> None:
    reading = read(
        ruled(
            [
                (200.0, {50.0: "Pos.", 82.0: "Item", 132.0: "Particulars", 302.0: "Orig. Qty", 347.0: "Qty", 392.0: "Sold by", 427.0: "Price", 472.0: "Per", 512.0: "Line Amt"}),
                *(
                    (top, {50.0: pos, 82.0: item, 132.0: text, 331.0: ordered, 376.0: sent, 392.0: unit, 452.0: price, 506.0: "1", 545.0: amount})
                    for top, pos, item, text, ordered, sent, unit, price, amount in (
                        (214.0, "10", "PB-231", "Welding neck flange DN30", "16", "12", "PCE", "2.50", "30.00"),
                        (228.0, "20", "PB-381", "Shaft seal 30x72x10", "90", "80", "kg", "1.50", "120.00"),
                        (242.0, "30", "PB-513", "Deep groove bearing", "40", "40", "PCE", "2.00", "80.00"),
                    )
                ),
            ]
        )
    )  # fmt: skip
    assert [values(line, "quantity", "unit", "unit_price", "price_unit", "net_amount") for line in reading.lines] == [
        ["12", "C62", "2.50", "1", "30.00"],
        ["80", "KGM", "1.50", "1", "120.00"],
        ["40", "C62", "2.00", "1", "80.00"],
    ]


def test_groups_of_figures_on_both_sides_of_a_rule_are_two_numbers() -> None:
    page = sheet([(100.0, {100.0: "16", 112.0: "100"})])
    assert [line.text for line in lay_out([page]).lines] == ["16 100"]
    assert [token.text for line in lay_out([replace(page, walls=((111.0, 90.0, 120.0),))]).lines for token in line.tokens] == ["16", "100"]


def test_words_on_both_sides_of_a_rule_are_two_phrases() -> None:
    page = replace(sheet([(100.0, {100.0: "Line", 123.0: "Amt"})]), walls=((121.0, 90.0, 120.0),))
    assert [phrase.text for line in lay_out([page]).lines for phrase in line.phrases] == ["Line", "Amt"]


def test_the_walls_of_a_page_that_lies_on_its_side_are_upright_where_its_print_is() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, A4)
    canvas.rotate(90)
    canvas.drawString(150, -200, "Order confirmation 4711 for your order 4500017325")
    canvas.rect(140, -260, 60, 20)
    canvas.save()
    page = printed_page(buffer.getvalue(), 1)
    assert page is not None
    assert [(round(x), round(bottom - top)) for x, top, bottom in page.walls] == [(140, 20), (200, 20)]
    assert [round(right - left) for _, left, right in page.floors] == [60, 60]


def test_the_lines_of_one_cell_of_a_head_are_one_heading_where_they_name_something() -> None:
    walls = (48.0, 80.0, 150.0, 300.0, 345.0, 390.0, 470.0)
    head: list[Row] = [
        (200.0, {82.0: "Item", 152.0: "Description", 302.0: "Qty", 347.0: "Unit", 392.0: "Position"}),
        (209.0, {392.0: "of your"}),
        (218.0, {392.0: "order"}),
    ]
    rows = [
        (232.0, {82.0: "PB-231", 152.0: "Welding neck flange", 302.0: "16", 347.0: "pcs", 410.0: "10"}),
        (246.0, {82.0: "PB-381", 152.0: "Shaft seal 30x72x10", 302.0: "90", 347.0: "pcs", 410.0: "20"}),
    ]
    reading = read(ruled([*head, *rows], walls))
    assert [values(line, "order_line", "quantity", "supplier_item") for line in reading.lines] == [
        ["10", "16", "PB-231"],
        ["20", "90", "PB-381"],
    ]


def test_a_day_wished_for_over_one_that_is_promised_in_one_cell_is_no_heading_of_one() -> None:
    walls = (48.0, 80.0, 130.0, 300.0, 345.0, 390.0, 425.0, 470.0, 540.0)
    head = {
        50.0: "Line",
        82.0: "Ordered Item",
        132.0: "Description",
        302.0: "Qty",
        347.0: "UOM",
        392.0: "Price",
        427.0: "Amount",
        472.0: "Request Date",
    }
    page = ruled(
        [
            (200.0, head),
            (209.0, {82.0: "Customer Item", 472.0: "Promise Date"}),
            (224.0, {50.0: "10", 82.0: "CI03002", 132.0: "Ball valve", 302.0: "8", 347.0: "EA", 392.0: "5.00", 427.0: "40.00", 472.0: "07/13/2026"}),
            (233.0, {82.0: "56-2694-45", 472.0: "07/20/2026"}),
            (248.0, {50.0: "20", 82.0: "CI02016", 132.0: "Ball valve", 302.0: "6", 347.0: "EA", 392.0: "2.00", 427.0: "12.00", 472.0: "07/13/2026"}),
            (257.0, {82.0: "93-8869-11", 472.0: "07/27/2026"}),
        ],
        walls,
    )  # fmt: skip
    assert [values(line, "supplier_item", "buyer_item", "delivery_date") for line in read(page).lines] == [
        ["CI03002", "56-2694-45", "2026-07-20"],
        ["CI02016", "93-8869-11", "2026-07-27"],
    ]


def test_a_hatched_page_has_no_walls() -> None:
    assert drawn(*((x / 2, 100.0, 0.2, 300.0) for x in range(20, 1100, 3)), *((x / 2, 500.0, 0.2, 300.0) for x in range(20, 1100, 2))) == []


def test_fine_strokes_in_a_row_are_no_rule_between_them() -> None:
    walls = drawn((300, 200, 50, 100), *((100.0 + 1.2 * bar, 220.0, 0.4, 40.0) for bar in range(60)))
    assert [round(x) for x, _, _ in walls if x > 200] == [300, 350]
