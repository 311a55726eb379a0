"""Rows of a strength that show more results than were read: another piece's, or another heat's, was taken for the one that is posted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.paper import Group, Leaf
from extract.certificate.asked_results import SIGNS
from extract.certificate.result_labels import ResultLabels
from extract.label.labels import squeezed
from extract.label.result_words import CODE, FIGURE, PROPERTIES, names_a_standard, role_of
from extract.page.layout import Layout, Line, Token
from extract.shape.line_sums import lies_in

STRENGTHS = ("yield_mpa", "tensile_mpa")
FEWEST, _RESULT = 3, re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")
"""A row of so many results that nobody read is one; what each looks like."""
_SCALE = re.compile(r"\W*(?:HBW?|HV|HR[BC])(?: ?[\d,./]+)?\W*")
_HARDNESS = re.compile(r"\d{2,3}(?:[.,]\d)?")
REACH = 12
"""So many lines below its heading a hardness is looked for."""
LEAST, MOST = 0.5, 2.0
"""A figure that is so much of a strength, at least and at most, may be one of the same kind."""

_ALONE = re.compile(r"\d{3,4}([.,]\d)?|\d{1,2}[.,]\d")
_LIKE_ONE = re.compile(r"\d{1,4}([.,]\d)?")
"""What may be a result anywhere in its row, and right beside one that was read."""


def has_left_results(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether figures of a row were read by nobody of which two are below the strength that was read there, or two above it.

    A row asks for a least and for a most: `Rm  470  630  528`. Of two figures on one side, `ReH  355  392  408`, one is a result.
    """
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    return any(
        len([figure for figure in left if figure <= value]) > 1 or len([figure for figure in left if figure >= value]) > 1
        for line in layout.lines
        for value, left in _rows(line, heats, read)
    )


def has_untold_rows(layout: Layout, lines: Sequence[Group], heats: Sequence[Group]) -> bool:
    """Whether several figures stand in a row that names a heat, of which nothing but that was read: `20  101603  20 °C  68  103  73  81` below a head that nobody knew."""
    numbers = {squeezed(number) for heat in heats if (number := heat.text("heat_number"))}
    read = [leaf for each in (*lines, *heats) for _, leaf in each.leaves() if squeezed(leaf.value) not in numbers]
    for line in layout.lines if numbers else ():
        place = next((at for at, token in enumerate(line.tokens) if squeezed(token.text) in numbers), None)
        if place is None or any(lies_in(token, leaf) for leaf in read if leaf.page == line.page for token in line.tokens):
            continue
        figures = [token for token in line.tokens[place + 1 :] if _RESULT.fullmatch(token.text)]
        if len(figures) >= FEWEST and len(line.phrases) > FEWEST:
            return True
    return False


