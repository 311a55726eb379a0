"""Columns of a table of figures, found by where their headings stand; a figure belongs to the heading it is aligned with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.page.layout import Token

REACH = 26.0
"""A figure this many points off every edge and the middle of a heading belongs to another column."""


@dataclass(frozen=True)
class Heading:
    """A heading: the value its column holds (None where that is not known), its edges, and its words."""

    name: str | None
    x0: float
    x1: float
    title: str
    tokens: tuple[Token, ...] = ()


def stacked(pieces: Iterable[Heading]) -> list[Heading]:
    """Headings whose lines stand one below the other made one; a known name wins over an unknown one."""
    columns: list[Heading] = []
    for piece in pieces:
        over = next((i for i, column in enumerate(columns) if _overlap(column, piece) > 0.3 and not _differ(column, piece)), None)
        if over is None:
            columns.append(piece)
        else:
            other = columns[over]
            named = other.name is not None and piece.name is None
            columns[over] = Heading(
                other.name or piece.name,
                other.x0 if named else min(other.x0, piece.x0),
                other.x1 if named else max(other.x1, piece.x1),
                f"{other.title} {piece.title}",
                (*other.tokens, *piece.tokens),
            )
    return columns


def _differ(a: Heading, b: Heading) -> bool:
    return a.name is not None and b.name is not None and a.name != b.name


def _overlap(a: Heading, b: Heading) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) / max(1.0, min(a.x1 - a.x0, b.x1 - b.x0))


def misalignment(token: Token, heading: Heading) -> float:
    """How far a word is from being aligned with a heading: left, right or in the middle; in points."""
    return min(abs(token.x0 - heading.x0), abs(token.x1 - heading.x1), abs(token.x0 + token.x1 - heading.x0 - heading.x1) / 2)


def aligned(tokens: Sequence[Token], columns: Sequence[Heading]) -> dict[Heading, Token]:
    """The best aligned word of each column; a word belongs to one column only."""
    pairs = sorted(
        ((misalignment(token, column), i, j) for i, token in enumerate(tokens) for j, column in enumerate(columns)),
    )
    found: dict[Heading, Token] = {}
    used: set[int] = set()
    for off, i, j in pairs:
        if off <= REACH and i not in used and columns[j] not in found:
            found[columns[j]] = tokens[i]
            used.add(i)
    return found
