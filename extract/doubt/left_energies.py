"""Impact tests that stand in the row of a heat's other results and were read by nobody: a scan lost what says that they are energies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Group, Leaf
from extract.certificate.asked_results import SIGNS
from extract.certificate.energies_by_mean import OF_IMPACT
from extract.certificate.result_cells import PIECES, are_energies_and_mean
from extract.label.result_words import PROPERTIES
from extract.page.layout import Layout, Line, Phrase, Token
from extract.shape.line_sums import lies_in

_ENERGY, _FIGURE = re.compile(r"\d{1,3}"), re.compile(r"[≥≤<>]?\s?\d[\d.,]*")


def has_left_energies(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether in the row of a tensile test, beside what was read of it, three figures and their mean were read by nobody, or one below `KV2`.

    Where the row has an energy that was read, what else it has is told by other rules.
    """
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    strengths = [leaf for heat in heats for test in heat.groups("tensile") for name in PROPERTIES if (leaf := test.leaf(name))]
    told = [leaf for heat in heats for test in heat.groups("impact") for _, leaf in test.leaves()]
    heads = [phrase for line in layout.lines if strengths and _is_head(line) for phrase in line.phrases if OF_IMPACT.search(phrase.text)]
    for line in layout.lines:
        if not _has_any(line, strengths) or _has_any(line, told):
            continue
        left = [token for token in line.tokens if not any(leaf.page == line.page and lies_in(token, leaf) for leaf in read)]
        energies = [token for token in left if _ENERGY.fullmatch(token.text) and not _is_asked(line, token)]
        if _shows_a_test(left) or any(_stands_below(token, line, heads, layout) for token in energies):
            return True
    return False


def _has_any(line: Line, leaves: Sequence[Leaf]) -> bool:
    return any(leaf.page == line.page and lies_in(token, leaf) for leaf in leaves for token in line.tokens)


def _is_head(line: Line) -> bool:
    """Whether a line may head columns: none of its phrases is a figure, or one with its sign."""
    return not any(_FIGURE.fullmatch(phrase.text) for phrase in line.phrases)


def _is_asked(line: Line, token: Token) -> bool:
    """Whether a sign stands before a figure that makes a bound of it."""
    place = line.tokens.index(token)
    return place > 0 and line.tokens[place - 1].text in SIGNS


def _shows_a_test(left: Sequence[Token]) -> bool:
    """Whether of the words that nobody read three and the one behind them are energies and their mean."""
    texts = [token.text for token in left]
    return any(are_energies_and_mean(texts[place : place + PIECES + 1]) for place in range(len(texts) - PIECES))


def _stands_below(token: Token, line: Line, heads: Sequence[Phrase], layout: Layout) -> bool:
    """Whether a figure stands below words that say what is found of an impact test, on the same page."""
    page = [phrase for other in layout.lines if other.page == line.page and other.box[3] <= line.box[1] for phrase in other.phrases]
    return any(phrase.box[0] < token.x1 and token.x0 < phrase.box[2] for phrase in page if phrase in heads)
