"""What else a value might have been: the candidates that lost, and what another engine read there, each with why it was not taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.paper import Box, Leaf, Reading, Rival
from extract.field.choosing import LEAST_SCORE
from extract.page.layout import Layout
from extract.page.words import union
from extract.shape.candidates import Candidate

MOST_RIVALS = 3
"""So many say what the choice was between."""
_AS_GOOD = 0.02


def with_rivals(reading: Reading, candidates: Mapping[str, Sequence[Candidate]], layout: Layout) -> Reading:
    """The reading with the rivals of its values by path, the nearest first: of header fields by label, of any value off a scan by engine."""
    rivals: dict[str, list[Rival]] = {}
    for path, leaf in reading.leaves():
        found = [*(_read_otherwise(leaf, layout) if leaf.source == "ocr" else ()), *_lost(leaf, candidates.get(path, ()))]
        apart = {rival.value: rival for rival in reversed(found) if rival.value != leaf.value}
        if apart:
            rivals[path] = list(reversed(apart.values()))[:MOST_RIVALS]
    return reading.model_copy(update={"rivals": rivals})


def _lost(leaf: Leaf, candidates: Sequence[Candidate]) -> Iterator[Rival]:
    """The candidates with another value that stand elsewhere, and have enough to speak for them to be taken for a value at all."""
    chosen = next((each for each in candidates if each.page == leaf.page and _overlap(_box(each), leaf.box)), None)
    if chosen is None:
        return
    places: list[tuple[int, Box]] = [(leaf.page, leaf.box)]
    for each in sorted(candidates, key=lambda each: -each.score * each.value.fit):
        share = each.score * each.value.fit
        if share < LEAST_SCORE:
            return
        if not any(page == each.page and _overlap(_box(each), box) for page, box in places):
            places.append((each.page, _box(each)))
            text = " ".join(token.text for token in each.value.tokens)
            yield Rival(value=each.value.value, text=text, page=each.page, box=_box(each), why=_why(each, chosen))


def _why(lost: Candidate, chosen: Candidate) -> str:
    behind, least = chosen.score * chosen.value.fit, lost.score * lost.value.fit
    if lost.score < chosen.score - _AS_GOOD:
        return f"its label and place say less for it ({least:.0%} to {behind:.0%})"
    if lost.value.fit < chosen.value.fit - _AS_GOOD:
        return f"its form fits less ({least:.0%} to {behind:.0%})"
    return "as likely by label and form, and the other one stands first or agrees with the rest of the paper"


def _read_otherwise(leaf: Leaf, layout: Layout) -> Iterator[Rival]:
    """What else an engine made of a word of the value."""
    printed = layout.pages[leaf.page - 1].words
    contested = [word for word in printed if word.others and _inside(word.on_page, leaf.box)]
    words = [word for word in printed if _inside(word.on_page, leaf.box)] if contested else []
    for word in contested:
        for other in word.others:
            text = " ".join(other if each is word else each.text for each in words)
            yield Rival(
                value=text,
                text=text,
                page=leaf.page,
                box=leaf.box,
                why="the other engine read it so; the reading that was taken was the surer one",
            )


def _box(candidate: Candidate) -> Box:
    x0, top, x1, bottom = union([token.word.on_page for token in candidate.value.tokens])
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(word: Box, box: Box) -> bool:
    across, down = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
