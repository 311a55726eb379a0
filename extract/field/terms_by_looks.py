"""Payment terms where they stand oddly: without a label that is known (`Zlg.-Bed. | netto 30 T.`), or broken to the width of a column."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from extract.page.layout import Layout, Line, Phrase
from extract.shape.candidates import Candidate
from extract.shape.values import Value
from extract.text.terms import look_like_terms

SCORE = 0.8
"""Less than what a label tells; enough for the order's terms to be held against it."""
LINES_BELOW = 4
"""Lines of the page, other columns' among them, in which terms may go on."""
_GOES_ON = re.compile(r"[\d(]|[^\W\d_A-Z]")


def terms_by_looks(layout: Layout, skip: Collection[int]) -> list[Candidate]:
    """The first words of the paper that are terms of payment and nothing else; `skip` are the lines of tables."""
    for index, line in enumerate(layout.lines):
        for phrase in line.phrases if index not in skip else ():
            if look_like_terms(phrase.text):
                return [Candidate(Value(phrase.text, phrase.tokens), line.page, SCORE)]
    return []


def whole_terms(candidate: Candidate, layout: Layout) -> Candidate:
    """The terms with the lines that they go on in, level below their first word: `Escompte 3 % sous 10` / `jours, sinon 30 jours`.

    What begins level with the words before the terms is another label's line, and what begins with a capital another thing.
    """
    tokens = candidate.value.tokens
    places = [at for token in (tokens[0], tokens[-1]) for at, line in enumerate(layout.lines) if token in line.tokens]
    if len(places) < 2:  # words of a paragraph
        return candidate
    first, last = (layout.lines[at] for at in places)
    if tokens[-1] is not _phrase_of(last, tokens[-1]).tokens[-1]:
        return candidate
    before = [phrase for phrase in first.phrases if phrase.box[2] < tokens[0].x0]
    label = before[-1].box[0] if before else None
    for line in layout.lines[places[1] + 1 : places[1] + 1 + LINES_BELOW]:
        if line.page != last.page or line.box[1] - last.box[3] > 0.7 * first.size:
            break
        level = [phrase for phrase in line.phrases if abs(phrase.box[0] - tokens[0].x0) < 0.5 * first.size]
        if not level:
            continue
        labelled = label is not None and any(abs(phrase.box[0] - label) < 0.5 * first.size for phrase in line.phrases)
        if labelled or not _GOES_ON.match(level[0].text):
            break
        tokens, last = (*tokens, *level[0].tokens), line
    text = " ".join(token.text for token in tokens)
    return replace(candidate, value=replace(candidate.value, value=text, tokens=tokens)) if tokens != candidate.value.tokens else candidate


def _phrase_of(line: Line, token: object) -> Phrase:
    return next(phrase for phrase in line.phrases if token in phrase.tokens)
