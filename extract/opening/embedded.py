"""Data that needs no reading by eye: a message by itself, several in one interchange, or one that is attached to a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pypdfium2 as pdfium

from domain.errors import UnreadableError
from domain.paper import Kind, Leaf, Page, ProposedPart, Reading
from extract.formats import MOST_MESSAGES, Format, format_of
from extract.page.words import PageWords

LARGEST_ATTACHMENT = 40 * 1024 * 1024
MOST_ATTACHMENTS = 20
_COMPARED = ("document_number", "order_number", "net_total", "gross_total", "currency", "certificate_type")
"""What a visible page must not contradict."""
SURELY_READ = 0.8
"""What is read off the visible page with less is no contradiction."""


def read_data(content: bytes) -> Reading | None:
    """What a message of data says; the parts of an interchange that holds several; None for what is no data.

    Raises:
        UnreadableError: it begins as a message that is known, and cannot be taken apart.
    """
    found = format_of(content)
    if found is None:
        return None
    single = found.messages(content)
    if len(single) == 1:
        return found.read(single[0])
    if len(single) > MOST_MESSAGES:
        raise UnreadableError(f"The interchange holds {len(single):,} messages; at most {MOST_MESSAGES} are taken from one.")
    parts = [
        ProposedPart(first=number, last=number, confidence=1.0, reasons=["it is a message of its own"], message=True)
        for number in range(1, len(single) + 1)
    ]
    return Reading(kind=Kind.OTHER, kind_confidence=0.5, language="", pages=[Page(width=595.0, height=842.0)], parts=parts)


def message_of(content: bytes, number: int) -> bytes | None:
    """That message (from 1) of an interchange as a file of its own; None for what is no data. Raises UnreadableError."""
    found = format_of(content)
    if found is None:
        return None
    single = found.messages(content)
    if not 1 <= number <= len(single):
        raise UnreadableError(f"The interchange has no message {number}.")
    return single[number - 1]


def shown(content: bytes) -> bytes | None:
    """A message of data as a text to look at, one piece a row, as the boxes of its leaves are placed; None for what is no data."""
    found = format_of(content)
    return "\n".join(found.rows(content)).encode() if found else None


def data_in_pdf(content: bytes) -> tuple[Format, bytes] | None:
    """The message that is attached to a PDF, as in PDF/A-3; None where there is none.

    Raises:
        UnreadableError: several are attached, and nobody says which counts.
    """
    if b"%PDF-" not in content[:1024] or (b"EmbeddedFile" not in content and b"ObjStm" not in content):
        return None
    try:
        document = pdfium.PdfDocument(content)
        count = min(document.count_attachments(), MOST_ATTACHMENTS)
        attached = [bytes(document.get_attachment(index).get_data()) for index in range(count)]
    except pdfium.PdfiumError:  # what is wrong with the file is told when its pages are read
        return None
    found = [(form, data) for data in attached if len(data) <= LARGEST_ATTACHMENT and (form := format_of(data))]
    if len({data for _, data in found}) > 1:
        raise UnreadableError(f"The PDF has {len(found)} messages of data attached, and does not say which one counts.")
    return found[0] if found else None


def read_hybrid(data: tuple[Format, bytes], pages: Sequence[PageWords], read_visible: Callable[[Sequence[PageWords]], Reading]) -> Reading:
    """A PDF with data in it: the data's values, where they stand on the visible pages, and a note for each that these contradict.

    A page that holds no text that can be believed is not read by OCR; it cannot be compared, which is noted where it is not blank.
    """
    form, content = data
    reading = form.read(content)
    sheets = [Page(width=round(page.width, 1), height=round(page.height, 1), turn=page.turn) for page in pages]
    visible = read_visible(pages) if any(page.words for page in pages) else None
    notes = list(reading.notes)
    if visible is not None and visible.kind is not Kind.OTHER and visible.kind is not reading.kind:
        notes.append(
            f"its pages look like a {visible.kind.value.replace('_', ' ')}, and the data in it is a {reading.kind.value.replace('_', ' ')}"
        )
    for name in _COMPARED if visible is not None else ():
        said, printed = reading.fields.leaf(name), visible.fields.leaf(name) if visible else None
        if said and printed and printed.confidence >= SURELY_READ and not _same(said.value, printed.value):
            notes.append(f"its page says {name.replace('_', ' ')} “{printed.value[:40]}”, and the data in it “{said.value[:40]}”")
    if visible is not None and visible.lines and reading.lines and len(visible.lines) != len(reading.lines):
        notes.append(f"its pages show {len(visible.lines)} lines, and the data in it has {len(reading.lines)}")
    places = dict(visible.leaves()) if visible else {}

    def placed(path: str, leaf: Leaf) -> Leaf:
        there = places.get(path)
        if there is not None and _same(there.value, leaf.value):
            return leaf.model_copy(update={"page": there.page, "box": there.box})
        return leaf.model_copy(update={"page": 1, "box": (0.0, 0.0, 0.0, 0.0)})

    return reading.mapped(placed).model_copy(update={"pages": sheets, "notes": notes, "marks": visible.marks if visible else []})


def _same(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return "".join(one.split()).casefold() == "".join(other.split()).casefold()
