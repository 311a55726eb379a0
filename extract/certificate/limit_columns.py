"""Tables that print each result beside its limits: `min  max  Ist` below every symbol. The limits are left out before results are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from extract.label.labels import squeezed
from extract.label.result_words import FIGURE, elongation_kind, role_of, yield_kind
from extract.page.layout import Layout, Line, Token

FEWEST = 2
"""So many columns of limits and of results stand in the row of headings: of one result a row the readers know which it is."""

MANY = 4
"""In a row of so many limits a single sign is a speck of the scan."""
NEAR = 0.5
"""A blank between the words of a heading is no wider than so much of the print's height."""
STRANGE = 4
"""At most one heading of so many is unlike all others."""
NOTHING = "-"
SPELT = 3
"""One letter of so many may be another's."""
PAIR = 2
"""A minimum and a maximum."""
BESIDE = 2
"""The row below such headings is one of the next so many lines."""
HEADS_ABOVE = 2
"""So many lines above that row head its groups."""


def without_limit_columns(layout: Layout) -> Layout:
    """The layout without figures that stand in columns of limits beside results, and without the row of headings that says which those are."""
    lines: list[Line] = []
    columns: list[tuple[bool, Token]] = []
    called: frozenset[str] = frozenset()
    for index, line in enumerate(layout.lines):
        if found := _beside_properties(layout.lines, index):
            columns = found
            lines.append(with_tokens(line, [token for token in line.tokens if all(token is not own for limit, own in columns if limit)]))
        elif found := _columns(line.tokens, called):
            columns = found
            called |= {squeezed(token.text) for limit, token in found if not limit}
            _head_results(lines, found)
            lines.append(with_tokens(line, [token for token in line.tokens if all(token is not own for _, own in columns)]))
        elif columns and _has_figures(line) and not _goes_over(line, columns):
            lines.append(with_tokens(line, [token for token in line.tokens if not _is_limit(token, columns)]))
        else:
            columns = columns if columns and _is_within(line, columns) else []
            lines.append(line)
    return replace(layout, lines=tuple(lines))


def _head_results(lines: list[Line], columns: Sequence[tuple[bool, Token]]) -> None:
    """Moves what heads a group of limits and result (`C [%]` above `min  max  Ist`) over the result, the only one that is left of it."""
    groups: list[list[tuple[bool, Token]]] = []
    for limit, token in columns:
        begins = limit and (not groups or not groups[-1][-1][0]) if columns[0][0] else not limit
        if begins or not groups:
            groups.append([])
        groups[-1].append((limit, token))
    row = columns[0][1].word.box
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - HEADS_ABOVE), -1):
        line = lines[place]
        if row[1] - line.box[3] > 2 * line.size:
            return
        if line.box[3] > row[3]:
            continue  # a tall scrap stands in it
        moved = dict[Token, Token]()
        for phrase in line.phrases:
            middle = (phrase.box[0] + phrase.box[2]) / 2
            group = next((each for each in groups if each[0][1].x0 <= middle <= each[-1][1].x1), None)
            results = [token for limit, token in group or () if not limit]
            if len(results) == 1 and len(group or ()) > 1:
                off = (results[0].x0 + results[0].x1) / 2 - middle
                moved |= {token: _moved(token, off) for token in phrase.tokens}
        lines[place] = replace(line, tokens=tuple(moved.get(token, token) for token in line.tokens))


def _moved(token: Token, off: float) -> Token:
    x0, top, x1, bottom = token.word.box
    return replace(token, word=replace(token.word, box=(x0 + off, top, x1 + off, bottom)))


def with_tokens(line: Line, tokens: Sequence[Token]) -> Line:
    """The line with those words only; no line is left empty, so that their numbers stay, and no word is left that would head a column."""
    last = line.tokens[-1]
    return replace(line, tokens=tuple(tokens) or (Token(replace(last.word, text=NOTHING), NOTHING),))


def _columns(tokens: Sequence[Token], called: frozenset[str]) -> list[tuple[bool, Token]]:
    """The headings of limits (True) and of results (False), each with its word; none where a row names not both, or holds figures.

    `called` is what results were called in the rows before: one of them alone is enough, where a table's last part has one symbol.
    """
    if any(role_of(left.text) == "actual" and role_of(right.text) == "limit" and _touch(left, right) for left, right in pairwise(tokens)):
        return []  # `Ist min  Ist max` are the least and the most that was found
    if sum(role_of(token.text) == "limit" for token in tokens) >= MANY:
        tokens = [token for token in tokens if len(token.text) > 1 or token.text.isalpha()]
    roles = [role_of(token.text) for token in tokens]
    first = next((place for place, role in enumerate(roles) if role in ("limit", "actual")), len(tokens))
    found = [(role == "limit", token) for role, token in zip(roles[first:], tokens[first:], strict=True)]
    limits = sum(limit for limit, _ in found)
    plain = not any(FIGURE.fullmatch(token.text) for token in tokens)
    if limits >= MANY:
        found = _without_strangers(found)
        limits = sum(limit for limit, _ in found)
    results = [squeezed(token.text) for limit, token in found if not limit]
    usual = max(results, key=results.count, default="")
    # Results are called alike, whatever that is, but for a letter that is misread; heats that head columns are not.
    numbered = any(sum(map(str.isdigit, text)) > 1 for text in results)  # `H123456` and `H123457` are two heats
    reach = 0 if numbered else len(usual) // SPELT
    named = all(Levenshtein.distance(text, usual) <= reach for text in results) or all(map(_is_actual, results))
    fewest = 1 if len(found) > FEWEST and all(text in called for text in results) else FEWEST
    return found if plain and named and all(results) and limits >= FEWEST and fewest <= len(found) - limits <= limits else []


