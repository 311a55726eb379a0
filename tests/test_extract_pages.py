"""Pages as words: which text layer is trusted, what goes to OCR, pages turned and leaning, and what cannot be read at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import fixtures
from domain.errors import UnreadableError
from extract.engines import Image, OcrWord
from extract.engines.tesseract import Tesseract
from extract.opening.pages import read_pages, render_page
from extract.scan.dirt import without_rules
from extract.scan.ocr import Ocr
from extract.scan.scan import is_sideways, straighten, turn_clockwise, without_shadow

FIXTURE = Path(fixtures.__file__).parent / "ship_notice" / "by-pallet" / "document.pdf"
SAID = "Order confirmation AB-4711 of 3 July 2026 for your order 4500017325"


@dataclass
class FakeOcrEngine:
    """Reads one word off every picture that it is shown, and keeps the sizes of the pictures."""

    name: str = "fake"
    shown: list[tuple[int, int]] = field(default_factory=list)

    def missing(self) -> str | None:
        return None

    def languages(self) -> tuple[str, ...]:
        return ("en",)

    def one_document(self) -> AbstractContextManager[FakeOcrEngine]:
        return nullcontext(self)

    def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:  # noqa: ARG002
        self.shown.append((image.shape[1], image.shape[0]))
        return [OcrWord("seen", (dpi * i, dpi, dpi * (i + 0.5), dpi * 1.1), 0.95) for i in range(1, 6)]


def drawn(draw: Callable[[Canvas], None], *, rotate: int = 0, size: tuple[float, float] = A4) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.setPageRotation(rotate)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture() -> ImageReader:
    sheet = PillowImage.new("L", (40, 56), 240)
    sheet.paste(20, (10, 10, 30, 14))
    return ImageReader(sheet)


def typed(canvas: Canvas) -> None:
    canvas.drawString(72, 700, SAID)


def words_of(content: bytes, engine: FakeOcrEngine | None = None) -> list[str]:
    return [word.text for page in read_pages(content, engine, ["en"]) for word in page.words]


def test_a_text_layer_that_people_see_is_read_as_it_is() -> None:
    [page] = read_pages(drawn(typed), None, ["en"])
    assert [word.text for word in page.words] == SAID.split()
    assert (page.source, page.turn, round(page.width), round(page.height)) == ("text", 0, 595, 842)
    x0, top, x1, bottom = page.words[0].box
    assert 71 < x0 < x1 < 110
    assert 842 - 712 < top < bottom < 842 - 690


def test_a_text_layer_hidden_under_a_scan_is_not_believed() -> None:
    def draw(canvas: Canvas) -> None:
        typed(canvas)
        canvas.drawImage(picture(), 0, 0, *A4)

    engine = FakeOcrEngine()
    [page] = read_pages(drawn(draw), engine, ["en"])
    assert (page.source, {word.text for word in page.words}) == ("ocr", {"seen"})
    assert engine.shown


def test_a_picture_that_is_a_logo_leaves_the_text_layer_alone() -> None:
    def draw(canvas: Canvas) -> None:
        typed(canvas)
        canvas.drawImage(picture(), 400, 750, 120, 60)

    assert words_of(drawn(draw)) == SAID.split()


def garbled() -> bytes:
    """A PDF whose letters, by its own table, are none: what a subset font without names leaves of a text layer."""
    table = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <e020> endbfrange endcmap"
    text = b"BT /F 12 Tf 72 700 Td (" + SAID.encode() + b") Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def test_a_text_layer_of_garbage_goes_to_ocr() -> None:
    engine = FakeOcrEngine()
    [page] = read_pages(garbled(), engine, ["en"])
    assert (page.source, {word.text for word in page.words}) == ("ocr", {"seen"})


def test_an_empty_page_is_a_page_without_words() -> None:
    [page] = read_pages(drawn(Canvas.saveState), None, ["en"])
    assert page.words == ()


def test_a_scan_without_an_engine_says_what_is_missing() -> None:
    with pytest.raises(UnreadableError, match="no OCR engine"):
        read_pages(drawn(lambda canvas: canvas.drawImage(picture(), 0, 0, *A4)), None, ["en"])


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_stand_where_a_viewer_shows_them_however_the_file_turns_its_page(rotate: int) -> None:
    # Print that is turned against the page's own turning, so that it is upright as shown.
    def draw(canvas: Canvas) -> None:
        width, height = A4
        canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[rotate])
        canvas.rotate(rotate)
        canvas.drawString(72, 500, SAID)

    [page] = read_pages(drawn(draw, rotate=rotate), None, ["en"])
    assert ([word.text for word in page.words], page.turn) == (SAID.split(), 0)
    assert abs(page.words[0].box[0] - 72) < 1
    assert (round(page.width), round(page.height)) == (595, 842)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_print_that_lies_on_its_side_is_turned_upright(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turned)
        canvas.drawString(-150, 0, SAID)

    [page] = read_pages(drawn(draw), None, ["en"])
    assert [word.text for word in page.words] == SAID.split()
    assert page.turn == turned
    tops = {round(word.box[1]) for word in page.words}
    assert len(tops) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"Dear Sir or Madam", "no PDF, PNG, JPEG or TIFF"),
        (b"%PDF-1.7\nnot really", "damaged"),
        (drawn(typed)[:300], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged|no PDF"),
    ],
)
def test_what_cannot_be_read_says_why_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read_pages(content, FakeOcrEngine(), ["en"])


@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"\xff\xd8\xff\xe0"]))
@settings(deadline=None, max_examples=60)
@pytest.mark.filterwarnings("ignore")  # Pillow and PDFium say much of broken files
def test_any_bytes_are_pages_or_a_typed_error(content: bytes, start: bytes) -> None:
    try:
        pages = read_pages(start + content, FakeOcrEngine(), ["en"])
    except UnreadableError:
        return
    assert pages


def test_every_frame_of_a_tiff_is_a_page() -> None:
    frames = [PillowImage.new("1", (200, 280), 1) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert [page.number for page in read_pages(out.getvalue(), FakeOcrEngine(), ["en"])] == [1, 2, 3]


def test_a_frame_of_a_tiff_is_drawn_for_the_desk_and_no_other_is_kept() -> None:
    frames = [PillowImage.new("L", (200, 280), shade) for shade in (10, 120, 240)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    shades = [PillowImage.open(io.BytesIO(render_page(out.getvalue(), page, 0))).getpixel((5, 5)) for page in (1, 2, 3)]
    assert shades == [10, 120, 240]
    for page in (0, 4):
        with pytest.raises(UnreadableError, match=f"no page {page}"):
            render_page(out.getvalue(), page, 0)


def test_a_page_is_drawn_upright_and_one_that_is_not_there_is_an_error() -> None:
    content = drawn(typed)
    upright = PillowImage.open(io.BytesIO(render_page(content, 1, 0)))
    sideways = PillowImage.open(io.BytesIO(render_page(content, 1, 90)))
    assert (upright.width, upright.height) == (sideways.height, sideways.width)
    with pytest.raises(UnreadableError, match="no page 2"):
        render_page(content, 2, 0)


# ---- scans


def scanned(dpi: int = 100) -> Image:
    page = pdfium.PdfDocument(FIXTURE.read_bytes())[0]
    return np.asarray(page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L"))


def leaning(image: Image, degrees: float) -> Image:
    turned = PillowImage.fromarray(image).rotate(degrees, resample=PillowImage.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned)


@pytest.mark.parametrize("degrees", [-2.0, -0.9, 0.0, 2.0])
def test_a_skewed_page_is_made_level_and_its_points_lead_back(degrees: float) -> None:
    level = scanned()
    page = straighten(leaning(level, degrees))
    assert np.allclose(straighten(page.image).turn_back, [[1, 0, 0], [0, 1, 0]])
    height, width = level.shape
    x, y = page.back(width / 2, height / 2)
    assert abs(x - width / 2) < 12
    assert abs(y - height / 2) < 12


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_side_is_noticed(turn: int) -> None:
    assert is_sideways(turn_clockwise(scanned(), turn)) == (turn in (90, 270))


def test_turning_four_times_by_ninety_degrees_is_no_turning() -> None:
    image = scanned(30)
    assert np.array_equal(turn_clockwise(turn_clockwise(image, 90), 270), image)
    assert turn_clockwise(image, 90).shape == image.shape[::-1]


def test_long_rules_are_painted_over_and_print_stays() -> None:
    image = np.full((600, 600), 255, np.uint8)
    image[300:303, 50:550] = 0
    image[100:560, 80:83] = 0
    image[200:216, 200:212] = 0
    cleaned = without_rules(image, 150).image
    assert cleaned[301, 100:500].min() == 255
    assert cleaned[150:250, 81].min() == 255
    assert cleaned[200:216, 200:212].max() == 0


def test_a_shadow_is_taken_out_and_print_in_it_stays_dark() -> None:
    image = np.full((400, 400), 255, np.uint8)
    image[:, 200:] = 120
    image[100:108, 300:340] = 20
    cleaned = without_shadow(image)
    assert cleaned[300, 300] > 240
    assert cleaned[104, 320] < 80


@pytest.mark.slow
@pytest.mark.parametrize(("turn", "degrees"), [(0, 2.0), (90, -2.0), (180, 0.0), (270, 2.0)])
def test_a_scan_is_brought_upright_and_level_and_its_words_are_found(turn: int, degrees: float) -> None:
    dpi = 200
    image = turn_clockwise(leaning(scanned(dpi), degrees), turn)
    out = io.BytesIO()
    PillowImage.fromarray(image).save(out, "PNG", dpi=(dpi, dpi))
    [page] = read_pages(out.getvalue(), Tesseract(), ["en"])
    [printed] = read_pages(FIXTURE.read_bytes(), None, ["en"])[:1]
    wanted = [word for word in printed.words if len(word.text) > 3 and word.text.isalnum()]
    found = {word.text: word for word in page.words}
    hits = [(word, found[word.text]) for word in wanted if word.text in found]
    assert (page.source, page.turn) == ("ocr", (360 - turn) % 360)
    assert len(hits) > 0.8 * len(wanted)
    once = [(a, b) for a, b in hits if [word.text for word in wanted].count(a.text) == 1]
    # The boxes are those of the upright page as it is shown, before it was made level.
    assert all(abs(a.box[0] - b.on_page[0]) < 25 and abs(a.box[1] - b.on_page[1]) < 25 for a, b in once)


@pytest.mark.parametrize(("band", "whole_pages"), [(0.5, 1), (0.7, 2)])
def test_a_page_that_reads_badly_is_turned_around_if_a_band_of_it_reads_better_so(
    band: float, whole_pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsure(FakeOcrEngine):
        """Is 0.6 sure of whole pages, and of bands as it is told."""

        def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:
            sure = band if image.shape[0] < image.shape[1] else 0.6
            return [replace(word, confidence=sure) for word in super().words(image, languages, dpi=dpi, block=block)]

    monkeypatch.setattr("extract.scan.ocr.with_leftovers", lambda _image, words, _read: list(words))
    engine = Unsure()
    Ocr(engine, ("en",)).read(scanned(100), 100, 1)
    assert sum(height > width for width, height in engine.shown) == whole_pages
    assert len(engine.shown) == whole_pages + 1


def test_marks_that_dust_leaves_around_an_unsure_figure_fall_and_sure_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (("“0.022", 0.5), ("267°", 0.6), ("20°", 0.95), ("‘Menge’", 0.5))

    class Dusty(FakeOcrEngine):
        def words(self, image: Image, languages: Sequence[str], *, dpi: int, block: bool) -> list[OcrWord]:
            del image, languages, block
            return [OcrWord(text, (dpi * i, dpi, dpi * (i + 0.5), dpi * 1.1), sure) for i, (text, sure) in enumerate(said, start=1)]

    monkeypatch.setattr("extract.scan.ocr.UPRIGHT_CONFIDENCE", 0.0)
    assert [word.text for word in Ocr(Dusty(), ("en",)).read(scanned(100), 100, 1).words] == ["0.022", "267", "20°", "‘Menge’"]
