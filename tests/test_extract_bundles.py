"""Several papers of one kind in one file leave doubt; pages of one paper do not. Long lists of others' goods are told without their tables."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import fixtures
from doctypes import find_doctypes
from domain.paper import Kind, Reading
from extract import read as reading
from extract.page.words import PageWords
from extract.read import LONG, read_document, read_words
from tests.press import Row, read, sheet, words

HERE = Path(fixtures.__file__).parent
CASES = {path.parent.name: path for path in HERE.glob("*/*/document.pdf")}


def in_one_file(*names: str) -> Reading:
    whole = pdfium.PdfDocument.new()
    for name in names:
        whole.import_pages(pdfium.PdfDocument(CASES[name]))
    out = io.BytesIO()
    whole.save(out)
    return read_document(out.getvalue(), "bundle.pdf", find_doctypes(), None)


@pytest.mark.parametrize(
    "names",
    [
        ("codes-of-en-10168", "another-grade"), ("another-grade", "elements-down"), ("elements-down", "scaled-columns"),
        ("running-text", "two-row-lines"), ("price-per-hundred", "carried-sums"), ("by-pallet", "transport-form"),
        ("codes-of-en-10168", "by-pallet"), ("running-text", "lots-do-not-add-up"),
    ],
)  # fmt: skip
def test_two_papers_in_one_file_leave_doubt_whether_of_one_kind_or_two(names: tuple[str, str]) -> None:
    assert in_one_file(*names).kind_confidence < 0.75


@pytest.mark.parametrize("name", sorted(CASES))
def test_one_paper_is_none_of_several_even_where_it_is_in_the_file_twice(name: str) -> None:
    once = in_one_file(name)
    assert once.kind_confidence > 0.95
    assert in_one_file(name, name).kind_confidence == pytest.approx(once.kind_confidence, abs=0.01)


def confirmation(number: str, order: str, *more: Row) -> list[Row]:
    return [
        (40, {50: "Nordstahl Handel GmbH"}),
        (100, {50: "Auftragsbestätigung"}),
        (130, {50: "Auftragsbestätigung Nr.:", 220: number}),
        (150, {50: "Ihre Bestell-Nr.:", 220: order}),
        (200, {50: "Wir danken für Ihre Bestellung und bestätigen die Lieferung wie folgt:"}),
        *more,
    ]


def test_pages_with_a_number_of_their_own_are_papers_of_their_own() -> None:
    first = sheet(confirmation("AB-2201", "4500017325"))
    assert read(first, sheet(confirmation("AB-2202", "4500017999"), number=2)).kind_confidence < 0.75
    assert read(first, sheet(confirmation("AB-2201", "4500017325"), number=2)).kind_confidence > 0.95
    # The second page names the first one's number beside its own.
    drawing = confirmation("AB-2299", "4500017325", (230, {50: "gehört zu AB-2201"}))
    assert read(first, sheet(drawing, number=2)).kind_confidence > 0.95


def price_list(pages: int) -> list[PageWords]:
    head: Row = (60, {50: "Item", 130: "Description", 340: "Unit", 400: "Price", 470: "Delivery date"})
    rows: list[Row] = [
        (80 + 14 * i, {50: f"BG-{6000 + i}", 130: f"Hexagon bolt M8x{20 + i}", 340: "pcs", 400: f"{i + 7}.42"}) for i in range(40)
    ]
    first, *others = (sheet([head, *rows], number=number) for number in range(1, pages + 1))
    return [replace(first, words=(*words("PRICE LIST 2026", 50, 20, size=24), *first.words)), *others]


def test_a_long_price_list_is_told_without_a_look_at_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_tables(_: object) -> None:
        raise AssertionError("its tables were read")

    monkeypatch.setattr(reading, "table_reader", no_tables)
    found = read_words(price_list(LONG + 1), find_doctypes())
    assert (found.kind, len(found.lines), len(found.pages)) == (Kind.OTHER, 0, LONG + 1)
    assert found.kind_confidence > 0.95
