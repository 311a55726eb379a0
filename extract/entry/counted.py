"""How many packages a paper speaks of where no label says it: `Verpackung: 3 Packstücke`, `4 colli`."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from extract.page.layout import Layout
from extract.shape.candidates import Candidate
from extract.shape.values import Value
from extract.text.wording import concepts

SCORE = 0.9


def find_package_count(layout: Layout, skip: Collection[int]) -> Candidate | None:
    """The one number that begins a phrase, or follows a colon, right before a word for packages; `skip` are the lines of tables."""
    found = [
        Candidate(Value(str(int(token.text)), (token,)), line.page, SCORE)
        for index, line in enumerate(layout.lines)
        if index not in skip
        for phrase in line.phrases
        for place, (token, behind) in enumerate(pairwise(phrase.tokens))
        if re.fullmatch(r"[1-9]\d{0,3}", token.text)
        and (place == 0 or phrase.tokens[place - 1].text.endswith(":"))
        and concepts(behind.text) == frozenset({"package"})
    ]
    return found[0] if len({each.value.value for each in found}) == 1 else None
