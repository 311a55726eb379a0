"""Text layers that lie: what nobody sees is not read, and a page whose letters cannot be believed is read as a scan is."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence

import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.opening.pages import read_pages
from extract.opening.seen import is_gibberish
from extract.page.words import PageWords, Word
from tests.test_extract_pages import FakeOcrEngine

LINES = (
    "Order confirmation AB-4711 of 3 July 2026",
    "for your order 4500017325 of 21 June 2026",
    "Pos. 10 250 pieces hexagon bolt M8x40 at 76.42 EUR per 100",
    "Delivery in week 32, payment within thirty days without deduction",
    "We thank you for this order and confirm what is written above.",
)
WORDS = [word for line in LINES for word in line.split()]
Draw = Callable[[Canvas], None]


def paper(*draws: Draw) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for draw in draws:
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def typed(canvas: Canvas) -> None:
    for row, line in enumerate(LINES):
        canvas.drawString(72, 600 - 20 * row, line)


def in_mode(mode: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(mode)
        text.textLines("\n".join(LINES))
        canvas.drawText(text)

    return draw


def coloured(red: float, green: float, blue: float, text: str = "secret words nobody sees") -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(red, green, blue)
        canvas.drawString(72, 400, text)

    return draw


def bar(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(60, 390, 400, 25, stroke=0, fill=1)


def over_all(picture: PillowImage.Image) -> Draw:
    return lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, *A4)


def blank_sheet() -> PillowImage.Image:
    return PillowImage.new("L", (595, 842), 250)


def scanned_sheet() -> PillowImage.Image:
    """A sheet with rows of strokes where the lines of `typed` stand, and more of them."""
    sheet = blank_sheet()
    pen = ImageDraw.Draw(sheet)
    for row in range(20):
        for column in range(40):
            pen.rectangle((72 + 8 * column, 235 + 20 * row, 76 + 8 * column, 243 + 20 * row), fill=20)
    return sheet


def letterhead() -> PillowImage.Image:
    """A page-filling picture with a logo above, a pale watermark across and a footer below."""
    sheet = blank_sheet()
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((420, 20, 480, 50), fill=30)
    pen.ellipse((200, 250, 400, 450), outline=215, width=14)
    pen.line((72, 800, 520, 800), fill=30)
    return sheet


def read(content: bytes) -> PageWords:
    [page] = read_pages(content, FakeOcrEngine(), ["en"])
    return page


def texts(content: bytes) -> list[str]:
    return [word.text for word in read(content).words]


# ---- words that nobody sees are left out


def tiny(size: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(72, 400, "secret words nobody sees")

    return draw


def see_through(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.0)
    canvas.drawString(72, 400, "secret words nobody sees")


def unseen_mode(canvas: Canvas) -> None:
    text = canvas.beginText(72, 400)
    text.setTextRenderMode(3)
    text.textOut("secret words nobody sees")
    canvas.drawText(text)


@pytest.mark.parametrize(
    "hidden",
    [
        unseen_mode, see_through, coloured(1, 1, 1), coloured(0.99, 1, 0.98), tiny(0.01), tiny(0.8),
        lambda canvas: canvas.drawString(-300, 400, "secret words nobody sees"),
        lambda canvas: canvas.drawString(72, -30, "secret words nobody sees"),
        lambda canvas: canvas.drawString(72, 900, "secret words nobody sees"),
    ],
)  # fmt: skip
def test_words_that_nobody_sees_are_left_out_and_the_page_is_read_by_its_text(hidden: Draw) -> None:
    page = read(paper(typed, hidden))
    assert (page.source, [word.text for word in page.words]) == ("text", WORDS)


def test_white_words_on_a_dark_bar_and_pale_ones_that_can_be_made_out_are_read() -> None:
    assert texts(paper(typed, bar, coloured(1, 1, 1, "Quantity Price Amount")))[-3:] == ["Quantity", "Price", "Amount"]
    assert texts(paper(typed, coloured(0.82, 0.82, 0.82, "Copy of confirmation")))[-3:] == ["Copy", "of", "confirmation"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_white_words_are_looked_for_where_they_stand_on_a_page_that_its_file_turns(rotate: int) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(rotate)
    for draw in (typed, bar, coloured(1, 1, 1, "Quantity Price"), lambda canvas: canvas.translate(0, -100), coloured(1, 1, 1, "nobody")):
        canvas.setFillColorRGB(0, 0, 0)
        draw(canvas)
    canvas.showPage()
    canvas.save()
    assert [text for text in texts(out.getvalue()) if text in {"Quantity", "Price", "nobody"}] == ["Quantity", "Price"]


def test_a_word_printed_across_the_page_does_not_stand_among_the_letters_of_its_lines() -> None:
    def across(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.85, 0.85, 0.85)
        canvas.setFont("Helvetica", 90)
        canvas.translate(100, 450)
        canvas.rotate(45)
        canvas.drawString(0, 0, "COPY")

    assert texts(paper(across, typed)) == WORDS


def test_slanted_letters_are_read_like_others() -> None:
    def slanted(canvas: Canvas) -> None:
        canvas.transform(1, 0, 0.33, 1, -100, 0)
        typed(canvas)

    assert texts(paper(slanted)) == WORDS


# ---- layers that are not believed


@pytest.mark.parametrize("picture", [scanned_sheet(), None])
def test_a_layer_that_is_invisible_goes_to_ocr_even_where_a_stamp_on_it_is_seen(picture: PillowImage.Image | None) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.drawString(72, 800, "Received 28 Nov 2026 / 11:02 / DMS-4711")

    scan = over_all(picture) if picture else lambda canvas: canvas.rect(72, 100, 300, 400, fill=1)
    assert read(paper(scan, in_mode(3), stamp)).source == "ocr"


@pytest.mark.parametrize("order", [[typed, over_all(scanned_sheet())], [over_all(scanned_sheet()), typed]])
def test_a_layer_that_copies_the_picture_of_its_page_goes_to_ocr_below_and_above_it(order: Sequence[Draw]) -> None:
    assert read(paper(*order)).source == "ocr"


def test_a_scan_with_a_typed_stamp_on_a_blank_part_of_it_goes_to_ocr() -> None:
    stamp = "Received 28 Nov 2026 by the purchasing department"
    assert read(paper(over_all(scanned_sheet()), lambda canvas: canvas.drawString(72, 760, stamp))).source == "ocr"


def test_a_text_layer_below_a_picture_of_something_else_goes_to_ocr() -> None:
    assert read(paper(typed, over_all(blank_sheet()))).source == "ocr"
    assert read(paper(typed, over_all(letterhead()))).source == "ocr"


@pytest.mark.parametrize("picture", [letterhead(), blank_sheet(), letterhead().filter(ImageFilter.GaussianBlur(1))])
def test_a_digital_page_on_a_page_filling_letterhead_or_watermark_is_read_by_its_text(picture: PillowImage.Image) -> None:
    page = read(paper(over_all(picture), typed))
    assert (page.source, [word.text for word in page.words]) == ("text", WORDS)


def test_a_few_words_around_a_picture_of_half_the_page_are_not_the_paper() -> None:
    def half(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scanned_sheet()), 50, 200, 495, 420)
        canvas.drawString(72, 800, "Page 1 of 1, printed by scanner")

    assert read(paper(half)).source == "ocr"
    assert (
        read(paper(half, lambda canvas: [canvas.drawString(72, 190 - 12 * row, line) for row, line in enumerate(LINES)])).source == "text"
    )


def test_a_page_drawn_in_outlines_without_any_text_goes_to_ocr_and_a_blank_one_does_not() -> None:
    def outlines(canvas: Canvas) -> None:
        for column in range(30):
            canvas.line(72 + 9 * column, 500, 76 + 9 * column, 510)

    assert read(paper(outlines)).source == "ocr"
    assert read(paper(lambda _: None)).words == ()


def test_a_large_drawing_is_looked_at_no_closer_than_a_sheet_of_paper() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(2384, 3370))
    for column in range(60):
        canvas.line(100 + 30 * column, 500, 120 + 30 * column, 2600)
    canvas.showPage()
    canvas.save()
    engine = FakeOcrEngine()
    read_pages(out.getvalue(), engine, ["en"])
    assert engine.shown
    assert all(width * height < 9_100_000 for width, height in engine.shown)


# ---- letters that do not mean themselves


def with_signs(means: Callable[[int], int], text: str = "\n".join(LINES)) -> bytes:
    """A PDF in which the sign of each code is, by the file's own table, another one."""
    pairs = "".join(f"<{code:02x}> <{means(code):04x}>\n" for code in range(0x20, 0x7F))
    table = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 95 beginbfchar {pairs} endbfchar endcmap".encode()
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in text.splitlines())
    body = f"BT /F 12 Tf 72 600 Td {shown} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(body), body),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
    ]
    return whole_pdf(parts)


