"""Labels found on a page: which words name a value, in any language, spelt with or without blanks, hyphens and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extract.folding import folded
from extract.layout import Line

MOST_TOKENS = 7
NUMBER_MARKS = frozenset({"n", "no", "nr", "num", "nro", "#"})
"""`Votre commande n°`: the mark belongs to the label whether or not the label is known with it."""
FUZZY_FROM = 6
"""Labels shorter than this many letters must be read exactly: `ref` and `rek` are different things."""


@dataclass(frozen=True)
class LabelHit:
    """A label that stands at tokens `start` to `end` (exclusive) of a line; `exact` is False where OCR spelt it a little off."""

    name: str
    line: int
    start: int
    end: int
    exact: bool = True


@lru_cache(maxsize=100_000)
def squeezed(text: str) -> str:
    """Only the letters and digits of a text, folded: `Kd.-Nr.` and `kd nr` are one label."""
    return re.sub(r"[^a-z0-9%‰#]", "", folded(text))


def _spellings(text: str) -> Iterator[str]:
    """The label as it is, and with the other marks for a number: `n commande` is also printed `n° commande`."""
    yield text
    if re.search(r"\bn\b", text):
        yield re.sub(r"\bn\b", "no", text)
        yield re.sub(r"\bn\b", "nr", text)


class Vocabulary:
    """The labels of some values; the longest label that fits wins."""

    def __init__(self, labels: Mapping[str, Iterable[str]]) -> None:
        """`labels` maps the name of each value to what it is called; a label that two names share belongs to the first."""
        self._name_of: dict[str, str] = {}
        for name, texts in labels.items():
            for text in texts:
                for spelling in _spellings(text):
                    self._name_of.setdefault(squeezed(spelling), name)
        self._by_length: dict[int, list[str]] = {}
        for key in self._name_of:
            self._by_length.setdefault(len(key), []).append(key)
        self._longest = max(self._by_length, default=0)

    def name(self, text: str, *, fuzzy: bool = False) -> str | None:
        """The value that exactly this text names; with `fuzzy`, a letter or two may be off in a long one."""
        key = squeezed(text)
        if not key:
            return None
        return self._name_of.get(key) or (self._nearest(key) if fuzzy else None)

    def hits(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> list[LabelHit]:
        """The labels in one line, from left to right."""
        tokens = lines[index].tokens
        found: list[LabelHit] = []
        start = 0
        while start < len(tokens):
            hit = self._longest_at(lines[index], index, start, fuzzy=fuzzy)
            if hit:
                found.append(hit)
            start = hit.end if hit else start + 1
        return found

    def _longest_at(self, line: Line, index: int, start: int, *, fuzzy: bool) -> LabelHit | None:
        key, best = "", None
        for end in range(start + 1, min(len(line.tokens), start + MOST_TOKENS) + 1):
            token = line.tokens[end - 1]
            if end > start + 1 and token.x0 - line.tokens[end - 2].x1 > max(line.gap, 0.9) * line.size:
                break
            piece = squeezed(token.text)
            if not piece and end == start + 1:
                break
            key += piece
            if len(key) > self._longest + 2:
                break
            if not piece:
                continue
            if key in self._name_of:
                best = LabelHit(self._name_of[key], index, start, end)
            elif fuzzy and (best is None or not best.exact) and (name := self._nearest(key)):
                best = LabelHit(name, index, start, end, exact=False)
            if token.text.endswith(":"):
                break
        if best and self._mark_follows(line, best):
            return LabelHit(best.name, best.line, best.start, best.end + 1, best.exact)
        return best

    def _mark_follows(self, line: Line, hit: LabelHit) -> bool:
        """Whether a mark for a number stands right behind a label and begins no label itself (`J.m.  Nr partii`)."""
        if hit.end >= len(line.tokens) or line.tokens[hit.end - 1].text.endswith(":"):
            return False
        mark = line.tokens[hit.end]
        if squeezed(mark.text) not in NUMBER_MARKS or mark.x0 - line.tokens[hit.end - 1].x1 > line.gap * line.size:
            return False
        following = squeezed(mark.text + (line.tokens[hit.end + 1].text if hit.end + 1 < len(line.tokens) else ""))
        return following == squeezed(mark.text) or following not in self._name_of

    @lru_cache(maxsize=20_000)  # noqa: B019 - a vocabulary lives as long as the program
    def _nearest(self, key: str) -> str | None:
        if len(key) < FUZZY_FROM or sum(char.isdigit() for char in key) > 1:
            return None
        reach = 1 if len(key) < 10 else 2
        near: set[str] = set()
        for length in range(len(key) - reach, len(key) + reach + 1):
            for label in self._by_length.get(length, ()):
                if Levenshtein.distance(key, label, score_cutoff=reach) <= reach:
                    near.add(self._name_of[label])
        return near.pop() if len(near) == 1 else None