def _touch(left: Token, right: Token) -> bool:
    """Whether two words stand as near as those of one heading."""
    return 0 <= right.x0 - left.x1 < NEAR * left.word.height


def _without_strangers(found: Sequence[tuple[bool, Token]]) -> list[tuple[bool, Token]]:
    """The headings, a few that are unlike all others taken for limits, as a stamp or OCR made them: `min  max  act.  nin  max  act.`.

    A result that is taken for a limit is not read; a limit that is taken for a result would be read wrong.
    """
    results = [squeezed(token.text) for limit, token in found if not limit]
    usual = max(results, key=results.count, default="")
    if results.count(usual) < FEWEST or any(sum(map(str.isdigit, text)) > 1 for text in results):
        return list(found)
    reach = max(1, len(usual) // SPELT)
    near = [limit or Levenshtein.distance(squeezed(token.text), usual) <= reach for limit, token in found]
    strangers = near.count(False)
    if STRANGE * strangers > len(found):
        return list(found)
    return [(limit or not like, token) for like, (limit, token) in zip(near, found, strict=True)]


def _is_actual(text: str) -> bool:
    return role_of(text) == "actual"


def _beside_properties(lines: Sequence[Line], index: int) -> list[tuple[bool, Token]]:
    """The headings of `min  max  längs  quer` above rows that begin with a property (`Rm MPa 470 630 541 558`): two are of limits."""
    tokens = lines[index].tokens
    roles = [role_of(token.text) for token in tokens]
    limits = [place for place, role in enumerate(roles) if role == "limit"]
    alone = len(limits) == PAIR and limits == [0, 1] and len(tokens) > PAIR
    below = _row_below(lines, index, tokens[1].x1) if alone else None
    if below is None or below.tokens[0].x1 > tokens[0].x0:
        return []
    symbol = below.tokens[0].text
    if not (yield_kind(symbol) or elongation_kind(symbol) or symbol.startswith("Rm")):
        return []
    heads = [token for token in tokens[PAIR:] if not FIGURE.fullmatch(token.text)]
    return [*((True, token) for token in tokens[:PAIR]), *((False, token) for token in heads)]


def _row_below(lines: Sequence[Line], index: int, left: float) -> Line | None:
    """The row right below a line of headings; on a scan a line of a block beside it, wholly right of the limits, may stand between."""
    below = [line for line in lines[index + 1 : index + 1 + BESIDE] if line.page == lines[index].page]
    return next((line for line in below if line.box[0] < left), None)


def has_several_directions(layout: Layout) -> bool:
    """Whether rows of properties with their limits hold more than one result: of a second direction or test piece, which is not read."""
    for index in range(len(layout.lines)):
        if heads := _beside_properties(layout.lines, index):
            right = heads[PAIR - 1][1].x1
            row = _row_below(layout.lines, index, right)
            below = row.tokens if row else ()
            if sum(FIGURE.fullmatch(token.text) is not None and token.x0 > right for token in below) > 1:
                return True
    return False


def _has_figures(line: Line) -> bool:
    return any(FIGURE.fullmatch(token.text) for token in line.tokens)


def _is_within(line: Line, columns: Sequence[tuple[bool, Token]]) -> bool:
    """Whether a line is one word below the columns: what a scan has torn out of a row ends no table."""
    return len(line.tokens) == 1 and line.tokens[0].x0 > min(token.x0 for _, token in columns)


def _goes_over(line: Line, columns: Sequence[tuple[bool, Token]]) -> bool:
    """Whether words go over all limits as one phrase: `Heat K41198 · lot 677852 · 1 038 kg` below a block names the next one's heat."""
    limits = [token for limit, token in columns if limit]
    left, right = min(token.x0 for token in limits), max(token.x0 for token in limits)
    over = (phrase.tokens for phrase in line.phrases if phrase.box[0] < left and phrase.box[2] > right)
    return any(2 * sum(FIGURE.fullmatch(token.text) is not None for token in tokens) < len(tokens) for tokens in over)


def _is_limit(token: Token, columns: Sequence[tuple[bool, Token]]) -> bool:
    """Whether a word stands nearest to a heading of limits; words left of all of them, such as heats, do not."""
    middle = (token.x0 + token.x1) / 2
    left = min(column.x0 for _, column in columns)
    if token.x1 < left:
        return False
    return min(columns, key=lambda column: abs(column[1].x0 + column[1].x1 - 2 * middle))[0]
