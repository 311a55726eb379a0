"""Values of EN 10168 forms: their codes say what stands behind or below them, whatever the label beside is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from domain.doctype import FieldSpec, Shape
from extract.label.labels import squeezed
from extract.label.result_words import CODE
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, Value, read_value
from extract.text.folding import folded

FIELDS = {
    "A01": "manufacturer", "A02": "certificate_type", "A03": "document_number", "A07": "order_number", "A08": "seller_number", "A09": "buyer_item",
    "A97": "order_line", "A98": "delivery_note_number", "B01": "description", "B02": "grade", "B04": "delivery_condition",
    "B08": "quantity", "B09": "dimensions", "B13": "quantity", "Z02": "document_date",
}  # fmt: skip
FEWEST = 4
"""Fewer codes than this may be anything: a hall, a drawing's field."""
_STANDARD_WORDS = ("norm", "standard", "specification", "spec", "norma", "norme", "specificatie", "wymagania")
_STANDARD = re.compile(r"\b((?:NF |DIN |BS |UNI |UNE |PN-)?(?:EN|ISO|ASTM|ASME|DIN|API)(?: ISO)?[ -]?[A-Z]?\d[\w/.:-]*)")
LINES_DOWN = 3
WIDEST = 0.5
"""What is alone in the left half of a line is of a cell that is no wider than this share of the page."""
IN_FIGURES = (Shape.IDENTIFIER, Shape.DATE, Shape.COUNT, Shape.DECIMAL)
"""What such a value is always has a figure."""


def coded_values(layout: Layout, specs: Sequence[FieldSpec], habits: Habits, labels: frozenset[str]) -> dict[str, Candidate]:
    """The values that the codes of a form name; none where the paper is no such form. `labels` are the words of labels, squeezed."""
    places = [(index, at) for index, line in enumerate(layout.lines) for at in _codes(line)]
    if len({layout.lines[index].tokens[at].text for index, at in places}) < FEWEST:
        return {}
    shapes = {spec.name: spec.shape for spec in specs}
    found: dict[str, Candidate] = {}
    for index, at in places:
        code = layout.lines[index].tokens[at].text.rstrip(":.")
        for field, candidate in _of_code(code, layout, index, at, shapes, habits, labels):
            if field not in found or code == "B13":  # the actual mass before the number of pieces
                found[field] = candidate
    return found


def _of_code(
    code: str, layout: Layout, index: int, at: int, shapes: Mapping[str, Shape], habits: Habits, labels: frozenset[str]
) -> Iterator[tuple[str, Candidate]]:
    """What one code names: mostly one value, below B02 the grade and the standard, in one cell or in rows."""
    name = FIELDS.get(code)
    label, tokens = _cell(layout, index, at, labels, in_figures=name in shapes and shapes[name or ""] in IN_FIGURES)
    figures = any(char.isdigit() for token in tokens for char in token.text)
    if code == "B02" and not figures:
        yield from _listed(layout, index)
        return
    if name == "grade" and any(word in label.lower() for word in _STANDARD_WORDS) and "grade" not in label.lower():
        name = "standard"
    if name is None or name not in shapes or not tokens or (code == "B09" and not figures):
        return
    for field, value in _values(name, shapes[name], tokens, habits).items():
        yield field, Candidate(value, layout.lines[index].page, 0.965)


def _listed(layout: Layout, index: int) -> Iterator[tuple[str, Candidate]]:
    """What stands in rows below B02: steel designations and the norms of product, mass and material."""
    for line in layout.lines[index + 1 : index + 6]:
        if line.page != layout.lines[index].page or CODE.fullmatch(line.tokens[0].text) or len(line.phrases) < 2:
            return
        label = folded(line.phrases[0].text)
        tokens = tuple(token for phrase in line.phrases[1:] for token in phrase.tokens)
        text = " ".join(token.text for token in tokens)
        if any(word in label for word in ("designation", "bezeichnung", "oznaczenie", "denominazione", "designacion", "aanduiding")):
            yield "grade", Candidate(Value(text, tokens), line.page, 0.965)
        elif any(
            word in label
            for word in ("product norm", "produktnorm", "norme du produit", "norma di prodotto", "norma de producto", "norma wyrobu")
        ):
            yield "standard", Candidate(Value(text, tokens), line.page, 0.965)


