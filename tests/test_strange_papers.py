"""Papers that are no text, no print, in no language that is read, or partly by hand: nothing of them is posted, and no value is made up."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

import numpy as np
import pytest
import typst
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.settings import load_settings
from doctypes import find_doctypes
from domain.decisions import Decision, Outcome
from domain.doctype import of_kind
from domain.paper import Kind, Reading
from extract.engines.tesseract import Tesseract
from extract.read import read_document
from route.decide import decide

DPI = 150
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def reading_of(content: bytes, *, scan: bool = False) -> Reading:
    return read_document(content, "strange", find_doctypes(), Tesseract() if scan else None)


def decided(reading: Reading) -> Decision:
    """The decision where no rule finds anything wrong: what is left is doubt alone."""
    policy = load_settings(None).policy
    return decide(reading, [], policy=policy, doctype=of_kind(find_doctypes(), reading.kind), received_at=NOW)


def sure_values(reading: Reading) -> list[str]:
    threshold = load_settings(None).policy.confidence_threshold
    return [f"{path}={leaf.value}" for path, leaf in reading.leaves() if leaf.confidence >= threshold]


def sheet(seed: int) -> PillowImage.Image:
    grain = np.random.default_rng(seed).normal(246, 3, (int(11.69 * DPI), int(8.27 * DPI)))
    return PillowImage.fromarray(grain.clip(0, 255).astype(np.uint8))


def as_png(picture: PillowImage.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def scribble(pen: ImageDraw.ImageDraw, hand: random.Random, x: float, y: float, width: float, size: float) -> None:
    """A word by hand: a line that goes up and down to the right."""
    end = x + width
    points = [(x, y)]
    while x < end:
        nx, ny = x + hand.uniform(0.1, 0.5) * size, y + hand.uniform(-1, 0.2) * size
        last = points[-1]
        points += [(x + (nx - x) * u / 5, last[1] + (ny - last[1]) * (u / 5) ** 2 * (3 - 2 * u / 5)) for u in range(1, 6)]
        x = nx
    pen.line(points, fill=50, width=max(2, int(size / 12)), joint="curve")


def note_by_hand(seed: int) -> bytes:
    paper, hand = sheet(seed), random.Random(seed)
    for row in range(14):
        x = 0.8 * DPI
        while x < 6 * DPI:
            width = hand.uniform(0.3, 1.2) * DPI
            scribble(ImageDraw.Draw(paper), hand, x, (1.5 + 0.55 * row) * DPI, width, 0.2 * DPI)
            x += width + 0.2 * DPI
    return as_png(paper)


def form_filled_in_by_hand(seed: int) -> bytes:
    paper, hand = sheet(seed), random.Random(seed)
    pen = ImageDraw.Draw(paper)
    pen.text((3 * DPI, 0.6 * DPI), "Order Confirmation", fill=20, font=ImageFont.load_default(0.3 * DPI))
    small = ImageFont.load_default(0.15 * DPI)
    for row, label in enumerate(("Confirmation no.:", "Date:", "Your order no.:", "Customer no.:", "Delivery date:")):
        y = (1.6 + 0.45 * row) * DPI
        pen.text((0.8 * DPI, y), label, fill=20, font=small)
        pen.line((2.6 * DPI, y + 0.2 * DPI, 5.5 * DPI, y + 0.2 * DPI), fill=60, width=1)
        scribble(pen, hand, 2.7 * DPI, y + 0.16 * DPI, hand.uniform(0.8, 2) * DPI, 0.18 * DPI)
    places = [inch * DPI for inch in (0.8, 1.5, 3.8, 4.8, 5.8, 7)]
    for x, label in zip(places, ("Pos.", "Description", "Quantity", "Unit", "Unit price", "Amount"), strict=True):
        pen.text((x, 4.2 * DPI), label, fill=20, font=small)
    for row in range(4):
        for x in places:
            scribble(pen, hand, x, (4.9 + 0.45 * row) * DPI, hand.uniform(0.15, 0.5) * DPI, 0.18 * DPI)
    return as_png(paper)


def japanese() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("HeiseiMin-W3", 22)
    canvas.drawString(220, 770, "注文請書")
    canvas.setFont("HeiseiMin-W3", 10)
    head = (
        "株式会社山田製作所 御中",
        "注文番号: 4500017325",
        "請書番号: AB-4711",
        "発行日: 2026年7月3日",
        "納期: 2026年8月7日",
        "支払条件: 月末締め翌月末払い",
    )
    for row, line in enumerate(head):
        canvas.drawString(60, 720 - 18 * row, line)
    table = (
        ("項番", "品番", "品名", "数量", "単位", "単価", "金額"),
        ("10", "42-1734-11", "六角ボルト M8x40", "250", "個", "76.42", "19,105.00"),
        ("20", "42-1735-12", "丸鋼 42CrMo4", "1200", "kg", "4.10", "4,920.00"),
    )
    for row, cells in enumerate(table):
        for x, cell in zip((60, 100, 190, 320, 370, 420, 490), cells, strict=True):
            canvas.drawString(x, 580 - 18 * row, cell)
    canvas.drawString(60, 500, "合計金額 24,025.00 円  消費税 2,402.50 円  上記の通りご注文をお請けいたします。")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


TURKISH = """#set page(paper: "a4")
#set text(size: 10pt)
#text(size: 20pt)[*Sipariş Onayı*]

