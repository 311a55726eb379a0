"""What is asked in lines or tables of its own above what was found: `Garantierte Werte: ReH 355 MPa, Rm 470 MPa`, `Requirements` above a head and a row.

It is left out before results are read, and only where the same is told once more below it: a title of what is asked may stand above results, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.certificate.limit_columns import with_tokens
from extract.label.labels import squeezed
from extract.label.result_words import is_value, looks_like_a_heat, names_a_standard, role_of
from extract.page.layout import Layout, Line
from extract.shape.elements import ELEMENTS
from extract.text.folding import folded

MOST_WORDS = 9
"""A title has no more words."""
FEWEST = 2
"""So many results that are told twice make two lists or tables of the same."""
MOST_ROWS = 3
"""What is asked stands in so few rows below its head: the least, the most, units."""
NEAR = 6
"""What was found stands so few lines below what is asked."""
_SYMBOL = re.compile(r"R[ep][HL]?\d?[.,]?\d?|Rm|A\d{0,3}|Rt0[.,]5")
_PROPERTY = re.compile(
    r"elast|fluen|rupt|rott|snerv|trac|traz|zug|dehn|streck|yield|tensil|strength|stress|rek|wytrz|rozciag|plast|resist|carga|carico"
)
"""`Límite elástico`, `Limite di snervamento` are strengths and no limits."""

_OF_TESTS = re.compile(r"(?<!\d)(?:6892|10002|148|10045|650[678]|A370|E8M?|E10|E18|E23)(?!\d)")
"""Standards that say how is tested: `Tensile test ISO 6892-1` is the title of results, and asks for none."""


def without_required(layout: Layout) -> Layout:
    """The layout without lists and tables of what is asked, where what was found follows them."""
    lines = list(layout.lines)
    for index in range(len(lines)):
        if _lists_what_is_asked(lines, index):
            lines[index] = with_tokens(lines[index], [])
        elif _is_title(lines[index]):
            for at in _asked_below(lines, index):
                lines[at] = with_tokens(lines[at], [])
    return replace(layout, lines=tuple(lines))


def _asks(texts: Sequence[str]) -> bool:
    """Whether words say that what follows is asked, or what a standard says, and not that it was found."""
    words = [text.strip("():,;") for text in texts]
    roles = {role_of(word) for word in words}
    asked = "limit" in roles or any(folded(word).startswith(("soll", "garant")) for word in words)
    standard = any(names_a_standard(word) for word in words) and not any(_OF_TESTS.search(word) for word in words)
    found = any(role_of(word) == "actual" and not is_value(word) for word in words)
    return (asked or standard) and not found and not _PROPERTY.search(folded(" ".join(words)))


def _lists_what_is_asked(lines: Sequence[Line], index: int) -> bool:
    """Whether words up to a colon say that the results behind them are asked, and a line below tells as many of the same."""
    texts = [token.text for token in lines[index].tokens]
    colon = next((place for place, text in enumerate(texts[:MOST_WORDS]) if text.endswith(":")), None)
    if colon is None or not _asks(texts[: colon + 1]) or len(own := _symbols(texts[colon + 1 :])) < FEWEST:
        return False
    return any(len(own & _told(line)) >= FEWEST for line in lines[index + 1 : index + 1 + NEAR] if line.page == lines[index].page)


def _is_title(line: Line) -> bool:
    """Whether a line is the title of what is asked: one phrase without figures but those of a standard."""
    texts = [token.text for token in line.tokens]
    plain = [text for place, text in enumerate(texts) if not any(names_a_standard(each) for each in texts[max(0, place - 1) : place + 1])]
    return len(line.phrases) == 1 and len(texts) <= MOST_WORDS and not any(re.search(r"\d", text) for text in plain) and _asks(texts)


def _asked_below(lines: Sequence[Line], title: int) -> range:
    """The lines of what is asked below its title; none where the same is not told once more below them, or a heat stands among them."""
    start, page = title + 1, lines[title].page
    if start >= len(lines) or len(own := _told(lines[start])) < FEWEST or _names_a_heat(lines[start]):
        return range(0)
    end = start + 1
    while end < len(lines) and end - start <= MOST_ROWS and lines[end].page == page and _is_row(lines[end]):
        if _names_a_heat(lines[end]):
            return range(0)
        end += 1
    again = any(len(own & _told(line)) >= FEWEST for line in lines[end : end + NEAR] if line.page == page)
    return range(start, end) if again else range(0)


def _told(line: Line) -> frozenset[str]:
    """What a line names of results: symbols, or the headings of its cells."""
    symbols = _symbols([token.text for token in line.tokens])
    headings = (
        {squeezed(phrase.text) for phrase in line.phrases if not re.search(r"\d{2}", phrase.text)} if len(line.phrases) > FEWEST else set()
    )
    return frozenset(symbols | headings)


def _symbols(texts: Sequence[str]) -> set[str]:
    """The symbols of elements and of strengths among words."""
    words = {text.strip("%()[]:=,; ") for text in texts}
    return {word for word in words if word in ELEMENTS or _SYMBOL.fullmatch(word)}


def _is_row(line: Line) -> bool:
    """Whether a line is of figures, limits and units, and names no results."""
    figures = sum(re.search(r"\d", token.text) is not None or not re.search(r"\w", token.text) for token in line.tokens)
    units = sum(
        role_of(token.text) == "limit" or re.fullmatch(r"\W*(MPa|N/mm[²2]?|%|J)\W*", token.text) is not None for token in line.tokens
    )
    return len(line.phrases) > 1 and figures + units >= len(line.tokens) - 1 and len(_told(line) & {*ELEMENTS}) < FEWEST


def _names_a_heat(line: Line) -> bool:
    first = line.tokens[0].text
    return looks_like_a_heat(first) and not re.fullmatch(r"\W*[\d.,]+\W*([-–]\W*[\d.,]+)?", first)