def _codes(line: Line) -> Iterator[int]:
    """The codes that begin a phrase; a row of them is the head of a table."""
    begins = {id(phrase.tokens[0]) for phrase in line.phrases}
    places = [at for at, token in enumerate(line.tokens) if CODE.fullmatch(token.text.rstrip(":.")) and id(token) in begins]
    if 2 * len(places) <= len(line.tokens):
        yield from places


def _cell(layout: Layout, index: int, at: int, labels: frozenset[str], *, in_figures: bool) -> tuple[str, tuple[Token, ...]]:
    """The label and the value of a code: beside it up to the next code, or below it in the same cell; one `in_figures` is no mere words."""
    line = layout.lines[index]
    start = line.tokens[at]
    if _stand_behind(line):  # `Bestell-Nr. / Order no.  A07   Position / Item  A97`, each in the right corner of its box
        before = [line.tokens[place].x1 for place in _codes(line) if place < at]
        left = before[-1] if before else 0.0
        said = " ".join(token.text for token in line.tokens[:at] if token.x0 >= left)
        return said, _below(layout, index, left + 3, start.x0)
    following = [place for place in _codes(line) if place > at]
    width = layout.width(line.page)
    # Where a scan leans, the code of the next cell is on another line.
    right = (
        line.tokens[following[0]].x0 - 2
        if following
        else min(width, start.x0 + WIDEST * width)
        if line.tokens[-1].x1 < width / 2
        else width
    )
    own = [phrase for phrase in line.phrases if start.x0 - 1 <= phrase.box[0] < right]
    words = tuple(token for token in own[0].tokens if token is not start)
    others = own[1:]
    if not words and others and (len(others) > 1 or _is_label(others[0].text, labels)):
        words, others = others[0].tokens, others[1:]
    label = " ".join(token.text for token in words)
    goes_on = in_figures and others and not any(char.isdigit() for char in others[0].text)  # `A07 Bestellung   Pos. / Purchase order, item`
    if others and not (goes_on and _below(layout, index, start.x0, right)):
        return label, others[0].tokens
    if words and not _is_label(label, labels) and (not following or following[0] > at + 1) and not _below(layout, index, start.x0, right):
        return "", words
    return label, _below(layout, index, start.x0, right)


def _stand_behind(line: Line) -> bool:
    """Whether several codes stand behind their labels: the line begins with a label and ends with a code."""
    places = [*_codes(line)]
    return len(places) > 1 and places[0] > 0 and places[-1] == len(line.tokens) - 1


def _below(layout: Layout, index: int, left: float, right: float) -> tuple[Token, ...]:
    line = layout.lines[index]
    for other in layout.lines[index + 1 : index + 1 + LINES_DOWN]:
        if other.page != line.page or other.box[1] - line.box[3] > 2.2 * line.size:
            break
        inside = [phrase for phrase in other.phrases if left - 3 <= phrase.box[0] < right]
        if inside:
            first = inside[0].tokens
            return () if CODE.fullmatch(first[0].text) else first
    return ()


def _is_label(text: str, labels: frozenset[str]) -> bool:
    """Whether a text is a label, or two of them with a stroke between."""
    return any(squeezed(part) in labels for part in (text, *text.split("/")))


def _values(name: str, shape: Shape, tokens: tuple[Token, ...], habits: Habits) -> Mapping[str, Value]:
    """The values of a cell; a grade often stands in one cell with its standard."""
    if name in ("grade", "standard"):
        return dict(_grade_and_standard(name, tokens))
    value = read_value(shape, tokens, habits)
    return {name: value} if value else {}


def _grade_and_standard(name: str, tokens: tuple[Token, ...]) -> Iterator[tuple[str, Value]]:
    text = " ".join(token.text for token in tokens)
    standard = _STANDARD.search(text)
    if standard:
        used = tuple(token for token in tokens if token.text in standard[1].split())
        yield "standard", Value(standard[1].strip(), used or tokens)
        text = text.replace(standard[1], " ").strip(" ,;-/·")
    rest = tuple(token for token in tokens if token.text.strip(",;") in text.replace(",", " ").split())
    if text and rest and name == "grade" and re.search(r"\d", text):
        yield "grade", Value(" ".join(text.split()), rest)
