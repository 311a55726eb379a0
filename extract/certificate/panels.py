"""Tables that stand beside each other under the same headings, `Element  Limit  Result | Element  Limit  Result`, made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.label.labels import squeezed
from extract.label.result_words import FIGURE
from extract.page.layout import Layout, Line, Token
from extract.page.side_by_side import crosses, moved, part_of, place_of
from extract.shape.elements import ELEMENTS

FEWEST_TITLES, FEWEST_ROWS, FEWEST_OF_SYMBOLS = 2, 2, 3
LEVEL = 4.0
"""Symbols of one column begin no more points apart."""
FARTHEST = 2.6
"""Rows of one table stand no more print sizes below each other."""


def unfolded(layout: Layout) -> Layout:
    """The layout in which the rows of each such panel stand below those of the one before it, under the first one's headings."""
    lines: list[Line] = []
    at = 0
    while at < len(layout.lines):
        if bounds := _bounds_of_symbols(layout.lines, at):
            rows = [layout.lines[at], *_rows(layout.lines, at, bounds)]
            begins = _symbols(rows[0])
            lines += [
                moved(part, begins[0] - begin)
                for panel, begin in enumerate(begins)
                for row in rows
                if (part := part_of(row, panel, bounds)).tokens
            ]
            at += len(rows)
            continue
        if bound := _bound_of_lists(layout.lines, at):
            rows = _rows_of_lists(layout.lines, at, bound)
            begins = [part_of(rows[0], panel, [bound]).tokens[0].x0 for panel in range(2)]
            lines += [
                moved(part, begins[0] - begin)
                for panel, begin in enumerate(begins)
                for row in rows
                if (part := part_of(row, panel, [bound])).tokens
            ]
            at += len(rows)
            continue
        bounds = _bounds(layout.lines[at])
        rows = _rows(layout.lines, at, bounds) if bounds else []
        if len(rows) >= FEWEST_ROWS:
            head = layout.lines[at]
            begins = [part_of(head, panel, bounds).tokens[0].x0 for panel in range(len(bounds) + 1)]
            lines.append(part_of(head, 0, bounds))
            for panel, begin in enumerate(begins):
                parts = (part_of(line, panel, bounds) for line in rows)
                lines += [moved(part, begins[0] - begin) for part in parts if part.tokens]
            at += 1 + len(rows)
        else:
            lines.append(layout.lines[at])
            at += 1
    return replace(layout, lines=tuple(lines))


def _bounds_of_symbols(lines: Sequence[Line], at: int) -> list[float]:
    """Where a row of contents beside their limits begins anew, `C  max 0.20  0.17   Cr  max 0.30  0.12`; nothing where the rows below do not as well."""
    begins = _symbols(lines[at])
    rows = [line for line in lines[at : at + FEWEST_OF_SYMBOLS] if line.page == lines[at].page]
    alike = all(
        len(own := _symbols(line)) == len(begins) and all(abs(a - b) < LEVEL for a, b in zip(own, begins, strict=True)) for line in rows
    )
    if len(begins) < FEWEST_TITLES or len(rows) < FEWEST_OF_SYMBOLS or not alike:
        return []
    bounds = [begin - LEVEL for begin in begins[1:]]
    panels = [part_of(line, panel, bounds).tokens for line in rows for panel in range(len(begins))]
    return bounds if all(sum(re.search(r"\d", token.text) is not None for token in tokens) > 1 for tokens in panels) else []


def _bound_of_lists(lines: Sequence[Line], at: int) -> float:
    """Where the second of two lists begins, the one of contents, the other of anything else: `C  0.024   Batch no.  665261`; 0 where there are none."""
    named = next((place for place in range(1, len(lines[at].phrases)) if lines[at].phrases[place].text == lines[at].phrases[0].text), None)
    if named is None or not re.search(r"\d", lines[at].phrases[1].text) or re.search(r"\d", lines[at].phrases[0].text):
        return 0.0  # `Cast  746031/1   Cast  746031/1` above both
    bound = lines[at].phrases[named].box[0] - LEVEL
    rows = _rows_of_lists(lines, at, bound)[1:]
    contents = [row for row in rows if row.tokens[0].text.strip("%[]() ") in ELEMENTS]
    beside = [part for row in contents if (part := part_of(row, 1, [bound])).tokens]
    apart = not any(part.tokens[0].text in ELEMENTS for part in beside)
    return bound if len(contents) >= FEWEST_OF_SYMBOLS and len(beside) >= FEWEST_OF_SYMBOLS and apart else 0.0


def _rows_of_lists(lines: Sequence[Line], at: int, bound: float) -> list[Line]:
    """The lines from one on that have a label and something behind it left of a bound, right of it, or on both sides."""
    rows: list[Line] = []
    for line in lines[at:]:
        before = rows[-1] if rows else line
        far = line.page != before.page or line.box[1] - before.box[1] > FARTHEST * before.size
        if far or any(crosses(phrase, [bound]) for phrase in line.phrases):
            break
        if not all(len(part.phrases) > 1 for panel in range(2) if (part := part_of(line, panel, [bound])).tokens):
            break
        rows.append(line)
    return rows


def _symbols(line: Line) -> list[float]:
    """Where the symbols of elements that stand by themselves in a line begin; none where it begins with something else."""
    own = [phrase.box[0] for phrase in line.phrases if phrase.text.strip("%[]() ") in ELEMENTS]
    return own if line.tokens[0].text.strip("%[]() ") in ELEMENTS else []


def _bounds(line: Line) -> list[float]:
    """Where a row of headings begins anew; nothing where it does not repeat itself."""
    if len(line.phrases) < 2 * FEWEST_TITLES:
        return []
    titles = [squeezed(phrase.text) for phrase in line.phrases]
    if not all(titles) or 2 * len({*titles}) > len(titles) or any(FIGURE.fullmatch(phrase.text) for phrase in line.phrases):
        return []
    for wide in range(FEWEST_TITLES, len(titles) // 2 + 1):
        if len(titles) % wide == 0 and titles == titles[:wide] * (len(titles) // wide) and len({*titles[:wide]}) == wide:
            return [(line.phrases[place - 1].box[2] + line.phrases[place].box[0]) / 2 for place in range(wide, len(titles), wide)]
    return []


def _rows(lines: Sequence[Line], head: int, bounds: Sequence[float]) -> list[Line]:
    """The lines below that have something in the first panel, nothing across two, and in each panel a word before its figures."""
    rows: list[Line] = []
    for line in lines[head + 1 :]:
        before = rows[-1] if rows else lines[head]
        near = line.page == before.page and 0 < line.box[1] - before.box[1] < FARTHEST * before.size
        if not near or any(crosses(phrase, bounds) for phrase in line.phrases) or place_of(line.tokens[0], bounds):
            break
        parts = [part_of(line, panel, bounds).tokens for panel in range(len(bounds) + 1)]
        if not all(_is_labelled(tokens) for tokens in parts if tokens):
            break
        rows.append(line)
    return rows


def _is_labelled(tokens: Sequence[Token]) -> bool:
    return re.search(r"[^\W\d_]", tokens[0].text) is not None and any(re.search(r"\d", token.text) for token in tokens[1:])
