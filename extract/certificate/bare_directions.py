"""Directions of test pieces that a table says by mere letters in a column without a heading: `K25120  L  294`, and below it `L86790  Q  294`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.paper import Leaf
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import Head
from extract.certificate.row_heats import COLUMN_REACH, Row
from extract.label.result_words import PROPERTIES
from extract.page.layout import Token

UNHEADED = 0.9
"""What a direction is worth that stands below no heading."""


def bare_directions(rows: Sequence[Row], head: Head, cells: Cells) -> Mapping[tuple[int, ...], Leaf]:
    """The direction of each row, by its lines; none where the letters may be another thing's.

    A `T` alone may stand for the top of an ingot. An `L` among the letters, both directions, or a whole word above or below them tells what they are.
    """
    first = min((column.x0 for column in head.columns if column.name in PROPERTIES), default=0.0)
    if head.column("direction") or not first:
        return {}
    numbered = sum(column.name == "sample" for column in head.columns) > 1  # `Ensayo n.º` beside `Probeta`, below which `L` stands
    found: dict[tuple[int, ...], Leaf] = {}
    letters: list[Token] = []
    words: list[Token] = []
    for row in rows:
        taken = {id(token) for column, token in row.cells.items() if not (numbered and column.name == "sample")}
        own = [
            token for token in row.tokens if token.x1 < first and id(token) not in taken and token.text.isupper() and len(token.text) == 1
        ]
        said = [(token, leaf) for token in own if (leaf := cells.direction(token, row.page, score=UNHEADED))]
        if len(own) > 1 or len(said) < len(own):
            return {}
        words += [token for token in row.tokens if len(token.text) > 1 and token.x1 < first and cells.direction(token, row.page)]
        for token, leaf in said:
            letters.append(token)
            found[row.lines] = leaf
    level = all(abs(below.x0 - above.x0) < COLUMN_REACH for above, below in pairwise(letters))
    told = any(token.text == "L" for token in letters) or len({leaf.value for leaf in found.values()}) > 1
    among_words = any(_are_of_a_column(word, letter) for word in words for letter in letters)
    both = len({leaf.value for leaf in found.values()}) > 1 and len(found) == len(rows)
    # `L` and `T`, or `Long.` above `T`, in every row: whatever their column is called, as `Position` is.
    theirs = among_words or both or numbered or not any(_is_foreign(token, head) for token in letters)
    return found if level and (told or among_words) and theirs else {}


def _are_of_a_column(one: Token, other: Token) -> bool:
    """Whether two words stand flush left, or in the middle of one column."""
    return min(abs(one.x0 - other.x0), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2) < COLUMN_REACH


def _is_foreign(token: Token, head: Head) -> bool:
    """Whether a letter stands below the heading of another thing: a test piece `L`, a grade."""
    return any(column.x0 - COLUMN_REACH < token.x0 and token.x1 < column.x1 + COLUMN_REACH for column in head.foreign)
