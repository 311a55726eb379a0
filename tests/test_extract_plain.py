"""Plain text as pages: columns stay below each other, long lines are broken, and what is no text is not taken for it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from doctypes import find_doctypes
from domain.errors import UnreadableError
from domain.paper import Kind
from extract.opening.pages import render_page
from extract.page.plain import is_plain_text, plain_pages
from extract.read import read_document

MAIL = """From: Hans Brenner <hans@brenner.example>
Date: 2026-08-03
Subject: Order confirmation 88123

we confirm your purchase order 4500017325 as follows:

Pos  Your item   Description              Quantity  Unit price EUR  Delivery date
10   42-1734-11  Hexagon bolt M8x40       250 pcs   76.42           2026-08-07
20   42-1735-12  Round bar 42CrMo4 40 mm  1200 kg   4.10            2026-08-14
"""


def test_a_confirmation_in_the_text_of_a_message_is_read_as_one() -> None:
    found = read_document(MAIL.encode(), "mail.eml.txt", find_doctypes(), None)
    assert found.kind is Kind.ORDER_CONFIRMATION
    assert (found.fields.text("document_number"), found.fields.text("order_number")) == ("88123", "4500017325")
    assert [(line.text("quantity"), line.text("unit_price"), line.text("delivery_date")) for line in found.lines] == [
        ("250", "76.42", "2026-08-07"), ("1200", "4.10", "2026-08-14"),
    ]  # fmt: skip


def test_words_of_one_column_stand_below_each_other_and_within_the_page() -> None:
    (page,) = plain_pages(MAIL.encode())
    starts = {word.text: word.box[0] for word in page.words}
    assert starts["250"] == starts["1200"]
    assert starts["2026-08-07"] == starts["2026-08-14"]
    assert all(word.box[2] <= page.width for word in page.words)


def test_a_page_can_be_looked_at_and_has_what_its_reading_names() -> None:
    picture = Image.open(io.BytesIO(render_page(MAIL.encode(), 1, 0, name="mail.eml.txt")))
    assert picture.convert("L").getextrema()[0] < 100
    # Letters that a font does not have all look the same.
    drawn = [render_page(f"{letter}\n".encode(), 1, 0, name="a.txt") for letter in "äöüßéñçżółę€–"]
    assert len(set(drawn)) == len(drawn)
    with pytest.raises(UnreadableError, match="no page 2"):
        render_page(MAIL.encode(), 2, 0, name="mail.eml.txt")


@pytest.mark.parametrize(
    ("content", "name", "is_one"),
    [
        ("Prüfung".encode(), "a.txt", True), ("Prüfung".encode("cp1252"), "a.TXT", True), (b"Pr\0fung", "a.txt", False),
        (bytes(range(1, 32)) * 9, "a.txt", False), (b"text", "a.pdf", False), (b" \n", "a.txt", False),
    ],
)  # fmt: skip
def test_what_is_no_text_is_not_taken_for_it(content: bytes, name: str, is_one: bool) -> None:
    assert is_plain_text(content, name) is is_one


@given(st.text(max_size=600))
def test_no_word_is_lost_whatever_the_text(text: str) -> None:
    words = [word.text for page in plain_pages(text.encode("utf-8", "replace")) for word in page.words]
    assert "".join(words) == "".join(text.encode("utf-8", "replace").decode("utf-8-sig").split())
