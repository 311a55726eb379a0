"""What is said among a confirmation's entries, is none of their values, and sounds as if something were not as they show it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from domain.paper import Box, Group, Proviso, Remark
from extract.page.layout import Layout, Line, Phrase
from extract.sentence.answers import answer_in
from extract.shape.candidates import leaf
from extract.text.alarm_words import ALARMS, HARMLESS, OF_TIME, SPEAKING
from extract.text.caveat_words import AS_BEFORE, OPEN, USUAL
from extract.text.folding import folded
from extract.text.proviso_words import CONDITIONS, STANDING
from extract.text.wording import concepts

MOST = 6
"""Words of a remark that stands by itself."""
HEADINGS = 3
"""So many phrases without a figure in a line head columns."""
TELLS_NOTHING = frozenset({"description"})
"""Fields whose values may hold such a remark: a description goes on for as many lines as stand below it."""


def remarks_beside_entries(
    layout: Layout, lines: Sequence[Group], reach: Mapping[int, tuple[int, int]], known: Sequence[Remark], own_print: Collection[Line]
) -> Iterator[Remark]:
    """The remarks, from top to bottom, that are none of those known; one in a phrase of which a value was read is explained by that.

    Elsewhere a line by itself of a few words is one, `Lieferverzug`, if it is of the print that speaks of this order alone, without general terms and
    the foot of the letter; longer ones are of letters, in which many say such things.
    """
    for page, (first, last) in reach.items():
        own = [(name, each.box) for line in lines for name, each in line.leaves() if each.page == page]
        own += [(remark.kind, remark.said.box) for remark in known if remark.said.page == page]
        told = [box for name, box in own if name not in TELLS_NOTHING]
        for place, line in enumerate(layout.lines):
            if line.page == page and first <= place <= last and not _is_caption(line, layout.lines[place + 1 : place + 2]):
                yield from _of_line(line, told, layout, beside=True)
            elif line.page == page and line in own_print and _is_remark(line):
                yield from _of_line(line, [box for _, box in own], layout, beside=False)


def reach_of_entries(layout: Layout, lines: Sequence[Group]) -> dict[int, tuple[int, int]]:
    """By page, the first and the last line of print that is of an entry, or close below the last one."""
    found: dict[int, tuple[int, int]] = {}
    for page in sorted({each.page for line in lines for _, each in line.leaves()}):
        boxes = [each.box for line in lines for _, each in line.leaves() if each.page == page]
        places = [
            place
            for place, line in enumerate(layout.lines)
            if line.page == page and any(_is_told(phrase, boxes) for phrase in line.phrases)
        ]
        if places:
            last = places[-1]
            below = layout.lines[last + 1 : last + 2]
            near = any(line.page == page and line.box[1] - layout.lines[last].box[3] < line.size for line in below)
            found[page] = (places[0], last + near)
    return found


def _is_caption(line: Line, below: Sequence[Line]) -> bool:
    """Whether a few words that are no alarm stand above a row of headings, `Échéancier de livraison` over `Pos.  Article  Délai`."""
    headed = any(len(each.phrases) >= HEADINGS and not any(map(str.isdigit, each.text)) for each in below)
    return headed and len(line.phrases) == 1 and len(line.tokens) <= MOST and not _alarms(folded(line.text))


def _is_remark(line: Line) -> bool:
    """Whether a line is a few words and nothing else, that are no label and not printed on every paper."""
    plain = folded(line.text)
    if any(words.search(plain) for words in (USUAL, OPEN)):
        return False
    told = len(line.phrases) == 1 and len(line.tokens) <= MOST and ":" not in plain and not concepts(line.text)
    return told and any(word not in OF_TIME for word in ALARMS.findall(HARMLESS.sub(" ", plain)))


def _of_line(line: Line, told: Sequence[Box], layout: Layout, *, beside: bool) -> Iterator[Remark]:
    for place, phrase in enumerate(line.phrases):
        said = " ".join(token.text for token in phrase.tokens)
        alarms = _alarms(folded(said))
        if not (alarms or (beside and _speaks(said))) or _is_told(phrase, told):
            continue
        if (concepts(said) or not alarms) and any(_is_told(other, told) for other in line.phrases[place + 1 : place + 2]):
            continue  # a label with its value: `Earliest possible delivery | 12.06.2026`
        yield Remark(kind=Proviso.BESIDE, said=leaf(said, phrase.tokens, line.page, layout))


def _speaks(said: str) -> bool:
    """Whether several words speak of days or deliveries and are no label: `Lieferung in zwei Teilen`."""
    plain = folded(said)
    if concepts(said.partition(":")[0]) is not None or answer_in(plain.split()) == "accepted":
        return False
    if any(words.search(plain) for words in (AS_BEFORE, STANDING, CONDITIONS, HARMLESS)):
        return False
    return len(plain.split()) > 1 and SPEAKING.search(plain) is not None


def _alarms(plain: str) -> bool:
    """Whether words say that something is not as the entry shows it, and neither that all is nor what is said of every order."""
    if answer_in(plain.split()) == "accepted" or any(words.search(plain) for words in (AS_BEFORE, STANDING, CONDITIONS)):
        return False
    return ALARMS.search(HARMLESS.sub(" ", plain)) is not None


def _is_told(phrase: Phrase, told: Sequence[Box]) -> bool:
    """Whether the middle of one of its words lies in the box of a value that was read."""
    middles = [
        ((token.word.on_page[0] + token.word.on_page[2]) / 2, (token.word.on_page[1] + token.word.on_page[3]) / 2)
        for token in phrase.tokens
    ]
    return any(left <= x <= right and top <= y <= bottom for x, y in middles for left, top, right, bottom in told)