def whole_pdf(parts: Sequence[bytes]) -> bytes:
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%%PDF-1.4\n%btrailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (body, len(parts) + 1)


def rotated(code: int, by: int = 13) -> int:
    """Each letter the one so many further on, figures left alone."""
    for first in (65, 97):
        if first <= code < first + 26:
            return (code - first + by) % 26 + first
    return code


@pytest.mark.parametrize(
    "means",
    [lambda code: code + 0xE000, lambda _: 0xFFFD, lambda code: max(1, code - 29), rotated, lambda code: code + 1 if code > 32 else code],
)
def test_a_layer_whose_signs_are_others_or_none_goes_to_ocr(means: Callable[[int], int]) -> None:
    assert read(with_signs(means)).source == "ocr"


def test_a_layer_whose_signs_are_its_own_is_read_by_its_text() -> None:
    assert texts(with_signs(lambda code: code)) == WORDS


def test_a_layer_of_numbered_glyphs_in_brackets_goes_to_ocr() -> None:
    content = paper(lambda canvas: canvas.drawString(72, 600, " ".join(f"(cid:{n})(cid:{n + 7})" for n in range(9))))
    assert read(content).source == "ocr"


def test_bullets_and_ticks_of_a_font_of_symbols_do_no_harm_and_a_word_with_one_is_not_sure() -> None:
    text = "\n".join(f"~ {line}" for line in LINES) + "\nItem 42~1734"
    page = read(with_signs(lambda code: 0xF0B7 if code == ord("~") else code, text))
    assert page.source == "text"
    doubted = [word for word in page.words if word.confidence < 0.5 and len(word.text) > 1]
    assert [word.text for word in doubted] == ["42\uf0b71734"]


