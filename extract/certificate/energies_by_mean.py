"""Single values of an impact test whose headings nobody knows, such as `SPEC 1 (J)`: three whole figures before their mean are told by being its."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.certificate.result_cells import PIECES, are_energies_and_mean
from extract.certificate.result_head import Head
from extract.page.grid import Heading
from extract.page.layout import Token

OF_IMPACT = re.compile(r"(?<!\w)(?:J|K[VU]2?|K[CG]V|CVN|Charpy|joules?)(?!\w)", re.IGNORECASE)
_OF_HARDNESS = re.compile(r"(?<!\w)(?:HB[WS]?|HV|HR[ABC]|Brinell|Vickers|Rockwell)(?!\w)", re.IGNORECASE)


def told_by_their_mean(head: Head, figures: Sequence[Token], cells: Mapping[Heading, Token]) -> tuple[Token, ...]:
    """The three figures of no other column and, behind them, the one below the heading of the mean that is theirs; below a head of impact tests."""
    column = head.column("mean_j")
    if column is None or not _is_of_impact(head, column):
        return ()
    taken = {id(token) for other, token in cells.items() if other is not column}
    free = sorted((token for token in figures if id(token) not in taken), key=lambda token: token.x0)
    found = [
        tuple(free[end - PIECES : end + 1])
        for end in range(PIECES, len(free))
        if free[end].x0 < column.x1
        and column.x0 < free[end].x1
        and are_energies_and_mean([token.text for token in free[end - PIECES : end + 1]])
    ]
    return found[0] if len(found) == 1 else ()


def _is_of_impact(head: Head, mean: Heading) -> bool:
    """Whether a head says that its mean is one of energies, and not of hardness."""
    titles = [each.title for each in head.columns if each.name in (None, "mean_j", "temperature_c")]
    joules = head.column("temperature_c") is not None or any(OF_IMPACT.search(title) for title in titles)
    return joules and not _OF_HARDNESS.search(mean.title)
