"""The description of an entry: what stands in its cell, and the lines below that go on with it and say nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.doctype import Shape
from domain.paper import Group, Node
from extract.entry.details import (
    detail_at,
    goes_on_with_norm,
    in_its_print,
    is_labelled,
    is_number_alone,
    is_unit_of,
    is_wordless,
    names_nothing,
    without_further_details,
)
from extract.entry.entry_cells import units_under
from extract.entry.line_columns import LineColumns
from extract.page.columns import Column, Row, is_apart, room_of
from extract.page.layout import Token
from extract.shape.candidates import leaf
from extract.shape.misfits import misfit
from extract.shape.schedules import find_dates

APART = 1.5
MOST_WORDS = 20
"""A description of so many words goes on no further."""


class DescriptionReader:
    """Puts the descriptions of entries together."""

    def __init__(self, columns: LineColumns) -> None:
        """`columns` are those that the lines of the kind of paper have."""
        self._columns, self._layout, self._habits = columns, columns.layout, columns.habits

    def read(self, row: Row, found: dict[str, Node], place: Column | None) -> None:
        """Adds its description to an entry; `place` is the column of descriptions, if there is one."""
        page = self._layout.lines[row.line].page
        tokens = self._in_its_print(row.cells.get("description", ()), row.cells.get("description", ()), page)
        others = [token for name, cell in row.cells.items() if name != "description" for token in cell]
        lots = {lot.text("lot_number") for lot in Group(found).groups("lots")}
        for index in row.below:
            line, last = self._layout.lines[index], self._layout.lines[index - 1]
            if line.page != page or line.box[1] - last.box[3] > APART * line.size:
                break
            fresh = [token for token in without_further_details(line) if token not in row.wrapped and token not in units_under(line, row)]
            fresh = self._in_its_print(fresh[: detail_at(fresh)], tokens, page)
            if len(fresh) < len(line.tokens) and all(misfit(Shape.UNIT)(token.text) == 0 for token in fresh):
                continue  # `50 ST  6,27  1 ST  313,50`: a unit that is left over of cells
            numbered = any(hit.start == 0 for hit in self._columns.positions_at(index))
            wordless = is_wordless(fresh) and not goes_on_with_norm(tokens, fresh)
            if (
                numbered
                or wordless
                or is_labelled(line)
                or is_number_alone(fresh)
                or find_dates(fresh, self._habits)
                or is_unit_of(line, last)
            ):
                continue
            near = [
                token
                for token in fresh
                if re.search(r"[^\W_]", token.text)
                and token.text not in lots
                and not (place and place.room and (room := room_of(line, token)) and is_apart(room, place.room))
                and (not tokens or token.x0 < max(t.x1 for t in tokens) + 60)
                and not (
                    tokens and token.x0 > tokens[0].x1 and any(token.x0 < t.x1 and t.x0 < token.x1 for t in others if t.x0 > tokens[-1].x1)
                )
            ]
            hits = self._columns.labels_at(index)
            if (not is_wordless(near) or goes_on_with_norm(tokens, near)) and not any(
                line.tokens[hit.start] in near and not names_nothing(line, hit) for hit in hits
            ):  # `per 1000 Pieces` of another column names nothing here
                tokens += near if len(tokens) < MOST_WORDS else []
        if tokens:
            found["description"] = leaf(" ".join(token.text for token in tokens), tuple(tokens), page, self._layout, score=0.95)

    def _in_its_print(self, tokens: Sequence[Token], described: Sequence[Token], page: int) -> list[Token]:
        """The words in the description's print; boxes of OCR are as high as their letters and say nothing of it."""
        return in_its_print(tokens, described) if self._layout.source(page) == "text" else list(tokens)
