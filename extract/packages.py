"""Packages of a ship notice: serial shipping container codes (SSCC), wherever they stand."""

from __future__ import annotations

import re

from domain.paper import Group, Leaf
from extract.candidates import leaf
from extract.layout import Layout, Token

_SSCC = re.compile(r"(?:\(00\)|00)?(\d{18})")


def read_packages(layout: Layout) -> list[Group]:
    """Each SSCC of 18 digits, once, in the order of the paper; the application identifier (00) before it is no part of it."""
    found: dict[str, Leaf] = {}
    for line in layout.lines:
        position = 0
        while position < len(line.tokens):
            code, used = _code_at(line.tokens, position)
            if code:
                found.setdefault(code, leaf(code, used, line.page, layout, score=0.985))
                position += len(used)
            else:
                position += 1
    return [Group({"sscc": sscc}) for sscc in found.values()]


def _code_at(tokens: tuple[Token, ...], start: int) -> tuple[str | None, tuple[Token, ...]]:
    """The code that begins here; groups of figures parted by blanks count together."""
    text = ""
    for end in range(start, min(start + 8, len(tokens))):
        piece = tokens[end].text.strip(".,;:|")
        if not re.fullmatch(r"[\d()]+", piece) or (end > start and tokens[end].x0 - tokens[end - 1].x1 > 1.2 * tokens[end].word.height):
            break
        text += piece
        match = _SSCC.fullmatch(text)
        follows = tokens[end + 1] if end + 1 < len(tokens) else None
        if match and not (follows and re.fullmatch(r"\d{1,3}", follows.text) and len(text) < 18):
            return match[1], tokens[start : end + 1]
    return None, ()


def check_digit_holds(sscc: str) -> bool:
    """Whether the last figure is the GS1 check digit: from the right weights 3, 1, 3, 1 … and 10 less the sum modulo 10."""
    body, check = sscc[:-1], int(sscc[-1])
    total = sum(int(digit) * (3 if position % 2 == 0 else 1) for position, digit in enumerate(reversed(body)))
    return (10 - total % 10) % 10 == check