Demir Çelik Sanayi A.Ş., Organize Sanayi Bölgesi, 41400 Gebze / Kocaeli

Sipariş onay no: AB-4711 #h(2cm) Tarih: 03.07.2026 \\
Sipariş numaranız: 4500017325 #h(2cm) Müşteri no: 20811

Sayın müşterimiz, siparişiniz için teşekkür eder, aşağıdaki ürünlerin teslimatını onaylarız.

#table(columns: 7, [Sıra], [Ürün kodu], [Açıklama], [Miktar], [Birim], [Birim fiyat], [Tutar],
  [10], [42-1734-11], [Altıgen başlı cıvata M8x40], [250], [adet], [76,42], [19.105,00],
  [20], [42-1735-12], [Yuvarlak çubuk 42CrMo4], [1.200], [kg], [4,10], [4.920,00])

Ara toplam: 24.025,00 EUR \\ KDV %20: 4.805,00 EUR \\ Genel toplam: 28.830,00 EUR

Teslim tarihi: 07.08.2026 #h(1cm) Ödeme koşulları: 30 gün net
"""


@pytest.mark.parametrize("content", [japanese(), typst.compile(TURKISH.encode())], ids=["japanese", "turkish"])
def test_a_confirmation_in_a_language_that_is_not_read_is_neither_posted_nor_lost(content: bytes) -> None:
    reading = reading_of(content)
    assert reading.kind is Kind.OTHER or reading.kind_confidence < 0.75
    assert decided(reading).outcome is Outcome.REVIEW


def test_pages_without_any_text_give_no_values() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    for content in (out.getvalue(), as_png(sheet(1))):
        reading = reading_of(content, scan=True)
        assert (reading.kind, list(reading.leaves())) == (Kind.OTHER, [])
        assert decided(reading).outcome is not Outcome.POST


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_note_by_hand_is_neither_posted_nor_lost_and_nothing_is_sure_of_it(seed: int) -> None:
    reading = reading_of(note_by_hand(seed), scan=True)
    assert sure_values(reading) == []
    assert decided(reading).outcome is Outcome.REVIEW


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_of_a_form_that_is_filled_in_by_hand_no_value_is_sure(seed: int) -> None:
    reading = reading_of(form_filled_in_by_hand(seed), scan=True)
    assert (reading.kind, sure_values(reading)) == (Kind.ORDER_CONFIRMATION, [])
    assert decided(reading).outcome is Outcome.REVIEW
