"""Impact tests at several temperatures beside each other under one head: `KV2 -20 °C  mean  KV2 -40 °C  mean`, each a test of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.paper import Leaf
from extract.certificate.result_cells import Cells
from extract.certificate.result_head import Head
from extract.certificate.row_heats import Row
from extract.page.grid import Heading
from extract.page.layout import Token

SLACK = 12.0
"""The first value below a heading begins no more points left of it."""

TOUCHING = 15.0
"""Words of one heading stand no more points apart."""


@dataclass(frozen=True)
class ImpactSet:
    """The single values of one test in a row, with the temperature that its heading says and the word of its mean."""

    energies: tuple[Token, ...]
    degrees: Leaf
    mean: Token | None


def impact_sets(head: Head, row: Row, cells: Cells) -> list[ImpactSet]:
    """The impact tests of a row whose head names several temperatures; none where it names one or none."""
    told = _told(head, row, cells)
    if len({degrees.value for _, degrees in told}) < len(told) or len(told) < 2:
        return []
    begins = [_begin(column, head) - SLACK for column, _ in told]
    return [
        ImpactSet(
            tuple(token for token in row.energies if begin <= token.x0 < end),
            degrees,
            next((token for column, token in row.cells.items() if column.name == "mean_j" and begin <= column.x0 < end), None),
        )
        for (_, degrees), begin, end in zip(told, begins, [*begins[1:], float("inf")], strict=True)
    ]


def _begin(column: Heading, head: Head) -> float:
    """Where a test's values begin: with the heading that says the temperature, or the name of the test right before it: `KV2 J  -20°C`."""
    before = [other for other in head.columns if other.name == "energy_j" and 0 <= column.x0 - other.x1 < TOUCHING]
    return before[0].x0 if before else column.x0


def _told(head: Head, row: Row, cells: Cells) -> list[tuple[Heading, Leaf]]:
    """The headings of energies that say a temperature, from left to right."""
    columns: Iterator[Heading] = (
        column for column in sorted(head.columns, key=lambda column: column.x0) if column.name in (None, "energy_j")
    )
    read = ((column, sorted(column.tokens, key=lambda token: (round(token.word.box[1]), token.x0))) for column in columns)
    return [(column, degrees) for column, tokens in read if (degrees := cells.temperature(tokens, row.page))]
