"""Tables that print each result beside its limits: `min  max  Ist` below every symbol. The limits are left out before results are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.layout import Layout, Line, Token
from extract.result_words import FIGURE, role_of

FEWEST = 2
"""So many columns of limits and of results stand in the row of headings: of one result a row the readers know which it is."""


def without_limit_columns(layout: Layout) -> Layout:
    """The layout without figures that stand in columns of limits beside results, and without the row of headings that says which those are."""
    lines: list[Line] = []
    columns: list[tuple[bool, Token]] = []
    for line in layout.lines:
        if found := _columns(line.tokens):
            columns = found
            lines.append(_with(line, [token for token in line.tokens if all(token is not own for _, own in columns)]))
        elif columns and _has_figures(line):
            lines.append(_with(line, [token for token in line.tokens if not _is_limit(token, columns)]))
        else:
            columns = []
            lines.append(line)
    return replace(layout, lines=tuple(lines))


def _with(line: Line, tokens: Sequence[Token]) -> Line:
    """The line with those words only; no line is left empty, so that their numbers stay."""
    return replace(line, tokens=tuple(tokens) or line.tokens[-1:])


def _columns(tokens: Sequence[Token]) -> list[tuple[bool, Token]]:
    """The headings of limits (True) and of results (False), each with its word; none where a row names not both, or holds figures."""
    roles = [role_of(token.text) for token in tokens]
    first = next((place for place, role in enumerate(roles) if role in ("limit", "actual")), len(tokens))
    found = [(role == "limit", token) for role, token in zip(roles[first:], tokens[first:], strict=True)]
    limits = sum(limit for limit, _ in found)
    plain = not any(FIGURE.fullmatch(token.text) for token in tokens)
    results = [token.text for limit, token in found if not limit]
    # Results are called alike, whatever that is; heats that head columns are not.
    named = len(set(results)) == 1 or all(role_of(text) == "actual" for text in results)
    return found if plain and named and limits >= FEWEST and FEWEST <= len(found) - limits <= limits else []


def _has_figures(line: Line) -> bool:
    return any(FIGURE.fullmatch(token.text) for token in line.tokens)


def _is_limit(token: Token, columns: Sequence[tuple[bool, Token]]) -> bool:
    """Whether a word stands nearest to a heading of limits; words left of all of them, such as heats, do not."""
    middle = (token.x0 + token.x1) / 2
    left = min(column.x0 for _, column in columns)
    if token.x1 < left - (token.x1 - token.x0):
        return False
    return min(columns, key=lambda column: abs(column[1].x0 + column[1].x1 - 2 * middle))[0]
