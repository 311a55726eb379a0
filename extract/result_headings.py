"""What the headings of columns of results mean beyond their names: weights per metre, ratios, limits, temperatures, single values."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.grid import Heading
from extract.result_words import role_of


def told_apart(columns: list[Heading]) -> list[Heading]:
    """Columns whose heading means another thing: weights per metre are no quantities, ratios no strengths, limits no results."""
    kept: list[Heading] = []
    known = {column.name for column in columns}
    singles = "mean_j" in known and "energy_j" not in known
    for column in columns:
        if (column.name or "").startswith("element:") and any(other.name == column.name for other in kept):
            kept.append(replace(column, name=None))  # an element that is told twice, in % and in ppm, counts once
            continue
        title = column.title.lower()
        per_length = column.name == "quantity" and re.search(r"\bper\b|k\w{1,2}\s?/\s?m\b|theor", title)
        limits = column.name and any(role_of(token.text) == "limit" for token in column.tokens[1:])
        name = None if per_length or limits else column.name
        if name == "energy_j" and re.search(r"°\s?C", column.title) and not re.search(r"\bJ\b", column.title):
            name = "temperature_c"
        if name is None and re.fullmatch(r"\W*(T|Temp\.?)?\W*°\s?C\W*", column.title):
            name = "temperature_c"
        elif name is None and re.fullmatch(r"\W*[1-6]?\W*(J|Joule)\W*" if not singles else r".*(J|Joule|\b[1-6])\W*", column.title):
            name = "energy_j"
        elif name is None and re.fullmatch(r"[LW]\s?/\s?[TQP]", column.title):
            name = "direction"
        kept.append(replace(column, name=name))
    return kept
