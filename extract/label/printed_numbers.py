"""The numbers of a paper that tell how it writes numbers: all that are printed, but for those that name something; and the amounts beside units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.doctype import DocType, Shape
from extract.label.labels import Vocabulary
from extract.page.layout import Layout, Line
from extract.text.units import is_unit

_TYPE = re.compile(r"\W*[23]\.[123]\W*")
FLUSH = 3.0
"""Numbers of one column end within so many points."""


def printed_numbers(layout: Layout, doctype: DocType) -> Iterator[str]:
    """The words of a paper without those right behind the label of a number that names something: `Cost centre 125.39`.

    What every page repeats is said once: a project's number in the head of each would outvote the amounts.
    """
    names = Vocabulary({spec.name: spec.labels for spec in doctype.fields if spec.shape is Shape.IDENTIFIER})
    printed: Counter[str] = Counter()
    for page in range(1, len(layout.pages) + 1):
        on_page: Counter[str] = Counter()
        for index, line in enumerate(layout.lines):
            if line.page == page:
                naming = {*_naming(layout.lines, index, names), *_types(line)}
                on_page.update(token.text for place, token in enumerate(line.tokens) if place not in naming)
        printed |= on_page
    return printed.elements()


def _naming(lines: Sequence[Line], index: int, names: Vocabulary) -> Iterator[int]:
    """The words of a line that stand right behind the label of an identifier."""
    tokens = lines[index].tokens
    for hit in names.hits(lines, index, fuzzy=False):
        yield from [place for place in range(hit.end, len(tokens)) if tokens[place].text.strip(":#.-")][:1]


def _types(line: Line) -> Iterator[int]:
    """The types of certificates in a line, `EN 10204 / 2.2`: they have a point in every country."""
    named = next((place for place, token in enumerate(line.tokens) if "10204" in token.text), len(line.tokens))
    return (place for place in range(named, len(line.tokens)) if _TYPE.fullmatch(line.tokens[place].text))


def amounts_printed(layout: Layout) -> Iterator[tuple[str, str]]:
    """Every number with a unit right behind it, and its column: the unit as printed and where the number ends."""
    for line in layout.lines:
        for token, behind in pairwise(line.tokens):
            if token.text[:1].isdigit() and is_unit(behind.text):
                yield token.text, f"{behind.text} {round(token.x1 / FLUSH)}"