def has_left_hardness(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether below a scale of hardness, `HBW`, a figure stands in a row that names a heat, and was read by nobody."""
    numbers = {squeezed(number) for heat in heats if (number := heat.text("heat_number"))}
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    for index, line in enumerate(layout.lines if numbers else ()):
        for phrase in (phrase for phrase in line.phrases if _SCALE.fullmatch(phrase.text)):
            for row in (below for below in layout.lines[index + 1 : index + REACH] if below.page == line.page):
                under = [token for token in row.tokens if token.x0 < phrase.box[2] and phrase.box[0] < token.x1]
                named = any(squeezed(token.text) in numbers for token in row.tokens)
                if named and any(
                    _HARDNESS.fullmatch(t.text) and not any(lies_in(t, leaf) for leaf in read if leaf.page == row.page) for t in under
                ):
                    return True
    return False


def has_left_in_cells(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether right beside a strength or an elongation a figure like it was read by nobody: of `24; 22.4` a scan has lost the stop between two pieces."""
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    results = [leaf for heat in heats for test in heat.groups("tensile") for name in PROPERTIES if (leaf := test.leaf(name))]
    return any(
        _has_another_beside(phrase.tokens, leaf, [other for other in read if other.page == line.page])
        for line in layout.lines
        for phrase in line.phrases
        for leaf in results
        if leaf.page == line.page
    )


def has_left_pairs(layout: Layout, labels: ResultLabels, heats: Sequence[Group]) -> bool:
    """Whether a strength stands behind its label further right in a line, `Cr  16.96   Rp0.2 (MPa)  279`, was read by nobody, and another was."""
    leaves = [leaf for heat in heats for _, leaf in heat.leaves()]
    told = {name: [leaf for heat in heats for test in heat.groups("tensile") if (leaf := test.leaf(name))] for name in STRENGTHS}
    for index, line in enumerate(layout.lines if any(told.values()) else ()):
        for hit in labels.hits(index):
            beside = any(FIGURE.fullmatch(token.text) for token in line.tokens[: hit.start])  # else it begins the row, after its code
            if hit.name not in STRENGTHS or not beside:
                continue
            label, *behind = [phrase for phrase in line.phrases if phrase.box[2] > line.tokens[hit.start].x0]
            figure = behind[0].tokens[0] if behind and len(behind[0].tokens) == 1 else None
            if figure is None or label.tokens[0] is not line.tokens[hit.start] or not _may_be_one(line.tokens, line.tokens.index(figure)):
                continue
            like = any(LEAST * float(leaf.value) <= _figure(figure) <= MOST * float(leaf.value) for leaf in told[hit.name])
            if like and not any(leaf.page == line.page and lies_in(figure, leaf) for leaf in leaves):
                return True
    return False


def _has_another_beside(tokens: Sequence[Token], result: Leaf, read: Sequence[Leaf]) -> bool:
    """Whether a word next to that of a result is a figure of about its size that is a part of no value."""
    own = [place for place, token in enumerate(tokens) if lies_in(token, result)]
    beside = [place for place in (own[0] - 1, own[-1] + 1) if 0 <= place < len(tokens)] if own else []
    return any(
        _may_be_one(tokens, place, _LIKE_ONE)
        and LEAST * float(result.value) <= _figure(tokens[place]) <= MOST * float(result.value)
        and not any(lies_in(tokens[place], leaf) for leaf in read)
        for place in beside
    )


def _rows(line: Line, heats: Sequence[Group], read: Sequence[Leaf]) -> Iterator[tuple[float, list[float]]]:
    """The strength that was read in a row of it alone, with the figures like it that were not."""
    own = [leaf for leaf in read if leaf.page == line.page and any(lies_in(token, leaf) for token in line.tokens)]
    tests = [test for heat in heats for test in heat.groups("tensile")]
    strengths = {name: [leaf for test in tests if (leaf := test.leaf(name)) and leaf in own] for name in STRENGTHS}
    found = [leaf for leaves in strengths.values() for leaf in leaves]
    if not found or all(strengths.values()) or any(heat.leaf("heat_number") in own for heat in heats):
        return
    value = max(float(leaf.value) for leaf in found)
    unread = [place for place, token in enumerate(line.tokens) if not any(lies_in(token, leaf) for leaf in own)]
    figures = [_figure(line.tokens[place]) for place in unread if _may_be_one(line.tokens, place)]
    yield value, [figure for figure in figures if LEAST * value <= figure <= MOST * value]


def _may_be_one(tokens: Sequence[Token], place: int, shape: re.Pattern[str] = _ALONE) -> bool:
    """Whether a word is a figure with no sign or name before it that makes something else of it."""
    text, before = tokens[place].text, tokens[place - 1].text if place else ""
    other = before in SIGNS or role_of(before) is not None or names_a_standard(before) or CODE.fullmatch(text) is not None
    return FIGURE.fullmatch(text) is not None and shape.fullmatch(text) is not None and not other


def _figure(token: Token) -> float:
    return float(token.text.replace(",", "."))
