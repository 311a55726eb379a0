"""Which way print runs is told by its letters, whatever rules, shaded fields and columns are around them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from extract.engines import Image
from extract.scan.scan import is_sideways, turn_clockwise

LABELS = ("Date", "Contact", "Company", "Address", "City", "Country", "Phone", "Shipment number", "Invoice number", "PO number", "Packages")


def form(*, shaded: bool, dpi: int = 100) -> Image:
    """A form that is hardly filled in: labels one below the other, pale fields beside them, a table of empty cells."""
    sheet = PillowImage.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 255)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(0.14 * dpi)
    for row, label in enumerate(LABELS):
        y = int((0.6 + 0.3 * row) * dpi)
        pen.text((0.3 * dpi, y), label.upper() + ":", fill=0, font=font)
        if shaded:
            pen.rectangle((2.3 * dpi, y, 4.5 * dpi, y + 0.18 * dpi), fill=238)
    for x in (0.3, 4, 5.8, 6.7, 7.9):
        pen.line((x * dpi, 5 * dpi, x * dpi, 10.5 * dpi), fill=0, width=2)
    for row in range(12):
        pen.line((0.3 * dpi, (5 + 0.5 * row) * dpi, 7.9 * dpi, (5 + 0.5 * row) * dpi), fill=0, width=2)
    return np.asarray(sheet)


@pytest.mark.parametrize("shaded", [False, True])
@pytest.mark.parametrize("dpi", [75, 150, 300])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_empty_form_lies_as_its_labels_do(shaded: bool, dpi: int, turn: int) -> None:
    assert is_sideways(turn_clockwise(form(shaded=shaded, dpi=dpi), turn)) == (turn in (90, 270))


def test_a_page_without_print_is_left_as_it_lies() -> None:
    assert not is_sideways(np.full((400, 300), 255, np.uint8))
