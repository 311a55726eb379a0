"""Payment terms whose label says nothing to the reader, or is missing, told by their looks: `Zlg.-Bed. | netto 30 T.`, `30 days net`."""

from __future__ import annotations

import re
from collections.abc import Collection

from extract.candidates import Candidate
from extract.folding import folded
from extract.layout import Layout
from extract.values import Value

SCORE = 0.8
"""Less than what a label tells; enough for the order's terms to be held against it."""
LONGEST = 12
"""Words; what is longer is a sentence that may speak of anything."""
_NET = r"(?:net|nett|netto|netti|neto|netos|nets)"
_DAYS = r"(?:days|tage|tagen|t|tg|jours|jrs|j|giorni|gg|dias|dagen|dgn|d|dni)"
_TERMS = re.compile(
    rf"\b{_NET}\b\W{{0,3}}(?:(?:in|within|innerhalb|a|entro|binnen)\W{{1,2}})?\d{{1,3}}\W{{0,2}}{_DAYS}\b|\b\d{{1,3}}\W{{0,2}}{_DAYS}\b\W{{1,3}}{_NET}\b"
)


def terms_by_looks(layout: Layout, skip: Collection[int]) -> list[Candidate]:
    """The first words of the paper that are terms of payment and nothing else; `skip` are the lines of tables."""
    for index, line in enumerate(layout.lines):
        for phrase in line.phrases if index not in skip else ():
            if len(phrase.tokens) <= LONGEST and _TERMS.search(folded(phrase.text)):
                return [Candidate(Value(phrase.text, phrase.tokens), line.page, SCORE)]
    return []
