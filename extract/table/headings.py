"""Headings of a table by themselves: where one ends and the next begins, which row of a head they are of, what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.label.labels import squeezed
from extract.page.columns import Column, overlap
from extract.page.layout import Line, Token
from extract.text.wording import concepts

TOUCH = 2.0
"""Words of one column may reach so many points under the heading of the next."""
LEAST_OF_ROW = 2
"""Each row of a head of two names so many columns."""
FEWEST_VALUES = 3
"""A row of values by itself has so many."""
MOST_OF_TEXT = 3
"""So many further lines of its text may stand between the two rows of an entry."""
_QUANTITY = re.compile(r"menge|mengen|qty|quantity|quantita|qta|quantite|qte|cantidad|cant|aantal|ilosc|anzahl|stuckzahl")


def places_under(line: Line, head: Line) -> int:
    """Under how many of the phrases of a head something of a line stands."""
    return sum(any(p.box[0] < q.box[2] + head.size and q.box[0] - head.size < p.box[2] for p in line.phrases) for q in head.phrases)


def joined(above: str, below: str) -> str:
    """Two lines of a heading as one text; a word that a narrow column divides is put together: `Unser Ma-`, `terial`."""
    return above[:-1] + below if above[-1:] == "-" and above[-2:-1].isalpha() and below[:1].islower() else f"{above} {below}"


def confirmed(columns: Sequence[Column]) -> list[Column]:
    """The headings of a second row; of two for one value, `Req. Date` and `Ack. Date`, what was asked for is none."""
    names = [column.name for column in columns]
    asked = [
        column.name is not None and names.count(column.name) > 1 and bool({"requested", "ordered"} & (concepts(column.title) or set()))
        for column in columns
    ]
    return [replace(column, name=None if left else column.name, level=1) for column, left in zip(columns, asked, strict=True)]


def is_second_row(lines: Sequence[Line], entry: int, lower: Sequence[Column]) -> bool:
    """Whether an entry begins below a head, and something stands under headings of the second row in its second line alone.

    Between the two its text may go on, which has a line for itself.
    """
    if entry + 1 >= len(lines) or lines[entry + 1].page != lines[entry].page or not any(c.isdigit() for c in lines[entry].text):
        return False
    second = entry + 1
    while len(lines[second].phrases) < LEAST_OF_ROW and second < min(len(lines) - 1, entry + MOST_OF_TEXT + 1):
        second += 1
    under = [
        [
            any(phrase.box[0] + TOUCH < column.x1 and column.x0 + TOUCH < phrase.box[2] for phrase in lines[index].phrases)
            for column in lower
            if column.name
        ]
        for index in (entry, second)
    ]
    fresh = any(below and not beside for beside, below in zip(*under, strict=True)) or _is_row_of_its_own(
        lines[entry], lines[second], lower
    )
    return fresh and sum(under[1]) >= LEAST_OF_ROW and lines[second].page == lines[entry].page


def _is_row_of_its_own(first: Line, second: Line, lower: Sequence[Column]) -> bool:
    """Whether an entry's second line holds one value under each of several headings of the second row and nothing else, and its first line more.

    Then values stand under those headings in both lines: `Prezzo` over `Per`, `Importo` over `Consegna`.
    """
    named = [column for column in lower if column.name]
    over = [
        [column for column in named if phrase.box[0] + TOUCH < column.x1 and column.x0 + TOUCH < phrase.box[2]] for phrase in second.phrases
    ]
    alone = all(len(columns) == 1 for columns in over) and len({columns[0] for columns in over}) == len(over)
    return alone and len(over) >= FEWEST_VALUES and len(first.phrases) > len(second.phrases)


def without_repeats(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """`Qty ordered Qty confirmed`, `Bestellmenge gelieferte Menge`: where a heading says its noun again, there are two headings."""
    first = squeezed(tokens[start].text)
    cuts = [place for place in range(start + 1, end - 1) if squeezed(tokens[place].text) == first]
    nouns = [place for place in range(start, end) if _QUANTITY.search(squeezed(tokens[place].text))]
    if not cuts and len(nouns) > 1:
        leads = nouns[0] == start and _QUANTITY.fullmatch(first) is not None and nouns[1] > start + 1
        cuts = [nouns[1] if leads else nouns[0] + 1]
    return list(pairwise([start, *cuts, end]))


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The places as stretches without a hole: first, and one after the last."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def without_repeated_nouns(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """`Gewenste datum Bevestigde datum`, `Date demandée Date confirmée`: a run that says a word again is two headings."""
    words = [squeezed(token.text) for token in tokens[start:end]]
    again = next((word for word in words if words.count(word) > 1 and len(word) > 2), None)
    if again is None:
        return [(start, end)]
    behind = 0 if words[0] == again else 1
    cuts = [start + place + behind for place, word in enumerate(words) if word == again]
    return [(first, after) for first, after in pairwise(sorted({start, *cuts, end})) if first < after]


def with_levels(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Level 1 only for a heading that stands below another one; the lines of a tall heading do not count."""
    found = []
    for column in columns:
        over = any(
            other is not column
            and other.level < column.level
            and overlap(other, column) > 0.3
            and (
                other.title not in column.title or (other.name, column.name) == ("supplier_item", "buyer_item")
            )  # `Artikel`, `Ihr Artikel`
            for other in columns
        )
        found.append(replace(column, level=int(over)))
    return tuple(found)


def are_values(lines: Sequence[Line], index: int) -> bool:
    """Whether a line above a head holds values of boxes: flush left below their labels, and not above the headings."""
    line = lines[index]
    labels = lines[index - 1] if index else line
    if labels is line or labels.page != line.page or len(line.phrases) < LEAST_OF_ROW or line.box[1] - labels.box[3] > line.size:
        return False
    head = lines[index + 1]
    named = sum(any(abs(phrase.box[0] - other.box[0]) < TOUCH for other in labels.phrases) for phrase in line.phrases)
    headed = sum(any(abs(phrase.box[0] - other.box[0]) < TOUCH for other in head.phrases) for phrase in line.phrases)
    return named == len(line.phrases) and 2 * headed <= named


def is_title_of_table(line: Line, head: Line) -> bool:
    """Whether words above a head name the table, and no column of it: they begin where it begins, in larger print, and run over two headings."""
    phrase, first = line.phrases[0], head.phrases[0]
    over = sum(other.box[0] < phrase.box[2] for other in head.phrases)
    return len(line.phrases) == 1 and over > 1 and phrase.box[0] <= first.box[0] + 1 and line.size > head.size
