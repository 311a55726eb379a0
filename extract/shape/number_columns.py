"""Columns of numbers by what their numbers do: count the paper's own entries, or say that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.layout import Token

FEWEST = 2


def is_nothing(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether all that a column says is naught: nothing was shipped yet, nothing is left to follow; nobody confirms or ships nothing."""
    texts = [token.text for cell in cells for token in cell if re.search(r"\d", token.text)]
    return bool(texts) and not any(re.search(r"[1-9]", text) for text in texts)


def is_running(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether the cells count 1, 2, 3 and on, one for each entry."""
    numbers = [cell[0].text.rstrip(".") for cell in cells if cell]
    return len(numbers) == len(cells) >= FEWEST and all(number == str(place) for place, number in enumerate(numbers, start=1))
