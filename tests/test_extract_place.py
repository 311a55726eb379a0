"""What stands in a box that a person draws: from the text layer, by OCR off a scan, and in the form that the field needs."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.doctype import Shape
from domain.errors import UnreadableError
from extract.engines.tesseract import ENGINE
from extract.opening.place import Asked, Placed, read_place


def typed() -> bytes:
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(595, 842))
    page.setFont("Helvetica", 11)
    for x, top, text in (
        (100, 100, "Preis 1.234,50 EUR"),
        (100, 130, "KW 32/2026"),
        (300, 100, "2,75"),
        (100, 300, "Mit freundlichen Grüßen"),
    ):
        page.drawString(x, 842 - top - 9, text)
    page.save()
    return buffer.getvalue()


TYPED = typed()


def asked(box: tuple[float, float, float, float], shape: Shape | None = None, *, turn: int = 0, page: int = 1) -> Asked:
    return Asked(page=page, turn=turn, box=box, shape=shape, language="de", printed=("12,50", "1.000,00"))


def scanned(turn: int) -> bytes:
    picture = pdfium.PdfDocument(TYPED)[0].render(scale=200 / 72).to_pil().rotate(turn, expand=True)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(200, 200))
    return buffer.getvalue()


def test_the_words_in_the_box_are_those_of_the_text_layer_and_become_a_value() -> None:
    price = (125, 90, 220, 112)
    assert read_place(TYPED, asked(price), None, ["de"]) == Placed("1.234,50 EUR", "1.234,50 EUR")
    assert read_place(TYPED, asked(price, Shape.AMOUNT), None, ["de"]) == Placed("1.234,50 EUR", "1234.50")
    assert read_place(TYPED, asked((95, 120, 200, 142), Shape.DATE), None, ["de"]) == Placed("KW 32/2026", "2026-08-07")


def test_words_of_another_shape_are_told_without_a_value() -> None:
    assert read_place(TYPED, asked((95, 90, 128, 112), Shape.DATE), None, ["de"]) == Placed("Preis", None)


def test_an_empty_place_says_nothing() -> None:
    assert read_place(TYPED, asked((400, 400, 500, 420), Shape.DATE), None, ["de"]) == Placed("", None)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_at_the_place_as_it_is_shown_upright(turn: int) -> None:
    found = read_place(scanned(turn), asked((295, 90, 345, 112), Shape.AMOUNT, turn=turn), ENGINE(), ["de", "en"])
    assert found == Placed("2,75", "2.75")


def test_a_box_off_the_page_or_on_none_is_no_crash() -> None:
    assert read_place(scanned(0), asked((-50, -50, -10, -10)), ENGINE(), ["de"]) == Placed("", None)
    assert read_place(scanned(0), asked((5000, 5000, 5001, 5001)), ENGINE(), ["de"]) == Placed("", None)
    with pytest.raises(UnreadableError, match="no page 9"):
        read_place(scanned(0), asked((0, 0, 10, 10), page=9), ENGINE(), ["de"])