def as_words(text: str) -> list[Word]:
    return [Word(part, (0, 0, 1, 1), 1.0) for part in text.split()]


LANGUAGES = {
    "de": "Auftragsbestätigung Sehr geehrte Damen und Herren wir danken für Ihre Bestellung, die wir zu unseren Bedingungen wie folgt annehmen: Lieferung frei Haus, Zahlung ohne Abzug",
    "pl": "Potwierdzenie zamówienia dziękujemy za Państwa zamówienie i potwierdzamy dostawę następujących towarów w terminie",
    "tr": "Sipariş onayı Sayın müşterimiz siparişinizi aldık teşekkür ederiz ürün kodu açıklama miktar birim fiyat tutar teslim tarihi",
    "fi": "Tilausvahvistus kiitämme tilauksestanne tuote määrä yksikkö hinta yhteensä toimitusaika maksuehto asiakasnumero päiväys",
    "hu": "Rendelés visszaigazolás köszönjük megrendelését cikkszám megnevezés mennyiség egység összesen szállítási határidő",
    "cs": "Potvrzení objednávky Vážení zákazníci děkujeme za vaši objednávku číslo zboží množství jednotka cena celkem",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language_are_told_from_words_with_their_letters_exchanged(language: str) -> None:
    text = LANGUAGES[language]
    assert not is_gibberish(as_words(text))
    assert not is_gibberish(as_words(text.upper()))
    assert all(is_gibberish(as_words("".join(chr(rotated(ord(char), by)) for char in text))) for by in (3, 7, 19))


def test_items_figures_and_other_scripts_are_not_judged_by_their_letters() -> None:
    parts = random.Random(5)
    codes = " ".join(f"{parts.choice('XQZW')}{parts.choice('KJVB')}-{parts.randrange(10**6)}" for _ in range(200))
    assert not is_gibberish(as_words(codes))
    assert not is_gibberish(as_words("注文請書 数量 単価 金額 納期 " * 40))


# ---- what a viewer shows on top of the page


def test_values_typed_into_the_fields_of_a_form_are_read() -> None:
    def form(canvas: Canvas) -> None:
        typed(canvas)
        canvas.drawString(72, 400, "Your order:")
        canvas.acroForm.textfield(name="order", x=200, y=395, width=200, height=20, value="4500099999")

    assert "4500099999" in texts(paper(form))


def test_values_of_a_form_that_leaves_it_to_the_viewer_to_draw_them_are_read() -> None:
    text = b"BT /F 12 Tf 72 600 Td (Our confirmation of your order number) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/F 12 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(order)/V(4500099999)/Rect[350 590 500 615]/F 4/DA(/F 12 Tf 0 g)/P 3 0 R>>",
    ]
    assert texts(whole_pdf(parts))[-1] == "4500099999"
