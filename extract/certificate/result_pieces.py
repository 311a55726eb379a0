"""Test pieces that are numbered on one line, with their values below: `Tensile strength | Symbol | 1 | 2 | 3` above `Value [MPa] | Rm | 508 | 510 | 512`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Node
from extract.certificate.asked_results import SIGNS
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.result_words import FIGURE, PROPERTIES, elongation_kind, role_of, told_yield_kind
from extract.page.layout import Line, Token
from extract.shape.candidates import telling

PIECES_UP = 5


class PieceReader:
    """Reads the values of numbered test pieces into the heat whose sheet the page has come to."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells) -> None:
        """`labels` are those of the lines."""
        self._lines = lines
        self._labels = labels
        self._book = book
        self._cells = cells
        self.taken: set[int] = set()
        """Lines of values that were read with the line above them."""

    def read(self, index: int) -> bool:
        """Takes in a property whose line numbers the test pieces, with their values below; whether the line is such a one."""
        line = self._lines[index]
        pieces = [token for token in line.tokens if re.fullmatch(r"\d{1,2}", token.text)]
        name = self._tested(index)
        if not name and any(role_of(token.text) == "mean" for token in line.tokens):
            name = self._tested_above(index)
        if not name or [token.text for token in pieces[:2]] != ["1", "2"]:
            return False
        below = next((at for at in range(index + 1, min(index + 5, len(self._lines))) if self._is_of_values(at)), None)
        heat = self._book.only()
        if below is None or heat is None:
            return False
        self.taken.add(below)
        return self._enter_pieces(name, heat, pieces, below, index)

    def _is_of_values(self, index: int) -> bool:
        """Whether a line begins with a word that says that values follow, and none that they are asked for: `Valeurs exigées  ≥ 355`."""
        tokens = self._lines[index].tokens
        asked = any(role_of(token.text) == "limit" for token in self._lines[index].phrases[0].tokens)
        return role_of(tokens[0].text) == "actual" and not asked and not any(token.text in SIGNS for token in tokens)

    def _tested(self, index: int) -> str:
        """The one property that a line names, if any; what names several heads the columns of a table."""
        named = list(dict.fromkeys(hit.name for hit in self._labels.hits(index) if hit.name in (*PROPERTIES, "energy_j")))
        return named[0] if len(named) == 1 else ""

    def _tested_above(self, index: int) -> str:
        """The property that the nearest line above names which begins with a label; what holds figures ends the search."""
        for above in range(index - 1, max(-1, index - PIECES_UP), -1):
            line = self._lines[above]
            if line.page != self._lines[index].page or sum(FIGURE.fullmatch(token.text) is not None for token in line.tokens) > 2:
                break
            first = next(iter(self._labels.hits(above)), None)
            if first and first.start == 0 and first.name in (*PROPERTIES, "energy_j"):
                return first.name
        return ""

    def _enter_pieces(self, name: str, heat: HeatRecord, pieces: Sequence[Token], below: int, index: int) -> bool:
        line = self._lines[below]
        title = " ".join(token.text for token in line.tokens if token.x1 < pieces[0].x0)
        values, found = [], list[Token]()
        for piece in pieces:
            token = min(line.tokens, key=lambda token: abs(token.x0 + token.x1 - piece.x0 - piece.x1))
            if token in found:
                return False  # one figure is of one piece
            found.append(token)
            value = self._cells.strength(token, line.page, title) if name != "energy_j" else self._cells.number(token, line.page)
            values += [value] if value and FIGURE.fullmatch(token.text) else []
        if name == "energy_j":
            impact: dict[str, Node] = {"energy_j": values}
            temperature = re.search(r"([-–]?\d+)\s?°", " ".join(self._lines[at].text for at in range(max(0, index - 2), below)))
            if temperature:
                source = next((t for at in range(index, below) for t in self._lines[at].tokens if temperature[1] in t.text), line.tokens[0])
                impact["temperature_c"] = self._cells.said(temperature[1].replace("–", "-"), (source,), line.page)
            heat.tests["impact"] += [impact] if values else []
            return bool(values)
        tests = heat.tests["tensile"]
        for order, value in enumerate(values):
            test = next((test for test in tests[order:] if name not in test), None) if order < len(tests) else None
            if test is None:
                tests.append({name: value})
            else:
                test[name] = value
            add_kind(self._cells, name, title, line.tokens[:4], line.page, tests[order] if order < len(tests) else {})
        return bool(values)


def add_kind(cells: Cells, name: str, title: str, tokens: Sequence[Token], page: int, test: dict[str, Node]) -> None:
    """Enters the kind of a yield or an elongation that a title names, such as `ReH`, `A5`."""
    says = told_yield_kind if name == "yield_mpa" else elongation_kind if name == "elongation_pct" else None
    if says and (kind := says(title)):
        test.setdefault(name.split("_", maxsplit=1)[0] + "_kind", cells.said(kind, telling(tokens, says), page))
