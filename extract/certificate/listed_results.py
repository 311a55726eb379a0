"""Several results in one cell, as many as pieces were tested: `681; 706`, `279 / 301`; all of them are read, or a person looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.paper import Group, Leaf
from extract.certificate.result_figures import parted
from extract.label.result_words import FIGURE, PROPERTIES, says_mean
from extract.page.layout import Layout, Line, Token
from extract.shape.line_sums import lies_in

PARTS, DASHES = (";", "/", ",", "|"), ("-", "–", "—")
"""What stands between results that are listed; a dash between two makes a span of them, and a list of more: `545 - 551 - 548`."""
SPAN = 2
"""Figures with a dash between them."""
APART = 1.5
"""Words of one list stand no more print sizes apart."""


def listed_results(line: Line, token: Token, parts: Sequence[str] = PARTS) -> list[Token]:
    """The results that are listed in the cell of that word, from left to right; the word alone where it is the only one."""
    tokens, place = line.tokens, line.tokens.index(token)
    first = last = place
    while (before := _before(tokens, first, line.size, parts)) is not None:
        first = before
    while (after := _after(tokens, last, line.size, parts)) is not None:
        last = after
    words = [word for word in tokens[first : last + 1] if re.search(r"\d", word.text)]
    return [part for word in words for part in (parted(word) or [word])]


def _before(tokens: Sequence[Token], place: int, size: float, parts: Sequence[str]) -> int | None:
    """The place of the figure that stands in a list right before a word."""
    at = place - 2 if place > 1 and tokens[place - 1].text in parts else place - 1
    if at < 0 or not _is_result(tokens[at].text) or not _are_near(tokens[at : place + 1], size):
        return None
    return at if at < place - 1 or tokens[at].text.endswith(PARTS) else None


def _after(tokens: Sequence[Token], place: int, size: float, parts: Sequence[str]) -> int | None:
    """The place of the figure that stands in a list right behind a word."""
    alone = place + 2 < len(tokens) and tokens[place + 1].text in parts
    at = place + 2 if alone else place + 1
    if at >= len(tokens) or not _is_result(tokens[at].text) or not _are_near(tokens[place : at + 1], size):
        return None
    return at if alone or tokens[place].text.endswith(PARTS) else None


def _is_result(text: str) -> bool:
    return FIGURE.fullmatch(text.rstrip(";/,|")) is not None or re.fullmatch(r"\d+([.,]\d+)?([;/]\d+([.,]\d+)?)+[;/,]?", text) is not None


def _are_near(tokens: Sequence[Token], size: float) -> bool:
    return all(behind.x0 - before.x1 < APART * size for before, behind in pairwise(tokens))


def left_in_lists(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether a result that was read stands in a list of which another was not read: of two pieces one would be posted."""
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    results = list(_results(heats))
    return any(
        len(listed) > 1 and not all(any(lies_in(other, leaf) and leaf.page == line.page for leaf in read) for other in listed)
        for line in layout.lines
        for token in line.tokens
        if re.search(r"\d", token.text) and any(leaf.page == line.page and lies_in(token, leaf) for leaf in results)
        for listed in (_without_mean(line, listed_results(line, token)), _dashed(line, token))
    )


def _dashed(line: Line, token: Token) -> list[Token]:
    """The results that are listed with dashes, three or more."""
    listed = _without_mean(line, listed_results(line, token, DASHES))
    return listed if len(listed) > SPAN else []


def _without_mean(line: Line, listed: Sequence[Token]) -> list[Token]:
    """The listed figures; one that is called their mean is none of them."""
    called = {id(behind) for before, behind in pairwise(line.tokens) if says_mean(before.text)}
    return [token for token in listed if id(token) not in called]


def _results(heats: Sequence[Group]) -> Iterator[Leaf]:
    """The strengths, elongations, energies and hardnesses of the heats."""
    for heat in heats:
        for name, values in (("tensile", PROPERTIES), ("hardness", ("value",))):
            for test in heat.groups(name):
                yield from (leaf for value in values if (leaf := test.leaf(value)))
        for test in heat.groups("impact"):
            energies = test.root.get("energy_j")
            yield from (each for each in energies if isinstance(each, Leaf)) if isinstance(energies, list) else ()
