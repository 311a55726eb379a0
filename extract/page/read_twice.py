"""Print that a scan's engines gave twice: once in a line, once where a cell or a torn line was looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from extract.page.words import Word

WITHIN, LEVEL = 0.8, 0.5
"""So much of a word's width and height lies on another one that is the same print."""


def without_copies(words: Sequence[Word]) -> list[Word]:
    """The words without those that lie on another one which says the same or more: of `3768` and the `3` and `768` on it the first stays."""
    ordered = sorted(range(len(words)), key=lambda index: words[index].box[0])
    gone: set[int] = set()
    for place, index in enumerate(ordered):
        _, top, right, bottom = words[index].box
        for other in ordered[place + 1 :]:
            box = words[other].box
            if box[0] >= right:
                break
            if (
                box[1] < bottom
                and top < box[3]
                and _lie_on_each_other(words[index], words[other])
                and (copy := _copy(words, index, other)) is not None
            ):
                gone.add(copy)
    return [word for index, word in enumerate(words) if index not in gone]


def _lie_on_each_other(one: Word, other: Word) -> bool:
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    narrower = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return across > WITHIN * narrower and down > LEVEL * min(one.height, other.height)


def _copy(words: Sequence[Word], one: int, other: int) -> int | None:
    """Which of two words is the copy: what is less of the print, or of the same print the less sure one; None where they differ."""
    said, told = words[one].text, words[other].text
    if said == told:
        return other if words[one].confidence >= words[other].confidence else one
    return other if told in said else one if said in told else None
