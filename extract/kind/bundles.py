"""Several papers of one kind in one file: a later page has a number of its own, and neither is named on the other's page."""

from __future__ import annotations

from collections.abc import Sequence

from extract.label.labels import squeezed
from extract.page.layout import Layout
from extract.shape.candidates import Candidate

NUMBERED = 0.9
"""How sure a label must be that what it names is the paper's own number."""


def is_bundle(layout: Layout, numbers: Sequence[Candidate]) -> bool:
    """Whether pages have numbers of their own. `numbers` are the candidates for the paper's number.

    A second page that repeats the number of the first is the same paper, whatever else it is numbered by.
    """
    if len(layout.pages) < 2:
        return False
    own = {(squeezed(found.value.value), found.page) for found in numbers if found.score * found.value.fit >= NUMBERED}
    said = {page: squeezed("".join(line.text for line in layout.lines if line.page == page)) for _, page in own}
    return any(
        first not in said[second_page] and second not in said[first_page]
        for first, first_page in own
        for second, second_page in own
        if first_page < second_page
    )
