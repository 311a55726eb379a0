"""Results that stand in a column of limits: what is asked was taken for what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.paper import Group, Leaf
from extract.label.result_words import FIGURE, PROPERTIES, is_value, looks_like_a_heat, role_of
from extract.page.layout import Layout, Line, Phrase
from extract.shape.line_sums import lies_in

FAR = 3.0
"""The next line of a column is at most so many print sizes up."""


def has_results_below_limits(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether a strength, an elongation or a content stands in a column whose heading is a word for limits alone: `Mini  Maxi  23-9753`."""
    results = [leaf for heat in heats for leaf in _results(heat)]
    return any(
        any(leaf.page == line.page and lies_in(token, leaf) for token in line.tokens) and _is_headed_by_a_limit(layout.lines, place, leaf)
        for place, line in enumerate(layout.lines)
        for leaf in results
    )


def _results(heat: Group) -> Iterator[Leaf]:
    yield from (leaf for test in heat.groups("tensile") for name in PROPERTIES if (leaf := test.leaf(name)))
    yield from (leaf for leaf in heat.table("chemistry").values() if isinstance(leaf, Leaf))


def _is_headed_by_a_limit(lines: Sequence[Line], place: int, result: Leaf) -> bool:
    """Whether the first words above a result, over other figures of its column, say `min` or `max`, beside other headings."""
    below = lines[place]
    for line in reversed(lines[:place]):
        if line.page != below.page or below.box[1] - line.box[1] > FAR * max(line.size, below.size):
            return False
        over = [phrase for phrase in line.phrases if phrase.box[0] < result.box[2] and result.box[0] < phrase.box[2]]
        if any(looks_like_a_heat(phrase.text) for phrase in over):
            return False
        words = [
            phrase for phrase in over if not all(FIGURE.fullmatch(token.text) or not token.plain.strip("-–") for token in phrase.tokens)
        ]
        if words:
            return all(map(_says_limit, words)) and not all(map(_says_limit, line.phrases))
        below = line
    return False


def _says_limit(phrase: Phrase) -> bool:
    """`Maxi`, `Valor mín.`: a word for a limit, and beside it at most one that says that it is a value."""
    limits = [role_of(token.text) == "limit" for token in phrase.tokens]
    return any(limits) and all(limit or is_value(token.text) for limit, token in zip(limits, phrase.tokens, strict=True))
