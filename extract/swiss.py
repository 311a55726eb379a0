"""Whether a paper comes from Switzerland, where a point is decimal in every language."""

from __future__ import annotations

import re

from extract.layout import Layout

_REGISTERED = re.compile(r"\bCHE[- ]?\d{3}\.\d{3}\.\d{3}\b")
_ELSEWHERE = re.compile(r"\b(?:DE|ATU|FR|IT|NL|BE|ES|PL)[ -]?(?:[A-Z0-9]{2} ?)?\d{3} ?\d{3} ?\d{3}\b")


def is_swiss(layout: Layout) -> bool:
    """Whether a number of the Swiss register of firms (UID) stands on it, and of no other tax office: a supplier from abroad may print its customer's."""
    return _REGISTERED.search(layout.text) is not None and not _ELSEWHERE.search(layout.text)
